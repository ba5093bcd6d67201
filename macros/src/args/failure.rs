//! `#[failure(..)]`, and `#[public(..)]`, `#[from]`, `#[source]` inside it.

use portcullis_rules::Diagnostics;
use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, LitStr, Meta, Path, Token};

use super::Arguments;

/// `#[failure(..)]`
pub struct FailureArgs {
    /// `crate = path`: where Portcullis is, if it is renamed or re-exported.
    pub krate: Option<Path>,
}

impl FailureArgs {
    /// Reads what stands between the parentheses of `#[failure(..)]`.
    pub fn parse(tokens: TokenStream, out: &mut Diagnostics) -> Self {
        Arguments::read("#[failure(..)]", tokens, out, |arguments| FailureArgs {
            krate: arguments.path("crate"),
        })
    }
}

/// `#[public("text", retryable)]`, `#[public("text", unknown)]`
pub struct Public {
    /// What callers read.
    pub text: LitStr,
    /// `retryable`: the same call may succeed later.
    pub retryable: bool,
    /// `unknown`: the effect may have happened.
    pub unknown: bool,
}

impl Public {
    /// Reads the one `#[public(..)]` of a variant; `None` if `out` says what is wrong.
    pub fn parse(variant: &Ident, attributes: &[Attribute], out: &mut Diagnostics) -> Option<Self> {
        const HELP: &str = "write what callers may read: `#[public(\"no such customer\")]`";
        let mut written = attributes.iter().filter(|attribute| attribute.path().is_ident("public"));
        let Some(first) = written.next() else {
            out.error(variant, format!("callers have nothing to read when it is `{variant}`"))
                .help("add `#[public(\"…\")]` with a text for callers, and `retryable` if the same call may succeed later");
            return None;
        };
        if let Some(again) = written.next() {
            out.error(again, "`#[public]` is given twice").help("keep one of the two");
        }
        let list = match &first.meta {
            Meta::List(list) if !list.tokens.is_empty() => list,
            other => {
                out.error(other, "`public` needs a text").help(HELP);
                return None;
            }
        };
        match text_and_rest.parse2(list.tokens.clone()) {
            Ok((text, rest)) => {
                let (retryable, unknown) = Arguments::read("#[public(..)]", rest, out, |arguments| {
                    (arguments.flag("retryable"), arguments.flag("unknown"))
                });
                if let (Some(_), Some(unknown)) = (retryable, unknown) {
                    out.error(unknown, "what may have happened must not be tried again")
                        .help("keep `unknown` if the effect may have happened, `retryable` if it has not");
                }
                Some(Public { text, retryable: retryable.is_some(), unknown: unknown.is_some() })
            }
            Err(error) => {
                out.error(error.span(), "`public` begins with a text in quotes").help(HELP);
                None
            }
        }
    }
}

fn text_and_rest(input: ParseStream<'_>) -> syn::Result<(LitStr, TokenStream)> {
    let text = input.parse()?;
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok((text, input.parse()?))
}
