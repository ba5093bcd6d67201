//! axum: functions that a router names, or whose parameters are extractors.

use syn::{FnArg, ItemFn, Pat, Type};

use crate::adopt::edits::range_of;
use crate::adopt::file::{File, name_of};
use crate::adopt::input::argument;
use crate::adopt::tool::{self, Given, Tool, documentation};

const DOCUMENTS: [&str; 3] = ["Json", "Query", "Form"];
const STATES: [&str; 2] = ["State", "Extension"];

/// A handler becomes a capability: states are granted, and all else is input.
pub(in crate::adopt) fn function<'a>(file: &mut File<'a>, item: &'a ItemFn) -> bool {
    let is_extracted = |input: &FnArg| match input {
        FnArg::Typed(input) => {
            DOCUMENTS.iter().chain(&STATES).chain(&["Path"]).any(|name| argument(&input.ty, name).is_some())
        }
        FnArg::Receiver(_) => false,
    };
    let is_routed = !file.routes.methods(&item.sig.ident.to_string()).is_empty();
    let is_handler = item.sig.asyncness.is_some() && item.sig.inputs.iter().any(is_extracted);
    if !(is_routed || is_handler) {
        return false;
    }
    if !item.sig.generics.params.is_empty() {
        return false;
    }
    let mut tool = Tool::new(&item.attrs, &item.vis, &item.sig, &item.block, false, range_of(item).end);
    tool.description = documentation(&item.attrs);
    let is_gone = |it: &&syn::Attribute| {
        it.path().is_ident("doc")
            || it.path().segments.last().is_some_and(|last| last.ident == "debug_handler")
    };
    tool.kept = item.attrs.iter().filter(|it| !is_gone(it)).collect();
    for input in &item.sig.inputs {
        let FnArg::Typed(input) = input else { continue };
        given(&mut tool, &input.pat, &input.ty);
    }
    if is_routed {
        tool.reviews.push("its route is to call the gate now: `gate.call_json(..)`".to_owned());
    }
    tool::write(file, tool);
    true
}

fn given<'a>(tool: &mut Tool<'a>, pat: &'a Pat, ty: &'a Type) {
    let wrapped = match pat {
        Pat::TupleStruct(wrapper) => wrapper.elems.first(),
        _ => None,
    };
    if let Some(inner) = STATES.iter().find_map(|name| argument(ty, name)) {
        tool.inputs.push(Given::State(wrapped.unwrap_or(pat), inner));
    } else if let Some(inner) = argument(ty, "Path") {
        match (wrapped, inner) {
            (Some(Pat::Tuple(names)), Type::Tuple(types)) => {
                let pairs = names.elems.iter().zip(&types.elems);
                tool.inputs.extend(pairs.map(|(name, ty)| Given::Value(name, ty, Vec::new())));
            }
            (Some(pat @ Pat::Ident(_)), inner) if is_simple(inner) => {
                tool.inputs.push(Given::Value(pat, inner, Vec::new()));
            }
            (Some(pat), inner) => tool.inputs.push(Given::Document(pat, inner)),
            (None, _) => tool.inputs.push(Given::Foreign(pat, ty)),
        }
    } else if let Some(inner) = DOCUMENTS.iter().find_map(|name| argument(ty, name)) {
        match (wrapped, pat) {
            (Some(pat), _) => tool.inputs.push(Given::Document(pat, inner)),
            (None, Pat::Ident(name)) => tool.inputs.push(Given::Wrapped(&name.ident, inner)),
            (None, _) => tool.inputs.push(Given::Foreign(pat, ty)),
        }
    } else {
        // `body: String`
        match name_of(ty).as_deref() {
            Some("String") => tool.inputs.push(Given::Value(pat, ty, Vec::new())),
            _ => tool.inputs.push(Given::Foreign(pat, ty)),
        }
    }
}

fn is_simple(ty: &Type) -> bool {
    const SIMPLE: [&str; 15] = [
        "bool", "char", "i128", "i16", "i32", "i64", "i8", "isize", "u128", "u16", "u32", "u64", "u8",
        "usize", "String",
    ];
    name_of(ty).is_some_and(|name| SIMPLE.contains(&name.as_str()))
}
