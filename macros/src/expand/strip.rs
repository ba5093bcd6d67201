//! The user's item without the attributes that only our macros understand.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Fields, ItemEnum, Path, Token, Variant, parse_quote};

use crate::model::attributes::DERIVES as DATA_DERIVES;

/// The item as it stays.
pub fn item(item: &DeriveInput, ours: &[&str]) -> DeriveInput {
    let mut item = item.clone();
    strip(&mut item.attrs, ours);
    match &mut item.data {
        Data::Struct(data) => strip_fields(&mut data.fields, ours),
        Data::Enum(data) => strip_variants(&mut data.variants, ours),
        Data::Union(data) => {
            for field in &mut data.fields.named {
                strip(&mut field.attrs, ours);
            }
        }
    }
    item
}

/// The item as it stays in an error: also without the derives that a stub makes up for.
pub fn rejected(item: &DeriveInput, ours: &[&str]) -> DeriveInput {
    let mut item = self::item(item, &[ours, &["cfg_attr"]].concat());
    strip_derives(&mut item.attrs, DATA_DERIVES);
    item
}

/// Tokens that do not parse, without these attributes, and in parentheses without documentation, which no parameter has.
pub fn unread(tokens: TokenStream, ours: &[&str]) -> TokenStream {
    let mut kept = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match (token, tokens.peek()) {
            (TokenTree::Punct(pound), Some(TokenTree::Group(attribute)))
                if pound.as_char() == '#' && is_one(attribute, ours) =>
            {
                tokens.next();
            }
            (TokenTree::Group(group), _) => {
                let ours = match group.delimiter() {
                    Delimiter::Parenthesis => [ours, &["doc"]].concat(),
                    _ => ours.to_vec(),
                };
                let mut inner = Group::new(group.delimiter(), unread(group.stream(), &ours));
                // Where rustc says what is missing, so that it does not say so twice.
                inner.set_span(group.span_close());
                kept.extend([TokenTree::Group(inner)]);
            }
            (token, _) => kept.extend([token]),
        }
    }
    kept
}

/// `[grant]`
fn is_one(attribute: &Group, names: &[&str]) -> bool {
    match attribute.stream().into_iter().next() {
        Some(TokenTree::Ident(name)) if attribute.delimiter() == Delimiter::Bracket => {
            names.iter().any(|ours| name == ours)
        }
        _ => false,
    }
}

/// Derives of these are refused beside ours.
pub fn strip_derives(attributes: &mut [Attribute], refused: &[&str]) {
    for attribute in attributes.iter_mut() {
        if !attribute.path().is_ident("derive") {
            continue;
        }
        let Ok(paths) = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated) else {
            continue;
        };
        let kept = paths.iter().filter(|path| {
            path.segments.last().is_none_or(|last| !refused.iter().any(|name| last.ident == name))
        });
        *attribute = parse_quote!(#[derive(#(#kept),*)]);
    }
}

/// The enum as it stays.
pub fn enumeration(item: &ItemEnum, ours: &[&str]) -> ItemEnum {
    let mut item = item.clone();
    strip(&mut item.attrs, ours);
    strip_variants(&mut item.variants, ours);
    item
}

fn strip_variants(variants: &mut Punctuated<Variant, Token![,]>, ours: &[&str]) {
    for variant in variants {
        strip(&mut variant.attrs, ours);
        strip_fields(&mut variant.fields, ours);
    }
}

fn strip_fields(fields: &mut Fields, ours: &[&str]) {
    for field in fields {
        strip(&mut field.attrs, ours);
    }
}

fn strip(attributes: &mut Vec<Attribute>, ours: &[&str]) {
    attributes.retain(|attribute| !ours.iter().any(|name| attribute.path().is_ident(name)));
}
