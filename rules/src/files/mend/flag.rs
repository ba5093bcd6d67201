//! Flags that turn a protection off: they go back to what they are when nobody says anything.

use syn::{Expr, ExprLit, ExprMethodCall, ExprPath, Lit};

use super::{Draft, range_of};
use crate::diagnostics::Place;
use crate::facts::place_of;

/// `.danger_accept_invalid_certs(true)`, `.http_only(false)`: the literal becomes the other one.
pub(super) fn of_call(code: &str, call: &ExprMethodCall) -> Option<Draft> {
    let mut arguments = call.args.iter();
    match (arguments.next(), arguments.next()) {
        (Some(flag), None) => of_value(code, flag),
        _ => None,
    }
}

/// `true` of `Settings { accept_invalid_certs: true }`, `config.tls_verify = false`.
pub(super) fn of_value(code: &str, value: &Expr) -> Option<Draft> {
    let Expr::Lit(ExprLit { lit: Lit::Bool(flag), .. }) = value else { return None };
    let draft = match code {
        "P302" => Draft::certain("check whom it talks to, which is the default"),
        "P312" => Draft::certain("keep the cookie from scripts and plain connections"),
        // A token that is about to be renewed may well be too old.
        _ => Draft::maybe("check what the token says, which is the default"),
    };
    Some(draft.replace(range_of(flag.span.into()), if flag.value { "false" } else { "true" }))
}

/// `SslVerifyMode::NONE`, `CertificateValidation::None`: the same type's value that checks.
pub(super) fn of_path(path: &ExprPath) -> Option<Draft> {
    let mut segments = path.path.segments.iter().rev();
    let (last, ty) = (&segments.next()?.ident, &segments.next()?.ident);
    let checked = match (ty.to_string().as_str(), last.to_string().as_str()) {
        ("SslVerifyMode", "NONE") => "PEER",
        ("CertificateValidation", "None") => "Default",
        _ => return None,
    };
    let draft = Draft::certain("check whom it talks to");
    Some(draft.replace(range_of(last.span().into()), checked))
}

/// `Cookie::build(..)`, whose builder has both methods in every version of the crate.
pub(super) fn cookie(expr: &Expr) -> Option<Draft> {
    let mut inner = expr;
    let mut called: Vec<String> = Vec::new();
    while let Expr::MethodCall(call) = inner {
        called.push(call.method.to_string());
        inner = &call.receiver;
    }
    let Expr::Call(call) = inner else { return None };
    let Expr::Path(function) = &*call.func else { return None };
    let mut segments = function.path.segments.iter().rev().map(|segment| segment.ident.to_string());
    if segments.next()? != "build" || segments.next()? != "Cookie" {
        return None;
    }
    let missing: String = ["secure", "http_only"]
        .iter()
        .filter(|flag| !called.iter().any(|method| method == *flag))
        .map(|flag| format!(".{flag}(true)"))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let whole: Place = place_of(inner);
    Some(
        Draft::certain("keep the cookie from scripts and plain connections").after(&range_of(whole), missing),
    )
}
