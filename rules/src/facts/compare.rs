//! Comparisons, by the names of what is compared.

use proc_macro2::Span;
use syn::{Expr, Lit, Member};

use super::What;
use super::reader::Reader;
use super::word::plain;
use crate::diagnostics::Place;

/// How many names of one side are written down.
const LONGEST: usize = 8;

/// `left == right` or `left != right`, where neither is a number, a truth value or a character.
#[derive(Clone, Debug)]
pub struct Compare {
    /// `==`, not `!=`.
    pub equal: bool,
    /// The names of the left side, as in `headers.get` for `headers.get("key").unwrap()`; empty if it has none.
    pub left: String,
    /// The names of the right side.
    pub right: String,
    /// Whether one of the sides is a literal of text or bytes.
    pub with_literal: bool,
}

impl Reader {
    pub(super) fn compares(&mut self, equal: bool, left: &Expr, right: &Expr, operator: impl Into<Place>) {
        if is_plain(left) || is_plain(right) {
            return;
        }
        let with_literal = is_literal(left) || is_literal(right);
        let fact = Compare { equal, left: names(left), right: names(right), with_literal };
        if !(fact.left.is_empty() && fact.right.is_empty()) {
            self.add(What::Compare(fact), operator);
        }
    }
}

/// The last name of what is compared, or assigned to: `token` for `self.token`.
pub(super) fn last_name(expr: &Expr) -> String {
    let names = names(expr);
    match names.rsplit_once('.') {
        Some((_, last)) => last.to_owned(),
        None => names,
    }
}

/// The names of an expression, outermost last.
pub(super) fn names(mut expr: &Expr) -> String {
    let mut backwards: Vec<String> = Vec::new();
    while backwards.len() < LONGEST {
        expr = match expr {
            Expr::Reference(expr) => &expr.expr,
            Expr::Unary(expr) => &expr.expr,
            Expr::Paren(expr) => &expr.expr,
            Expr::Group(expr) => &expr.expr,
            Expr::Try(expr) => &expr.expr,
            Expr::Await(expr) => &expr.base,
            Expr::Cast(expr) => &expr.expr,
            Expr::Index(expr) => &expr.expr,
            Expr::Field(expr) => {
                if let Member::Named(name) = &expr.member {
                    backwards.push(plain(name));
                }
                &expr.base
            }
            Expr::MethodCall(call) => {
                if call.method != "unwrap" && call.method != "expect" {
                    backwards.push(plain(&call.method));
                }
                &call.receiver
            }
            Expr::Call(call) => match (&*call.func, call.args.first()) {
                // `Some(token)`
                (Expr::Path(function), Some(argument)) if is_wrapper(&function.path) => argument,
                (function, _) => function,
            },
            Expr::Path(path) => {
                backwards.extend(path.path.segments.last().map(|last| plain(&last.ident)));
                break;
            }
            _ => break,
        };
    }
    backwards.reverse();
    backwards.join(".")
}

fn is_wrapper(path: &syn::Path) -> bool {
    path.get_ident().is_some_and(|name| name == "Some" || name == "Ok" || name == "Err")
}

/// A number, a truth value, a character: nobody guesses these by the time that it takes.
fn is_plain(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(literal) => !matches!(literal.lit, Lit::Str(_) | Lit::ByteStr(_) | Lit::CStr(_)),
        Expr::Unary(expr) => is_plain(&expr.expr),
        Expr::Cast(expr) => is_plain(&expr.expr),
        Expr::Paren(expr) => is_plain(&expr.expr),
        _ => false,
    }
}

fn is_literal(expr: &Expr) -> bool {
    super::known::literal_in(expr).is_some()
}

/// Both characters of `==`.
pub(super) fn operator_place(spans: [Span; 2]) -> Place {
    let [start, end] = spans;
    Place { start, end }
}
