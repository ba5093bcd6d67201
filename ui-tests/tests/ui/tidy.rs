//! The habits of this folder.
