//! Variations of one fault: sources, ways that a text takes, and the request that it addresses.

use std::io::BufRead;
use std::net::IpAddr;

use actix_web::{HttpRequest, web};
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode};
use hyper::{Method, Request, Uri};
use poem::handler;
use poem::web::Query as PoemQuery;
use reqwest::{Client, Url};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub struct Fetch {
    url: String,
    tenant: Option<String>,
    id: u64,
}

#[derive(Serialize)]
struct Search<'a> {
    q: &'a str,
}

const HOSTS: [&str; 2] = ["https://api.example.com", "https://api.example.org"];

//# bad
#[handler]
async fn as_it_is(PoemQuery(user_url): PoemQuery<String>) -> poem::Result<String> {
    let response = reqwest::get(&user_url).await.map_err(poem::error::BadGateway)?;
    response.text().await.map_err(poem::error::BadGateway)
}

//# good
#[handler]
async fn one_of_a_list(PoemQuery(user_url): PoemQuery<String>) -> poem::Result<String> {
    if !HOSTS.contains(&user_url.as_str()) {
        return Err(poem::Error::from_status(poem::http::StatusCode::BAD_REQUEST));
    }
    let response = reqwest::get(&user_url).await.map_err(poem::error::BadGateway)?;
    response.text().await.map_err(poem::error::BadGateway)
}

//# bad
async fn extractor(Query(fetch): Query<Fetch>) -> Result<String, StatusCode> {
    let url = Url::parse(&fetch.url).map_err(|_| StatusCode::BAD_REQUEST)?;
    if url.scheme() != "https" {
        return Err(StatusCode::BAD_REQUEST);
    }
    let answer = Client::new().get(url).send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    answer.text().await.map_err(|_| StatusCode::BAD_GATEWAY)
}

//# good
async fn extractor_with_its_host_compared(Query(fetch): Query<Fetch>) -> Result<String, StatusCode> {
    let url = Url::parse(&fetch.url).map_err(|_| StatusCode::BAD_REQUEST)?;
    if url.scheme() != "https" || url.host_str() != Some("images.example.com") {
        return Err(StatusCode::BAD_REQUEST);
    }
    let answer = Client::new().get(url).send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    answer.text().await.map_err(|_| StatusCode::BAD_GATEWAY)
}

//# bad
async fn subdomain(client: &Client, Query(fetch): Query<Fetch>) -> reqwest::Result<u16> {
    let tenant = fetch.tenant.unwrap_or_else(|| "www".into());
    let url = format!("https://{tenant}.example.com/orders/{}", fetch.id);
    Ok(client.get(url).send().await?.status().as_u16())
}

//# good
async fn number_in_the_path(client: &Client, Query(fetch): Query<Fetch>) -> reqwest::Result<u16> {
    let url = format!("https://www.example.com/orders/{}", fetch.id);
    Ok(client.get(url).send().await?.status().as_u16())
}

//# bad
fn first_argument() -> Result<String, ureq::Error> {
    let host = std::env::args().nth(1).unwrap_or_else(|| "localhost".to_string());
    let mut url = String::from("http://");
    url.push_str(&host);
    url.push_str("/health");
    ureq::get(&url).call()?.body_mut().read_to_string()
}

//# good
fn first_argument_in_the_query() -> Result<String, ureq::Error> {
    let word = std::env::args().nth(1).unwrap_or_else(|| "news".to_string());
    let url = "https://search.example.com/find";
    ureq::get(url).query("q", &word).call()?.body_mut().read_to_string()
}

//# bad
fn environment() -> Option<u16> {
    let base = std::env::var("CALLBACK").ok()?;
    let base = base.trim_end_matches('/');
    let client = reqwest::blocking::Client::new();
    client.post(base.to_owned() + "/done").send().ok().map(|answer| answer.status().as_u16())
}

//# good
fn environment_chooses() -> Option<u16> {
    let base = match std::env::var("REGION").as_deref() {
        Ok("org") => HOSTS[1],
        _ => HOSTS[0],
    };
    let client = reqwest::blocking::Client::new();
    client.post(base.to_owned() + "/done").send().ok().map(|answer| answer.status().as_u16())
}

