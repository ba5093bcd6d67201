//! A struct or an enum under `#[data]`.

use portcullis_rules::{Diagnostics, Place};
use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, Fields, Generics, Ident, LitStr, Path, Type, parse_quote};

use super::documentation::Documentation;
use super::field::{Direction, Field, RawField, longest};
use super::names::Case;
use super::{attributes, siblings, written_type};
use crate::args::data::{DataArgs, SerdeContainer, SerdeVariant};
use crate::args::field::Schemars;

/// A type as it is written.
pub struct RawData {
    pub args: DataArgs,
    pub item: DeriveInput,
}

/// A type that may be expanded.
pub struct Data {
    /// Where Portcullis is.
    pub krate: Path,
    pub direction: Direction,
    /// Whether what leaves in it may be personal data.
    pub personal: bool,
    pub ident: Ident,
    pub generics: Generics,
    /// The name in a schema.
    pub name: String,
    pub documentation: Documentation,
    /// `#[serde(default)]` on the whole type.
    pub default: Option<Option<LitStr>>,
    pub shape: Shape,
}

pub enum Shape {
    Struct(Content),
    Enum(Tagging, Vec<Variant>),
}

/// What a struct or a variant holds.
pub enum Content {
    Unit,
    Newtype(Box<Field>),
    Tuple(Vec<Field>),
    Named(Vec<Field>),
}

impl Content {
    /// The fields, in the order in which they are written.
    pub fn fields(&self) -> &[Field] {
        match self {
            Content::Unit => &[],
            Content::Newtype(field) => std::slice::from_ref(field),
            Content::Tuple(fields) | Content::Named(fields) => fields,
        }
    }
}

/// How JSON tells the variants of an enum apart.
pub enum Tagging {
    /// `"Name"`, `{"Name": content}`
    External,
    /// `{"tag": "Name", …fields}`
    Internal(LitStr),
    /// `{"tag": "Name", "content": content}`
    Adjacent(LitStr, LitStr),
}

pub struct Variant {
    /// `#[cfg(..)]`, for every place that names the variant.
    pub cfg: Vec<Attribute>,
    pub ident: Ident,
    /// The name in JSON.
    pub json: String,
    pub documentation: Documentation,
    pub content: Content,
    pub serde: SerdeVariant,
}

impl Variant {
    /// The name that can need the most room in JSON: the name, or an alias.
    pub fn longest_name(&self) -> String {
        longest(&self.json, &self.serde.aliases)
    }
}

impl RawData {
    /// Reads arguments and item.
    ///
    /// # Errors
    ///
    /// If the item is no struct, enum or union.
    pub fn parse(args: TokenStream, item: TokenStream, out: &mut Diagnostics) -> syn::Result<Self> {
        let item = syn::parse2(item)?;
        Ok(RawData { args: DataArgs::parse(args, out), item })
    }

    /// Without `input` and `output` it is for both.
    pub fn direction(&self) -> Direction {
        match (self.args.input, self.args.output) {
            (Some(_), None) => Direction::Input,
            (None, Some(_)) => Direction::Output,
            _ => Direction::Both,
        }
    }

    /// Where Portcullis is.
    pub fn krate(&self) -> Path {
        self.args.krate.clone().unwrap_or_else(|| parse_quote!(::portcullis))
    }

    /// Proves all that expansion relies on; `None` if `out` says why not.
    pub fn check(&self, out: &mut Diagnostics) -> Option<Data> {
        let serde = SerdeContainer::parse(&self.item.attrs, out);
        let schemars = Schemars::parse(&self.item.attrs, out);
        attributes::check_derives(&self.item.attrs, out);
        check_lifetimes(&self.item.generics, self.direction(), out);
        attributes::refuse_stray(&self.item.attrs, out);
        if let (Some(personal), false) = (self.args.personal, self.direction().is_output()) {
            out.error(personal, "`personal` is about what leaves, and this is input only")
                .help("remove it: `Personal<_>` may be input anywhere");
        }
        let shape = match &self.item.data {
            syn::Data::Struct(data) => self.check_struct(&data.fields, &serde, out),
            syn::Data::Enum(data) => self.check_enum(data, &serde, out),
            syn::Data::Union(data) => {
                out.error(data.union_token.span(), "a union does not say which of its fields it holds")
                    .help("write an enum");
                return None;
            }
        };
        let ident = self.item.ident.clone();
        out.is_empty().then(|| Data {
            krate: self.krate(),
            direction: self.direction(),
            personal: self.args.personal.is_some(),
            name: serde.rename.as_ref().map_or_else(|| ident.unraw().to_string(), LitStr::value),
            ident,
            generics: self.item.generics.clone(),
            documentation: Documentation::of(&self.item.attrs, &schemars),
            default: serde.default,
            shape,
        })
    }

