//! # 4. Effects
//!
//! | | may change | stands behind |
//! |---|---|---|
//! | `read` | nothing | |
//! | `write` | what another capability can change back | its intent is on disk before its body starts |
//! | `destructive` | what no other capability can undo | the same, and somebody who agrees to each call |
//!
//! There is no default, so that nobody forgets to say. What the body can reach keeps the word: a `read` that takes an authority which
//! changes things does not compile ([chapter 6](super::_06_authorities)).
//!
//! A gate with an effect needs a ledger that survives a crash, a [`Journal`](crate::ledger::Journal): a folder with one writer,
//! in which each record holds the hash of the one before it. If the intent cannot be written, the body does not run.
//!
//! ## An effect that happens once
//!
//! An answer can be lost on the way, and a model then asks again. `idempotent` lets a call carry a key; for 24 hours the same key gets the
//! first answer, also after a restart:
//!
//! ```
//! use std::path::Path;
//!
//! use portcullis::call::Context;
//! use portcullis::idempotency::{IdempotencyKey, Results};
//! use portcullis::prelude::*;
//!
//! /// Pays an order back.
//! #[capability(write, idempotent)]
//! fn refund(call: &Call, order: u32) -> String {
//!     format!("order {order} was paid back under {}", call.reference())
//! }
//!
//! async fn refund_twice(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
//!     let gate = Gate::builder()
//!         .capability(refund)
//!         .authorizer(Permits::none().permit(Caller::local(), refund))
//!         .ledger(Journal::open(folder.join("audit"))?)
//!         .results(Results::open(folder.join("results"))?)
//!         .build()?;
//!     let mut answers = Vec::new();
//!     for _ in 0..2 {
//!         // An MCP client sends it as `_meta.idempotencyKey`.
//!         let key = IdempotencyKey::new("7f6d7a52-9f0c-4a42-8f2e-0d1c7d0f6f0e")?;
//!         let context = Context::new().idempotency_key(key);
//!         answers.push(gate.call_json_with("refund", &Caller::local(), r#"{"order": 7}"#, context).await?);
//!     }
//!     assert_eq!(answers[0], answers[1]); // the body ran once
//!     Ok(())
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let folder = tempfile::tempdir()?;
//!     refund_twice(folder.path()).await
//! }
//! ```
//!
//! The same key with other arguments is refused. To a service with keys of its own send
//! [`Call::idempotency_token`](crate::Call::idempotency_token), which tells nothing of the caller's.
//!
//! ## When nobody knows
//!
//! A request went out, and no answer came back. A `#[failure]` says that nothing has happened; the variant that cannot say so is
//! `unknown`. The call then stays open in the ledger until a person has found out:
//!
//! ```
//! use std::path::Path;
//!
//! use portcullis::ledger::journal::{self, Resolution};
//! use portcullis::prelude::*;
//! use portcullis::{CallError, Outcome};
//!
//! #[failure]
//! enum PayFailure {
//!     #[public("nothing was paid: the bank cannot be reached now", retryable)]
//!     NotSent,
//!     #[public("it is not known whether this was paid", unknown)]
//!     NoAnswer,
//! }
//!
//! /// Pays a bill.
//! #[capability(write)]
//! fn pay(bill: u32) -> Result<u32, PayFailure> {
//!     if bill == 0 { Err(PayFailure::NotSent) } else { Err(PayFailure::NoAnswer) }
//! }
//!
//! async fn pay_and_resolve(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
//!     let gate = Gate::builder()
//!         .capability(pay)
//!         .authorizer(Permits::none().permit(Caller::local(), pay))
//!         .ledger(Journal::open(folder)?)
//!         .build()?;
//!     let Err(CallError::Failed(failure)) = gate.call(pay, &Caller::local(), (7,)).await else { return Ok(()) };
//!     assert_eq!(failure.outcome, Outcome::Unknown);
//!     gate.flush().await?;
//!     assert_eq!(journal::verify(folder)?.open_intents.len(), 1);
//!
//!     drop(gate); // one writer at a time
//!     journal::resolve(
//!         folder,
//!         &Resolution {
//!             reference: failure.reference.to_string(),
//!             outcome: Outcome::Completed,
//!             by: "Ada".into(),
//!             note: "the bank's statement of today has it".into(),
//!         },
//!     )?;
//!     assert!(journal::verify(folder)?.open_intents.is_empty());
//!     Ok(())
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let folder = tempfile::tempdir()?;
//!     pay_and_resolve(&folder.path().join("audit")).await
//! }
//! ```
//!
//! `cargo portcullis ledger verify` lists open calls, and `cargo portcullis ledger resolve` closes them. A body that panics or is late
//! leaves the same behind: its caller reads `outcome: "unknown"`, and is not told to try again.
//!
//! ## Somebody else agrees
//!
//! `approval` on a capability, or `approved by` in a [policy](super::_07_policy): the first call is refused with the id of a request,
//! an approver sees its very arguments, and the same call, made again, is let through once.
//!
//! ```
//! use std::sync::mpsc;
//!
//! use portcullis::approval::ApprovalRequest;
//! use portcullis::prelude::*;
//! use portcullis::{Code, testing};
//!
//! /// Deletes an account.
//! #[capability(destructive, approval)]
//! fn delete_account(number: u32) -> String {
//!     format!("{number} is gone")
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let (desk, inbox) = mpsc::channel();
//!     let gate = testing::Gate::new().approver("desk", move |request: ApprovalRequest| {
//!         let _ = desk.send(request);
//!     });
//!
//!     let call = || gate.call_json(delete_account, r#"{"number": 7}"#);
//!     assert_eq!(call().await.unwrap_err().code(), Code::ApprovalRequired);
//!
//!     let request = inbox.recv()?; // a person looks at it, later and somewhere else
//!     assert_eq!(request.arguments(), r#"{"number":7}"#);
//!     request.grant()?;
//!
//!     assert_eq!(call().await?, br#""7 is gone""#);
//!     assert_eq!(call().await.unwrap_err().code(), Code::ApprovalRequired);
//!     Ok(())
//! }
//! ```
//!
//! Nobody approves a call of his own. [`approval`](crate::approval) has the approvers that there are, and what is on record.
//!
//! Next: [secrets and personal data](super::_05_secrets_and_personal_data).
