//! Which code is test code, by its attributes.

use proc_macro2::{TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Item, Lit, Meta, Token};

/// The last names of the attributes that make a test.
const TESTS: [&str; 6] = ["test", "bench", "rstest", "test_case", "quickcheck", "wasm_bindgen_test"];

/// `#[test]` of any framework, `#[cfg(test)]`, `#[cfg(all(test, ..))]`, and the same for the model checker `kani`.
pub fn is_test_code(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        // Doc comments are by far the commonest.
        if matches!(attribute.meta, Meta::NameValue(_)) {
            return false;
        }
        let Some(last) = attribute.path().segments.last() else { return false };
        if last.ident == "cfg" {
            let Meta::List(list) = &attribute.meta else { return false };
            return names_test(&list.tokens) && list.parse_args().is_ok_and(|it| requires_test(&it));
        }
        TESTS.iter().any(|test| last.ident == test)
    })
}

/// Whether one of the words stands somewhere in it, which is cheaper to see than to parse it.
fn names_test(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "test" || ident == "kani",
        TokenTree::Group(group) => names_test(&group.stream()),
        _ => false,
    })
}

fn requires_test(condition: &Meta) -> bool {
    match condition {
        Meta::Path(path) => path.is_ident("test") || path.is_ident("kani"),
        Meta::List(list) if list.path.is_ident("all") => {
            let all = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
            all.is_ok_and(|conditions| conditions.iter().any(requires_test))
        }
        _ => false,
    }
}

/// The attributes of an expression that may have some on stable Rust.
pub(crate) fn attributes_of(expr: &Expr) -> &[Attribute] {
    match expr {
        Expr::Array(expr) => &expr.attrs,
        Expr::Async(expr) => &expr.attrs,
        Expr::Await(expr) => &expr.attrs,
        Expr::Block(expr) => &expr.attrs,
        Expr::Break(expr) => &expr.attrs,
        Expr::Call(expr) => &expr.attrs,
        Expr::Closure(expr) => &expr.attrs,
        Expr::Field(expr) => &expr.attrs,
        Expr::ForLoop(expr) => &expr.attrs,
        Expr::If(expr) => &expr.attrs,
        Expr::Index(expr) => &expr.attrs,
        Expr::Loop(expr) => &expr.attrs,
        Expr::Macro(expr) => &expr.attrs,
        Expr::Match(expr) => &expr.attrs,
        Expr::MethodCall(expr) => &expr.attrs,
        Expr::Paren(expr) => &expr.attrs,
        Expr::Reference(expr) => &expr.attrs,
        Expr::Return(expr) => &expr.attrs,
        Expr::Struct(expr) => &expr.attrs,
        Expr::Try(expr) => &expr.attrs,
        Expr::Tuple(expr) => &expr.attrs,
        Expr::Unary(expr) => &expr.attrs,
        Expr::Unsafe(expr) => &expr.attrs,
        Expr::While(expr) => &expr.attrs,
        _ => &[],
    }
}

/// The attributes of an expression that is a statement: `syn` puts them on what stands first in it.
pub(crate) fn attributes_of_statement(expr: &Expr) -> &[Attribute] {
    match expr {
        Expr::Assign(expr) => attributes_of_statement(&expr.left),
        Expr::Binary(expr) => attributes_of_statement(&expr.left),
        Expr::Cast(expr) => attributes_of_statement(&expr.expr),
        Expr::Path(expr) => &expr.attrs,
        Expr::Lit(expr) => &expr.attrs,
        expr => attributes_of(expr),
    }
}

/// The number in `#[exception = 0]`.
pub(crate) fn exception(attribute: &Attribute) -> Option<usize> {
    match &attribute.meta {
        Meta::NameValue(meta) if meta.path.segments.last().is_some_and(|last| last.ident == "exception") => {
            let Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) = &meta.value else { return None };
            number.base10_parse().ok()
        }
        _ => None,
    }
}

pub(crate) fn attributes_of_item(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
