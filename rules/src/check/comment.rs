//! `// portcullis: allow(rule, reason = "…")`, the exception for code that no macro reads.

use proc_macro2::{TokenStream, TokenTree};

use super::written::{Written, allows};
use crate::diagnostics::Place;

const MARK: &str = "portcullis:";

/// A comment that is meant for the rules.
#[derive(Debug)]
pub(super) struct Comment {
    /// What it says; `None` if it is no exception.
    pub(super) written: Option<Written>,
    /// The line of the code that it is about.
    pub(super) target: usize,
    /// Where it stands.
    pub(super) place: Place,
}

/// The comments of a source for the rules, in order.
pub(super) fn all(source: &str) -> Vec<Comment> {
    if !source.contains(MARK) {
        // As nearly all of them.
        return Vec::new();
    }
    let literals = literals_with_mark(source);
    let lines: Vec<&str> = source.trim_start_matches('\u{feff}').lines().collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some((before, text)) = marked(line) else { continue };
        let (number, column) = (index + 1, before.chars().count());
        if literals.iter().any(|[start, end]| (*start..*end).contains(&(number, column))) {
            continue;
        }
        let target = match before.trim().is_empty() {
            false => Some(number),
            true => lines.iter().skip(number).position(|line| is_code(line)).map(|at| number + at + 1),
        };
        let length = line.trim_end().chars().count().saturating_sub(column);
        found.push((number, column, length, target.unwrap_or(number), parse(text)));
    }
    let places = places(found.iter().map(|(line, column, length, ..)| (*line, *column, *length)));
    let found = places.into_iter().zip(found);
    found.map(|(place, (_, _, _, target, written))| Comment { written, target, place }).collect()
}

/// Comments have no spans, so some are made: by reading a word in the place of each.
fn places(words: impl Iterator<Item = (usize, usize, usize)>) -> Vec<Place> {
    let mut text = String::new();
    let mut at = 1;
    for (line, column, length) in words {
        text.extend(std::iter::repeat_n('\n', line.saturating_sub(at)));
        text.extend(std::iter::repeat_n(' ', column));
        text.extend(std::iter::repeat_n('x', length.max(1)));
        at = line;
    }
    let tokens: Result<TokenStream, _> = text.parse();
    tokens.into_iter().flatten().map(|token| token.span().into()).collect()
}

/// What stands before the `//` of a comment for the rules, and after its mark. A comment that only speaks of Portcullis
/// has no brackets behind its first word.
fn marked(line: &str) -> Option<(&str, &str)> {
    let mark = line.find(MARK)?;
    let (before, text) = (line.get(..mark)?, line.get(mark + MARK.len()..)?.trim_start());
    let before = before.trim_end().strip_suffix("//")?;
    let word = text.find(|character: char| !(character.is_alphanumeric() || character == '_'))?;
    let behind = text.get(word..)?;
    (behind.starts_with('(') || (text.starts_with("allow") && behind.trim_start().starts_with('(')))
        .then_some((before, text))
}

fn is_code(line: &str) -> bool {
    let line = line.trim_start();
    !(line.is_empty() || line.starts_with("//") || line.starts_with("#["))
}

/// `allow(rule, reason = "…")`; what stands behind the last bracket is for readers.
fn parse(text: &str) -> Option<Written> {
    let end = text.rfind(')')?;
    let tokens: TokenStream = text.get(..=end)?.parse().ok()?;
    allows(tokens).into_iter().next()
}

/// From where to where the literals stand that hold the mark: it is no comment there. Doc comments are literals too.
fn literals_with_mark(source: &str) -> Vec<[(usize, usize); 2]> {
    let is_script = source.starts_with("#!") && !source.starts_with("#![");
    let script = is_script.then(|| source.replacen("#!", "//", 1));
    let tokens: Result<TokenStream, _> = script.as_deref().unwrap_or(source).parse();
    let mut found = Vec::new();
    let mut waiting: Vec<TokenStream> = tokens.into_iter().collect();
    while let Some(tokens) = waiting.pop() {
        for token in tokens {
            match token {
                TokenTree::Group(group) => waiting.push(group.stream()),
                TokenTree::Literal(literal) if literal.to_string().contains(MARK) => {
                    let (start, end) = (literal.span().start(), literal.span().end());
                    found.push([(start.line, start.column), (end.line, end.column)]);
                }
                _ => {}
            }
        }
    }
    found
}
