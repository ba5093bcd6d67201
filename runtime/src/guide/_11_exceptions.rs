//! # 11. Exceptions
//!
//! A rule reads tokens, and sometimes it is wrong about yours. Then the code says so, with a reason of at least 15 characters. There is no switch
//! for a whole crate, and none at run time.
//!
//! For one statement or one item of a body, [`#[exception]`](macro@crate::exception):
//!
//! ```
//! use portcullis::prelude::*;
//! use portcullis::testing;
//!
//! /// Says which day a week begins with.
//! #[capability(read)]
//! fn first_day() -> String {
//!     let days = ["Monday", "Tuesday"];
//!     #[exception(panic_in_body, reason = "the list has just been written")]
//!     let first = days.iter().next().unwrap();
//!     (*first).to_owned()
//! }
//!
//! #[tokio::main]
//! async fn main() {
//!     let gate = testing::Gate::new();
//!     assert_eq!(gate.call(first_day, ()).await.as_deref(), Ok("Monday"));
//!
//!     // The gate's ledger says with which exceptions it began.
//!     let records = gate.records().await;
//!     let declared = records.iter().find_map(|record| record.exception).unwrap();
//!     assert_eq!((declared.code, declared.rule), ("P203", "panic_in_body"));
//!     assert_eq!(declared.reason, "the list has just been written");
//! }
//! ```
//!
//! For all of a capability, `allow(..)`:
//!
//! ```
//! use portcullis::prelude::*;
//!
//! /// Says how busy the machine is.
//! #[capability(read, allow(ambient_filesystem, reason = "one fixed path, which holds no secret"))]
//! fn load() -> Result<String, Internal> {
//!     Ok(std::fs::read_to_string("/proc/loadavg")?)
//! }
//! ```
//!
//! - **Take the smaller one.** `#[exception]` is for what stands under it and for that rule alone; a second `unwrap()` on the next line is
//!   refused as before. (`ui-tests/fail/exception/scope.rs`)
//! - **By name or by code**: `panic_in_body` or `P203`. Several may stand before one reason.
//! - **It must except something.** Where no rule speaks, an `#[exception]` is an error, so none outlives its cause
//!   (`ui-tests/fail/exception/needless.rs`). An `allow(..)` that excepts nothing compiles, and is on record all the same.
//! - **It is seen**: in the ledger when the gate starts (`exception.declared`), in the [`Descriptor`](crate::Descriptor), and in the
//!   surface file of [chapter 10](super::_10_testing), so a new one is a line of a diff.
//!
//! ## What has no exception
//!
//! Guards. There is no call without a record, no input without a bound, no body without a deadline, and no exception that would make one.
//! Nor have rules of the kind *sound* one, since they are no rules but types: an unbounded field gets a bound, an effect that is
//! understated gets its true word.
//!
//! ## Before you write one
//!
//! `cargo portcullis explain P203` prints a rule's page: why it is there, the code that it wants to see, and what it cannot see itself. Most
//! often the page's way is shorter than a reason. Here it is a `Result`, or an `unwrap_or(..)`:
//!
//! ```
//! use portcullis::prelude::*;
//!
//! /// Says which day a week begins with.
//! #[capability(read)]
//! fn first_day() -> Result<String, Internal> {
//!     let days = ["Monday", "Tuesday"];
//!     Ok(days.first().copied().ok_or("a week has days")?.to_owned())
//! }
//! ```
//!
//! Next: [what is sound, what is checked, what is lint](super::_12_what_is_sound).
