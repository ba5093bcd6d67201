//! One field of a type, or one input parameter of a capability: the same words mean the same on both.

use portcullis_rules::{Diagnostics, Place};
use proc_macro2::{Ident, Span};
use quote::format_ident;
use syn::ext::IdentExt;
use syn::{Attribute, Expr, LitStr, Type};

use super::attributes;
use super::credential::is_credential;
use super::documentation::Documentation;
use super::limits::{self, Check};
use super::names::Case;
use super::untyped::{Untyped, untyped};
use super::written_type::{self, Kind, WrittenType};
use crate::args::field::{FieldArgs, SerdeField};

/// A field as it is written. `name` is missing in a tuple.
pub struct RawField<'a> {
    pub attributes: &'a [Attribute],
    pub name: Option<&'a Ident>,
    pub position: usize,
    pub ty: &'a Type,
    /// Whether no part of the type can be a parameter of the item.
    pub is_concrete: bool,
}

/// A field that may be expanded.
pub struct Field {
    /// `#[cfg(..)]`, for every place that names the field.
    pub cfg: Vec<Attribute>,
    /// The name in the source; none in a tuple.
    pub name: Option<Ident>,
    pub position: usize,
    pub ty: Type,
    /// The name in JSON; the position in a tuple.
    pub json: String,
    pub documentation: Documentation,
    pub size: Size,
    /// A part of the type that may have no bound because it says nothing of what it holds.
    pub untyped: Option<Untyped>,
    pub checks: Vec<Check>,
    /// Whether control characters other than NUL may be in it.
    pub allow_control: bool,
    /// What serde has to know about it, and the schema as well.
    pub serde: SerdeField,
}

/// Where the bound on a field's JSON comes from.
pub enum Size {
    /// The type has one: `Bounded`.
    OfType,
    /// `length(max = …)`, `length(equal = …)`: `Within<…>`.
    OfLength(Expr),
    /// `#[bound(bytes = …)]`
    Said(Expr),
}

/// Who may send or read a type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Input,
    Output,
    Both,
}

impl Direction {
    pub fn is_input(self) -> bool {
        self != Direction::Output
    }

    pub fn is_output(self) -> bool {
        self != Direction::Input
    }
}

impl RawField<'_> {
    /// Proves that the attributes make sense together, with the type, and in this direction.
    pub fn check(&self, case: Case, direction: Direction, out: &mut Diagnostics) -> Field {
        let args = FieldArgs::parse(self.attributes, out);
        if let Some(audit) = args.audit {
            out.error(audit, "single fields cannot be recorded yet")
                .help("note what matters in the body, with `call.note(..)`");
        }
        self.check_flatten(&args, out);
        if self.name.is_none() {
            self.check_unnamed(&args.serde, out);
        }
        attributes::refuse_hidden(self.attributes, out);
        if direction.is_input() && !args.serde.skip_reading {
            check_owned(self.ty, out);
            check_credential(self, &args, out);
            check_readable(&args, out);
        }
        if let (Some(bytes), false) = (&args.bytes, direction.is_input()) {
            out.error(&bytes.expression, "`bound` limits input, and this is output only")
                .help("remove it: `max_output` bounds what leaves");
        }
        let size = size(&args, direction, out);
        let name = self.name.map(|name| name.unraw().to_string());
        let json = match (&args.serde.rename, name) {
            (Some(rename), _) => rename.value(),
            (None, Some(name)) => case.of_field(&name),
            (None, None) => self.position.to_string(),
        };
        Field {
            cfg: attributes::cfg(self.attributes),
            name: self.name.cloned(),
            position: self.position,
            ty: self.ty.clone(),
            json,
            documentation: Documentation::of(self.attributes, &args.schemars),
            untyped: untyped(self.ty).filter(|_| self.is_concrete && matches!(size, Size::OfType)),
            size,
            checks: limits::check(&args.validate, self.ty, out),
            allow_control: args.validate.allow_control.is_some(),
            serde: args.serde,
        }
    }
}

impl RawField<'_> {
    /// The fields of a flattened field stand in its place, so nothing can be said of it.
    fn check_flatten(&self, args: &FieldArgs, out: &mut Diagnostics) {
        let Some(flatten) = args.serde.flatten else { return };
        let written = WrittenType::of(self.ty);
        if written.kind == Kind::Map || ["Value", "Map"].contains(&written.name.as_str()) {
            out.error(self.ty, "flattening a map lets any field in").help(
                "flatten a `#[data]` struct, or keep the map as a field of its own with `length(max = …)`",
            );
        } else if written.optional {
            out.error(
                self.ty,
                "a flattened `Option` is `None` when one of its fields is at fault, and nobody is told",
            )
            .help("flatten the struct itself with optional fields, or remove `flatten`");
        }
        let has = |name: &str| self.attributes.iter().any(|attribute| attribute.path().is_ident(name));
        let with =
            args.serde.with.is_some() || args.serde.read_with.is_some() || args.serde.write_with.is_some();
        let others = [
            (args.serde.rename.is_some(), "rename"),
            (!args.serde.aliases.is_empty(), "alias"),
            (args.serde.default.is_some(), "default"),
            (args.serde.skip_writing_if.is_some(), "skip_serializing_if"),
            (args.serde.skip_reading || args.serde.skip_writing, "skip"),
            (with, "with"),
            (has("bound"), "bound"),
            (has("validate"), "validate"),
        ];
        for (_, word) in others.into_iter().filter(|(given, _)| *given) {
            out.error(flatten, format!("`{word}` does not go with `flatten`"))
                .help("remove it: the fields of a flattened struct speak for themselves");
        }
    }

    /// An unnamed field goes by its position, which must not depend on the value.
    fn check_unnamed(&self, serde: &SerdeField, out: &mut Diagnostics) {
        let given = [
            (
                serde.rename.as_ref().or(serde.aliases.first()).map(Place::from),
                "an unnamed field has no name in JSON",
            ),
            (serde.flatten.map(Place::from), "a flattened struct cannot stand among unnamed fields"),
            (
                serde.skip_writing_if.as_ref().map(Place::from),
                "an element that may be left out moves the others",
            ),
            (
                serde.default.as_ref().map(|_| Place::from(self.ty)),
                "an element that may be missing moves the others",
            ),
        ];
        for (place, message) in given.into_iter().filter_map(|(place, message)| Some((place?, message))) {
            out.error(place, message).help("name the fields, or remove the `serde` argument");
        }
    }
}

