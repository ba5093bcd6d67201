//! Functions that take input from outside: capabilities, tools of other frameworks, handlers of web servers.

use proc_macro2::TokenTree;
use syn::{Attribute, Expr, ExprMethodCall, FnArg, GenericArgument, Meta, PathArguments, Signature, Type};

use super::word::word;

/// What a function is an entry point of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// `#[capability]`, or something in a `#[secure_plugin]`.
    Capability,
    /// A tool that a model calls: `#[tool]` of rmcp and swiftide, `#[rig_tool]`, `#[mcp_tool]` of pmcp, `#[tool_fn]` of tower-mcp,
    /// `impl Tool`, `impl ServerHandler`.
    Tool,
    /// A handler of requests: axum, actix, poem, rocket, salvo, tauri, hyper.
    Handler,
}

/// Types of parameters that hold what a client sent. All have a type argument.
const EXTRACTORS: [&str; 13] = [
    "Form",
    "Json",
    "JsonRpc",
    "LambdaEvent",
    "Parameters",
    "Path",
    "Protobuf",
    "Query",
    "Request",
    "TypedBody",
    "TypedHeader",
    "Valid",
    "ValidatedJson",
];

/// The same, without a type argument.
const WHOLE_REQUESTS: [&str; 7] = [
    "CallToolRequestParam",
    "CallToolRequestParams",
    "HttpRequest",
    "Multipart",
    "RawForm",
    "RawQuery",
    "ServiceRequest",
];

/// What the attributes of an item say.
pub(crate) fn of_attributes(attributes: &[Attribute]) -> Option<Entry> {
    attributes.iter().find_map(of_attribute)
}

fn of_attribute(attribute: &Attribute) -> Option<Entry> {
    if matches!(attribute.meta, Meta::NameValue(_)) {
        return None;
    }
    let path = attribute.path();
    let last = word(&path.segments.last()?.ident);
    let is = |names: &[&str]| names.contains(&&*last);
    if is(&["capability", "secure_plugin"]) {
        Some(Entry::Capability)
    } else if is(&["tool", "rig_tool", "tool_macro", "mcp_tool", "mcp_prompt", "mcp_resource"])
        || is(&["tool_fn", "prompt_fn", "resource_fn", "resource_template_fn"])
    {
        Some(Entry::Tool)
    } else if is(&["handler", "debug_handler", "endpoint", "oai", "server"])
        || is(&["Object", "Subscription", "graphql_object"])
        || (&*last == "command"
            && path.segments.first().is_some_and(|first| first.ident == "tauri" || first.ident == "poise"))
        || (is(&["get", "post", "put", "delete", "patch", "head", "options", "connect", "trace", "route"])
            && begins_with_text(&attribute.meta))
    {
        Some(Entry::Handler)
    } else {
        None
    }
}

/// What the trait of an `impl` says of its functions.
pub(crate) fn of_trait(trait_name: &str, function: &Signature) -> Option<Entry> {
    let is = |names: &[&str]| names.iter().any(|name| function.ident == name);
    match trait_name {
        "Tool" | "ToolDyn" | "ToolHandler" | "PortableTool" | "McpTool" => {
            is(&["call", "invoke", "execute", "run", "handle"]).then_some(Entry::Tool)
        }
        "PromptHandler" | "ResourceHandler" => is(&["handle", "read"]).then_some(Entry::Tool),
        "ServerHandler" => is(&["call_tool", "get_prompt", "read_resource"]).then_some(Entry::Tool),
        _ => None,
    }
}

/// Whether closures that this method is given are tools: `ToolBuilder::new("add").handler(|input: Add| ..)` of tower-mcp.
pub(crate) fn is_tool_method(call: &ExprMethodCall) -> bool {
    builder_of(&call.receiver).is_some_and(|builder| {
        ["ToolBuilder", "PromptBuilder", "ResourceBuilder", "ResourceTemplateBuilder"]
            .iter()
            .any(|name| builder == name)
    }) && word(&call.method).contains("handler")
}

/// The same of a function: `TypedTool::new("add", |args: Add, extra| ..)` of pmcp.
pub(crate) fn is_tool_function(function: &syn::Path) -> bool {
    let names = ["TypedTool", "TypedSyncTool", "TypedToolWithOutput", "TypedToolWithResult", "SimpleTool"];
    let makes = || function.segments.last().is_some_and(|last| word(&last.ident).starts_with("new"));
    type_of(function).is_some_and(|ty| names.iter().any(|name| ty == name)) && makes()
}

/// The type on which a chain of calls begins: `ToolBuilder` of `ToolBuilder::new("add").description("..")`.
fn builder_of(receiver: &Expr) -> Option<&syn::Ident> {
    let mut expr = receiver;
    loop {
        expr = match expr {
            Expr::MethodCall(call) => &call.receiver,
            Expr::Try(expr) => &expr.expr,
            Expr::Paren(expr) => &expr.expr,
            Expr::Group(expr) => &expr.expr,
            Expr::Call(call) => match &*call.func {
                Expr::Path(function) => return type_of(&function.path),
                _ => return None,
            },
            _ => return None,
        };
    }
}

fn type_of(function: &syn::Path) -> Option<&syn::Ident> {
    Some(&function.segments.iter().rev().nth(1)?.ident)
}

/// What the types of the parameters say.
pub(crate) fn of_parameters(function: &Signature) -> Option<Entry> {
    let takes_request = function.inputs.iter().any(|input| match input {
        FnArg::Typed(input) => is_extractor(&input.ty) || takes_apart(&input.pat),
        FnArg::Receiver(_) => false,
    });
    takes_request.then_some(Entry::Handler)
}

/// `State(app): State<App>`, which nobody but a handler writes.
fn takes_apart(pat: &syn::Pat) -> bool {
    let syn::Pat::TupleStruct(pat) = pat else { return false };
    pat.path.segments.last().is_some_and(|last| last.ident == "State" || last.ident == "Extension")
}

fn is_extractor(ty: &Type) -> bool {
    let Type::Path(ty) = ty else { return false };
    let Some(last) = ty.path.segments.last() else { return false };
    let has_type = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().any(|argument| matches!(argument, GenericArgument::Type(_)))
        }
        _ => false,
    };
    (has_type && EXTRACTORS.iter().any(|name| last.ident == name))
        || (!has_type && WHOLE_REQUESTS.iter().any(|name| last.ident == name))
}

/// `get("/orders")`
fn begins_with_text(meta: &Meta) -> bool {
    let Meta::List(list) = meta else { return false };
    matches!(list.tokens.clone().into_iter().next(), Some(TokenTree::Literal(_)))
}
