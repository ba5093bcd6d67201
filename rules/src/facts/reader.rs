//! The one visit over a body. It follows scopes and contexts, and writes down facts.

use proc_macro2::Span;
use syn::visit::{self, Visit};
use syn::{
    Attribute, Block, Expr, ExprCall, ExprClosure, ExprMethodCall, ImplItemFn, Item, Lit, Local, Pat, Safety,
    Signature, StaticMutability, Stmt, TraitItemFn,
};

use super::constant::{are_constant, is_constant};
use super::scope::Scopes;
use super::{Context, Fact, Function, Method, Name, Outcome, Unsafe, What};
use crate::diagnostics::Place;

/// How many calls of a chain are gone back through to find its beginning.
const LONGEST_CHAIN: usize = 32;

pub(super) fn read(signature: &Signature, body: &Block) -> Vec<Fact> {
    let mut reader = Reader {
        facts: Vec::new(),
        scopes: Scopes::default(),
        context: Context::default(),
        outcome: Outcome::Unknown,
        macro_depth: 0,
    };
    reader.function(signature, body);
    reader.facts
}

pub(super) struct Reader {
    pub(super) facts: Vec<Fact>,
    pub(super) scopes: Scopes,
    pub(super) context: Context,
    /// What becomes of the expression that is visited next.
    outcome: Outcome,
    pub(super) macro_depth: usize,
}

impl Reader {
    pub(super) fn add(&mut self, what: What, place: impl Into<Place>) {
        self.facts.push(Fact { what, place: place.into(), context: self.context });
    }

