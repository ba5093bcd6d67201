//! `#[failure]`: the user's enum with one more variant, and what the operator and the caller read of it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{ItemEnum, Path, Type};

use super::strip;
use crate::model::failure::{Failure, FailureVariant, Piece, Source};
use crate::model::written_type::{last_segment, peel};

/// The attributes that `#[failure]` understands and rustc does not.
pub const OURS: &[&str] = &["public", "from", "source"];

/// The enum and its impls.
pub fn expand(item: &ItemEnum, failure: &Failure) -> TokenStream {
    let item = with_interruption(item, &failure.krate);
    let debug = (!failure.derives_debug).then(|| quote!(#[derive(::core::fmt::Debug)]));
    let krate = &failure.krate;
    let display = display(failure);
    let error = error(failure);
    let conversions = conversions(failure);
    let public_error = public_error(failure);
    quote! {
        #debug
        #item

        #[doc(hidden)]
        #[allow(deprecated, clippy::all)]
        const _: () = {
            use #krate::__private;
            #display
            #error
            #conversions
            #public_error
        };
    }
}

/// The enum with the variant that an interrupted call becomes.
pub fn with_interruption(item: &ItemEnum, krate: &Path) -> ItemEnum {
    let mut item = strip::enumeration(item, OURS);
    item.variants.push(syn::parse_quote! {
        /// The call was interrupted, and the body passed it on with `?`.
        #[doc(hidden)]
        __Interrupted(#krate::__private::Interrupted)
    });
    item
}

/// The variant's name. What caused it is its `source`, as reports of errors expect.
fn display(failure: &Failure) -> TokenStream {
    let ident = &failure.ident;
    quote! {
        #[automatically_derived]
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.write_str(__private::PublicError::kind(self))
            }
        }
    }
}

fn error(failure: &Failure) -> TokenStream {
    let ident = &failure.ident;
    let arms = failure.variants.iter().map(|FailureVariant { cfg, ident, source, .. }| match source {
        None => quote! { #(#cfg)* Self::#ident { .. } => ::core::option::Option::None, },
        Some(Source { member, ty, .. }) => {
            // It is the type that is underlined where it is no error.
            let span = Span::mixed_site().located_at(ty.span());
            let source = Ident::new("source", span);
            let error = match is_pointer(ty) {
                true => quote!(&**#source),
                false => quote_spanned!(span=> __private::cause(#source)),
            };
            quote! { #(#cfg)* Self::#ident { #member: #source, .. } => ::core::option::Option::Some(#error), }
        }
    });
    quote! {
        #[automatically_derived]
        impl ::core::error::Error for #ident {
            fn source(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
                match self {
                    #(#arms)*
                    Self::__Interrupted(interrupted) => ::core::option::Option::Some(interrupted),
                }
            }
        }
    }
}

/// `Box<dyn Error>` is no `Error` itself; what is in it is.
fn is_pointer(ty: &Type) -> bool {
    last_segment(peel(ty)).is_some_and(|segment| ["Box", "Arc"].iter().any(|name| segment.ident == name))
}

fn conversions(failure: &Failure) -> TokenStream {
    let ident = &failure.ident;
    let conversions = failure.variants.iter().filter_map(|variant| {
        let FailureVariant { cfg, ident: name, .. } = variant;
        let Source { member, ty, from: true } = variant.source.as_ref()? else { return None };
        Some(quote! {
            #(#cfg)*
            #[automatically_derived]
            impl ::core::convert::From<#ty> for #ident {
                fn from(source: #ty) -> Self {
                    Self::#name { #member: source }
                }
            }
        })
    });
    quote! {
        #(#conversions)*

        #[automatically_derived]
        impl ::core::convert::From<__private::Interrupted> for #ident {
            fn from(interrupted: __private::Interrupted) -> Self {
                Self::__Interrupted(interrupted)
            }
        }
    }
}

fn public_error(failure: &Failure) -> TokenStream {
    let ident = &failure.ident;
    let texts = failure.variants.iter().map(public_text);
    let retryable: Vec<TokenStream> = failure
        .variants
        .iter()
        .filter(|variant| variant.retryable)
        .map(|FailureVariant { cfg, ident, .. }| quote! { #(#cfg)* Self::#ident { .. } => true, })
        .collect();
    let unknown: Vec<TokenStream> = failure
        .variants
        .iter()
        .filter(|variant| variant.unknown)
        .map(|FailureVariant { cfg, ident, .. }| quote! { #(#cfg)* Self::#ident { .. } => true, })
        .collect();
    let is_outcome_unknown = (!unknown.is_empty()).then(|| {
        quote! {
            fn is_outcome_unknown(&self) -> bool {
                match self {
                    #(#unknown)*
                    _ => false,
                }
            }
        }
    });
    let kinds = failure.variants.iter().map(|FailureVariant { cfg, ident, .. }| {
        let name = ident.to_string();
        quote! { #(#cfg)* Self::#ident { .. } => #name, }
    });
    quote! {
        #[automatically_derived]
        impl __private::PublicError for #ident {
            fn public_text(&self) -> __private::Cow<'static, str> {
                match self {
                    #(#texts)*
                    Self::__Interrupted(interrupted) => __private::Cow::Borrowed(__private::Interrupted::public_text(*interrupted)),
                }
            }

            fn is_retryable(&self) -> bool {
                match self {
                    #(#retryable)*
                    _ => false,
                }
            }

            #is_outcome_unknown

            fn kind(&self) -> &'static str {
                match self {
                    #(#kinds)*
                    Self::__Interrupted(_) => "Interrupted",
                }
            }

            fn operator_text(&self) -> __private::String {
                __private::chain(self)
            }

            fn interrupted(&self) -> ::core::option::Option<__private::Interrupted> {
                __private::interrupted(self)
            }
        }
    }
}

fn public_text(variant: &FailureVariant) -> TokenStream {
    let FailureVariant { cfg, ident, text, .. } = variant;
    let fields = variant.fields_in_text();
    if fields.is_empty() {
        let text: String = text.iter().map(Piece::plain).collect();
        return quote! { #(#cfg)* Self::#ident { .. } => __private::Cow::Borrowed(#text), };
    }
    let format: String = text.iter().map(|piece| piece.format(&fields)).collect();
    let members = fields.iter().map(|(member, _)| member);
    // On the field's type, where rustc says that it has no `Display`.
    let binding = |(position, (_, ty)): (usize, &(_, &Type))| {
        format_ident!("field_{position}", span = Span::mixed_site().located_at(ty.span()))
    };
    let bindings: Vec<Ident> = fields.iter().enumerate().map(binding).collect();
    // Said on the field's type, where it is none.
    let plain_data =
        fields.iter().map(|(_, ty)| quote_spanned!(ty.span()=> <#ty as __private::Disclose>::verify));
    quote! {
        #(#cfg)*
        Self::#ident { #(#members: #bindings,)* .. } => {
            #(let _ = #plain_data;)*
            __private::Cow::Owned(__private::format!(#format, #(#bindings),*))
        }
    }
}
