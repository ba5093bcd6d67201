//! `#[attack_test]`: a test that attacks what the user's function returns, on a runtime of its own.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::ReturnType;
use syn::spanned::Spanned;

use crate::model::attack_test::{AttackTest, RawAttackTest};

/// The test, with the user's function inside it.
pub fn expand(test: &AttackTest) -> TokenStream {
    let AttackTest { krate, item } = test;
    let (attributes, vis, name) = (&item.attrs, &item.vis, &item.sig.ident);
    let mut made = item.clone();
    (made.attrs, made.vis) = (Vec::new(), syn::Visibility::Inherited);
    let make = match item.sig.asyncness {
        Some(_) => quote!(#name()),
        None => quote!(async { #name() }),
    };
    // What cannot be attacked is told of where it is returned.
    let returned = match &item.sig.output {
        ReturnType::Type(_, ty) => ty.span(),
        ReturnType::Default => name.span(),
    };
    let run = quote_spanned!(returned => __private::attack_test);
    quote! {
        #(#attributes)*
        #[::core::prelude::v1::test]
        #vis fn #name() {
            #made

            {
                use #krate::__private;

                #run(#make)
            }
        }
    }
}

/// The function as it is, so that its body is still read by an editor; it is no test.
pub fn stub(raw: &RawAttackTest) -> TokenStream {
    let mut item = raw.item.clone();
    item.attrs.retain(|attribute| attribute.path().is_ident("doc") || attribute.path().is_ident("cfg"));
    let item = item.into_token_stream();
    quote! {
        #[allow(warnings)]
        #item
    }
}
