//! What is known of an argument at once: a literal, a constant's name, a variable's name.
//!
//! It must never follow a variable to its value.

use syn::{Expr, ExprCall, Lit, LitStr, Member, UnOp};

use super::call::{Argument, Known};
use super::place::place_of;
use super::word::{push_word, word};

/// How many references, conversions and fields an argument is looked through.
const DEEPEST: usize = 8;

/// What is known of each of these.
pub(super) fn arguments<'a>(exprs: impl IntoIterator<Item = &'a Expr>) -> Vec<Argument> {
    exprs.into_iter().map(|expr| Argument { known: known(expr), place: place_of(expr) }).collect()
}

/// What is known of a value.
pub(super) fn known(expr: &Expr) -> Known {
    match content(expr) {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Bool(literal) => Known::Bool(literal.value),
            Lit::Int(number) => number.base10_parse().map_or(Known::Unknown, Known::Int),
            literal => text_of(literal).map_or(Known::Unknown, Known::Text),
        },
        Expr::Path(_) | Expr::Field(_) => {
            let mut text = String::new();
            if write_place(content(expr), &mut text, DEEPEST) { Known::Path(text) } else { Known::Unknown }
        }
        Expr::Tuple(tuple) if tuple.elems.is_empty() => Known::List(0),
        Expr::Array(array) if array.elems.iter().all(is_literal) => Known::List(array.elems.len()),
        Expr::Repeat(repeat) if is_literal(&repeat.expr) => match &*repeat.len {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Int(number) => number.base10_parse().map_or(Known::Unknown, Known::List),
                _ => Known::Unknown,
            },
            _ => Known::Unknown,
        },
        _ => Known::Unknown,
    }
}

/// The text of a literal, if it is one of text or bytes.
pub(super) fn text_of(literal: &Lit) -> Option<String> {
    match literal {
        Lit::Str(text) => Some(said(text)),
        Lit::ByteStr(bytes) => Some(String::from_utf8_lossy(&bytes.value()).into_owned()),
        Lit::CStr(text) => Some(text.value().to_string_lossy().into_owned()),
        _ => None,
    }
}

/// What a text says. Most need no decoding, which is done letter by letter.
pub(crate) fn said(text: &LitStr) -> String {
    let mut written = String::new();
    push_word(&mut written, &text.token());
    match written.strip_prefix('"').and_then(|written| written.strip_suffix('"')) {
        Some(plain) if !plain.bytes().any(|byte| matches!(byte, b'\\' | b'\r')) => plain.to_owned(),
        _ => text.value(),
    }
}

/// The literal itself, of which the expression is another form: `String::from("a")`, `&b"a"[..]`.
pub(super) fn literal_in(expr: &Expr) -> Option<&Lit> {
    match content(expr) {
        Expr::Lit(literal) => Some(&literal.lit),
        _ => None,
    }
}

/// Without what changes the form of a value and not what it says.
pub(super) fn content(mut expr: &Expr) -> &Expr {
    for _ in 0..DEEPEST {
        expr = match expr {
            Expr::Reference(expr) => &expr.expr,
            Expr::Paren(expr) => &expr.expr,
            Expr::Group(expr) => &expr.expr,
            Expr::Cast(expr) => &expr.expr,
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => &unary.expr,
            Expr::Index(index) if matches!(*index.index, Expr::Range(_)) => &index.expr,
            Expr::MethodCall(call) if call.args.is_empty() && is_conversion(&call.method) => &call.receiver,
            Expr::Call(call) if is_converting(call) => match call.args.first() {
                Some(argument) => argument,
                None => break,
            },
            _ => break,
        };
    }
    expr
}

/// `.to_string()` and what else gives the same value in another type.
pub(super) fn is_conversion(method: &syn::Ident) -> bool {
    const CONVERSIONS: [&str; 12] = [
        "to_string",
        "to_owned",
        "into",
        "as_str",
        "as_bytes",
        "as_ref",
        "clone",
        "to_vec",
        "into_bytes",
        "as_slice",
        "into_boxed_str",
        "trim",
    ];
    CONVERSIONS.iter().any(|conversion| method == conversion)
}

/// `String::from(text)`, `Cow::Borrowed(text)`.
fn is_converting(call: &ExprCall) -> bool {
    let Expr::Path(function) = &*call.func else { return false };
    let mut segments = function.path.segments.iter().rev();
    let (Some(last), Some(of)) = (segments.next(), segments.next()) else { return false };
    call.args.len() == 1
        && (last.ident == "from"
            && (of.ident == "String" || of.ident == "Vec" || of.ident == "Box" || of.ident == "Cow")
            || of.ident == "Cow" && (last.ident == "Borrowed" || last.ident == "Owned"))
}

fn is_literal(expr: &Expr) -> bool {
    matches!(expr, Expr::Lit(_))
}

/// `a::b`, `a.b.c`.
fn write_place(expr: &Expr, text: &mut String, depth: usize) -> bool {
    match expr {
        Expr::Path(path) if path.qself.is_none() => {
            for (index, segment) in path.path.segments.iter().enumerate() {
                if index > 0 {
                    text.push_str("::");
                }
                push_word(text, &segment.ident);
            }
            true
        }
        Expr::Field(field) if depth > 0 && write_place(&field.base, text, depth - 1) => {
            text.push('.');
            match &field.member {
                Member::Named(name) => text.push_str(&word(name)),
                Member::Unnamed(index) => text.push_str(&index.index.to_string()),
            }
            true
        }
        _ => false,
    }
}
