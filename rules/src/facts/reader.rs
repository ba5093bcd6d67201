//! The one visit over a body or a file. It follows scopes and contexts, and writes down facts.

use std::collections::HashSet;

use foldhash::fast::RandomState;
use proc_macro2::{Span, TokenStream};
use syn::visit::{self, Visit};
use syn::{
    Attribute, Block, Expr, ExprLit, FieldValue, File, ImplItem, ImplItemFn, Item, Lit, Local, Pat, PatIdent,
    Signature, Stmt, TraitItemFn,
};

use super::attributes::{
    attributes_of, attributes_of_item, attributes_of_statement, exception, is_test_code,
};
use super::binding::{Bound, Holder, Text, member_name};
use super::documentation::has_schema;
use super::entry::{self, Entry};
use super::function::FunctionItem;
use super::guards::Guard;
use super::ignored::IgnoredBy;
use super::kept::{Arguments, Kept};
use super::known::text_of;
use super::loops::Open;
use super::scope::Scopes;
use super::word::plain;
use super::{Context, Fact, Outcome, Shape, Unsafe, What};
use crate::check::Written;
use crate::diagnostics::Place;

/// Begins to read a function, an item or a file, with what the items beside it import and declare. All but the items of a file
/// is read at once. `facts` is an empty list.
pub(super) fn begin(subject: Subject<'_>, beside: &[Item], facts: Vec<Fact>) -> Reader {
    // An attribute macro reads nothing that is not annotated.
    let entry = if matches!(subject, Subject::File(_)) { None } else { Some(Entry::Capability) };
    let mut reader = Reader {
        facts,
        functions: Vec::new(),
        scopes: Scopes::default(),
        context: Context { annotated: entry.is_some(), ..Context::default() },
        entry,
        implemented: String::new(),
        path: Vec::new(),
        modules: 0,
        outcome: Outcome::Unknown,
        bound_to: None,
        variables: HashSet::default(),
        loops: Vec::new(),
        guards: Vec::new(),
        in_thread_local: false,
        macro_depth: 0,
        read_ahead: None,
        kept: Kept::default(),
        is_passing: !matches!(subject, Subject::File(_)),
        exceptions: Vec::new(),
        all_exceptions: Vec::new(),
        written: Vec::new(),
        written_at: Vec::new(),
        is_file: matches!(subject, Subject::File(_)),
    };
    reader.scopes.enter(beside.iter());
    match subject {
        Subject::Function(signature, body) => reader.function(signature, body, None, false),
        Subject::Item(item) => reader.visit_item(item),
        Subject::ImplItem(item) => reader.visit_impl_item(item),
        Subject::File(file) => reader.scopes.enter(file.items.iter()),
    }
    reader
}

