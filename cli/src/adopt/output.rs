//! What a tool gives back: the value without its framework's wrapper, the error as a failure.

use std::ops::Range;

use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprCall, GenericArgument, PathArguments, Stmt, Type};

use super::data::{self, Direction};
use super::edits::{Edits, range_of};
use super::failure::{self, Error};
use super::file::{File, name_of};
use super::tool::Tool;

/// What a tool says that it gives back.
pub(super) enum Declared<'a> {
    /// As its signature has it; `None` for nothing at all.
    Written(Option<&'a Type>),
    /// As associated types have it: the value, and the error.
    Associated(&'a Type, &'a Type),
}

/// What becomes of it.
#[derive(Default)]
pub(super) struct Output {
    pub(super) written: Option<String>,
    /// The failure, as an item of its own.
    pub(super) item: Option<String>,
    pub(super) reviews: Vec<String>,
}

/// How a value comes out of what the framework wraps it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value {
    AsItIs,
    /// `Json(value)`, `Html(value)`
    Wrapped,
    /// `(StatusCode::CREATED, Json(value))`
    WithStatus,
    /// `CallToolResult::success(vec![Content::text(text)])`, `ToolOutput::text(text)`
    Content,
    /// `&'static str`
    Text,
}

/// Changes what a body gives back, and says what the signature does.
pub(super) fn rewrite(file: &mut File<'_>, tool: &Tool<'_>) -> Output {
    let mut output = Output::default();
    let (ok, error) = match &tool.declared {
        Declared::Written(None) => return output,
        Declared::Written(Some(ty)) => match result(ty) {
            Some((ok, error)) => (ok, Some(error)),
            None => (*ty, None),
        },
        Declared::Associated(ok, error) => (*ok, Some(Some(*error))),
    };
    let (written, value) = value_of(file, ok, &mut output.reviews);
    let Some(error) = error else {
        output.written = Some(written);
        let mut body = Body { edits: &mut file.edits, value, error: None, reviews: &mut output.reviews };
        body.read(tool.block);
        return output;
    };
    let error = failure::of(file, tool, error, &mut output.reviews);
    output.written = Some(format!("Result<{written}, {}>", error.name()));
    output.item = error.item(tool);
    error.rename(file, tool.block);
    let mut body = Body { edits: &mut file.edits, value, error: Some(&error), reviews: &mut output.reviews };
    body.read(tool.block);
    output
}

/// The types of a `Result`, of which the second may be that of `anyhow::Result<T>`.
fn result(ty: &Type) -> Option<(&Type, Option<&Type>)> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Result")?;
    let PathArguments::AngleBracketed(list) = &last.arguments else { return None };
    let mut types = list.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    Some((types.next()?, types.next()))
}

fn value_of(file: &mut File<'_>, ty: &Type, reviews: &mut Vec<String>) -> (String, Value) {
    let text = file.edits.text(range_of(ty)).to_owned();
    for wrapper in ["Json", "Html"] {
        if let Some(inner) = super::input::argument(ty, wrapper) {
            let (text, _) = value_of(file, inner, reviews);
            return (text, Value::Wrapped);
        }
    }
    if let Type::Tuple(tuple) = ty
        && let (Some(first), Some(second)) = (tuple.elems.first(), tuple.elems.get(1))
        && name_of(first).is_some_and(|name| name == "StatusCode")
        && tuple.elems.len() == 2
    {
        let (text, inner) = value_of(file, second, reviews);
        let value = if inner == Value::Wrapped { Value::WithStatus } else { Value::AsItIs };
        return (text, value);
    }
    let name = name_of(ty);
    if matches!(name.as_deref(), Some("CallToolResult" | "ToolOutput")) {
        return ("String".to_owned(), Value::Content);
    }
    match ty {
        Type::Reference(reference) if name_of(&reference.elem).is_some_and(|name| name == "str") => {
            return ("String".to_owned(), Value::Text);
        }
        Type::ImplTrait(_) => {
            reviews.push(format!(
                "name the type that it gives back, instead of `{text}`, and put `#[data(output)]` on it"
            ));
            return (text, Value::AsItIs);
        }
        Type::Tuple(tuple) if tuple.elems.is_empty() => return (text, Value::AsItIs),
        _ => {}
    }
    if matches!(name.as_deref(), Some("Value" | "StatusCode" | "Response")) {
        reviews.push(format!("`{text}` has no shape: write a type of your own, with `#[data(output)]`"));
    } else {
        reviews.extend(data::want(file, ty, Direction::Output));
    }
    (text, Value::AsItIs)
}

