//! Code that does not parse, token by token: the languages that macros make up, and whatever is newer than syn.

use proc_macro2::{Group, Ident, TokenTree};
use syn::punctuated::Punctuated;
use syn::{Expr, Lit};

use super::constant::are_constant;
use super::known;
use super::macro_body::{DEEPEST, pieces};
use super::reader::Reader;
use super::spelling::{
    WrittenPath, after_generics, called, is_ident, is_path_separator, is_pointer_type, is_word,
    outcome_of_tokens, parenthesised, qualified_path, receiver, written_path,
};
use super::word::{plain, word};
use super::{Context, Function, Macro, Outcome, Unsafe, What};
use crate::diagnostics::Place;

impl Reader {
    /// Reads what does not parse. Brackets in it are tried again, unless they are nested too deep for that.
    pub(super) fn scan(&mut self, tokens: Vec<TokenTree>) {
        let mut waiting = vec![tokens];
        while let Some(tokens) = waiting.pop() {
            let mut at = 0;
            while let Some(token) = tokens.get(at) {
                if let TokenTree::Group(group) = token {
                    let list = self.read_ahead.take().filter(|(index, _)| *index == at).map(|(_, list)| list);
                    if self.macro_depth < DEEPEST {
                        let context = self.context_of_group(&tokens, at);
                        let function = called(&tokens, at).map(plain);
                        self.within(context, |reader| {
                            reader.brackets(function.as_deref(), group.stream(), list);
                        });
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
        let word = |back: usize| match at.checked_sub(back).and_then(|at| tokens.get(at)) {
            Some(TokenTree::Ident(ident)) => Some(word(ident)),
            _ => None,
        };
        let (last, last_but_one) = (word(1), word(2));
        let mut context = self.context;
        match last.as_deref() {
            Some("async") => context.asynchronous = true,
            Some("move") if last_but_one.as_deref() == Some("async") => context.asynchronous = true,
            Some("unsafe") => context.in_unsafe = true,
            Some("const") => context.at_compile_time = true,
            _ => {}
        }
        context
    }

    /// Reads what begins with one token, and says where to go on.
    fn token(&mut self, tokens: &[TokenTree], at: usize, token: &TokenTree) -> usize {
        match token {
            TokenTree::Literal(literal) => self.literal(&Lit::new(literal.clone()), None),
            TokenTree::Punct(punct) if punct.as_char() == '?' => self.leaves_all(),
            TokenTree::Ident(ident) if ident == "break" || ident == "return" => self.leaves_all(),
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
            TokenTree::Ident(ident) if ident == "raw" && is_word(tokens, at + 1, &["const", "mut"]) => {
                self.add(What::Unsafe(Unsafe::RawPointer), ident.span());
            }
            // `fn name(..)` declares it, and calls nothing.
            TokenTree::Ident(ident) if ident == "fn" && is_ident(tokens, at + 1) => return at + 2,
            TokenTree::Ident(_) => return self.path(tokens, written_path(tokens, at), false),
            TokenTree::Punct(_) if is_path_separator(tokens, at) && is_ident(tokens, at + 2) => {
                return self.path(tokens, written_path(tokens, at + 2), true);
            }
            TokenTree::Punct(punct) if punct.as_char() == '<' => {
                if let Some(path) = qualified_path(tokens, at) {
                    return self.path(tokens, path, false);
                }
            }
            // A lifetime: `'static mut` declares nothing.
            TokenTree::Punct(punct) if punct.as_char() == '\'' => return at + 2,
            _ => {}
        }
        at + 1
    }

    /// `.name(..)`, after the dot. What follows the name is read next.
    fn dotted(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let Some(TokenTree::Ident(method)) = tokens.get(at) else {
            return at;
        };
        if method == "await" {
            self.awaits_at(method.span());
        }
        let bracket = after_generics(tokens, at + 1);
        if let Some(arguments) = parenthesised(tokens, bracket) {
            let receiver = if self.macro_depth < DEEPEST { receiver(tokens, at - 1) } else { None };
            let result = outcome_of_tokens(tokens, bracket + 1);
            self.method_of_tokens(receiver.as_ref(), method, arguments, result, bracket);
        }
        at + 1
    }

    fn method_of_tokens(
        &mut self,
        receiver: Option<&Expr>,
        method: &Ident,
        arguments: &Group,
        result: Outcome,
        bracket: usize,
    ) {
        let list = self.expressions(&arguments.stream());
        let count = list.as_ref().map_or_else(|| pieces(arguments.stream()).len(), Punctuated::len);
        let end = if count == 0 { arguments.span_close() } else { method.span() };
        if method == "checkpoint" {
            self.has_checkpoint();
        }
        let fact = self.method_fact(plain(method), count, list.as_ref(), receiver, result);
        self.add(What::Method(fact), Place { start: method.span(), end });
        self.read_ahead = Some((bracket, list));
    }

    /// A path; what follows it says whether it is called.
    fn path(&mut self, tokens: &[TokenTree], path: WrittenPath, absolute: bool) -> usize {
        let WrittenPath { segments, place, next } = path;
        let is_long = segments.len() > 1;
        let name = self.scopes.resolve(segments.join("::"), absolute);
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
            self.add(What::Macro(Macro { name, literals: Vec::new(), on_constants: false }), place);
            return next;
        }
        if let Some(brackets) = parenthesised(tokens, next) {
            let list = self.expressions(&brackets.stream());
            let count = list.as_ref().map_or_else(|| pieces(brackets.stream()).len(), Punctuated::len);
            let on_constants = list.as_ref().is_some_and(are_constant);
            let result = outcome_of_tokens(tokens, next + 1);
            let literals = list.as_ref().map(known::arguments).unwrap_or_default();
            let types = Vec::new();
            let fact = Function { name, arguments: Some(count), literals, on_constants, types, result };
            self.add(What::Function(fact), place);
            self.read_ahead = Some((next, list));
        } else if is_long {
            self.add(
                What::Function(Function {
                    name,
                    arguments: None,
                    literals: Vec::new(),
                    on_constants: false,
                    types: Vec::new(),
                    result: Outcome::Unknown,
                }),
                place,
            );
        }
        next
    }
}
