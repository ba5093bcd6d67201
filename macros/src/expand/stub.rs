//! What stays of an item that was refused: the item itself, and impls that let all else compile, so that one
//! mistake gives one message.

use portcullis_rules::Diagnostics;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{GenericParam, Item, Type};

use super::failure::with_interruption;
use super::strip;
use crate::model::attributes::OURS;
use crate::model::data::RawData;
use crate::model::failure::{DERIVES, RawFailure};

/// A type with impls that are never run, since nothing with an error in it is.
pub fn data(raw: &RawData) -> TokenStream {
    let item = strip::rejected(&raw.item, OURS);
    let krate = raw.krate();
    let ident = &raw.item.ident;
    let (impl_generics, ty_generics, where_clause) = raw.item.generics.split_for_impl();
    let mut with_lifetime = raw.item.generics.clone();
    with_lifetime.params.insert(0, GenericParam::Lifetime(syn::parse_quote!('de)));
    let (de_generics, ..) = with_lifetime.split_for_impl();
    let mut sendable = raw.item.generics.clone();
    if !sendable.params.is_empty() {
        sendable.make_where_clause().predicates.push(syn::parse_quote!(Self: ::core::marker::Send + 'static));
    }
    let (.., sendable) = sendable.split_for_impl();
    let input = raw.direction().is_input().then(|| {
        quote! {
            impl #de_generics __private::serde::Deserialize<'de> for #ident #ty_generics #where_clause {
                fn deserialize<__D: __private::serde::Deserializer<'de>>(_: __D) -> ::core::result::Result<Self, __D::Error> {
                    ::core::unreachable!()
                }
            }

            impl #impl_generics __private::Bounded for #ident #ty_generics #where_clause {
                const MAX_JSON_BYTES: usize = 0;

                fn check(&self, _: &__private::Path<'_>, _: &mut __private::Faults) {}
            }

            impl #impl_generics __private::Input for #ident #ty_generics #sendable {}
        }
    });
    let output = raw.direction().is_output().then(|| {
        quote! {
            impl #impl_generics __private::serde::Serialize for #ident #ty_generics #where_clause {
                fn serialize<__S: __private::serde::Serializer>(&self, _: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                    ::core::unreachable!()
                }
            }

            impl #impl_generics __private::Disclose for #ident #ty_generics #where_clause {}
        }
    });
    quote! {
        #[allow(warnings)]
        #item

        #[doc(hidden)]
        #[allow(warnings)]
        const _: () = {
            use #krate::__private;

            #input

            #output

            impl #impl_generics __private::schemars::JsonSchema for #ident #ty_generics #where_clause {
                fn schema_name() -> __private::Cow<'static, str> {
                    ::core::unreachable!()
                }

                fn json_schema(_: &mut __private::schemars::SchemaGenerator) -> __private::schemars::Schema {
                    ::core::unreachable!()
                }
            }

            impl #impl_generics __private::schema::Flatten for #ident #ty_generics #where_clause {
                const NAMES: &'static [&'static str] = &[];
            }
        };
    }
}

/// An enum with impls that are never run, since nothing with an error in it is.
pub fn failure(raw: &RawFailure) -> TokenStream {
    let krate = raw.krate();
    let mut item = with_interruption(&raw.item, &krate);
    strip::strip_derives(&mut item.attrs, DERIVES);
    for variant in &mut item.variants {
        variant.discriminant = None;
    }
    let ident = &item.ident;
    let mut generics = item.generics.clone();
    if !generics.params.is_empty() {
        generics.make_where_clause().predicates.push(syn::parse_quote!(Self: ::core::marker::Send + 'static));
    }
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let mut conversions: Vec<Type> = vec![syn::parse_quote!(__private::Interrupted)];
    for field in raw.item.variants.iter().flat_map(|variant| &variant.fields) {
        let from = field.attrs.iter().any(|attribute| attribute.path().is_ident("from"));
        let known = |ty: &Type| ty.to_token_stream().to_string() == field.ty.to_token_stream().to_string();
        if from && !conversions.iter().any(known) {
            conversions.push(field.ty.clone());
        }
    }
    quote! {
        #[allow(warnings)]
        #item

        #[doc(hidden)]
        #[allow(warnings)]
        const _: () = {
            use #krate::__private;

            impl #impl_generics __private::PublicError for #ident #ty_generics #where_clause {
                fn public_text(&self) -> __private::Cow<'static, str> {
                    ::core::unreachable!()
                }

                fn is_retryable(&self) -> bool {
                    ::core::unreachable!()
                }

                fn kind(&self) -> &'static str {
                    ::core::unreachable!()
                }

                fn operator_text(&self) -> __private::String {
                    ::core::unreachable!()
                }
            }

            #(
                impl #impl_generics ::core::convert::From<#conversions> for #ident #ty_generics #where_clause {
                    fn from(_: #conversions) -> Self {
                        ::core::unreachable!()
                    }
                }
            )*
        };
    }
}

/// An attribute on something that it is not for: the item as it is, and one error.
pub fn misplaced(attribute: &str, belongs: &str, item: TokenStream, out: &mut Diagnostics) -> TokenStream {
    if let Err(error) = syn::parse2::<Item>(item.clone()) {
        // rustc has told what is wrong, and an editor goes on with what there is. Without a word of ours, what rustc reads
        // and we do not would be left unguarded.
        out.error(error.span(), format!("`#[{attribute}]` cannot read what does not parse"))
            .help("mend the syntax here first");
        return strip::unread(item, UNREAD);
    }
    out.error(Span::call_site(), format!("`#[{attribute}]` is for {belongs}")).help("move it, or remove it");
    item
}

/// The attributes that rustc knows nothing of when our macros do not take them away.
const UNREAD: &[&str] =
    &["grant", "input", "serde", "schemars", "validate", "bound", "audit", "public", "from", "source"];
