//! Code that does not parse, token by token: the languages that macros make up, and whatever is newer than syn.

use proc_macro2::{Delimiter, Group, Span, TokenTree};
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{Expr, Lit};

use super::calls::outcome_of_receiver;
use super::constant::are_constant;
use super::macro_body::{DEEPEST, pieces};
use super::reader::Reader;
use super::{Context, Function, Macro, Method, Outcome, Unsafe, What};
use crate::diagnostics::Place;

impl Reader {
    /// Reads what does not parse. Brackets in it are tried again, unless they are nested too deep for that.
    pub(super) fn scan(&mut self, tokens: Vec<TokenTree>) {
        let mut waiting = vec![tokens];
        while let Some(tokens) = waiting.pop() {
            let mut at = 0;
            while let Some(token) = tokens.get(at) {
                if let TokenTree::Group(group) = token {
                    if self.macro_depth < DEEPEST {
                        let context = self.context_of_group(&tokens, at);
                        self.within(context, |reader| reader.brackets(group.stream()));
                    } else {
                        waiting.push(group.stream().into_iter().collect());
                    }
                }
                at = self.token(&tokens, at, token);
            }
        }
    }

    /// What the words before a bracket say of what is in it.
    fn context_of_group(&self, tokens: &[TokenTree], at: usize) -> Context {
        let word = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at)).map(ToString::to_string);
        let (last, last_but_one) = (word(1), word(2));
        let mut context = self.context;
        match last.as_deref() {
            Some("async") => context.asynchronous = true,
            Some("move") if last_but_one.as_deref() == Some("async") => context.asynchronous = true,
            Some("unsafe") => context.in_unsafe = true,
            _ => {}
        }
        context
    }

    /// Reads what begins with one token, and says where to go on.
    fn token(&mut self, tokens: &[TokenTree], at: usize, token: &TokenTree) -> usize {
        match token {
            TokenTree::Literal(literal) => self.literal(&Lit::new(literal.clone())),
            TokenTree::Punct(punct) if punct.as_char() == '.' => return self.dotted(tokens, at + 1),
            TokenTree::Punct(punct) if is_pointer_type(tokens, at) => {
                self.add(What::Unsafe(Unsafe::RawPointer), punct.span());
            }
            TokenTree::Ident(ident) if ident == "unsafe" => {
                self.add(What::Unsafe(Unsafe::Block), ident.span())
            }
            TokenTree::Ident(ident) if ident == "static" && is_word(tokens, at + 1, &["mut"]) => {
                self.add(What::Unsafe(Unsafe::StaticMut), ident.span());
            }
            TokenTree::Ident(_) => return self.path(tokens, at, false),
            TokenTree::Punct(_) if is_path_separator(tokens, at) && is_ident(tokens, at + 2) => {
                return self.path(tokens, at + 2, true);
            }
            _ => {}
        }
        at + 1
    }

    /// `.name(..)`, after the dot.
    fn dotted(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let Some(TokenTree::Ident(method)) = tokens.get(at) else {
            return at;
        };
        let bracket = after_generics(tokens, at + 1);
        let Some(arguments) = parenthesised(tokens, bracket) else {
            return at + 1;
        };
        let list = self.expressions(&arguments.stream());
        let count = list.as_ref().map_or_else(|| pieces(arguments.stream()).len(), Punctuated::len);
        let end = if count == 0 { arguments.span_close() } else { method.span() };
        let fact = Method {
            name: method.to_string(),
            arguments: count,
            with_text: matches!(list.iter().flatten().next(), Some(Expr::Lit(_))),
            on_constant: false,
            begins_with: None,
            follows: None,
            result: outcome_of_tokens(tokens, bracket + 1),
        };
        self.add(What::Method(fact), Place { start: method.span(), end });
        bracket
    }

    /// A path, from its first name; what follows it says whether it is called.
    fn path(&mut self, tokens: &[TokenTree], at: usize, absolute: bool) -> usize {
        let WrittenPath { segments, place, next } = written_path(tokens, at);
        let is_long = segments.len() > 1;
        let name = self.scopes.resolve(segments, absolute);
        if let (Some(TokenTree::Punct(bang)), Some(TokenTree::Group(group))) =
            (tokens.get(next), tokens.get(next + 1))
            && bang.as_char() == '!'
        {
            let place = Place { end: bang.span(), ..place };
            if self.macro_depth < DEEPEST {
                self.invocation(name, place, &group.stream());
                return next + 2;
            }
            // Its brackets wait with the others: a call for each of them would use up the stack.
            self.add(What::Macro(Macro { name, on_constants: false }), place);
            return next + 1;
        }
        let result = outcome_of_tokens(tokens, next + 1);
        if let Some(brackets) = parenthesised(tokens, next) {
            let list = self.expressions(&brackets.stream());
            let count = list.as_ref().map_or_else(|| pieces(brackets.stream()).len(), Punctuated::len);
            let on_constants = list.as_ref().is_some_and(are_constant);
            self.add(What::Function(Function { name, arguments: Some(count), on_constants, result }), place);
        } else if is_long {
            self.add(What::Function(Function { name, arguments: None, on_constants: false, result }), place);
        }
        next
    }
}