/// The places of a body where a value leaves it.
struct Body<'b, 'a> {
    edits: &'b mut Edits<'a>,
    value: Value,
    /// For a `Result`: what its error becomes.
    error: Option<&'b Error>,
    reviews: &'b mut Vec<String>,
}

impl Body<'_, '_> {
    fn read(&mut self, block: &Block) {
        let is_converted = self.error.is_some_and(Error::is_converted);
        if self.value == Value::AsItIs && !is_converted {
            return;
        }
        self.block(block);
        let mut returns = Returns(Vec::new());
        returns.visit_block(block);
        for expr in returns.0 {
            self.leaves(expr);
        }
    }

    fn block(&mut self, block: &Block) {
        if let Some(Stmt::Expr(last, None)) = block.stmts.last() {
            self.leaves(last);
        }
    }

    /// An expression whose value is what the function gives back.
    fn leaves(&mut self, expr: &Expr) {
        match expr {
            Expr::Block(expr) => self.block(&expr.block),
            Expr::Unsafe(expr) => self.block(&expr.block),
            Expr::Paren(expr) => self.leaves(&expr.expr),
            Expr::If(expr) => {
                self.block(&expr.then_branch);
                if let Some((_, otherwise)) = &expr.else_branch {
                    self.leaves(otherwise);
                }
            }
            Expr::Match(expr) => {
                for arm in &expr.arms {
                    self.leaves(&arm.body);
                }
            }
            // Found by itself.
            Expr::Return(_) | Expr::Macro(_) => {}
            // What it breaks with.
            Expr::Loop(_) if self.value != Value::AsItIs => self.unclear(expr),
            Expr::Loop(_) => {}
            // `Err(error)?` is of any type.
            Expr::Try(tried) if matches!(&*tried.expr, Expr::Call(call) if is_called(call, "Err")) => {}
            Expr::Call(call) if self.error.is_some() && is_called(call, "Ok") => {
                if let Some(value) = call.args.first() {
                    self.value(value);
                }
            }
            Expr::Call(call) if self.error.is_some() && is_called(call, "Err") => {
                if let (Some(error), Some(to)) = (call.args.first(), self.error)
                    && to.is_converted()
                {
                    self.followed_by(error, ".into()");
                }
            }
            expr if self.error.is_some() => {
                // A `Result` of somebody else's.
                let range = range_of(expr);
                self.edits.insert(range.start, "Ok(");
                let out = match self.value {
                    Value::Wrapped => "?.0)",
                    Value::WithStatus => "?.1.0)",
                    _ => "?)",
                };
                self.edits.insert(range.end, out);
                if self.value == Value::Content {
                    self.unclear(expr);
                }
            }
            expr => self.value(expr),
        }
    }

    /// A value that the framework wraps.
    fn value(&mut self, expr: &Expr) {
        match (self.value, expr) {
            (Value::AsItIs, _) => {}
            (Value::Wrapped, Expr::Call(call)) if call.args.len() == 1 => self.unwrapped(call),
            (Value::Wrapped, expr) => self.followed_by(expr, ".0"),
            (Value::WithStatus, Expr::Tuple(tuple)) => {
                let Some(Expr::Call(call)) = tuple.elems.get(1) else { return self.unclear(expr) };
                let (whole, kept) = (range_of(tuple), range_of(call));
                self.edits.delete(whole.start..kept.start);
                self.edits.delete(kept.end..whole.end);
                self.unwrapped(call);
            }
            (Value::WithStatus, expr) => self.followed_by(expr, ".1.0"),
            (Value::Text, expr) => self.followed_by(expr, ".to_owned()"),
            (Value::Content, Expr::MethodCall(call)) if call.method == "into" => {}
            (Value::Content, Expr::Call(call)) => match text_of(call) {
                Some((inner, is_owned)) => {
                    let (whole, kept) = (range_of(call), inner);
                    self.edits.delete(whole.start..kept.start);
                    self.edits.replace(kept.end..whole.end, if is_owned { "" } else { ".into()" });
                }
                None => self.unclear(expr),
            },
            (Value::Content, expr) => self.unclear(expr),
        }
    }

