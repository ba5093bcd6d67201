use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use serde::Deserialize;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use time::Duration;
use tokio::net::{TcpListener, UdpSocket};
use tower_http::cors::{Any, CorsLayer};

#[derive(Clone, Deserialize)]
pub struct Settings {
    pub listen: SocketAddr,
    pub origins: Vec<String>,
    pub lifetime_minutes: i64,
}

async fn health() -> &'static str {
    "ok"
}

//# bad
pub async fn serve(router: Router) -> std::io::Result<()> {
    let listener = TcpListener::bind("0.0.0.0:8080").await?;
    tracing::info!(address = ?listener.local_addr()?, "listening");
    axum::serve(listener, router).await
}

//# good
pub async fn serve_local(router: Router) -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:8080").await?;
    tracing::info!(address = ?listener.local_addr()?, "listening");
    axum::serve(listener, router).await
}

//# bad
pub async fn serve_on(router: Router, port: u16) -> std::io::Result<()> {
    let address = SocketAddr::from(([0, 0, 0, 0], port));
    let listener = TcpListener::bind(address).await?;
    axum::serve(listener, router.into_make_service()).await
}

//# good
/// The operator says where to listen.
pub async fn serve_configured(settings: &Settings, router: Router) -> std::io::Result<()> {
    if settings.listen.ip().is_unspecified() {
        tracing::warn!("listening on 0.0.0.0: every interface can reach this service");
    }
    let listener = TcpListener::bind(settings.listen).await?;
    axum::serve(listener, router).await
}

//# bad
pub fn routes() -> Router {
    Router::new().route("/health", get(health)).layer(CorsLayer::permissive())
}

//# good
pub fn narrow_routes() -> Router {
    let cors = CorsLayer::new()
        .allow_origin([HeaderValue::from_static("https://console.orchard.app")])
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::CONTENT_TYPE]);
    Router::new().route("/health", get(health)).layer(cors)
}

//# bad
pub fn with_cors<S: Clone + Send + Sync + 'static>(router: Router<S>, settings: &Settings) -> Router<S> {
    let mut layer = CorsLayer::new().allow_methods([Method::GET]);
    layer = match settings.origins.as_slice() {
        [] => layer.allow_origin(Any),
        some => layer.allow_origin(some.iter().filter_map(|o| o.parse().ok()).collect::<Vec<HeaderValue>>()),
    };
    router.layer(layer)
}

//# good
pub fn with_origins<S: Clone + Send + Sync + 'static>(router: Router<S>, settings: &Settings) -> Router<S> {
    let origins: Vec<HeaderValue> =
        settings.origins.iter().filter(|o| *o != "*").filter_map(|o| o.parse().ok()).collect();
    router.layer(CorsLayer::new().allow_origin(origins).allow_credentials(true))
}

//# bad
pub async fn sign_in(jar: CookieJar, session: String) -> (CookieJar, Redirect) {
    let cookie =
        Cookie::build(("session", session)).path("/").same_site(SameSite::Lax).http_only(true).secure(false);
    (jar.add(cookie), Redirect::to("/"))
}

//# good
pub async fn sign_in_again(
    State(settings): State<Settings>,
    jar: CookieJar,
    session: String,
) -> (CookieJar, Redirect) {
    let cookie = Cookie::build(("session", session))
        .path("/")
        .same_site(SameSite::Strict)
        .max_age(Duration::minutes(settings.lifetime_minutes))
        .http_only(true)
        .secure(true);
    (jar.add(cookie), Redirect::to("/"))
}

//# good
pub async fn sign_out(jar: CookieJar) -> (CookieJar, Redirect) {
    (jar.remove(Cookie::from("session")), Redirect::to("/login"))
}

//# bad
pub async fn login_response(session: &str) -> Result<Response, StatusCode> {
    let mut value = format!("session={session}");
    value.push_str("; Path=/; Max-Age=3600");
    let value = HeaderValue::from_str(&value).map_err(|_| StatusCode::BAD_REQUEST)?;
    let mut headers = HeaderMap::new();
    headers.insert(header::SET_COOKIE, value);
    Ok((StatusCode::NO_CONTENT, headers).into_response())
}

//# good
pub async fn login_headers(session: &str) -> Result<Response, StatusCode> {
    let value = format!("__Host-session={session}; Path=/; Max-Age=3600; Secure; HttpOnly; SameSite=Strict");
    let value = HeaderValue::from_str(&value).map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, value)]).into_response())
}

//# good
/// A socket of a client: the system chooses the port, nobody is served.
pub async fn ask_time_server(server: SocketAddr) -> std::io::Result<[u8; 48]> {
    let socket = UdpSocket::bind("0.0.0.0:0").await?;
    socket.connect(server).await?;
    let mut packet = [0u8; 48];
    packet[0] = 0x1b;
    socket.send(&packet).await?;
    socket.recv(&mut packet).await?;
    Ok(packet)
}

//# bad
pub async fn admin(port: Option<u16>) -> anyhow::Result<()> {
    let router = Router::new().route("/drain", post(health));
    let ip = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    let address = (ip, port.unwrap_or(9901));
    axum::serve(TcpListener::bind(address).await?, router).await?;
    Ok(())
}
