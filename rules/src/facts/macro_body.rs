//! What stands inside the brackets of a macro. A syntax visitor passes over it; people write `vec![x.unwrap()]`.
//!
//! Whatever parses as expressions or statements is visited like any other code, down to the pieces between commas;
//! the rest is read token by token. What a macro expands to stays unknown.

use std::rc::Rc;

use proc_macro2::{Spacing, Span, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::visit::Visit;
use syn::{Block, Expr, Lit};

use super::binding::{Bound, Text, beside};
use super::calls::runs_closures_elsewhere;
use super::constant::are_constant;
use super::kept::Arguments;
use super::known;
use super::loops::{macro_awaits, macro_may_leave};
use super::reader::Reader;
use super::spelling::is_character;
use super::word::word;
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
        let look = if what_it_makes_is_not_run { Look::default() } else { Look::at(tokens, DEEPEST) };
        let may_parse = !what_it_makes_is_not_run && !look.is_too_deep;
        let is_parsed = may_parse && !look.begins_with_item && !look.is_foreign;
        let arguments = if is_parsed { self.parsed(tokens).map(Rc::new) } else { None };
        let on_constants =
            arguments.as_ref().is_some_and(|arguments| are_constant(arguments.iter().take(judged)));
        let passes = match &arguments {
            // Others look at what stands between the commas.
            Some(arguments) if !self.is_passing && look.pieces == arguments.len() => {
                self.kept.keep(tokens, arguments);
                false
            }
            _ => true,
        };
        let bound = self.bound_to.take().filter(|_| joins_literals || name.last() == "vec");
        let (leaves, awaits) =
            (!self.loops.is_empty() && macro_may_leave(name.last()), macro_awaits(name.last()));
        let in_thread_local = name.standard_macro() == Some("thread_local");
        let is_lazy = name.last() == "lazy_static";
        let literals = arguments.as_deref().map(known::arguments).unwrap_or_default();
        if name.last() == "policy" {
            self.policy(tokens);
        }
        self.add(What::Macro(Macro { name, literals, on_constants }), place);

        let around = std::mem::replace(&mut self.in_thread_local, in_thread_local);
        match arguments {
            Some(arguments) if joins_literals => {
                self.passing(passes, |reader| reader.joined(&arguments, place, bound));
            }
            Some(arguments) => self.passing(passes, |reader| {
                reader.each_argument(None, &arguments, bound.as_ref(), |reader, argument| {
                    reader.visit_expr(argument);
                });
            }),
            None if what_it_makes_is_not_run => {}
            None if may_parse && is_lazy => {
                self.other_than_expressions(without_ref(tokens.clone()), look.is_foreign)
            }
            None if may_parse => self.other_than_expressions(tokens.clone(), look.is_foreign),
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
    fn joined(&mut self, arguments: &Arguments, place: Place, bound_to: Option<Bound>) {
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
    /// `known` is what they hold as expressions, if somebody has tried that.
    pub(super) fn brackets(
        &mut self,
        function: Option<&str>,
        tokens: TokenStream,
        known: Option<Option<Arguments>>,
    ) {
        let elsewhere = function.is_none_or(runs_closures_elsewhere);
        let own_pool = function == Some("install");
        let is_foreign = is_foreign(&tokens);
        match known.unwrap_or_else(|| if is_foreign { None } else { self.parsed(&tokens) }) {
            Some(list) => self.passing(true, |reader| {
                list.iter().for_each(|argument| reader.argument(argument, elsewhere, own_pool));
            }),
            None => self.other_than_expressions(tokens, is_foreign),
        }
    }

    /// Reads what is gone behind it, or stays as long as what is around it.
    fn passing(&mut self, passes: bool, read: impl FnOnce(&mut Self)) {
        let around = self.is_passing;
        self.is_passing |= passes;
        read(self);
        self.is_passing = around;
    }

    /// Statements, or a language of the macro's own. What is foreign as a whole may hold expressions.
    fn other_than_expressions(&mut self, tokens: TokenStream, is_foreign: bool) {
        self.macro_depth += 1;
        let around = std::mem::replace(&mut self.is_passing, true);
        if let Some(block) = if is_foreign { None } else { statements(&tokens) } {
            self.visit_block(&block);
        } else {
            let mut key = None;
            for Piece { tokens, cut } in pieces(tokens) {
                match expression(&tokens, is_foreign) {
                    Some(expr) => {
                        self.inherits(key.take(), &expr);
                        // `"key": value`, `"key" => value`
                        key = if matches!(cut, Some(':' | '=')) { beside(Some(&expr)) } else { None };
                    }
                    None => {
                        key = None;
                        self.scan(tokens);
                    }
                }
            }
        }
        self.is_passing = around;
        self.macro_depth -= 1;
    }

    /// Expressions with commas between.
    pub(super) fn expressions(&self, tokens: &TokenStream) -> Option<Arguments> {
        if is_foreign(tokens) { None } else { self.parsed(tokens) }
    }

    /// The same of what is not foreign, unless that deep nothing is parsed any more.
    fn parsed(&self, tokens: &TokenStream) -> Option<Arguments> {
        let parse = Arguments::parse_terminated;
        if self.macro_depth < DEEPEST { parse.parse2(tokens.clone()).ok() } else { None }
    }
}

/// A piece that is an expression. What cannot be one is not tried.
fn expression(tokens: &[TokenTree], may_be_foreign: bool) -> Option<Expr> {
    let attributes = tokens.chunks(2).take_while(|pair| pair.first().is_some_and(|it| is_character(it, '#')));
    if tokens.get(2 * attributes.count()).is_some_and(begins_item) {
        return None;
    }
    let stream: TokenStream = tokens.iter().cloned().collect();
    if may_be_foreign && is_foreign(&stream) { None } else { syn::parse2(stream).ok() }
}

fn statements(tokens: &TokenStream) -> Option<Block> {
    let stmts = Block::parse_within.parse2(tokens.clone()).ok()?;
    Some(Block { brace_token: syn::token::Brace::default(), stmts })
}

/// What is seen of a macro's tokens at once, before any try to parse them: each look copies them.
#[derive(Default)]
struct Look {
    /// Brackets are nested deeper than is parsed.
    is_too_deep: bool,
    /// Items stand there, and no expressions: a try would cost as much as reading them.
    begins_with_item: bool,
    /// See [`is_foreign`].
    is_foreign: bool,
    /// How many pieces stand between commas.
    pieces: usize,
}

impl Look {
    fn at(tokens: &TokenStream, deepest: usize) -> Self {
        let mut look = Self::default();
        let mut before = Before::default();
        let mut is_next = true;
        for (index, token) in tokens.clone().into_iter().enumerate() {
            let is_comma = is_character(&token, ',');
            look.pieces += usize::from(is_next && !is_comma);
            is_next = is_comma;
            if index == 0 {
                look.begins_with_item = begins_item(&token) || is_character(&token, '#');
            }
            look.is_foreign |= before.is_no_code(&token);
            if let TokenTree::Group(group) = &token {
                let inner = deepest.checked_sub(1).map(|deepest| Self::at(&group.stream(), deepest));
                look.is_too_deep |= inner.as_ref().is_none_or(|inner| inner.is_too_deep);
                look.is_foreign |= inner.is_some_and(|inner| inner.is_foreign) && !before.is_macro();
            }
            before.pass(&token);
        }
        look
    }
}

/// Whether the tokens are those of a macro's rules, or of JSON: `$` and `"key": value` are no code, unless another macro is given
/// them. A try to parse it would copy all of it first, once for each bracket.
fn is_foreign(tokens: &TokenStream) -> bool {
    let mut before = Before::default();
    tokens.clone().into_iter().any(|token| {
        let is_it = match &token {
            TokenTree::Group(group) => !before.is_macro() && is_foreign(&group.stream()),
            token => before.is_no_code(token),
        };
        before.pass(&token);
        is_it
    })
}

/// What stands before a token: `name!`, `macro_rules! name`, a text.
#[derive(Default)]
struct Before {
    bang: bool,
    name: bool,
    text: bool,
}

impl Before {
    fn is_macro(&self) -> bool {
        self.bang || self.name
    }

    fn is_no_code(&self, token: &TokenTree) -> bool {
        is_character(token, '$') || (self.text && is_character(token, ':'))
    }

    fn pass(&mut self, token: &TokenTree) {
        let name = self.bang && matches!(token, TokenTree::Ident(_));
        // `Pair { 0: first }` is code.
        let text = matches!(token, TokenTree::Literal(literal) if word(literal).starts_with('"'));
        *self = Self { bang: is_character(token, '!'), name, text };
    }
}

/// Whether a word begins an item and no expression.
fn begins_item(token: &TokenTree) -> bool {
    const WORDS: [&str; 9] = ["enum", "fn", "impl", "mod", "pub", "struct", "trait", "type", "use"];
    matches!(token, TokenTree::Ident(ident) if WORDS.iter().any(|word| ident == word))
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