    fn check_struct(&self, fields: &Fields, serde: &SerdeContainer, out: &mut Diagnostics) -> Shape {
        for (key, word) in [
            (&serde.tag, "tag"),
            (&serde.content, "content"),
            (&serde.rename_all_fields, "rename_all_fields"),
        ] {
            if let Some(key) = key {
                out.error(key, format!("`{word}` is for enums")).help("remove it");
            }
        }
        if let (Some(span), false) =
            (serde.transparent, matches!(fields, Fields::Unnamed(all) if all.unnamed.len() == 1))
        {
            out.error(span, "only a newtype, such as `struct Name(String)`, can be `transparent`")
                .help("remove it");
        }
        if let (Some(_), Fields::Unit | Fields::Unnamed(_)) = (&serde.default, fields) {
            out.error(fields, "`default` on a type needs named fields").help("remove it");
        }
        let case = Case::parse(serde.rename_all.as_ref(), out).unwrap_or_default();
        Shape::Struct(self.check_content(fields, case, out))
    }

    fn check_enum(&self, data: &syn::DataEnum, serde: &SerdeContainer, out: &mut Diagnostics) -> Shape {
        if data.variants.is_empty() {
            out.error(&self.item.ident, "an enum without variants has no values").help("add a variant");
        }
        if let Some(span) = serde.transparent {
            out.error(span, "an enum cannot be `transparent`").help("remove it");
        }
        if let Some(default) = &serde.default {
            let place = default.as_ref().map_or_else(|| Place::from(&self.item.ident), Place::from);
            out.error(place, "an enum has no fields that could be missing")
                .help("put `default` on a field of this type");
        }
        let tagging = self.check_tagging(serde, out);
        let case = Case::parse(serde.rename_all.as_ref(), out).unwrap_or_default();
        let field_case = Case::parse(serde.rename_all_fields.as_ref(), out).unwrap_or_default();
        let variants: Vec<Variant> = data
            .variants
            .iter()
            .map(|variant| self.check_variant(variant, &tagging, case, field_case, out))
            .collect();
        let unconditional = variants.iter().filter(|variant| variant.cfg.is_empty());
        let names =
            unconditional.map(|variant| (variant.json.as_str(), &variant.ident, &variant.serde.aliases));
        siblings::check_unique(names, "variants", out);
        Shape::Enum(tagging, variants)
    }

    fn check_tagging(&self, serde: &SerdeContainer, out: &mut Diagnostics) -> Tagging {
        match (&serde.tag, &serde.content) {
            (None, None) => Tagging::External,
            (Some(tag), None) => Tagging::Internal(tag.clone()),
            (Some(tag), Some(content)) => {
                if tag.value() == content.value() {
                    out.error(content, "`tag` and `content` have the same name").help("give them two names");
                }
                Tagging::Adjacent(tag.clone(), content.clone())
            }
            (None, Some(content)) => {
                out.error(content, "`content` needs `tag` beside it")
                    .help("write `#[serde(tag = \"type\", content = \"value\")]`");
                Tagging::External
            }
        }
    }

