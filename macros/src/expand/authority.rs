//! `#[derive(Authority)]`: what the type can do and what it reaches, as its author wrote it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use crate::model::authority::{Authority, RawAuthority};

/// The impl.
pub fn expand(authority: &Authority) -> TokenStream {
    let Authority { krate, ident, generics, effect, kind, reaches } = authority;
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let implementation = quote! {
        #[automatically_derived]
        impl #impl_generics __private::Authority for #ident #ty_generics #where_clause {
            const EFFECT: __private::Effect = __private::Effect::#effect;
            const KIND: &'static ::core::primitive::str = #kind;

            fn describe(&self) -> __private::String {
                <__private::String as ::core::convert::From<&::core::primitive::str>>::from(#reaches)
            }
        }
    };
    anonymous(krate, &implementation)
}

/// An impl that is never used, so that one mistake gives one message.
pub fn stub(raw: &RawAuthority) -> TokenStream {
    let generics = raw.generics();
    let ident = &raw.item.ident;
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let implementation = quote! {
        impl #impl_generics __private::Authority for #ident #ty_generics #where_clause {
            const EFFECT: __private::Effect = __private::Effect::Read;
            const KIND: &'static ::core::primitive::str = "";

            fn describe(&self) -> __private::String {
                ::core::unreachable!()
            }
        }
    };
    anonymous(&raw.krate(), &implementation)
}

fn anonymous(krate: &Path, implementation: &TokenStream) -> TokenStream {
    quote! {
        #[doc(hidden)]
        #[allow(deprecated, clippy::all)]
        const _: () = {
            use #krate::__private;

            #implementation
        };
    }
}
