//! `impl Bounded`: how many bytes a value can need, and what is wrong with one.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprLit};

use super::checks::{self, Names, Walk};
use super::data::Header;
use crate::model::data::{Content, Data, Shape, Tagging, Variant};
use crate::model::field::{Field, Size};
use crate::model::untyped::Untyped;

pub fn implementation(data: &Data) -> TokenStream {
    let header = Header::new(data, &quote!(__private::Bounded)).implement(data, &quote!(__private::Bounded));
    let bytes = match &data.shape {
        Shape::Struct(content) => content_bytes(content),
        Shape::Enum(tagging, variants) => {
            let forms = variants.iter().filter(|variant| !variant.serde.skip_reading).map(|variant| {
                let (cfg, bytes) = (&variant.cfg, variant_bytes(variant, tagging));
                quote!(#(#cfg)* #bytes)
            });
            quote!(__private::bytes::largest(&[#(#forms),*]))
        }
    };
    let names = Names::new();
    let body = checks::body(data, &Incoming, &names);
    let Names { at, faults } = &names;
    quote! {
        #header {
            const MAX_JSON_BYTES: usize = #bytes;

            fn check(&self, #at: &__private::Path<'_>, #faults: &mut __private::Faults) {
                #body
            }
        }
    }
}

fn variant_bytes(variant: &Variant, tagging: &Tagging) -> TokenStream {
    let json = &variant.longest_name();
    let content = &variant.content;
    match tagging {
        Tagging::External => {
            let content = content_bytes(content);
            quote!(__private::bytes::object(&[__private::bytes::field(#json, #content)]))
        }
        Tagging::Internal(tag) => {
            let fields = match content {
                Content::Newtype(field) => vec![field_value(field)],
                content => named_fields(content.fields()).collect(),
            };
            quote! {
                __private::bytes::object(&[
                    __private::bytes::field(#tag, __private::bytes::word(#json)),
                    #(#fields),*
                ])
            }
        }
        Tagging::Adjacent(tag, key) => {
            let content = content_bytes(content);
            quote! {
                __private::bytes::object(&[
                    __private::bytes::field(#tag, __private::bytes::word(#json)),
                    __private::bytes::field(#key, #content),
                ])
            }
        }
    }
}

fn content_bytes(content: &Content) -> TokenStream {
    match content {
        Content::Unit => quote!(__private::bytes::NULL),
        Content::Newtype(field) => field_value(field),
        Content::Tuple(fields) => {
            let elements = fields.iter().filter(|field| field.is_read()).map(field_value);
            quote!(__private::bytes::list(&[#(#elements),*]))
        }
        Content::Named(fields) => {
            let fields = named_fields(fields);
            quote!(__private::bytes::object(&[#(#fields),*]))
        }
    }
}

fn named_fields(fields: &[Field]) -> impl Iterator<Item = TokenStream> {
    fields.iter().filter(|field| field.is_read()).map(|field| {
        let (cfg, name, value) = (&field.cfg, field.longest_name(), field_value(field));
        match field.serde.flatten {
            // Its braces count as well, which is two bytes too many and never too few.
            Some(_) => quote!(#(#cfg)* #value),
            None => quote!(#(#cfg)* __private::bytes::field(#name, #value)),
        }
    })
}

fn field_value(field: &Field) -> TokenStream {
    if !field.is_read() {
        return quote!(__private::bytes::NULL);
    }
    match &field.size {
        Size::Said(bytes) => quote!(#bytes),
        size => {
            let bounded = bounded(field, size);
            quote_spanned!(field.ty.span()=> #bounded::MAX_JSON_BYTES)
        }
    }
}

/// The type as `Bounded` or `Within`, on the type's own span: there rustc says that it is neither.
pub fn bounded(field: &Field, size: &Size) -> TokenStream {
    let ty = &typed(field);
    match size {
        Size::OfLength(max @ Expr::Lit(ExprLit { .. })) => {
            quote_spanned!(ty.span()=> <#ty as __private::Within<#max>>)
        }
        Size::OfLength(max) => quote_spanned!(ty.span()=> <#ty as __private::Within<{ #max }>>),
        Size::OfType | Size::Said(_) => quote_spanned!(ty.span()=> <#ty as __private::Bounded>),
    }
}

/// The type, which is none if a part of it says nothing of what it holds: that is told of, and of the whole no more.
fn typed(field: &Field) -> TokenStream {
    let ty = &field.ty;
    match asked(field) {
        None => quote!(#ty),
        Some(asked) => quote_spanned!(ty.span()=> __private::schema::Proved<#ty, { #asked 0 }>),
    }
}

/// What does not compile if a part of the type says nothing of what it holds.
pub fn asked(field: &Field) -> Option<TokenStream> {
    field.untyped.as_ref().map(|untyped| match untyped {
        Untyped::Anything(part) => {
            quote_spanned!(part.span()=> let _ = <#part as __private::Bounded>::check;)
        }
        Untyped::Bytes(part) => quote_spanned!(part.span()=> let () = __private::described::<#part>();),
    })
}

/// What callers send.
struct Incoming;

impl Walk for Incoming {
    fn takes(&self, field: &Field) -> bool {
        field.is_read()
    }

    fn enters(&self, variant: &Variant) -> bool {
        !variant.serde.skip_reading
    }

    fn recurse(
        &self,
        field: &Field,
        value: &TokenStream,
        place: &TokenStream,
        names: &Names,
    ) -> Option<TokenStream> {
        let faults = &names.faults;
        let bounded = bounded(field, &field.size);
        let span = field.ty.span();
        match &field.size {
            Size::OfType => Some(quote_spanned!(span=> #bounded::check(#value, #place, #faults))),
            Size::OfLength(_) => {
                let controls = match field.allow_control {
                    true => quote!(__private::Controls::Allowed),
                    false => quote!(__private::Controls::Refused),
                };
                Some(quote_spanned!(span=> #bounded::check_within(#value, #controls, #place, #faults)))
            }
            Size::Said(_) => None,
        }
    }

    fn checks_max(&self, field: &Field) -> bool {
        matches!(field.size, Size::OfLength(_))
    }
}
