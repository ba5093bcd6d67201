//! `#[exception(rule, reason = "…")]` inside a body: an exception for one statement or one item.
//!
//! rustc has no such attribute, so it is taken out of what is emitted. The rules read the body with a number in its
//! place, `#[exception = 0]`, by which they say what stood under it.

use portcullis_rules::{Diagnostics, Exceptions, Idle};
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use super::exceptions::{Exception, check_exceptions};
use crate::args::Arguments;
use crate::args::capability::Allow;

/// A body and the exceptions in it.
pub struct Scoped {
    /// The body as it is emitted.
    pub stripped: Group,
    /// The body as the rules read it.
    pub marked: Group,
    written: Vec<Written>,
}

/// One attribute, as written.
struct Written {
    name: Ident,
    arguments: TokenStream,
}

/// What is excepted, by the numbers of the attributes.
pub struct Checked {
    written: Vec<Written>,
    exceptions: Vec<(usize, Exception)>,
}

impl Scoped {
    /// Takes the attributes out of a body.
    pub fn of(body: &Group) -> Self {
        let mut written = Vec::new();
        let (stripped, marked) = match has_any(body.stream()) {
            true => take(body, &mut written),
            // As nearly all of them.
            false => (body.clone(), body.clone()),
        };
        Scoped { stripped, marked, written }
    }

    /// Proves that each names rules and has a reason.
    pub fn check(self, out: &mut Diagnostics) -> Checked {
        let mut exceptions = Vec::new();
        for (number, Written { name, arguments }) in self.written.iter().enumerate() {
            let span = name.span();
            let allow = Arguments::read("#[exception(..)]", arguments.clone(), out, |list| Allow {
                span,
                has_reason: list.has("reason"),
                reason: list.text("reason"),
                rules: list.flags(),
            });
            let checked = check_exceptions("exception", &[allow], out);
            exceptions.extend(checked.into_iter().map(|exception| (number, exception)));
        }
        Checked { written: self.written, exceptions }
    }
}

impl Checked {
    /// Adds them to what the rules pass over.
    pub fn allow(&self, allowed: &mut Exceptions) {
        for (number, exception) in &self.exceptions {
            allowed.allow_in(*number, exception.rule);
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    /// What excepts nothing is in the way of who reviews the rest.
    pub fn report_idle(&self, idle: &[Idle], allowed: &Exceptions, out: &mut Diagnostics) {
        for one in idle {
            match *one {
                Idle::Misplaced(number) => {
                    let Some(Written { name, .. }) = self.written.get(number) else { continue };
                    out.error(name, "an exception stands on a statement or an item of a body")
                        .help("move it in front of the whole statement that it is about");
                }
                Idle::Needless(number, rule) => {
                    let Some(Written { name, .. }) = self.written.get(number) else { continue };
                    let help = match allowed.contains(rule) {
                        true => "remove it: `allow(..)` has excepted the whole capability",
                        false => "remove it, or move it in front of the statement that it is about",
                    };
                    out.error(name, format!("there is no `{}` here that could be excepted", rule.name))
                        .help(help);
                }
            }
        }
    }

    /// For the record of the capability.
    pub fn into_exceptions(self) -> impl Iterator<Item = Exception> {
        self.exceptions.into_iter().map(|(_, exception)| exception)
    }

    /// The numbers of all that were written.
    pub fn numbers(&self) -> std::ops::Range<usize> {
        0..self.written.len()
    }
}

fn has_any(tokens: TokenStream) -> bool {
    let mut after_pound = false;
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => {
            let found = (after_pound && name(&group).is_some()) || has_any(group.stream());
            after_pound = false;
            found
        }
        TokenTree::Punct(punct) => {
            after_pound = punct.as_char() == '#';
            false
        }
        _ => {
            after_pound = false;
            false
        }
    })
}

/// The group without the attributes, and with their numbers.
fn take(group: &Group, written: &mut Vec<Written>) -> (Group, Group) {
    let (mut stripped, mut marked) = (TokenStream::new(), TokenStream::new());
    let mut tokens = group.stream().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(pound) if pound.as_char() == '#' => {
                if let Some(TokenTree::Group(attribute)) = tokens.peek()
                    && let Some(found) = name(attribute)
                {
                    marked.extend(mark(&pound, attribute.span(), &found, written.len()));
                    written.push(found);
                    tokens.next();
                } else {
                    stripped.extend([TokenTree::Punct(pound.clone())]);
                    marked.extend([TokenTree::Punct(pound)]);
                }
            }
            TokenTree::Group(inner) => {
                let (one, other) = take(&inner, written);
                stripped.extend([TokenTree::Group(one)]);
                marked.extend([TokenTree::Group(other)]);
            }
            other => {
                stripped.extend([other.clone()]);
                marked.extend([other]);
            }
        }
    }
    let like = |tokens| {
        let mut like = Group::new(group.delimiter(), tokens);
        like.set_span(group.span());
        like
    };
    (like(stripped), like(marked))
}

/// `[exception(..)]`, `[portcullis::exception(..)]`
fn name(attribute: &Group) -> Option<Written> {
    if attribute.delimiter() != Delimiter::Bracket {
        return None;
    }
    let mut last = None;
    for token in attribute.stream() {
        match token {
            TokenTree::Ident(ident) => last = Some(ident),
            TokenTree::Punct(punct) if punct.as_char() == ':' => {}
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                let name = last.filter(|name| name == "exception")?;
                return Some(Written { name, arguments: group.stream() });
            }
            // `#[exception = ".."]` has no arguments either.
            _ => break,
        }
    }
    let name = last.filter(|name| name == "exception")?;
    Some(Written { name, arguments: TokenStream::new() })
}

/// `#[exception = 0]`
fn mark(pound: &Punct, span: Span, written: &Written, number: usize) -> [TokenTree; 2] {
    let mut equals = Punct::new('=', Spacing::Alone);
    equals.set_span(span);
    let inside = [
        TokenTree::Ident(written.name.clone()),
        TokenTree::Punct(equals),
        TokenTree::Literal(Literal::usize_unsuffixed(number)),
    ];
    let mut attribute = Group::new(Delimiter::Bracket, inside.into_iter().collect());
    attribute.set_span(span);
    [TokenTree::Punct(pound.clone()), TokenTree::Group(attribute)]
}
