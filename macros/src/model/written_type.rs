//! What a type's tokens tell. It knows names only: an alias looks like a type of the user's, and is left alone.

use syn::{GenericArgument, PathArguments, PathSegment, Type};

/// What kind of values a type of the standard library holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Bool,
    Number,
    Text,
    List,
    Map,
    /// Anything of the user's, or unknown.
    Other,
}

/// A type as it is written.
pub struct WrittenType {
    pub kind: Kind,
    /// Whether it is an `Option`.
    pub optional: bool,
    /// The name without module and arguments; of what is in the `Option`, if it is one.
    pub name: String,
}

impl WrittenType {
    pub fn of(ty: &Type) -> Self {
        let ty = peel(ty);
        let Some(segment) = last_segment(ty) else {
            let kind = if matches!(ty, Type::Array(_) | Type::Slice(_)) { Kind::List } else { Kind::Other };
            return WrittenType { kind, optional: false, name: String::new() };
        };
        if segment.ident == "Option"
            && let Some(inner) = arguments(segment).next()
        {
            return WrittenType { optional: true, ..WrittenType::of(inner) };
        }
        let name = segment.ident.to_string();
        WrittenType { kind: kind(&name), optional: false, name }
    }

    /// As a message calls it.
    pub fn called(&self) -> String {
        if self.name.is_empty() { "a list".to_owned() } else { format!("`{}`", self.name) }
    }

    /// The least and the greatest value, if it is a number whose name tells them.
    pub fn limits(&self) -> Option<(f64, f64)> {
        Some(match self.name.as_str() {
            "u8" | "NonZeroU8" => (0.0, f64::from(u8::MAX)),
            "u16" | "NonZeroU16" => (0.0, f64::from(u16::MAX)),
            "u32" | "NonZeroU32" => (0.0, f64::from(u32::MAX)),
            "u64" | "usize" | "NonZeroU64" => (0.0, u64::MAX as f64),
            "i8" => (f64::from(i8::MIN), f64::from(i8::MAX)),
            "i16" => (f64::from(i16::MIN), f64::from(i16::MAX)),
            "i32" => (f64::from(i32::MIN), f64::from(i32::MAX)),
            "i64" | "isize" => (i64::MIN as f64, i64::MAX as f64),
            _ => return None,
        })
    }
}

/// The first type inside `ty`, or `ty` itself, for which `wanted` holds.
pub fn find<'a>(ty: &'a Type, wanted: &impl Fn(&Type) -> bool) -> Option<&'a Type> {
    let ty = peel(ty);
    if wanted(ty) {
        return Some(ty);
    }
    match ty {
        Type::Path(path) => {
            path.path.segments.iter().flat_map(arguments).find_map(|inner| find(inner, wanted))
        }
        Type::Tuple(tuple) => tuple.elems.iter().find_map(|inner| find(inner, wanted)),
        Type::Array(array) => find(&array.elem, wanted),
        Type::Slice(slice) => find(&slice.elem, wanted),
        Type::Reference(reference) => find(&reference.elem, wanted),
        _ => None,
    }
}

/// Looks through parentheses, and through the invisible groups of `macro_rules!`.
pub fn peel(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => peel(&group.elem),
        Type::Paren(paren) => peel(&paren.elem),
        other => other,
    }
}

pub fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

pub fn arguments(segment: &PathSegment) -> impl Iterator<Item = &Type> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    arguments.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

pub fn kind(name: &str) -> Kind {
    match name {
        "bool" => Kind::Bool,
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64" | "i128" | "isize"
        | "f32" | "f64" | "NonZeroU8" | "NonZeroU16" | "NonZeroU32" | "NonZeroU64" => Kind::Number,
        "String" | "str" | "char" | "BoundedString" => Kind::Text,
        "Vec" | "VecDeque" | "BTreeSet" | "HashSet" | "BoundedVec" => Kind::List,
        "BTreeMap" | "HashMap" | "BoundedMap" => Kind::Map,
        _ => Kind::Other,
    }
}
