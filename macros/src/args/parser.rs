//! The one parser of attribute arguments: `key`, `key = value`, `key(…)`.
//!
//! All attributes are read through it, so that an unknown key, a repeated key and a value of the wrong kind
//! are reported alike everywhere. It must never pass over an argument that nobody asked for.

use portcullis_rules::{Diagnostics, Place};
use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{
    Attribute, Expr, ExprLit, ExprPath, ExprUnary, Ident, Lit, LitInt, LitStr, Meta, Path, Token, UnOp,
};

/// The arguments of one attribute, or of one list inside an attribute.
///
/// Each method asks for one key and takes it out; what is left when the reader is done is unknown.
pub struct Arguments<'a> {
    /// As messages call it: `#[validate(..)]`, `length(..)`.
    owner: String,
    is_empty: bool,
    written: Vec<Argument>,
    accepted: Vec<&'static str>,
    out: &'a mut Diagnostics,
}

struct Argument {
    key: Ident,
    value: Value,
}

enum Value {
    Flag,
    Assigned(Expr),
    List(TokenStream),
}

/// A whole number: written out, or a constant's name whose value only the compiler knows.
#[derive(Clone)]
pub struct Whole {
    pub expression: Expr,
    pub known: Option<u64>,
}

/// A number that may be negative or have a fraction, or a constant's name.
#[derive(Clone)]
pub struct Number {
    pub expression: Expr,
    pub known: Option<f64>,
}

