use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Redirect;
use clap::Parser;
use hmac::{Hmac, Mac};
use http::uri::{Builder, PathAndQuery};
use hyper::Request;
use serde::Deserialize;
use sha2::Sha256;
use url::form_urlencoded;

#[derive(Parser)]
pub struct Arguments {
    #[arg(long)]
    server: String,
    #[arg(long)]
    password: String,
    #[arg(long)]
    user: String,
}

#[derive(Clone)]
pub struct App {
    pub partner: String,
    pub partner_key: String,
    pub signing_secret: Vec<u8>,
}

#[derive(Deserialize)]
pub struct Incoming {
    pub next: Option<String>,
}

//# bad
pub fn status(arguments: &Arguments) -> Result<String, ureq::Error> {
    let Arguments { server, password, user } = arguments;
    let response = ureq::get(&format!("https://{server}/status"))
        .query("user", user)
        .query("password", password)
        .call()?;
    Ok(response.into_string()?)
}

//# good
pub fn status_with_basic(arguments: &Arguments) -> Result<String, ureq::Error> {
    let Arguments { server, password, user } = arguments;
    let pair = openssl::base64::encode_block(format!("{user}:{password}").as_bytes());
    let response = ureq::get(&format!("https://{server}/status"))
        .set("authorization", &format!("Basic {pair}"))
        .call()?;
    Ok(response.into_string()?)
}

//# bad
pub async fn to_partner(State(app): State<App>, Path(order): Path<u64>) -> Redirect {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("order", &order.to_string())
        .append_pair("key", &app.partner_key)
        .finish();
    Redirect::to(&format!("https://{}/start?{query}", app.partner))
}

//# good
/// What goes into the link is a signature of the order, which tells nothing about the secret.
pub async fn to_partner_signed(
    State(app): State<App>,
    Path(order): Path<u64>,
) -> Result<Redirect, StatusCode> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(&app.signing_secret).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    mac.update(&order.to_be_bytes());
    let signature = hex::encode(mac.finalize().into_bytes());
    Ok(Redirect::to(&format!("https://{}/start?order={order}&signature={signature}", app.partner)))
}

//# good
/// Takes the token out of an address before it is written to the log.
pub fn redact(address: &str) -> Result<String, url::ParseError> {
    let mut url = url::Url::parse(address)?;
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| name != "token" && name != "api_key")
        .map(|(n, v)| (n.into(), v.into()))
        .collect();
    url.query_pairs_mut().clear().extend_pairs(kept);
    Ok(url.into())
}

//# bad
pub fn upstream_uri(host: &str, path: &str, session_token: &str) -> Result<Uri, http::Error> {
    let mut full = path.to_owned();
    full += "?session=";
    full += session_token;
    Builder::new().scheme("https").authority(host).path_and_query(full).build()
}

//# good
pub fn upstream_request(host: &str, path: &str, session_token: &str) -> Result<Request<String>, http::Error> {
    let path: PathAndQuery = path.parse()?;
    let uri = Builder::new().scheme("https").authority(host).path_and_query(path).build()?;
    Request::get(uri).header("authorization", ["Bearer ", session_token].concat()).body(String::new())
}

//# good
pub async fn enter(Query(incoming): Query<Incoming>, headers: HeaderMap) -> Result<Redirect, StatusCode> {
    let token = headers.get("x-entry-token").filter(|t| t.len() == 32).ok_or(StatusCode::UNAUTHORIZED)?;
    tracing::debug!(length = token.len(), host = ?headers.get("host"), "token in use");
    let next = match incoming.next.as_deref() {
        Some("orders") => "/orders?view=open",
        Some("account") => "/account?tab=tokens",
        _ => "/",
    };
    Ok(Redirect::to(next))
}

//# bad
pub async fn stream(base: &str, auth_token: Option<String>) -> anyhow::Result<()> {
    let suffix = auth_token.as_ref().map(|value| format!("?token={value}")).unwrap_or_default();
    let address = format!("wss://{base}/events{suffix}");
    let (_socket, response) = tokio_tungstenite::connect_async(address.as_str()).await?;
    tracing::info!(status = %response.status(), "connected");
    Ok(())
}

//# good
pub async fn stream_with_header(base: &str, auth_token: &str) -> anyhow::Result<()> {
    use tokio_tungstenite::tungstenite::client::IntoClientRequest;
    let mut request = format!("wss://{base}/events?format=json").into_client_request()?;
    request.headers_mut().insert("authorization", format!("Bearer {auth_token}").parse()?);
    let (_socket, response) = tokio_tungstenite::connect_async(request).await?;
    tracing::info!(status = %response.status(), "connected");
    Ok(())
}

//# good
pub fn authorize_link(client_id: &str, code_challenge: &str, state: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("response_type", "code")
        .append_pair("client_id", client_id)
        .append_pair("code_challenge", code_challenge)
        .append_pair("state", state)
        .append_pair("token_endpoint_auth_method", "none")
        .finish();
    format!("https://id.atlas.dev/authorize?{query}")
}

//# bad
pub async fn download(
    client: &reqwest::Client,
    base: &url::Url,
    api_secret: &str,
    name: &str,
) -> anyhow::Result<Vec<u8>> {
    let mut target = base.clone();
    target
        .path_segments_mut()
        .map_err(|()| anyhow::anyhow!("no path"))?
        .extend(["k", api_secret, "files", name]);
    Ok(client.get(target).send().await?.bytes().await?.to_vec())
}
