use axum::Json;
use axum::extract::Query;
use axum::http::StatusCode;
use lapin::{Connection, ConnectionProperties};
use reqwest::{Client, Url};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::time::Duration;

const COLLECTOR: &str = "https://collector.brightmeter.io/v1/metrics";
const DEVELOPMENT: &str = "http://localhost:8080";

#[derive(Deserialize)]
pub struct Place {
    pub latitude: f64,
    pub longitude: f64,
    pub region: Option<String>,
}

#[derive(Deserialize, Serialize)]
pub struct Forecast {
    pub degrees: f64,
    pub rain: bool,
}

pub struct Endpoint {
    pub base: String,
    pub timeout: Duration,
}

pub struct Billing {
    client: Client,
    endpoint: Endpoint,
}

//# bad
pub async fn forecast(Query(place): Query<Place>) -> Result<Json<Forecast>, StatusCode> {
    let response = reqwest::Client::new()
        .get("http://api.skyforecast.net/v2/point")
        .query(&[("lat", place.latitude), ("lon", place.longitude)])
        .send()
        .await
        .map_err(|_| StatusCode::BAD_GATEWAY)?;
    response.json().await.map(Json).map_err(|_| StatusCode::BAD_GATEWAY)
}

//# good
pub async fn forecast_here(Query(place): Query<Place>) -> Result<Json<Forecast>, StatusCode> {
    let response = reqwest::Client::new()
        .get("https://api.skyforecast.net/v2/point")
        .query(&[("lat", place.latitude), ("lon", place.longitude)])
        .send()
        .await
        .map_err(|_| StatusCode::BAD_GATEWAY)?;
    response.json().await.map(Json).map_err(|_| StatusCode::BAD_GATEWAY)
}

//# bad
pub async fn regional(client: &Client, place: &Place) -> reqwest::Result<Forecast> {
    let region = place.region.as_deref().unwrap_or("eu-central");
    let address =
        format!("http://{region}.skyforecast.net/v2/point?lat={}&lon={}", place.latitude, place.longitude);
    client.get(address).send().await?.error_for_status()?.json().await
}

impl Billing {
    //# bad
    pub fn internal() -> Self {
        let endpoint = Endpoint {
            base: "http://billing.prod.internal:8080".to_string(),
            timeout: Duration::from_secs(3),
        };
        Self { client: Client::new(), endpoint }
    }

    //# good
    /// The stand-in that runs beside the tests on this machine.
    pub fn local() -> Self {
        let endpoint =
            Endpoint { base: "http://127.0.0.1:8080".to_string(), timeout: Duration::from_secs(3) };
        Self { client: Client::new(), endpoint }
    }

    //# good
    pub async fn invoice(&self, number: u64) -> reqwest::Result<String> {
        let address = format!("{}/invoices/{number}", self.endpoint.base);
        self.client.get(address).timeout(self.endpoint.timeout).send().await?.text().await
    }
}

//# bad
pub async fn queue() -> lapin::Result<Connection> {
    let address = "amqp://queue.brightmeter.io:5672/%2f";
    Connection::connect(address, ConnectionProperties::default()).await
}

//# good
pub async fn queue_over_tls() -> lapin::Result<Connection> {
    let address = "amqps://queue.brightmeter.io:5671/%2f";
    Connection::connect(address, ConnectionProperties::default()).await
}

//# bad
pub fn cache() -> redis::RedisResult<redis::Client> {
    redis::Client::open("redis://cache-01.brightmeter.io:6379/2")
}

//# good
pub fn cache_on_this_host(database: u8) -> redis::RedisResult<redis::Client> {
    redis::Client::open(format!("redis://127.0.0.1:6379/{database}"))
}

//# good
pub fn base_address(settings: &HashMap<String, String>) -> Result<Url, String> {
    let text = settings.get("base").map_or(DEVELOPMENT, String::as_str);
    let address = Url::parse(text).map_err(|e| e.to_string())?;
    match address.scheme() {
        "https" => Ok(address),
        "http" if matches!(address.host_str(), Some("localhost" | "127.0.0.1" | "[::1]")) => Ok(address),
        other => Err(format!("{other}:// is refused, give an https:// address")),
    }
}

//# good
pub async fn publish(client: &Client, values: &[Forecast]) -> reqwest::Result<()> {
    client.post(COLLECTOR).json(values).send().await?.error_for_status()?;
    Ok(())
}

//# bad
pub async fn register_hooks(client: &Client, names: Vec<String>) -> Vec<Result<StatusCode, reqwest::Error>> {
    let addresses: Vec<String> =
        names.iter().map(|name| ["http://", "hooks.brightmeter.io/", name.as_str()].concat()).collect();
    let mut results = Vec::with_capacity(addresses.len());
    for address in &addresses {
        results.push(client.put(address).send().await.map(|r| r.status()));
    }
    results
}
