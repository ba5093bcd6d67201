//! Checked models as code that a person would write: thin, hygienic, and with the user's spans.
//!
//! Nothing here reports an error, and nothing names what is outside `__private` and `core`.

pub mod attack_test;
pub mod authority;
mod bounded;
pub mod capability;
mod checks;
pub mod data;
mod disclose;
pub mod failure;
mod flatten;
mod json_schema;
pub mod plugin;
mod proof;
mod rejected_capability;
mod serde_shape;
mod strip;
pub mod stub;
mod variants;
