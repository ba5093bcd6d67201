//! What a signature may be, and what stands in its types.

use portcullis_rules::{Diagnostics, Place};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{GenericParam, ReceiverKind, ReturnType, Safety, Signature, Type};

use super::owner::{OfType, Owner, mentions};

/// Whether a function stands in an `impl` or a `trait`, as far as its signature tells.
pub fn is_method(signature: &Signature) -> bool {
    signature.receiver().is_some() || mentions(signature.to_token_stream(), &|ident| ident == "Self")
}

/// `add` stands for `__add`, and as a method of `Sums` for `__Sums_add`.
pub fn type_name(signature: &Signature, of_type: Option<&OfType>) -> Ident {
    let name = match (signature.ident.unraw().to_string().as_str(), of_type) {
        // Every expansion knows the runtime by this name.
        ("private", None) => "__private_".to_owned(),
        (name, None) => format!("__{name}"),
        (name, Some(of_type)) => format!("__{}{name}", of_type.prefix()),
    };
    Ident::new(&name, signature.ident.span())
}

/// `add` takes `__add_input`, if its parameters stand inline.
pub fn input_name(signature: &Signature, of_type: Option<&OfType>) -> Ident {
    let prefix = of_type.map_or("", OfType::prefix);
    Ident::new(&format!("__{prefix}{}_input", signature.ident.unraw()), signature.ident.span())
}

/// Beside a method's function, the one with its body. No name that rustc takes for a misspelt one of the user's.
pub fn body_name(signature: &Signature) -> Ident {
    Ident::new(&format!("__body_of_{}", signature.ident.unraw()), signature.ident.span())
}

pub(super) fn check_signature(signature: &Signature, owner: Option<&Owner>, out: &mut Diagnostics) {
    match owner {
        Some(Owner { of_type: Some(_), .. }) => check_receiver(signature, "a capability", out),
        _ if is_method(signature) => {
            let place = signature.receiver().map_or_else(|| Place::from(&signature.ident), Place::from);
            out.error(place, "a method is a capability in a plugin only")
                .help("put `#[secure_plugin(name = \"…\")]` on the `impl`, or make it a free function that takes what it needs as `#[grant] state: State<T>`");
        }
        _ => {}
    }
    if let Some(constness) = &signature.constness {
        out.error(constness, "a capability cannot be `const`")
            .help("remove `const`: it runs behind its gate");
    }
    if let Safety::Unsafe(keyword) = &signature.safety {
        out.error(keyword, "a capability cannot be `unsafe`")
            .help("give it a safe signature: its callers are not the ones who can keep a contract")
            .see("P206");
    }
    if let Some(abi) = &signature.abi {
        out.error(abi, "a capability cannot be `extern`").help("remove it: a gate calls Rust functions");
    }
    if let Some(variadic) = &signature.variadic {
        out.error(variadic, "a capability cannot take any number of parameters")
            .help("take a list: `#[validate(length(max = 10))] values: Vec<i64>`");
    }
    for parameter in &signature.generics.params {
        let help = match parameter {
            GenericParam::Lifetime(_) => {
                "own what it takes: the input is decoded for one call, and ends with it"
            }
            _ => "name the types: callers send JSON, which has no type parameters",
        };
        out.error(parameter, "a capability cannot be generic").help(help);
    }
    if let (Some(clause), true) = (&signature.generics.where_clause, signature.generics.params.is_empty()) {
        out.error(clause, "a capability cannot have a `where` clause")
            .help("remove it: without type parameters it says nothing");
    }
    if let ReturnType::Type(_, ty) = &signature.output {
        check_answer(ty, out);
    }
}

/// Calls run side by side, so a plugin is shared, and never taken away.
pub(super) fn check_receiver(signature: &Signature, what: &str, out: &mut Diagnostics) {
    let Some(receiver) = signature.receiver() else { return };
    match &receiver.kind {
        ReceiverKind::Reference(_, None, None) => {}
        ReceiverKind::Reference(_, Some(lifetime), None) => {
            out.error(lifetime, format!("{what} of a plugin takes `&self`")).help("leave the lifetime out");
        }
        _ => {
            out.error(receiver, format!("{what} of a plugin takes `&self`"))
                .help("write `&self`: calls run side by side; keep what changes in a `Mutex` or an atomic");
        }
    }
}

/// What no type of an answer may be, whatever traits it has.
fn check_answer(ty: &Type, out: &mut Diagnostics) {
    if let Some(place) = impl_trait(ty) {
        out.error(place, "a capability cannot return `impl Trait`")
            .help("name the type: callers get its schema");
    } else if let Type::Never(never) = bare(ty) {
        out.error(never, "a capability must end").help("leave `-> !` out, or return what it can say");
    } else if let Some(place) = borrow(ty.to_token_stream(), Borrow::Any) {
        out.error(place, "an answer cannot be borrowed")
            .help("return `String` for `&str`, `Vec<T>` for `&[T]`");
    }
}

/// Whether an answer can be told as a type. See [`check_answer`].
pub fn is_nameable(ty: &Type) -> bool {
    let mut out = Diagnostics::new();
    check_answer(ty, &mut out);
    out.into_findings().is_empty()
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Borrow {
    /// `&str`, `Cow<'_, str>`
    Any,
    /// `Cow<'_, str>`
    Unnamed,
}

/// The first lifetime in a type that is neither `'static` nor a parameter's, or the `&` that stands for one.
pub(super) fn borrow(tokens: TokenStream, wanted: Borrow) -> Option<Span> {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let found = match token {
            TokenTree::Punct(quote) if quote.as_char() == '\'' => {
                let lifetime = tokens.next();
                lifetime.filter(|name| name.to_string() == "_").map(|name| name.span())
            }
            TokenTree::Punct(and) if and.as_char() == '&' && wanted == Borrow::Any => {
                let named = matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '\'');
                (!named).then(|| and.span())
            }
            TokenTree::Group(group) => borrow(group.stream(), wanted),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Where `impl Trait` stands in a type.
pub(super) fn impl_trait(ty: &Type) -> Option<Place> {
    fn keyword(tokens: TokenStream) -> Option<Span> {
        tokens.into_iter().find_map(|token| match token {
            TokenTree::Ident(ident) => (ident == "impl").then(|| ident.span()),
            TokenTree::Group(group) => keyword(group.stream()),
            _ => None,
        })
    }
    match bare(ty) {
        Type::ImplTrait(ty) => Some(Place::from(ty)),
        other => keyword(other.to_token_stream()).map(Place::from),
    }
}

/// Whether a type is, or holds, an `impl Trait`, so that nothing but a function can have it.
pub fn has_impl_trait(ty: &Type) -> bool {
    impl_trait(ty).is_some()
}

pub(super) fn can_be_field(ty: &Type) -> bool {
    !is_reference(ty) && !has_impl_trait(ty) && borrow(ty.to_token_stream(), Borrow::Unnamed).is_none()
}

/// The type without the invisible delimiters in which a macro passes on `$ty:ty`.
pub(super) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => bare(&group.elem),
        other => other,
    }
}

pub(super) fn is_reference(ty: &Type) -> bool {
    matches!(bare(ty), Type::Reference(_))
}
