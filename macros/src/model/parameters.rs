//! The parameters of a capability by what they are: the call, grants, and what callers send.

use portcullis_rules::Diagnostics;
use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::parse::{Parse, Parser};
use syn::{Attribute, FnArg, ItemStruct, Pat, PatIdent, PatType, Signature, Type, TypeReference, Visibility};

use super::owner::OfType;
use super::signature::{Borrow, bare, borrow, impl_trait, input_name};

/// `call: &Call`, under the name and type that the user wrote.
pub struct CallParameter {
    pub pattern: PatIdent,
    pub ty: Type,
    pub attributes: Vec<Attribute>,
}

/// A parameter, without the attributes that are ours.
pub struct Parameter {
    pub attributes: Vec<Attribute>,
    pub pattern: Pat,
    pub ty: Type,
}

impl Parameter {
    /// Its name; a pattern that is `#[input]` goes by `__input`, beside grants of any name.
    pub fn ident(&self) -> Ident {
        match &self.pattern {
            Pat::Ident(pattern) => pattern.ident.clone(),
            _ => Ident::new("__input", Span::mixed_site()),
        }
    }
}

/// What callers send.
pub enum Input {
    /// Parameters, which become the fields of a struct of ours: see [`RawCapability::inline_input`].
    Inline(Vec<Parameter>),
    /// One type of the user's: `#[input] order: NewOrder`.
    Whole(Box<Parameter>),
}

/// The parameters by what they are.
pub(super) struct Parameters {
    pub(super) call: Option<CallParameter>,
    pub(super) grants: Vec<Parameter>,
    pub(super) input: Option<Input>,
}

pub(super) fn check_parameters(
    signature: &Signature,
    of_type: Option<&OfType>,
    out: &mut Diagnostics,
) -> Parameters {
    let mut call = None;
    let mut grants = Vec::new();
    let mut whole: Vec<Parameter> = Vec::new();
    let mut inline = Vec::new();
    let typed = signature.inputs.iter().filter_map(|argument| match argument {
        // Told of elsewhere.
        FnArg::Receiver(_) => None,
        FnArg::Typed(parameter) => Some(parameter),
    });
    for (index, parameter) in typed.enumerate() {
        refuse_cfg_attr(parameter, out);
        match (marker(parameter, out), bare(&parameter.ty)) {
            (marker, Type::Reference(reference)) if is_call(&reference.elem) => {
                call = check_call(parameter, marker, index, out).or(call);
            }
            (marker, Type::Reference(reference)) => refuse_borrowed(reference, marker, out),
            (Some(Marker::Grant), _) => grants.extend(grant(parameter, out)),
            (Some(Marker::Input), _) => whole.push(stripped(parameter, "input")),
            (None, ty) => inline.extend(check_inline(parameter, ty, out)),
        }
    }
    check_grant_types(&grants, out);
    for parameter in whole.iter().chain(&inline).filter(|_| of_type.is_some()) {
        if of_type.is_some_and(|of_type| of_type.is_generic(&parameter.ty)) {
            out.error(&parameter.ty, "an input cannot depend on a parameter of the plugin's type")
                .help("name the type: a capability has one schema");
        }
    }
    Parameters { call, grants, input: check_input(whole, inline, out) }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Grant,
    Input,
}

fn marker(parameter: &PatType, out: &mut Diagnostics) -> Option<Marker> {
    let mut found = None;
    for attribute in &parameter.attrs {
        let marker = match attribute.path() {
            path if path.is_ident("grant") => Marker::Grant,
            path if path.is_ident("input") => Marker::Input,
            _ => continue,
        };
        if attribute.meta.require_path_only().is_err() {
            let name = if marker == Marker::Grant { "grant" } else { "input" };
            out.error(&attribute.meta, format!("`{name}` takes no arguments"))
                .help(format!("write `#[{name}]`"));
        }
        if found.is_some() {
            out.error(attribute, "this parameter is marked already")
                .help("keep one `#[grant]` or one `#[input]`");
        }
        found = Some(marker);
    }
    found
}

fn is_mutable(ty: &Type) -> bool {
    matches!(bare(ty), Type::Reference(reference) if reference.mutability.is_some())
}

