use actix_cors::Cors;
use actix_session::SessionMiddleware;
use actix_session::storage::CookieSessionStore;
use actix_web::cookie::{Cookie, Key, SameSite};
use actix_web::http::header;
use actix_web::{App, HttpResponse, HttpServer, web};
use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::{CookieJar, Header};
use rocket::{Build, Request, Response, Rocket};
use rocket_cors::{AllowedOrigins, CorsOptions};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use warp::Filter;

pub struct Sharing;

pub struct Policy {
    name: String,
    open: bool,
}

impl Policy {
    pub fn permissive() -> Self {
        Self { name: "permissive".into(), open: true }
    }

    pub fn allow_any_origin(mut self) -> Self {
        self.open = true;
        self
    }
}

async fn index() -> HttpResponse {
    HttpResponse::Ok().body("orchard")
}

//# bad
pub async fn run() -> std::io::Result<()> {
    HttpServer::new(|| App::new().wrap(Cors::permissive()).route("/", web::get().to(index)))
        .bind(("127.0.0.1", 8080))?
        .run()
        .await
}

//# good
pub async fn run_for_console(origin: String) -> std::io::Result<()> {
    HttpServer::new(move || {
        let cors = Cors::default().allowed_origin(&origin).allowed_methods(["GET", "POST"]).max_age(3600);
        App::new().wrap(cors).route("/", web::get().to(index))
    })
    .bind(("127.0.0.1", 8080))?
    .run()
    .await
}

//# bad
pub async fn run_everywhere(workers: usize) -> std::io::Result<()> {
    let host = "0.0.0.0";
    let server = HttpServer::new(|| App::new().route("/", web::get().to(index))).workers(workers);
    server.bind((host, 8080))?.run().await
}

//# bad
pub fn sharing(allowed: &[String]) -> Cors {
    let mut cors = Cors::default().allowed_methods(["GET"]);
    for origin in allowed {
        cors = cors.allowed_origin(origin);
    }
    if allowed.is_empty() { cors.allow_any_origin() } else { cors }
}

//# good
pub fn sharing_by_suffix() -> Cors {
    Cors::default()
        .allowed_origin_fn(|origin, _head| origin.as_bytes().ends_with(b".orchard.app"))
        .allowed_header(header::CONTENT_TYPE)
}

//# bad
pub async fn remember(account: web::Path<String>) -> HttpResponse {
    let mut cookie = Cookie::new("remember", account.into_inner());
    cookie.set_path("/");
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(true);
    cookie.set_http_only(false);
    HttpResponse::Ok().cookie(cookie).finish()
}

//# good
pub async fn remember_device(account: web::Path<String>) -> HttpResponse {
    let mut cookie = Cookie::new("remember", account.into_inner());
    cookie.set_path("/");
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(true);
    cookie.set_http_only(true);
    HttpResponse::Ok().cookie(cookie).finish()
}

//# bad
pub fn sessions(key: &[u8]) -> SessionMiddleware<CookieSessionStore> {
    SessionMiddleware::builder(CookieSessionStore::default(), Key::from(key))
        .cookie_name("orchard".to_owned())
        .cookie_secure(false)
        .build()
}

//# good
pub fn session_layer(key: &[u8]) -> SessionMiddleware<CookieSessionStore> {
    SessionMiddleware::builder(CookieSessionStore::default(), Key::from(key))
        .cookie_name("orchard".to_owned())
        .cookie_secure(true)
        .cookie_http_only(true)
        .build()
}

#[rocket::async_trait]
impl Fairing for Sharing {
    fn info(&self) -> Info {
        Info { name: "sharing", kind: Kind::Response }
    }

    //# bad
    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        if request.uri().path().starts_with("/api/") {
            response.set_header(Header::new("Access-Control-Allow-Methods", "GET, POST, DELETE"));
            response.set_header(Header::new("Access-Control-Allow-Origin", "*"));
        }
    }
}

//# bad
pub fn rocket(rocket: Rocket<Build>) -> Result<Rocket<Build>, rocket_cors::Error> {
    let options =
        CorsOptions { allowed_origins: AllowedOrigins::all(), allow_credentials: true, ..Default::default() };
    Ok(rocket.attach(options.to_cors()?))
}

//# good
pub fn rocket_for_console(rocket: Rocket<Build>) -> Result<Rocket<Build>, rocket_cors::Error> {
    let origins = AllowedOrigins::some_exact(&["https://console.orchard.app"]);
    Ok(rocket.attach(CorsOptions { allowed_origins: origins, ..Default::default() }.to_cors()?))
}

//# bad
pub async fn warp_everywhere(port: u16) {
    let cors = warp::cors().allow_origin("https://console.orchard.app").allow_methods(["GET"]);
    let routes = warp::path!("health").map(|| "ok").with(cors);
    warp::serve(routes).run((Ipv6Addr::UNSPECIFIED, port)).await;
}

//# good
pub async fn warp_on_loopback(port: u16) {
    let cors = warp::cors().allow_origin("https://console.orchard.app").allow_methods(["GET"]);
    let routes = warp::path!("health").map(|| "ok").with(cors);
    warp::serve(routes).run((Ipv6Addr::LOCALHOST, port)).await;
}

//# good
/// Refuses addresses that would open the service to everybody.
pub fn listen_address(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text.parse().map_err(|_| format!("{text} is no address"))?;
    match address.ip() {
        ip if ip == IpAddr::from([0, 0, 0, 0]) || ip == IpAddr::V6(Ipv6Addr::UNSPECIFIED) => {
            Err("0.0.0.0 and [::] are refused".to_owned())
        }
        _ => Ok(address),
    }
}

//# good
pub fn visitor(jar: &CookieJar<'_>) -> Option<String> {
    let cookie = jar.get("visitor")?;
    let value = cookie.value();
    (value.len() == 26).then(|| value.to_owned())
}

//# good
pub fn review_policy(open: bool) -> String {
    let policy =
        if open { Policy::permissive().allow_any_origin() } else { Policy { name: "strict".into(), open } };
    format!("{} ({})", policy.name, policy.open)
}
