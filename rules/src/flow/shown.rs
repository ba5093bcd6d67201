//! What becomes public of a value, or is made of a number, in ways that are seen in the syntax alone: parts of a text,
//! attributes that write a function's inputs to a log, ranges that are collected.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Expr, ExprMethodCall, FnArg, Lit, Pat, Signature};

use super::class::{Class, class_of};
use super::guard::{Clear, unwrapped};
use super::table;
use super::value::{Traits, Value};
use super::walk::Walk;
use super::{Argument, Use};
use crate::diagnostics::Place;
use crate::facts::{Name, plain, word};

/// How many characters of a credential are shown so that people know which one it is.
const FEW: u8 = 8;

/// `..4`, `len - 4..`, `text.len().saturating_sub(4)..`: so little of a text that it is none of a secret.
pub(super) fn is_small_part(range: &Expr) -> bool {
    let Expr::Range(range) = unwrapped(range) else { return false };
    let is_few = |expr: &Expr| match unwrapped(expr) {
        Expr::Lit(lit) => {
            matches!(&lit.lit, Lit::Int(int) if int.base10_parse::<u8>().is_ok_and(|int| int <= FEW))
        }
        _ => false,
    };
    match (range.start.as_deref().map(unwrapped), range.end.as_deref().map(unwrapped)) {
        (None, Some(Expr::MethodCall(call))) => call.method == "min" && call.args.first().is_some_and(is_few),
        (None, Some(end)) => is_few(end),
        (Some(start), Some(end)) if is_few(start) => is_few(end),
        (Some(Expr::Binary(start)), None) => matches!(start.op, syn::BinOp::Sub(_)) && is_few(&start.right),
        (Some(Expr::MethodCall(start)), None) => {
            start.method == "saturating_sub" && start.args.first().is_some_and(is_few)
        }
        _ => false,
    }
}

/// How much is collected: `n` of `(0..n).map(f)`, of `repeat(x).take(n)`.
pub(super) fn counted(mut expr: &Expr) -> Option<&Expr> {
    let mut taken: Option<&Expr> = None;
    for _ in 0..8 {
        match unwrapped(expr) {
            Expr::Range(range) => return taken.or(range.end.as_deref()),
            Expr::MethodCall(call) => {
                match &*word(&call.method) {
                    "take" if taken.is_none() => taken = call.args.first(),
                    "cycle" => return taken,
                    "map" | "enumerate" | "rev" | "cloned" | "copied" | "inspect" | "flat_map"
                    | "into_iter" | "flatten" => {}
                    _ => return None,
                }
                expr = &call.receiver;
            }
            Expr::Call(call) => {
                let Expr::Path(function) = unwrapped(&call.func) else { return None };
                let last = function.path.segments.last()?;
                let is_endless =
                    ["repeat", "repeat_with", "from_fn", "successors"].iter().any(|name| last.ident == name);
                return if is_endless { taken } else { None };
            }
            _ => return None,
        }
    }
    None
}

/// `#[instrument(skip(password), fields(user = %user))]`: what goes into a span of the log.
pub(super) struct Traced {
    name: syn::Path,
    place: Place,
    /// The parameters that are left out; `None` for all of them.
    skipped: Option<Vec<String>>,
    fields: TokenStream,
}

impl Traced {
    pub(super) fn of(attributes: &[syn::Attribute]) -> Option<Self> {
        let attribute = attributes.iter().find(|attribute| {
            attribute.path().segments.last().is_some_and(|last| last.ident == "instrument")
        })?;
        let mut traced = Self {
            name: attribute.path().clone(),
            place: Place::from(attribute.path()),
            skipped: Some(Vec::new()),
            fields: TokenStream::new(),
        };
        let syn::Meta::List(list) = &attribute.meta else { return Some(traced) };
        let mut before = String::new();
        for token in list.tokens.clone() {
            match token {
                TokenTree::Ident(ident) => {
                    before = ident.to_string();
                    if before == "skip_all" {
                        traced.skipped = None;
                    }
                }
                TokenTree::Group(group) if before == "skip" => {
                    let names = group.stream().into_iter().filter_map(|token| match token {
                        TokenTree::Ident(ident) => Some(plain(&ident)),
                        _ => None,
                    });
                    if let Some(skipped) = &mut traced.skipped {
                        skipped.extend(names);
                    }
                }
                TokenTree::Group(group) if before == "fields" => traced.fields = group.stream(),
                _ => {}
            }
        }
        Some(traced)
    }
}

