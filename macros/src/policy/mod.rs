//! The language of `policy!`: parse, resolve, analyse, emit.
//!
//! [`parse`] gives what is written, [`resolve`] turns it into a different type in which every name has its meaning,
//! [`analyse`] decides what can be decided while compiling, and [`emit`] takes only what was resolved.

mod analyse;
mod condition;
mod cursor;
mod emit;
mod identities;
mod parse;
mod resolve;
mod spiffe;
#[cfg(test)]
mod tests;

use portcullis_rules::Diagnostics;
use proc_macro2::TokenStream;
use quote::quote;

/// The expansion, an expression; where something is wrong, with the errors in it, which an expression cannot have
/// beside it.
pub fn expand(tokens: TokenStream) -> TokenStream {
    let mut out = Diagnostics::new();
    let written = parse::parse(tokens, &mut out);
    let stub = emit::stub(&written);
    let resolved = resolve::resolve(written, &mut out);
    // Where every name has its meaning, the compiler has its say on capabilities and fields as well.
    let expanded = if out.is_empty() {
        analyse::check(&resolved, &mut out);
        emit::emit(&resolved)
    } else {
        stub
    };
    let errors = out.into_compile_errors();
    if errors.is_empty() { expanded } else { quote!({ #errors #expanded }) }
}