    /// Reads something in another context.
    pub(super) fn within(&mut self, context: Context, read: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.context, context);
        read(self);
        self.context = around;
    }

    fn expr_with(&mut self, outcome: Outcome, expr: &Expr) {
        self.outcome = outcome;
        self.visit_expr(expr);
    }

    /// A function, this one or one inside it: what is around says nothing of how it runs.
    fn function(&mut self, signature: &Signature, body: &Block) {
        let mut context = Context { asynchronous: signature.asyncness.is_some(), ..Context::default() };
        if let Safety::Unsafe(token) = &signature.safety {
            self.add(What::Unsafe(Unsafe::Item), token.span);
            context.in_unsafe = true;
        }
        self.within(context, |reader| {
            reader.visit_signature(signature);
            reader.visit_block(body);
        });
    }

    fn call(&mut self, call: &ExprCall, result: Outcome) {
        let mut takes_closures_elsewhere = false;
        if let Expr::Path(function) = unwrapped(&call.func) {
            let name = self.scopes.name(function.qself.as_ref(), &function.path);
            takes_closures_elsewhere = runs_closures_elsewhere(name.last());
            let on_constants = are_constant(&call.args);
            let arguments = Some(call.args.len());
            let function_fact = Function { name, arguments, on_constants, result };
            self.add(What::Function(function_fact), path_place(function));
        } else {
            self.visit_expr(&call.func);
        }
        for argument in &call.args {
            self.argument(argument, takes_closures_elsewhere, false);
        }
    }

    fn method(&mut self, call: &ExprMethodCall, result: Outcome) {
        let name = call.method.to_string();
        let with_text = call.args.first().is_some_and(|argument| match argument {
            Expr::Lit(literal) => matches!(literal.lit, Lit::Str(_)),
            Expr::Reference(reference) => is_format(&reference.expr),
            _ => is_format(argument),
        });
        let on_constant = matches!(name.as_str(), "unwrap" | "unwrap_err") && is_constant(&call.receiver);
        let (begins_with, follows) = self.beginning(&call.receiver);
        let takes_closures_elsewhere = runs_closures_elsewhere(&name);
        let own_pool = name == "install";
        let receiver_outcome = outcome_of_receiver(&name, result);

        let end = if call.args.is_empty() { call.paren_token.span.close() } else { call.method.span() };
        let place = Place { start: call.method.span(), end };
        let arguments = call.args.len();
        self.add(
            What::Method(Method { name, arguments, with_text, on_constant, begins_with, follows, result }),
            place,
        );
        self.expr_with(receiver_outcome, &call.receiver);
        for argument in &call.args {
            self.argument(argument, takes_closures_elsewhere, own_pool);
        }
    }

    /// A closure that is given to `spawn_blocking` and the like does not run where it is written; one that is given to
    /// any other function is taken to run at once.
    fn argument(&mut self, argument: &Expr, elsewhere: bool, own_pool: bool) {
        match argument {
            Expr::Closure(closure) => {
                let asynchronous = self.context.asynchronous && !elsewhere;
                let in_own_pool = self.context.in_own_pool || own_pool;
                self.closure(closure, Context { asynchronous, in_own_pool, ..self.context });
            }
            _ => self.visit_expr(argument),
        }
    }

    fn closure(&mut self, closure: &ExprClosure, around: Context) {
        let asynchronous = around.asynchronous || closure.asyncness.is_some();
        let context = Context { asynchronous, at_compile_time: false, ..around };
        self.within(context, |reader| reader.visit_expr(&closure.body));
    }

    /// The function whose call a chain begins with, and the last method of the chain.
    fn beginning(&self, receiver: &Expr) -> (Option<Name>, Option<String>) {
        let mut expr = receiver;
        let mut last_method = None;
        for _ in 0..LONGEST_CHAIN {
            expr = match expr {
                Expr::MethodCall(call) => {
                    last_method.get_or_insert_with(|| call.method.to_string());
                    &call.receiver
                }
                Expr::Try(expr) => &expr.expr,
                Expr::Await(expr) => &expr.base,
                Expr::Paren(expr) => &expr.expr,
                Expr::Group(expr) => &expr.expr,
                Expr::Reference(expr) => &expr.expr,
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

impl<'a> Visit<'a> for Reader {
    fn visit_block(&mut self, block: &'a Block) {
        let items = block.stmts.iter().filter_map(|stmt| match stmt {
            Stmt::Item(item) => Some(item),
            _ => None,
        });
        self.scopes.enter(items, false);
        visit::visit_block(self, block);
        self.scopes.leave();
    }

    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Macro(stmt) if is_test_code(&stmt.attrs) => {}
            Stmt::Expr(expr, Some(_)) => self.expr_with(Outcome::Dropped, expr),
            _ => visit::visit_stmt(self, stmt),
        }
    }

    fn visit_local(&mut self, local: &'a Local) {
        if is_test_code(&local.attrs) {
            return;
        }
        self.visit_pat(&local.pat);
        let Some(init) = &local.init else { return };
        let outcome = match (&local.pat, &init.diverge) {
            (Pat::Wild(_), _) => Outcome::Dropped,
            (_, Some(_)) => Outcome::Taken,
            _ => Outcome::Unknown,
        };
        self.expr_with(outcome, &init.expr);
        if let Some((_, diverge)) = &init.diverge {
            self.visit_expr(diverge);
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        let outcome = std::mem::replace(&mut self.outcome, Outcome::Unknown);
        if is_test_code(attributes(expr)) {
            return;
        }
        match expr {
            Expr::Call(call) => self.call(call, outcome),
            Expr::MethodCall(call) => self.method(call, outcome),
            Expr::Path(path) => {
                let name = self.scopes.name(path.qself.as_ref(), &path.path);
                let function = Function { name, arguments: None, on_constants: false, result: outcome };
                self.add(What::Function(function), path_place(path));
            }
            Expr::Await(expr) => self.expr_with(Outcome::Awaited, &expr.base),
            Expr::Try(expr) => self.expr_with(Outcome::Taken, &expr.expr),
            Expr::Paren(expr) => self.expr_with(outcome, &expr.expr),
            Expr::Group(expr) => self.expr_with(outcome, &expr.expr),
            Expr::Let(expr) => {
                self.visit_pat(&expr.pat);
                self.expr_with(Outcome::Taken, &expr.expr);
            }
            Expr::Match(expr) => {
                self.expr_with(Outcome::Taken, &expr.expr);
                expr.arms.iter().for_each(|arm| self.visit_arm(arm));
            }
            Expr::Closure(closure) => {
                let context = Context { asynchronous: false, ..self.context };
                self.closure(closure, context);
            }
            Expr::Async(expr) => {
                let context = Context { asynchronous: true, at_compile_time: false, ..self.context };
                self.within(context, |reader| reader.visit_block(&expr.block));
            }
            Expr::Unsafe(expr) => {
                self.add(What::Unsafe(Unsafe::Block), expr.unsafe_token.span);
                let context = Context { in_unsafe: true, ..self.context };
                self.within(context, |reader| reader.visit_block(&expr.block));
            }
            Expr::Const(expr) => {
                let context = Context { at_compile_time: true, ..self.context };
                self.within(context, |reader| reader.visit_block(&expr.block));
            }
            Expr::RawAddr(raw) => {
                self.add(
                    What::Unsafe(Unsafe::RawPointer),
                    Place { start: raw.and_token.span, end: raw.raw.span },
                );
                self.visit_expr(&raw.expr);
            }
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_arm(&mut self, arm: &'a syn::Arm) {
        if !is_test_code(&arm.attrs) {
            visit::visit_arm(self, arm);
        }
    }

    fn visit_item(&mut self, item: &'a Item) {
        if is_test_code(item_attributes(item)) {
            return;
        }
        let at_compile_time = Context { at_compile_time: true, ..Context::default() };
        match item {
            Item::Use(_) => {}
            Item::Fn(item) => {
                item.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
                self.function(&item.sig, &item.block);
            }
            Item::Const(item) => self.within(at_compile_time, |reader| visit::visit_item_const(reader, item)),
            Item::Static(item) => {
                if let StaticMutability::Mut(token) = &item.mutability {
                    let place = Place { start: item.static_token.span, end: token.span };
                    self.add(What::Unsafe(Unsafe::StaticMut), place);
                }
                self.within(at_compile_time, |reader| visit::visit_item_static(reader, item));
            }
            Item::Mod(item) => {
                let items = item.content.iter().flat_map(|(_, items)| items);
                self.scopes.enter(items, true);
                visit::visit_item_mod(self, item);
                self.scopes.leave();
            }
            Item::Impl(item) => {
                self.unsafe_item(item.unsafety.map(|token| token.span));
                visit::visit_item_impl(self, item);
            }
            Item::Trait(item) => {
                self.unsafe_item(item.unsafety.map(|token| token.span));
                visit::visit_item_trait(self, item);
            }
            Item::ForeignMod(item) => {
                self.unsafe_item(Some(item.unsafety.map_or(item.abi.extern_token.span, |token| token.span)));
            }
            _ => visit::visit_item(self, item),
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'a ImplItemFn) {
        if !is_test_code(&item.attrs) {
            self.function(&item.sig, &item.block);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'a TraitItemFn) {
        if let Some(body) = &item.default
            && !is_test_code(&item.attrs)
        {
            self.function(&item.sig, body);
        }
    }

    fn visit_type_ptr(&mut self, pointer: &'a syn::TypePtr) {
        self.add(What::Unsafe(Unsafe::RawPointer), pointer.star_token.span);
        visit::visit_type_ptr(self, pointer);
    }

    fn visit_lit(&mut self, literal: &'a Lit) {
        self.literal(literal);
    }

    fn visit_macro(&mut self, invoked: &'a syn::Macro) {
        self.macro_invocation(&invoked.path, invoked.bang_token.span, &invoked.tokens);
    }

    /// Doc comments and arguments of other attributes are not what the body does.
    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        if attribute.path().is_ident("unsafe") {
            self.add(What::Unsafe(Unsafe::Item), attribute.pound_token.span);
        }
    }
}

impl Reader {
    pub(super) fn literal(&mut self, literal: &Lit) {
        let text = match literal {
            Lit::Str(text) => text.value(),
            Lit::ByteStr(bytes) => String::from_utf8_lossy(&bytes.value()).into_owned(),
            Lit::CStr(text) => text.value().to_string_lossy().into_owned(),
            _ => return,
        };
        self.add(What::Text(text), literal.span());
    }

    fn unsafe_item(&mut self, keyword: Option<Span>) {
        if let Some(span) = keyword {
            self.add(What::Unsafe(Unsafe::Item), span);
        }
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
fn runs_closures_elsewhere(function: &str) -> bool {
    function.contains("spawn")
        || function.contains("blocking")
        || matches!(function, "block_in_place" | "execute" | "install")
}

fn is_format(expr: &Expr) -> bool {
    matches!(expr, Expr::Macro(expr) if expr.mac.path.is_ident("format"))
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
fn path_place(expr: &syn::ExprPath) -> Place {
    let segments = &expr.path.segments;
    let last = segments.last().map_or_else(Span::call_site, |segment| segment.ident.span());
    let first = segments.first().map_or(last, |segment| segment.ident.span());
    let colon = expr.path.leading_colon.map(|colon| colon.spans[0]);
    Place {
        start: expr.qself.as_ref().map_or(colon.unwrap_or(first), |qself| qself.lt_token.span),
        end: last,
    }
}

/// `#[test]` of any framework, `#[cfg(test)]`, `#[cfg(all(test, ..))]`.
fn is_test_code(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let path = attribute.path();
        match path.segments.last().map(|segment| segment.ident.to_string()).as_deref() {
            Some("test" | "bench") => true,
            Some("cfg") => attribute.parse_args().is_ok_and(|condition| requires_test(&condition)),
            _ => false,
        }
    })
}

fn requires_test(condition: &syn::Meta) -> bool {
    match condition {
        syn::Meta::Path(path) => path.is_ident("test"),
        syn::Meta::List(list) if list.path.is_ident("all") => {
            let all = list
                .parse_args_with(syn::punctuated::Punctuated::<syn::Meta, syn::Token![,]>::parse_terminated);
            all.is_ok_and(|conditions| conditions.iter().any(requires_test))
        }
        _ => false,
    }
}

fn attributes(expr: &Expr) -> &[Attribute] {
    match expr {
        Expr::Assign(expr) => &expr.attrs,
        Expr::Async(expr) => &expr.attrs,
        Expr::Await(expr) => &expr.attrs,
        Expr::Block(expr) => &expr.attrs,
        Expr::Call(expr) => &expr.attrs,
        Expr::Closure(expr) => &expr.attrs,
        Expr::ForLoop(expr) => &expr.attrs,
        Expr::If(expr) => &expr.attrs,
        Expr::Loop(expr) => &expr.attrs,
        Expr::Macro(expr) => &expr.attrs,
        Expr::Match(expr) => &expr.attrs,
        Expr::MethodCall(expr) => &expr.attrs,
        Expr::Try(expr) => &expr.attrs,
        Expr::Unsafe(expr) => &expr.attrs,
        Expr::While(expr) => &expr.attrs,
        _ => &[],
    }
}

fn item_attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        _ => &[],
    }
}
