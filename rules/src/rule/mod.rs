//! One file a rule: its page, as the doc comment, and what it looks for among the facts.
//!
//! A rule reads [`Facts`](crate::facts::Facts) and nothing else; it never visits syntax.

pub mod ambient_filesystem;
pub mod blocking_in_async;
pub mod cleartext_storage;
pub mod default_allow;
pub mod detached_task;
pub mod effect_understated;
pub mod error_text_to_caller;
pub mod hardcoded_secret;
pub mod leak;
pub mod panic_in_body;
pub mod personal_data_in_log;
pub mod plain_credential;
pub mod print_in_body;
pub mod secret_copied_out;
pub mod secret_in_log;
pub mod process_exit;
pub mod self_approval;
pub mod swallowed_error;
pub mod unbounded_input;
pub mod unbounded_loop;
pub mod unbounded_memory;
pub mod unknown_name;
pub mod unsafe_block;
pub mod unstructured_log;
pub mod wildcard_trust;
pub mod world_readable_file;
