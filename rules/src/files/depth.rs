//! How deep the tree of a source can become, from its tokens alone: parsers and visitors need stack for each level.
//!
//! Brackets are levels, and so may be the tokens between two separators: `a + b + c`, `!!!a`, `a.b().c()`,
//! `if a {} else if b {}`, `A<B<C>>`.

use proc_macro2::{Delimiter, TokenStream, TokenTree, token_stream};

/// Brackets in brackets.
const DEEPEST: usize = 256;

/// Tokens without a separator, together with those around the brackets that they stand in, by their weights.
const HEAVIEST: usize = 80_000;

/// `<` in a row of tokens, each of which may open the generics of a type.
const MOST_ANGLES: usize = 2_000;

/// The line where it becomes too deep, if it does.
pub(super) fn too_deep(tokens: &TokenStream) -> Option<usize> {
    let mut levels = vec![Level::new(tokens.clone(), 0, 0)];
    while let Some(level) = levels.last_mut() {
        let Some(token) = level.tokens.next() else {
            levels.pop();
            continue;
        };
        let (weight, angles) = level.count(&token);
        let line = token.span().start().line;
        if let TokenTree::Group(group) = token {
            levels.push(Level::new(group.stream(), weight, angles));
        }
        if levels.len() > DEEPEST || weight > HEAVIEST || angles > MOST_ANGLES {
            return Some(line);
        }
    }
    None
}

struct Level {
    tokens: std::iter::Peekable<token_stream::IntoIter>,
    /// What stands around, up to the brackets of this level.
    around: usize,
    angles_around: usize,
    /// Since the last separator.
    weight: usize,
    angles: usize,
    /// The character just before, if it was one.
    before: Option<char>,
    ends: bool,
}

impl Level {
    fn new(tokens: TokenStream, around: usize, angles_around: usize) -> Self {
        let tokens = tokens.into_iter().peekable();
        Self { tokens, around, angles_around, weight: 0, angles: 0, before: None, ends: false }
    }

    /// Counts a token, and says what its row and all around it weighs, and how many angles are open.
    fn count(&mut self, token: &TokenTree) -> (usize, usize) {
        if std::mem::take(&mut self.ends) {
            (self.weight, self.angles) = (0, 0);
        }
        let before = std::mem::replace(&mut self.before, character(token));
        self.weight += weight(token, before);
        match token {
            TokenTree::Punct(punct) => match punct.as_char() {
                ';' => self.ends = true,
                // Between the arguments of a type it ends nothing.
                ',' => self.ends = self.angles == 0,
                '<' => self.angles += 1,
                '>' if !matches!(before, Some('-' | '=')) => self.angles = self.angles.saturating_sub(1),
                // `#![..]`
                '!' if before == Some('#') => self.before = before,
                _ => {}
            },
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => self.ends = !self.goes_on(),
            _ => {}
        }
        (self.around + self.weight, self.angles_around + self.angles)
    }

    /// Whether what follows a `}` may belong to the same expression.
    fn goes_on(&mut self) -> bool {
        match self.tokens.peek() {
            Some(TokenTree::Ident(word)) => word == "else" || word == "as",
            Some(TokenTree::Punct(punct)) => punct.as_char() != '#',
            Some(TokenTree::Group(_)) => true,
            _ => false,
        }
    }
}

/// How much stack a token may cost, in about 4 KiB of a build without optimisation. The longest rows that people write are
/// patterns, `'a'..='z' | 'A'..='Z' | ..`, which are not nested at all.
fn weight(token: &TokenTree, before: Option<char>) -> usize {
    match token {
        TokenTree::Literal(_) => 1,
        // Attributes stand beside each other.
        TokenTree::Group(group) if before == Some('#') && group.delimiter() == Delimiter::Bracket => 0,
        TokenTree::Punct(punct) => match punct.as_char() {
            '#' | ',' | ';' => 0,
            '!' if before == Some('#') => 0,
            // `||` begins a closure.
            '|' if before != Some('|') => 1,
            '+' | '/' | '%' | '^' => 2,
            '.' | '=' => 3,
            '!' | '-' | '*' => 4,
            _ => 8,
        },
        _ => 8,
    }
}

fn character(token: &TokenTree) -> Option<char> {
    match token {
        TokenTree::Punct(punct) => Some(punct.as_char()),
        _ => None,
    }
}
