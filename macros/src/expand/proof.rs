//! One fault, one error: what every other impl would repeat about a field's type is said first, and once.
//!
//! `__PROOF` is a constant that compiles if each field may be input or output. `__Proved<T>` is `T`, unless that
//! constant is at fault: then it has no type, and rustc says nothing more about it. Without this, a field whose
//! type lacks `#[data]` would be told of `Deserialize`, `Serialize` and `JsonSchema` as well, in six errors.

use portcullis_rules::Place;
use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Attribute;

use super::bounded::{asked, bounded};
use super::serde_shape::replace_self;
use crate::model::data::{Content, Data, Shape, Tagging, Variant};
use crate::model::field::{Field, Size};

/// The constants and the types that stand on them.
pub fn proof(data: &Data) -> TokenStream {
    if !is_provable(data) {
        return TokenStream::new();
    }
    let target = has_target(data).then(|| {
        let ident = &data.ident;
        quote! { type __Target = __Proved<#ident>; }
    });
    let bounded = data.direction.is_input().then(|| {
        let fields = fields(data, |variant| !variant.serde.skip_reading).into_iter();
        let proofs = fields.filter(|(_, field)| field.is_read()).filter_map(|(cfg, field)| {
            let check = match &field.size {
                Size::OfType => quote!(check),
                Size::OfLength(_) => quote!(check_within),
                Size::Said(_) => return None,
            };
            let (asked, bounded) = (asked(field), bounded(field, &field.size));
            let asked = asked.map(|asked| quote!(#(#cfg)* #asked));
            Some(quote! { #asked #(#cfg)* let _ = #bounded::#check; })
        });
        quote! { const __BOUNDED: usize = { #(#proofs)* 0 }; }
    });
    let disclosed = data.direction.is_output().then(|| {
        let fields = fields(data, |variant| !variant.serde.skip_writing).into_iter();
        let proofs = fields.filter(|(_, field)| field.is_written()).map(|(cfg, field)| {
            let ty = replace_self(field.ty.to_token_stream(), data);
            // What has no bound needs no second error.
            let ty = match data.direction.is_input() {
                true => around(field, quote!(__private::schema::Proved), &ty, quote!(, __BOUNDED)),
                false => ty,
            };
            let Place { start, .. } = Place::from(&field.ty);
            quote_spanned! {start=> #(#cfg)* let _ = <#ty as __private::Disclose>::verify; }
        });
        quote! { const __DISCLOSED: usize = { #(#proofs)* 0 }; }
    });
    let declared = (data.direction.is_output() && !data.personal).then(|| declared(data));
    let proof = match (data.direction.is_input(), data.direction.is_output()) {
        (true, true) => quote!({ __BOUNDED + __DISCLOSED }),
        (true, false) => quote!(__BOUNDED),
        _ => quote!(__DISCLOSED),
    };
    quote! {
        #bounded
        #disclosed
        type __Proved<T> = __private::schema::Proved<T, #proof>;
        #target
        #declared
    }
}

/// Refuses each field with personal data in it. It is asked of the type, since an alias may hide it.
fn declared(data: &Data) -> TokenStream {
    let arguments = if data.direction.is_input() { "personal" } else { "output, personal" };
    let this = &data.ident;
    let fields = fields(data, |variant| !variant.serde.skip_writing).into_iter();
    let proofs = fields.filter(|(_, field)| field.is_written()).map(|(cfg, field)| {
        let name = field.name.as_ref().map_or_else(|| field.position.to_string(), ToString::to_string);
        let message = format!(
            "the field `{name}` holds personal data, and nothing says that it may leave in `{this}`\nhelp: write `#[data({arguments})]` on `{this}`, or keep the field inside with `#[serde(skip_serializing)]`",
        );
        let Place { start, end } = Place::from(&field.ty);
        let ty = field_type(field, data);
        let mut assertion = quote_spanned!(start=> __private::assert_declared::<#ty>);
        let mut argument = Group::new(Delimiter::Parenthesis, quote!(#message));
        argument.set_span(end);
        argument.to_tokens(&mut assertion);
        // Each in a constant of its own, since evaluation ends at the first.
        quote!(#(#cfg)* const _: () = #assertion;)
    });
    proofs.collect()
}

/// The field's type where it is proved.
pub fn field_type(field: &Field, data: &Data) -> TokenStream {
    let ty = replace_self(field.ty.to_token_stream(), data);
    match is_provable(data) {
        true => around(field, quote!(__Proved), &ty, TokenStream::new()),
        false => ty,
    }
}

/// Whether the item has a second name, under which it too has no type where a field is at fault. A struct with
/// unnamed fields cannot be made by an alias, and a variant with named fields not by one without a type.
pub fn has_target(data: &Data) -> bool {
    let is_nameable = match &data.shape {
        Shape::Struct(content) => matches!(content, Content::Named(_)),
        Shape::Enum(Tagging::Internal(_), _) => false,
        Shape::Enum(_, variants) => {
            variants.iter().all(|variant| !matches!(variant.content, Content::Named(_)))
        }
    };
    is_provable(data) && is_nameable
}

/// A constant cannot depend on type parameters.
pub fn is_provable(data: &Data) -> bool {
    data.generics.params.is_empty()
}

/// `name<type more>`, on the type's own place.
fn around(field: &Field, name: TokenStream, ty: &TokenStream, more: TokenStream) -> TokenStream {
    let Place { start, end } = Place::from(&field.ty);
    let name: TokenStream = name
        .into_iter()
        .map(|mut token| {
            token.set_span(start);
            token
        })
        .collect();
    let mut tokens = quote_spanned!(start=> #name <);
    tokens.extend(ty.clone());
    tokens.extend(more);
    tokens.extend(quote_spanned!(end=> >));
    tokens
}

/// The fields of all variants that `enters` lets in, each with the `cfg`s under which it exists.
pub fn fields<'a>(data: &'a Data, enters: impl Fn(&Variant) -> bool) -> Vec<(Vec<&'a Attribute>, &'a Field)> {
    let contents: Vec<(&[Attribute], &Content)> = match &data.shape {
        Shape::Struct(content) => vec![(&[], content)],
        Shape::Enum(_, variants) => {
            let entered = variants.iter().filter(|variant| enters(variant));
            entered.map(|variant| (variant.cfg.as_slice(), &variant.content)).collect()
        }
    };
    let with_cfg = |(cfg, content): (&'a [Attribute], &'a Content)| {
        content.fields().iter().map(move |field| (cfg.iter().chain(&field.cfg).collect(), field))
    };
    contents.into_iter().flat_map(with_cfg).collect()
}
