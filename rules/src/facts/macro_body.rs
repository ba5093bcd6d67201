//! What stands inside the brackets of a macro. A syntax visitor passes over it; people write `vec![x.unwrap()]`.
//!
//! Whatever parses as expressions or statements is visited like any other code, down to the pieces between commas;
//! the rest is read token by token. What a macro expands to stays unknown.

use proc_macro2::{Spacing, Span, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit::Visit;
use syn::{Block, Expr, Lit, Token};

use super::binding::{Bound, Text, beside};
use super::calls::runs_closures_elsewhere;
use super::constant::are_constant;
use super::known;
use super::loops::{macro_awaits, macro_may_leave};
use super::reader::Reader;
use super::spelling::is_character;
use super::{Macro, Name, What};
use crate::diagnostics::Place;

/// How deep brackets inside brackets are parsed; what lies deeper is read token by token.
pub(crate) const DEEPEST: usize = 32;

impl Reader {
    /// `path!(tokens)`.
    pub(super) fn macro_invocation(&mut self, path: &syn::Path, bang: Span, tokens: &TokenStream) {
        let name = self.scopes.macro_name(path);
        let start = path.leading_colon.map(|colon| colon.spans[0]);
        let first = path.segments.first().map_or(bang, |segment| segment.ident.span());
        self.invocation(name, Place { start: start.unwrap_or(first), end: bang }, tokens);
    }

    pub(super) fn invocation(&mut self, name: Name, place: Place, tokens: &TokenStream) {
        let what_it_makes_is_not_run =
            matches!(name.last(), "quote" | "quote_spanned" | "parse_quote" | "stringify");
        let judged = if name.last().ends_with("_eq") || name.last().ends_with("_ne") { 2 } else { 1 };
        let joins_literals = name.standard_macro() == Some("concat");
        let may_parse = !what_it_makes_is_not_run && nests_at_most(DEEPEST, tokens);
        let arguments = if may_parse && !begins_with_item(tokens) { self.expressions(tokens) } else { None };
        let on_constants =
            arguments.as_ref().is_some_and(|arguments| are_constant(arguments.iter().take(judged)));
        let bound = self.bound_to.take().filter(|_| joins_literals || name.last() == "vec");
        let (leaves, awaits) =
            (!self.loops.is_empty() && macro_may_leave(name.last()), macro_awaits(name.last()));
        let in_thread_local = name.standard_macro() == Some("thread_local");
        let is_lazy = name.last() == "lazy_static";
        let literals = arguments.as_ref().map(known::arguments).unwrap_or_default();
        if name.last() == "policy" {
            self.policy(tokens);
        }
        self.add(What::Macro(Macro { name, literals, on_constants }), place);

        let around = std::mem::replace(&mut self.in_thread_local, in_thread_local);
        match arguments {
            Some(arguments) if joins_literals => self.joined(&arguments, place, bound),
            Some(arguments) => self.each_argument(None, &arguments, bound.as_ref(), |reader, argument| {
                reader.visit_expr(argument);
            }),
            None if what_it_makes_is_not_run => {}
            None if may_parse && is_lazy => self.other_than_expressions(without_ref(tokens.clone())),
            None if may_parse => self.other_than_expressions(tokens.clone()),
            None => {
                let around = std::mem::replace(&mut self.macro_depth, DEEPEST);
                self.scan(tokens.clone().into_iter().collect());
                self.macro_depth = around;
            }
        }
        self.in_thread_local = around;
        if leaves {
            self.leaves_all();
        }
        if awaits && self.context.asynchronous {
            self.awaits_at(place);
        }
    }

    /// `concat!("ab", "cd")` is one text.
    fn joined(&mut self, arguments: &Punctuated<Expr, Token![,]>, place: Place, bound_to: Option<Bound>) {
        let texts = arguments.iter().filter_map(|argument| match argument {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                Lit::Char(character) => Some(character.value().to_string()),
                Lit::Int(number) => Some(number.base10_digits().to_owned()),
                _ => None,
            },
            _ => None,
        });
        self.add(What::Text(Text { text: texts.collect(), bound_to }), place);
        arguments.iter().filter(|it| !matches!(it, Expr::Lit(_))).for_each(|it| self.visit_expr(it));
    }

    /// The brackets of what does not parse: the arguments of a `function`, or anything else.
    pub(super) fn brackets(&mut self, function: Option<&str>, tokens: TokenStream) {
        let elsewhere = function.is_none_or(runs_closures_elsewhere);
        let own_pool = function == Some("install");
        match self.expressions(&tokens) {
            Some(list) => list.iter().for_each(|argument| self.argument(argument, elsewhere, own_pool)),
            None => self.other_than_expressions(tokens),
        }
    }

    /// Statements, or a language of the macro's own.
    fn other_than_expressions(&mut self, tokens: TokenStream) {
        self.macro_depth += 1;
        if let Some(block) = statements(&tokens) {
            self.visit_block(&block);
        } else {
            let mut key = None;
            for Piece { tokens, cut } in pieces(tokens) {
                match syn::parse2::<Expr>(tokens.iter().cloned().collect()) {
                    Ok(expr) => {
                        self.inherits(key.take(), &expr);
                        // `"key": value`, `"key" => value`
                        key = if matches!(cut, Some(':' | '=')) { beside(Some(&expr)) } else { None };
                    }
                    Err(_) => {
                        key = None;
                        self.scan(tokens);
                    }
                }
            }
        }
        self.macro_depth -= 1;
    }

    /// Expressions with commas between, unless that deep nothing is parsed any more.
    pub(super) fn expressions(&self, tokens: &TokenStream) -> Option<Punctuated<Expr, Token![,]>> {
        let parse = Punctuated::<Expr, Token![,]>::parse_terminated;
        if self.macro_depth < DEEPEST && !is_pattern(tokens) {
            parse.parse2(tokens.clone()).ok()
        } else {
            None
        }
    }
}

