//! The session's own client as an approver, where the gate's owner declares that it can be trusted: a desktop program with
//! a person in front of it, who is asked by the client itself (elicitation).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use portcullis::Caller;
use portcullis::approval::{Approval, ApprovalId, ApprovalRequest, Approver};
use rmcp::RoleServer;
use rmcp::model::{
    CallToolRequestParams, ClientResult, ElicitRequest, ElicitRequestParams, ElicitResult, ElicitationAction,
    ElicitationSchema, InputRequest, InputRequests, InputRequiredResult, ProtocolVersion, ServerRequest,
};
use rmcp::service::RequestContext;
use serde_json::Value;

/// The one field of the form: only `true` is a yes, so that a client that sends an empty form has approved nothing.
const FIELD: &str = "approve";

/// Under which a client of the newest protocol answers.
const QUESTION: &str = "approval";

/// Bytes of arguments that a person can be asked to read.
const READABLE: usize = 1024;

/// So often a question may be put aside; then it is taken for a no, so that nobody is asked until he gives in.
const PUT_ASIDE: u8 = 3;

/// The client of a local session as an approver: whoever sits in front of it is asked, by an elicitation, whether a call of
/// this very client may be made.
///
/// To make one is to declare that the client shows the question to a person and does not answer it by itself. Nothing in
/// the protocol can prove that. So it is recorded with each answer, and it is for [`Caller::local`] alone: a program that
/// the owner of this process started on his own machine. A client of anybody else, one that cannot elicit, or one that
/// nobody has declared trusted, is not asked, and its calls stay refused until another approver agrees.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis_mcp::{ServeMcp, TrustedClient};
///
/// /// Deletes a note.
/// #[capability(destructive, approval)]
/// fn delete_note(number: u32) -> u32 {
///     number
/// }
///
/// async fn serve() -> Result<(), Box<dyn std::error::Error>> {
///     let owner = TrustedClient::new();
///     let gate = Gate::builder()
///         .capability(delete_note)
///         .authorizer(Permits::none().permit(Caller::local(), delete_note))
///         .approver("owner", owner.clone())
///         .ledger(Journal::open("audit")?)
///         .build()?;
///     gate.mcp().approvals_by(owner).serve_stdio().await?;
///     Ok(())
/// }
/// ```
///
/// [`Caller::local`]: portcullis::Caller::local
#[derive(Debug, Clone, Default)]
pub struct TrustedClient {
    /// Requests that no client is being asked about.
    waiting: Arc<Mutex<HashMap<ApprovalId, Waiting>>>,
}

/// A request, and how often its question was put aside.
#[derive(Debug)]
struct Waiting {
    request: ApprovalRequest,
    put_aside: u8,
}

impl TrustedClient {
    /// Declares the client trusted; it is asked by the servers that are [told so](crate::McpServer::approvals_by).
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the user can be asked about this request.
    pub(crate) fn has(&self, id: ApprovalId) -> bool {
        self.waiting().contains_key(&id)
    }

    /// Puts the question to the client of an older protocol, and waits for the answer.
    pub(crate) async fn ask(&self, id: ApprovalId, context: &RequestContext<RoleServer>) -> Option<Approval> {
        let asked = self.take(id)?;
        let request = &asked.waiting.as_ref()?.request;
        let (question, left) =
            (question(request)?, request.expires().duration_since(SystemTime::now()).ok()?);
        let request = ServerRequest::ElicitRequest(ElicitRequest::new(question));
        let answer = tokio::time::timeout(left, context.peer.send_request(request)).await.ok()?.ok()?;
        match answer {
            ClientResult::ElicitResult(answer) => asked.answered(&answer),
            _ => None,
        }
    }

    /// The question as a result, for a client of the newest protocol: it makes the call again with the answer.
    pub(crate) fn question(&self, id: ApprovalId) -> Option<InputRequiredResult> {
        let asked = self.take(id)?;
        let question = question(&asked.waiting.as_ref()?.request)?;
        let requests = [(QUESTION.to_owned(), InputRequest::Elicitation(ElicitRequest::new(question)))];
        Some(InputRequiredResult::new(Some(InputRequests::from(requests)), Some(id.to_string())))
    }

