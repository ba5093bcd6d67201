//! tower-mcp with the layers that its documentation offers: time-out, rate, concurrency, audit, caught panics, schemas.

use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use schemars::JsonSchema;
use serde::Deserialize;
use tower::timeout::TimeoutLayer;
use tower::util::BoxCloneSyncService;
use tower::{Layer, ServiceBuilder, ServiceExt};
use tower_mcp::middleware::{BulkheadLayer, RateLimiterLayer};
use tower_mcp::protocol::{
    CallToolParams, CallToolResult, Implementation, InitializeParams, McpNotification, McpRequest,
    McpResponse, RequestId,
};
use tower_mcp::{
    AuditLayer, BoxError, CatchError, McpRouter, PanicPolicy, RouterRequest, RouterResponse, Tool,
    ToolBuilder,
};

use crate::door::{Door, Limits, Opened};
use crate::order::{self, Quote, Shipping};

/// The input as in <https://docs.rs/tower-mcp/latest/tower_mcp/guides/schema_validation/index.html>: the feature
/// `schema-validation` checks every call against this schema.
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

/// The layered router, called as the `tower::Service` that it is.
#[derive(Clone)]
pub struct Layered {
    service: BoxCloneSyncService<RouterRequest, RouterResponse, std::convert::Infallible>,
}

impl Layered {
    /// Builds the router and opens its session.
    pub async fn start(limits: Limits) -> Opened<Layered> {
        let router = McpRouter::new()
            .server_info("bench", "1.0.0")
            .tool(quote_order())
            .tool(other(order::PANICS, || async { order::panics() }))
            .tool(other(order::WAITS, order::waits))
            .tool(other(order::BLOCKS, || async { order::blocks() }))
            // https://docs.rs/tower-mcp/latest/tower_mcp/struct.McpRouter.html#method.catch_panics_with
            .catch_panics_with(PanicPolicy::redacted("the tool failed"));
        open(&router).await?;
        // https://docs.rs/tower-mcp/latest/tower_mcp/middleware/index.html, "Resilience Middleware" and "Usage", and
        // https://docs.rs/tower-mcp/latest/tower_mcp/index.html#example-layered-timeouts. The first is the outermost.
        audit_into_memory();
        let layers = ServiceBuilder::new()
            .layer(AuditLayer::new())
            .layer(RateLimiterLayer::per_second(limits.rate as usize).build()?)
            .layer(BulkheadLayer::builder().max_concurrent_calls(limits.concurrency).build()?)
            .layer(TimeoutLayer::new(limits.deadline))
            .into_inner();
        // https://docs.rs/tower-mcp/latest/tower_mcp/struct.CatchError.html: what a transport's `.layer(..)` does.
        Ok(Layered { service: BoxCloneSyncService::new(CatchError::new(layers.layer(router))) })
    }
}

fn quote_order() -> Tool {
    ToolBuilder::new(order::QUOTE)
        .description("Prices an order")
        .read_only()
        .output_schema_for::<Quote>()
        .handler(|order: Order| async move {
            CallToolResult::from_serialize(&order::quote(
                order.quantity,
                order.unit_price,
                order.shipping,
                order.gift,
                &order.note,
            ))
        })
        .build()
}

fn other<F>(name: &str, body: impl Fn() -> F + Clone + Send + Sync + 'static) -> Tool
where
    F: Future<Output = Quote> + Send + 'static,
{
    ToolBuilder::new(name)
        .description("Misbehaves")
        .handler(move |_: Order| {
            let body = body.clone();
            async move { CallToolResult::from_serialize(&body().await) }
        })
        .build()
}

async fn open(router: &McpRouter) -> Result<(), BoxError> {
    let hello = InitializeParams {
        protocol_version: "2025-11-25".into(),
        capabilities: Default::default(),
        client_info: Implementation { name: "bench".into(), version: "1.0.0".into(), ..Default::default() },
        meta: None,
    };
    let request = RouterRequest::new(RequestId::Number(0), McpRequest::Initialize(hello));
    router.clone().oneshot(request).await?.inner.map_err(|error| error.message)?;
    router.handle_notification(McpNotification::Initialized);
    Ok(())
}

impl Door for Layered {
    async fn call(&self, tool: &'static str, input: &[u8]) -> Result<Vec<u8>, String> {
        let params = CallToolParams {
            name: tool.into(),
            arguments: serde_json::from_slice(input).map_err(|error| error.to_string())?,
            input_responses: None,
            request_state: None,
            meta: None,
            task: None,
        };
        let request = RouterRequest::new(RequestId::Number(1), McpRequest::CallTool(params));
        let Ok(response) = self.service.clone().oneshot(request).await;
        match response.inner.map_err(|error| error.message)? {
            McpResponse::CallTool(result) if result.is_error => Err(result.all_text()),
            McpResponse::CallTool(CallToolResult { structured_content: Some(value), .. }) => {
                serde_json::to_vec(&value).map_err(|error| error.to_string())
            }
            other => Err(format!("{other:?}")),
        }
    }
}

/// `AuditLayer` emits events for `tracing`; its documentation routes them to a sink by their target. Ours is memory.
///
/// See <https://docs.rs/tower-mcp/latest/tower_mcp/middleware/struct.AuditLayer.html>.
fn audit_into_memory() {
    use tracing_subscriber::filter::{LevelFilter, Targets};
    use tracing_subscriber::layer::{Layer, SubscriberExt};
    use tracing_subscriber::util::SubscriberInitExt;

    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        let lines = tracing_subscriber::fmt::layer()
            .json()
            .with_writer(Ring::default())
            .with_filter(Targets::new().with_target("mcp::audit", LevelFilter::INFO));
        // Somebody else's subscriber would do as well.
        let _ = tracing_subscriber::registry().with(lines).try_init();
    });
}

/// The last four megabytes of lines, at most.
#[derive(Debug, Clone, Default)]
struct Ring(Arc<Mutex<Vec<u8>>>);

impl io::Write for Ring {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if bytes.len() + part.len() > 4 << 20 {
            bytes.clear();
        }
        bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl tracing_subscriber::fmt::MakeWriter<'_> for Ring {
    type Writer = Ring;

    fn make_writer(&self) -> Ring {
        self.clone()
    }
}