/// What is read.
#[derive(Clone, Copy)]
pub(crate) enum Subject<'a> {
    Function(&'a Signature, &'a Block),
    Item(&'a Item),
    ImplItem(&'a ImplItem),
    File(&'a File),
}

pub(super) struct Reader {
    pub(super) facts: Vec<Fact>,
    pub(super) functions: Vec<FunctionItem>,
    pub(super) scopes: Scopes,
    pub(super) context: Context,
    /// What the function or item around is an entry point of.
    pub(super) entry: Option<Entry>,
    /// The trait that the `impl` around is of.
    implemented: String,
    /// The modules, types and functions around.
    pub(super) path: Vec<String>,
    /// How many of these are modules.
    modules: usize,
    /// What becomes of the expression that is visited next.
    outcome: Outcome,
    /// What the expression that is visited next is bound to.
    pub(super) bound_to: Option<Bound>,
    /// Names that a pattern has bound so far: they hide imported functions.
    pub(super) variables: HashSet<String, RandomState>,
    pub(super) loops: Vec<Open>,
    pub(super) guards: Vec<Guard>,
    pub(super) in_thread_local: bool,
    pub(super) macro_depth: usize,
    /// The arguments of the brackets at a place in a row of tokens that are read next, as far as they parse.
    pub(super) read_ahead: Option<(usize, Option<Arguments>)>,
    /// What the macros of the item are given.
    pub(super) kept: Kept,
    /// What is visited was made of tokens, and is gone once it is read.
    pub(super) is_passing: bool,
    /// Those around what is visited.
    exceptions: Vec<usize>,
    /// Those that were seen.
    pub(super) all_exceptions: Vec<usize>,
    /// Those of a file, as they are written; a macro has put numbers in their places.
    pub(super) written: Vec<Written>,
    /// Where these stand, by line and column.
    pub(super) written_at: Vec<((usize, usize), usize)>,
    is_file: bool,
}

impl Reader {
    pub(super) fn add(&mut self, what: What, place: impl Into<Place>) {
        let exceptions = self.exceptions.clone();
        self.facts.push(Fact { what, place: place.into(), context: self.context, exceptions });
    }

    /// Reads a statement or an item with its attributes, among which there may be exceptions.
    fn excepted(&mut self, attributes: &[Attribute], read: impl FnOnce(&mut Self)) {
        let around = self.exceptions.len();
        if self.is_file {
            for attribute in attributes {
                for written in Written::of_attribute(attribute) {
                    let at = attribute.pound_token.span.start();
                    self.written_at.push(((at.line, at.column), self.written.len()));
                    self.exceptions.push(self.written.len());
                    self.written.push(written);
                }
            }
        } else {
            self.exceptions.extend(attributes.iter().filter_map(exception));
        }
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

    /// The context of what the compiler evaluates here.
    fn compile_time(&self) -> Context {
        let Context { function, annotated, .. } = self.context;
        Context { at_compile_time: true, function, annotated, ..Context::default() }
    }

    pub(super) fn modules(&self) -> &[String] {
        self.path.get(..self.modules).unwrap_or_default()
    }

    pub(super) fn expr_with(&mut self, outcome: Outcome, expr: &Expr) {
        self.outcome = outcome;
        self.visit_expr(expr);
    }

    pub(super) fn literal(&mut self, literal: &Lit, bound_to: Option<Bound>) {
        if let Some(text) = text_of(literal) {
            self.add(What::Text(Text { text, bound_to }), literal.span());
        }
    }

    /// Reads a block, whose last expression is bound to this.
    fn block(&mut self, block: &Block, bound: Option<Bound>) {
        let items = block.stmts.iter().filter_map(|stmt| match stmt {
            Stmt::Item(item) => Some(item),
            _ => None,
        });
        self.scopes.enter(items);
        self.block_of_guards(block, |reader| {
            let mut bound = bound;
            let mut stmts = block.stmts.iter().peekable();
            while let Some(stmt) = stmts.next() {
                if stmts.peek().is_none() && matches!(stmt, Stmt::Expr(_, None)) {
                    reader.bound_to = bound.take();
                }
                reader.visit_stmt(stmt);
            }
        });
        self.scopes.leave();
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Fn(item) => {
                item.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
                let entry = entry::of_attributes(&item.attrs);
                self.documented(entry, &item.attrs);
                self.function(&item.sig, &item.block, entry, false);
            }
            Item::Const(item) => {
                let context = self.compile_time();
                self.within(context, |reader| reader.constant(&item.ident, &item.ty, &item.expr));
            }
            Item::Static(item) => {
                item.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
                let context = self.compile_time();
                self.within(context, |reader| reader.static_item(item));
            }
            Item::Mod(item) => {
                let items = item.content.iter().flat_map(|(_, items)| items);
                self.scopes.enter(items);
                self.inside(plain(&item.ident), true, &item.attrs, |reader| {
                    visit::visit_item_mod(reader, item)
                });
                self.scopes.leave();
            }
            Item::Impl(item) => {
                self.unsafe_item(item.unsafety.map(|token| token.span));
                let of = item.trait_.as_ref().map(|(path, _)| super::written_type::last_of(path));
                let around = std::mem::replace(&mut self.implemented, of.unwrap_or_default());
                let name = match &*item.self_ty {
                    syn::Type::Path(ty) => super::written_type::last_of(&ty.path),
                    ty => super::written_type::written(ty),
                };
                self.inside(name, false, &item.attrs, |reader| visit::visit_item_impl(reader, item));
                self.implemented = around;
            }
            Item::Trait(item) => {
                self.unsafe_item(item.unsafety.map(|token| token.span));
                self.inside(plain(&item.ident), false, &item.attrs, |reader| {
                    visit::visit_item_trait(reader, item)
                });
            }
            Item::ForeignMod(item) => {
                self.unsafe_item(Some(item.unsafety.map_or(item.abi.extern_token.span, |token| token.span)));
            }
            Item::Struct(_) | Item::Enum(_) | Item::Union(_) => self.declared_type(item),
            _ => visit::visit_item(self, item),
        }
    }

    fn unsafe_item(&mut self, keyword: Option<Span>) {
        if let Some(span) = keyword {
            self.add(What::Unsafe(Unsafe::Item), span);
        }
    }

    /// Reads what is in a `mod`, an `impl` or a `trait`. What it is annotated with, all in it is.
    fn inside(
        &mut self,
        name: String,
        is_module: bool,
        attributes: &[Attribute],
        read: impl FnOnce(&mut Self),
    ) {
        let around = (self.entry, self.modules, self.context.annotated);
        self.entry = entry::of_attributes(attributes).or(self.entry);
        self.context.annotated = self.entry.is_some();
        self.path.push(name);
        if is_module {
            self.modules = self.path.len();
        }
        read(self);
        self.path.pop();
        (self.entry, self.modules, self.context.annotated) = around;
    }

    /// The doc comment of something with this entry point.
    fn documented(&mut self, entry: Option<Entry>, attributes: &[Attribute]) {
        if entry.or(self.entry).is_some() {
            let context = Context { annotated: true, ..self.context };
            self.within(context, |reader| reader.documentation(attributes));
        }
    }

    fn declared_type(&mut self, item: &Item) {
        let attributes = attributes_of_item(item);
        let has_schema = has_schema(attributes);
        let context = Context { annotated: self.context.annotated || has_schema, ..self.context };
        self.within(context, |reader| {
            if context.annotated {
                reader.documentation(attributes);
            }
            match item {
                Item::Struct(item) => {
                    let fields = std::iter::once((None, &item.fields));
                    reader.type_item(Shape::Struct, &item.ident, attributes, fields);
                }
                Item::Enum(item) => {
                    let fields = item.variants.iter().map(|variant| (Some(&variant.ident), &variant.fields));
                    reader.type_item(Shape::Enum, &item.ident, attributes, fields);
                }
                Item::Union(item) => {
                    let fields = syn::Fields::Named(item.fields.clone());
                    reader.type_item(Shape::Union, &item.ident, attributes, std::iter::once((None, &fields)));
                }
                _ => {}
            }
            visit::visit_item(reader, item);
        });
    }
}

impl<'a> Visit<'a> for Reader {
    fn visit_block(&mut self, block: &'a Block) {
        self.block(block, None);
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
        self.excepted(&local.attrs, |reader| reader.let_statement(local));
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        let outcome = std::mem::replace(&mut self.outcome, Outcome::Unknown);
        let bound = self.bound_to.take();
        if is_test_code(attributes_of(expr)) {
            return;
        }
        match expr {
            Expr::Call(call) => self.call(call, outcome, bound),
            Expr::MethodCall(call) => self.method(call, outcome, bound),
            Expr::Path(path) => self.value(path, outcome),
            Expr::Lit(ExprLit { lit, .. }) => self.literal(lit, bound),
            Expr::Paren(expr) => self.handed_on(outcome, bound, &expr.expr),
            Expr::Group(expr) => self.handed_on(outcome, bound, &expr.expr),
            Expr::Reference(expr) => self.inherits(bound, &expr.expr),
            Expr::Cast(cast) => {
                self.inherits(bound, &cast.expr);
                self.visit_type(&cast.ty);
            }
            Expr::Await(_) | Expr::Try(_) => self.taken(expr, bound),
            Expr::Let(_) | Expr::Match(_) | Expr::If(_) => self.branches(expr, bound),
            Expr::Loop(_) | Expr::While(_) | Expr::ForLoop(_) => self.loop_expr(expr),
            Expr::Break(_) | Expr::Continue(_) | Expr::Return(_) => self.jump(expr),
            Expr::Block(block) => match &block.label {
                Some(label) => self.labelled(&label.name, |reader| reader.block(&block.block, bound)),
                None => self.block(&block.block, bound),
            },
            Expr::Assign(expr) => self.assignment(&expr.left, &expr.right),
            Expr::Binary(_) => self.binary(expr),
            Expr::Array(_) | Expr::Tuple(_) => self.elements(expr, bound.as_ref()),
            Expr::Macro(invoked) => {
                self.bound_to = bound;
                self.visit_macro(&invoked.mac);
            }
            Expr::Closure(closure) => {
                let context = Context { asynchronous: false, ..self.context };
                self.bound_to = bound;
                self.closure(closure, context);
            }
            Expr::Async(_) | Expr::Unsafe(_) | Expr::Const(_) | Expr::RawAddr(_) => self.special_block(expr),
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_pat_tuple_struct(&mut self, pattern: &'a syn::PatTupleStruct) {
        if pattern.path.segments.last().is_some_and(|last| last.ident == "Err" || last.ident == "Ok") {
            self.sees_an_error();
        }
        visit::visit_pat_tuple_struct(self, pattern);
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
            self.bound(|| member_name(&field.member), Holder::Field, &field.expr);
        }
    }

    fn visit_field(&mut self, field: &'a syn::Field) {
        if self.context.annotated {
            self.documentation(&field.attrs);
        }
        visit::visit_field(self, field);
    }

    fn visit_variant(&mut self, variant: &'a syn::Variant) {
        if self.context.annotated {
            self.documentation(&variant.attrs);
        }
        visit::visit_variant(self, variant);
    }

    fn visit_item(&mut self, item: &'a Item) {
        if is_test_code(attributes_of_item(item)) {
            return;
        }
        self.excepted(attributes_of_item(item), |reader| reader.item(item));
    }

    fn visit_impl_item_const(&mut self, item: &'a syn::ImplItemConst) {
        if !is_test_code(&item.attrs) {
            let context = self.compile_time();
            self.within(context, |reader| reader.constant(&item.ident, &item.ty, &item.expr));
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'a ImplItemFn) {
        if !is_test_code(&item.attrs) {
            let entry =
                entry::of_attributes(&item.attrs).or_else(|| entry::of_trait(&self.implemented, &item.sig));
            self.excepted(&item.attrs, |reader| {
                reader.documented(entry, &item.attrs);
                reader.function(&item.sig, &item.block, entry, true);
            });
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'a TraitItemFn) {
        if let Some(body) = &item.default
            && !is_test_code(&item.attrs)
        {
            let entry = entry::of_attributes(&item.attrs);
            self.excepted(&item.attrs, |reader| {
                reader.documented(entry, &item.attrs);
                reader.function(&item.sig, body, entry, true);
            });
        }
    }

    fn visit_type_ptr(&mut self, pointer: &'a syn::TypePtr) {
        self.add(What::Unsafe(Unsafe::RawPointer), pointer.star_token.span);
        visit::visit_type_ptr(self, pointer);
    }

    fn visit_lit(&mut self, literal: &'a Lit) {
        self.literal(literal, None);
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

/// What a pattern says of what it is matched with.
fn taken_by(pat: &Pat) -> Outcome {
    let is_optional = match pat {
        Pat::TupleStruct(pat) => pat.path.is_ident("Some"),
        Pat::Ident(name) => name.ident == "None",
        _ => false,
    };
    if is_optional { Outcome::Optional } else { Outcome::Taken }
}

/// The forms of expressions and statements.
impl Reader {
    fn let_statement(&mut self, local: &Local) {
        self.visit_pat(&local.pat);
        self.local(local);
        let Some(init) = &local.init else { return };
        self.outcome = match (&local.pat, &init.diverge) {
            (Pat::Wild(_), _) => Outcome::Dropped,
            (pat, Some(_)) => taken_by(pat),
            _ => Outcome::Unknown,
        };
        let pat = match &local.pat {
            Pat::Type(pat) => &*pat.pat,
            pat => pat,
        };
        match (pat, &*init.expr) {
            (Pat::Tuple(names), Expr::Tuple(values)) if names.elems.len() == values.elems.len() => {
                self.outcome = Outcome::Unknown;
                for (name, value) in names.elems.iter().zip(&values.elems) {
                    match name {
                        Pat::Ident(name) => self.bound(|| plain(&name.ident), Holder::Variable, value),
                        _ => self.visit_expr(value),
                    }
                    self.binds(Some(name), value, false);
                }
            }
            (Pat::Ident(name), value) => self.bound(|| plain(&name.ident), Holder::Variable, value),
            (_, value) => self.visit_expr(value),
        }
        if let Some((_, diverge)) = &init.diverge {
            self.visit_expr(diverge);
        } else if let Pat::Wild(wild) = pat {
            let place = Place { start: local.let_token.span, end: wild.underscore_token.span };
            self.ignored(IgnoredBy::Underscore, &init.expr, place);
        }
        // `let text: &str = key.borrow()` is of `std::borrow`: a guard is no reference.
        let is_reference = matches!(&local.pat, Pat::Type(pat) if matches!(*pat.ty, syn::Type::Reference(_)));
        if !is_reference || matches!(*init.expr, Expr::Reference(_)) {
            self.binds(Some(pat), &init.expr, false);
        }
    }

    /// A form that changes nothing.
    fn handed_on(&mut self, outcome: Outcome, bound: Option<Bound>, expr: &Expr) {
        self.outcome = outcome;
        self.inherits(bound, expr);
    }

    /// `.await`, `?`
    fn taken(&mut self, expr: &Expr, bound: Option<Bound>) {
        match expr {
            Expr::Await(expr) => self.while_held(|reader| {
                reader.handed_on(Outcome::Awaited, bound, &expr.base);
                // What is awaited by its name was a future.
                reader.moved(&expr.base);
                reader.temporaries_of(&expr.base);
                reader.awaits_at(expr.await_token.span);
            }),
            Expr::Try(expr) => {
                self.handed_on(Outcome::Taken, bound, &expr.expr);
                self.passes_an_error();
                self.leaves_all();
            }
            _ => {}
        }
    }

    /// `if`, `match`, `if let`
    fn branches(&mut self, expr: &Expr, bound: Option<Bound>) {
        match expr {
            Expr::Let(expr) => {
                self.visit_pat(&expr.pat);
                self.expr_with(taken_by(&expr.pat), &expr.expr);
                self.binds(Some(&expr.pat), &expr.expr, true);
            }
            Expr::If(expr) => {
                let before = self.gone();
                self.while_held(|reader| {
                    reader.visit_expr(&expr.cond);
                    reader.block(&expr.then_branch, bound.clone());
                });
                if let Expr::Let(condition) = &*expr.cond
                    && super::ignored::is_any_error(&condition.pat)
                    && super::ignored::is_empty(&expr.then_branch)
                    && expr.else_branch.is_none()
                {
                    self.ignored(IgnoredBy::EmptyIfLet, &condition.expr, &condition.pat);
                }
                if let Some((_, otherwise)) = &expr.else_branch {
                    self.another_way(&before, |reader| reader.inherits(bound, otherwise));
                }
            }
            Expr::Match(expr) => self.while_held(|reader| {
                let taken = expr.arms.first().map_or(Outcome::Taken, |arm| taken_by(&arm.pat));
                reader.expr_with(taken, &expr.expr);
                let around = reader.guards.len();
                reader.binds(None, &expr.expr, true);
                let mut is_examined = false;
                for arm in &expr.arms {
                    if is_test_code(&arm.attrs) {
                        continue;
                    }
                    is_examined |= super::ignored::examines_an_error(&arm.pat);
                    if super::ignored::is_any_error(&arm.pat)
                        && super::ignored::does_nothing(&arm.body)
                        && !is_examined
                    {
                        reader.ignored(IgnoredBy::EmptyArm, &expr.expr, &arm.pat);
                    }
                    if reader.guards.len() > around {
                        reader.named(&expr.expr, &arm.pat);
                    }
                    reader.visit_pat(&arm.pat);
                    reader.inherits(bound.clone(), &arm.body);
                }
            }),
            _ => {}
        }
    }

    fn loop_expr(&mut self, expr: &Expr) {
        use super::loops::{LoopKind, is_true};
        match expr {
            Expr::Loop(expr) => {
                let label = expr.label.as_ref().map(|label| &label.name);
                self.looped(LoopKind::Forever, expr.loop_token.span, end(&expr.body), label, |reader| {
                    reader.block(&expr.body, None);
                });
            }
            Expr::While(expr) => {
                let kind = if is_true(&expr.cond) { LoopKind::Forever } else { LoopKind::While };
                let label = expr.label.as_ref().map(|label| &label.name);
                self.looped(kind, expr.while_token.span, end(&expr.body), label, |reader| {
                    reader.while_held(|reader| {
                        reader.visit_expr(&expr.cond);
                        reader.block(&expr.body, None);
                    });
                });
            }
            Expr::ForLoop(expr) => self.while_held(|reader| {
                reader.visit_pat(&expr.pat);
                reader.visit_expr(&expr.expr);
                reader.binds(None, &expr.expr, true);
                let label = expr.label.as_ref().map(|label| &label.name);
                reader.looped(LoopKind::For, expr.for_token.span, end(&expr.body), label, |reader| {
                    reader.block(&expr.body, None);
                });
            }),
            _ => {}
        }
    }

    fn jump(&mut self, expr: &Expr) {
        match expr {
            Expr::Break(expr) => {
                expr.expr.iter().for_each(|value| self.visit_expr(value));
                self.jumps(expr.label.as_ref(), true);
            }
            Expr::Continue(expr) => self.jumps(expr.label.as_ref(), false),
            Expr::Return(expr) => {
                expr.expr.iter().for_each(|value| self.visit_expr(value));
                self.leaves_all();
            }
            _ => {}
        }
    }

    fn binary(&mut self, expr: &Expr) {
        let Expr::Binary(binary) = expr else { return };
        let is_number = |expr: &Expr| matches!(expr, Expr::Lit(lit) if matches!(lit.lit, syn::Lit::Int(_)));
        match &binary.op {
            syn::BinOp::Lt(_) | syn::BinOp::Le(_) | syn::BinOp::Gt(_) | syn::BinOp::Ge(_) => self.counts(),
            syn::BinOp::Eq(_) if is_number(&binary.right) => self.counts(),
            _ => {}
        }
        let (equal, spans) = match &binary.op {
            syn::BinOp::Eq(token) => (true, token.spans),
            syn::BinOp::Ne(token) => (false, token.spans),
            _ => return visit::visit_expr(self, expr),
        };
        self.compares(equal, &binary.left, &binary.right, super::compare::operator_place(spans));
        self.compared(&binary.left, &binary.right);
    }

    /// `[a, b]`, `("key", value)`
    fn elements(&mut self, expr: &Expr, bound: Option<&Bound>) {
        match expr {
            Expr::Array(expr) => self.each_argument(None, &expr.elems, bound, |reader, elem| {
                reader.visit_expr(elem);
            }),
            Expr::Tuple(expr) => self.each_argument(None, &expr.elems, None, |reader, elem| {
                reader.visit_expr(elem);
            }),
            _ => {}
        }
    }

    fn special_block(&mut self, expr: &Expr) {
        match expr {
            Expr::Async(expr) => {
                let context = Context { asynchronous: true, ..self.context };
                self.within(context, |reader| reader.alone(|reader| reader.visit_block(&expr.block)));
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
                let place = Place { start: raw.and_token.span, end: raw.raw.span };
                self.add(What::Unsafe(Unsafe::RawPointer), place);
                self.visit_expr(&raw.expr);
            }
            _ => {}
        }
    }
}

/// The last brace of a block.
fn end(block: &syn::Block) -> Span {
    block.brace_token.span.close()
}
