//! Locks and borrows that are alive at an `.await`.
//!
//! It follows names through blocks, `drop(..)` and moves, and knows how long the temporaries of a statement live. Whether
//! a lock is an asynchronous one shows by the `.await` behind it, and such a lock is left alone.

use syn::{Block, Expr, ExprMethodCall, Pat, Stmt};

use super::What;
use super::reader::Reader;
use super::word::{plain, word};
use crate::diagnostics::Place;

/// How many calls of a chain are gone back through.
const LONGEST_CHAIN: usize = 32;

/// A lock or a borrow that is alive at an `.await`.
#[derive(Clone, Debug)]
pub struct Held {
    /// The name that it is bound to; `None` for a temporary, which lives as long as its statement.
    pub name: Option<String>,
    /// What gave it: `lock`, `read`, `write`, `borrow`, `borrow_mut`, `entry`, `get`, `get_mut`, or a `try_` form.
    pub method: String,
    /// The last name of what it was called on: `rooms` for `self.rooms.get(&id)`.
    pub receiver: String,
    /// Whether it came out of a `Result` or an `Option`, as those of `std::sync` do.
    pub unwrapped: bool,
    /// Where it was taken: the method's name.
    pub taken: Place,
}

pub(super) struct Guard {
    held: Held,
    is_gone: bool,
    is_reported: bool,
}

impl Reader {
    /// Reads what has an end of its own: what is locked inside is free behind it.
    pub(super) fn while_held<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let around = self.guards.len();
        let result = read(self);
        self.guards.truncate(around);
        result
    }

    /// Reads a block. One that never reaches its end, as `{ drop(guard); return; }`, drops nothing for the code behind.
    pub(super) fn block_of_guards(&mut self, block: &Block, read: impl FnOnce(&mut Self)) {
        let alive: Vec<usize> = match self.guards.is_empty() || !never_ends(block) {
            true => Vec::new(),
            false => {
                let alive = self.guards.iter().enumerate().filter(|(_, guard)| !guard.is_gone);
                alive.map(|(index, _)| index).collect()
            }
        };
        self.while_held(read);
        for index in alive {
            if let Some(guard) = self.guards.get_mut(index) {
                guard.is_gone = false;
            }
        }
    }

    /// `let pat = value`, `if let pat = value`, `match value { pat .. }`.
    pub(super) fn binds(&mut self, pat: Option<&Pat>, value: &Expr, is_scrutinee: bool) {
        if !self.guards.is_empty()
            && let Expr::Path(path) = value
            && let (Some(old), Some(new)) = (path.path.get_ident(), pat.and_then(bound_name))
        {
            return self.renamed(&word(old), new);
        }
        let found = match pat {
            Some(_) => guard_itself(value).or_else(|| guard_in_chain(value).filter(|_| is_scrutinee)),
            // `match x.lock() { Ok(guard) => ..`
            None => guard_in_chain(value).or_else(|| guard_itself(value)),
        };
        let name = pat.filter(|_| guard_itself(value).is_some()).and_then(bound_name);
        // `let _ = x.lock()` drops at once.
        if let Some((call, unwrapped)) = found
            && (name.is_some() || is_scrutinee)
        {
            self.holds(name, call, unwrapped);
        }
    }

    /// `match x.lock() { Ok(guard) => .. }`: the innermost guard is the one that the pattern names.
    pub(super) fn named(&mut self, scrutinee: &Expr, pat: &Pat) {
        if guard_itself(scrutinee).is_none() {
            return;
        }
        if let (Some(guard), Some(name)) = (self.guards.last_mut(), bound_name(pat)) {
            guard.held.name = Some(name);
        }
    }

    fn holds(&mut self, name: Option<String>, call: &ExprMethodCall, unwrapped: bool) {
        let receiver = super::compare::last_name(&call.receiver);
        let taken = call.method.span().into();
        let held = Held { name, method: plain(&call.method), receiver, unwrapped, taken };
        self.guards.push(Guard { held, is_gone: false, is_reported: false });
    }

    fn renamed(&mut self, old: &str, new: String) {
        if let Some(guard) = self.guard(old) {
            guard.held.name = Some(new);
        }
    }

    /// `drop(name)`, `f(name)`: it is not held here any more.
    pub(super) fn moved(&mut self, value: &Expr) {
        if !self.guards.is_empty()
            && let Expr::Path(path) = value
            && let Some(name) = path.path.get_ident()
            && let Some(guard) = self.guard(&word(name))
        {
            guard.is_gone = true;
        }
    }

    /// `name = condvar.wait(name)`: it is held again.
    pub(super) fn assigned(&mut self, target: &Expr) {
        if !self.guards.is_empty()
            && let Expr::Path(path) = target
            && let Some(name) = path.path.get_ident()
            && let Some(guard) = self.guard(&word(name))
        {
            guard.is_gone = false;
        }
    }

    /// Which of the locks around are let go, before one of two ways.
    pub(super) fn gone(&self) -> Vec<bool> {
        self.guards.iter().map(|guard| guard.is_gone).collect()
    }

    /// What the one way has let go is still held where the other begins. Behind both, it is taken to be gone if either has
    /// let it go.
    pub(super) fn another_way(&mut self, before: &[bool], read: impl FnOnce(&mut Self)) {
        let after = self.gone();
        let set = |guards: &mut Vec<Guard>, gone: &[bool]| {
            guards.iter_mut().zip(gone).for_each(|(guard, gone)| guard.is_gone = *gone);
        };
        set(&mut self.guards, before);
        read(self);
        let either: Vec<bool> = self.gone().iter().zip(&after).map(|(one, other)| *one || *other).collect();
        set(&mut self.guards, &either);
    }

    fn guard(&mut self, name: &str) -> Option<&mut Guard> {
        self.guards.iter_mut().rev().find(|guard| guard.held.name.as_deref() == Some(name))
    }

    /// At an `.await`, or at a macro that awaits: says what is held.
    pub(super) fn awaits_at(&mut self, place: impl Into<Place>) {
        self.awaits();
        let mut held = Vec::new();
        for guard in self.guards.iter_mut().filter(|guard| !guard.is_gone && !guard.is_reported) {
            guard.is_reported = true;
            held.push(guard.held.clone());
        }
        let place = place.into();
        for held in held {
            self.add(What::HeldAcrossAwait(held), place);
        }
    }

    /// `x.lock().unwrap().send().await` holds the lock until the statement ends.
    pub(super) fn temporaries_of(&mut self, awaited: &Expr) {
        let arguments = match awaited {
            Expr::MethodCall(call) => {
                if let Some((guard, unwrapped)) = guard_in_chain(&call.receiver) {
                    self.holds(None, guard, unwrapped);
                }
                &call.args
            }
            Expr::Call(call) => &call.args,
            _ => return,
        };
        for argument in arguments {
            if let Some((guard, unwrapped)) = guard_in_chain(argument) {
                self.holds(None, guard, unwrapped);
            }
        }
    }
}

