use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use swiftide::chat_completion::{ToolOutput, errors::ToolError};
use swiftide::traits::AgentContext;

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum TicketPriority {
    Low,
    High,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct TriageTicketRequest {
    /// Support ticket title.
    title: String,
    /// Priority to assign to the ticket.
    priority: TicketPriority,
}

#[swiftide::tool(
    description = "Triage a support ticket with a fixed priority",
    param(name = "request", description = "Support ticket triage request")
)]
async fn triage_ticket(
    _context: &dyn AgentContext,
    request: TriageTicketRequest,
) -> Result<ToolOutput, ToolError> {
    Ok(ToolOutput::text(format!(
        "triaged `{}` as {:?}",
        request.title, request.priority
    )))
}
