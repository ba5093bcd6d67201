//! The attribute macros of Portcullis.