impl Walk<'_> {
    /// Writes down what `#[instrument]` puts into the log.
    pub(super) fn record_inputs(&mut self, signature: &Signature) {
        let Some(traced) = self.traced.take() else { return };
        let mut fields = Vec::new();
        let names = signature.inputs.iter().flat_map(|input| match input {
            FnArg::Typed(input) => super::pattern::names(&input.pat),
            FnArg::Receiver(_) => Vec::new(),
        });
        for name in names {
            if traced.skipped.as_ref().is_none_or(|skipped| skipped.contains(&name)) {
                continue;
            }
            let mut value = self.state.get(&name).cloned().unwrap_or_default();
            value.traits |= value.of_fields.without(Traits::DANGERS);
            fields.push(Argument { value, place: traced.place, names: name });
        }
        fields.extend(self.fields_of_span(&traced.fields));
        let name: Name = self.scopes.name(None, &traced.name);
        self.add(Use::Macro { name, arguments: Vec::new(), fields }, traced.place);
    }

    /// What a matched value can no longer be in the arms that follow: large behind `n if n > 100 =>` and `101.. =>`.
    pub(super) fn gone_behind(&mut self, pattern: &Pat, place: Option<&str>) -> Vec<Clear> {
        match pattern {
            Pat::Range(range) if range.end.is_none() && range.start.is_some() => {
                vec![Clear { place: place.unwrap_or_default().to_owned(), dangers: Traits::AMOUNT }]
            }
            Pat::Guard(guard) => {
                let name = match &*guard.pat {
                    Pat::Ident(ident) if ident.subpat.is_none() => plain(&ident.ident),
                    Pat::Wild(_) => place.unwrap_or_default().to_owned(),
                    _ => return Vec::new(),
                };
                let mut clears = self.clears(&guard.guard, false);
                clears.retain(|clear| clear.place == name || Some(&*clear.place) == place);
                for clear in &mut clears {
                    clear.place = place.unwrap_or_default().to_owned();
                }
                clears
            }
            _ => Vec::new(),
        }
    }

    /// What the name of a function of the same file says of the text that it gives back: `get_password()`.
    pub(super) fn brought_by(&self, name: &str, signature: &Signature) -> Traits {
        let said = table::brought(name);
        let is_text = || match &signature.output {
            syn::ReturnType::Type(_, ty) => matches!(class_of(ty, &[]), Class::Text | Class::Bytes),
            syn::ReturnType::Default => false,
        };
        if said != Traits::NONE && is_text() { said } else { Traits::NONE }
    }

    /// What holds within a closure that is called only if the condition does.
    pub(super) fn under(&mut self, condition: &Expr, read: impl FnOnce(&mut Self) -> Value) -> Value {
        let state = self.state.clone();
        let clears = self.clears(condition, true);
        self.state.clear(&clears);
        let value = read(self);
        self.state = state;
        value
    }

    /// What the elements can no longer do that `.filter(|n| *n < 100)` lets through.
    pub(super) fn gone_by_filter(&mut self, call: &ExprMethodCall) -> Option<Traits> {
        let Some(Expr::Closure(closure)) = call.args.first().map(unwrapped) else { return None };
        let names: Vec<String> = closure.inputs.iter().flat_map(super::pattern::names).collect();
        let clears = self.clears(&closure.body, true);
        let gone = clears.iter().filter(|clear| names.contains(&clear.place));
        let gone = gone.fold(Traits::NONE, |all, clear| all | clear.dangers);
        (gone != Traits::NONE).then_some(gone)
    }

    /// Whether this is a column of a table, and no variable: `users::password`, `password` of `dsl::*`.
    pub(super) fn is_column(&self, expr: &Expr) -> bool {
        let Expr::Path(path) = unwrapped(expr) else { return false };
        let is_lower = |ident: &syn::Ident| ident.to_string().chars().all(|c| !c.is_uppercase());
        let Some(last) = path.path.segments.last() else { return false };
        is_lower(&last.ident)
            && match path.path.get_ident() {
                Some(ident) => ident != "self" && self.state.get(&word(ident)).is_none(),
                None => true,
            }
    }
}
