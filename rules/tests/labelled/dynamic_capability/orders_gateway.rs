//! What stands between a shop's messages and its gate.

use std::collections::HashMap;
use std::fmt::Write;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use portcullis::call::Context;
use portcullis::prelude::*;
use serde::Deserialize;

#[derive(Clone)]
pub struct App {
    gate: Gate,
    routes: HashMap<String, String>,
}

#[derive(Deserialize)]
pub struct Message {
    verb: String,
    object: String,
    order: u32,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Status,
    Refund,
    Cancel,
}

impl Action {
    fn capability(self) -> &'static str {
        match self {
            Action::Status => "order_status",
            Action::Refund => "refund",
            Action::Cancel => "cancel_order",
        }
    }
}

const STATUS: &str = "order_status";

//# bad
pub async fn handle(State(app): State<App>, Json(message): Json<Message>) -> Result<Vec<u8>, StatusCode> {
    let name = format!("{}_{}", message.verb, message.object);
    let input = serde_json::json!({ "order": message.order }).to_string();
    app.gate.call_json(&name, &Caller::local(), input).await.map_err(|_| StatusCode::FORBIDDEN)
}

//# good
pub async fn handle_action(
    State(app): State<App>,
    Path((action, order)): Path<(Action, u32)>,
) -> Result<Vec<u8>, StatusCode> {
    let input = format!("{{\"order\": {order}}}");
    let answer = app.gate.call_json(action.capability(), &Caller::local(), input).await;
    answer.map_err(|_| StatusCode::FORBIDDEN)
}

//# bad
pub async fn by_route(
    State(app): State<App>,
    Path(route): Path<String>,
    body: String,
) -> Result<Vec<u8>, StatusCode> {
    let capability = app.routes.get(&route).cloned().unwrap_or_else(|| route.replace('-', "_"));
    let context = Context::new();
    app.gate
        .call_json_with(&capability, &Caller::local(), body, context)
        .await
        .map_err(|_| StatusCode::FORBIDDEN)
}

//# good
pub async fn by_fixed_route(State(app): State<App>, Path(route): Path<String>, body: String) -> StatusCode {
    let capability = match route.as_str() {
        "status" => "order_status",
        "refunds" => "refund",
        _ => return StatusCode::NOT_FOUND,
    };
    tracing::info!(%route, capability, "asked");
    match app.gate.call_json(capability, &Caller::local(), body).await {
        Ok(_) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::FORBIDDEN,
    }
}

//# bad
pub async fn version_of(gate: &Gate, major: u8, body: &str) -> Option<Vec<u8>> {
    let mut name = String::from(STATUS);
    if major > 1 {
        write!(name, "_v{major}").ok()?;
    }
    let me = Caller::local();
    gate.call_json(name.as_str(), &me, body).await.ok()
}

//# good
pub async fn status_of(gate: &Gate, order: u32, tenant: &str) -> Result<String, portcullis::CallError> {
    let key = format!("{STATUS}_{tenant}_{order}");
    let answer = gate.call_json(STATUS, &Caller::local(), format!(r#"{{"order":{order}}}"#)).await?;
    tracing::debug!(key, bytes = answer.len(), "answered");
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Says where an order is.
#[capability(read)]
fn order_status(order: u32) -> String {
    format!("order {order} is on its way")
}

//# good
pub async fn typed(gate: &Gate, message: Message) -> Option<String> {
    let label = format!("{}_{}", message.verb, message.object);
    match label.as_str() {
        "show_order" => gate.call(order_status, &Caller::local(), (message.order,)).await.ok(),
        _ => None,
    }
}

//# bad
pub async fn all_of(gate: &Gate, plugin: &str, wanted: Vec<&str>) -> usize {
    let names = wanted.into_iter().map(|word| [plugin, word].join(".")).collect::<Vec<_>>();
    let mut answered = 0;
    for name in names {
        if gate.call_json(&name, &Caller::local(), "{}").await.is_ok() {
            answered += 1;
        }
    }
    answered
}
