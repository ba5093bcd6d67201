//! Fields that stand in the place of a flattened field, or beside the tag of an enum.

use portcullis_rules::Place;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

use super::data::Header;
use super::proof::field_type;
use crate::model::data::{Content, Data, Shape, Tagging};
use crate::model::field::Field;

/// `impl Flatten`, for a struct with named fields that flattens nothing itself.
pub fn implementation(data: &Data, header: &Header) -> Option<TokenStream> {
    let Shape::Struct(Content::Named(fields)) = &data.shape else { return None };
    if fields.iter().any(|field| field.serde.flatten.is_some()) {
        return None;
    }
    let implement = header.implement(data, &quote!(__private::schema::Flatten));
    let names = names(fields);
    Some(quote! {
        #implement {
            const NAMES: &'static [&'static str] = &[#(#names),*];
        }
    })
}

/// That no two fields have one name. Only the compiler sees the names of another type, and of a generic type
/// nobody does before it is used.
pub fn assertions(data: &Data) -> TokenStream {
    if !data.generics.params.is_empty() {
        return TokenStream::new();
    }
    match &data.shape {
        Shape::Struct(content) => siblings(content.fields(), data),
        Shape::Enum(tagging, variants) => variants
            .iter()
            .map(|variant| {
                let cfg = &variant.cfg;
                let beside = match (tagging, &variant.content) {
                    (Tagging::Internal(tag), Content::Newtype(field)) => apart(&quote!(&[#tag]), field, data),
                    (Tagging::Internal(tag), content) => {
                        let flattened = content.fields().iter().filter(|field| field.serde.flatten.is_some());
                        let beside_tag = flattened.map(|field| apart(&quote!(&[#tag]), field, data));
                        beside_tag.chain([siblings(content.fields(), data)]).collect()
                    }
                    (_, content) => siblings(content.fields(), data),
                };
                match beside.is_empty() {
                    true => beside,
                    false => quote! { #(#cfg)* const _: () = { #beside }; },
                }
            })
            .collect(),
    }
}

/// Each flattened field beside the plain ones, and beside the flattened ones before it.
fn siblings(fields: &[Field], data: &Data) -> TokenStream {
    let names = names(fields);
    let plain = quote!(&[#(#names),*]);
    let flattened: Vec<&Field> = fields.iter().filter(|field| field.serde.flatten.is_some()).collect();
    let mut assertions = TokenStream::new();
    for (index, field) in flattened.iter().enumerate() {
        assertions.extend(apart(&plain, field, data));
        for before in flattened.iter().take(index).filter(|before| before.cfg.is_empty()) {
            let ty = field_type(before, data);
            assertions.extend(apart(&quote!(<#ty as __private::schema::Flatten>::NAMES), field, data));
        }
    }
    assertions
}

fn apart(names: &TokenStream, field: &Field, data: &Data) -> TokenStream {
    let (cfg, ty) = (&field.cfg, field_type(field, data));
    let Place { start, end } = Place::from(&field.ty);
    let mut call = quote_spanned!(start=> __private::schema::assert_apart);
    call.extend(quote_spanned!(end=> (#names, <#ty as __private::schema::Flatten>::NAMES)));
    let call = call.into_token_stream();
    quote! { #(#cfg)* const _: () = #call; }
}

fn names(fields: &[Field]) -> impl Iterator<Item = TokenStream> {
    fields.iter().filter(|field| field.serde.flatten.is_none()).flat_map(|field| {
        let cfg = &field.cfg;
        field.all_names().map(move |name| quote!(#(#cfg)* #name))
    })
}
