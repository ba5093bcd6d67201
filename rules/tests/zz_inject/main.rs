//! Temporary.
#[path = "../cases/mod.rs"]
mod cases;
mod pages;
