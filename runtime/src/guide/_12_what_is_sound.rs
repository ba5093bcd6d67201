//! # 12. What is sound, what is checked, what is lint
//!
//! Three kinds of promise, never mixed up.
//!
//! | kind | held by | who gets round it |
//! |---|---|---|
//! | sound | types, privacy, the operating system | nobody in safe Rust, as long as nobody implements `Bounded`, `Disclose` or `Authority` by hand and untruly |
//! | checked | code that every call runs | whoever finds a fault in that code |
//! | lint | a rule that reads the tokens of a body | an author who wants to, and some who do not notice |
//!
//! ## Sound
//!
//! | promise | noticed by |
//! |---|---|
//! | A body is reached through its gate alone | `ui-tests/fail/capability/called_directly.rs` |
//! | Each input has an upper bound | `ui-tests/fail/unbounded_input/text.rs` |
//! | A capability takes no authority with a greater effect than its own | `ui-tests/fail/effect_understated/writable_in_read.rs` |
//! | Secrets, errors and handles are no output | `ui-tests/fail/data/secret_in_an_output.rs`, `ui-tests/fail/data/error_in_an_output.rs` |
//! | Each input and output says what it holds | `ui-tests/fail/untyped_input/values.rs`, `ui-tests/fail/untyped_output/values.rs` |
//! | No secret gets into a prompt | `ui-tests/fail/secret_in_prompt/as_data.rs` |
//! | No text made at run time gets into the instructions of a prompt | `ui-tests/fail/prompt/values.rs` |
//! | A policy speaks only of what exists | `ui-tests/fail/policy/fields.rs` |
//! | No rule of a policy is dead, as far as its constants are known | `a_rule_is_dead_if_and_only_if_no_decision_changes_without_it` |
//! | Nothing outside a granted folder is opened | `no_payload_opens_anything_outside_the_folder` |
//!
//! ## Checked
//!
//! | promise | noticed by |
//! |---|---|
//! | Nobody may call anything unless it is said | `nobody_may_call_anything_unless_it_is_said` |
//! | Unknown and repeated keys are refused | `an_unknown_argument_is_refused`, `a_repeated_key_is_refused` |
//! | A refusal echoes nothing that was sent | `a_type_error_never_echoes_the_secret_that_was_sent` |
//! | A panic never reaches a caller, nor does its text | `a_panic_never_reaches_the_caller` |
//! | An answer comes within the deadline and 50 ms, whatever bodies do | `on_one_thread_everybody_is_answered_in_time` |
//! | An effect is on disk before its body starts | `an_intent_is_on_disk_before_its_body_starts` |
//! | What needs an approval does not run without | `what_needs_an_approval_does_not_run_without` |
//! | An answer with a granted secret is withheld | `an_answer_with_a_secret_is_withheld_in_every_form` |
//!
//! The README has more of both. `tests/promises.md` goes through them by subject, and `tests/attacks.md` through attacks that work
//! elsewhere, each with the test that fails when it is broken.
//!
//! ## Lint
//!
//! A lint is for an honest author in a hurry. Each rule's page, `cargo portcullis explain P501`, lists what it cannot see, and each
//! of these is kept as a file of `ui-tests/evasion` that shows it.
//!
//! | rule | refuses in a body | gets past it, for instance |
//! |---|---|---|
//! | P203 `panic_in_body` | `unwrap()`, `panic!`, `assert!` | a helper outside the body, an index out of bounds, `expect("why")` |
//! | P206 `unsafe_block` | `unsafe`, raw pointers | a helper, what a macro expands to; `#![forbid(unsafe_code)]` is sound |
//! | P305 `hardcoded_secret` | literals of twelve formats of credentials | another format, one that is put together at run time |
//! | P401 `print_in_body` | `println!` and the handles | a helper, an imported `stdout` |
//! | P501 `blocking_in_async` | `thread::sleep`, `std::net`, blocking channels | a plain function that blocks, a long computation |
//! | P505 `detached_task` | `tokio::spawn`, `thread::spawn` | an imported `spawn`, a handle of a runtime |
//! | P601 `ambient_filesystem` | `std::fs`, `File::open` | a helper, a renamed import |
//!
//! What a lint misses, a guard may still hold: a panic from a helper is caught, and a body that blocks is answered for at its deadline.
//! Nothing holds a file that a helper opens. Only what is in the body, or in the braces of a `#[secure_plugin]`, is read at all.
//!
//! This helper is one of the known ones. It compiles, and it should not make you feel safe:
//!
//! ```
//! use portcullis::prelude::*;
//!
//! fn at_home(name: &str) -> std::io::Result<String> {
//!     std::fs::read_to_string(name) // outside the body, where no rule reads
//! }
//!
//! /// Reads a note.
//! #[capability(read)]
//! fn note(#[validate(length(max = 40))] name: String) -> Result<String, Internal> {
//!     Ok(at_home(&name)?)
//! }
//! ```
//!
//! ## What is not contained
//!
//! - **A body is code in your process.** The rules keep an honest author from mistakes, and do not contain a hostile one. Link what you trust.
//! - **Memory and CPU** of a body are not limited; its time, its input and its output are. A body that never ends keeps a thread and a permit.
//! - **The end of the process**: a stack overflow, memory that is used up, `process::exit`, a panic in a destructor while another one unwinds.
//! - **A `Program`** reads and writes what this process may: its `EFFECT` is your word.
//! - **A model that is talked into something** it is permitted to do. Policies, small limits and approvals are for that.
//! - **The ledger's chain has no key.** It shows a change; whoever can write the folder can write all of it anew. A hash that is kept elsewhere
//!   shows that too.
//! - **Timing** is not constant, and on a starved machine a call is late.
//!
//! `SECURITY.md` says who is trusted with what, and how to report a hole.
//!
//! This was the last chapter. [`Gate`](crate::Gate) and [`#[capability]`](macro@crate::capability) are the pages to keep open.
