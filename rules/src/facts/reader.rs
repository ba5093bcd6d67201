//! The one visit over a body. It follows scopes and contexts, and writes down facts.

use std::collections::HashSet;

use proc_macro2::{Span, TokenStream};
use syn::visit::{self, Visit};
use syn::{
    Attribute, Block, Expr, FieldValue, ImplItem, ImplItemFn, Item, Lit, Local, Pat, PatIdent, Safety,
    Signature, StaticMutability, Stmt, TraitItemFn,
};

use super::attributes::{
    attributes_of, attributes_of_item, attributes_of_statement, exception, is_test_code,
};
use super::scope::{Scopes, plain};
use super::{Context, Fact, Outcome, Unsafe, What};
use crate::diagnostics::Place;

/// Reads a function or an item, with what the items beside it import and declare: the facts, and the numbers of the exceptions that
/// stand where they belong.
pub(super) fn read(subject: Subject<'_>, beside: &[Item]) -> (Vec<Fact>, Vec<usize>) {
    let mut reader = Reader {
        facts: Vec::new(),
        scopes: Scopes::default(),
        context: Context::default(),
        outcome: Outcome::Unknown,
        variables: HashSet::new(),
        macro_depth: 0,
        exceptions: Vec::new(),
        all_exceptions: Vec::new(),
    };
    reader.scopes.enter(beside.iter());
    match subject {
        Subject::Function(signature, body) => reader.function(signature, body),
        Subject::Item(item) => reader.visit_item(item),
        Subject::ImplItem(item) => reader.visit_impl_item(item),
    }
    (reader.facts, reader.all_exceptions)
}

/// What is read.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    Function(&'a Signature, &'a Block),
    Item(&'a Item),
    ImplItem(&'a ImplItem),
}

pub(super) struct Reader {
    pub(super) facts: Vec<Fact>,
    pub(super) scopes: Scopes,
    pub(super) context: Context,
    /// What becomes of the expression that is visited next.
    outcome: Outcome,
    /// Names that a pattern has bound so far: they hide imported functions.
    pub(super) variables: HashSet<String>,
    pub(super) macro_depth: usize,
    /// Those around what is visited.
    exceptions: Vec<usize>,
    /// Those that were seen.
    all_exceptions: Vec<usize>,
}

impl Reader {
    pub(super) fn add(&mut self, what: What, place: impl Into<Place>) {
        let exceptions = self.exceptions.clone();
        self.facts.push(Fact { what, place: place.into(), context: self.context, exceptions });
    }

    /// Reads a statement or an item with its attributes, among which there may be exceptions.
    fn excepted(&mut self, attributes: &[Attribute], read: impl FnOnce(&mut Self)) {
        let around = self.exceptions.len();
        self.exceptions.extend(attributes.iter().filter_map(exception));
        self.all_exceptions.extend(self.exceptions.iter().skip(around));
        read(self);
        self.exceptions.truncate(around);
    }

    /// Reads something in another context.
    pub(super) fn within(&mut self, context: Context, read: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.context, context);
        read(self);
        self.context = around;
    }

    pub(super) fn expr_with(&mut self, outcome: Outcome, expr: &Expr) {
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

    pub(super) fn literal(&mut self, literal: &Lit) {
        let text = match literal {
            Lit::Str(text) => text.value(),
            Lit::ByteStr(bytes) => String::from_utf8_lossy(&bytes.value()).into_owned(),
            Lit::CStr(text) => text.value().to_string_lossy().into_owned(),
            _ => return,
        };
        self.add(What::Text(text), literal.span());
    }

    fn item(&mut self, item: &Item) {
        let at_compile_time = Context { at_compile_time: true, ..Context::default() };
        match item {
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
                self.scopes.enter(items);
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

    fn unsafe_item(&mut self, keyword: Option<Span>) {
        if let Some(span) = keyword {
            self.add(What::Unsafe(Unsafe::Item), span);
        }
    }
}

impl<'a> Visit<'a> for Reader {
    fn visit_block(&mut self, block: &'a Block) {
        let items = block.stmts.iter().filter_map(|stmt| match stmt {
            Stmt::Item(item) => Some(item),
            _ => None,
        });
        self.scopes.enter(items);
        visit::visit_block(self, block);
        self.scopes.leave();
    }

    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Macro(stmt) if is_test_code(&stmt.attrs) => {}
            Stmt::Macro(it) => self.excepted(&it.attrs, |reader| visit::visit_stmt(reader, stmt)),
            Stmt::Expr(expr, Some(_)) => self.excepted(attributes_of_statement(expr), |reader| {
                reader.expr_with(Outcome::Dropped, expr);
            }),
            Stmt::Expr(expr, None) => {
                self.excepted(attributes_of_statement(expr), |reader| visit::visit_stmt(reader, stmt))
            }
            _ => visit::visit_stmt(self, stmt),
        }
    }

    fn visit_local(&mut self, local: &'a Local) {
        if is_test_code(&local.attrs) {
            return;
        }
        self.excepted(&local.attrs, |reader| {
            reader.visit_pat(&local.pat);
            let Some(init) = &local.init else { return };
            let outcome = match (&local.pat, &init.diverge) {
                (Pat::Wild(_), _) => Outcome::Dropped,
                (_, Some(_)) => Outcome::Taken,
                _ => Outcome::Unknown,
            };
            reader.expr_with(outcome, &init.expr);
            if let Some((_, diverge)) = &init.diverge {
                reader.visit_expr(diverge);
            }
        });
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        let outcome = std::mem::replace(&mut self.outcome, Outcome::Unknown);
        if is_test_code(attributes_of(expr)) {
            return;
        }
        match expr {
            Expr::Call(call) => self.call(call, outcome),
            Expr::MethodCall(call) => self.method(call, outcome),
            Expr::Path(path) => self.value(path, outcome),
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
                let context = Context { asynchronous: true, ..self.context };
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

    fn visit_pat_ident(&mut self, pattern: &'a PatIdent) {
        self.variables.insert(plain(&pattern.ident));
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_arm(&mut self, arm: &'a syn::Arm) {
        if !is_test_code(&arm.attrs) {
            visit::visit_arm(self, arm);
        }
    }

    fn visit_field_value(&mut self, field: &'a FieldValue) {
        if !is_test_code(&field.attrs) {
            visit::visit_field_value(self, field);
        }
    }

    fn visit_item(&mut self, item: &'a Item) {
        if is_test_code(attributes_of_item(item)) {
            return;
        }
        self.excepted(attributes_of_item(item), |reader| reader.item(item));
    }

    fn visit_impl_item_const(&mut self, item: &'a syn::ImplItemConst) {
        if !is_test_code(&item.attrs) {
            let at_compile_time = Context { at_compile_time: true, ..Context::default() };
            self.within(at_compile_time, |reader| visit::visit_impl_item_const(reader, item));
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'a ImplItemFn) {
        if !is_test_code(&item.attrs) {
            self.excepted(&item.attrs, |reader| reader.function(&item.sig, &item.block));
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'a TraitItemFn) {
        if let Some(body) = &item.default
            && !is_test_code(&item.attrs)
        {
            self.excepted(&item.attrs, |reader| reader.function(&item.sig, body));
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

    /// What syn itself did not understand.
    fn visit_token_stream(&mut self, tokens: &'a TokenStream) {
        self.scan(tokens.clone().into_iter().collect());
    }

    /// Doc comments and arguments of other attributes are not what the body does.
    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        if attribute.path().is_ident("unsafe") {
            self.add(What::Unsafe(Unsafe::Item), attribute.pound_token.span);
        }
    }
}
