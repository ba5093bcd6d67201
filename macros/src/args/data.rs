//! `#[data(..)]`, and `#[serde(..)]` on a type and on a variant.

use portcullis_rules::Diagnostics;
use proc_macro2::{Span, TokenStream};
use syn::{Attribute, LitStr, Path};

use super::Arguments;
use super::field::refuse_serde;

/// `#[data(..)]`
pub struct DataArgs {
    /// `input`: callers may send it.
    pub input: Option<Span>,
    /// `output`: callers may read it.
    pub output: Option<Span>,
    /// `personal`: what leaves in it may be personal data.
    pub personal: Option<Span>,
    /// `crate = path`: where Portcullis is, if it is renamed or re-exported.
    pub krate: Option<Path>,
}

impl DataArgs {
    /// Reads what stands between the parentheses of `#[data(..)]`.
    pub fn parse(tokens: TokenStream, out: &mut Diagnostics) -> Self {
        Arguments::read("#[data(..)]", tokens, out, |arguments| DataArgs {
            input: arguments.flag("input"),
            output: arguments.flag("output"),
            personal: arguments.flag("personal"),
            krate: arguments.path("crate"),
        })
    }
}

/// `#[serde(..)]` on a struct or an enum.
#[derive(Default)]
pub struct SerdeContainer {
    /// `rename = "…"`: the name of the type.
    pub rename: Option<LitStr>,
    /// `rename_all = "camelCase"`: of a struct's fields, or an enum's variants.
    pub rename_all: Option<LitStr>,
    /// `rename_all_fields = "camelCase"`: of the fields of an enum's variants.
    pub rename_all_fields: Option<LitStr>,
    /// `tag = "…"`: the field that holds the variant's name.
    pub tag: Option<LitStr>,
    /// `content = "…"`: the field that holds the variant's content.
    pub content: Option<LitStr>,
    /// `default`, `default = "path"`: missing fields come from the type's default.
    pub default: Option<Option<LitStr>>,
    /// `transparent`: a newtype, as the value in it.
    pub transparent: Option<Span>,
}

impl SerdeContainer {
    /// Reads all `#[serde(..)]` of a type.
    pub fn parse(attributes: &[Attribute], out: &mut Diagnostics) -> Self {
        Arguments::read_attributes("serde", attributes, out, |arguments| {
            arguments.refuse(
                "untagged",
                "`untagged` data is guessed at: fields that nobody knows get in, and readers cannot tell the variants",
                "name the variant in the data: `#[serde(tag = \"type\")]`",
            );
            for conversion in ["from", "try_from", "into", "remote"] {
                arguments.refuse(
                    conversion,
                    format!("`{conversion}` takes the JSON from another type, whose checks and schema `#[data]` cannot see"),
                    "put `#[data]` on that type, take it as input, and convert in the body",
                );
            }
            refuse_serde(arguments);
            // What `#[data]` does anyway.
            arguments.flag("deny_unknown_fields");
            SerdeContainer {
                rename: arguments.text("rename"),
                rename_all: arguments.text("rename_all"),
                rename_all_fields: arguments.text("rename_all_fields"),
                tag: arguments.text("tag"),
                content: arguments.text("content"),
                default: arguments.flag_or_quoted_path("default"),
                transparent: arguments.flag("transparent"),
            }
        })
    }
}

/// `#[serde(..)]` on a variant.
#[derive(Default)]
pub struct SerdeVariant {
    /// `rename = "…"`: the variant's name in JSON.
    pub rename: Option<LitStr>,
    /// `rename_all = "camelCase"`: of the variant's fields.
    pub rename_all: Option<LitStr>,
    /// `alias = "…"`: further names that are read.
    pub aliases: Vec<LitStr>,
    /// `skip`, `skip_deserializing`: never read.
    pub skip_reading: bool,
    /// `skip`, `skip_serializing`: never written.
    pub skip_writing: bool,
}

impl SerdeVariant {
    /// Reads all `#[serde(..)]` of a variant.
    pub fn parse(attributes: &[Attribute], out: &mut Diagnostics) -> Self {
        Arguments::read_attributes("serde", attributes, out, |arguments| {
            arguments.refuse(
                "other",
                "`other` takes every name that nobody knows",
                "remove it: an unknown variant is refused, and the refusal lists the known ones",
            );
            arguments.refuse(
                "untagged",
                "an `untagged` variant is guessed at, and lets fields through that nobody knows",
                "remove it: the variant then goes by its name",
            );
            for function in ["with", "serialize_with", "deserialize_with"] {
                arguments.refuse(
                    function,
                    format!("`{function}` on a variant hides its content from the schema and the checks"),
                    "give the variant a field, and put the attribute on the field",
                );
            }
            refuse_serde(arguments);
            let skip = arguments.flag("skip").is_some();
            SerdeVariant {
                rename: arguments.text("rename"),
                rename_all: arguments.text("rename_all"),
                aliases: arguments.texts("alias"),
                skip_reading: arguments.flag("skip_deserializing").is_some() || skip,
                skip_writing: arguments.flag("skip_serializing").is_some() || skip,
            }
        })
    }
}
