//! What was written, checked: `Raw…` is as written, and what its `check` returns has been proved.
//!
//! Expansion takes only what a `check` returned, and reports nothing.

pub mod attack_test;
pub mod attributes;
pub mod authority;
pub mod capability;
pub mod credential;
pub mod data;
pub mod documentation;
pub mod exceptions;
pub mod failure;
pub mod field;
pub mod limits;
pub mod names;
pub mod owner;
pub mod parameters;
pub mod plugin;
pub mod quantity;
pub mod scoped;
pub mod siblings;
pub mod signature;
pub mod untyped;
pub mod written_type;
