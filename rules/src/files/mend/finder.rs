//! Finds the expression that a finding is about, with what stands around it, and asks for its mend.

use std::collections::HashMap;
use std::ops::Range;

use proc_macro2::Span;
use syn::visit::{self, Visit};
use syn::{Block, Expr, FnArg, GenericArgument, Item, Pat, PathArguments, Signature, Stmt, Type};

use super::{Draft, capacity, compare, description, error, flag, interpolation, literal, output, range_of};
use crate::diagnostics::{Finding, Place};
use crate::facts::{Name, Scopes, place_of};

/// The mends of the findings, in their order.
pub(super) fn find(source: &str, file: &syn::File, findings: &[Finding]) -> Vec<Option<Draft>> {
    let mut drafts: Vec<Option<Draft>> = findings.iter().map(|_| None).collect();
    let mut wanted: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    for (number, finding) in findings.iter().enumerate() {
        if finding.code().is_some_and(super::catalogue::is_mended) {
            wanted.entry(finding.place().line_and_column()).or_default().push(number);
        }
    }
    if !wanted.is_empty() {
        let around = Around { source, file, scopes: Scopes::default(), functions: Vec::new() };
        let mut finder = Finder { around, findings, wanted, drafts: &mut drafts };
        finder.visit_file(file);
    }
    drafts
}

/// What stands around an expression.
pub(super) struct Around<'a> {
    pub(super) source: &'a str,
    pub(super) file: &'a syn::File,
    scopes: Scopes,
    functions: Vec<Body<'a>>,
}

/// What a `?` would leave.
#[derive(Clone, Copy)]
pub(super) enum Body<'a> {
    /// A function, and whether it is a capability.
    Function(&'a Signature, bool),
    /// A closure, an `async` block, a constant.
    Other,
}

impl<'a> Around<'a> {
    /// The function, if a `?` here leaves one.
    pub(super) fn function(&self) -> Option<(&'a Signature, bool)> {
        match self.functions.last()? {
            Body::Function(signature, is_capability) => Some((signature, *is_capability)),
            Body::Other => None,
        }
    }

    /// The innermost function whose parameters are in sight.
    pub(super) fn signature(&self) -> Option<&'a Signature> {
        self.functions.iter().rev().find_map(|body| match body {
            Body::Function(signature, _) => Some(*signature),
            Body::Other => None,
        })
    }

    /// The type of a parameter, unless another variable bears its name by then.
    pub(super) fn parameter(&self, name: &str, before: usize) -> Option<&'a Type> {
        let signature = self.signature()?;
        let between = self.text(range_of(signature.fn_token.span.into()).start..before);
        if ["let ", "let mut ", "Some(", "Ok(", "|", "|mut ", "for "]
            .iter()
            .any(|it| between.contains(&format!("{it}{name}")))
        {
            return None;
        }
        signature.inputs.iter().find_map(|input| match input {
            FnArg::Typed(input) => match (&*input.pat, &*input.ty) {
                (Pat::Ident(pat), ty) if pat.ident == name => Some(ty),
                // `Path(name): Path<String>`
                (Pat::TupleStruct(pat), Type::Path(path)) => {
                    match (pat.elems.first(), path.path.segments.last()) {
                        (Some(Pat::Ident(pat)), Some(last)) if pat.ident == name => match &last.arguments {
                            PathArguments::AngleBracketed(list) => match list.args.first() {
                                Some(GenericArgument::Type(ty)) => Some(ty),
                                _ => None,
                            },
                            _ => None,
                        },
                        _ => None,
                    }
                }
                _ => None,
            },
            FnArg::Receiver(_) => None,
        })
    }

    /// What a path means, with imports followed.
    pub(super) fn name(&self, path: &syn::Path) -> Name {
        self.scopes.name(None, path)
    }

    pub(super) fn text(&self, range: Range<usize>) -> &'a str {
        self.source.get(range).unwrap_or_default()
    }
}

struct Finder<'a, 'f> {
    around: Around<'a>,
    findings: &'f [Finding],
    wanted: HashMap<(usize, usize), Vec<usize>>,
    drafts: &'f mut Vec<Option<Draft>>,
}

