//! One file a rule: its page, as the doc comment, and what it looks for among the facts.
//!
//! A rule reads [`Facts`](crate::facts::Facts) and nothing else; it never visits syntax.

pub mod ambient_filesystem;
pub mod blocking_in_async;
pub mod dead_rule;
pub mod default_allow;
pub mod detached_task;
pub mod effect_understated;
pub mod hardcoded_secret;
pub mod panic_in_body;
pub mod print_in_body;
pub mod secret_in_prompt;
pub mod self_approval;
pub mod unbounded_input;
pub mod unknown_name;
pub mod unsafe_block;
pub mod untyped_input;
pub mod untyped_output;
pub mod wildcard_trust;