fn is_call(ty: &Type) -> bool {
    matches!(bare(ty), Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Call"))
}

/// Whether a type is `&Call`.
pub fn is_call_reference(ty: &Type) -> bool {
    matches!(bare(ty), Type::Reference(reference) if is_call(&reference.elem))
}

fn check_call(
    parameter: &PatType,
    marker: Option<Marker>,
    index: usize,
    out: &mut Diagnostics,
) -> Option<CallParameter> {
    if index != 0 {
        out.error(parameter, "`call: &Call` must be the first parameter")
            .help("move it to the front, and take it once");
        return None;
    }
    if marker.is_some() {
        out.error(parameter, "`&Call` is neither an authority nor input")
            .help("write `call: &Call` without an attribute");
        return None;
    }
    if is_mutable(&parameter.ty) {
        out.error(&parameter.ty, "`&Call` cannot be mutable").help("write `call: &Call`");
        return None;
    }
    match &*parameter.pat {
        Pat::Ident(pattern) if pattern.subpat.is_none() && pattern.by_ref.is_none() => Some(CallParameter {
            pattern: pattern.clone(),
            ty: (*parameter.ty).clone(),
            attributes: parameter.attrs.clone(),
        }),
        Pat::Wild(_) => {
            out.error(&parameter.pat, "a call that is not used need not be taken")
                .help("remove the parameter");
            None
        }
        pattern => {
            out.error(pattern, "`&Call` needs a name").help("write `call: &Call`");
            None
        }
    }
}

/// A body gets its parts as its own. What to write instead depends on what is borrowed.
fn refuse_borrowed(reference: &TypeReference, marker: Option<Marker>, out: &mut Diagnostics) {
    let help = match marker {
        Some(Marker::Grant) => "remove the `&`: each call gets a handle of its own",
        Some(Marker::Input) => "remove the `&`: the input belongs to the body",
        None => "take `String` for `&str`, `Vec<T>` for `&[T]`; only `call: &Call` is borrowed",
    };
    out.error(reference, "a parameter cannot be borrowed").help(help);
}

fn grant(parameter: &PatType, out: &mut Diagnostics) -> Option<Parameter> {
    named(parameter, "an authority needs a name", "write `#[grant] folder: Dir<Root>`", out)?;
    Some(stripped(parameter, "grant"))
}

fn check_grant_types(grants: &[Parameter], out: &mut Diagnostics) {
    if let Some(ninth) = grants.get(8) {
        out.error(&ninth.pattern, "a capability takes at most 8 authorities")
            .help("part the capability, or put some of them into one authority of your own");
    }
}

fn check_inline(parameter: &PatType, ty: &Type, out: &mut Diagnostics) -> Option<Parameter> {
    if let Some(place) = impl_trait(ty) {
        out.error(place, "a parameter cannot be `impl Trait`").help("name the type: callers send JSON of it");
        return None;
    }
    if let Some(place) = borrow(ty.to_token_stream(), Borrow::Unnamed) {
        out.error(place, "a parameter cannot be borrowed")
            .help("write `'static`, or a type without a lifetime");
        return None;
    }
    let help = "name it, since the name is its key in JSON; take it apart in the body, or mark a `#[data]` type `#[input]`";
    named(parameter, "a parameter needs a name", help, out)?;
    Some(Parameter { attributes: parameter.attrs.clone(), pattern: (*parameter.pat).clone(), ty: ty.clone() })
}

fn named(parameter: &PatType, message: &str, help: &str, out: &mut Diagnostics) -> Option<()> {
    match &*parameter.pat {
        Pat::Ident(pattern) if pattern.subpat.is_none() && pattern.by_ref.is_none() => Some(()),
        pattern => {
            out.error(pattern, message).help(help);
            None
        }
    }
}

fn refuse_cfg_attr(parameter: &PatType, out: &mut Diagnostics) {
    for attribute in parameter.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg_attr")) {
        out.error(attribute, "`cfg_attr` on a parameter is not read")
            .help("write `#[cfg(..)]` on the parameter, or two functions");
    }
}

/// Without the attribute that marks it.
fn stripped(parameter: &PatType, marker: &str) -> Parameter {
    Parameter {
        attributes: parameter
            .attrs
            .iter()
            .filter(|attribute| !attribute.path().is_ident(marker))
            .cloned()
            .collect(),
        pattern: (*parameter.pat).clone(),
        ty: (*parameter.ty).clone(),
    }
}

fn check_input(mut whole: Vec<Parameter>, inline: Vec<Parameter>, out: &mut Diagnostics) -> Option<Input> {
    for again in whole.iter().skip(1) {
        out.error(&again.pattern, "a capability cannot have two `#[input]`")
            .help("make one `#[data]` struct of both");
    }
    if let (Some(_), Some(other)) = (whole.first(), inline.first()) {
        out.error(&other.pattern, "a parameter cannot stand beside an `#[input]`")
            .help("make it a field of the input's type, or mark it `#[grant]` if it is an authority");
    }
    match whole.pop() {
        Some(parameter) => {
            refuse_attributes(&parameter, out);
            Some(Input::Whole(Box::new(parameter)))
        }
        None => Some(Input::Inline(inline.into_iter().map(without_our_attributes).collect())),
    }
}

/// What would be read on an inline parameter means nothing on a whole input, so it is refused.
fn refuse_attributes(parameter: &Parameter, out: &mut Diagnostics) {
    for attribute in parameter
        .attributes
        .iter()
        .filter(|attribute| is_ours(attribute) && !attribute.path().is_ident("doc"))
    {
        out.error(attribute, "an `#[input]` cannot have the attributes of a field")
            .help("move it to the field of its type that it is about");
    }
}

fn is_ours(attribute: &Attribute) -> bool {
    ["doc", "validate", "serde", "schemars", "bound", "audit"]
        .iter()
        .any(|name| attribute.path().is_ident(name))
}

fn without_our_attributes(mut parameter: Parameter) -> Parameter {
    parameter.attributes.retain(|attribute| !is_ours(attribute));
    parameter
}

/// The struct whose fields are the inline parameters.
///
/// Its fields are as visible as the function, since a policy may ask of them wherever it may name the function.
pub(super) fn input_struct(
    visibility: &Visibility,
    signature: &Signature,
    of_type: Option<&OfType>,
    parameters: &[&PatType],
) -> Option<ItemStruct> {
    let name = input_name(signature, of_type);
    let fields = parameters.iter().filter_map(|PatType { attrs, pat, ty, .. }| {
        let attributes = attrs.iter().filter(|attribute| is_ours(attribute));
        match &**pat {
            Pat::Ident(pattern) => {
                let ident = &pattern.ident;
                Some(quote::quote!(#(#attributes)* #visibility #ident: #ty))
            }
            _ => None,
        }
    });
    let item =
        quote::quote!(#[allow(non_camel_case_types, non_snake_case)] pub struct #name { #(#fields,)* });
    ItemStruct::parse.parse2(item).ok()
}