    /// `Json(value)` is `value`.
    fn unwrapped(&mut self, call: &ExprCall) {
        let (whole, inner) = (range_of(call), call.args.first().map(range_of));
        let Some(inner) = inner else { return };
        self.edits.delete(whole.start..inner.start);
        self.edits.delete(inner.end..whole.end);
    }

    fn followed_by(&mut self, expr: &Expr, text: &str) {
        let range = range_of(expr);
        let is_one = matches!(
            expr,
            Expr::Path(_)
                | Expr::Call(_)
                | Expr::MethodCall(_)
                | Expr::Field(_)
                | Expr::Lit(_)
                | Expr::Macro(_)
                | Expr::Await(_)
                | Expr::Try(_)
                | Expr::Paren(_)
                | Expr::Tuple(_)
                | Expr::Index(_)
        );
        if is_one {
            self.edits.insert(range.end, text);
        } else {
            self.edits.insert(range.start, "(");
            self.edits.insert(range.end, format!("){text}"));
        }
    }

    fn unclear(&mut self, expr: &Expr) {
        let text = self.edits.text(range_of(expr));
        let first: String = text.lines().next().unwrap_or_default().chars().take(60).collect();
        self.reviews.push(format!("give back the text itself instead of `{first}`"));
    }
}

fn is_called(call: &ExprCall, name: &str) -> bool {
    matches!(&*call.func, Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == name))
        && call.args.len() == 1
}

/// The text in `CallToolResult::success(vec![Content::text(text)])`, and whether it is surely a `String`.
fn text_of(call: &ExprCall) -> Option<(Range<usize>, bool)> {
    let Expr::Path(function) = &*call.func else { return None };
    let last = function.path.segments.last()?.ident.to_string();
    let argument = call.args.first().filter(|_| call.args.len() == 1)?;
    match last.as_str() {
        "text" | "Text" => Some((range_of(argument), is_string(argument))),
        "success" => {
            let Expr::Macro(list) = argument else { return None };
            let parse = syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated;
            let list = list.mac.parse_body_with(parse).ok()?;
            match (list.first(), list.len()) {
                (Some(Expr::Call(content)), 1) => text_of(content),
                _ => None,
            }
        }
        _ => None,
    }
}

fn is_string(expr: &Expr) -> bool {
    match expr {
        Expr::Macro(expr) => expr.mac.path.is_ident("format"),
        Expr::MethodCall(call) => {
            ["to_string", "to_owned", "join", "repeat", "to_uppercase", "to_lowercase"]
                .iter()
                .any(|name| call.method == name)
                && (call.method != "to_owned" || matches!(&*call.receiver, Expr::Lit(_)))
        }
        _ => false,
    }
}

/// What `return` gives back, outside of closures and other functions.
struct Returns<'a>(Vec<&'a Expr>);

impl<'a> Visit<'a> for Returns<'a> {
    fn visit_expr_return(&mut self, expr: &'a syn::ExprReturn) {
        self.0.extend(expr.expr.as_deref());
        visit::visit_expr_return(self, expr);
    }

    fn visit_expr_closure(&mut self, _: &'a syn::ExprClosure) {}

    fn visit_expr_async(&mut self, _: &'a syn::ExprAsync) {}

    fn visit_item(&mut self, _: &'a syn::Item) {}
}

/// Whether a block says a name at all.
pub(super) fn says(block: &Block, name: &str) -> bool {
    fn says(tokens: proc_macro2::TokenStream, name: &str) -> bool {
        tokens.into_iter().any(|token| match token {
            proc_macro2::TokenTree::Ident(ident) => ident == name,
            proc_macro2::TokenTree::Group(group) => says(group.stream(), name),
            _ => false,
        })
    }
    says(block.to_token_stream(), name)
}
