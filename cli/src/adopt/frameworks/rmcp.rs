//! rmcp: methods with `#[tool]` in an `impl` with `#[tool_router]`, whose arguments are `Parameters<T>`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{FnArg, ImplItem, Item, ItemImpl, Pat, Type};

use super::{attribute, known_as, lines, metas, text, value};
use crate::adopt::edits::range_of;
use crate::adopt::file::{File, name_of};
use crate::adopt::input::{argument, described};
use crate::adopt::tool::{self, Given, Tool};
use crate::adopt::words::snake;

/// An `impl` with tools becomes a plugin.
pub(in crate::adopt) fn methods<'a>(file: &mut File<'a>, item: &'a ItemImpl) -> bool {
    let is_tool =
        |item: &&ImplItem| matches!(item, ImplItem::Fn(method) if attribute(&method.attrs, "tool").is_some());
    if item.trait_.is_some() || !item.items.iter().any(|item| is_tool(&item)) {
        return false;
    }
    let plugin = name_of(&item.self_ty).map_or_else(|| "tools".to_owned(), |name| snake(&name));
    let is_router = |name: &str| name == "tool_router" || name == "tool";
    let router = item
        .attrs
        .iter()
        .find(|it| it.path().segments.last().is_some_and(|last| is_router(&last.ident.to_string())));
    let start = router.map_or_else(|| range_of(&item.impl_token).start, |router| range_of(router).start);
    let indent = file.edits.indent(start).to_owned();
    let plugin = format!(
        "// review: callers will know these as `{plugin}.…`\n{indent}\
         #[secure_plugin(name = \"{plugin}\", version = env!(\"CARGO_PKG_VERSION\"))]"
    );
    match router {
        Some(router) => file.edits.replace(range_of(router), plugin),
        None => file.edits.insert(start, format!("{plugin}\n{indent}")),
    }
    let behind = range_of(item).end;
    for method in &item.items {
        let ImplItem::Fn(method) = method else { continue };
        let Some(said) = attribute(&method.attrs, "tool") else { continue };
        let said = metas(said);
        let mut tool = Tool::new(&method.attrs, &method.vis, &method.sig, &method.block, true, behind);
        if let Some(description) = text(&said, "description") {
            tool.description = lines(&description);
        } else if let Some(described) = value(&said, "description") {
            let described = file.edits.text(range_of(described));
            tool.reviews.push(format!("its description is `{described}`: write it out, as a doc comment"));
        }
        tool.known_as = known_as(&said, &tool.name);
        tool.kept =
            method.attrs.iter().filter(|it| !is_router(&last_of(it)) && !it.path().is_ident("doc")).collect();
        for input in &method.sig.inputs {
            let FnArg::Typed(input) = input else { continue };
            // As it was written before there was `Parameters`.
            tool.inputs.push(
                match attribute(&input.attrs, "tool").map(|it| it.to_token_stream().to_string()) {
                    Some(kind) if kind.contains("aggr") => Given::Document(&input.pat, &input.ty),
                    Some(_) => Given::Value(&input.pat, &input.ty, described(&input.attrs)),
                    None => given(&input.pat, &input.ty),
                },
            );
        }
        tool::write(file, tool);
    }
    true
}

fn last_of(attribute: &syn::Attribute) -> String {
    attribute.path().segments.last().map(|last| last.ident.to_string()).unwrap_or_default()
}

fn given<'a>(pat: &'a Pat, ty: &'a Type) -> Given<'a> {
    let Some(inner) = argument(ty, "Parameters") else { return Given::Foreign(pat, ty) };
    match pat {
        Pat::TupleStruct(wrapper) => match wrapper.elems.first() {
            Some(pat) => Given::Document(pat, inner),
            None => Given::Foreign(pat, ty),
        },
        Pat::Ident(name) => Given::Wrapped(&name.ident, inner),
        _ => Given::Foreign(pat, ty),
    }
}

/// Takes away what only the router needed: the field that holds it, what fills that, and `#[tool_handler]`.
pub(in crate::adopt) fn leave_router<'a>(file: &mut File<'a>, items: &'a [Item]) {
    for item in items {
        match item {
            Item::Struct(item) => {
                for field in &item.fields {
                    if argument(&field.ty, "ToolRouter").is_some() {
                        let range = range_of(field);
                        let rest = file.edits.text(range.end..file.edits.source().len());
                        let comma = usize::from(rest.starts_with(','));
                        file.edits.delete_line(range.start..range.end + comma);
                    }
                }
            }
            Item::Impl(item) => {
                if let Some(handler) = attribute(&item.attrs, "tool_handler") {
                    file.edits.replace(
                        range_of(handler),
                        "// review: the gate serves the tools, with `portcullis-mcp`",
                    );
                }
                let mut filled = Filled(Vec::new());
                filled.visit_item_impl(item);
                for tokens in filled.0 {
                    let range = range_of(&tokens);
                    let rest = file.edits.text(range.end..file.edits.source().len());
                    let comma = usize::from(rest.starts_with(','));
                    let blank = usize::from(comma == 1 && rest.starts_with(", "));
                    file.edits.delete_line(range.start..range.end + comma + blank);
                }
            }
            _ => {}
        }
    }
}

/// `tool_router: Self::tool_router()`
struct Filled(Vec<TokenStream>);

impl<'a> Visit<'a> for Filled {
    fn visit_field_value(&mut self, field: &'a syn::FieldValue) {
        let value = field.expr.to_token_stream().to_string();
        if value.ends_with("tool_router ()") || value.ends_with("tool_box ()") {
            self.0.push(field.to_token_stream());
        }
        visit::visit_field_value(self, field);
    }
}