impl Field {
    /// The name to which an expansion binds the field's value.
    pub fn binding(&self) -> Ident {
        match &self.name {
            Some(name) => format_ident!("field_{}", name.unraw(), span = Span::mixed_site()),
            None => format_ident!("field_{}", self.position, span = Span::mixed_site()),
        }
    }

    /// Whether callers may send it.
    pub fn is_read(&self) -> bool {
        !self.serde.skip_reading
    }

    /// Whether callers may read it.
    pub fn is_written(&self) -> bool {
        !self.serde.skip_writing
    }

    /// Whether a function says what it is in JSON, and not its type.
    pub fn is_opaque(&self) -> bool {
        let SerdeField { with, read_with, write_with, .. } = &self.serde;
        with.is_some() || read_with.is_some() || write_with.is_some() || matches!(self.size, Size::Said(_))
    }

    /// Whether it goes by that name in JSON, among others.
    pub fn is_called(&self, name: &str) -> bool {
        self.serde.flatten.is_none() && self.all_names().any(|other| other == name)
    }

    /// The names by which it goes in JSON.
    pub fn all_names(&self) -> impl Iterator<Item = String> {
        [self.json.clone()].into_iter().chain(self.serde.aliases.iter().map(LitStr::value))
    }

    /// The name that can need the most room in JSON: the name, or an alias.
    pub fn longest_name(&self) -> String {
        longest(&self.json, &self.serde.aliases)
    }
}

/// The longest of a name and its aliases, in bytes.
pub fn longest(name: &str, aliases: &[LitStr]) -> String {
    let aliases = aliases.iter().map(LitStr::value);
    aliases.fold(name.to_owned(), |longest, alias| if alias.len() > longest.len() { alias } else { longest })
}

fn size(args: &FieldArgs, direction: Direction, out: &mut Diagnostics) -> Size {
    if let Some(bytes) = &args.bytes {
        return Size::Said(bytes.expression.clone());
    }
    let length = args.validate.length.as_ref();
    match length.and_then(|length| length.max.as_ref().or(length.equal.as_ref())) {
        Some(max) => Size::OfLength(max.expression.clone()),
        None => {
            if let (Some(span), true) = (args.validate.allow_control, direction.is_input()) {
                out.error(span, "`allow_control` needs the text's limit beside it")
                    .help("add `length(max = …)`");
            }
            Size::OfType
        }
    }
}

/// Input is owned: what it would borrow from is gone when the body runs.
fn check_owned(ty: &Type, out: &mut Diagnostics) {
    if let Some(Type::Reference(reference)) = written_type::find(ty, &|ty| matches!(ty, Type::Reference(_))) {
        let owned = match WrittenType::of(&reference.elem) {
            WrittenType { name, .. } if name == "str" => {
                "`String` with `#[validate(length(max = …))]`, or `BoundedString<N>`"
            }
            WrittenType { kind: Kind::List, .. } => {
                "`Vec<_>` with `#[validate(length(max = …))]`, or `BoundedVec<_, N>`"
            }
            _ => "the type without the `&`",
        };
        out.error(reference, "input cannot borrow").help(format!("own it: {owned}"));
    }
}

/// A secret that a model sends has been seen by it, and by all that recorded the call.
fn check_credential(field: &RawField<'_>, args: &FieldArgs, out: &mut Diagnostics) {
    let kind = WrittenType::of(field.ty).kind;
    if matches!(kind, Kind::Number | Kind::Bool) {
        return;
    }
    let named = field.name.map(|name| (name.unraw().to_string(), name.span()));
    let renamed = args.serde.rename.iter().chain(&args.serde.aliases).map(|name| (name.value(), name.span()));
    if let Some((name, span)) = named.into_iter().chain(renamed).find(|(name, _)| is_credential(name)) {
        out.error(
            span,
            format!("`{name}` is a credential's name, and a secret that a model sends has been seen by it"),
        )
        .help("grant the secret to the capability as an authority; if this is none, give it another name");
    }
}

/// A function that reads a field may take anything from the caller, so someone has to say how much.
fn check_readable(args: &FieldArgs, out: &mut Diagnostics) {
    let with = args.serde.read_with.as_ref().or(args.serde.with.as_ref());
    if let (Some(with), None) = (with, &args.bytes) {
        out.error(with.span(), "a function reads this field, so its type does not bound it")
            .help("add `#[bound(bytes = N)]`: the most bytes of JSON that the function accepts");
    }
}
