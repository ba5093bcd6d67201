//! pmcp with the guards that its documentation offers: field rules, argument size and a rate.
//!
//! It documents no deadline and no caught panic for a tool.

use std::sync::Arc;
use std::time::Duration;

use pmcp::server::builder::ServerCoreBuilder;
use pmcp::server::core::{ProtocolHandler, ServerCore};
use pmcp::shared::{EnhancedMiddlewareChain, RateLimitMiddleware};
use pmcp::types::jsonrpc::ResponsePayload;
use pmcp::types::{CallToolRequest, ClientRequest, Request, RequestId};
use pmcp::{PayloadLimits, RequestHandlerExtra, TypedTool};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::door::{Door, Limits, Opened};
use crate::order::{self, Quote, Shipping};

/// The input as in <https://docs.rs/pmcp/latest/pmcp/server/typed_tool/struct.TypedTool.html#method.new_validated>.
#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[schemars(deny_unknown_fields)]
struct Order {
    #[garde(length(chars, min = 2, max = 60))]
    customer: String,
    #[garde(range(min = 1, max = 1000))]
    quantity: u32,
    #[garde(range(min = 0.01, max = 100_000.0))]
    unit_price: f64,
    #[garde(skip)]
    shipping: Shipping,
    #[garde(skip)]
    gift: bool,
    #[garde(length(chars, max = 120))]
    note: String,
}

/// The server's core, called as the `ProtocolHandler` that its transports call.
///
/// See <https://docs.rs/pmcp/latest/pmcp/server/core/trait.ProtocolHandler.html>.
#[derive(Clone)]
pub struct Core {
    core: Arc<ServerCore>,
}

impl Core {
    /// Builds the server.
    pub fn start(limits: Limits) -> Opened<Core> {
        // https://docs.rs/pmcp/latest/pmcp/shared/struct.RateLimitMiddleware.html
        let mut chain = EnhancedMiddlewareChain::new();
        chain.add(Arc::new(RateLimitMiddleware::new(limits.rate, limits.rate, Duration::from_secs(1))));
        let core = ServerCoreBuilder::new()
            .name("bench")
            .version("1.0.0")
            .tool(
                order::QUOTE,
                tool(order::QUOTE, |order| async move {
                    order::quote(order.quantity, order.unit_price, order.shipping, order.gift, &order.note)
                }),
            )
            .tool(order::PANICS, tool(order::PANICS, |_| async { order::panics() }))
            .tool(order::WAITS, tool(order::WAITS, |_| order::waits()))
            .tool(order::BLOCKS, tool(order::BLOCKS, |_| async { order::blocks() }))
            // https://docs.rs/pmcp/latest/pmcp/server/builder/struct.ServerCoreBuilder.html#method.protocol_middleware
            .protocol_middleware(Arc::new(tokio::sync::RwLock::new(chain)))
            // https://docs.rs/pmcp/latest/pmcp/server/limits/struct.PayloadLimits.html
            .payload_limits(PayloadLimits::default().with_max_tool_args_bytes(limits.input))
            // No handshake needed before a call.
            .stateless_mode(true)
            .build()?;
        Ok(Core { core: Arc::new(core) })
    }
}

fn tool<F>(name: &str, body: impl Fn(Order) -> F + Clone + Send + Sync + 'static) -> impl pmcp::ToolHandler
where
    F: Future<Output = Quote> + Send + 'static,
{
    TypedTool::new_validated(name, move |order: Order, _: RequestHandlerExtra| {
        let _ = &order.customer;
        let body = body.clone();
        Box::pin(async move { Ok(serde_json::to_value(body(order).await)?) })
    })
    .read_only()
}

impl Door for Core {
    async fn call(&self, tool: &'static str, input: &[u8]) -> Result<Vec<u8>, String> {
        let arguments: Value = serde_json::from_slice(input).map_err(|error| error.to_string())?;
        let request =
            Request::Client(Box::new(ClientRequest::CallTool(CallToolRequest::new(tool, arguments))));
        let response = self.core.handle_request(RequestId::from(1_i64), request, None).await;
        match response.payload {
            ResponsePayload::Result(result) => text(&result),
            ResponsePayload::Error(error) => Err(error.message),
        }
    }
}

/// A tool's answer is the text of the first content block.
fn text(result: &Value) -> Result<Vec<u8>, String> {
    let text = result.pointer("/content/0/text").and_then(Value::as_str).unwrap_or_default();
    if result.get("isError").and_then(Value::as_bool).unwrap_or(false) {
        return Err(text.to_owned());
    }
    Ok(text.as_bytes().to_vec())
}
