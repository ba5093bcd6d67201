//! Approval: someone else agrees to one call, with these very arguments, before its body starts.
//!
//! A capability says `approval`, or a policy `approved by supervisor`. The first call is refused with
//! [`Code::ApprovalRequired`](crate::Code::ApprovalRequired) and the id of a request, which goes to the approvers whom
//! the gate was built with. Once one of them has granted it, the same caller calls again with the same arguments and is
//! let through, once. Nothing else is: an approval is signed for its capability, its arguments, its caller, its request and
//! its expiry.
//!
//! ```
//! use std::sync::{Arc, Mutex};
//!
//! use portcullis::approval::ApprovalRequest;
//! use portcullis::prelude::*;
//! use portcullis::{Code, testing};
//!
//! /// Pays a customer back.
//! #[capability(write, approval)]
//! fn refund(order: u32, #[validate(range(min = 1, max = 10_000))] cents: u32) -> String {
//!     format!("{cents} of order {order}")
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! // A desk: whoever sits there answers when it suits them.
//! let desk: Arc<Mutex<Vec<ApprovalRequest>>> = Arc::default();
//! let inbox = desk.clone();
//! let gate = testing::Gate::new()
//!     .approver("supervisor", move |request: ApprovalRequest| inbox.lock().unwrap().push(request));
//!
//! let call = || gate.call_json(refund, r#"{"order": 7, "cents": 500}"#);
//! assert_eq!(call().await.unwrap_err().code(), Code::ApprovalRequired);
//!
//! let request = desk.lock().unwrap().pop().unwrap();
//! assert_eq!(request.arguments(), r#"{"cents":500,"order":7}"#);
//! request.grant().unwrap();
//! assert_eq!(call().await.unwrap(), br#""500 of order 7""#);
//! # }
//! ```
//!
//! | approver | who answers |
//! |---|---|
//! | a closure | whoever it hands the request to: a queue, a chat, a rule of your own |
//! | [`Terminal`] | the person at the terminal that started the process |
//! | `portcullis_mcp::TrustedClient` | the user of a local MCP client that the gate's owner trusts |
//!
//! Requests and answers are in the ledger: `approval.requested`, `approval.granted`, `approval.refused` and
//! `approval.expired`, and the records of the call name the approval under which it ran. A request that cannot be recorded
//! is not made, and an answer that cannot be recorded does not count. What has expired is recorded when an approval is next asked
//! for or answered, so the last ones of a gate may have no such record.
//!
//! A call with an idempotency key that is known asks nobody: all that it can get is what came of the call that had it.

mod approvals;
mod approver;
mod book;
mod signature;
#[cfg(unix)]
mod terminal;
#[cfg(test)]
mod tests;

pub use approver::{ApprovalError, ApprovalRequest, Approver};
pub use signature::{Approval, ApprovalId, InvalidApproval};
#[cfg(unix)]
pub use terminal::Terminal;

pub(crate) use approvals::{Approvals, Consent, LIFETIME, Named, Settings, Taken, Wanted, is_name};
