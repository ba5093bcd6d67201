//! Answers the requests of one client: what `rmcp` asks of a server, put to the gate.
//!
//! A panic in here would leave the client without a reply, so nothing in here may panic.

use portcullis::call::Context;
use portcullis::idempotency::IdempotencyKey;
use portcullis::{CallError, Caller, Gate};
use rmcp::model::{
    CacheScope, CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ListToolsResult,
    PaginatedRequestParams, ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler};
use tokio_util::sync::CancellationToken;

use crate::progress;
use crate::tool::Tools;
use crate::transport::RawArguments;

/// Where in `_meta` a client puts the key that makes a call happen once.
const IDEMPOTENCY_KEY: &str = "idempotencyKey";

/// One client's server.
pub(crate) struct Handler {
    pub(crate) gate: Gate,
    pub(crate) caller: Caller,
    pub(crate) tools: Tools,
    /// What the server says of itself.
    pub(crate) config: ServerConfig,
    /// Cancelled when the client has gone.
    pub(crate) gone: CancellationToken,
}

impl Handler {
    /// Makes the call, with progress if the client asked for it.
    async fn call(
        &self,
        request: &CallToolRequestParams,
        context: Context,
        request_context: &mut RequestContext<RoleServer>,
    ) -> Result<Vec<u8>, CallError> {
        let arguments =
            request_context.extensions.remove::<RawArguments>().map_or_else(|| b"{}".to_vec(), |raw| raw.0);
        let call = |context| self.gate.call_json_with(&request.name, &self.caller, arguments, context);
        match request_context.meta.get_progress_token() {
            None => call(context).await,
            Some(token) => {
                let (sink, reports) = progress::channel();
                let answer = call(context.progress(sink));
                reports.forward_while(answer, token, &request_context.peer).await
            }
        }
    }
}

impl ServerHandler for Handler {
    fn get_info(&self) -> ServerConfig {
        self.config.clone()
    }

    async fn list_tools(
        &self,
        request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        if request.is_some_and(|request| request.cursor.is_some()) {
            return Err(ErrorData::invalid_params(
                "this cursor was not given out: the list has one page",
                None,
            ));
        }
        let tools = self.tools.list(&self.gate, &self.caller);
        Ok(ListToolsResult::with_all_items(tools).with_cache_scope(CacheScope::Private))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        mut context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let about = about(&context)?;
        let cancelled = context.ct.clone();
        // Leaving drops the gate's future, which is how a call is cancelled.
        let answer = tokio::select! {
            biased;
            () = cancelled.cancelled() => return Ok(no_longer_wanted().into()),
            () = self.gone.cancelled() => return Ok(no_longer_wanted().into()),
            answer = self.call(&request, about, &mut context) => answer,
        };
        match answer {
            Ok(answer) => self
                .tools
                .result(&self.gate, &self.caller, &request.name, answer)
                .map(CallToolResponse::from)
                .ok_or_else(|| {
                    ErrorData::internal_error("the answer could not be turned into a result", None)
                }),
            Err(error) => Ok(refused(&error).into()),
        }
    }
}

/// What the client says of a call besides its arguments.
fn about(request_context: &RequestContext<RoleServer>) -> Result<Context, ErrorData> {
    let Some(key) = request_context.meta.get(IDEMPOTENCY_KEY) else { return Ok(Context::new()) };
    match key.as_str().map(IdempotencyKey::new) {
        Some(Ok(key)) => Ok(Context::new().idempotency_key(key)),
        _ => Err(ErrorData::invalid_params(
            "`_meta.idempotencyKey` must be a text of 1 to 128 visible ASCII characters",
            None,
        )),
    }
}

/// A refusal or a failure as a result, so that a model can mend its call.
fn refused(error: &CallError) -> CallToolResult {
    let text = serde_json::to_string(error).unwrap_or_else(|_| error.to_string());
    // No structured content: clients check it against the output schema, which it is not.
    CallToolResult::error(vec![ContentBlock::text(text)])
}

/// Hardly ever seen: a cancelled request gets no reply, and a client that has gone reads none.
fn no_longer_wanted() -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text("the call was cancelled")])
}
