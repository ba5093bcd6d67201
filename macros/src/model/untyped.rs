//! What in a type may say nothing of what it holds. Names only show where to ask; what a name means, types decide.

use syn::{Type, TypeParamBound};

use super::written_type::{Kind, arguments, find, kind, last_segment, peel};

/// A part of a field's type of which to ask before the whole, since of a list or a map without a length rustc would say no
/// more than that.
#[derive(Clone)]
pub enum Untyped {
    /// `Value` or `dyn Any`, in a list or a map.
    Anything(Type),
    /// `Vec<u8>`, `[u8]`.
    Bytes(Type),
}

pub fn untyped(ty: &Type) -> Option<Untyped> {
    if let Some(bytes) = find(ty, &is_bytes) {
        return Some(Untyped::Bytes(bytes.clone()));
    }
    let container = find(ty, &|ty| contents(ty).is_some())?;
    Some(Untyped::Anything(contents(container)?.clone()))
}

fn is_bytes(ty: &Type) -> bool {
    let element = match ty {
        Type::Slice(slice) => Some(&*slice.elem),
        ty => last_segment(ty).filter(|last| last.ident == "Vec").and_then(|last| arguments(last).next()),
    };
    element.is_some_and(|element| matches!(peel(element), Type::Path(path) if path.path.is_ident("u8")))
}

/// What is in a list or a map without a length, if it could be anything.
fn contents(ty: &Type) -> Option<&Type> {
    let last = last_segment(ty)?;
    let name = last.ident.to_string();
    if !matches!(kind(&name), Kind::List | Kind::Map) || name.starts_with("Bounded") {
        return None;
    }
    arguments(last).find_map(|argument| find(argument, &is_anything))
}

fn is_anything(ty: &Type) -> bool {
    match ty {
        Type::TraitObject(object) => object.bounds.iter().any(|bound| {
            matches!(bound, TypeParamBound::Trait(it) if it.path.segments.last().is_some_and(|last| last.ident == "Any"))
        }),
        ty => last_segment(ty).is_some_and(|last| last.ident == "Value"),
    }
}
