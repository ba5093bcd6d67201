//! Loops: what drives them, and what ends or interrupts them.

use proc_macro2::Span;
use syn::{Expr, Lifetime, Lit};

use super::What;
use super::reader::Reader;
use crate::diagnostics::Place;

/// `loop`, `while`, `for`.
#[derive(Clone, Copy, Debug)]
pub struct Loop {
    /// What drives it.
    pub kind: LoopKind,
    /// Whether something in it may leave it: `break`, `return`, `?`, `bail!`, a panic.
    pub leaves: bool,
    /// Whether it awaits anything.
    pub awaits: bool,
    /// Whether it calls a method `checkpoint`.
    pub has_checkpoint: bool,
    /// Whether it compares numbers: it, and no loop inside it.
    pub counts: bool,
    /// Whether it hands an error on with `?`: it, and no loop inside it.
    pub passes_errors: bool,
    /// Whether it tells success from an error: `Err(..)`, `Ok(..)` in a pattern, `is_err()`; it, and no loop inside it.
    pub sees_errors: bool,
    /// From the keyword to the last brace.
    pub extent: Place,
}

/// What drives a loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoopKind {
    /// `loop`, `while true`.
    Forever,
    /// `while condition`, `while let`.
    While,
    /// `for`.
    For,
}

/// A loop that is being read, or a block with a label, which is left the same way.
pub(super) struct Open {
    label: Option<String>,
    is_block: bool,
    leaves: bool,
    awaits: bool,
    has_checkpoint: bool,
    counts: bool,
    passes_errors: bool,
    sees_errors: bool,
}

impl Reader {
    /// Reads what runs again and again.
    pub(super) fn looped(
        &mut self,
        kind: LoopKind,
        keyword: Span,
        end: Span,
        label: Option<&Lifetime>,
        read: impl FnOnce(&mut Self),
    ) {
        let open = self.open(label, false, read);
        let fact = Loop {
            kind,
            leaves: open.leaves,
            awaits: open.awaits,
            has_checkpoint: open.has_checkpoint,
            counts: open.counts,
            passes_errors: open.passes_errors,
            sees_errors: open.sees_errors,
            extent: Place { start: keyword, end },
        };
        self.add(What::Loop(fact), keyword);
    }

    /// Reads a block with a label.
    pub(super) fn labelled(&mut self, label: &Lifetime, read: impl FnOnce(&mut Self)) {
        self.open(Some(label), true, read);
    }

    fn open(&mut self, label: Option<&Lifetime>, is_block: bool, read: impl FnOnce(&mut Self)) -> Open {
        let label = label.map(|label| label.ident.to_string());
        let open = Open {
            label,
            is_block,
            leaves: false,
            awaits: false,
            has_checkpoint: false,
            counts: false,
            passes_errors: false,
            sees_errors: false,
        };
        self.loops.push(open);
        read(self);
        let closed = self.loops.pop();
        closed.unwrap_or(Open {
            label: None,
            is_block,
            leaves: true,
            awaits: true,
            has_checkpoint: true,
            counts: true,
            passes_errors: true,
            sees_errors: false,
        })
    }

    fn innermost(&mut self) -> Option<&mut Open> {
        self.loops.iter_mut().rev().find(|open| !open.is_block)
    }

    /// `attempt < 5`, `attempt == 5`.
    pub(super) fn counts(&mut self) {
        self.innermost().into_iter().for_each(|open| open.counts = true);
    }

    /// `?`
    pub(super) fn passes_an_error(&mut self) {
        self.innermost().into_iter().for_each(|open| open.passes_errors = true);
    }

    /// `Err(error) => ..`, `let Ok(value) = ..`, `is_err()`.
    pub(super) fn sees_an_error(&mut self) {
        self.innermost().into_iter().for_each(|open| open.sees_errors = true);
    }

    /// `break`, which leaves the innermost loop or all up to the label, and `continue`, which does not leave the last.
    pub(super) fn jumps(&mut self, label: Option<&Lifetime>, is_break: bool) {
        let label = label.map(|label| label.ident.to_string());
        for open in self.loops.iter_mut().rev() {
            let is_target = match &label {
                Some(_) => open.label == label,
                None => !open.is_block,
            };
            if !is_target {
                // An inner block says nothing of the loop that it stands in.
                open.leaves |= label.is_some();
                continue;
            }
            open.leaves |= is_break;
            return;
        }
    }

    /// `return`, `?`, and what else leaves every loop of the function.
    pub(super) fn leaves_all(&mut self) {
        self.loops.iter_mut().for_each(|open| open.leaves = true);
    }

    pub(super) fn awaits(&mut self) {
        self.loops.iter_mut().for_each(|open| open.awaits = true);
    }

    pub(super) fn has_checkpoint(&mut self) {
        self.loops.iter_mut().for_each(|open| open.has_checkpoint = true);
    }
}

/// `while true`.
pub(super) fn is_true(condition: &Expr) -> bool {
    match condition {
        Expr::Lit(literal) => matches!(&literal.lit, Lit::Bool(literal) if literal.value),
        Expr::Paren(expr) => is_true(&expr.expr),
        _ => false,
    }
}

/// Macros that end the function, or at least the thread.
pub(super) fn macro_leaves(name: &str) -> bool {
    matches!(
        name,
        "bail"
            | "ensure"
            | "whatever"
            | "ensure_whatever"
            | "try"
            | "throw"
            | "panic"
            | "unreachable"
            | "todo"
            | "unimplemented"
    )
}

/// Whether a macro may end the function, as far as its name tells: one of the user's own may hold a `return`.
pub(super) fn macro_may_leave(name: &str) -> bool {
    const STAYS: [&str; 49] = [
        "addr_of",
        "assert",
        "assert_eq",
        "assert_ne",
        "cfg",
        "column",
        "concat",
        "dbg",
        "debug",
        "debug_assert",
        "debug_assert_eq",
        "debug_assert_ne",
        "debug_span",
        "env",
        "eprint",
        "eprintln",
        "error",
        "error_span",
        "event",
        "file",
        "format",
        "format_args",
        "include_bytes",
        "include_str",
        "info",
        "info_span",
        "join",
        "json",
        "line",
        "log",
        "matches",
        "module_path",
        "option_env",
        "pin",
        "print",
        "println",
        "poll",
        "quote",
        "select",
        "select_biased",
        "span",
        "stringify",
        "trace",
        "try_join",
        "vec",
        "warn",
        "write",
        "writeln",
        "thread_local",
    ];
    !STAYS.contains(&name)
}

/// Macros that await what they are given.
pub(super) fn macro_awaits(name: &str) -> bool {
    matches!(
        name,
        "select" | "select_biased" | "join" | "try_join" | "pending" | "poll" | "yield_now" | "race"
    )
}
