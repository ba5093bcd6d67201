//! One file a rule: its page, as the doc comment, and what it looks for among the facts.
//!
//! A rule reads [`Facts`](crate::facts::Facts) and nothing else; it never visits syntax.

pub mod ambient_environment;
pub mod ambient_filesystem;
pub mod ambient_process;
pub mod blocking_in_async;
pub mod certificate_check_disabled;
pub mod check_then_use;
pub mod cleartext_storage;
pub mod command_from_input;
pub mod default_allow;
pub mod detached_task;
pub mod dynamic_capability;
pub mod dynamic_loading;
pub mod effect_understated;
pub mod environment_change;
pub mod error_text_to_caller;
pub mod generated_code_run;
pub mod global_state;
pub mod hardcoded_secret;
pub mod html_from_input;
pub mod leak;
pub mod lock_across_await;
pub mod panic_in_body;
pub mod path_from_input;
pub mod personal_data_in_log;
pub mod plain_credential;
pub mod print_in_body;
pub mod process_exit;
pub mod prompt_from_format;
pub mod secret_copied_out;
pub mod secret_in_log;
pub mod self_approval;
pub mod sql_from_format;
pub mod swallowed_error;
pub mod template_from_input;
pub mod unbounded_input;
pub mod unbounded_loop;
pub mod unbounded_memory;
pub mod unknown_name;
pub mod unsafe_block;
pub mod unstructured_log;
pub mod url_from_input;
pub mod weak_crypto;
pub mod wildcard_trust;
pub mod world_readable_file;
