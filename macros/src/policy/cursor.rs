//! One statement's tokens, taken from left to right. It remembers where the next word would stand, so that what is
//! missing is reported there.

use portcullis_rules::{Diagnostics, Finding, Place};
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use syn::{LitStr, Path};

/// Tokens without the invisible groups that `macro_rules!` puts round a fragment, or with parentheses in their place.
pub struct Cursor {
    tokens: Vec<TokenTree>,
    at: usize,
    /// What is underlined when something is missing at the end.
    end: Span,
}

impl Cursor {
    pub fn new(tokens: TokenStream, end: Span) -> Self {
        let mut flat = Vec::new();
        flatten(tokens, &mut flat);
        Cursor { tokens: flat, at: 0, end }
    }

    /// What stands between the brackets of a group.
    pub fn inside(group: &Group) -> Self {
        Cursor::new(group.stream(), group.span_close())
    }

    pub fn is_empty(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub fn peek(&self) -> Option<&TokenTree> {
        self.tokens.get(self.at)
    }

    pub fn advance(&mut self) -> Option<TokenTree> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    /// Where the next token stands, or the end.
    pub fn span(&self) -> Span {
        self.peek().map_or(self.end, TokenTree::span)
    }

    /// Everything up to the first `;`, which is taken as well; the second value says whether there was one.
    pub fn statement(&mut self) -> (Cursor, bool) {
        let start = self.at;
        while let Some(token) = self.advance() {
            if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';') {
                let tokens = self.tokens.get(start..self.at - 1).unwrap_or_default().to_vec();
                return (Cursor { tokens, at: 0, end: token.span() }, true);
            }
        }
        let tokens = self.tokens.get(start..).unwrap_or_default().to_vec();
        let end = tokens.last().map_or(self.end, TokenTree::span);
        (Cursor { tokens, at: 0, end }, false)
    }

    /// Adds an error at the next token.
    pub fn error<'o>(&self, message: impl Into<String>, out: &'o mut Diagnostics) -> &'o mut Finding {
        out.error(self.span(), message)
    }

    /// Takes the word, if it is the next.
    pub fn word(&mut self, word: &str) -> Option<Span> {
        match self.peek() {
            Some(TokenTree::Ident(ident)) if ident == word => {
                let span = ident.span();
                self.at += 1;
                Some(span)
            }
            _ => None,
        }
    }

    pub fn ident(&mut self) -> Option<Ident> {
        let Some(TokenTree::Ident(ident)) = self.peek().cloned() else { return None };
        self.at += 1;
        Some(ident)
    }

    /// The token after the next, if it is a word.
    pub fn second_word(&self) -> Option<Ident> {
        match self.tokens.get(self.at + 1) {
            Some(TokenTree::Ident(ident)) => Some(ident.clone()),
            _ => None,
        }
    }

    pub fn is_punct(&self, character: char) -> bool {
        matches!(self.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == character)
    }

    pub fn punct(&mut self, character: char) -> Option<Punct> {
        match self.peek().cloned() {
            Some(TokenTree::Punct(punct)) if punct.as_char() == character => {
                self.at += 1;
                Some(punct)
            }
            _ => None,
        }
    }

    /// Takes two characters that stand together, such as `&&`.
    pub fn pair(&mut self, text: [char; 2]) -> Option<(Punct, Punct)> {
        let [first, second] = text;
        match (self.tokens.get(self.at).cloned(), self.tokens.get(self.at + 1).cloned()) {
            (Some(TokenTree::Punct(one)), Some(TokenTree::Punct(other)))
                if one.as_char() == first && one.spacing() == Spacing::Joint && other.as_char() == second =>
            {
                self.at += 2;
                Some((one, other))
            }
            _ => None,
        }
    }

    pub fn group(&mut self, delimiter: Delimiter) -> Option<Group> {
        match self.peek().cloned() {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => {
                self.at += 1;
                Some(group)
            }
            _ => None,
        }
    }

    /// Whether the last token that was taken is a pair of parentheses.
    pub fn follows_parentheses(&self) -> bool {
        let last = self.at.checked_sub(1).and_then(|last| self.tokens.get(last));
        matches!(last, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis)
    }

    pub fn literal(&mut self) -> Option<Literal> {
        let Some(TokenTree::Literal(literal)) = self.peek().cloned() else { return None };
        self.at += 1;
        Some(literal)
    }

    pub fn text(&mut self) -> Option<LitStr> {
        let Some(TokenTree::Literal(literal)) = self.peek() else { return None };
        let text = syn::parse2(TokenTree::Literal(literal.clone()).into()).ok()?;
        self.at += 1;
        Some(text)
    }

    /// `name`, `module::name`, `::krate::name`, `Type::<u8>::name`
    pub fn path(&mut self) -> Option<Path> {
        let start = self.at;
        self.pair([':', ':']);
        loop {
            if self.ident().is_none() {
                self.at = start;
                return None;
            }
            if self.pair([':', ':']).is_none() {
                break;
            }
            if self.is_punct('<') {
                self.skip_generics();
                if self.pair([':', ':']).is_none() {
                    break;
                }
            }
        }
        let tokens = self.tokens.get(start..self.at).unwrap_or_default().iter().cloned().collect();
        let path = syn::parse2(tokens).ok();
        if path.is_none() {
            self.at = start;
        }
        path
    }

    fn skip_generics(&mut self) {
        let mut depth = 0_usize;
        while let Some(token) = self.advance() {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
                TokenTree::Punct(punct) if punct.as_char() == '>' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// The rest, as a place to underline.
    pub fn rest(&self) -> Place {
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        let start = rest.first().map_or(self.end, TokenTree::span);
        Place { start, end: rest.last().map_or(start, TokenTree::span) }
    }

    /// From `start` to the last token that was taken.
    pub fn since(&self, start: Span) -> Place {
        let last = self.at.checked_sub(1).and_then(|last| self.tokens.get(last));
        Place { start, end: last.map_or(start, TokenTree::span) }
    }
}

fn flatten(tokens: TokenStream, flat: &mut Vec<TokenTree>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                if joins_conditions(&group) {
                    let mut kept = Group::new(Delimiter::Parenthesis, group.stream());
                    kept.set_span(group.span());
                    flat.push(TokenTree::Group(kept));
                } else {
                    flatten(group.stream(), flat);
                }
            }
            token => flat.push(token),
        }
    }
}

/// Whether a fragment means something else where it is not kept together: `$one && $other`, of which one is `a || b`. A
/// fragment in a fragment is asked for itself.
fn joins_conditions(group: &Group) -> bool {
    let joins =
        |token: TokenTree| matches!(token, TokenTree::Punct(punct) if matches!(punct.as_char(), '&' | '|'));
    group.stream().into_iter().any(joins)
}
