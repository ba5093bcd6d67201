//! An MCP server over one folder: what a model may do with the folder is list, read, search and stat, and nothing
//! else. It never writes into the folder, and never reaches outside it.
//!
//! Read in this order: [`stat`] is a whole capability in few lines, [`list`], [`read`] and [`search`] are larger,
//! [`offer`] puts them behind a gate, [`serve`] serves it, and [`demo`] attacks it.

pub mod stat;

pub mod list;
pub mod read;
pub mod search;

mod failure;
mod folder;

pub mod demo;
pub mod offer;
pub mod serve;

pub use failure::FilesFailure;
pub use folder::{FolderError, Served, open};
