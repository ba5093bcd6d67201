//! An enum under `#[failure]`.

use portcullis_rules::Diagnostics;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Attribute, Fields, Ident, Index, ItemEnum, LitStr, Member, Path, Type, parse_quote};

use super::attributes::cfg;
use super::written_type::last_segment;
use crate::args::failure::{FailureArgs, Public};
use crate::args::marker;
use crate::args::parser::nearest;

/// Characters of the longest public text; the runtime would cut more.
const PUBLIC_TEXT: usize = 1024;

/// An enum as it is written.
pub struct RawFailure {
    pub args: FailureArgs,
    pub item: ItemEnum,
}

/// An enum that may be expanded.
pub struct Failure {
    /// Where Portcullis is.
    pub krate: Path,
    pub ident: Ident,
    pub variants: Vec<FailureVariant>,
    /// Whether the user derives `Debug`.
    pub derives_debug: bool,
}

pub struct FailureVariant {
    /// `#[cfg(..)]`, for every place that names the variant.
    pub cfg: Vec<Attribute>,
    pub ident: Ident,
    pub text: Vec<Piece>,
    pub retryable: bool,
    pub unknown: bool,
    /// The error that caused it.
    pub source: Option<Source>,
}

/// A part of a public text.
pub enum Piece {
    Text(String),
    /// `{field}`
    Field(Member, Box<Type>),
}

impl FailureVariant {
    /// The fields that the text names, each once.
    pub fn fields_in_text(&self) -> Vec<(&Member, &Type)> {
        let mut fields: Vec<(&Member, &Type)> = Vec::new();
        for piece in &self.text {
            if let Piece::Field(member, ty) = piece
                && !fields.iter().any(|(known, _)| *known == member)
            {
                fields.push((member, ty.as_ref()));
            }
        }
        fields
    }
}

impl Piece {
    /// The text, if it is one.
    pub fn plain(&self) -> &str {
        match self {
            Piece::Text(text) => text,
            Piece::Field(..) => "",
        }
    }

    /// The piece in a format string whose arguments are `fields`.
    pub fn format(&self, fields: &[(&Member, &Type)]) -> String {
        match self {
            Piece::Text(text) => text.replace('{', "{{").replace('}', "}}"),
            Piece::Field(member, _) => {
                let position = fields.iter().position(|(known, _)| *known == member).unwrap_or_default();
                format!("{{{position}}}")
            }
        }
    }
}

pub struct Source {
    pub member: Member,
    pub ty: Type,
    /// `#[from]`: `?` makes the variant of it.
    pub from: bool,
}

impl RawFailure {
    /// Reads arguments and item.
    ///
    /// # Errors
    ///
    /// If the item is no enum.
    pub fn parse(args: TokenStream, item: TokenStream, out: &mut Diagnostics) -> syn::Result<Self> {
        let item = syn::parse2(item)?;
        Ok(RawFailure { args: FailureArgs::parse(args, out), item })
    }

    /// Where Portcullis is.
    pub fn krate(&self) -> Path {
        self.args.krate.clone().unwrap_or_else(|| parse_quote!(::portcullis))
    }

    /// Whether a derive of that name stands on the enum.
    pub fn derives(&self, name: &str) -> bool {
        derives(&self.item.attrs).iter().any(|path| is_last(path, name))
    }

    /// Proves all that expansion relies on; `None` if `out` says why not.
    pub fn check(&self, out: &mut Diagnostics) -> Option<Failure> {
        let ident = &self.item.ident;
        check_derives(&self.item.attrs, out);
        if let Some(parameter) = self.item.generics.params.first() {
            out.error(parameter, "a failure cannot be generic")
                .help("name the type, or box it: `Box<dyn Error + Send + Sync>`");
        }
        if self.item.variants.is_empty() {
            out.error(ident, "a failure without variants never happens").help(
                "add a variant with `#[public(\"…\")]`, or return the value itself instead of a `Result`",
            );
        }
        let variants: Vec<_> = self.item.variants.iter().map(|variant| check_variant(variant, out)).collect();
        check_conversions(variants.iter().flatten(), out);
        if !out.is_empty() {
            return None;
        }
        Some(Failure {
            krate: self.krate(),
            ident: ident.clone(),
            variants: variants.into_iter().flatten().collect(),
            derives_debug: self.derives("Debug"),
        })
    }
}

fn check_variant(variant: &syn::Variant, out: &mut Diagnostics) -> Option<FailureVariant> {
    if let Some((_, discriminant)) = &variant.discriminant {
        out.error(discriminant, "a failure's variants have no numbers")
            .help("remove the number; callers see the name");
    }
    let source = check_source(&variant.fields, out);
    let public = Public::parse(&variant.ident, &variant.attrs, out)?;
    let text = check_text(&public.text, &variant.fields, out);
    Some(FailureVariant {
        cfg: cfg(&variant.attrs),
        ident: variant.ident.clone(),
        text,
        retryable: public.retryable,
        unknown: public.unknown,
        source,
    })
}

/// The one field that is the cause, if there is one.
fn check_source(fields: &Fields, out: &mut Diagnostics) -> Option<Source> {
    let mut found: Option<Source> = None;
    for (position, field) in fields.iter().enumerate() {
        let from = marker("from", &field.attrs, out);
        let source = marker("source", &field.attrs, out);
        let Some(span) = from.or(source) else { continue };
        if found.is_some() {
            out.error(span, "a variant has one cause").help("keep `#[from]` or `#[source]` on one field");
        }
        if from.is_some() && fields.len() > 1 {
            out.error(span, "`#[from]` cannot make the other fields of this variant")
                .help("write `#[source]`, and make the variant by hand: `.map_err(|error| …)`");
        }
        let member = member(position, field);
        found = Some(Source { member, ty: field.ty.clone(), from: from.is_some() });
    }
    found
}

