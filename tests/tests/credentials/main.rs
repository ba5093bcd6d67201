//! What `portcullis-patterns` finds, judged by credentials that somebody made who had not read it.
//!
//! `cargo test -p portcullis-tests --test credentials -- --nocapture` prints the figures.

mod contexts;
mod generator;
mod generic;
mod judged;
mod logs;
mod lookalikes;
mod own;
mod tree;
