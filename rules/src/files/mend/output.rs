//! What is printed, or waits, in a body: `dbg!` goes away, what is meant for readers goes to the log.

use std::ops::Range;

use syn::punctuated::Punctuated;
use syn::{Expr, ExprCall, Macro, Token};

use super::finder::Around;
use super::{Draft, Need, range_of};
use crate::facts::place_of;

/// What becomes of a macro that prints. `statement` is the whole of it with its semicolon.
pub(super) fn mend(
    around: &Around<'_>,
    code: &str,
    mac: &Macro,
    statement: Option<&Range<usize>>,
) -> Option<Draft> {
    if code != "P401" {
        return None;
    }
    let path = range_of((&mac.path).into());
    let bang = range_of(mac.bang_token.span.into());
    let end = range_of(mac.delimiter.span().close().into()).end;
    match mac.path.segments.last()?.ident.to_string().as_str() {
        "dbg" => {
            let parse = Punctuated::<Expr, Token![,]>::parse_terminated;
            let values: Vec<Expr> = mac.parse_body_with(parse).ok()?.into_iter().collect();
            debugged(around, path.start..end, &values, statement)
        }
        // Not certain: what is printed may be the very purpose.
        "println" | "print" if !mac.tokens.is_empty() => {
            Some(logged("info").replace(path.start..bang.start, "tracing::info"))
        }
        "eprintln" | "eprint" if !mac.tokens.is_empty() => {
            Some(logged("error").replace(path.start..bang.start, "tracing::error"))
        }
        _ => None,
    }
}

fn logged(level: &str) -> Draft {
    let says = format!("write it to the log, with `tracing::{level}!`");
    Draft::maybe(says).needs(Need::Dependency("tracing"))
}

/// `dbg!(x)` is `x`.
fn debugged(
    around: &Around<'_>,
    whole: Range<usize>,
    values: &[Expr],
    statement: Option<&Range<usize>>,
) -> Option<Draft> {
    let draft = Draft::certain("leave the value alone");
    let text = |expr: &Expr| around.text(range_of(place_of(expr)));
    if let Some(statement) = statement {
        let rest: Vec<&str> = values.iter().filter(|value| !is_idle(value)).map(text).collect();
        return Some(match rest.as_slice() {
            [] => draft.replace(with_line(around, statement), ""),
            rest => draft.replace(whole, rest.join("; ")),
        });
    }
    Some(match values {
        [] => draft.replace(whole, "()"),
        [value] if is_one(value) || is_alone(around, &whole) => draft.replace(whole, text(value)),
        [value] => draft.replace(whole, format!("({})", text(value))),
        values => {
            let values: Vec<&str> = values.iter().map(text).collect();
            draft.replace(whole, format!("({})", values.join(", ")))
        }
    })
}

/// Does nothing where it stands as a statement: a variable, a field, a literal, a reference to one.
fn is_idle(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) | Expr::Lit(_) => true,
        Expr::Field(field) => is_idle(&field.base),
        Expr::Reference(reference) => is_idle(&reference.expr),
        _ => false,
    }
}

/// Binds as tight as a call does.
fn is_one(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Path(_)
            | Expr::Call(_)
            | Expr::MethodCall(_)
            | Expr::Field(_)
            | Expr::Index(_)
            | Expr::Paren(_)
            | Expr::Tuple(_)
            | Expr::Array(_)
            | Expr::Repeat(_)
            | Expr::Macro(_)
            | Expr::Await(_)
            | Expr::Try(_)
            | Expr::Lit(_)
    )
}

/// Whether nothing beside it could bind to a part of it.
fn is_alone(around: &Around<'_>, whole: &Range<usize>) -> bool {
    let before = around.text(0..whole.start).trim_end();
    let after = around.text(whole.end..around.source.len()).trim_start();
    let begins = ["(", ",", "[", "{", ";", "=>"].iter().any(|it| before.ends_with(it))
        || before.strip_suffix('=').is_some_and(|rest| !rest.ends_with(['=', '<', '>', '!']));
    let is_word =
        |word: &str| before.strip_suffix(word).is_some_and(|rest| rest.ends_with(char::is_whitespace));
    let condition = ["if", "while", "match"].iter().any(|word| is_word(word))
        && after.starts_with('{')
        && !around.text(whole.clone()).contains('{');
    let ends = [";", ",", ")", "]", "}"].iter().any(|it| after.starts_with(it));
    condition || ((begins || is_word("return")) && ends)
}

/// A statement with its line, if it has one of its own.
fn with_line(around: &Around<'_>, statement: &Range<usize>) -> Range<usize> {
    let before = around.text(0..statement.start);
    let after = around.text(statement.end..around.source.len());
    let indented = before.trim_end_matches([' ', '\t']);
    let rest = after.trim_start_matches([' ', '\t']);
    let line = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'));
    match line {
        Some(rest) if indented.ends_with('\n') => indented.len()..around.source.len() - rest.len(),
        None if indented.ends_with('\n') => statement.start..around.source.len() - rest.len(),
        _ => statement.clone(),
    }
}

/// `std::thread::sleep(d)` in async code. Not certain: what is held meanwhile may not be held at an `.await`.
pub(super) fn sleep(around: &Around<'_>, call: &ExprCall) -> Option<Draft> {
    let Expr::Path(function) = &*call.func else { return None };
    let name = around.name(&function.path);
    let (path, whole) = (range_of(place_of(&call.func)), range_of(place_of(&Expr::Call(call.clone()))));
    (name.is_in("std::thread") && name.last() == "sleep").then(|| {
        Draft::maybe("let others work meanwhile")
            .needs(Need::Dependency("tokio"))
            .replace(path, "tokio::time::sleep")
            .after(&whole, ".await")
    })
}
