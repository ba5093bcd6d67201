//! A type as a short text: `Option<String>`, `Mutex<HashMap<String, u32>>`, `&str`. Lifetimes are left out.

use syn::{GenericArgument, Path, PathArguments, ReturnType, Type, TypeParamBound};

use super::word::{plain, push_word};

/// How deep types inside types are written; what is deeper becomes `_`.
const DEEPEST: usize = 6;

/// The type, as its author would say it.
pub(super) fn written(ty: &Type) -> String {
    let mut text = String::new();
    write_type(ty, &mut text, DEEPEST);
    text
}

/// The path of a trait or a type, without what is in angle brackets.
pub(super) fn last_of(path: &Path) -> String {
    path.segments.last().map(|segment| plain(&segment.ident)).unwrap_or_default()
}

fn write_type(ty: &Type, text: &mut String, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else {
        text.push('_');
        return;
    };
    match ty {
        Type::Path(ty) => write_path(&ty.path, text, depth),
        Type::Reference(ty) => {
            text.push_str(if ty.mutability.is_some() { "&mut " } else { "&" });
            write_type(&ty.elem, text, depth);
        }
        Type::Ptr(ty) => {
            text.push_str("*_ ");
            write_type(&ty.elem, text, depth);
        }
        Type::Slice(ty) => {
            text.push('[');
            write_type(&ty.elem, text, depth);
            text.push(']');
        }
        Type::Array(ty) => {
            text.push('[');
            write_type(&ty.elem, text, depth);
            text.push_str("; _]");
        }
        Type::Tuple(ty) => {
            text.push('(');
            write_list(ty.elems.iter(), text, |elem, text| write_type(elem, text, depth));
            text.push(')');
        }
        Type::ImplTrait(ty) => write_bounds("impl ", ty.bounds.iter(), text, depth),
        Type::TraitObject(ty) => write_bounds("dyn ", ty.bounds.iter(), text, depth),
        Type::Group(ty) => write_type(&ty.elem, text, depth),
        Type::Paren(ty) => write_type(&ty.elem, text, depth),
        Type::Never(_) => text.push('!'),
        Type::FnPtr(_) => text.push_str("fn"),
        _ => text.push('_'),
    }
}

fn write_path(path: &Path, text: &mut String, depth: usize) {
    for (index, segment) in path.segments.iter().enumerate() {
        if index > 0 {
            text.push_str("::");
        }
        push_word(text, &segment.ident);
        match &segment.arguments {
            PathArguments::None => {}
            PathArguments::AngleBracketed(arguments) => {
                let shown = arguments.args.iter().filter(|it| !matches!(it, GenericArgument::Lifetime(_)));
                let mut list = String::new();
                write_list(shown, &mut list, |argument, text| match argument {
                    GenericArgument::Type(ty) => write_type(ty, text, depth),
                    GenericArgument::AssocType(assoc) => {
                        push_word(text, &assoc.ident);
                        text.push_str(" = ");
                        write_type(&assoc.ty, text, depth);
                    }
                    _ => text.push('_'),
                });
                if !list.is_empty() {
                    text.push('<');
                    text.push_str(&list);
                    text.push('>');
                }
            }
            PathArguments::Parenthesized(arguments) => {
                text.push('(');
                write_list(arguments.inputs.iter(), text, |input, text| write_type(&input.ty, text, depth));
                text.push(')');
                if let ReturnType::Type(_, ty) = &arguments.output {
                    text.push_str(" -> ");
                    write_type(ty, text, depth);
                }
            }
        }
    }
}

fn write_bounds<'a>(
    word: &str,
    bounds: impl Iterator<Item = &'a TypeParamBound>,
    text: &mut String,
    depth: usize,
) {
    text.push_str(word);
    let mut is_first = true;
    for bound in bounds {
        if let TypeParamBound::Trait(bound) = bound {
            if !std::mem::take(&mut is_first) {
                text.push_str(" + ");
            }
            write_path(&bound.path, text, depth);
        }
    }
}

fn write_list<T>(items: impl Iterator<Item = T>, text: &mut String, mut write: impl FnMut(T, &mut String)) {
    for (index, item) in items.enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        write(item, text);
    }
}