/// Whether the tokens are those of a macro's rules: `$` is no code, unless another macro is given it. A try to parse it would
/// copy all of it first, once for each bracket.
fn is_pattern(tokens: &TokenStream) -> bool {
    // `name!`, `macro_rules! name`
    let (mut follows_bang, mut follows_name) = (false, false);
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Punct(punct) => {
            (follows_bang, follows_name) = (punct.as_char() == '!', false);
            punct.as_char() == '$'
        }
        TokenTree::Ident(_) => {
            (follows_bang, follows_name) = (false, follows_bang);
            false
        }
        TokenTree::Group(group) => {
            let is_of_macro = follows_bang || follows_name;
            (follows_bang, follows_name) = (false, false);
            !is_of_macro && is_pattern(&group.stream())
        }
        TokenTree::Literal(_) => {
            (follows_bang, follows_name) = (false, false);
            false
        }
    })
}

/// Whether items stand in the brackets, and no expressions: a try would cost as much as reading them.
fn begins_with_item(tokens: &TokenStream) -> bool {
    const WORDS: [&str; 9] = ["enum", "fn", "impl", "mod", "pub", "struct", "trait", "type", "use"];
    match tokens.clone().into_iter().next() {
        Some(TokenTree::Ident(ident)) => WORDS.iter().any(|word| ident == word),
        Some(TokenTree::Punct(punct)) => punct.as_char() == '#',
        _ => false,
    }
}

fn statements(tokens: &TokenStream) -> Option<Block> {
    if is_pattern(tokens) {
        return None;
    }
    let stmts = Block::parse_within.parse2(tokens.clone()).ok()?;
    Some(Block { brace_token: syn::token::Brace::default(), stmts })
}

/// Whether brackets are nested at most so deep: a parser of expressions needs stack for each of them.
pub(crate) fn nests_at_most(depth: usize, tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().all(|token| match token {
        TokenTree::Group(group) => depth > 0 && nests_at_most(depth - 1, &group.stream()),
        _ => true,
    })
}

/// Something between two separators, and the one behind it.
pub(super) struct Piece {
    tokens: Vec<TokenTree>,
    /// `=` stands for `=>`.
    cut: Option<char>,
}

/// Cut at `,`, `;`, `:` and `=>`, where the languages of macros put their expressions.
pub(super) fn pieces(tokens: TokenStream) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut piece = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let (mut cut, mut pair) = (None, None);
        if let TokenTree::Punct(punct) = &token {
            let joint = punct.spacing() == Spacing::Joint;
            let mut takes = |character: char| tokens.next_if(|next| joint && is_character(next, character));
            match punct.as_char() {
                ',' | ';' => cut = Some(punct.as_char()),
                ':' => {
                    pair = takes(':');
                    cut = if pair.is_none() { Some(':') } else { None };
                }
                '=' => cut = takes('>').map(|_| '='),
                _ => {}
            }
        }
        if cut.is_some() {
            pieces.push(Piece { tokens: std::mem::take(&mut piece), cut });
        } else {
            piece.extend([token].into_iter().chain(pair));
        }
    }
    pieces.push(Piece { tokens: piece, cut: None });
    pieces.retain(|piece| !piece.tokens.is_empty());
    pieces
}

/// `static ref NAME: T = value;` without the `ref`.
fn without_ref(tokens: TokenStream) -> TokenStream {
    let is_ref = |token: &TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "ref");
    tokens.into_iter().filter(|token| !is_ref(token)).collect()
}
