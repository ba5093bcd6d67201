// One request goes to a host of the list, the other one to whatever host the caller names.
//@ src/main.rs
mod client;
mod hooks;
mod partners;

use axum::Router;
use axum::routing::post;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new()
        .route("/orders", post(hooks::order))
        .route("/hooks", post(hooks::register))
        .with_state(client::Client::default());
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/partners.rs
/// Where a partner takes orders.
pub fn address_of(name: &str) -> Option<&'static str> {
    match name {
        "north" => Some("https://north.example.com/orders"),
        "south" => Some("https://south.example.com/orders"),
        _ => None,
    }
}

//@ src/client.rs
#[derive(Clone, Default)]
pub struct Client {
    http: reqwest::Client,
}

impl Client {
    pub async fn order(&self, address: &str, article: u64) -> bool {
        let request = self.http.post(address).json(&article);
        request.send().await.is_ok_and(|answer| answer.status().is_success())
    }

    pub async fn greet(&self, address: &str) -> bool {
        let request = self.http.post(address).json("hello"); //~ P210
        request.send().await.is_ok_and(|answer| answer.status().is_success())
    }
}

//@ src/hooks.rs
use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use crate::client::Client;
use crate::partners;

#[derive(Deserialize)]
pub struct Order {
    partner: String,
    article: u64,
}

#[derive(Deserialize)]
pub struct Hook {
    address: String,
}

pub async fn order(State(client): State<Client>, Json(order): Json<Order>) -> Json<bool> {
    let Some(address) = partners::address_of(&order.partner) else { return Json(false) };
    Json(client.order(address, order.article).await)
}

pub async fn register(State(client): State<Client>, Json(hook): Json<Hook>) -> Json<bool> {
    Json(client.greet(&hook.address).await)
}
