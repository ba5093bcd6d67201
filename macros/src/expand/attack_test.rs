//! `#[attack_test]`: a test that attacks what the user's function returns, on a runtime of its own.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, ReturnType};

use crate::model::attack_test::{AttackTest, RawAttackTest};

/// The test, with the user's function inside it.
pub fn expand(test: &AttackTest) -> TokenStream {
    let AttackTest { krate, item, fakes } = test;
    let (attributes, vis, name) = (&item.attrs, &item.vis, &item.sig.ident);
    let mut made = item.clone();
    (made.attrs, made.vis) = (Vec::new(), syn::Visibility::Inherited);
    // The user's function may be called so as well.
    let given = Ident::new("fakes", Span::mixed_site());
    let (parameter, argument) = match fakes {
        // What cannot be given is told of where it is asked for.
        Some(ty) => {
            let there = Ident::new("fakes", given.span().located_at(ty.span()));
            (Some(&given), Some(quote_spanned!(ty.span() => __private::fakes_of_test(&#there))))
        }
        None => (None, None),
    };
    // What cannot be attacked is told of where it is returned.
    let returned = match &item.sig.output {
        ReturnType::Type(_, ty) => ty.span(),
        ReturnType::Default => name.span(),
    };
    let await_it = item.sig.asyncness.map(|_| quote!(.await));
    let make = quote_spanned!(returned => async move { #name(#argument)#await_it });
    let path = quote!(::core::concat!(::core::module_path!(), "::", ::core::stringify!(#name)));
    let run = match fakes {
        Some(_) => quote_spanned!(returned => __private::attack_test_with_fakes(#path, |#parameter| #make)),
        None => quote_spanned!(returned => __private::attack_test(#path, || #make)),
    };
    quote! {
        #(#attributes)*
        #[::core::prelude::v1::test]
        #vis fn #name() {
            #made

            {
                use #krate::__private;

                #run
            }
        }
    }
}

/// The function as it is, so that its body is still read by an editor; it is no test.
pub fn stub(raw: &RawAttackTest) -> TokenStream {
    let mut item = raw.item.clone();
    // Of `self` rustc would say the same again.
    item.sig.inputs = item.sig.inputs.into_iter().filter(|input| matches!(input, FnArg::Typed(_))).collect();
    item.attrs.retain(|attribute| attribute.path().is_ident("doc") || attribute.path().is_ident("cfg"));
    let item = item.into_token_stream();
    quote! {
        #[allow(warnings)]
        #item
    }
}