impl<'a> Finder<'a, '_> {
    /// Asks for the mend of each finding that begins here.
    fn at(&mut self, place: Span, mend: impl Fn(&Around<'a>, &'static str, &Finding) -> Option<Draft>) {
        let start = place.start();
        let Some(numbers) = self.wanted.get(&(start.line, start.column)) else { return };
        for number in numbers {
            let (Some(finding), Some(draft)) = (self.findings.get(*number), self.drafts.get_mut(*number))
            else {
                continue;
            };
            if draft.is_none()
                && let Some(code) = finding.code()
            {
                *draft = mend(&self.around, code, finding);
            }
        }
    }

    /// The findings whose place lies within.
    fn within(&mut self, whole: Place, mend: impl Fn(&Around<'a>, &'static str, &Finding) -> Option<Draft>) {
        for (finding, draft) in self.findings.iter().zip(self.drafts.iter_mut()) {
            if draft.is_none()
                && let Some(code) = finding.code()
                && whole.contains(finding.place())
            {
                *draft = mend(&self.around, code, finding);
            }
        }
    }

    fn inside(&mut self, body: Body<'a>, read: impl FnOnce(&mut Self)) {
        self.around.functions.push(body);
        read(self);
        self.around.functions.pop();
    }

    fn invoked(&mut self, mac: &'a syn::Macro, statement: Option<&Range<usize>>) {
        let Some(first) = mac.path.segments.first() else { return };
        self.at(first.ident.span(), |around, code, _| output::mend(around, code, mac, statement));
        let place = Place { start: first.ident.span(), end: mac.delimiter.span().close() };
        self.within(place, |around, code, finding| interpolation::mend(around, code, mac, finding));
    }
}

/// Whether two places are the same.
fn is_same(finding: &Finding, place: Place) -> bool {
    range_of(finding.place()) == range_of(place)
}

fn is_capability(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|it| it.path().segments.last().is_some_and(|last| last.ident == "capability"))
}

