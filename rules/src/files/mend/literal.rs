//! Literals that say too much: a file's mode, an address.

use syn::{Expr, ExprLit, Lit};

use super::finder::Around;
use super::{Draft, range_of};

/// `0o666` becomes `0o644`: who may read it still may, and only its owner changes it. Where a file is made, the usual mask
/// has taken the same bits away already; where one is changed, it may be a socket, which others must be able to write to.
pub(super) fn mode(around: &Around<'_>, expr: &Expr, is_made: bool) -> Option<Draft> {
    let Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) = expr else { return None };
    let mode: u32 = number.base10_parse().ok()?;
    let suffix = number.suffix();
    let says = "let only its owner change it";
    let range = range_of(number.span().into());
    debug_assert!(!around.text(range.clone()).is_empty());
    if mode == 0 {
        // What `umask` is given.
        return Some(Draft::maybe(says).replace(range, format!("0o022{suffix}")));
    }
    let draft = if is_made { Draft::certain(says) } else { Draft::maybe(says) };
    Some(draft.replace(range, format!("0o{:03o}{suffix}", mode & !0o022)))
}

/// `"http://…"` with TLS, `"0.0.0.0:…"` on this machine alone. Whether the other side can do that, nobody knows here.
pub(super) fn address(around: &Around<'_>, code: &str, expr: &Expr) -> Option<Draft> {
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = expr else { return None };
    let (says, changes): (&str, &[(&str, &str)]) = match code {
        "P303" => (
            "speak TLS, if the other side does",
            &[
                ("http://", "https://"),
                ("ws://", "wss://"),
                ("redis://", "rediss://"),
                ("amqp://", "amqps://"),
                ("ldap://", "ldaps://"),
            ],
        ),
        _ => (
            "listen on this machine alone, if nobody else is to reach it",
            &[("0.0.0.0", "127.0.0.1"), ("[::]", "[::1]")],
        ),
    };
    let range = range_of(text.span().into());
    let written = around.text(range.clone());
    let (from, to) = changes.iter().find(|(from, _)| text.value().starts_with(from))?;
    let at = range.start + written.find(from)?;
    Some(Draft::maybe(says).replace(at..at + from.len(), *to))
}