    fn check_variant(
        &self,
        variant: &syn::Variant,
        tagging: &Tagging,
        case: Case,
        field_case: Case,
        out: &mut Diagnostics,
    ) -> Variant {
        let serde = SerdeVariant::parse(&variant.attrs, out);
        let schemars = Schemars::parse(&variant.attrs, out);
        attributes::refuse_stray(&variant.attrs, out);
        let field_case = Case::parse(serde.rename_all.as_ref(), out).unwrap_or(field_case);
        let content = self.check_content(&variant.fields, field_case, out);
        check_variant_content(variant, &content, tagging, out);
        let json = match &serde.rename {
            Some(rename) => rename.value(),
            None => case.of_variant(&variant.ident.unraw().to_string()),
        };
        Variant {
            cfg: attributes::cfg(&variant.attrs),
            ident: variant.ident.clone(),
            json,
            documentation: Documentation::of(&variant.attrs, &schemars),
            content,
            serde,
        }
    }

    fn check_content(&self, fields: &Fields, case: Case, out: &mut Diagnostics) -> Content {
        let direction = self.direction();
        let checked: Vec<Field> = fields
            .iter()
            .enumerate()
            .map(|(position, field)| {
                if direction.is_input() {
                    self.check_not_recursive(&field.ty, out);
                }
                let raw = RawField {
                    attributes: &field.attrs,
                    name: field.ident.as_ref(),
                    position,
                    ty: &field.ty,
                    is_concrete: self.item.generics.params.is_empty(),
                };
                raw.check(case, direction, out)
            })
            .collect();
        siblings::check_fields(&checked, out);
        match fields {
            Fields::Unit => Content::Unit,
            Fields::Named(_) => Content::Named(checked),
            Fields::Unnamed(_) => match <[Field; 1]>::try_from(checked) {
                Ok([field]) => {
                    if field.serde.skip_reading || field.serde.skip_writing {
                        out.error(fields, "a newtype whose field is skipped holds nothing")
                            .help("remove `skip`, or the field");
                    }
                    Content::Newtype(Box::new(field))
                }
                Err(fields) => Content::Tuple(fields),
            },
        }
    }

    /// What contains itself has no largest value. Cycles over other types end in rustc's own error.
    fn check_not_recursive(&self, ty: &Type, out: &mut Diagnostics) {
        let this = &self.item.ident;
        let is_this = |ty: &Type| {
            matches!(ty, Type::Path(path) if path.qself.is_none() && (path.path.is_ident("Self")
            || (path.path.segments.len() == 1 && path.path.segments[0].ident == *this)))
        };
        if let Some(found) = written_type::find(ty, &is_this) {
            out.error(found, format!("`{this}` contains itself, so nothing bounds how deep an input can nest"))
                .help("give each level a type of its own, or take a flat list whose elements name their parent by index")
                .see("P202");
        }
    }
}

fn check_lifetimes(generics: &Generics, direction: Direction, out: &mut Diagnostics) {
    if let (Some(lifetime), true) = (generics.lifetimes().next(), direction.is_input()) {
        out.error(&lifetime.lifetime, "input cannot borrow")
            .help("own the data, or write `#[data(output)]` for a type that only leaves");
    }
}

/// What serde's formats cannot hold, or hold in a way that lets unknown things in.
fn check_variant_content(
    variant: &syn::Variant,
    content: &Content,
    tagging: &Tagging,
    out: &mut Diagnostics,
) {
    match (tagging, content) {
        (Tagging::Internal(tag), Content::Tuple(_)) => {
            out.error(&variant.fields, "several unnamed fields cannot stand beside a tag").help(format!(
                "name the fields of `{}`, or remove `tag = \"{}\"`",
                variant.ident,
                tag.value()
            ));
        }
        (Tagging::Internal(tag), Content::Named(fields)) => {
            for field in fields.iter().filter(|field| field.is_called(&tag.value())) {
                out.error(&field.name, format!("this field and the tag are both called `{}`", tag.value()))
                    .help("rename one of the two");
            }
        }
        (Tagging::Adjacent(..), Content::Tuple(_) | Content::Named(_)) => {
            out.error(&variant.fields, "with `content`, serde takes a list for the fields of a variant and ignores what it does not know")
                .help(format!("put the fields into a `#[data]` struct: `{}(TheStruct)`", variant.ident));
        }
        _ => {}
    }
}
