//! An MCP server over one folder: what a model may do with the folder is list, read, search and stat; if its owner says so,
//! write, move, copy, trash, and with an approval delete as well; and nothing else. It never reaches outside the folder.
//!
//! Read in this order: [`stat`] is a whole capability in few lines, [`list`], [`read`] and [`search`] are larger,
//! [`change`] is what changes the folder, [`offer`] puts them behind a gate, [`serve`] serves it, and [`demo`] attacks it.

pub mod stat;

pub mod list;
pub mod read;
pub mod search;

pub mod change;

mod failure;
mod folder;

pub mod demo;
pub mod offer;
pub mod serve;

pub use failure::FilesFailure;
pub use folder::{FolderError, Served, open, open_to_change};
