//! # 3. Failures
//!
//! A body that cannot do what it was asked says so with an error of two faces: a text that callers read, and everything else, which is for
//! the operator. [`#[failure]`](macro@crate::failure) on an enum makes both.
//!
//! ```
//! use portcullis::prelude::*;
//! use portcullis::{CallError, testing};
//!
//! /// Why an order cannot be looked up.
//! #[failure]
//! enum OrdersFailure {
//!     #[public("there is no order {number}")]
//!     NoSuchOrder { number: u32 },
//!     #[public("the order service does not answer now", retryable)]
//!     Away(#[from] std::io::Error), // the error itself is for the operator alone
//! }
//!
//! /// Says where an order is.
//! #[capability(read)]
//! fn order_status(order: u32) -> Result<String, OrdersFailure> {
//!     match order {
//!         0 => Err(OrdersFailure::NoSuchOrder { number: order }),
//!         1..=9 => Ok(format!("order {order} is on its way")),
//!         _ => Err(std::io::Error::other("db-7.internal refused the password"))?,
//!     }
//! }
//!
//! #[tokio::main]
//! async fn main() {
//!     let gate = testing::Gate::new();
//!     let Err(CallError::Failed(failure)) = gate.call(order_status, (0,)).await else { panic!("order 0 is none") };
//!     assert_eq!(failure.message, "there is no order 0");
//!
//!     let error = gate.call(order_status, (10,)).await.unwrap_err();
//!     assert_eq!(error.to_string(), "the order service does not answer now");
//!     assert!(error.is_retryable());
//!     // What the ledger keeps of it is the name of the variant.
//!     assert_eq!(gate.records().await.last().unwrap().reason.as_deref(), Some("Away"));
//! }
//! ```
//!
//! A text may name fields that are plain data. That `{0}` of an `io::Error` is none is a compile error, not a review comment
//! (`ui-tests/fail/failure/text_of_an_error.rs`). The sources go to `tracing`, with the call's reference.
//!
//! ## Without an enum
//!
//! [`Internal`](crate::Internal) is made of any error by `?`. Its callers read "the capability failed" and a reference:
//!
//! ```
//! use portcullis::prelude::*;
//! use portcullis::testing;
//!
//! /// Adds up numbers in a line.
//! #[capability(read)]
//! fn sum(#[validate(length(max = 100))] line: String) -> Result<i64, Internal> {
//!     let mut sum = 0_i64;
//!     for word in line.split(' ') {
//!         let number: i64 = word.parse()?;
//!         sum = sum.checked_add(number).ok_or("the sum is too large")?;
//!     }
//!     Ok(sum)
//! }
//!
//! #[tokio::main]
//! async fn main() {
//!     let gate = testing::Gate::new();
//!     assert_eq!(gate.call(sum, ("1 2".into(),)).await.unwrap(), 3);
//!     assert_eq!(gate.call(sum, ("one".into(),)).await.unwrap_err().to_string(), "the capability failed");
//! }
//! ```
//!
//! ## What callers read
//!
//! A [`Refusal`](crate::Refusal), where a guard said no, and a [`Failure`](crate::Failure), where the body did, are the same JSON:
//!
//! ```
//! use portcullis::prelude::*;
//! use portcullis::testing;
//!
//! /// Halves a number.
//! #[capability(read)]
//! fn halve(#[validate(range(min = 2))] number: u32) -> u32 {
//!     number / 2
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let refused = testing::Gate::new().call_json(halve, r#"{"number": 1}"#).await.unwrap_err();
//!     let told = serde_json::to_value(&refused)?;
//!     assert_eq!(told["code"], "invalid_input");
//!     assert_eq!(told["fields"], serde_json::json!([{ "path": "/number", "rule": "range", "min": 2 }]));
//!     assert_eq!(told["retryable"], false);
//!     assert_eq!(told["outcome"], "not_started");
//!     Ok(())
//! }
//! ```
//!
//! | field | |
//! |---|---|
//! | `code` | one word of a fixed list: [`Code`](crate::Code) |
//! | `message` | the public text |
//! | `fields` | what is wrong with the input, place by place |
//! | `reference` | finds the whole story in the ledger and in `tracing` |
//! | `retryable`, `retry_after_ms` | whether the very same call may succeed later, and when |
//! | `outcome` | what became of the effect: [`Outcome`](crate::Outcome) |
//!
//! `retryable` is for failures that pass by themselves. For a `read`, `retry(attempts = 3, backoff = "100ms..2s")` has the gate try again,
//! within the time-out; `breaker(failures = 5, cooldown = "30s")` leaves alone what keeps failing.
//!
//! `outcome` matters where there is an effect. A `#[failure]` says that nothing has happened, unless the variant says `unknown`; `Internal`
//! never knows. [Chapter 4](super::_04_effects) goes on from there.
//!
//! ## Panics and deadlines
//!
//! A panic becomes `panicked`, without its text; `unwrap()` and its like do not compile in a body, which is a lint
//! ([chapter 12](super::_12_what_is_sound)). At the deadline the caller reads `deadline_exceeded`, whatever the body does.
//! Long loops ask with [`Call::checkpoint`](crate::Call::checkpoint) whether anybody still waits:
//!
//! ```
//! use portcullis::prelude::*;
//!
//! /// Counts the primes below a number.
//! #[capability(read, timeout = "2s")]
//! fn primes(call: &Call, #[validate(range(max = 1_000_000))] below: u32) -> Result<u32, Internal> {
//!     let mut count = 0;
//!     for number in 2..below {
//!         call.checkpoint()?; // converts into every `#[failure]` as well
//!         count += u32::from((2..number).take_while(|d| d * d <= number).all(|d| number % d != 0));
//!     }
//!     Ok(count)
//! }
//! ```
//!
//! Next: [effects](super::_04_effects).
