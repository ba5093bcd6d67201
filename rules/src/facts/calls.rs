//! Calls of functions and methods: what they are called, what they are given, what becomes of the result.

use portcullis_patterns::name::Stems;
use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::visit::Visit;
use syn::{Expr, ExprCall, ExprClosure, ExprMethodCall, ExprPath, Lit, Token};

use super::binding::{Bound, gives_argument, hands_on, keeps_receiver};
use super::constant::{are_constant, is_constant};
use super::ignored::IgnoredBy;
use super::known;
use super::name::last_of;
use super::reader::Reader;
use super::word::{plain, word};
use super::{Context, Function, Method, Name, Outcome, What, entry};
use crate::diagnostics::Place;

/// How many calls of a chain are gone back through to find its beginning.
const LONGEST_CHAIN: usize = 32;

impl Reader {
    pub(super) fn call(&mut self, call: &ExprCall, result: Outcome, bound: Option<Bound>) {
        let mut elsewhere = false;
        let mut called = None;
        match unwrapped(&call.func) {
            Expr::Path(function) if !self.is_variable(function) => {
                let name = self.scopes.name(function.qself.as_ref(), &function.path);
                // A thread of the user's own is one as well: `crate::sync::thread::spawn(..)`.
                elsewhere = runs_closures_elsewhere(name.own_path().unwrap_or(name.last()));
                let on_constants = are_constant(&call.args);
                let (arguments, literals) = (Some(call.args.len()), known::arguments(&call.args));
                if name.is_in("std::process") && matches!(name.last(), "exit" | "abort") {
                    self.leaves_all();
                }
                let types = self.scopes.types_in(function.qself.as_ref(), &function.path);
                let fact = Function { name, arguments, literals, on_constants, types, result };
                self.add(What::Function(fact), path_place(function));
                called = function.path.segments.last().map(|last| &last.ident);
            }
            _ => self.visit_expr(&call.func),
        }
        let inherited = bound.filter(|_| called.is_some_and(hands_on));
        let makes_tool = matches!(unwrapped(&call.func), Expr::Path(it) if entry::is_tool_function(&it.path));
        self.annotated(makes_tool, |reader| {
            reader.each_argument(called, &call.args, inherited.as_ref(), |reader, argument| {
                reader.argument(argument, elsewhere, false);
            });
        });
    }

    /// Reads what may be a tool in a closure.
    fn annotated(&mut self, is_tool: bool, read: impl FnOnce(&mut Self)) {
        let around = self.context.annotated;
        self.context.annotated |= is_tool;
        read(self);
        self.context.annotated = around;
    }

    /// A path as a value. A single name is a variable, or a function of the file's, unless the body imports it.
    pub(super) fn value(&mut self, path: &ExprPath, result: Outcome) {
        let is_explained = |ident| {
            let name = word(ident);
            !self.variables.contains(&*name) && self.scopes.explains(&name)
        };
        if path.path.get_ident().is_none_or(is_explained) {
            let name = self.scopes.name(path.qself.as_ref(), &path.path);
            let types = self.scopes.types_in(path.qself.as_ref(), &path.path);
            let fact =
                Function { name, arguments: None, literals: Vec::new(), on_constants: false, types, result };
            self.add(What::Function(fact), path_place(path));
        }
    }

    fn is_variable(&self, path: &ExprPath) -> bool {
        path.path.get_ident().is_some_and(|ident| self.variables.contains(&*word(ident)))
    }

    pub(super) fn method(&mut self, call: &ExprMethodCall, result: Outcome, bound: Option<Bound>) {
        let name = plain(&call.method);
        let elsewhere = runs_closures_elsewhere(&name);
        let own_pool = name == "install";
        let receiver_outcome = outcome_of_receiver(&name, result);
        let inherited = bound.as_ref().filter(|_| gives_argument(&call.method)).cloned();

        let end = if call.args.is_empty() { call.paren_token.span.close() } else { call.method.span() };
        let place = Place { start: call.method.span(), end };
        match (name.as_str(), call.args.first()) {
            ("checkpoint", _) => self.has_checkpoint(),
            ("is_err" | "is_ok" | "unwrap_or" | "unwrap_or_default" | "inspect_err", _) => {
                self.sees_an_error()
            }
            ("ok", None) if result == Outcome::Dropped => self.ignored(IgnoredBy::Ok, &call.receiver, place),
            ("eq" | "ne", Some(other)) if call.args.len() == 1 => {
                self.compares(name == "eq", &call.receiver, other, call.method.span());
            }
            _ => {}
        }
        let fact = self.method_fact(name, call.args.len(), Some(&call.args), Some(&call.receiver), result);
        self.add(What::Method(fact), place);
        let bound = bound.filter(|_| keeps_receiver(&call.method));
        self.bound_to = bound;
        self.expr_with(receiver_outcome, &call.receiver);
        self.annotated(entry::is_tool_method(call), |reader| {
            reader.each_argument(Some(&call.method), &call.args, inherited.as_ref(), |reader, argument| {
                reader.argument(argument, elsewhere, own_pool);
            });
        });
    }