impl<'a> Arguments<'a> {
    /// Reads the tokens between an attribute's parentheses; unknown keys are reported when `read` returns.
    pub fn read<T>(
        owner: impl Into<String>,
        tokens: TokenStream,
        out: &'a mut Diagnostics,
        read: impl FnOnce(&mut Arguments<'_>) -> T,
    ) -> T {
        let (owner, is_empty) = (owner.into(), tokens.is_empty());
        let written = split(&owner, tokens, out);
        let mut arguments = Arguments { owner, is_empty, written, accepted: Vec::new(), out };
        let value = read(&mut arguments);
        arguments.report_unknown();
        value
    }

    /// Reads all `#[name(..)]` among `attributes` as if they were one.
    pub fn read_attributes<T>(
        name: &str,
        attributes: &[Attribute],
        out: &'a mut Diagnostics,
        read: impl FnOnce(&mut Arguments<'_>) -> T,
    ) -> T {
        let owner = format!("#[{name}(..)]");
        let mut written = Vec::new();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
            match &attribute.meta {
                Meta::List(list) => written.extend(split(&owner, list.tokens.clone(), out)),
                other => {
                    out.error(other, format!("`#[{name}]` needs arguments"))
                        .help(format!("write them in parentheses: `{owner}`"));
                }
            }
        }
        let mut arguments =
            Arguments { owner, is_empty: written.is_empty(), written, accepted: Vec::new(), out };
        let value = read(&mut arguments);
        arguments.report_unknown();
        value
    }

    /// Whether nothing at all stands there.
    pub fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// `key`
    pub fn flag(&mut self, name: &'static str) -> Option<Span> {
        let argument = self.take(name)?;
        match argument.value {
            Value::Flag => Some(argument.key.span()),
            _ => self.wrong(&argument, format!("`{name}` takes no value"), format!("write `{name}` alone")),
        }
    }

    /// `key = "…"`
    pub fn text(&mut self, name: &'static str) -> Option<LitStr> {
        let argument = self.take(name)?;
        self.as_text(name, &argument)
    }

    /// Whether `key` is written, whatever its value.
    pub fn has(&self, name: &str) -> bool {
        self.written.iter().any(|argument| argument.key == name)
    }

    /// `key = "…"`, as often as it is written.
    pub fn texts(&mut self, name: &'static str) -> Vec<LitStr> {
        let mut texts = Vec::new();
        for argument in self.take_all(name) {
            texts.extend(self.as_text(name, &argument));
        }
        texts
    }

    /// `key = "some::path"`, as serde writes paths.
    pub fn quoted_path(&mut self, name: &'static str) -> Option<LitStr> {
        let argument = self.take(name)?;
        self.as_quoted_path(name, &argument)
    }

    /// `key` alone, or `key = "some::path"`.
    pub fn flag_or_quoted_path(&mut self, name: &'static str) -> Option<Option<LitStr>> {
        let argument = self.take(name)?;
        match argument.value {
            Value::Flag => Some(None),
            _ => self.as_quoted_path(name, &argument).map(Some),
        }
    }

    /// `key = 5` or `key = MAX`
    pub fn whole(&mut self, name: &'static str) -> Option<Whole> {
        self.as_whole(name, format!("write a whole number or a constant's name: `{name} = 10`"))
    }

    /// `key = 5`; a constant's name is read as well, for whoever refuses it to say why.
    pub fn written_whole(&mut self, name: &'static str) -> Option<Whole> {
        self.as_whole(name, format!("write a whole number: `{name} = 10`"))
    }

    fn as_whole(&mut self, name: &'static str, help: String) -> Option<Whole> {
        let argument = self.take(name)?;
        let Value::Assigned(expression) = &argument.value else {
            return self.wrong(&argument, format!("`{name}` needs a number"), help);
        };
        match peel(expression) {
            Expr::Path(_) | Expr::Block(_) => Some(Whole { expression: expression.clone(), known: None }),
            Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => match integer(number) {
                Some(known) => Some(Whole { expression: bare(number), known: Some(known) }),
                None => self.wrong(&argument, format!("`{number}` is too large"), help),
            },
            _ => self.wrong(&argument, format!("`{name}` is a whole number, and not negative"), help),
        }
    }

    /// `key = -1.5` or `key = MAX`
    pub fn number(&mut self, name: &'static str) -> Option<Number> {
        let argument = self.take(name)?;
        let help = format!("write a number or a constant's name: `{name} = 10`");
        let Value::Assigned(expression) = &argument.value else {
            return self.wrong(&argument, format!("`{name}` needs a number"), help);
        };
        let peeled = peel(expression);
        match (peeled, literal_number(peeled)) {
            (_, Some(known)) if known.is_finite() && is_whole_in_json(peeled) => {
                Some(Number { expression: peeled.clone(), known: Some(known) })
            }
            (_, Some(_)) => self.wrong(&argument, "no JSON number is that large".to_owned(), help),
            (Expr::Path(_), None) => Some(Number { expression: peeled.clone(), known: None }),
            _ => self.wrong(&argument, format!("`{name}` is a number"), help),
        }
    }

    /// `key = some::path`
    pub fn path(&mut self, name: &'static str) -> Option<Path> {
        let argument = self.take(name)?;
        if let Value::Assigned(expression) = &argument.value
            && let Expr::Path(ExprPath { qself: None, path, .. }) = peel(expression)
        {
            return Some(path.clone());
        }
        self.wrong(
            &argument,
            format!("`{name}` is a path"),
            format!("write it without quotes: `{name} = some::path`"),
        )
    }

    /// `key = …`, whatever expression that is.
    pub fn expression(&mut self, name: &'static str) -> Option<Expr> {
        let argument = self.take(name)?;
        match argument.value {
            Value::Assigned(expression) => Some(expression),
            _ => self.wrong(&argument, format!("`{name}` needs a value"), format!("write `{name} = …`")),
        }
    }

    /// `key = name`
    pub fn name(&mut self, name: &'static str) -> Option<Ident> {
        let argument = self.take(name)?;
        if let Value::Assigned(expression) = &argument.value
            && let Expr::Path(path) = peel(expression)
            && let Some(ident) = path.path.get_ident()
        {
            return Some(ident.clone());
        }
        self.wrong(
            &argument,
            format!("`{name}` is a name"),
            format!("write it without quotes: `{name} = some_name`"),
        )
    }

    /// `key(…)`
    pub fn list<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Span, &mut Arguments<'_>) -> T,
    ) -> Option<T> {
        let argument = self.take(name)?;
        let key = argument.key.span();
        match argument.value {
            Value::List(tokens) => {
                let owner = format!("{name}(..)");
                Some(Arguments::read(owner, tokens, self.out, |list| read(key, list)))
            }
            _ => self.wrong(
                &argument,
                format!("`{name}` needs arguments in parentheses"),
                format!("write `{name}(..)`"),
            ),
        }
    }

