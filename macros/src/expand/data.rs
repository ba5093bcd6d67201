//! `#[data]`: the user's item, and beside it the impls that make it input or output.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, GenericParam, Generics, parse_quote};

use super::{bounded, disclose, json_schema, proof, serde_shape, strip};
use crate::model::attributes::OURS;
use crate::model::data::{Content, Data, Shape, Tagging, Variant};

/// The item and its impls.
pub fn expand(item: &DeriveInput, data: &Data) -> TokenStream {
    let item = strip::item(item, OURS);
    let impls = impls(data);
    quote! { #item #impls }
}

/// The impls alone, for a type that the caller emits: `Deserialize`, `Bounded` and `JsonSchema` of an input,
/// `Serialize`, `Disclose` and `JsonSchema` of an output.
pub fn impls(data: &Data) -> TokenStream {
    let krate = &data.krate;
    let proof = proof::proof(data);
    let serde = serde_shape::impls(data);
    let bounded = data.direction.is_input().then(|| bounded::implementation(data));
    let input = data.direction.is_input().then(|| input(data));
    let disclose = data.direction.is_output().then(|| disclose::implementation(data));
    let json_schema = json_schema::implementations(data);
    let words = words(data);
    quote! {
        // What the user's names and types deserve to hear is said about the item itself.
        #[doc(hidden)]
        #[allow(deprecated, non_camel_case_types, non_snake_case, unused_variables, clippy::all)]
        const _: () = {
            use #krate::__private;
            #proof
            #serde
            #bounded
            #input
            #disclose
            #json_schema
            #words
        };
    }
}

/// Says that callers may send it. A generic type is input where what it stands for is.
fn input(data: &Data) -> TokenStream {
    let mut generics = data.generics.clone();
    if !generics.params.is_empty() {
        let krate = &data.krate;
        generics.make_where_clause().predicates.push(parse_quote! {
            Self: #krate::__private::serde::de::DeserializeOwned
                + #krate::__private::Bounded
                + #krate::__private::schemars::JsonSchema
                + ::core::marker::Send
                + 'static
        });
    }
    let header = Header { generics }.implement(data, &quote!(__private::Input));
    quote!(#header {})
}

/// An enum whose variants hold nothing is one of several words, which may stand in the instructions of a prompt.
fn words(data: &Data) -> Option<TokenStream> {
    let Shape::Enum(Tagging::External, variants) = &data.shape else { return None };
    let is_word = |variant: &Variant| matches!(variant.content, Content::Unit) && variant.cfg.is_empty();
    if !variants.iter().all(is_word) || !data.generics.params.is_empty() {
        return None;
    }
    let (ident, words) = (&data.ident, variants.iter().map(|variant| &variant.json));
    let places = variants.iter().enumerate().map(|(place, variant)| {
        let variant = &variant.ident;
        quote!(Self::#variant { .. } => #place)
    });
    Some(quote! {
        #[automatically_derived]
        impl __private::prompt::Words for #ident {
            const WORDS: &'static [&'static ::core::primitive::str] = &[#(#words),*];

            fn word(&self) -> ::core::primitive::usize {
                match self {
                    #(#places,)*
                }
            }
        }
    })
}

/// `impl<…> Trait for Type<…> where …`, with `bound` on each type parameter.
pub struct Header {
    generics: Generics,
}

impl Header {
    pub fn new(data: &Data, bound: &TokenStream) -> Self {
        let mut generics = data.generics.clone();
        for parameter in data.generics.type_params() {
            let name = &parameter.ident;
            generics.make_where_clause().predicates.push(parse_quote!(#name: #bound));
        }
        Header { generics }
    }

    /// The first line of an impl of `of` for the type.
    pub fn implement(&self, data: &Data, of: &impl ToTokens) -> TokenStream {
        let ident = &data.ident;
        let (impl_generics, _, where_clause) = self.generics.split_for_impl();
        let (_, ty_generics, _) = data.generics.split_for_impl();
        quote! { #[automatically_derived] impl #impl_generics #of for #ident #ty_generics #where_clause }
    }

    /// The same with a lifetime of the impl's own in front.
    pub fn with_lifetime(mut self, lifetime: GenericParam) -> Self {
        self.generics.params.insert(0, lifetime);
        self
    }
}
