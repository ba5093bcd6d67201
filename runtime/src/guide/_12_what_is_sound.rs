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
//! | A rule of a policy that is refused as dead decides nothing | `a_rule_is_dead_if_and_only_if_no_decision_changes_without_it` |
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
//! | P101 `prompt_from_format` | `format!`, `+`, `push_str`, `replace` in what goes to `preamble`, `system`, `prompt` | a client under another name, a helper |
//! | P104 `poisoned_description` | doc comments with hidden characters, or with "ignore all previous instructions" | other words, another language |
//! | P105 `generated_code_run` | `engine.eval(text)`, `python3 -c` with a model's answer, SQL that is all the caller's | code that is written to a file first, a helper |
//! | P203 `panic_in_body` | `unwrap()`, `panic!`, `assert!` | a helper outside the body, an index out of bounds, `expect("why")` |
//! | P204 `unchecked_index` | `list[i]` and `text[a..b]` with an index of the caller's | a helper, a length that was compared with the wrong one |
//! | P205 `lossy_cast` | `as` of a caller's number into a type that does not hold it | types that are out of sight |
//! | P206 `unsafe_block` | `unsafe`, raw pointers | a helper, what a macro expands to; `#![forbid(unsafe_code)]` is sound |
//! | P207 `sql_from_format` | input in the text of an SQL statement | a helper, a function of your own that runs SQL |
//! | P208 `command_from_input` | input in what a shell runs, or as a program's name | a helper, a script on standard input |
//! | P209 `path_from_input` | input in the path of a file | a helper, an imported `read_to_string` |
//! | P210 `url_from_input` | input in the host of a URL | a helper, a client of your own, a redirect |
//! | P211 `template_from_input` | input as a template, a pattern, a script or a filter | a helper, a language of your own |
//! | P214 `html_from_input` | input in HTML without escaping | a helper, a piece of a page that is returned |
//! | P213 `archive_extraction` | `archive.unpack(..)`, entries written without a limit | a helper, a limit that is never compared |
//! | P301 `ambient_network` | `TcpStream::connect`, `reqwest::get` | a helper, an imported function |
//! | P302 `certificate_check_disabled` | `danger_accept_invalid_certs(true)`, `SslVerifyMode::NONE`, a verifier that says yes | a helper, a verifier that does not heed another's answer |
//! | P212 `unchecked_amount` | `+`, `-`, `*` on amounts, counts and sizes of the caller's | names that say nothing of an amount, `sum()` |
//! | P303 `plaintext_url` | `http://`, `ws://`, `redis://` with a host that is not this machine | a constant elsewhere, a host of the settings |
//! | P304 `retry_without_backoff` | a loop that goes on at an error without a pause that grows | `for` over an endless iterator, a pause from elsewhere |
//! | P305 `hardcoded_secret` | literals of the formats of credentials that are known, or with a credential's name | another format, a password of words, one that is put together at run time |
//! | P306 `secret_in_url` | a credential in a query or a path | a helper, a secret under another name |
//! | P307 `ambient_environment` | `env::var`, `env!` of a credential | a helper, a library, an imported `var` |
//! | P308 `weak_crypto` | MD5 of a password, ECB, a nonce that never changes | a helper outside the body, a constant elsewhere |
//! | P309 `timing_unsafe_compare` | `==` on MACs, API keys, passwords | a helper, a secret under another name |
//! | P310 `token_passthrough` | `bearer_auth(..)` with the caller's `Authorization` | all headers copied at once, a helper |
//! | P311 `jwt_unchecked` | `insecure_disable_signature_validation`, `Validation::new(header.alg)`, no audience | a helper, a key that anybody has |
//! | P312 `open_exposure` | permissive CORS, `0.0.0.0`, `http_only(false)` | a mirrored origin, an address of the settings |
//! | P401 `print_in_body` | `println!` and the handles | a helper, an imported `stdout` |
//! | P402 `secret_in_log` | credentials in a log, on the terminal, in a panic | a name that says nothing, a helper |
//! | P403 `unstructured_log` | text from outside in the message of a log | a helper, a text that was read elsewhere |
//! | P404 `error_text_to_caller` | the text of an error in an answer | a helper, an error under another name |
//! | P405 `swallowed_error` | (advice) `let _ =`, `.ok();`, an empty `Err(_)` | a variable that nobody reads |
//! | P406 `personal_data_in_log` | personal data in a log | a name that says nothing, a helper |
//! | P501 `blocking_in_async` | `thread::sleep`, `std::net`, blocking channels | a plain function that blocks, a long computation |
//! | P502 `lock_across_await` | a guard of a lock alive at an `.await` | a guard from a helper or in a field, `try_lock`; the guards of `std` are refused by their type |
//! | P503 `unbounded_loop` | `loop` without an end or a checkpoint | `while` with a condition that always holds, `for _ in 0..` |
//! | P504 `unbounded_memory` | `with_capacity(n)` with an `n` of the caller's, `unbounded_channel()`, `read_to_end` of a stream | a helper, a list that grows in a loop |
//! | P505 `detached_task` | `tokio::spawn`, `thread::spawn` | an imported `spawn`, a handle of a runtime |
//! | P506 `global_state` | a `static` that is changed: `COUNT.fetch_add(..)`, `CACHE.lock()` | a static given to a function, a helper, a method of your own |
//! | P507 `unbounded_recursion` | a function that calls itself without a depth that falls | a cycle through another file, a depth that only counts |
//! | P508 `process_exit` | `process::exit`, `abort`, `panic::set_hook` | an imported `exit`, a helper, a stack overflow |
//! | P509 `leak` | `mem::forget`, `Box::leak`, `into_raw` | a cycle of `Arc`s, an imported `forget` |
//! | P510 `check_then_use` | `exists()` before `File::open`, `/tmp/name` made by hand | a path under another name, a helper |
//! | P601 `ambient_filesystem` | `std::fs`, `File::open` | a helper, a renamed import |
//! | P602 `ambient_process` | `Command::new`, `fork`, `system` | a helper, a renamed import |
//! | P603 `environment_change` | `env::set_var`, `set_current_dir`, `umask` | a helper, an imported `set_var` |
//! | P604 `plain_credential` | a credential in a `String` | a type that is not written, an alias |
//! | P605 `secret_copied_out` | a copy of a revealed secret | `format!`, a helper |
//! | P606 `world_readable_file` | `0o666`, `0o777`, a credential in a file of everybody | a mode that is computed |
//! | P607 `cleartext_storage` | a credential stored as it is | a helper, a statement that is elsewhere |
//! | P701 `dynamic_capability` | `gate.call_json(&name, ..)` with a name from data | a helper, a table of handlers |
//! | P706 `generic_identity` | `spiffe://example.com/agent`, without role and environment (advice) | an identity that is put together at run time |
//! | P707 `broad_grant` | one principal on every capability, `GRANT ALL` (advice) | an authorizer of your own, rights from a list |
//! | P708 `dynamic_loading` | `Library::new`, `dlopen`, `include!` from outside | a helper, a renamed import |
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
