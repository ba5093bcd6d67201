//! Errors that nobody looks at: `let _ =`, `.ok();`, `Err(_) => {}`.

use syn::{Block, Expr, Pat};

use super::What;
use super::reader::Reader;
use super::word::plain;
use crate::diagnostics::Place;

/// An error that is thrown away.
#[derive(Clone, Debug)]
pub struct Ignored {
    /// How.
    pub by: IgnoredBy,
    /// The function, method or macro (`write!`) whose result it is; empty if it is none of these.
    pub call: String,
    /// Whether the call was awaited. One that was not may be a future, which never ran.
    pub awaited: bool,
}

/// The ways to throw an error away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IgnoredBy {
    /// `let _ = call()`, also `_ = call()`.
    Underscore,
    /// `call().ok();`
    Ok,
    /// `Err(_) => {}` or `Err(_) => continue` in a `match`.
    EmptyArm,
    /// `if let Err(_) = call() {}`.
    EmptyIfLet,
}

impl Reader {
    /// Adds the fact, if `call` is a call.
    pub(super) fn ignored(&mut self, by: IgnoredBy, call: &Expr, place: impl Into<Place>) {
        let (call, awaited) = called(call);
        if !call.is_empty() || !matches!(by, IgnoredBy::Underscore) {
            self.add(What::Ignored(Ignored { by, call, awaited }), place);
        }
    }
}

/// The name of what gives the value, and whether it was awaited.
fn called(mut expr: &Expr) -> (String, bool) {
    let mut awaited = false;
    loop {
        expr = match expr {
            Expr::Await(expr) => {
                awaited = true;
                &expr.base
            }
            Expr::Paren(expr) => &expr.expr,
            Expr::Group(expr) => &expr.expr,
            Expr::Reference(expr) => &expr.expr,
            // What the error is turned into first makes no difference.
            Expr::MethodCall(call)
                if call.method == "map_err" || call.method == "ok" || call.method == "map" =>
            {
                &call.receiver
            }
            Expr::MethodCall(call) => return (plain(&call.method), awaited),
            Expr::Call(call) => match &*call.func {
                Expr::Path(function) => {
                    let last = function.path.segments.last();
                    return (last.map(|last| plain(&last.ident)).unwrap_or_default(), awaited);
                }
                _ => return (String::new(), awaited),
            },
            Expr::Macro(expr) => {
                let last = expr.mac.path.segments.last();
                return (last.map(|last| plain(&last.ident) + "!").unwrap_or_default(), awaited);
            }
            _ => return (String::new(), awaited),
        };
    }
}

/// `Err(_)`, `Err(..)`, `Err(_e)`.
pub(super) fn is_any_error(pat: &Pat) -> bool {
    let Pat::TupleStruct(pat) = pat else { return false };
    pat.path.segments.last().is_some_and(|last| last.ident == "Err")
        && pat.elems.iter().all(|elem| match elem {
            Pat::Wild(_) | Pat::Rest(_) => true,
            Pat::Ident(name) => name.subpat.is_none() && name.ident.to_string().starts_with('_'),
            _ => false,
        })
}

/// `Err(error) if is_fatal(&error)`: what comes after it is what nobody needs to know of.
pub(super) fn examines_an_error(pat: &Pat) -> bool {
    let Pat::Guard(guard) = pat else { return false };
    let Pat::TupleStruct(pat) = &*guard.pat else { return false };
    pat.path.segments.last().is_some_and(|last| last.ident == "Err")
        && pat.elems.iter().any(|elem| matches!(elem, Pat::Ident(_)))
}

/// `{}`, `()`, `continue`.
pub(super) fn does_nothing(body: &Expr) -> bool {
    match body {
        Expr::Block(expr) => is_empty(&expr.block),
        Expr::Tuple(tuple) => tuple.elems.is_empty(),
        Expr::Continue(_) => true,
        _ => false,
    }
}

pub(super) fn is_empty(block: &Block) -> bool {
    block.stmts.is_empty()
}
