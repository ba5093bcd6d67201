//! swiftide: functions with `#[swiftide::tool(description = "…", param(name = "…", description = "…"))]`.

use syn::{FnArg, ItemFn, Meta, Type};

use super::{attribute, lines, metas, text, value};
use crate::adopt::edits::range_of;
use crate::adopt::file::File;
use crate::adopt::tool::{self, Given, Tool};

/// A function becomes a capability; its context goes.
pub(in crate::adopt) fn function<'a>(file: &mut File<'a>, item: &'a ItemFn) -> bool {
    let Some(attribute) = attribute(&item.attrs, "tool") else { return false };
    let said = metas(attribute);
    let mut tool = Tool::new(&item.attrs, &item.vis, &item.sig, &item.block, false, range_of(item).end);
    if let Some(description) = text(&said, "description") {
        tool.description = lines(&description);
    } else if let Some(described) = value(&said, "description") {
        let described = file.edits.text(range_of(described));
        tool.reviews.push(format!("its description is `{described}`: write it out, as a doc comment"));
    }
    tool.kept =
        item.attrs.iter().filter(|it| !it.path().is_ident("doc") && !std::ptr::eq(*it, attribute)).collect();
    let parse = syn::punctuated::Punctuated::<Meta, syn::Token![,]>::parse_terminated;
    let described: Vec<(String, String)> = said
        .iter()
        .filter_map(|meta| match meta {
            Meta::List(list) if list.path.is_ident("param") => list.parse_args_with(parse).ok(),
            _ => None,
        })
        .filter_map(|list| {
            let list: Vec<Meta> = list.into_iter().collect();
            Some((text(&list, "name")?, text(&list, "description")?))
        })
        .collect();
    let count = item.sig.inputs.len();
    for input in &item.sig.inputs {
        let FnArg::Typed(input) = input else { continue };
        let name = file.edits.text(range_of(&*input.pat));
        let description = described.iter().find(|(it, _)| it == name).map(|(_, text)| lines(text));
        tool.inputs.push(match &*input.ty {
            Type::Reference(ty) if matches!(*ty.elem, Type::TraitObject(_)) => {
                Given::Foreign(&input.pat, &input.ty)
            }
            Type::Path(_) if count == 2 && is_struct(file, &input.ty) => {
                Given::Document(&input.pat, &input.ty)
            }
            _ => Given::Value(&input.pat, &input.ty, description.unwrap_or_default()),
        });
    }
    tool::write(file, tool);
    true
}

fn is_struct(file: &File<'_>, ty: &Type) -> bool {
    crate::adopt::file::name_of(ty).is_some_and(|name| file.structure(&name).is_some())
}
