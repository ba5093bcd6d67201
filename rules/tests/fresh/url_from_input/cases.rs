//! Requests whose host a caller chooses, and requests whose host is fixed.

use std::env;
use std::io::{self, BufRead};
use std::net::TcpListener;
use std::time::Duration;

use actix_web::{HttpResponse, web};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use hyper::body::Incoming;
use hyper::{Request, Uri};
use reqwest::{Client, Url};
use serde::{Deserialize, Serialize};
use tokio_tungstenite::connect_async;

#[derive(Deserialize)]
struct Preview {
    url: String,
    width: u32,
}

#[derive(Deserialize, Serialize)]
struct Callback {
    host: String,
    port: u16,
    path: String,
}

const API: &str = "https://api.weather.example/v2";

//# bad
async fn preview(Query(query): Query<Preview>) -> Result<String, StatusCode> {
    let response = reqwest::get(query.url).await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    response.text().await.map_err(|_| StatusCode::BAD_GATEWAY)
}

//# bad
async fn host_in_format(client: &Client, host: &str) -> reqwest::Result<bool> {
    let response =
        client.get(format!("https://{host}/health")).timeout(Duration::from_secs(2)).send().await?;
    Ok(response.status().is_success())
}

//# bad
fn blocking_argument() -> anyhow::Result<()> {
    let target = env::args().nth(1).unwrap_or_default();
    let url = target + "/robots.txt";
    let text = reqwest::blocking::get(&url)?.text()?;
    println!("{}", text.len());
    Ok(())
}

//# bad
async fn callback(State(client): State<Client>, Json(callback): Json<Callback>) -> StatusCode {
    let mut address = String::from("http://");
    address.push_str(&callback.host);
    address += &format!(":{}/{}", callback.port, callback.path);
    match client.post(address.as_str()).json(&callback).send().await {
        Ok(response) => response.status(),
        Err(_) => StatusCode::BAD_GATEWAY,
    }
}

//# bad
fn ureq_lines() -> io::Result<usize> {
    let mut reached = 0;
    for line in io::stdin().lock().lines() {
        let line = line?;
        if ureq::head(line.trim()).call().is_ok() {
            reached += 1;
        }
    }
    Ok(reached)
}

//# bad
async fn subdomain(client: web::Data<Client>, tenant: web::Path<String>) -> HttpResponse {
    let url = format!("https://{}.shops.example.com/orders", tenant.into_inner());
    match client.get(&url).send().await {
        Ok(_) => HttpResponse::Ok().finish(),
        Err(_) => HttpResponse::BadGateway().finish(),
    }
}

//# bad
async fn forwarded_host(headers: HeaderMap, client: Client) -> anyhow::Result<String> {
    let host = headers.get("x-forwarded-host").and_then(|it| it.to_str().ok()).unwrap_or("localhost");
    let url = Url::parse(&format!("https://{host}/.well-known/openid-configuration"))?;
    Ok(client.get(url).send().await?.text().await?)
}

//# bad
async fn proxied(request: Request<Incoming>) -> anyhow::Result<()> {
    let query = request.uri().query().unwrap_or_default();
    let to = query.split('&').find_map(|pair| pair.strip_prefix("to=")).unwrap_or_default();
    let uri: Uri = to.parse()?;
    let client =
        hyper_util::client::legacy::Client::builder(hyper_util::rt::TokioExecutor::new()).build_http();
    let outgoing = Request::builder().uri(uri).body(http_body_util::Empty::<hyper::body::Bytes>::new())?;
    client.request(outgoing).await?;
    Ok(())
}

//# bad
async fn feed_socket(feed: Option<String>) -> anyhow::Result<()> {
    let endpoint = match feed {
        Some(feed) if !feed.is_empty() => feed,
        _ => "wss://feed.example.org/live".to_string(),
    };
    let (_socket, _) = connect_async(&endpoint).await?;
    Ok(())
}

//# bad
fn address_over_tcp(listener: &TcpListener) -> anyhow::Result<()> {
    let (stream, _) = listener.accept()?;
    let urls: Vec<String> = io::BufReader::new(stream).lines().collect::<io::Result<_>>()?;
    let client = reqwest::blocking::Client::new();
    for response in urls.iter().map(|url| client.get(url).send()) {
        println!("{}", response?.status());
    }
    Ok(())
}

