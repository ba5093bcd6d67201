use std::collections::HashSet;
use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse, Responder, get, post, web};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use reqwest::{Client, Method, Url};
use rocket::form::Form;
use serde::{Deserialize, Serialize};
use warp::Filter;

static PARTNERS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| HashSet::from(["api.partner.example", "feeds.partner.example"]));

#[derive(Deserialize)]
pub struct FetchParams {
    pub url: String,
    pub width: Option<u32>,
}

#[derive(Deserialize)]
pub struct Webhook {
    pub callback: String,
    pub event: String,
    pub attempts: u8,
}

#[derive(Serialize)]
struct Event<'a> {
    name: &'a str,
    callback: &'a str,
}

#[derive(Deserialize)]
pub struct WeatherParams {
    pub city: String,
    pub region: Region,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    Eu,
    Us,
}

#[derive(Clone)]
pub struct App {
    pub client: Client,
}

#[derive(rocket::FromForm)]
pub struct ImportForm {
    pub feed: String,
    pub title: String,
}

//# bad
pub async fn proxy_image(Query(params): Query<FetchParams>) -> Result<Vec<u8>, StatusCode> {
    let response = reqwest::get(&params.url).await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    let bytes = response.bytes().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    Ok(bytes.to_vec())
}

//# good
pub async fn proxy_listed(Query(params): Query<FetchParams>) -> Result<Vec<u8>, StatusCode> {
    let url = Url::parse(&params.url).map_err(|_| StatusCode::BAD_REQUEST)?;
    if url.scheme() != "https" || !url.host_str().is_some_and(|h| PARTNERS.contains(h)) {
        return Err(StatusCode::FORBIDDEN);
    }
    let response = reqwest::get(url).await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    response.bytes().await.map(|b| b.to_vec()).map_err(|_| StatusCode::BAD_GATEWAY)
}

//# bad
pub async fn proxy_parsed(
    State(app): State<App>,
    Query(params): Query<FetchParams>,
) -> Result<String, StatusCode> {
    // A syntactic check: internal addresses are good URLs as well.
    let url = Url::parse(params.url.trim()).map_err(|_| StatusCode::BAD_REQUEST)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(StatusCode::BAD_REQUEST);
    }
    let request = app.client.request(Method::GET, url);
    let answer = request.send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    answer.text().await.map_err(|_| StatusCode::BAD_GATEWAY)
}

//# bad
#[post("/hooks/test")]
async fn try_hook(client: web::Data<Client>, hook: web::Json<Webhook>) -> impl Responder {
    let Webhook { callback, event, attempts } = hook.into_inner();
    let target = if callback.starts_with("http") { callback } else { format!("https://{callback}") };
    for _ in 0..attempts.min(3) {
        let sent = client.post(target.as_str()).body(event.clone()).send().await;
        if sent.is_ok_and(|r| r.status().is_success()) {
            return HttpResponse::Ok();
        }
    }
    HttpResponse::BadGateway()
}

//# good
#[post("/hooks")]
async fn register_hook(client: web::Data<Client>, hook: web::Json<Webhook>) -> impl Responder {
    let event = Event { name: &hook.event, callback: &hook.callback };
    let sent = client.post("https://hooks.internal.example/register").json(&event).send().await;
    match sent.and_then(|r| r.error_for_status()) {
        Ok(_) => HttpResponse::Created(),
        Err(_) => HttpResponse::BadGateway(),
    }
}

//# bad
#[get("/forward/{rest:.*}")]
async fn forward(req: HttpRequest, client: web::Data<Client>) -> actix_web::Result<String> {
    let host = req.headers().get("x-upstream").and_then(|h| h.to_str().ok()).unwrap_or("backend.example");
    let rest = req.match_info().query("rest");
    let mut upstream = String::from("https://");
    upstream.push_str(host);
    upstream.push('/');
    upstream.push_str(rest);
    let answer = client.get(upstream).send().await.map_err(actix_web::error::ErrorBadGateway)?;
    answer.text().await.map_err(actix_web::error::ErrorBadGateway)
}

//# good
#[get("/backend/{rest:.*}")]
async fn backend(req: HttpRequest, client: web::Data<Client>) -> actix_web::Result<String> {
    let rest = req.match_info().query("rest");
    let upstream = format!("https://backend.example/v1/{rest}");
    let answer = client
        .get(upstream)
        .header("x-original-host", req.connection_info().host())
        .send()
        .await
        .map_err(actix_web::error::ErrorBadGateway)?;
    answer.text().await.map_err(actix_web::error::ErrorBadGateway)
}

//# bad
pub async fn forward_path(headers: HeaderMap, Path(path): Path<String>) -> Result<String, StatusCode> {
    // Without a slash after the host, "@elsewhere.example" changes the host.
    let address = format!("https://backend.example{path}");
    let agent = headers.get("user-agent").cloned();
    let mut request = Client::new().get(&address);
    if let Some(agent) = agent {
        request = request.header("user-agent", agent);
    }
    let answer = request.send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    answer.text().await.map_err(|_| StatusCode::BAD_GATEWAY)
}

