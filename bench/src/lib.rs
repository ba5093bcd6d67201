//! Portcullis beside its peers: one tool, one input, one run.
//!
//! Nothing here is linked into anything that users build.

#[allow(unsafe_code)] // An allocator cannot be counted without implementing one.
pub mod allocations;
pub mod attack;
pub mod by_hand;
pub mod door;
pub mod engines;
pub mod expansion;
pub mod grants;
pub mod machine;
pub mod measure;
pub mod order;
pub mod parts;
pub mod peers;
pub mod report;
