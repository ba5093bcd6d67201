//! `impl Disclose`: every field may leave the gate, and keeps the bounds that the schema promises.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned;

use super::checks::{self, Names, Walk};
use super::data::Header;
use super::proof::{field_type, fields, is_provable};
use crate::model::data::{Data, Variant};
use crate::model::field::Field;

pub fn implementation(data: &Data) -> TokenStream {
    let header =
        Header::new(data, &quote!(__private::Disclose)).implement(data, &quote!(__private::Disclose));
    let names = Names::new();
    let body = checks::body(data, &Outgoing(data), &names);
    let Names { at, faults } = &names;
    let personal = personal(data);
    quote! {
        #header {
            #personal

            fn verify(&self, #at: &__private::Path<'_>, #faults: &mut __private::Faults) {
                #body
            }
        }
    }
}

/// Of a generic type only those who name its parameters know what it holds; of others `proof.rs` has said it.
fn personal(data: &Data) -> Option<TokenStream> {
    if data.personal || is_provable(data) {
        return None;
    }
    let holds = fields(data, |variant| !variant.serde.skip_writing).into_iter();
    let holds = holds.filter(|(_, field)| field.is_written()).map(|(cfg, field)| {
        let ty = without_itself(field.ty.to_token_stream(), &data.ident);
        quote!(#(#cfg)* <#ty as __private::Disclose>::PERSONAL)
    });
    Some(quote! {
        const PERSONAL: ::core::primitive::bool = __private::any(&[#(#holds),*]);
    })
}

/// A type that holds itself holds no more personal data for that, and would ask itself without an end.
fn without_itself(tokens: TokenStream, this: &Ident) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut kept = TokenStream::new();
    let mut in_path = false;
    while let Some(token) = tokens.next() {
        let after_colon = std::mem::replace(&mut in_path, is_colon(&token));
        match token {
            // `std::vec::Vec` is another one.
            TokenTree::Ident(ident) if !after_colon && (ident == *this || ident == "Self") => {
                skip_generics(&mut tokens);
                kept.extend(quote!(()));
            }
            TokenTree::Group(group) => {
                let mut inside = Group::new(group.delimiter(), without_itself(group.stream(), this));
                inside.set_span(group.span());
                kept.extend([TokenTree::Group(inside)]);
            }
            other => kept.extend([other]),
        }
    }
    kept
}

fn is_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':')
}

/// Passes over `<…>`.
fn skip_generics(tokens: &mut Peekable<IntoIter>) {
    if !matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == '<') {
        return;
    }
    let mut depth = 0_usize;
    for token in tokens.by_ref() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
}

/// What callers read.
struct Outgoing<'a>(&'a Data);

impl Walk for Outgoing<'_> {
    fn takes(&self, field: &Field) -> bool {
        field.is_written()
    }

    fn enters(&self, variant: &Variant) -> bool {
        !variant.serde.skip_writing
    }

    fn recurse(
        &self,
        field: &Field,
        value: &TokenStream,
        place: &TokenStream,
        names: &Names,
    ) -> Option<TokenStream> {
        let (ty, faults) = (field_type(field, self.0), &names.faults);
        Some(quote_spanned!(field.ty.span()=> <#ty as __private::Disclose>::verify(#value, #place, #faults)))
    }

    fn checks_max(&self, _: &Field) -> bool {
        false
    }
}
