//! `Serialize` and `Deserialize`: serde's own derives on a hidden twin of the item.
//!
//! The twin is what the derives see (`remote`), so that the type itself gets no inherent `deserialize` by which
//! the strict adaptors could be gone round. It says every name in JSON as the schema has it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, LitStr, parse_quote};

use super::data::Header;
use super::proof::{field_type, has_target};
use crate::model::data::{Content, Data, Shape, Tagging, Variant};
use crate::model::field::Field;

/// The twin, and the impls that call it.
pub fn impls(data: &Data) -> TokenStream {
    let twin = twin(data);
    let deserialize = data.direction.is_input().then(|| deserialize(data));
    let serialize = data.direction.is_output().then(|| serialize(data));
    quote! { #twin #deserialize #serialize }
}

fn deserialize(data: &Data) -> TokenStream {
    // Generic fields are decoded from anything, as the type itself is.
    let header = Header::new(data, &quote!(__private::serde::Deserialize<'de>))
        .with_lifetime(parse_quote!('de))
        .implement(data, &quote!(__private::serde::Deserialize<'de>));
    let strict = match &data.shape {
        Shape::Enum(Tagging::Internal(_), _) => quote!(Tagged),
        _ => quote!(Shape),
    };
    quote! {
        #header {
            fn deserialize<__D: __private::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                __Twin::deserialize(__private::strict::#strict(deserializer))
            }
        }
    }
}

fn serialize(data: &Data) -> TokenStream {
    let header = Header::new(data, &quote!(__private::serde::Serialize))
        .implement(data, &quote!(__private::serde::Serialize));
    quote! {
        #header {
            fn serialize<__S: __private::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                __Twin::serialize(self, serializer)
            }
        }
    }
}

fn twin(data: &Data) -> TokenStream {
    let input = data.direction.is_input().then(|| quote!(__private::serde::Deserialize,));
    let output = data.direction.is_output().then(|| quote!(__private::serde::Serialize,));
    let options = options(data);
    let (generics, where_clause) = (&data.generics, &data.generics.where_clause);
    let item = match &data.shape {
        Shape::Struct(content @ Content::Named(_)) => {
            let content = twin_content(data, content);
            quote! { struct __Twin #generics #where_clause #content }
        }
        Shape::Struct(content) => {
            let content = twin_content(data, content);
            quote! { struct __Twin #generics #content #where_clause; }
        }
        Shape::Enum(tagging, variants) => {
            let variants = variants.iter().map(|variant| twin_variant(data, tagging, variant));
            quote! { enum __Twin #generics #where_clause { #(#variants,)* } }
        }
    };
    quote! {
        #[derive(#input #output)]
        #[serde(#(#options),*)]
        #item
    }
}

/// What serde is told about the whole type.
fn options(data: &Data) -> Vec<TokenStream> {
    let remote = if has_target(data) { "__Target".to_owned() } else { data.ident.to_string() };
    let name = &data.name;
    let mut options = vec![
        quote!(crate = "__private::serde"),
        quote!(remote = #remote),
        quote!(rename = #name),
        quote!(deny_unknown_fields),
    ];
    if has_target(data) && data.direction.is_input() {
        let kind = if matches!(data.shape, Shape::Struct(_)) { "struct" } else { "enum" };
        let expecting = format!("{kind} {name}");
        options.push(quote!(expecting = #expecting));
    }
    match &data.shape {
        Shape::Enum(Tagging::Internal(tag), _) => options.push(quote!(tag = #tag)),
        Shape::Enum(Tagging::Adjacent(tag, content), _) => {
            options.push(quote!(tag = #tag, content = #content))
        }
        _ => {}
    }
    options.extend(data.default.as_ref().map(|path| match path {
        Some(path) => quote!(default = #path),
        // Of the type itself: the twin has none.
        None => {
            let (ident, (_, ty_generics, _)) = (&data.ident, data.generics.split_for_impl());
            let path = quote!(<#ident #ty_generics as ::core::default::Default>::default).to_string();
            quote!(default = #path)
        }
    }));
    let parameters: Vec<&Ident> = data.generics.type_params().map(|parameter| &parameter.ident).collect();
    if !parameters.is_empty() {
        let bounds =
            |of: &str| parameters.iter().map(|name| format!("{name}: {of}")).collect::<Vec<_>>().join(", ");
        let deserialize = bounds("__private::serde::Deserialize<'de>");
        let serialize = bounds("__private::serde::Serialize");
        options.push(quote!(bound(deserialize = #deserialize, serialize = #serialize)));
    }
    options
}

fn twin_variant(data: &Data, tagging: &Tagging, variant: &Variant) -> TokenStream {
    let (cfg, ident) = (&variant.cfg, &variant.ident);
    let mut options = Vec::new();
    if ident != &variant.json {
        let json = &variant.json;
        options.push(quote!(rename = #json));
    }
    options.extend(variant.serde.aliases.iter().map(|alias| quote!(alias = #alias)));
    options.extend(variant.serde.skip_reading.then(|| quote!(skip_deserializing)));
    options.extend(variant.serde.skip_writing.then(|| quote!(skip_serializing)));
    let options = attribute(&options);
    let content = match (tagging, &variant.content) {
        // Without braces, serde would ignore all fields beside the tag.
        (Tagging::Internal(_), Content::Unit) => quote!({}),
        (_, content) => twin_content(data, content),
    };
    quote! { #(#cfg)* #options #ident #content }
}

fn twin_content(data: &Data, content: &Content) -> TokenStream {
    match content {
        Content::Unit => TokenStream::new(),
        Content::Newtype(field) => {
            let field = twin_field(data, field);
            quote! { (#field) }
        }
        Content::Tuple(fields) => {
            let fields = fields.iter().map(|field| twin_field(data, field));
            quote! { (#(#fields),*) }
        }
        Content::Named(fields) => {
            let fields = fields.iter().map(|field| twin_field(data, field));
            quote! { { #(#fields),* } }
        }
    }
}

fn twin_field(data: &Data, field: &Field) -> TokenStream {
    let (cfg, ty) = (&field.cfg, field_type(field, data));
    let options = field_options(field);
    let name = field.name.as_ref().map(|name| quote!(#name:));
    quote! { #(#cfg)* #options #name #ty }
}

fn field_options(field: &Field) -> Option<TokenStream> {
    let serde = &field.serde;
    let mut options = Vec::new();
    if let Some(name) = &field.name
        && serde.flatten.is_none()
        && name != &field.json
    {
        let json = &field.json;
        options.push(quote!(rename = #json));
    }
    options.extend(serde.aliases.iter().map(|alias| quote!(alias = #alias)));
    options.extend(default(&serde.default));
    options.extend(serde.flatten.map(|_| quote!(flatten)));
    options.extend(serde.skip_reading.then(|| quote!(skip_deserializing)));
    options.extend(serde.skip_writing.then(|| quote!(skip_serializing)));
    options.extend(serde.skip_writing_if.as_ref().map(|path| quote!(skip_serializing_if = #path)));
    options.extend(serde.with.as_ref().map(|path| quote!(with = #path)));
    options.extend(serde.read_with.as_ref().map(|path| quote!(deserialize_with = #path)));
    options.extend(serde.write_with.as_ref().map(|path| quote!(serialize_with = #path)));
    attribute(&options)
}

fn default(default: &Option<Option<LitStr>>) -> Option<TokenStream> {
    match default {
        None => None,
        Some(None) => Some(quote!(default)),
        Some(Some(path)) => Some(quote!(default = #path)),
    }
}

fn attribute(options: &[TokenStream]) -> Option<TokenStream> {
    (!options.is_empty()).then(|| quote!(#[serde(#(#options),*)]))
}

/// In the twin, `Self` would be the twin.
pub fn replace_self(tokens: TokenStream, data: &Data) -> TokenStream {
    use proc_macro2::{Group, TokenTree};
    tokens
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Ident(ident) if ident == "Self" => {
                let ident = &data.ident;
                let (_, ty_generics, _) = data.generics.split_for_impl();
                quote!(#ident #ty_generics)
            }
            TokenTree::Group(group) => {
                let mut replaced = Group::new(group.delimiter(), replace_self(group.stream(), data));
                replaced.set_span(group.span());
                TokenTree::Group(replaced).into()
            }
            other => other.into(),
        })
        .collect()
}