/// The call that gives a guard, if the value is that guard, or a reference into it, which keeps it alive.
fn guard_itself(mut expr: &Expr) -> Option<(&ExprMethodCall, bool)> {
    let (mut unwrapped, mut referred) = (false, false);
    loop {
        expr = match expr {
            Expr::Paren(expr) => &expr.expr,
            Expr::Group(expr) => &expr.expr,
            Expr::Try(expr) => {
                unwrapped = true;
                &expr.expr
            }
            Expr::Reference(expr) => {
                referred = true;
                &expr.expr
            }
            Expr::Unary(unary) if referred => &unary.expr,
            Expr::Field(field) if referred => &field.base,
            Expr::Index(index) if referred => &index.expr,
            Expr::MethodCall(call) if unwraps(call) => {
                unwrapped = true;
                &call.receiver
            }
            Expr::MethodCall(call) if word(&call.method).starts_with("or_insert") => &call.receiver,
            Expr::MethodCall(call) if gives_a_guard(call) => return Some((call, unwrapped)),
            _ => return None,
        };
    }
}

/// The call that gives a guard somewhere in a chain: the temporary lives as long as the whole expression.
fn guard_in_chain(mut expr: &Expr) -> Option<(&ExprMethodCall, bool)> {
    let (mut unwrapped, mut looked_into) = (false, false);
    for _ in 0..LONGEST_CHAIN {
        expr = match expr {
            Expr::MethodCall(call) => {
                let is_lock = matches!(&*word(&call.method), "lock" | "borrow" | "borrow_mut");
                // Without `unwrap`, `read()` and `write()` are mostly steps of a builder, unless a list or a map is behind them.
                if gives_a_guard(call) && (is_lock || unwrapped || looked_into) && call.args.is_empty() {
                    return Some((call, unwrapped));
                }
                unwrapped = unwraps(call);
                looked_into =
                    matches!(&*word(&call.method), "get" | "iter" | "values" | "keys" | "first" | "last");
                &call.receiver
            }
            other => {
                unwrapped = matches!(other, Expr::Try(_));
                match other {
                    Expr::Try(expr) => &expr.expr,
                    Expr::Paren(expr) => &expr.expr,
                    Expr::Group(expr) => &expr.expr,
                    Expr::Reference(expr) => &expr.expr,
                    Expr::Unary(unary) => &unary.expr,
                    Expr::Field(field) => &field.base,
                    Expr::Cast(cast) => &cast.expr,
                    Expr::Index(index) => &index.expr,
                    _ => return None,
                }
            }
        };
    }
    None
}

fn gives_a_guard(call: &ExprMethodCall) -> bool {
    let name = word(&call.method);
    match name.strip_prefix("try_").unwrap_or(&name) {
        "lock" | "read" | "write" | "borrow" | "borrow_mut" | "upgradable_read" => call.args.is_empty(),
        "entry" | "get" | "get_mut" => call.args.len() == 1,
        _ => false,
    }
}

fn unwraps(call: &ExprMethodCall) -> bool {
    matches!(
        &*word(&call.method),
        "unwrap"
            | "expect"
            | "unwrap_or_else"
            | "unwrap_or_default"
            | "map_err"
            | "ok"
            | "ok_or"
            | "ok_or_else"
    )
}

/// The only name in a pattern: `guard`, `mut guard`, `Ok(guard)`, `Some(guard)`.
fn bound_name(pat: &Pat) -> Option<String> {
    match pat {
        Pat::Ident(name) if name.ident == "None" => None,
        Pat::Ident(name) => Some(plain(&name.ident)),
        Pat::Type(pat) => bound_name(&pat.pat),
        Pat::Paren(pat) => bound_name(&pat.pat),
        Pat::TupleStruct(pat) if pat.elems.len() == 1 => pat.elems.first().and_then(bound_name),
        _ => None,
    }
}

fn never_ends(block: &Block) -> bool {
    match block.stmts.last() {
        Some(Stmt::Expr(expr, _)) => matches!(expr, Expr::Return(_) | Expr::Break(_) | Expr::Continue(_)),
        Some(Stmt::Macro(stmt)) => {
            stmt.mac.path.segments.last().is_some_and(|last| super::loops::macro_leaves(&word(&last.ident)))
        }
        _ => false,
    }
}
