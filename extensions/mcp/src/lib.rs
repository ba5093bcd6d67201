//! Serves a [`Gate`](portcullis::Gate) over the Model Context Protocol.
//!
//! This crate carries calls and answers, and decides nothing: each call goes through the gate, which decodes the
//! very bytes that the client sent as `arguments`. Whatever else a client writes, it gets a reply or is dropped;
//! it never reaches a capability, and never ends the server.
//!
//! ```
//! use portcullis::prelude::*;
//! use portcullis_mcp::{ServeError, ServeMcp};
//!
//! /// Adds two numbers.
//! #[capability(read)]
//! fn add(a: i32, b: i32) -> i64 {
//!     i64::from(a) + i64::from(b)
//! }
//!
//! async fn serve() -> Result<(), Box<dyn std::error::Error>> {
//!     let gate = Gate::builder()
//!         .capability(add)
//!         .authorizer(Permits::none().permit(Caller::local(), add))
//!         .ledger(Memory::new())
//!         .build()?;
//!     gate.serve_stdio().await?;
//!     Ok(())
//! }
//! ```
//!
//! # What a client sees
//!
//! - **Tools**: what its caller may call, asked of the gate's policy for each `tools/list`. Schemas carry every
//!   bound; the annotations come from the effect.
//! - **Answers**: `structuredContent`, and the same JSON as text. An answer that is not an object comes as
//!   `{"result": …}`, and the output schema says so.
//! - **Refusals and failures**: a result with `isError: true`, whose text is the JSON of
//!   [`CallError`](portcullis::CallError), so that a model can mend its call. It has no `structuredContent`: clients
//!   check that against the output schema. An unknown tool and a forbidden one look the same.
//! - **Progress**: what the body reports with `call.progress(done, of)`, if the client sent a progress token.
//! - **Approvals**: a call that needs one is refused with `approval_required` and the id of the request, and is made again
//!   with the same arguments once somebody has agreed. A caller that was given the approval itself may send it as
//!   `_meta.approval`. Where the gate's owner [trusts the client](TrustedClient), its user is asked at once, by an
//!   elicitation, and the call goes on.
//! - **Keys**: a call of a capability that is `idempotent` may have `_meta.idempotencyKey`, 1 to 128 visible ASCII characters, and
//!   then happens once. A model cannot send metadata; without a key it happens each time.
//! - **Protocol errors**: fixed texts, none of which holds anything that the client sent.
//!
//! # What is bounded
//!
//! The length of a message, the number of requests in flight, the progress that waits to be sent; what one client can
//! make this process keep is their product. A client that does not read its replies is soon not read from. What is
//! refused for these reasons never came to the gate, and is therefore not in its ledger: it is in the traces, at
//! level `info`, without any text of the client's.
//!
//! # Logs
//!
//! `rmcp`, which speaks the protocol, logs whole results at level `debug`, and tool names at `debug` (never arguments,
//! which it is not given, unless a trusted client is asked about them). Keep it at `rmcp=warn` where that matters, and let your subscriber write to stderr.

mod server;
mod stdio;
mod tool;

mod changes;
mod handler;
mod progress;
mod transport;
mod trusted;

pub use server::{McpServer, ServeError, ServeMcp};
pub use trusted::TrustedClient;