    /// The answer that comes with a call of the newest protocol, if it is one to what this very call needs.
    pub(crate) fn answer(&self, id: ApprovalId, request: &CallToolRequestParams) -> Option<Answer> {
        if request.request_state.as_deref() != Some(&id.to_string()) {
            return None;
        }
        let answer = request.input_responses.as_ref()?.get(QUESTION)?;
        let answer: ElicitResult = serde_json::from_value(answer.clone()).ok()?;
        Some(Answer(self.take(id)?.answered(&answer)))
    }

    fn take(&self, id: ApprovalId) -> Option<Asked<'_>> {
        let waiting = self.waiting().remove(&id)?;
        Some(Asked { client: self, waiting: Some(waiting) })
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<ApprovalId, Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Approver for TrustedClient {
    fn ask(&self, request: ApprovalRequest) {
        // Nobody else's calls are this client's to approve, and what is too long to be read is nobody's.
        if *request.caller() != Caller::local() || request.arguments().len() > READABLE {
            return;
        }
        let mut waiting = self.waiting();
        waiting.retain(|_, waiting| waiting.request.is_open());
        waiting.insert(request.id(), Waiting { request, put_aside: 0 });
    }

    fn is_callers_own_client(&self) -> bool {
        true
    }
}

/// A request about which the client is asked. Dropped without an answer, it waits again.
struct Asked<'a> {
    client: &'a TrustedClient,
    waiting: Option<Waiting>,
}

/// What the user has answered: an approval, or none.
pub(crate) struct Answer(pub(crate) Option<Approval>);

impl Asked<'_> {
    fn refuse(&mut self) {
        if let Some(waiting) = self.waiting.take() {
            // What cannot be recorded stays refused all the same.
            let _ = waiting.request.refuse();
        }
    }

    fn answered(mut self, answer: &ElicitResult) -> Option<Approval> {
        let approves =
            answer.content.as_ref().and_then(|content| content.get(FIELD)) == Some(&Value::Bool(true));
        match answer.action {
            ElicitationAction::Accept if approves => self.waiting.take()?.request.grant().ok(),
            ElicitationAction::Accept | ElicitationAction::Decline => {
                self.refuse();
                None
            }
            _ => {
                let waiting = self.waiting.as_mut()?;
                waiting.put_aside += 1;
                if waiting.put_aside >= PUT_ASIDE {
                    self.refuse();
                }
                None
            }
        }
    }
}

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        if let Some(waiting) = self.waiting.take()
            && waiting.request.is_open()
        {
            self.client.waiting().insert(waiting.request.id(), waiting);
        }
    }
}

fn question(request: &ApprovalRequest) -> Option<ElicitRequestParams> {
    let (caller, capability) = (request.caller(), request.capability());
    let schema = ElicitationSchema::builder().required_bool(FIELD).build().ok()?;
    Some(ElicitRequestParams::FormElicitationParams {
        meta: None,
        // The last words are below all that the caller has chosen.
        message: format!(
            "{caller} asks for `{capability}` ({}): {}\n{}\nMay {caller} call `{capability}` with this?",
            request.effect(),
            request.summary(),
            request.arguments(),
        ),
        requested_schema: schema,
    })
}

/// How the client of this request can be asked, if it can.
pub(crate) enum Way {
    /// By a request of the server's own.
    Request,
    /// By a result that asks for input.
    Result,
}

impl Way {
    pub(crate) fn to(context: &RequestContext<RoleServer>) -> Option<Self> {
        let elicitation = context.client_capabilities()?.elicitation?;
        // One that names no mode has forms.
        if elicitation.form.is_none() && elicitation.url.is_some() {
            return None;
        }
        let is_newest = context.protocol_version()? >= ProtocolVersion::V_2026_07_28;
        Some(if is_newest { Way::Result } else { Way::Request })
    }
}
