//! The attributes of a field, and of an input parameter: `#[validate(..)]`, `#[bound(..)]`, `#[audit]`,
//! `#[serde(..)]`, `#[schemars(..)]`.

use portcullis_rules::Diagnostics;
use proc_macro2::Span;
use syn::{Attribute, Ident, LitStr, Meta, Path};

use super::parser::{Number, Whole};
use super::{Arguments, marker};

/// All attributes of ours on one field, as written.
pub struct FieldArgs {
    /// `#[validate(..)]`
    pub validate: Validate,
    /// `#[bound(bytes = N)]`: the most bytes of JSON, where the type does not say it.
    pub bytes: Option<Whole>,
    /// `#[audit]`: the field is recorded in the ledger.
    pub audit: Option<Span>,
    /// `#[serde(..)]`
    pub serde: SerdeField,
    /// `#[schemars(..)]`
    pub schemars: Schemars,
}

impl FieldArgs {
    /// Reads all attributes of ours.
    pub fn parse(attributes: &[Attribute], out: &mut Diagnostics) -> Self {
        FieldArgs {
            validate: Validate::parse(attributes, out),
            bytes: bytes(attributes, out),
            audit: marker("audit", attributes, out),
            serde: SerdeField::parse(attributes, out),
            schemars: Schemars::parse(attributes, out),
        }
    }
}

/// The checks of a field, in the words of the `validator` crate.
pub struct Validate {
    /// `length(min = 1, max = 10)`, `length(equal = 4)`
    pub length: Option<Length>,
    /// `range(min = 0, exclusive_max = 1.5)`
    pub range: Option<Range>,
    /// `pattern = "^[a-z]+$"`
    pub pattern: Option<LitStr>,
    /// `regex(path = SOME_REGEX)`
    pub regex: Option<Path>,
    /// `contains(pattern = "@")`
    pub contains: Option<LitStr>,
    /// `does_not_contain(pattern = "@")`
    pub does_not_contain: Option<LitStr>,
    /// `must_match(other = field)`
    pub must_match: Option<Ident>,
    /// `custom(function = path)`
    pub custom: Option<Path>,
    /// `email`, `url`, `ip`, `ipv4`, `ipv6`: what the text must be, with the place of the word.
    pub formats: Vec<(Format, Span)>,
    /// `required`: an `Option` that must be there.
    pub required: Option<Span>,
    /// `non_control_character`: what texts are checked for anyway.
    pub non_control_character: Option<Span>,
    /// `allow_control`: line breaks, tabs and other control characters but NUL may be in the text.
    pub allow_control: Option<Span>,
}

/// `length(..)`, in characters, elements or entries.
#[derive(Clone)]
pub struct Length {
    pub span: Span,
    /// Whether nothing stands in the parentheses.
    pub is_empty: bool,
    pub min: Option<Whole>,
    pub max: Option<Whole>,
    pub equal: Option<Whole>,
}

/// `range(..)`
#[derive(Clone)]
pub struct Range {
    pub span: Span,
    /// Whether nothing stands in the parentheses.
    pub is_empty: bool,
    pub min: Option<Number>,
    pub max: Option<Number>,
    pub exclusive_min: Option<Number>,
    pub exclusive_max: Option<Number>,
}

/// What a text can be asked to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Email,
    Url,
    Ip,
    Ipv4,
    Ipv6,
}

