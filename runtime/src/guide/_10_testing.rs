//! # 10. Testing
//!
//! The feature `testing` belongs in dev-dependencies alone: it lets bodies be called without their guards, and makes callers of every kind.
//! `cargo test` has it then, and what you build for others does not.
//!
//! ```toml
//! [dev-dependencies]
//! portcullis = { path = "../portcullis/runtime", features = ["testing"] }
//! ```
//!
//! | to test | use |
//! |---|---|
//! | a body alone | `<name>_unguarded(..)` |
//! | a capability behind every guard | `testing::Gate` |
//! | a policy | `testing::decide`, [`Policy::explain`](crate::Policy::explain), and `expect` in the policy itself |
//! | a whole gate against hostile calls | [`#[attack_test]`](macro@crate::attack_test) |
//! | what it does when the other side is slow or breaks | `testing::Fakes`, in such an attack |
//! | that nothing is offered unseen | `testing::assert_surface` |
//! | what must not compile | `testing::ui`, with the feature `testing-ui` |
//!
//! The module is documented where the feature is on: [`testing`].
//!
//! ## The body alone, and behind every guard
//!
//! ```test_harness
//! use std::time::Duration;
//!
//! use portcullis::authority::Clock;
//! use portcullis::prelude::*;
//! use portcullis::{Code, testing};
//!
//! /// Says whether an offer is still good, which was made so many seconds after 1970.
//! #[capability(read, rate = "2/min")]
//! fn is_good(call: &Call, #[grant] clock: Clock, #[validate(range(min = 1))] offered: u64) -> Result<bool, Internal> {
//!     call.checkpoint()?;
//!     Ok(clock.utc().duration_since(std::time::UNIX_EPOCH)?.as_secs() < offered.saturating_add(60))
//! }
//!
//! #[test]
//! fn the_body_alone() {
//!     // The parameters are as they were written.
//!     let good = is_good_unguarded(&testing::call(), Clock::system(), 1);
//!     assert!(good.is_ok_and(|good| !good));
//! }
//!
//! #[tokio::test]
//! async fn behind_every_guard() {
//!     // Time stands still in it until it is moved, so no test waits.
//!     let gate = testing::Gate::new().grant(Clock::system());
//!     assert_eq!(gate.call(is_good, (1,)).await, Ok(false));
//!     assert_eq!(gate.call(is_good, (0,)).await.unwrap_err().code(), Code::InvalidInput);
//!     assert_eq!(gate.call(is_good, (1,)).await.unwrap_err().code(), Code::RateLimited);
//!     gate.clock().advance(Duration::from_secs(60));
//!     assert_eq!(gate.call(is_good, (1,)).await, Ok(false));
//!
//!     let records = gate.records().await;
//!     let results: Vec<_> = records.iter().filter_map(|record| record.result).collect();
//!     assert_eq!(results, ["answered", "invalid_input", "rate_limited", "answered"]);
//! }
//! ```
//!
//! `is_good_unguarded` is there under `cfg(test)` alone: for the unit tests of the crate that has the capability, and not for those in its folder
//! `tests`, which call through a gate.
//!
//! Fakes are granted as the real things are: a `Dir` of a temporary folder, an `Http` to a server of the test's on loopback, an authority of
//! your own with the other end in the test.
//!
//! ## Attack your own gate
//!
//! From each capability's schema, effect and limits come hundreds of hostile calls: each bound and beyond, every type in the place of every
//! other, unknown and repeated fields, broken text, traversal, injections, strangers, floods, calls that are dropped. What must hold
//! is a list, `testing::Invariant`; a finding comes with the smallest input that shows it, and how to run it alone.
//!
//! ```test_harness
//! use portcullis::prelude::*;
//! use portcullis::{BuildError, attack_test};
//!
//! /// Lists a customer's latest orders.
//! #[capability(read)]
//! fn find_orders(
//!     #[validate(length(min = 4, max = 32), pattern = "^[A-Z0-9-]+$")] customer: String,
//!     #[validate(range(min = 1, max = 50))] limit: u32,
//! ) -> String {
//!     format!("{limit} orders of {customer}")
//! }
//!
//! #[attack_test]
//! fn my_gate_holds() -> Result<Gate, BuildError> {
//!     Gate::builder()
//!         .capability(find_orders)
//!         .authorizer(Permits::none().permit(Caller::local(), find_orders))
//!         .ledger(Memory::new())
//!         .build()
//! }
//! ```
//!
//! A test may take `Fakes`, which what stands in for a database or a service asks before it does its work. Then the attack makes that slow,
//! until its callers' time is up, and makes it panic, and what was answered before must be answered afterwards. It hands out canaries as
//! well: texts for what a fake holds and nobody may read, which are looked for in every answer and every record.
//!
//! ```test_harness
//! use portcullis::prelude::*;
//! use portcullis::testing::Fakes;
//! use portcullis::{BuildError, State, attack_test};
//!
//! /// Where invoices are kept.
//! trait Invoices: Send + Sync {
//!     fn total(&self, customer: u32) -> u64;
//! }
//!
//! /// Adds up a customer's invoices, in cents.
//! #[capability(read, timeout = "1s")]
//! fn total(#[grant] invoices: State<Box<dyn Invoices>>, #[validate(range(max = 9_999))] customer: u32) -> u64 {
//!     invoices.total(customer)
//! }
//!
//! struct FakeInvoices {
//!     fakes: Fakes,
//!     rows: Vec<(String, u64)>,
//! }
//!
//! impl Invoices for FakeInvoices {
//!     fn total(&self, _customer: u32) -> u64 {
//!         self.fakes.step(); // where the real one asks its database; `step_async().await`, where it awaits
//!         self.rows.iter().map(|(_, cents)| cents).sum()
//!     }
//! }
//!
//! #[attack_test]
//! fn my_gate_holds(fakes: Fakes) -> Result<Gate, BuildError> {
//!     let rows = vec![(fakes.canary("a customer's address"), 1_250)];
//!     let invoices: Box<dyn Invoices> = Box::new(FakeInvoices { fakes, rows });
//!     Gate::builder()
//!         .capability(total)
//!         .grant(State::new(invoices))
//!         .authorizer(Permits::none().permit(Caller::local(), total))
//!         .ledger(Memory::new())
//!         .build()
//! }
//! ```
//!
//! Fakes that nobody asks fail the test, since it would show nothing. Each test of `#[attack_test]` runs as a process of its own, whose
//! environment holds canaries too; a body that ends its process, or never ends, fails that test and no other.
//!
//! Bodies of a `read` run, with hostile input that they accept: grant fakes. Of what has an effect only calls that must be refused are made,
//! unless you return `testing::attack(gate).with_effects()`. What the attack does not know is whether an answer is right.
//!
//! ## Pin what is offered
//!
//! A file that is checked in holds all that a gate offers: who may call what, schemas with each bound, effects, limits, authorities, exceptions.
//! A change of it fails the test, which shows the lines; `BLESS=1 cargo test` accepts them, and review sees the diff.
//!
//! ```test_harness
//! use portcullis::prelude::*;
//! use portcullis::testing;
//!
//! /// Adds two numbers.
//! #[capability(read)]
//! fn add(a: i32, b: i32) -> i64 {
//!     i64::from(a) + i64::from(b)
//! }
//!
//! fn gate() -> Result<Gate, portcullis::BuildError> {
//!     Gate::builder()
//!         .capability(add)
//!         .authorizer(Permits::none().permit(Caller::local(), add))
//!         .ledger(Memory::new())
//!         .build()
//! }
//!
//! #[test]
//! fn the_surface_is_as_checked_in() -> Result<(), Box<dyn std::error::Error>> {
//!     let file = "portcullis.lock";
//! #    let folder = tempfile::tempdir()?;
//! #    let file = folder.path().join(file);
//! #    std::fs::write(&file, testing::surface(&gate()?))?;
//!     testing::assert_surface(&gate()?, file);
//!     Ok(())
//! }
//! ```
//!
//! ## Pin what must not compile
//!
//! With the feature `testing-ui`, `testing::ui("tests/ui/*.rs")` compiles each file that matches, and fails unless the compiler refuses it with
//! the message in the `.stderr` beside it. It is for guarantees that your own types keep: that this capability cannot be granted that
//! folder, that this type may not leave.
//!
//! Next: [exceptions](super::_11_exceptions).
//!
#![cfg_attr(feature = "testing", doc = "[`testing`]: crate::testing")]
#![cfg_attr(not(feature = "testing"), doc = "[`testing`]: self")]
