//! What a value is bound to: a variable, a field, a key beside it, the function that takes it.

use syn::punctuated::Punctuated;
use syn::visit::Visit;
use syn::{Expr, Ident, Local, Member, Pat, PatType, Token};

use super::What;
use super::compare::last_name;
use super::ignored::IgnoredBy;
use super::known::{content, literal_in, text_of};
use super::reader::Reader;
use super::word::plain;
use super::written_type::written;

/// A literal of text or bytes.
#[derive(Clone, Debug)]
pub struct Text {
    /// What it says; of bytes that are no UTF-8, the part that is.
    pub text: String,
    /// What it is bound to.
    pub bound_to: Option<Bound>,
}

/// The name that a value is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The name, or the text of the key.
    pub name: String,
    /// What bears the name.
    pub by: Holder,
}

/// What bears the name of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// `let name = value`, `name = value`.
    Variable,
    /// `const NAME: &str = value`, `static`.
    Constant,
    /// `Struct { name: value }`, `self.name = value`.
    Field,
    /// The literal before it: `.header("name", value)`, `("name", value)`, `"name": value` in `json!`.
    Key,
    /// The function or method that it is given to: `.name(value)`.
    Call,
    /// What it is compared with: `name == value`.
    Compared,
}

/// A parameter of a function, or a name that a `let` binds.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The name.
    pub name: String,
    /// The type as it is written, without lifetimes: `Option<String>`.
    pub ty: Option<String>,
    /// Whether it is a parameter.
    pub is_parameter: bool,
    /// Whether nothing can be put in its place, nor changed in it by an exclusive reference: a plain name without `mut`.
    pub is_fixed: bool,
    /// The text, if it is bound to a literal.
    pub text: Option<String>,
    /// The last function or method of the value that it is bound to: `parse` for `line.trim().parse()?`.
    pub from: Option<String>,
}

impl Reader {
    /// Reads a value under a name.
    pub(super) fn bound(&mut self, name: impl FnOnce() -> String, by: Holder, value: &Expr) {
        if may_hold_text(value) {
            self.bound_to = Some(Bound { name: name(), by });
        }
        self.visit_expr(value);
    }

    /// Reads a value under a name that is there already.
    pub(super) fn inherits(&mut self, bound: Option<Bound>, value: &Expr) {
        self.bound_to = bound;
        self.visit_expr(value);
    }

    /// Says what each argument is bound to, and has it read.
    pub(super) fn each_argument(
        &mut self,
        called: Option<&Ident>,
        arguments: &Punctuated<Expr, Token![,]>,
        inherited: Option<&Bound>,
        mut read: impl FnMut(&mut Self, &Expr),
    ) {
        let mut before: Option<&Expr> = None;
        for argument in arguments {
            self.bound_to = match inherited {
                Some(bound) => Some(bound.clone()),
                None if holds_text(argument) => beside(before)
                    .or_else(|| called.map(|name| Bound { name: plain(name), by: Holder::Call })),
                None => None,
            };
            read(self, argument);
            self.bound_to = None;
            self.moved(argument);
            before = Some(argument);
        }
    }

    /// `target = value`
    pub(super) fn assignment(&mut self, target: &Expr, value: &Expr) {
        self.visit_expr(target);
        let by = if matches!(target, Expr::Field(_)) { Holder::Field } else { Holder::Variable };
        if matches!(target, Expr::Infer(_)) {
            self.ignored(IgnoredBy::Underscore, value, super::place::place_of(target));
        }
        self.bound(|| last_name(target), by, value);
        self.assigned(target);
    }

    /// `left == right`
    pub(super) fn compared(&mut self, left: &Expr, right: &Expr) {
        for (side, other) in [(left, right), (right, left)] {
            if holds_text(side) {
                self.bound(|| last_name(other), Holder::Compared, side);
            } else {
                self.visit_expr(side);
            }
        }
    }

    /// The names that a `let` binds.
    pub(super) fn local(&mut self, local: &Local) {
        let (pat, ty) = match &local.pat {
            Pat::Type(pat) => (&*pat.pat, Some(written(&pat.ty))),
            pat => (pat, None),
        };
        let value = local.init.as_ref().map(|init| &*init.expr);
        match pat {
            Pat::Ident(name) => {
                let text = value.and_then(literal_in).and_then(text_of);
                let from = value.and_then(last_call);
                let is_fixed = name.mutability.is_none() && name.by_ref.is_none();
                let (name, is_parameter) = (&name.ident, false);
                let variable = Variable { name: plain(name), ty, is_parameter, is_fixed, text, from };
                self.add(What::Variable(variable), name.span());
            }
            Pat::Wild(_) => {}
            pat => names_in(pat, &mut |name| {
                self.variable(name, None, false, value.and_then(last_call));
            }),
        }
    }

    /// The names that a parameter binds, each with the parameter's type: `Json(order): Json<Order>`.
    pub(super) fn parameter(&mut self, parameter: &PatType) {
        let ty = written(&parameter.ty);
        names_in(&parameter.pat, &mut |name| self.variable(name, Some(ty.clone()), true, None));
    }

