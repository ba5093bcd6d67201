use actix_cors::Cors;
use actix_web::{App, HttpResponse, HttpServer, web};
use axum::Router;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::any::Any as AnyType;
use std::env;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use tower_http::cors::{AllowOrigin, Any, CorsLayer};
use warp::Filter;

pub struct Settings {
    pub bind: SocketAddr,
    pub origins: Vec<String>,
}

/// How strictly a file is parsed.
#[derive(Debug, PartialEq)]
pub enum Mode {
    Strict,
    Permissive,
}

impl Mode {
    pub fn permissive() -> Self {
        Self::Permissive
    }
}

async fn index() -> &'static str {
    "orders"
}

//# bad
pub fn router() -> Router {
    Router::new().route("/", get(index)).layer(CorsLayer::permissive())
}

//# bad
pub fn api() -> Router {
    let cors = CorsLayer::new().allow_methods([Method::GET, Method::POST]).allow_origin(Any);
    Router::new().route("/api/orders", get(index)).layer(cors)
}

//# bad
pub fn mirrored() -> CorsLayer {
    CorsLayer::new().allow_origin(AllowOrigin::mirror_request()).allow_credentials(true)
}

//# bad
pub fn any_predicate() -> CorsLayer {
    let origins = AllowOrigin::predicate(|_origin: &HeaderValue, _parts| true);
    CorsLayer::new().allow_origin(origins).allow_headers([header::CONTENT_TYPE])
}

//# bad
pub async fn serve(router: Router) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("0.0.0.0:3000").await?;
    axum::serve(listener, router).await
}

//# bad
pub async fn serve_old(router: Router) {
    let address = SocketAddr::from(([0, 0, 0, 0], 8080));
    tracing::info!("listening on {address}");
    axum_server::bind(address).serve(router.into_make_service()).await.unwrap();
}

//# bad
pub async fn actix() -> std::io::Result<()> {
    HttpServer::new(|| App::new().route("/", web::get().to(HttpResponse::Ok)))
        .bind(("0.0.0.0", 8000))?
        .run()
        .await
}

//# bad
pub async fn actix_with_cors(bind: SocketAddr) -> std::io::Result<()> {
    HttpServer::new(|| {
        let cors = Cors::default().allow_any_origin().allowed_methods(vec!["GET"]).max_age(3600);
        App::new().wrap(cors).route("/", web::get().to(HttpResponse::Ok))
    })
    .bind(bind)?
    .run()
    .await
}

//# bad
pub async fn warp_server() {
    let cors = warp::cors().allow_any_origin().allow_methods(vec!["GET", "DELETE"]);
    let routes = warp::path("orders").map(|| "[]").with(cors);
    warp::serve(routes).run(([127, 0, 0, 1], 3030)).await;
}

//# bad
pub async fn warp_everywhere() {
    let orders = warp::path!("orders" / u64).map(|number| format!("order {number}"));
    warp::serve(orders).run(([0, 0, 0, 0], 3030)).await;
}

//# bad
pub async fn orders() -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    (headers, "[]").into_response()
}

//# bad
pub async fn reflect(request: HeaderMap) -> Response {
    let mut response = "[]".into_response();
    if let Some(origin) = request.get(header::ORIGIN) {
        let headers = response.headers_mut();
        headers.insert("access-control-allow-origin", origin.clone());
        headers.insert("access-control-allow-credentials", HeaderValue::from_static("true"));
    }
    response
}

//# bad
pub fn admin_listener() -> std::io::Result<TcpListener> {
    let port = env::var("ADMIN_PORT").ok().and_then(|port| port.parse().ok()).unwrap_or(9000);
    let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), port);
    TcpListener::bind(address)
}

//# bad
pub fn metrics_listener() -> std::io::Result<TcpListener> {
    let bind = env::var("METRICS_BIND").unwrap_or_else(|_| "0.0.0.0:9100".to_string());
    let listener = TcpListener::bind(&bind)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

//# bad
pub async fn dual_stack(port: u16) -> std::io::Result<tokio::net::TcpListener> {
    tokio::net::TcpListener::bind((Ipv6Addr::UNSPECIFIED, port)).await
}

//# bad
pub async fn debug_server(port: u16) -> anyhow::Result<()> {
    let host = "0.0.0.0";
    let address: SocketAddr = format!("{host}:{port}").parse()?;
    let listener = tokio::net::TcpListener::bind(address).await?;
    let (_peer, from) = listener.accept().await?;
    tracing::info!(%from, "debugger");
    Ok(())
}

//# good
pub async fn serve_locally(router: Router) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, router).await
}

//# good
pub async fn serve_as_told(settings: &Settings, router: Router) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind(settings.bind).await?;
    axum::serve(listener, router).await
}

//# good
pub fn local_listener(port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
}

//# good
pub fn narrow() -> CorsLayer {
    CorsLayer::new()
        .allow_origin("https://shop.example.com".parse::<HeaderValue>().expect("a constant"))
        .allow_methods(Any)
        .allow_headers(Any)
}

//# good
pub fn from_settings(settings: &Settings) -> CorsLayer {
    let origins: Vec<HeaderValue> = settings
        .origins
        .iter()
        .filter(|origin| origin.as_str() != "*")
        .filter_map(|origin| origin.parse().ok())
        .collect();
    CorsLayer::new().allow_origin(origins).allow_headers([HeaderName::from_static("x-request-id")])
}

//# good
pub fn own_shops() -> CorsLayer {
    const SHOPS: [&str; 2] = ["https://shop.example.com", "https://shop.example.org"];
    let allowed = AllowOrigin::predicate(|origin, _| SHOPS.iter().any(|shop| origin == shop));
    CorsLayer::new().allow_origin(allowed).allow_credentials(true)
}

//# good
pub async fn actix_narrow(bind: SocketAddr) -> std::io::Result<()> {
    HttpServer::new(|| {
        let cors = Cors::default().allowed_origin("https://shop.example.com").allow_any_header();
        App::new().wrap(cors).route("/", web::get().to(HttpResponse::Ok))
    })
    .bind(bind)?
    .run()
    .await
}

//# good
pub async fn answer_known(request: HeaderMap) -> Response {
    let mut response = "[]".into_response();
    match request.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()) {
        Some("https://shop.example.com") => {
            let shop = HeaderValue::from_static("https://shop.example.com");
            response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, shop);
        }
        _ => tracing::debug!("another origin"),
    }
    response
}

//# good
pub fn check_bind(text: &str) -> Result<SocketAddr, String> {
    if text.starts_with("0.0.0.0") || text.starts_with("[::]") {
        return Err("0.0.0.0 is not allowed: name an interface".to_owned());
    }
    text.parse().map_err(|reason| format!("{text}: {reason}"))
}

//# good
pub fn is_local(address: IpAddr) -> bool {
    address.is_loopback() || address == IpAddr::V4(Ipv4Addr::UNSPECIFIED)
}

//# good
pub fn parse_mode(text: &str) -> Mode {
    if text == "permissive" { Mode::permissive() } else { Mode::Strict }
}

//# good
pub fn downcast(value: &dyn AnyType) -> Option<&str> {
    value.downcast_ref::<String>().map(String::as_str)
}

//# good
pub fn version() -> (&'static str, [u8; 4]) {
    ("0.0.0.0", [0, 0, 0, 0])
}

//# good
pub async fn cached() -> Response {
    let mut response = "[]".into_response();
    response.headers_mut().insert(header::IF_NONE_MATCH, HeaderValue::from_static("*"));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("origin"));
    response
}