impl Format {
    pub const ALL: [(Format, &'static str); 5] = [
        (Format::Email, "email"),
        (Format::Url, "url"),
        (Format::Ip, "ip"),
        (Format::Ipv4, "ipv4"),
        (Format::Ipv6, "ipv6"),
    ];
}

impl Validate {
    fn parse(attributes: &[Attribute], out: &mut Diagnostics) -> Self {
        Arguments::read_attributes("validate", attributes, out, |arguments| {
            arguments.refuse("nested", "nested data is checked by itself", "remove `nested`");
            arguments.refuse(
                "credit_card",
                "a card number that a model sends has been seen by it",
                "let the payment provider collect it, and take its reference",
            );
            Validate {
                length: arguments.list("length", |span, list| Length {
                    span,
                    is_empty: list.is_empty(),
                    min: list.whole("min"),
                    max: list.whole("max"),
                    equal: list.whole("equal"),
                }),
                range: arguments.list("range", |span, list| Range {
                    span,
                    is_empty: list.is_empty(),
                    min: list.number("min"),
                    max: list.number("max"),
                    exclusive_min: list.number("exclusive_min"),
                    exclusive_max: list.number("exclusive_max"),
                }),
                pattern: arguments.text("pattern"),
                regex: arguments.list("regex", |_, list| list.path("path")).flatten(),
                contains: arguments.list("contains", |_, list| list.text("pattern")).flatten(),
                does_not_contain: arguments
                    .list("does_not_contain", |_, list| list.text("pattern"))
                    .flatten(),
                must_match: arguments.list("must_match", |_, list| list.name("other")).flatten(),
                custom: arguments.list("custom", |_, list| list.path("function")).flatten(),
                formats: Format::ALL
                    .into_iter()
                    .filter_map(|(format, word)| Some((format, arguments.flag(word)?)))
                    .collect(),
                required: arguments.flag("required"),
                non_control_character: arguments.flag("non_control_character"),
                allow_control: arguments.flag("allow_control"),
            }
        })
    }
}

/// `#[serde(..)]` on a field.
#[derive(Default)]
pub struct SerdeField {
    /// `rename = "…"`: the field's name in JSON.
    pub rename: Option<LitStr>,
    /// `alias = "…"`: further names that are read.
    pub aliases: Vec<LitStr>,
    /// `default`, `default = "path"`: the field may be missing.
    pub default: Option<Option<LitStr>>,
    /// `flatten`: the fields of the field stand in its place.
    pub flatten: Option<Span>,
    /// `skip`, `skip_deserializing`: never read.
    pub skip_reading: bool,
    /// `skip`, `skip_serializing`: never written.
    pub skip_writing: bool,
    /// `skip_serializing_if = "path"`: not always written.
    pub skip_writing_if: Option<LitStr>,
    /// `with = "module"`: its functions read and write it, and the type does not tell what.
    pub with: Option<LitStr>,
    /// `deserialize_with = "path"`: a function reads it, and the type does not tell what.
    pub read_with: Option<LitStr>,
    /// `serialize_with = "path"`: a function writes it, and the type does not tell what.
    pub write_with: Option<LitStr>,
}

impl SerdeField {
    fn parse(attributes: &[Attribute], out: &mut Diagnostics) -> Self {
        Arguments::read_attributes("serde", attributes, out, |arguments| {
            refuse_serde(arguments);
            arguments.refuse("getter", "`getter` is for `remote`", "remove it");
            let skip = arguments.flag("skip").is_some();
            SerdeField {
                rename: arguments.text("rename"),
                aliases: arguments.texts("alias"),
                default: arguments.flag_or_quoted_path("default"),
                flatten: arguments.flag("flatten"),
                skip_reading: arguments.flag("skip_deserializing").is_some() || skip,
                skip_writing: arguments.flag("skip_serializing").is_some() || skip,
                skip_writing_if: arguments.quoted_path("skip_serializing_if"),
                with: arguments.quoted_path("with"),
                read_with: arguments.quoted_path("deserialize_with"),
                write_with: arguments.quoted_path("serialize_with"),
            }
        })
    }
}

/// Keys that `#[data]` sets itself, wherever they stand.
pub fn refuse_serde(arguments: &mut Arguments<'_>) {
    arguments.refuse(
        "crate",
        "`#[data]` says itself where serde is",
        "remove it; `#[data(crate = path)]` says where Portcullis is",
    );
    arguments.refuse(
        "bound",
        "`#[data]` writes the bounds of its impls itself",
        "write a `where` clause on the type",
    );
    arguments.refuse(
        "borrow",
        "input is owned, so that nothing outlives the call",
        "use `String`, or another owned type",
    );
    arguments.refuse("expecting", "refusals word themselves", "remove it");
}

/// `#[schemars(..)]` on a type, a variant or a field.
#[derive(Default)]
pub struct Schemars {
    /// `title = "…"`
    pub title: Option<LitStr>,
    /// `description = "…"`: instead of the doc comment.
    pub description: Option<LitStr>,
}

impl Schemars {
    /// Reads all `#[schemars(..)]`.
    pub fn parse(attributes: &[Attribute], out: &mut Diagnostics) -> Self {
        Arguments::read_attributes("schemars", attributes, out, |arguments| Schemars {
            title: arguments.text("title"),
            description: arguments.text("description"),
        })
    }
}

fn bytes(attributes: &[Attribute], out: &mut Diagnostics) -> Option<Whole> {
    let bound = attributes.iter().find(|attribute| attribute.path().is_ident("bound"))?;
    if let Meta::List(list) = &bound.meta
        && list.tokens.is_empty()
    {
        out.error(bound, "`bound` needs a limit").help("write `#[bound(bytes = 36)]`");
    }
    Arguments::read_attributes("bound", attributes, out, |arguments| arguments.whole("bytes"))
}
