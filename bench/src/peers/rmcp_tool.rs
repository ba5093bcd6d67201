//! The official SDK, with its tool macro and its router. It has no guards, and none are added.
//!
//! Set up as in <https://docs.rs/rmcp/latest/rmcp/handler/server/router/tool/index.html>.

use std::sync::Arc;

use rmcp::handler::server::wrapper::{Json, Parameters};
use rmcp::model::{CallToolRequestParams, CallToolResponse, CallToolResult, JsonObject, NumberOrString};
use rmcp::service::{RequestContext, RoleClient, RoleServer, RunningService};
use rmcp::{ServerHandler, ServiceExt, tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::door::{Door, Opened};
use crate::order::{self, Quote, Shipping};

/// The input as rmcp's documentation declares one: serde and a schema. Nothing checks the schema's bounds.
#[derive(Debug, Deserialize, JsonSchema)]
struct Order {
    #[schemars(length(min = 2, max = 60))]
    #[expect(dead_code, reason = "part of the input")]
    customer: String,
    #[schemars(range(min = 1, max = 1000))]
    quantity: u32,
    #[schemars(range(min = 0.01, max = 100_000.0))]
    unit_price: f64,
    shipping: Shipping,
    gift: bool,
    #[schemars(length(max = 120))]
    note: String,
}

#[derive(Debug, Clone, Copy)]
struct Desk;

#[tool_router(server_handler)]
impl Desk {
    #[tool(description = "Prices an order")]
    async fn quote_order(&self, Parameters(order): Parameters<Order>) -> Json<Quote> {
        Json(order::quote(order.quantity, order.unit_price, order.shipping, order.gift, &order.note))
    }

    #[tool(description = "Panics")]
    async fn panics(&self, _: Parameters<Order>) -> Json<Quote> {
        Json(order::panics())
    }

    #[tool(description = "Never answers")]
    async fn waits(&self, _: Parameters<Order>) -> Json<Quote> {
        Json(order::waits().await)
    }

    #[tool(description = "Holds its thread")]
    async fn blocks(&self, _: Parameters<Order>) -> Json<Quote> {
        Json(order::blocks())
    }
}

/// A client and a server that talk over a pipe in memory: rmcp's way to call in process.
///
/// See <https://docs.rs/rmcp/latest/rmcp/trait.ServiceExt.html>.
#[derive(Clone)]
pub struct Piped {
    client: Arc<RunningService<RoleClient, ()>>,
    server: Arc<RunningService<RoleServer, Desk>>,
}

impl Piped {
    /// Starts both in the current runtime.
    pub async fn start() -> Opened<Piped> {
        let (ours, theirs) = tokio::io::duplex(64 * 1024);
        let (server, client) = tokio::join!(Desk.serve(theirs), ().serve(ours));
        Ok(Piped { client: Arc::new(client?), server: Arc::new(server?) })
    }
}

impl Door for Piped {
    async fn call(&self, tool: &'static str, input: &[u8]) -> Result<Vec<u8>, String> {
        let request = CallToolRequestParams::new(tool).with_arguments(arguments(input)?);
        bytes(self.client.call_tool(request).await.map_err(|error| error.to_string())?)
    }
}

/// The server's handler, called as a method: no client, no pipe, no JSON-RPC. The cheapest that there is.
///
/// See <https://docs.rs/rmcp/latest/rmcp/handler/server/trait.ServerHandler.html>.
#[derive(Clone)]
pub struct Direct {
    piped: Piped,
}

impl Direct {
    /// Starts a session, since a call's context needs a peer; calls do not use it.
    pub async fn start() -> Opened<Direct> {
        Ok(Direct { piped: Piped::start().await? })
    }
}

impl Door for Direct {
    async fn call(&self, tool: &'static str, input: &[u8]) -> Result<Vec<u8>, String> {
        let server = &self.piped.server;
        let request = CallToolRequestParams::new(tool).with_arguments(arguments(input)?);
        let context = RequestContext::new(NumberOrString::Number(1), server.peer().clone());
        match server.service().call_tool(request, context).await.map_err(|error| error.to_string())? {
            CallToolResponse::Complete(result) => bytes(result),
            other => Err(format!("{other:?}")),
        }
    }
}

fn arguments(input: &[u8]) -> Result<JsonObject, String> {
    serde_json::from_slice(input).map_err(|error| error.to_string())
}

fn bytes(result: CallToolResult) -> Result<Vec<u8>, String> {
    match (result.is_error, result.structured_content) {
        (Some(false) | None, Some(value)) => serde_json::to_vec(&value).map_err(|error| error.to_string()),
        _ => Err(format!("{:?}", result.content)),
    }
}