/// `From` can be implemented once for a type.
fn check_conversions<'a>(variants: impl Iterator<Item = &'a FailureVariant>, out: &mut Diagnostics) {
    let mut seen: Vec<(String, &Ident)> = Vec::new();
    for variant in variants.filter(|variant| variant.cfg.is_empty()) {
        let Some(Source { ty, from: true, .. }) = &variant.source else { continue };
        if last_segment(ty).is_some_and(|segment| segment.ident == "Interrupted") {
            out.error(ty, "an interrupted call converts by itself").help("remove this variant");
            continue;
        }
        let name = ty.to_token_stream().to_string();
        match seen.iter().find(|(other, _)| *other == name) {
            Some((_, other)) => {
                out.error(ty, format!("`#[from]` makes `{other}` of this type already")).help(format!(
                    "write `#[source]` here, and choose with `.map_err({}::…)`",
                    variant.ident
                ));
            }
            None => seen.push((name, &variant.ident)),
        }
    }
}

/// Splits a public text at its fields.
fn check_text(literal: &LitStr, fields: &Fields, out: &mut Diagnostics) -> Vec<Piece> {
    let text = literal.value();
    if text.trim().is_empty() {
        out.error(literal, "a public text cannot be empty")
            .help("say what the caller may know and can do about it");
    }
    if text.chars().any(char::is_control) {
        out.error(literal, "a public text cannot hold line breaks or other control characters")
            .help("write one line");
    }
    if text.chars().count() > PUBLIC_TEXT {
        out.error(literal, format!("a public text has at most {PUBLIC_TEXT} characters")).help("shorten it");
    }
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        let (before, brace) = rest.split_at(at);
        plain.push_str(before);
        if let Some(after) = brace.strip_prefix("{{").or_else(|| brace.strip_prefix("}}")) {
            plain.push_str(&brace[..1]);
            rest = after;
            continue;
        }
        let Some((name, after)) = brace.strip_prefix('{').and_then(|open| open.split_once('}')) else {
            out.error(literal, "a brace stands alone")
                .help("write `{{` or `}}` for a brace that callers read");
            return pieces;
        };
        pieces.push(Piece::Text(std::mem::take(&mut plain)));
        pieces.extend(check_hole(literal, name, fields, out));
        rest = after;
    }
    plain.push_str(rest);
    pieces.push(Piece::Text(plain));
    pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    pieces
}

/// `{name}` or `{0}`, and nothing more: how a value looks is its type's `Display`.
fn check_hole(literal: &LitStr, hole: &str, fields: &Fields, out: &mut Diagnostics) -> Option<Piece> {
    let (name, format) = hole.split_once(':').unwrap_or((hole, ""));
    if !format.is_empty() || hole.ends_with(':') {
        out.error(literal, format!("`{{{hole}}}` cannot be formatted in its own way"))
            .help(format!("write `{{{name}}}`: callers read the value's `Display`"));
        return None;
    }
    if name.is_empty() {
        out.error(literal, "`{}` names no field")
            .help("write the field's name: `{name}`, or `{0}` in a tuple");
        return None;
    }
    let members: Vec<_> =
        fields.iter().enumerate().map(|(position, field)| (member(position, field), &field.ty)).collect();
    let names: Vec<String> = members.iter().map(|(member, _)| member_name(member)).collect();
    match names.iter().position(|known| known == name) {
        Some(position) => {
            members.get(position).map(|(member, ty)| Piece::Field(member.clone(), Box::new((*ty).clone())))
        }
        None => {
            let help = match nearest(name, names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{{{near}}}`?"),
                None if names.is_empty() => {
                    "this variant has no fields; write `{{` for a brace that callers read".to_owned()
                }
                None => format!(
                    "its fields are {}",
                    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
                ),
            };
            out.error(literal, format!("this variant has no field `{name}`")).help(help);
            None
        }
    }
}

fn member(position: usize, field: &syn::Field) -> Member {
    match &field.ident {
        Some(name) => Member::Named(name.clone()),
        None => Member::Unnamed(Index::from(position)),
    }
}

fn member_name(member: &Member) -> String {
    match member {
        Member::Named(name) => name.unraw().to_string(),
        Member::Unnamed(position) => position.index.to_string(),
    }
}

/// Derives that do not go with `#[failure]`.
pub const DERIVES: &[&str] = &["Error", "Display", "Serialize"];

fn check_derives(attributes: &[Attribute], out: &mut Diagnostics) {
    for path in derives(attributes) {
        for made in DERIVES {
            if is_last(&path, made) {
                let help = match *made {
                    "Serialize" => "remove it: callers read the public text and nothing else",
                    _ => "remove it from the derives",
                };
                out.error(&path, format!("`#[failure]` does not go with a derived `{made}`")).help(help);
            }
        }
    }
}

fn derives(attributes: &[Attribute]) -> Vec<Path> {
    let mut paths = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        // What does not parse is rustc's to report.
        let _ = attribute.parse_nested_meta(|meta| {
            paths.push(meta.path);
            Ok(())
        });
    }
    paths
}

fn is_last(path: &Path, name: &str) -> bool {
    path.segments.last().is_some_and(|segment| segment.ident == name)
}
