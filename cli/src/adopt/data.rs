//! The types that go in and out, with `#[data]` and bounds.

use syn::{Attribute, Field, Meta, Type};

use super::edits::range_of;
use super::file::{File, name_of};
use super::input::{argument, bound};

/// What a type is to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    Input,
    Output,
    Both,
}

impl Direction {
    fn with(self, other: Self) -> Self {
        if self == other { self } else { Direction::Both }
    }
}

/// Marks a type of this file, and those in it. Of others it says what is to be done.
pub(super) fn want(file: &mut File<'_>, ty: &Type, direction: Direction) -> Option<String> {
    const KNOWN: [&str; 17] = [
        "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "u128", "u16", "u32",
        "u64", "u8", "usize", "String",
    ];
    for list in ["Vec", "Option", "Box"] {
        if let Some(inner) = argument(ty, list) {
            return want(file, inner, direction);
        }
    }
    if let Type::Tuple(tuple) = ty {
        return tuple.elems.iter().filter_map(|ty| want(file, ty, direction)).next();
    }
    let text = file.edits.text(range_of(ty)).to_owned();
    let Some(name) = name_of(ty) else {
        return Some(format!("`{text}` has to become a type with `#[data]`"));
    };
    if KNOWN.contains(&name.as_str()) {
        return None;
    }
    if !file.declares(&name) {
        return Some(format!("put `#[data]` on `{text}`, which stands elsewhere"));
    }
    let before = file.data.get(&name).copied();
    let wanted = before.map_or(direction, |before| before.with(direction));
    if before == Some(wanted) {
        return None;
    }
    file.data.insert(name.clone(), wanted);
    fields_of(file, &name).into_iter().filter_map(|field| want(file, &field.ty, wanted)).next()
}

fn fields_of<'a>(file: &File<'a>, name: &str) -> Vec<&'a Field> {
    let of_struct = file.structure(name).into_iter().flat_map(|item| &item.fields);
    let variants = file.enumeration(name).into_iter().flat_map(|item| &item.variants);
    of_struct.chain(variants.flat_map(|variant| &variant.fields)).collect()
}

/// What is to be said of a field that is named like a credential.
pub(super) fn credential(name: &str) -> Option<String> {
    portcullis_rules::flow::is_credential(name)
        .map(|_| format!("`{name}` may be a credential: a secret is granted with `#[grant]`, and never sent"))
}

/// Changes all types that are marked.
pub(super) fn apply(file: &mut File<'_>) {
    for (name, direction) in file.data.clone() {
        let (attributes, start) = match (file.structure(&name), file.enumeration(&name)) {
            (Some(item), _) => (&item.attrs, range_of(&quote::quote!(#item)).start),
            (_, Some(item)) => (&item.attrs, range_of(&quote::quote!(#item)).start),
            (None, None) => continue,
        };
        let derives = derived(attributes);
        let both = derives.iter().any(|it| it == "Serialize") && derives.iter().any(|it| it == "Deserialize");
        let data = match direction {
            _ if both => "#[data]",
            Direction::Input => "#[data(input)]",
            Direction::Output => "#[data(output)]",
            Direction::Both => "#[data]",
        };
        let mut reviews = Vec::new();
        let mut is_guessed = false;
        for field in fields_of(file, &name) {
            is_guessed |= bounded(file, field, direction, &mut reviews);
            let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
            reviews.extend(credential(&name).filter(|_| direction != Direction::Output));
        }
        if is_guessed {
            reviews.insert(0, "the bounds, which are the usual ones".to_owned());
        }
        reviews.dedup();
        // Behind the documentation, where the other attributes are.
        let first = attributes.iter().find(|it| !it.path().is_ident("doc"));
        let behind = attributes.iter().rfind(|it| it.path().is_ident("doc"));
        let indent = file.edits.indent(start).to_owned();
        let mut text: String =
            reviews.iter().map(|review| format!("// review: {review}\n{indent}")).collect();
        text += &format!("{data}\n{indent}");
        match (first, behind) {
            (Some(first), _) => file.edits.insert(range_of(first).start, text),
            (None, Some(behind)) => {
                file.edits.insert(range_of(behind).end, format!("\n{indent}{}", text.trim_end()));
            }
            (None, None) => file.edits.insert(start, text),
        }
        without(file, attributes, &["Serialize", "Deserialize", "JsonSchema"]);
    }
}

/// Gives a field its bound, and says whether that was a guess.
fn bounded(file: &mut File<'_>, field: &Field, direction: Direction, reviews: &mut Vec<String>) -> bool {
    if field.attrs.iter().any(|it| it.path().is_ident("validate") || it.path().is_ident("bound")) {
        return false;
    }
    let bound = bound(file, &field.ty, direction);
    reviews.extend(bound.review);
    let (ty, vis) = (range_of(&field.ty), &field.vis);
    if file.edits.text(ty.clone()) != bound.ty {
        file.edits.replace(ty, bound.ty);
        return true;
    }
    if bound.attribute.is_empty() {
        return false;
    }
    let (name, field_type) = (&field.ident, &field.ty);
    let start = range_of(&quote::quote!(#vis #name #field_type)).start;
    let indent = file.edits.indent(start);
    // On a line of its own, if the field has one.
    let is_first = file.edits.text(file.edits.line_of(start)..start).trim().is_empty();
    let attribute = match is_first {
        true => format!("{}\n{indent}", bound.attribute.trim_end()),
        false => bound.attribute,
    };
    file.edits.insert(start, attribute);
    true
}

/// What a type derives.
fn derived(attributes: &[Attribute]) -> Vec<String> {
    let lists = attributes.iter().filter(|it| it.path().is_ident("derive"));
    lists.flat_map(paths).filter_map(|path| path.segments.last().map(|it| it.ident.to_string())).collect()
}

fn paths(derive: &Attribute) -> Vec<syn::Path> {
    let parse = syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::parse_terminated;
    match &derive.meta {
        Meta::List(list) => {
            list.parse_args_with(parse).map(|list| list.into_iter().collect()).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// Takes traits out of the derives.
pub(super) fn without(file: &mut File<'_>, attributes: &[Attribute], gone: &[&str]) {
    for derive in attributes.iter().filter(|it| it.path().is_ident("derive")) {
        let paths = paths(derive);
        let is_kept = |path: &&syn::Path| {
            path.segments.last().is_none_or(|last| !gone.iter().any(|name| last.ident == name))
        };
        let kept: Vec<&str> =
            paths.iter().filter(is_kept).map(|path| file.edits.text(range_of(path))).collect();
        if kept.len() == paths.len() {
            continue;
        }
        let text = kept.join(", ");
        match kept.is_empty() {
            true => file.edits.delete_line(range_of(derive)),
            false => file.edits.replace(range_of(derive), format!("#[derive({text})]")),
        }
    }
}

/// Whether a type of this file derives or implements a trait.
pub(super) fn has(file: &File<'_>, name: &str, of: &str) -> bool {
    let attributes = match (file.structure(name), file.enumeration(name)) {
        (Some(item), _) => &item.attrs,
        (_, Some(item)) => &item.attrs,
        (None, None) => return false,
    };
    file.implemented.contains(&(name.to_owned(), of.to_owned()))
        || derived(attributes).iter().any(|it| it == of)
}