//# bad
fn standard_input() -> Vec<u16> {
    std::io::stdin()
        .lock()
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| reqwest::blocking::get(line.trim()).ok())
        .map(|answer| answer.status().as_u16())
        .collect()
}

//# good
fn standard_input_as_body() -> Vec<u16> {
    let client = reqwest::blocking::Client::new();
    let lines = std::io::stdin().lock().lines().map_while(Result::ok);
    lines
        .filter_map(|line| client.post("https://logs.example.com/lines").body(line).send().ok())
        .map(|answer| answer.status().as_u16())
        .collect()
}

//# bad
async fn forwarded_host(headers: HeaderMap) -> Result<String, StatusCode> {
    let host =
        headers.get("x-forwarded-host").and_then(|host| host.to_str().ok()).ok_or(StatusCode::BAD_REQUEST)?;
    let path = "/.well-known/openid-configuration";
    let url = ["https://", host, path].concat();
    let answer = reqwest::get(url).await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    answer.text().await.map_err(|_| StatusCode::BAD_GATEWAY)
}

//# good
async fn forwarded_header(headers: HeaderMap) -> Result<u16, StatusCode> {
    let host = headers.get("x-forwarded-host").cloned().ok_or(StatusCode::BAD_REQUEST)?;
    let request = Client::new().get("https://api.example.com/tenant").header("x-original-host", host);
    Ok(request.send().await.map_err(|_| StatusCode::BAD_GATEWAY)?.status().as_u16())
}

//# bad
async fn uri_of_parts(request: HttpRequest) -> Result<Request<String>, Box<dyn std::error::Error>> {
    let authority = request.match_info().get("authority").ok_or("no authority")?;
    let uri = Uri::builder().scheme("https").authority(authority).path_and_query("/").build()?;
    Ok(Request::builder().method(Method::GET).uri(uri).body(String::new())?)
}

//# good
async fn uri_of_fixed_parts(request: HttpRequest) -> Result<Request<String>, Box<dyn std::error::Error>> {
    let authority = request.match_info().get("authority").ok_or("no authority")?.to_owned();
    let uri = Uri::builder().scheme("https").authority("proxy.example.com").path_and_query("/").build()?;
    Ok(Request::builder().method(Method::GET).uri(uri).body(authority)?)
}

//# bad
async fn redirect_followed_by_hand(client: &Client) -> Result<String, Box<dyn std::error::Error>> {
    let answer = client.get("https://short.example.com/x").send().await?;
    let location = answer.headers().get("location").ok_or("no location")?.to_str()?.to_owned();
    let next = client.get(location.as_str()).send().await?;
    Ok(next.text().await?)
}

//# bad
async fn only_the_beginning_compared(body: web::Json<Fetch>) -> Result<String, reqwest::Error> {
    let target = &body.url;
    let target = if target.starts_with("https://api.example.com") { target.as_str() } else { HOSTS[0] };
    Client::new().get(target).send().await?.text().await
}

//# good
async fn base_and_word(client: &Client, Path(word): Path<String>) -> Result<u16, Box<dyn std::error::Error>> {
    let mut url = Url::parse("https://api.example.com/words")?;
    url.query_pairs_mut().append_pair("w", &word);
    let answer = client.get(url).query(&Search { q: &word }).send().await?;
    Ok(answer.status().as_u16())
}

//# bad
async fn websocket(Path((host, room)): Path<(String, u32)>) -> Result<(), Box<dyn std::error::Error>> {
    let address = format!("wss://{host}/rooms/{room}");
    let (socket, _) = tokio_tungstenite::connect_async(address).await?;
    drop(socket);
    Ok(())
}

//# good
async fn websocket_by_index(Path(index): Path<usize>) -> Result<(), Box<dyn std::error::Error>> {
    let rooms = ["wss://a.example.com/room", "wss://b.example.com/room"];
    let address = *rooms.get(index).ok_or("no such room")?;
    let (socket, _) = tokio_tungstenite::connect_async(address).await?;
    drop(socket);
    Ok(())
}

//# bad
async fn an_address_is_no_host_of_ours(
    Query(fetch): Query<Fetch>,
) -> Result<u16, Box<dyn std::error::Error>> {
    let address: IpAddr = fetch.url.parse()?;
    let url = format!("http://{address}:8080/{}", fetch.id);
    Ok(reqwest::get(url).await?.status().as_u16())
}
