//! What stands inside the brackets of a macro. A syntax visitor passes over it; people write `vec![x.unwrap()]`.
//!
//! Whatever parses as expressions or statements is visited like any other code, down to the pieces between commas;
//! the rest is read token by token. What a macro expands to stays unknown.

use proc_macro2::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit::Visit;
use syn::{Block, Expr, Lit, Token};

use super::constant::are_constant;
use super::reader::{Reader, outcome_of_receiver};
use super::{Context, Function, Macro, Method, Name, Outcome, Unsafe, What};
use crate::diagnostics::Place;

/// How deep macros and groups inside macros are parsed again; what lies deeper is read token by token.
const DEEPEST: usize = 24;

impl Reader {
    /// `path!(tokens)`.
    pub(super) fn macro_invocation(&mut self, path: &syn::Path, bang: Span, tokens: &TokenStream) {
        let name = self.scopes.name(None, path);
        let start = path.leading_colon.map(|colon| colon.spans[0]);
        let first = path.segments.first().map_or(bang, |segment| segment.ident.span());
        self.invocation(name, Place { start: start.unwrap_or(first), end: bang }, tokens);
    }

    fn invocation(&mut self, name: Name, place: Place, tokens: &TokenStream) {
        let what_it_makes_is_not_run =
            matches!(name.last(), "quote" | "quote_spanned" | "parse_quote" | "stringify");
        let judged = if name.last().ends_with("_eq") || name.last().ends_with("_ne") { 2 } else { 1 };
        let joins_literals = name.standard_macro() == Some("concat");
        let arguments = if what_it_makes_is_not_run { None } else { expressions(tokens) };
        let on_constants =
            arguments.as_ref().is_some_and(|arguments| are_constant(arguments.iter().take(judged)));
        self.add(What::Macro(Macro { name, on_constants }), place);

        match arguments {
            Some(arguments) if joins_literals => self.joined(&arguments, place),
            Some(arguments) => arguments.iter().for_each(|argument| self.visit_expr(argument)),
            None if what_it_makes_is_not_run => {}
            None => self.other_than_expressions(tokens.clone()),
        }
    }

    /// `concat!("ab", "cd")` is one text.
    fn joined(&mut self, arguments: &Punctuated<Expr, Token![,]>, place: Place) {
        let texts = arguments.iter().filter_map(|argument| match argument {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                Lit::Char(character) => Some(character.value().to_string()),
                Lit::Int(number) => Some(number.base10_digits().to_owned()),
                _ => None,
            },
            _ => None,
        });
        self.add(What::Text(texts.collect()), place);
    }

    fn brackets(&mut self, tokens: TokenStream) {
        match expressions(&tokens) {
            Some(list) => list.iter().for_each(|expr| self.visit_expr(expr)),
            None => self.other_than_expressions(tokens),
        }
    }

    /// Statements, or a language of the macro's own.
    fn other_than_expressions(&mut self, tokens: TokenStream) {
        self.macro_depth += 1;
        if let Some(block) = statements(&tokens) {
            self.visit_block(&block);
        } else {
            for piece in pieces(tokens) {
                match syn::parse2::<Expr>(piece.iter().cloned().collect()) {
                    Ok(expr) => self.visit_expr(&expr),
                    Err(_) => self.scan(piece),
                }
            }
        }
        self.macro_depth -= 1;
    }

    /// Reads what does not parse. Brackets in it are tried again, unless they are nested too deep for that.
    fn scan(&mut self, tokens: Vec<TokenTree>) {
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
        let list = expressions(&arguments.stream());
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
        let mut segments = Vec::new();
        let (mut next, mut start, mut end) = (at, Span::call_site(), Span::call_site());
        while let Some(TokenTree::Ident(ident)) = tokens.get(next) {
            if segments.is_empty() {
                start = ident.span();
            }
            end = ident.span();
            segments.push(ident.to_string().trim_start_matches("r#").to_owned());
            next = after_generics(tokens, next + 1);
            if !(is_path_separator(tokens, next) && is_ident(tokens, next + 2)) {
                break;
            }
            next += 2;
        }
        let long = segments.len() > 1;
        let name = self.scopes.resolve(segments, absolute);
        let result = outcome_of_tokens(tokens, next + 1);
        let place = Place { start, end };
        if let (Some(TokenTree::Punct(bang)), Some(TokenTree::Group(group))) =
            (tokens.get(next), tokens.get(next + 1))
            && bang.as_char() == '!'
        {
            self.invocation(name, Place { start, end: bang.span() }, &group.stream());
            return next + 2;
        }
        if let Some(arguments) = parenthesised(tokens, next) {
            let list = expressions(&arguments.stream());
            let count = list.as_ref().map_or_else(|| pieces(arguments.stream()).len(), Punctuated::len);
            let on_constants = list.as_ref().is_some_and(are_constant);
            self.add(What::Function(Function { name, arguments: Some(count), on_constants, result }), place);
        } else if long {
            self.add(What::Function(Function { name, arguments: None, on_constants: false, result }), place);
        }
        next
    }
}

fn expressions(tokens: &TokenStream) -> Option<Punctuated<Expr, Token![,]>> {
    Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens.clone()).ok()
}

fn statements(tokens: &TokenStream) -> Option<Block> {
    let stmts = Block::parse_within.parse2(tokens.clone()).ok()?;
    Some(Block { brace_token: syn::token::Brace::default(), stmts })
}

/// Cut at `,`, `;`, `:` and `=>`, where the languages of macros put their expressions.
fn pieces(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut pieces = vec![Vec::new()];
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let (mut cuts, mut pair) = (false, None);
        if let TokenTree::Punct(punct) = &token {
            let joint = punct.spacing() == Spacing::Joint;
            let mut takes = |character: char| tokens.next_if(|next| joint && is_character(next, character));
            match punct.as_char() {
                ',' | ';' => cuts = true,
                ':' => {
                    pair = takes(':');
                    cuts = pair.is_none();
                }
                '=' => cuts = takes('>').is_some(),
                _ => {}
            }
        }
        match pieces.last_mut() {
            Some(piece) if !cuts => piece.extend([token].into_iter().chain(pair)),
            _ => pieces.push(Vec::new()),
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
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

fn is_character(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

fn is_ident(tokens: &[TokenTree], at: usize) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Ident(_)))
}

fn is_word(tokens: &[TokenTree], at: usize, words: &[&str]) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Ident(ident)) if words.iter().any(|word| ident == word))
}
