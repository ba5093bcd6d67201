//! What a row of tokens spells: a path, what a method is called on, what becomes of a result.
//!
//! It must never look at scopes or add a fact: both belong to the one who reads the row.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenTree};
use syn::Expr;

use super::Outcome;
use super::calls::outcome_of_receiver;
use super::word::{plain, word};
use crate::diagnostics::Place;

/// How many tokens before a dot are read as what the method is called on.
const LONGEST_RECEIVER: usize = 64;

pub(super) struct WrittenPath {
    pub(super) segments: Vec<String>,
    pub(super) place: Place,
    /// Where the tokens go on behind it.
    pub(super) next: usize,
}

/// `a::b::<C>::d`, from its first name.
pub(super) fn written_path(tokens: &[TokenTree], at: usize) -> WrittenPath {
    let mut path = WrittenPath { segments: Vec::new(), place: Span::call_site().into(), next: at };
    while let Some(TokenTree::Ident(ident)) = tokens.get(path.next) {
        if path.segments.is_empty() {
            path.place.start = ident.span();
        }
        path.place.end = ident.span();
        path.segments.push(plain(ident));
        path.next = after_generics(tokens, path.next + 1);
        if !(is_path_separator(tokens, path.next) && is_ident(tokens, path.next + 2)) {
            break;
        }
        path.next += 2;
    }
    path
}

/// `<T>::f` and `<T as Trait>::f`, which count as `T::f`.
pub(super) fn qualified_path(tokens: &[TokenTree], at: usize) -> Option<WrittenPath> {
    let behind = behind_angles(tokens, at)?;
    let first = if is_path_separator(tokens, at + 1) { at + 3 } else { at + 1 };
    let (mut own, function) = (written_path(tokens, first), written_path(tokens, behind + 2));
    if own.segments.is_empty() || function.segments.is_empty() || !is_path_separator(tokens, behind) {
        return None;
    }
    own.segments.extend(function.segments);
    let place = Place { start: tokens.get(at)?.span(), end: function.place.end };
    Some(WrittenPath { segments: own.segments, place, next: function.next })
}

/// What stands before a dot, if it parses by itself.
pub(super) fn receiver(tokens: &[TokenTree], dot: usize) -> Option<Expr> {
    let mut backwards: Vec<TokenTree> = Vec::new();
    for token in tokens.iter().take(dot).rev() {
        let next = backwards.last();
        let belongs = match token {
            TokenTree::Punct(punct) => match punct.as_char() {
                '.' | '?' | ':' => true,
                '!' => matches!(next, Some(TokenTree::Group(_))),
                // Generics, most likely: brackets behind them are arguments and no tuple.
                '>' => return None,
                _ => false,
            },
            _ => !matches!(next, Some(TokenTree::Ident(_) | TokenTree::Literal(_))),
        };
        if !belongs {
            break;
        }
        if backwards.len() == LONGEST_RECEIVER {
            return None;
        }
        backwards.push(token.clone());
    }
    syn::parse2(backwards.into_iter().rev().collect()).ok()
}

pub(super) fn outcome_of_tokens(tokens: &[TokenTree], at: usize) -> Outcome {
    match tokens.get(at) {
        Some(TokenTree::Punct(punct)) if punct.as_char() == '?' => Outcome::Taken,
        Some(TokenTree::Punct(punct)) if punct.as_char() == '.' => match tokens.get(at + 1) {
            Some(TokenTree::Ident(name)) if name == "await" => Outcome::Awaited,
            Some(TokenTree::Ident(name)) => outcome_of_receiver(&word(name), Outcome::Unknown),
            _ => Outcome::Unknown,
        },
        _ => Outcome::Unknown,
    }
}

/// `*mut T`, `*const T`; `a * const { N }` is a product.
pub(super) fn is_pointer_type(tokens: &[TokenTree], at: usize) -> bool {
    let is_block =
        matches!(tokens.get(at + 2), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace);
    is_punct(tokens, at, '*') && is_word(tokens, at + 1, &["const", "mut"]) && !is_block
}

pub(super) fn parenthesised(tokens: &[TokenTree], at: usize) -> Option<&Group> {
    match tokens.get(at) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => Some(group),
        _ => None,
    }
}

/// The name before the brackets, if they are the arguments of a call.
pub(super) fn called(tokens: &[TokenTree], at: usize) -> Option<&Ident> {
    match at.checked_sub(1).and_then(|before| tokens.get(before)) {
        Some(TokenTree::Ident(name)) if parenthesised(tokens, at).is_some() => Some(name),
        _ => None,
    }
}

pub(super) fn is_path_separator(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens, at, ':') && is_punct(tokens, at + 1, ':')
}

/// Behind `::<..>`, or where it is if there is none.
pub(super) fn after_generics(tokens: &[TokenTree], at: usize) -> usize {
    let generics = if is_path_separator(tokens, at) { behind_angles(tokens, at + 2) } else { None };
    generics.unwrap_or(at)
}

/// Behind the `>` that belongs to the `<` here.
fn behind_angles(tokens: &[TokenTree], at: usize) -> Option<usize> {
    if !is_punct(tokens, at, '<') {
        return None;
    }
    let mut open = 1_usize;
    for next in at + 1..tokens.len() {
        if is_punct(tokens, next, '<') {
            open += 1;
        } else if is_punct(tokens, next, '>') && !is_punct(tokens, next - 1, '-') {
            open -= 1;
        }
        if open == 0 {
            return Some(next + 1);
        }
    }
    None
}

fn is_punct(tokens: &[TokenTree], at: usize, character: char) -> bool {
    tokens.get(at).is_some_and(|token| is_character(token, character))
}

pub(super) fn is_character(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

pub(super) fn is_ident(tokens: &[TokenTree], at: usize) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Ident(_)))
}

pub(super) fn is_word(tokens: &[TokenTree], at: usize, words: &[&str]) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Ident(ident)) if words.iter().any(|word| ident == word))
}