    /// What is known of a method call. In the language of a macro its arguments and its receiver may not parse.
    pub(super) fn method_fact(
        &self,
        name: String,
        arguments: usize,
        list: Option<&Punctuated<Expr, Token![,]>>,
        receiver: Option<&Expr>,
        result: Outcome,
    ) -> Method {
        let with_text = list.and_then(Punctuated::first).is_some_and(is_text);
        let on_constant =
            matches!(name.as_str(), "unwrap" | "unwrap_err") && receiver.is_some_and(is_constant);
        let (begins_with, follows) = receiver.map_or((None, None), |receiver| self.beginning(receiver));
        let on_self = matches!(receiver, Some(Expr::Path(path)) if path.path.is_ident("self"));
        let literals = list.map(known::arguments).unwrap_or_default();
        Method { name, arguments, literals, on_self, with_text, on_constant, begins_with, follows, result }
    }

    /// A closure that is given to `spawn_blocking` and the like does not run where it is written; one that is given to
    /// any other function is taken to run at once.
    pub(super) fn argument(&mut self, argument: &Expr, elsewhere: bool, own_pool: bool) {
        match argument {
            Expr::Closure(closure) => {
                let asynchronous = self.context.asynchronous && !elsewhere;
                let in_own_pool = self.context.in_own_pool || own_pool;
                self.closure(closure, Context { asynchronous, in_own_pool, ..self.context });
            }
            _ => self.visit_expr(argument),
        }
    }

    pub(super) fn closure(&mut self, closure: &ExprClosure, around: Context) {
        let asynchronous = around.asynchronous || closure.asyncness.is_some();
        let context = Context { asynchronous, at_compile_time: false, ..around };
        let bound = self.bound_to.take();
        closure.inputs.iter().for_each(|input| self.visit_pat(input));
        self.visit_return_type(&closure.output);
        self.within(context, |reader| reader.alone(|reader| reader.inherits(bound, &closure.body)));
    }

    /// The function whose call a chain begins with, and the last method of the chain.
    fn beginning(&self, receiver: &Expr) -> (Option<Name>, Option<String>) {
        let mut expr = receiver;
        let mut last_method = None;
        for _ in 0..LONGEST_CHAIN {
            expr = match expr {
                Expr::MethodCall(call) => {
                    last_method.get_or_insert_with(|| plain(&call.method));
                    &call.receiver
                }
                Expr::Try(expr) => &expr.expr,
                Expr::Paren(expr) => &expr.expr,
                Expr::Group(expr) => &expr.expr,
                Expr::Call(call) => {
                    let Expr::Path(function) = unwrapped(&call.func) else {
                        break;
                    };
                    let name = self.scopes.name(function.qself.as_ref(), &function.path);
                    return (Some(name), last_method);
                }
                _ => break,
            };
        }
        (None, last_method)
    }
}

/// What becomes of a receiver, from the method that is called on it.
pub(super) fn outcome_of_receiver(method: &str, result: Outcome) -> Outcome {
    match method {
        "unwrap" | "unwrap_err" | "expect" | "expect_err" | "ok" | "err" | "is_ok" | "is_err" | "is_some"
        | "is_none" | "unwrap_or" | "unwrap_or_default" => Outcome::Taken,
        // Futures have these as well, so what comes after them decides.
        "map" | "map_err" | "and_then" | "or_else" | "unwrap_or_else" | "inspect" | "inspect_err" => {
            match result {
                Outcome::Dropped => Outcome::Unknown,
                other => other,
            }
        }
        _ => Outcome::Unknown,
    }
}

/// Whether closures given to a function of this name run on another thread than the one that calls it.
pub(super) fn runs_closures_elsewhere(path: &str) -> bool {
    let function = last_of(path);
    const WORDS: Stems = Stems::new(&["spawn", "blocking"]);
    WORDS.are_in_as_written(function) || matches!(function, "block_in_place" | "execute" | "install")
}

/// A literal, or a `format!`, of which a reference may be taken.
fn is_text(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(literal) => matches!(literal.lit, Lit::Str(_)),
        Expr::Macro(expr) => expr.mac.path.is_ident("format"),
        Expr::Reference(expr) => is_text(&expr.expr),
        _ => false,
    }
}

/// Without parentheses.
fn unwrapped(mut expr: &Expr) -> &Expr {
    loop {
        expr = match expr {
            Expr::Paren(expr) => &expr.expr,
            Expr::Group(expr) => &expr.expr,
            _ => return expr,
        };
    }
}

/// From the first token of a path to its last name, without the generic arguments after that.
fn path_place(expr: &ExprPath) -> Place {
    let segments = &expr.path.segments;
    let last = segments.last().map_or_else(Span::call_site, |segment| segment.ident.span());
    let first = segments.first().map_or(last, |segment| segment.ident.span());
    let colon = expr.path.leading_colon.map(|colon| colon.spans[0]);
    Place {
        start: expr.qself.as_ref().map_or(colon.unwrap_or(first), |qself| qself.lt_token.span),
        end: last,
    }
}
