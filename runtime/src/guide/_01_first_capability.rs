//! # 1. A first capability
//!
//! A capability is a function that a language model, another agent or a plugin may ask for. You write the function. The
//! attribute [`#[capability]`](macro@crate::capability) refuses what has no place in it, and a [`Gate`](crate::Gate) stands
//! in front of it.
//!
//! It is not published yet, so depend on a checkout:
//!
//! ```sh
//! cargo new orders && cd orders
//! cargo add --path ../portcullis/runtime
//! cargo add tokio --features macros,rt-multi-thread
//! cargo add serde_json tempfile    # for examples of later chapters alone
//! ```
//!
//! ```
//! use portcullis::Code;
//! use portcullis::prelude::*;
//!
//! /// Says where an order is.
//! #[capability(read)]
//! fn order_status(
//!     /// The order's number, as printed on the invoice.
//!     #[validate(range(min = 1, max = 999_999))]
//!     order: u32,
//! ) -> String {
//!     format!("order {order} is on its way")
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let ledger = Memory::new();
//!     let gate = Gate::builder()
//!         .capability(order_status)
//!         .authorizer(Permits::none().permit(Caller::local(), order_status))
//!         .ledger(ledger.clone())
//!         .build()?;
//!
//!     // Your own code calls with types.
//!     let me = Caller::local();
//!     assert_eq!(gate.call(order_status, &me, (7,)).await?, "order 7 is on its way");
//!
//!     // A transport calls with the JSON that a model wrote.
//!     let answer = gate.call_json("order_status", &me, r#"{"order": 7}"#).await?;
//!     assert_eq!(answer, br#""order 7 is on its way""#);
//!
//!     let refused = gate.call_json("order_status", &me, r#"{"order": 0}"#).await.unwrap_err();
//!     assert_eq!(refused.code(), Code::InvalidInput);
//!
//!     // All of it is on record.
//!     gate.flush().await?;
//!     let events: Vec<_> = ledger.records().iter().map(|record| record.event.as_str()).collect();
//!     assert_eq!(events, ["gate.started", "call.finished", "call.finished", "call.refused"]);
//!     Ok(())
//! }
//! ```
//!
//! ## What you said
//!
//! - **The doc comments** are what models read: one on the function, which must be there, and one on each parameter.
//! - **`read`** says that it changes nothing. There is no default; [chapter 4](super::_04_effects) is about the others.
//! - **`range(..)`** is checked before the body runs and stands in the schema. [Chapter 2](super::_02_inputs) has all checks.
//! - **Who may call it.** Without a permit nobody may, and to them it looks as if it did not exist.
//! - **Where records go.** [`Memory`](crate::ledger::Memory) forgets; what has an effect needs a
//!   [`Journal`](crate::ledger::Journal). A gate without a ledger is not built.
//!
//! ## What the guards did
//!
//! Each call went through these stages, in this order. None can be switched off. A call with types has no JSON, so nothing of it is
//! measured or decoded.
//!
//! | stage | asks | says no with |
//! |---|---|---|
//! | audit | is there room for the record of this call? | `audit_unavailable` |
//! | size | is the input within `max_input`? | `input_too_large` |
//! | policy | may this caller call this capability? | `not_authorized` |
//! | throttle | within its rate, and is there a permit? | `rate_limited`, `overloaded`, `circuit_open` |
//! | decode | is it JSON of the declared shape, and nothing more? | `malformed_input` |
//! | validate | does every field keep its rules? | `invalid_input` |
//! | policy on arguments, approval, idempotency key, intent | where they are asked for: [chapter 4](super::_04_effects) | |
//! | body | your function, on a thread of its own, with a deadline | `failed`, `panicked`, `deadline_exceeded` |
//! | disclose | may this leave, and within its own bounds? | `output_withheld` |
//! | size of output | is the answer within `max_output`? | `output_too_large` |
//! | leak scan | is a granted secret in it? | `output_withheld` |
//! | audit | what became of it goes into the ledger | |
//!
//! What you did not have to write has defaults: 5 seconds, 60 calls a minute for each caller, 16 at the same time, 64 KiB of answer, as
//! much input as the types can need. [`#[capability]`](macro@crate::capability) lists how to say otherwise, and no value
//! turns a limit off.
//!
//! ## What is generated
//!
//! **The lock.** Your function keeps its name and takes an [`Admitted`](crate::Admitted) now, which a gate alone can make. So
//! `order_status(7)` is a type error: there is no way round the gate (`ui-tests/fail/capability/called_directly.rs`).
//!
//! **The schema**, with every bound. [`Gate::capability`](crate::Gate::capability) gives it to whom the capability is permitted:
//!
//! ```
//! # use portcullis::prelude::*;
//! # /// Says where an order is.
//! # #[capability(read)]
//! # fn order_status(#[validate(range(min = 1, max = 999_999))] order: u32) -> String {
//! #     format!("order {order} is on its way")
//! # }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let gate = Gate::builder()
//! #     .capability(order_status)
//! #     .authorizer(Permits::none().permit(Caller::local(), order_status))
//! #     .ledger(Memory::new())
//! #     .build()?;
//! let offered = gate.capability("order_status", &Caller::local()).ok_or("it is permitted")?;
//! let schema = offered.input_schema.as_value();
//! assert_eq!(schema["properties"]["order"]["maximum"], 999_999);
//! assert_eq!(schema["additionalProperties"], false);
//! # Ok(())
//! # }
//! ```
//!
//! `portcullis-mcp` serves such a gate to a model: `gate.serve_stdio().await`.
//!
//! Most examples that follow call through `testing::Gate`, which permits all to its caller. It needs the feature `testing`, in
//! dev-dependencies: see [chapter 10](super::_10_testing).
//!
//! Next: [inputs](super::_02_inputs).