    /// `key(…)` with all of the parts `needed`; `example` has them.
    pub fn parts<T>(
        &mut self,
        name: &'static str,
        needed: &[&str],
        example: &str,
        read: impl FnOnce(Span, &mut Arguments<'_>) -> T,
    ) -> Option<T> {
        let argument = self.take(name)?;
        let key = argument.key.span();
        let help = format!("write `{example}`");
        let tokens = match argument.value {
            Value::List(tokens) => tokens,
            Value::Flag => TokenStream::new(),
            Value::Assigned(_) => {
                return self.wrong(&argument, format!("`{name}` needs arguments in parentheses"), help);
            }
        };
        Some(Arguments::read(format!("{name}(..)"), tokens, self.out, |parts| {
            if let Some(missing) = needed.iter().find(|part| !parts.has(part)) {
                parts.out.error(key, format!("`{name}` needs `{missing}`")).help(help);
            }
            read(key, parts)
        }))
    }

    /// `key(…)`, as often as it is written.
    pub fn lists<T>(
        &mut self,
        name: &'static str,
        mut read: impl FnMut(Span, &mut Arguments<'_>) -> T,
    ) -> Vec<T> {
        let mut lists = Vec::new();
        for argument in self.take_all(name) {
            let key = argument.key.span();
            match argument.value {
                Value::List(tokens) => {
                    lists.push(Arguments::read(format!("{name}(..)"), tokens, self.out, |list| {
                        read(key, list)
                    }));
                }
                _ => {
                    let message = format!("`{name}` needs arguments in parentheses");
                    self.wrong::<()>(&argument, message, format!("write `{name}(..)`"));
                }
            }
        }
        lists
    }

    /// All keys without a value that nobody has asked for yet, whatever they are.
    pub fn flags(&mut self) -> Vec<Ident> {
        let (flags, left) =
            self.written.drain(..).partition(|argument| matches!(argument.value, Value::Flag));
        self.written = left;
        let flags: Vec<Argument> = flags;
        flags.into_iter().map(|argument| argument.key).collect()
    }

    /// A key that is known and not supported: says why, and what to do.
    pub fn refuse(&mut self, name: &str, message: impl Into<String>, help: impl Into<String>) -> bool {
        let Some(found) = self.position(name) else { return false };
        let argument = self.written.remove(found);
        while let Some(again) = self.position(name) {
            self.written.remove(again);
        }
        self.out.error(argument.key.span(), message.into()).help(help.into());
        true
    }

    fn as_text(&mut self, name: &str, argument: &Argument) -> Option<LitStr> {
        if let Value::Assigned(expression) = &argument.value
            && let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = peel(expression)
        {
            return Some(text.clone());
        }
        self.wrong(argument, format!("`{name}` needs a text"), format!("write `{name} = \"…\"`"))
    }

    fn as_quoted_path(&mut self, name: &str, argument: &Argument) -> Option<LitStr> {
        let text = self.as_text(name, argument)?;
        if text.parse::<ExprPath>().is_ok() {
            return Some(text);
        }
        self.wrong(
            argument,
            format!("`{name}` is a path in quotes"),
            format!("write `{name} = \"some::path\"`"),
        )
    }

    fn take(&mut self, name: &'static str) -> Option<Argument> {
        let mut all = self.take_all(name).into_iter();
        let first = all.next();
        for again in all {
            self.out.error(again.key.span(), format!("`{name}` is given twice")).help("keep one of the two");
        }
        first
    }

    fn take_all(&mut self, name: &'static str) -> Vec<Argument> {
        self.accepted.push(name);
        let (taken, left) = self.written.drain(..).partition(|argument| argument.key.unraw() == name);
        self.written = left;
        taken
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.written.iter().position(|argument| argument.key.unraw() == name)
    }

    /// Reports a value of the wrong kind, on the value where there is one.
    fn wrong<T>(&mut self, argument: &Argument, message: String, help: String) -> Option<T> {
        let place = match &argument.value {
            Value::Assigned(expression) => Place::from(expression),
            Value::List(tokens) if !tokens.is_empty() => Place::from(tokens),
            Value::Flag | Value::List(_) => Place::from(argument.key.span()),
        };
        self.out.error(place, message).help(help);
        None
    }

    fn report_unknown(self) {
        for argument in &self.written {
            let key = argument.key.unraw().to_string();
            let help = match nearest(&key, self.accepted.iter().copied()) {
                Some(known) => format!("did you mean `{known}`? {}", accepted(&self.accepted)),
                None => accepted(&self.accepted),
            };
            self.out
                .error(argument.key.span(), format!("unknown argument `{key}` in `{}`", self.owner))
                .help(help);
        }
    }
}

/// The known name that the user most likely meant.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().max(name.len()) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn accepted(names: &[&str]) -> String {
    match names {
        [] => "it takes no arguments".to_owned(),
        names => {
            let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("accepted are {}", quoted.join(", "))
        }
    }
}

/// Splits at the commas. A faulty argument is reported and skipped, so that the others are still read.
fn split(owner: &str, tokens: TokenStream, out: &mut Diagnostics) -> Vec<Argument> {
    let mut arguments = Vec::new();
    let parse_all = |input: ParseStream<'_>| {
        while !input.is_empty() {
            match input.call(argument) {
                Ok(argument) if input.is_empty() || input.peek(Token![,]) => arguments.push(argument),
                Ok(argument) => {
                    let message = format!("expected a comma after `{}`", argument.key);
                    out.error(input.span(), message).help("separate arguments by commas");
                }
                Err(error) => {
                    out.error(error.span(), format!("cannot read the arguments of `{owner}`: {error}"))
                        .help("write `key`, `key = value` or `key(..)`, separated by commas");
                }
            }
            while !input.is_empty() && !input.peek(Token![,]) {
                input.parse::<TokenTree>()?;
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    };
    if let Err(error) = parse_all.parse2(tokens) {
        out.error(error.span(), error.to_string());
    }
    arguments
}

fn argument(input: ParseStream<'_>) -> syn::Result<Argument> {
    if !input.peek(Ident::peek_any) {
        return Err(input.error("an argument begins with its name"));
    }
    let key = input.call(Ident::parse_any)?;
    let value = if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        if input.is_empty() || input.peek(Token![,]) {
            return Err(syn::Error::new(key.span(), format!("nothing follows `{key} =`")));
        }
        Value::Assigned(input.parse()?)
    } else if input.peek(syn::token::Paren) {
        let content;
        syn::parenthesized!(content in input);
        Value::List(content.parse()?)
    } else {
        Value::Flag
    };
    Ok(Argument { key, value })
}

/// Looks through the invisible groups that `macro_rules!` puts round a fragment.
fn peel(expression: &Expr) -> &Expr {
    match expression {
        Expr::Group(group) => peel(&group.expr),
        other => other,
    }
}

/// The value of a number that is written out, with or without a minus.
fn literal_number(expression: &Expr) -> Option<f64> {
    let digits = |expression: &Expr| match expression {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.base10_digits().parse::<f64>().ok(),
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) => number.base10_digits().parse().ok(),
        _ => None,
    };
    match expression {
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => digits(peel(expr)).map(|number| -number),
        expression => digits(expression),
    }
}

/// Whole numbers are `i64` or `u64` in JSON as we read it.
fn is_whole_in_json(expression: &Expr) -> bool {
    match expression {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.base10_parse::<u64>().is_ok(),
        Expr::Unary(ExprUnary { expr, .. }) => match peel(expr) {
            Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.base10_parse::<i64>().is_ok(),
            _ => true,
        },
        _ => true,
    }
}

fn integer(number: &LitInt) -> Option<u64> {
    number.base10_digits().parse().ok()
}

/// The number without its suffix: `10u32` would not be the `usize` that a length is.
fn bare(number: &LitInt) -> Expr {
    let lit = Lit::Int(LitInt::new(number.base10_digits(), number.span()));
    Expr::Lit(ExprLit { attrs: Vec::new(), lit })
}
