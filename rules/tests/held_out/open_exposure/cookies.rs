use actix_session::SessionMiddleware;
use actix_session::config::PersistentSession;
use actix_session::storage::CookieSessionStore;
use actix_web::cookie::Key;
use actix_web::{HttpRequest, HttpResponse};
use axum::http::header::{HeaderMap, HeaderValue, SET_COOKIE};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::cookie::{Cookie, CookieJar, PrivateCookieJar, SameSite};
use tower_sessions::{MemoryStore, SessionManagerLayer};

pub struct Recipe {
    pub name: String,
    pub secure: bool,
}

//# bad
pub async fn log_in(jar: CookieJar) -> (CookieJar, Redirect) {
    let id = uuid::Uuid::new_v4().to_string();
    (jar.add(Cookie::new("session", id)), Redirect::to("/"))
}

//# bad
pub async fn log_in_quietly(jar: CookieJar) -> impl IntoResponse {
    let id = uuid::Uuid::new_v4().to_string();
    let cookie = Cookie::build(("session", id)).path("/").http_only(true).same_site(SameSite::Lax);
    (jar.add(cookie), Redirect::to("/"))
}

//# bad
pub fn session_cookie(id: String) -> Cookie<'static> {
    let mut cookie = Cookie::new("sid", id);
    cookie.set_http_only(true);
    cookie.set_secure(false);
    cookie.set_path("/");
    cookie
}

//# bad
pub async fn sign_in(id: String) -> HttpResponse {
    let cookie = actix_web::cookie::Cookie::build("auth", id).secure(true).http_only(false).finish();
    HttpResponse::Ok().cookie(cookie).finish()
}

//# bad
pub fn sessions(key: Key) -> SessionMiddleware<CookieSessionStore> {
    SessionMiddleware::builder(CookieSessionStore::default(), key)
        .cookie_name("orders".to_owned())
        .cookie_secure(false)
        .build()
}

//# bad
pub fn session_layer() -> SessionManagerLayer<MemoryStore> {
    SessionManagerLayer::new(MemoryStore::default()).with_name("sid").with_secure(false)
}

//# bad
pub fn set_cookie(id: &str) -> Result<HeaderMap, axum::http::header::InvalidHeaderValue> {
    let mut headers = HeaderMap::new();
    let value = format!("session={id}; Path=/; Max-Age=86400");
    headers.insert(SET_COOKIE, HeaderValue::from_str(&value)?);
    Ok(headers)
}

//# bad
pub async fn keep(jar: PrivateCookieJar, user: u64) -> PrivateCookieJar {
    let cookie = Cookie::build(("user", user.to_string())).secure(true).path("/");
    jar.add(cookie.build())
}

//# bad
#[rocket::post("/login")]
pub fn rocket_login(jar: &rocket::http::CookieJar<'_>) -> rocket::response::Redirect {
    let id = uuid::Uuid::new_v4().simple().to_string();
    jar.add(rocket::http::Cookie::build(("session", id)).http_only(false));
    rocket::response::Redirect::to("/")
}

//# good
pub async fn log_in_well(jar: CookieJar) -> (CookieJar, Redirect) {
    let id = uuid::Uuid::new_v4().to_string();
    let cookie = Cookie::build(("session", id)).http_only(true).secure(true).same_site(SameSite::Strict);
    (jar.add(cookie), Redirect::to("/"))
}

//# good
pub fn host_cookie(id: String) -> Cookie<'static> {
    let mut cookie = Cookie::new("__Host-sid", id);
    cookie.set_path("/");
    cookie.set_secure(true);
    cookie.set_http_only(Some(true));
    cookie
}

//# good
pub async fn log_out(jar: CookieJar) -> (CookieJar, Redirect) {
    (jar.remove(Cookie::from("session")), Redirect::to("/"))
}

//# good
pub async fn current(request: HttpRequest) -> HttpResponse {
    match request.cookie("session") {
        Some(cookie) => HttpResponse::Ok().body(format!("{} bytes", cookie.value().len())),
        None => HttpResponse::Unauthorized().finish(),
    }
}

//# good
pub fn persistent_sessions(key: Key) -> SessionMiddleware<CookieSessionStore> {
    SessionMiddleware::builder(CookieSessionStore::default(), key)
        .session_lifecycle(PersistentSession::default())
        .cookie_http_only(true)
        .cookie_secure(true)
        .build()
}

//# good
pub fn layer() -> SessionManagerLayer<MemoryStore> {
    SessionManagerLayer::new(MemoryStore::default()).with_secure(true).with_http_only(true)
}

//# good
pub fn header_of(id: &str) -> Result<HeaderValue, axum::http::header::InvalidHeaderValue> {
    let value = format!("session={id}; Path=/; Secure; HttpOnly; SameSite=Lax");
    HeaderValue::from_str(&value)
}

//# good
pub fn bake(name: &str) -> Recipe {
    Recipe { name: format!("cookie with {name}"), secure: false }
}
