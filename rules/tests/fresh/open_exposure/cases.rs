//! Listeners, cross-origin rules and cookies: wide open and narrow.

use std::env;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, UdpSocket};

use actix_cors::Cors;
use actix_web::cookie::{Cookie as ActixCookie, SameSite as ActixSameSite};
use actix_web::{App, HttpResponse, HttpServer, Responder, get, web};
use axum::Router;
use axum::http::{HeaderValue, Method, header};
use axum::response::IntoResponse;
use axum::routing::get as route;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use time::Duration;
use tower_http::cors::{AllowOrigin, Any, CorsLayer};
use tower_sessions::{MemoryStore, SessionManagerLayer};

//# bad
fn permissive() -> Router {
    Router::new().route("/", route(|| async { "hello" })).layer(CorsLayer::permissive())
}

//# bad
fn any_origin() -> CorsLayer {
    CorsLayer::new().allow_methods([Method::GET, Method::POST]).allow_origin(Any)
}

//# bad
async fn all_interfaces() -> io::Result<()> {
    let listener = tokio::net::TcpListener::bind("0.0.0.0:8080").await?;
    axum::serve(listener, Router::new()).await
}

//# bad
async fn actix_main() -> io::Result<()> {
    HttpServer::new(|| App::new().wrap(Cors::permissive()).service(health))
        .bind(("127.0.0.1", 8080))?
        .run()
        .await
}

//# bad
async fn actix_address() -> io::Result<()> {
    let host = "0.0.0.0";
    let port: u16 = env::var("PORT").ok().and_then(|port| port.parse().ok()).unwrap_or(8080);
    HttpServer::new(App::new).bind((host, port))?.run().await
}

//# bad
fn unspecified(port: u16) -> io::Result<TcpListener> {
    let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), port);
    TcpListener::bind(address)
}

//# bad
async fn session_cookie(jar: CookieJar, id: String) -> impl IntoResponse {
    let cookie = Cookie::build(("session", id)).path("/").http_only(true).secure(false);
    jar.add(cookie)
}

//# bad
fn readable_by_scripts(id: &str) -> HttpResponse {
    let cookie = ActixCookie::build("session", id).secure(true).http_only(false).finish();
    HttpResponse::Ok().cookie(cookie).finish()
}

//# bad
async fn bare_cookie(jar: CookieJar) -> (CookieJar, &'static str) {
    let id = uuid::Uuid::new_v4().to_string();
    (jar.add(Cookie::new("session_id", id)), "welcome")
}

//# bad
fn star_header() -> impl IntoResponse {
    let origin = HeaderValue::from_static("*");
    ([(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin)], "data")
}

//# bad
fn every_datagram() -> io::Result<UdpSocket> {
    let octets = [0, 0, 0, 0];
    let socket = UdpSocket::bind(SocketAddr::from((octets, 5353)))?;
    socket.set_broadcast(true)?;
    Ok(socket)
}

//# bad
fn any_origin_of_actix() -> Cors {
    let mut cors = Cors::default().allowed_methods(vec!["GET"]).max_age(3600);
    cors = cors.allow_any_origin();
    cors.allow_any_header()
}

//# good
fn one_origin() -> CorsLayer {
    let origin = HeaderValue::from_static("https://shop.example.com");
    CorsLayer::new().allow_origin(origin).allow_methods([Method::GET]).allow_headers([header::CONTENT_TYPE])
}

//# good
async fn loopback() -> io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    axum::serve(listener, Router::new()).await
}

//# good
async fn address_of_the_settings(address: SocketAddr) -> io::Result<()> {
    HttpServer::new(|| App::new().wrap(Cors::default()).service(health)).bind(address)?.run().await
}

//# good
fn closed_cookie(jar: CookieJar, id: String) -> CookieJar {
    let cookie = Cookie::build(("session", id))
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Strict)
        .max_age(Duration::hours(8));
    jar.add(cookie)
}

//# good
fn actix_cookie(id: &str) -> HttpResponse {
    let mut cookie = ActixCookie::new("session", id);
    cookie.set_secure(true);
    cookie.set_http_only(true);
    cookie.set_same_site(ActixSameSite::Lax);
    HttpResponse::Ok().cookie(cookie).finish()
}

//# good
fn listed_origins(origins: &[String]) -> anyhow::Result<CorsLayer> {
    let origins: Vec<HeaderValue> = origins.iter().map(|it| it.parse()).collect::<Result<_, _>>()?;
    Ok(CorsLayer::new().allow_origin(AllowOrigin::list(origins)).allow_credentials(true))
}

//# good
fn refuses_unspecified(address: &str) -> anyhow::Result<SocketAddr> {
    let address: SocketAddr = address.parse()?;
    if address.ip().is_unspecified() || address.ip() == IpAddr::V4(Ipv4Addr::UNSPECIFIED) {
        anyhow::bail!("0.0.0.0 would listen on every interface: name one");
    }
    Ok(address)
}

//# good
fn outgoing(version: &str) -> io::Result<UdpSocket> {
    let socket = UdpSocket::bind((Ipv6Addr::LOCALHOST, 0))?;
    socket.connect("[::1]:8125")?;
    log::info!(version; "metrics go to the local agent, not to 0.0.0.0");
    Ok(socket)
}

//# good
fn sessions() -> SessionManagerLayer<MemoryStore> {
    SessionManagerLayer::new(MemoryStore::default()).with_secure(true).with_http_only(true).with_name("id")
}

//# good
fn read_cookie(jar: &CookieJar) -> Option<String> {
    let cookie = jar.get("session")?;
    Some(cookie.value().to_owned())
}

struct Shelf {
    books: Vec<String>,
}

impl Shelf {
    fn permissive(mut self) -> Self {
        self.books.retain(|book| book != "rules");
        self
    }

    fn bind(&mut self, edition: &str) {
        self.books.push(edition.to_owned());
    }
}

//# good
fn book_of_version(mut shelf: Shelf) -> Shelf {
    shelf.bind("0.0.0.0");
    shelf.permissive()
}

//# good
fn origin_by_predicate() -> Cors {
    Cors::default()
        .allowed_origin("https://shop.example.com")
        .allowed_origin_fn(|origin, _| origin.as_bytes().ends_with(b".shop.example.com"))
        .allowed_methods(["GET", "POST"])
}

#[get("/health")]
async fn health() -> impl Responder {
    web::Json("ok")
}
