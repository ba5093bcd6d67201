//! The user's item without the attributes that only `#[data]` and `#[failure]` understand.

use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Fields, ItemEnum, Token, Variant};

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
