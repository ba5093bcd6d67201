//! Handlers that fetch something for their caller: previews, webhooks, proxies.

use std::net::IpAddr;

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Redirect;
use hyper::Uri;
use hyper_util::client::legacy::{Client as Legacy, connect::HttpConnector};
use reqwest::Client;
use serde::{Deserialize, Serialize};
use url::Url;

#[derive(Clone)]
pub struct App {
    http: Client,
    upstream: Legacy<HttpConnector, Body>,
}

#[derive(Deserialize)]
pub struct Preview {
    url: String,
}

#[derive(Deserialize, Serialize)]
pub struct Subscription {
    callback: String,
    topic: String,
    port: Option<u16>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    Eu,
    Us,
}

#[derive(Deserialize)]
pub struct Lookup {
    region: Region,
    shop: String,
    q: String,
}

fn gateway(_: reqwest::Error) -> StatusCode {
    StatusCode::BAD_GATEWAY
}

//# bad
pub async fn preview(State(app): State<App>, Query(preview): Query<Preview>) -> Result<String, StatusCode> {
    let response = app.http.get(&preview.url).send().await.map_err(gateway)?;
    response.text().await.map_err(gateway)
}

//# bad
pub async fn subscribe(
    State(app): State<App>,
    Json(subscription): Json<Subscription>,
) -> Result<StatusCode, StatusCode> {
    let Subscription { callback, topic, port } = subscription;
    let callback = callback.trim().trim_end_matches('/').to_owned();
    let address = format!("https://{callback}:{}/confirm", port.unwrap_or(443));
    let answer = app.http.post(address).json(&topic).send().await.map_err(gateway)?;
    if answer.status().is_success() { Ok(StatusCode::CREATED) } else { Err(StatusCode::BAD_GATEWAY) }
}

//# bad
/// Passes a request on to the shop that its host header names.
pub async fn forward(State(app): State<App>, mut request: Request<Body>) -> Result<StatusCode, StatusCode> {
    let host = request.headers().get("x-shop").and_then(|v| v.to_str().ok()).unwrap_or("main");
    let path = request.uri().path_and_query().map_or("/", |p| p.as_str());
    let target = ["http://", host, ".shops.internal", path].concat();
    *request.uri_mut() = target.parse::<Uri>().map_err(|_| StatusCode::BAD_REQUEST)?;
    let response = app.upstream.request(request).await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    Ok(response.status())
}

//# bad
#[get("/proxy/{tail:.*}")]
pub async fn proxy(req: HttpRequest, client: web::Data<awc::Client>) -> actix_web::Result<HttpResponse> {
    let target = match req.uri().query().and_then(|q| q.strip_prefix("target=")) {
        Some(target) => target.to_string(),
        None => return Ok(HttpResponse::BadRequest().finish()),
    };
    let mut response = client.get(target).send().await.map_err(actix_web::error::ErrorBadGateway)?;
    let body = response.body().await?;
    Ok(HttpResponse::build(response.status()).body(body))
}

//# bad
#[post("/import")]
pub async fn import(body: web::Json<Preview>) -> actix_web::Result<HttpResponse> {
    let mut address = Url::parse("https://feeds.example.com/import").expect("a literal");
    if let Some((host, path)) = body.url.split_once('/') {
        address.set_host(Some(host)).map_err(actix_web::error::ErrorBadRequest)?;
        address.set_path(path);
    }
    let feed = reqwest::get(address).await.map_err(actix_web::error::ErrorBadGateway)?;
    Ok(HttpResponse::Ok().body(feed.bytes().await.map_err(actix_web::error::ErrorBadGateway)?))
}

//# good
pub async fn search(State(app): State<App>, Query(lookup): Query<Lookup>) -> Result<String, StatusCode> {
    let host = match lookup.region {
        Region::Eu => "eu.search.example.com",
        Region::Us => "us.search.example.com",
    };
    let url = format!("https://{host}/v1/search");
    let response = app.http.get(url).query(&[("q", &lookup.q)]).send().await.map_err(gateway)?;
    response.text().await.map_err(gateway)
}

//# good
pub async fn order(State(app): State<App>, Path(id): Path<u64>) -> Result<String, StatusCode> {
    let response =
        app.http.get(format!("https://orders.example.com/v2/{id}")).send().await.map_err(gateway)?;
    response.text().await.map_err(gateway)
}

//# good
pub async fn logo(State(app): State<App>, Query(lookup): Query<Lookup>) -> Result<Vec<u8>, StatusCode> {
    const SHOPS: [&str; 3] = ["garden", "kitchen", "books"];
    let shop = SHOPS.iter().find(|s| s.eq_ignore_ascii_case(&lookup.shop)).ok_or(StatusCode::NOT_FOUND)?;
    let url = format!("https://{shop}.example.com/logo.png");
    let response = app.http.get(&url).send().await.map_err(gateway)?;
    Ok(response.bytes().await.map_err(gateway)?.to_vec())
}

//# good
/// Fetches from hosts of the partners alone.
pub async fn partner(State(app): State<App>, Query(preview): Query<Preview>) -> Result<String, StatusCode> {
    let url = Url::parse(&preview.url).map_err(|_| StatusCode::BAD_REQUEST)?;
    if url.scheme() != "https" || !matches!(url.host_str(), Some("a.example.com" | "b.example.com")) {
        return Err(StatusCode::FORBIDDEN);
    }
    app.http.get(url).send().await.map_err(gateway)?.text().await.map_err(gateway)
}

//# good
pub async fn notify(
    State(app): State<App>,
    Json(subscription): Json<Subscription>,
) -> Result<StatusCode, StatusCode> {
    tracing::info!(callback = %subscription.callback, "subscribed");
    let answer = app.http.post("https://hub.example.com/subscriptions").json(&subscription).send().await;
    answer.map(|_| StatusCode::ACCEPTED).map_err(gateway)
}

//# good
/// A link for the page; nothing is fetched.
pub async fn profile(Path(name): Path<String>) -> Redirect {
    let name = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
    Redirect::temporary(&format!("https://example.com/profiles/{name}"))
}

//# good
pub async fn own_headers(headers: HeaderMap) -> Result<String, StatusCode> {
    let get = headers.get("referer").and_then(|v| v.to_str().ok()).ok_or(StatusCode::BAD_REQUEST)?;
    Ok(format!("https://{} sent you", get.len()))
}

//# good
#[get("/status/{address}")]
pub async fn status(
    address: web::Path<String>,
    client: web::Data<Client>,
) -> actix_web::Result<HttpResponse> {
    let address: IpAddr = address.parse().map_err(actix_web::error::ErrorBadRequest)?;
    let nodes: [IpAddr; 2] = [[10, 0, 0, 1].into(), [10, 0, 0, 2].into()];
    if !nodes.contains(&address) {
        return Ok(HttpResponse::NotFound().finish());
    }
    let url = format!("http://{address}:9100/metrics");
    let text = client.get(url).send().await.map_err(actix_web::error::ErrorBadGateway)?.text().await;
    Ok(HttpResponse::Ok().body(text.unwrap_or_default()))
}