    /// One name of a pattern.
    fn variable(&mut self, name: &Ident, ty: Option<String>, is_parameter: bool, from: Option<String>) {
        let variable = Variable { name: plain(name), ty, is_parameter, is_fixed: false, text: None, from };
        self.add(What::Variable(variable), name.span());
    }
}

/// `"key", value`
pub(super) fn beside(before: Option<&Expr>) -> Option<Bound> {
    let name = before.and_then(literal_in).and_then(text_of)?;
    Some(Bound { name, by: Holder::Key })
}

/// The name of a field.
pub(super) fn member_name(member: &Member) -> String {
    match member {
        Member::Named(name) => plain(name),
        Member::Unnamed(index) => index.index.to_string(),
    }
}

/// The last function or method of a value.
pub(super) fn last_call(mut expr: &Expr) -> Option<String> {
    loop {
        expr = match expr {
            Expr::Await(expr) => &expr.base,
            Expr::Try(expr) => &expr.expr,
            Expr::Paren(expr) => &expr.expr,
            Expr::Group(expr) => &expr.expr,
            Expr::Reference(expr) => &expr.expr,
            Expr::MethodCall(call) if call.method == "unwrap" || call.method == "expect" => &call.receiver,
            Expr::MethodCall(call) => return Some(plain(&call.method)),
            Expr::Call(call) => match &*call.func {
                Expr::Path(function) => return function.path.segments.last().map(|last| plain(&last.ident)),
                _ => return None,
            },
            Expr::Macro(expr) => return expr.mac.path.segments.last().map(|last| plain(&last.ident) + "!"),
            _ => return None,
        };
    }
}

/// Whether a function gives back what it is given, wrapped or in another type.
pub(super) fn hands_on(function: &Ident) -> bool {
    const WRAPPERS: [&str; 14] = [
        "Some",
        "Ok",
        "Err",
        "new",
        "from",
        "from_str",
        "from_static",
        "from_slice",
        "from_utf8",
        "from_bytes",
        "try_from",
        "Borrowed",
        "Owned",
        "into",
    ];
    WRAPPERS.iter().any(|wrapper| function == wrapper)
}

/// Whether a method gives back what it is called on.
pub(super) fn keeps_receiver(method: &Ident) -> bool {
    const KEEPERS: [&str; 9] =
        ["unwrap", "expect", "parse", "try_into", "ok", "unwrap_or_default", "map_err", "ok_or", "leak"];
    super::known::is_conversion(method)
        || gives_argument(method)
        || KEEPERS.iter().any(|keeper| method == keeper)
}

/// Whether a method may give back its argument, or what a closure in it makes: `unwrap_or("default")`.
pub(super) fn gives_argument(method: &Ident) -> bool {
    const GIVERS: [&str; 6] =
        ["unwrap_or", "unwrap_or_else", "or", "or_else", "get_or_init", "get_or_insert_with"];
    GIVERS.iter().any(|giver| method == giver)
}

/// A literal, or one that is wrapped: `Some("text".into())`.
fn holds_text(expr: &Expr) -> bool {
    match content(expr) {
        Expr::Lit(literal) => {
            matches!(literal.lit, syn::Lit::Str(_) | syn::Lit::ByteStr(_) | syn::Lit::CStr(_))
        }
        Expr::Call(call) => match &*call.func {
            Expr::Path(function) => {
                function.path.segments.last().is_some_and(|last| hands_on(&last.ident))
                    && call.args.first().is_some_and(holds_text)
            }
            _ => false,
        },
        Expr::Array(array) => array.elems.first().is_some_and(holds_text),
        _ => false,
    }
}

/// Whether a look is worth it: most values hold no text.
fn may_hold_text(expr: &Expr) -> bool {
    match content(expr) {
        Expr::Lit(_) | Expr::If(_) | Expr::Match(_) | Expr::Block(_) | Expr::Closure(_) | Expr::Array(_) => {
            true
        }
        Expr::Tuple(_) | Expr::Macro(_) | Expr::Try(_) => true,
        Expr::Call(_) => true,
        Expr::MethodCall(call) => keeps_receiver(&call.method),
        _ => false,
    }
}

pub(super) fn names_in<'a>(pat: &'a Pat, found: &mut impl FnMut(&'a Ident)) {
    match pat {
        Pat::Ident(name) => found(&name.ident),
        Pat::Type(pat) => names_in(&pat.pat, found),
        Pat::Paren(pat) => names_in(&pat.pat, found),
        Pat::Reference(pat) => names_in(&pat.pat, found),
        Pat::Tuple(pat) => pat.elems.iter().for_each(|elem| names_in(elem, found)),
        Pat::TupleStruct(pat) => pat.elems.iter().for_each(|elem| names_in(elem, found)),
        Pat::Slice(pat) => pat.elems.iter().for_each(|elem| names_in(elem, found)),
        Pat::Struct(pat) => pat.fields.iter().for_each(|field| names_in(&field.pat, found)),
        _ => {}
    }
}