impl<'a> Visit<'a> for Finder<'a, '_> {
    fn visit_file(&mut self, file: &'a syn::File) {
        self.around.scopes.enter(file.items.iter());
        visit::visit_file(self, file);
        self.around.scopes.leave();
    }

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        let items = item.content.as_ref().map(|(_, items)| items.as_slice()).unwrap_or_default();
        self.around.scopes.enter(items.iter());
        visit::visit_item_mod(self, item);
        self.around.scopes.leave();
    }

    fn visit_block(&mut self, block: &'a Block) {
        let items = block.stmts.iter().filter_map(|statement| match statement {
            Stmt::Item(item) => Some(item),
            _ => None,
        });
        self.around.scopes.enter(items);
        visit::visit_block(self, block);
        self.around.scopes.leave();
    }

    fn visit_item(&mut self, item: &'a Item) {
        match item {
            Item::Const(_) | Item::Static(_) => {
                self.inside(Body::Other, |finder| visit::visit_item(finder, item));
            }
            _ => visit::visit_item(self, item),
        }
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        let body = Body::Function(&item.sig, is_capability(&item.attrs));
        self.inside(body, |finder| visit::visit_item_fn(finder, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        let body = Body::Function(&item.sig, is_capability(&item.attrs));
        self.inside(body, |finder| visit::visit_impl_item_fn(finder, item));
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        let body = Body::Function(&item.sig, false);
        self.inside(body, |finder| visit::visit_trait_item_fn(finder, item));
    }

    fn visit_impl_item_const(&mut self, item: &'a syn::ImplItemConst) {
        self.inside(Body::Other, |finder| visit::visit_impl_item_const(finder, item));
    }

    fn visit_expr_closure(&mut self, expr: &'a syn::ExprClosure) {
        self.inside(Body::Other, |finder| visit::visit_expr_closure(finder, expr));
    }

    fn visit_expr_async(&mut self, expr: &'a syn::ExprAsync) {
        self.inside(Body::Other, |finder| visit::visit_expr_async(finder, expr));
    }

    fn visit_expr_const(&mut self, expr: &'a syn::ExprConst) {
        self.inside(Body::Other, |finder| visit::visit_expr_const(finder, expr));
    }

    fn visit_expr_try_block(&mut self, expr: &'a syn::ExprTryBlock) {
        self.inside(Body::Other, |finder| visit::visit_expr_try_block(finder, expr));
    }

    fn visit_local(&mut self, local: &'a syn::Local) {
        if let Some(init) = &local.init
            && let Expr::MethodCall(call) = &*init.expr
        {
            self.at(call.method.span(), |around, code, _| error::unwrapped_into(around, code, local, call));
        }
        visit::visit_local(self, local);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        self.at(call.method.span(), |around, code, _| match code {
            "P302" | "P312" => flag::of_call(code, call),
            "P203" => error::unwrapped(around, call),
            _ => None,
        });
        for argument in &call.args {
            self.at(place_of(argument).start, |around, code, finding| {
                if code == "P606" && is_same(finding, place_of(argument)) {
                    literal::mode(around, argument, call.method == "mode")
                } else {
                    None
                }
            });
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        self.at(place_of(&call.func).start, |around, code, _| match code {
            "P504" => capacity::mend(around, call),
            "P501" => output::sleep(around, call),
            _ => None,
        });
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_binary(&mut self, expr: &'a syn::ExprBinary) {
        if let syn::BinOp::Eq(_) | syn::BinOp::Ne(_) = expr.op {
            let operator = Place::from(&expr.op).start;
            self.at(operator, |around, code, _| match code {
                "P309" => compare::mend(around, expr),
                _ => None,
            });
        }
        visit::visit_expr_binary(self, expr);
    }

    fn visit_expr_cast(&mut self, expr: &'a syn::ExprCast) {
        let place = Place::from(expr);
        self.at(place.start, |around, code, finding| match code {
            "P205" if is_same(finding, place) => error::cast(around, expr, finding),
            _ => None,
        });
        visit::visit_expr_cast(self, expr);
    }

    fn visit_expr_assign(&mut self, expr: &'a syn::ExprAssign) {
        self.within(Place::from(expr), |_, code, _| match code {
            "P302" | "P311" => flag::of_value(code, &expr.right),
            _ => None,
        });
        visit::visit_expr_assign(self, expr);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Lit(_) | Expr::Path(_) | Expr::MethodCall(_) | Expr::Call(_) = expr {
            let place = place_of(expr);
            self.at(place.start, |around, code, finding| {
                if !is_same(finding, place) {
                    return None;
                }
                match (code, expr) {
                    ("P302", Expr::Path(path)) => flag::of_path(path),
                    ("P302" | "P311", Expr::Lit(_)) => flag::of_value(code, expr),
                    ("P606", Expr::Lit(_)) => literal::mode(around, expr, false),
                    ("P303" | "P312", Expr::Lit(_)) => literal::address(around, code, expr),
                    ("P312", _) => flag::cookie(expr),
                    _ => None,
                }
            });
        }
        visit::visit_expr(self, expr);
    }

    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if let Stmt::Macro(statement) = statement {
            let place = Place::from(statement);
            // `dbg! { a }` ends without a semicolon, and what is left of it would go on.
            let goes_on = statement.semi_token.is_none()
                && matches!(statement.mac.delimiter, syn::MacroDelimiter::Brace(_));
            if !goes_on {
                self.invoked(&statement.mac, statement.semi_token.map(|_| range_of(place)).as_ref());
            }
        }
        visit::visit_stmt(self, statement);
    }

    fn visit_expr_macro(&mut self, expr: &'a syn::ExprMacro) {
        self.invoked(&expr.mac, None);
        visit::visit_expr_macro(self, expr);
    }

    fn visit_attribute(&mut self, attribute: &'a syn::Attribute) {
        self.within(Place::from(attribute), |around, code, _| match code {
            "P104" => description::mend(around, attribute),
            _ => None,
        });
        visit::visit_attribute(self, attribute);
    }
}
