//! Answers the requests of one client: what `rmcp` asks of a server, put to the gate.
//!
//! A panic in here would leave the client without a reply, so nothing in here may panic.

use std::sync::atomic::{AtomicBool, Ordering};

use portcullis::approval::Approval;
use portcullis::call::Context;
use portcullis::idempotency::IdempotencyKey;
use portcullis::{CallError, Caller, Gate};
use rmcp::model::{
    CacheScope, CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, InputRequiredResult,
    ListToolsResult, PaginatedRequestParams, ProtocolVersion, ServerConfig, SubscriptionFilter,
};
use rmcp::service::{RequestContext, SubscriptionContext};
use rmcp::{ErrorData, RoleServer, ServerHandler};
use tokio_util::sync::CancellationToken;

use crate::changes::{Room, Watch};
use crate::progress;
use crate::tool::Tools;
use crate::transport::RawArguments;
use crate::trusted::{Answer, TrustedClient, Way};

/// Where in `_meta` a client puts the key that makes a call happen once.
const IDEMPOTENCY_KEY: &str = "idempotencyKey";

/// Where it puts an approval that it was given.
const APPROVAL: &str = "approval";

/// One client's server.
pub(crate) struct Handler {
    pub(crate) gate: Gate,
    pub(crate) caller: Caller,
    pub(crate) tools: Tools,
    /// What the server says of itself.
    pub(crate) config: ServerConfig,
    /// Who approves calls of this client: its user, if the gate's owner trusts it.
    pub(crate) trusted: Option<TrustedClient>,
    /// How long its messages may be, if that may grow.
    pub(crate) room: Option<Room>,
    /// Whether the client is told of changes already.
    pub(crate) tells: AtomicBool,
    /// Cancelled when the client has gone.
    pub(crate) gone: CancellationToken,
}

impl Handler {
    /// Who has read the list is told when it is another one: without being asked in the older protocol, and only then.
    fn tell_of_changes(&self, context: RequestContext<RoleServer>) {
        let is_older =
            context.protocol_version().is_some_and(|version| version < ProtocolVersion::V_2026_07_28);
        if !is_older || self.tells.swap(true, Ordering::Relaxed) {
            return;
        }
        let mut watch = Watch::new(&self.gate, &self.caller, &self.gone, self.room.clone());
        tokio::spawn(async move {
            while watch.changed().await && context.peer.notify_tool_list_changed().await.is_ok() {}
        });
    }

    /// Makes the call, with progress if the client asked for it.
    async fn call(
        &self,
        request: &CallToolRequestParams,
        arguments: Vec<u8>,
        context: Context,
        request_context: &RequestContext<RoleServer>,
    ) -> Result<Vec<u8>, CallError> {
        // portcullis: allow(dynamic_capability, reason = "the client chooses, and the gate decides whether it may")
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

    /// Makes the call, and asks the user of a trusted client where it needs an approval.
    async fn call_or_ask(
        &self,
        request: &CallToolRequestParams,
        context: Context,
        request_context: &mut RequestContext<RoleServer>,
    ) -> Result<Vec<u8>, Unanswered> {
        let arguments =
            request_context.extensions.remove::<RawArguments>().map_or_else(|| b"{}".to_vec(), |raw| raw.0);
        let way = self.trusted.as_ref().and_then(|trusted| Some((trusted, Way::to(request_context)?)));
        let Some((trusted, way)) = way else {
            return Ok(self.call(request, arguments, context, request_context).await?);
        };
        let error = match self.call(request, arguments.clone(), context.clone(), request_context).await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        let Some(id) = error.approval().filter(|id| trusted.has(*id)) else { return Err(error.into()) };
        let approval = match way {
            Way::Result => match trusted.answer(id, request) {
                Some(Answer(approval)) => approval,
                None => match trusted.question(id) {
                    Some(question) => return Err(Unanswered::Question(question)),
                    None => None,
                },
            },
            Way::Request => trusted.ask(id, request_context).await,
        };
        let again = match approval {
            Some(approval) => context.approval(approval),
            // Refused, put aside, or answered by somebody else meanwhile: the gate says which.
            None => context,
        };
        Ok(self.call(request, arguments, again, request_context).await?)
    }
}

impl ServerHandler for Handler {
    fn get_info(&self) -> ServerConfig {
        self.config.clone()
    }

    /// A client of the newer protocol asks to be told of changes.
    fn accepted_subscription_filter(&self, _requested: &SubscriptionFilter) -> Option<SubscriptionFilter> {
        Some(SubscriptionFilter::builder().tools_list_changed().build())
    }

    async fn listen(&self, context: SubscriptionContext) -> Result<(), ErrorData> {
        let mut watch = Watch::new(&self.gate, &self.caller, &self.gone, self.room.clone());
        let tell = async {
            while watch.changed().await && context.sink().notify_tool_list_changed().await.is_ok() {}
        };
        tokio::select! {
            () = context.cancelled() => {}
            () = tell => {}
        }
        Ok(())
    }

    async fn list_tools(
        &self,
        request: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        if request.is_some_and(|request| request.cursor.is_some()) {
            return Err(ErrorData::invalid_params(
                "this cursor was not given out: the list has one page",
                None,
            ));
        }
        self.tell_of_changes(context);
        let tools = self.tools.list(&self.gate, &self.caller);
        Ok(ListToolsResult::with_all_items(tools).with_cache_scope(CacheScope::Private))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        mut context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let about = about(&context)?;
        let wraps = self.tools.wraps(&self.gate, &self.caller, &request.name);
        let cancelled = context.ct.clone();
        // Leaving drops the gate's future, which is how a call is cancelled.
        let answer = tokio::select! {
            biased;
            () = cancelled.cancelled() => return Ok(no_longer_wanted().into()),
            () = self.gone.cancelled() => return Ok(no_longer_wanted().into()),
            answer = self.call_or_ask(&request, about, &mut context) => answer,
        };
        match answer {
            Ok(answer) => Tools::result(wraps, answer).map(CallToolResponse::from).ok_or_else(|| {
                ErrorData::internal_error("the answer could not be turned into a result", None)
            }),
            Err(Unanswered::Error(error)) => Ok(refused(&error).into()),
            Err(Unanswered::Question(question)) => Ok(CallToolResponse::InputRequired(question)),
        }
    }
}

/// Why there is no answer yet, or never.
enum Unanswered {
    Error(CallError),
    /// The client is to ask its user, and to make the call again.
    Question(InputRequiredResult),
}

impl From<CallError> for Unanswered {
    fn from(error: CallError) -> Self {
        Unanswered::Error(error)
    }
}

/// What the client says of a call besides its arguments.
fn about(request_context: &RequestContext<RoleServer>) -> Result<Context, ErrorData> {
    let mut context = Context::new();
    if let Some(key) = request_context.meta.get(IDEMPOTENCY_KEY) {
        let Some(Ok(key)) = key.as_str().map(IdempotencyKey::new) else {
            return Err(ErrorData::invalid_params(
                "`_meta.idempotencyKey` must be a text of 1 to 128 visible ASCII characters",
                None,
            ));
        };
        context = context.idempotency_key(key);
    }
    if let Some(approval) = request_context.meta.get(APPROVAL) {
        let Some(Ok(approval)) = approval.as_str().map(str::parse::<Approval>) else {
            return Err(ErrorData::invalid_params(
                "`_meta.approval` must be the text of an approval, as it was given out",
                None,
            ));
        };
        context = context.approval(approval);
    }
    Ok(context)
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
