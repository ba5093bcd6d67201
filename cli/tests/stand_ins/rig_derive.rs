//! Stands in for the crate: what is left of it in code that was adopted.

/// The attribute, which nothing uses any more but the import.
pub mod rig_tool {}
