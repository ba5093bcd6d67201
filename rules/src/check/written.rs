//! An exception as it is written: `allow(rule, reason = "…")`, in an attribute or a comment.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Attribute, Lit, Meta};

use super::SHORTEST_REASON;
use crate::diagnostics::Place;

/// The rules that are lifted, and why.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// Names or codes, which need not exist.
    pub(crate) rules: Vec<String>,
    reason: Option<String>,
    /// Where it stands, if tokens say so. Comments have none.
    pub(super) place: Option<Place>,
}

impl Written {
    /// What an attribute of a statement or an item says: `#[exception(..)]`, `#[capability(.., allow(..))]`.
    pub(crate) fn of_attribute(attribute: &Attribute) -> Vec<Self> {
        let Meta::List(list) = &attribute.meta else { return Vec::new() };
        let Some(last) = list.path.segments.last() else { return Vec::new() };
        if last.ident == "exception" {
            let place = Some(attribute.into());
            vec![Self { place, ..Self::of_arguments(list.tokens.clone()) }]
        } else if last.ident == "capability" || last.ident == "secure_plugin" {
            allows(list.tokens.clone())
        } else {
            Vec::new()
        }
    }

    /// `rule, reason = "…"`
    pub(super) fn of_arguments(tokens: TokenStream) -> Self {
        let mut written = Self::default();
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            let TokenTree::Ident(name) = token else { continue };
            if tokens
                .next_if(|next| matches!(next, TokenTree::Punct(punct) if punct.as_char() == '='))
                .is_none()
            {
                written.rules.push(name.to_string());
            } else if let Some(TokenTree::Literal(value)) = tokens.next()
                && name == "reason"
                && let Lit::Str(reason) = Lit::new(value)
            {
                written.reason = Some(reason.value());
            }
        }
        written
    }

    /// The reason, if it may be one.
    pub(super) fn reason(&self) -> Option<&str> {
        self.reason.as_deref().filter(|reason| {
            reason.trim().chars().count() >= SHORTEST_REASON && !reason.chars().any(char::is_control)
        })
    }

    /// Whether there is a reason that may be one.
    pub(crate) fn has_reason(&self) -> bool {
        self.reason().is_some()
    }
}

/// Each `allow(..)` among the tokens.
pub(super) fn allows(tokens: TokenStream) -> Vec<Written> {
    let mut allows = Vec::new();
    let mut allow = None;
    for token in tokens {
        if let (TokenTree::Group(group), Some(start)) = (&token, allow)
            && group.delimiter() == Delimiter::Parenthesis
        {
            let place = Some(Place { start, end: group.span_close() });
            allows.push(Written { place, ..Written::of_arguments(group.stream()) });
        }
        allow = matches!(&token, TokenTree::Ident(ident) if ident == "allow").then(|| token.span());
    }
    allows
}