struct WrittenPath {
    segments: Vec<String>,
    place: Place,
    /// Where the tokens go on behind it.
    next: usize,
}

/// `a::b::<C>::d`, from its first name.
fn written_path(tokens: &[TokenTree], at: usize) -> WrittenPath {
    let mut path = WrittenPath { segments: Vec::new(), place: Span::call_site().into(), next: at };
    while let Some(TokenTree::Ident(ident)) = tokens.get(path.next) {
        if path.segments.is_empty() {
            path.place.start = ident.span();
        }
        path.place.end = ident.span();
        path.segments.push(ident.unraw().to_string());
        path.next = after_generics(tokens, path.next + 1);
        if !(is_path_separator(tokens, path.next) && is_ident(tokens, path.next + 2)) {
            break;
        }
        path.next += 2;
    }
    path
}

fn outcome_of_tokens(tokens: &[TokenTree], at: usize) -> Outcome {
    match tokens.get(at) {
        Some(TokenTree::Punct(punct)) if punct.as_char() == '?' => Outcome::Taken,
        Some(TokenTree::Punct(punct)) if punct.as_char() == '.' => match tokens.get(at + 1) {
            Some(TokenTree::Ident(name)) if name == "await" => Outcome::Awaited,
            Some(TokenTree::Ident(name)) => outcome_of_receiver(&name.to_string(), Outcome::Unknown),
            _ => Outcome::Unknown,
        },
        _ => Outcome::Unknown,
    }
}

/// `*mut T`, `*const T`; `a * const { N }` is a product.
fn is_pointer_type(tokens: &[TokenTree], at: usize) -> bool {
    let is_block =
        matches!(tokens.get(at + 2), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace);
    is_punct(tokens, at, '*') && is_word(tokens, at + 1, &["const", "mut"]) && !is_block
}

fn parenthesised(tokens: &[TokenTree], at: usize) -> Option<&Group> {
    match tokens.get(at) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => Some(group),
        _ => None,
    }
}

fn is_path_separator(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens, at, ':') && is_punct(tokens, at + 1, ':')
}

/// Behind `::<..>`, or where it is if there is none.
fn after_generics(tokens: &[TokenTree], at: usize) -> usize {
    if !(is_path_separator(tokens, at) && is_punct(tokens, at + 2, '<')) {
        return at;
    }
    let mut open = 0_usize;
    for next in at + 2..tokens.len() {
        if is_punct(tokens, next, '<') {
            open += 1;
        } else if is_punct(tokens, next, '>') && !is_punct(tokens, next - 1, '-') {
            open -= 1;
        }
        if open == 0 {
            return next + 1;
        }
    }
    at
}

fn is_punct(tokens: &[TokenTree], at: usize, character: char) -> bool {
    tokens.get(at).is_some_and(|token| is_character(token, character))
}

pub(super) fn is_character(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

fn is_ident(tokens: &[TokenTree], at: usize) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Ident(_)))
}

fn is_word(tokens: &[TokenTree], at: usize, words: &[&str]) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Ident(ident)) if words.iter().any(|word| ident == word))
}
