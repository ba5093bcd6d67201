//! The attribute macros of Portcullis.
//!
//! Each entry point parses, checks and expands, or reports. It never reads a file, an environment variable or
//! the network.

use portcullis_rules::Diagnostics;
use proc_macro::TokenStream;

mod args;
mod expand;
mod model;
#[cfg(test)]
mod snapshots;

/// Makes a function a capability: something that callers may ask a gate for.
#[proc_macro_attribute]
pub fn capability(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut out = Diagnostics::new();
    let expanded = match syn::parse::<model::capability::RawCapability>(item.clone()) {
        Ok(raw) => expand::capability::expand(&raw, &arguments.into(), &mut out),
        Err(_) => expand::stub::misplaced("capability", "functions", item.into(), &mut out),
    };
    [expanded, out.into_compile_errors()].into_iter().map(TokenStream::from).collect()
}

/// Makes a struct or an enum input and output of capabilities.
#[proc_macro_attribute]
pub fn data(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut out = Diagnostics::new();
    let expanded = match model::data::RawData::parse(arguments.into(), item.clone().into(), &mut out) {
        Ok(raw) => match raw.check(&mut out) {
            Some(data) => expand::data::expand(&raw.item, &data),
            None => expand::stub::data(&raw),
        },
        Err(_) => expand::stub::misplaced("data", "structs and enums", item.into(), &mut out),
    };
    [expanded, out.into_compile_errors()].into_iter().map(TokenStream::from).collect()
}

/// Makes an enum the failures of capabilities: what callers read of each, and what only the operator reads.
#[proc_macro_attribute]
pub fn failure(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut out = Diagnostics::new();
    let expanded = match model::failure::RawFailure::parse(arguments.into(), item.clone().into(), &mut out) {
        Ok(raw) => match raw.check(&mut out) {
            Some(failure) => expand::failure::expand(&raw.item, &failure),
            None => expand::stub::failure(&raw),
        },
        Err(_) => expand::stub::misplaced("failure", "enums", item.into(), &mut out),
    };
    [expanded, out.into_compile_errors()].into_iter().map(TokenStream::from).collect()
}