//# bad
async fn next_page_of_a_response(client: &Client) -> anyhow::Result<usize> {
    #[derive(Deserialize)]
    struct Page {
        items: Vec<String>,
        next: Option<String>,
    }
    let mut page: Page = client.get("https://catalogue.example.net/items").send().await?.json().await?;
    let mut count = page.items.len();
    while let Some(next) = page.next {
        page = client.get(&next).send().await?.json().await?;
        count += page.items.len();
    }
    Ok(count)
}

//# bad
async fn prefix_that_does_not_end_the_host(client: &Client, rest: String) -> reqwest::Result<String> {
    let url = ["https://images.example.com", rest.as_str()].concat();
    client.get(url).send().await?.text().await
}

//# good
async fn path_below_a_constant(client: &Client, Path(city): Path<String>) -> reqwest::Result<String> {
    client.get(format!("{API}/cities/{city}")).send().await?.text().await
}

//# good
async fn query_parameters(client: &Client, term: &str, page: u32) -> reqwest::Result<String> {
    let request =
        client.get("https://search.example.com/q").query(&[("term", term)]).query(&[("page", page)]);
    request.send().await?.text().await
}

//# good
async fn known_hosts(Json(preview): Json<Preview>) -> Result<String, StatusCode> {
    let url = Url::parse(&preview.url).map_err(|_| StatusCode::BAD_REQUEST)?;
    let known = ["cdn.example.com", "images.example.com"];
    if url.scheme() != "https" || !url.host_str().is_some_and(|host| known.contains(&host)) {
        return Err(StatusCode::FORBIDDEN);
    }
    let response = reqwest::get(url).await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    response.text().await.map_err(|_| StatusCode::BAD_GATEWAY)
}

//# good
async fn region(client: &Client, region: &str) -> anyhow::Result<u16> {
    let host = match region {
        "eu" => "eu.api.example.com",
        "us" => "us.api.example.com",
        other => anyhow::bail!("no region {other}"),
    };
    Ok(client.get(format!("https://{host}/status")).send().await?.status().as_u16())
}

//# good
async fn posted_as_body(State(client): State<Client>, Json(callback): Json<Callback>) -> StatusCode {
    let url = format!("https://hooks.example.com:{}/in", 8443);
    match client.post(url).json(&callback).send().await {
        Ok(response) => response.status(),
        Err(_) => StatusCode::BAD_GATEWAY,
    }
}

//# good
fn shard_by_number(number: u8) -> Result<String, Box<ureq::Error>> {
    let url = format!("https://shard-{:02}.storage.example.com/", number % 16);
    Ok(ureq::get(&url).call().map_err(Box::new)?.into_string().unwrap_or_default())
}

//# good
fn joined_segments(segments: &[String]) -> anyhow::Result<Url> {
    let mut url = Url::parse("https://files.example.com/")?;
    url.path_segments_mut().map_err(|()| anyhow::anyhow!("no base"))?.extend(segments);
    reqwest::blocking::get(url.clone())?.error_for_status()?;
    Ok(url)
}

struct Registry {
    names: Vec<String>,
}

impl Registry {
    fn get(&self, name: &str) -> Option<&String> {
        self.names.iter().find(|it| *it == name)
    }
}

//# good
fn looked_up(registry: &Registry, name: &str) -> bool {
    registry.get(&format!("https://{name}")).is_some()
}

//# good
fn link_for_display(Callback { host, port, .. }: &Callback) -> String {
    format!("The callback https://{host}:{port} was saved and will be called by nobody.")
}

//# good
async fn header_only(client: &Client, headers: &HeaderMap) -> reqwest::Result<reqwest::Response> {
    let request_id = headers.get("x-request-id").cloned();
    let mut request = client.get("https://inventory.example.com/items");
    if let Some(value) = request_id {
        request = request.header("x-request-id", value);
    }
    request.send().await
}

//# good
async fn shadowed_by_a_constant(client: &Client, endpoint: String) -> reqwest::Result<u16> {
    tracing::debug!(%endpoint, "the asked endpoint is not used any more");
    let endpoint = "https://fallback.example.com/ping";
    Ok(client.get(endpoint).send().await?.status().as_u16())
}

//# good
async fn own_origin(client: &Client, link: &str) -> anyhow::Result<String> {
    let base = Url::parse("https://docs.example.com/")?;
    let target = base.join(link)?;
    anyhow::ensure!(target.origin() == base.origin(), "leads elsewhere");
    Ok(client.get(target).send().await?.text().await?)
}
