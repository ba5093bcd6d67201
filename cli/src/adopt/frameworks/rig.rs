//! rig: functions with `#[rig_tool]`, and `impl Tool for`, with its arguments, output and error as associated types.

use syn::{Expr, FnArg, ImplItem, ItemFn, ItemImpl, Meta, Type};

use super::{attribute, known_as, lines, metas, text};
use crate::adopt::edits::range_of;
use crate::adopt::file::{File, name_of};
use crate::adopt::input::described as described_by;
use crate::adopt::output::Declared;
use crate::adopt::tool::{self, Given, Tool, literal};
use crate::adopt::words::{capability, snake};

/// `#[rig_tool(description = "…", params(a = "…"))] fn add(a: i32, b: i32) -> Result<i32, ToolError>`
pub(in crate::adopt) fn function<'a>(file: &mut File<'a>, item: &'a ItemFn) -> bool {
    let Some(said) = attribute(&item.attrs, "rig_tool") else { return false };
    let said = metas(said);
    let mut tool = Tool::new(&item.attrs, &item.vis, &item.sig, &item.block, false, range_of(item).end);
    if let Some(description) = text(&said, "description") {
        tool.description = lines(&description);
    }
    tool.known_as = known_as(&said, &tool.name);
    tool.kept = kept(&item.attrs, "rig_tool");
    let parameters = said.iter().find_map(|meta| match meta {
        Meta::List(list) if list.path.is_ident("params") => Some(list),
        _ => None,
    });
    let parse = syn::punctuated::Punctuated::<Meta, syn::Token![,]>::parse_terminated;
    let described = parameters.and_then(|list| list.parse_args_with(parse).ok());
    let described: Vec<Meta> = described.into_iter().flatten().collect();
    for input in &item.sig.inputs {
        let FnArg::Typed(input) = input else { continue };
        let name = file.edits.text(range_of(&*input.pat));
        let description = text(&described, name.trim_start_matches("mut ")).map(|text| lines(&text));
        let description = description.unwrap_or_else(|| described_by(&input.attrs));
        tool.inputs.push(match &*input.ty {
            // `context: &mut ToolContext`
            Type::Reference(ty) if ty.mutability.is_some() => Given::Foreign(&input.pat, &input.ty),
            _ => Given::Value(&input.pat, &input.ty, description),
        });
    }
    tool::write(file, tool);
    true
}

fn kept<'a>(attributes: &'a [syn::Attribute], gone: &str) -> Vec<&'a syn::Attribute> {
    let is_gone = |it: &&syn::Attribute| {
        it.path().is_ident("doc") || it.path().segments.last().is_some_and(|last| last.ident == gone)
    };
    attributes.iter().filter(|it| !is_gone(it)).collect()
}

/// `impl Tool for Adder` becomes a plugin with one capability.
pub(in crate::adopt) fn implementation<'a>(file: &mut File<'a>, item: &'a ItemImpl) -> bool {
    let of = item.trait_.as_ref().and_then(|(path, _)| path.segments.last());
    if !of.is_some_and(|of| of.ident == "Tool" || of.ident == "PortableTool")
        || !item.generics.params.is_empty()
    {
        return false;
    }
    let ty = |name: &str| {
        item.items.iter().find_map(|item| match item {
            ImplItem::Type(item) if item.ident == name => Some(&item.ty),
            _ => None,
        })
    };
    let method = |name: &str| {
        item.items.iter().find_map(|item| match item {
            ImplItem::Fn(item) if item.sig.ident == name => Some(item),
            _ => None,
        })
    };
    let (Some(call), Some(arguments), Some(output), Some(error)) =
        (method("call"), ty("Args"), ty("Output"), ty("Error"))
    else {
        return false;
    };
    let name = item.items.iter().find_map(|item| match item {
        ImplItem::Const(item) if item.ident == "NAME" => literal(&item.expr),
        _ => None,
    });
    let of = name_of(&item.self_ty).unwrap_or_else(|| "tool".to_owned());
    let whole = range_of(item);
    let mut tool = Tool::new(&call.attrs, &call.vis, &call.sig, &call.block, true, whole.end);
    let name = name.unwrap_or_else(|| snake(&of));
    tool.name = snake(&name);
    tool.known_as = Some(capability(&name)).filter(|name| *name != tool.name);
    tool.description = described(item).map(|text| lines(&text)).unwrap_or_default();
    tool.declared = Declared::Associated(output, error);
    for input in call.sig.inputs.iter().skip(1) {
        let FnArg::Typed(input) = input else { continue };
        tool.inputs.push(match &*input.ty {
            Type::Reference(_) => Given::Foreign(&input.pat, &input.ty),
            _ => Given::Document(&input.pat, arguments),
        });
    }

    // All but the body of `call` goes.
    let indent = file.edits.indent(whole.start).to_owned();
    let plugin = snake(&of);
    let own = range_of(&*item.self_ty);
    let opening = format!(
        "// review: callers will know it as `{plugin}.{}`\n{indent}\
         #[secure_plugin(name = \"{plugin}\", version = env!(\"CARGO_PKG_VERSION\"))]\n{indent}impl {} {{\n",
        tool.known_as.as_ref().unwrap_or(&tool.name),
        file.edits.text(own)
    );
    let head = file.edits.line_of(tool.head.start);
    file.edits.replace(whole.start..head, opening);
    let inner = file.edits.text(head..tool.head.start).to_owned();
    file.edits.replace(head..tool.head.start, inner);
    let body = range_of(&call.block);
    file.edits.replace(body.end..whole.end, format!("\n{indent}}}"));
    tool.behind = whole.end;
    tool::write(file, tool);
    true
}

/// The description, wherever this version of rig has it: in a method, or in the definition.
fn described(item: &ItemImpl) -> Option<String> {
    let methods = item.items.iter().filter_map(|item| match item {
        ImplItem::Fn(method) if method.sig.ident == "description" || method.sig.ident == "definition" => {
            Some(method)
        }
        _ => None,
    });
    for method in methods {
        let mut found = Described(None);
        syn::visit::Visit::visit_block(&mut found, &method.block);
        let last = method.block.stmts.last().and_then(|last| match last {
            syn::Stmt::Expr(expr, None) => literal(expr),
            _ => None,
        });
        if let Some(text) = found.0.or(last) {
            return Some(text);
        }
    }
    None
}

/// `description: "…".to_string()`
struct Described(Option<String>);

impl<'a> syn::visit::Visit<'a> for Described {
    fn visit_field_value(&mut self, field: &'a syn::FieldValue) {
        if matches!(&field.member, syn::Member::Named(name) if name == "description") {
            self.0 = self.0.take().or_else(|| literal(&field.expr));
        }
    }

    fn visit_expr_macro(&mut self, _: &'a syn::ExprMacro) {}

    fn visit_expr(&mut self, expr: &'a Expr) {
        syn::visit::visit_expr(self, expr);
    }
}