//# good
pub async fn weather(
    State(app): State<App>,
    Query(params): Query<WeatherParams>,
) -> Result<String, StatusCode> {
    let host = match params.region {
        Region::Eu => "eu.weather.example",
        Region::Us => "us.weather.example",
    };
    let answer = app
        .client
        .get(format!("https://{host}/v2/now"))
        .query(&[("city", params.city.as_str())])
        .send()
        .await
        .map_err(|_| StatusCode::BAD_GATEWAY)?;
    answer.text().await.map_err(|_| StatusCode::BAD_GATEWAY)
}

//# bad
pub async fn tenant_health(State(app): State<App>, Path(tenant): Path<String>) -> StatusCode {
    let url = format!("https://{tenant}.cloud.example/health");
    match app.client.head(&url).send().await {
        Ok(answer) => answer.status(),
        Err(_) => StatusCode::BAD_GATEWAY,
    }
}

//# good
pub async fn shard_health(State(app): State<App>, Path(shard): Path<u16>) -> StatusCode {
    let url = format!("https://shard-{shard}.cloud.example/health");
    match app.client.head(&url).send().await {
        Ok(answer) => answer.status(),
        Err(_) => StatusCode::BAD_GATEWAY,
    }
}

//# good
pub async fn go_back(Query(params): Query<FetchParams>) -> impl IntoResponse {
    let target = Url::parse(&params.url).ok().filter(|u| u.host_str() == Some("shop.example"));
    match target {
        Some(url) => Redirect::to(url.path()),
        None => Redirect::to("/"),
    }
}

//# bad
#[rocket::post("/import", data = "<form>")]
async fn import_feed(form: Form<ImportForm>) -> Option<String> {
    let ImportForm { feed, title } = form.into_inner();
    if !feed.contains("partner.example") {
        return None;
    }
    let body = reqwest::Client::builder().build().ok()?.get(feed).send().await.ok()?.text().await.ok()?;
    Some(format!("{title}: {} bytes", body.len()))
}

//# good
#[rocket::post("/import-partner", data = "<form>")]
async fn import_partner_feed(form: Form<ImportForm>) -> Option<String> {
    let ImportForm { feed, title } = form.into_inner();
    if !feed.starts_with("https://feeds.partner.example/") {
        return None;
    }
    let body = reqwest::get(feed).await.ok()?.text().await.ok()?;
    Some(format!("{title}: {} bytes", body.len()))
}

//# bad
pub fn thumbnail_route(client: Client) -> impl Filter<Extract = (Vec<u8>,), Error = warp::Rejection> + Clone {
    warp::path("thumbnail").and(warp::query::<FetchParams>()).and_then(move |params: FetchParams| {
        let client = client.clone();
        async move {
            let answer = client.get(params.url).send().await.map_err(|_| warp::reject::reject())?;
            let bytes = answer.bytes().await.map_err(|_| warp::reject::reject())?;
            Ok::<_, warp::Rejection>(bytes.to_vec())
        }
    })
}

//# good
pub fn resize_route(client: Client) -> impl Filter<Extract = (Vec<u8>,), Error = warp::Rejection> + Clone {
    warp::path("resize").and(warp::query::<FetchParams>()).and_then(move |params: FetchParams| {
        let client = client.clone();
        async move {
            let mut url = Url::parse("https://images.example/resize").map_err(|_| warp::reject::reject())?;
            url.query_pairs_mut()
                .append_pair("source", &params.url)
                .append_pair("width", &params.width.unwrap_or(128).to_string());
            let answer = client.get(url).send().await.map_err(|_| warp::reject::reject())?;
            let bytes = answer.bytes().await.map_err(|_| warp::reject::reject())?;
            Ok::<_, warp::Rejection>(bytes.to_vec())
        }
    })
}

//# bad
pub async fn joined(State(app): State<App>, Query(params): Query<FetchParams>) -> Result<String, StatusCode> {
    let base = Url::parse("https://assets.example/").map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    // `join` with an absolute URL forgets the base.
    let full = base.join(&params.url).map_err(|_| StatusCode::BAD_REQUEST)?;
    let answer = app.client.get(full).send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    answer.text().await.map_err(|_| StatusCode::BAD_GATEWAY)
}

//# good
pub async fn segments(State(app): State<App>, Path(name): Path<String>) -> Result<String, StatusCode> {
    let mut url = Url::parse("https://assets.example/").map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    url.path_segments_mut().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?.push("files").push(&name);
    let answer = app.client.get(url).send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    answer.text().await.map_err(|_| StatusCode::BAD_GATEWAY)
}

//# good
pub async fn echo(Json(hook): Json<Webhook>) -> String {
    // Only shown, never fetched.
    let shown = format!("https://{}/{}", hook.callback, hook.event);
    shown.to_lowercase()
}
