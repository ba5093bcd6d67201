//! Errors that are passed on with `?`: only where the function's own signature says that it takes them.

use syn::{
    BinOp, Expr, ExprCast, ExprMethodCall, GenericArgument, Local, Pat, PathArguments, ReturnType, Type,
    TypeParamBound,
};

use super::finder::Around;
use super::{Draft, Need, range_of};
use crate::catalogue::Level;
use crate::diagnostics::Finding;
use crate::facts::place_of;

const NUMBERS: [&str; 14] =
    ["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64"];

/// What a function's `?` takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// Every error that is `Send`, `Sync` and `'static`.
    Every,
    /// Those of input and output alone.
    Io,
}

/// `.unwrap()` of a call of which it is known that it gives a `Result`, and with which error.
pub(super) fn unwrapped(around: &Around<'_>, call: &ExprMethodCall) -> Option<Draft> {
    if call.method != "unwrap" || !call.args.is_empty() {
        return None;
    }
    let receiver = range_of(place_of(&call.receiver));
    if let Expr::MethodCall(lock) = &*call.receiver
        && ["lock", "read", "write"].iter().any(|name| lock.method == name)
        && lock.args.is_empty()
    {
        // Who relies on the panic, because what the lock guards may be half changed, has to say.
        let range = range_of(call.method.span().into()).start..range_of(place_of_call(call)).end;
        return Some(
            Draft::maybe("go on with what a poisoned lock guards")
                .replace(range, "unwrap_or_else(std::sync::PoisonError::into_inner)"),
        );
    }
    let error = known_error(around, &call.receiver)?;
    passed_on(around, call, receiver.end, error)
}

/// `let number: u32 = text.parse().unwrap();`, where the type stands before it.
pub(super) fn unwrapped_into(
    around: &Around<'_>,
    code: &str,
    local: &Local,
    call: &ExprMethodCall,
) -> Option<Draft> {
    let (Pat::Type(pat), Expr::MethodCall(parse)) = (&local.pat, &*call.receiver) else { return None };
    let is_parse = parse.method == "parse" && parse.args.is_empty() && parse.turbofish.is_none();
    if code != "P203" || call.method != "unwrap" || !is_parse || !is_number(&pat.ty) {
        return None;
    }
    passed_on(around, call, range_of(place_of(&call.receiver)).end, Takes::Every)
}

/// `x as u32` becomes `u32::try_from(x)?`.
pub(super) fn cast(around: &Around<'_>, cast: &ExprCast, finding: &Finding) -> Option<Draft> {
    // Of a float there is no `try_from`.
    let is_integer = finding.help_text().is_some_and(|help| help.contains("try_from"));
    let Type::Path(ty) = &*cast.ty else { return None };
    let ty = ty.path.get_ident()?.to_string();
    if !is_integer || !NUMBERS.contains(&ty.as_str()) || takes(around)? != Takes::Every {
        return None;
    }
    let inner = match &*cast.expr {
        Expr::Paren(paren) => &paren.expr,
        expr => expr,
    };
    let (whole, number) = (range_of(place_of(&cast.expr)), range_of(place_of(inner)));
    let end = range_of((&cast.ty).into()).end;
    // Where it is advice, or bits are put together, the upper ones may well be meant to go.
    let certain = finding.level() == Level::Deny && !puts_bits_together(inner);
    let says = "refuse what does not fit";
    let draft = if certain { Draft::certain(says) } else { Draft::maybe(says) }.needs(Need::Edition(2021));
    Some(draft.replace(whole.start..number.start, format!("{ty}::try_from(")).replace(number.end..end, ")?"))
}

fn puts_bits_together(expr: &Expr) -> bool {
    match expr {
        Expr::Unary(_) => true,
        Expr::Binary(expr) => {
            matches!(
                expr.op,
                BinOp::BitAnd(_) | BinOp::BitOr(_) | BinOp::BitXor(_) | BinOp::Shl(_) | BinOp::Shr(_)
            ) || puts_bits_together(&expr.left)
                || puts_bits_together(&expr.right)
        }
        Expr::Paren(expr) => puts_bits_together(&expr.expr),
        Expr::MethodCall(call) => {
            let name = call.method.to_string();
            name.starts_with("wrapping_")
                || name.contains("hash")
                || name == "finish"
                || name.starts_with("rotate_")
        }
        _ => false,
    }
}

fn passed_on(around: &Around<'_>, call: &ExprMethodCall, from: usize, error: Takes) -> Option<Draft> {
    let taken = takes(around)?;
    let end = range_of(place_of_call(call)).end;
    let between = around.text(from..range_of(call.method.span().into()).start);
    let is_plain = between.chars().all(|c| c.is_whitespace() || c == '.');
    ((taken == Takes::Every || taken == error) && is_plain).then(|| {
        Draft::certain("pass the error on, as the function's signature allows").replace(from..end, "?")
    })
}

fn place_of_call(call: &ExprMethodCall) -> crate::diagnostics::Place {
    crate::diagnostics::Place { start: call.method.span(), end: call.paren_token.span.close() }
}

/// What a `?` here may pass on.
fn takes(around: &Around<'_>) -> Option<Takes> {
    let (signature, is_capability) = around.function()?;
    let ReturnType::Type(_, ty) = &signature.output else { return None };
    let Type::Path(path) = &**ty else { return None };
    let name = around.name(&path.path);
    let types = types_of(&path.path);
    match (name.to_string().as_str(), types.as_slice()) {
        ("anyhow::Result" | "eyre::Result" | "color_eyre::Result" | "color_eyre::eyre::Result", [] | [_]) => {
            Some(Takes::Every)
        }
        ("std::io::Result", [_]) => Some(Takes::Io),
        ("Result" | "std::result::Result", [_, error]) => of_error(around, error, is_capability),
        _ => None,
    }
}

fn of_error(around: &Around<'_>, error: &Type, is_capability: bool) -> Option<Takes> {
    let Type::Path(path) = error else { return None };
    let name = around.name(&path.path);
    match name.to_string().as_str() {
        "anyhow::Error" | "eyre::Report" | "color_eyre::Report" | "color_eyre::eyre::Report" => {
            Some(Takes::Every)
        }
        "portcullis::Internal" | "portcullis::prelude::Internal" => Some(Takes::Every),
        "Internal" if is_capability || name.is_in("portcullis::prelude") => Some(Takes::Every),
        "std::io::Error" => Some(Takes::Io),
        "Box" | "std::boxed::Box" => {
            let Some(Type::TraitObject(object)) = types_of(&path.path).first().copied() else { return None };
            let is_error = object.bounds.iter().any(|bound| match bound {
                TypeParamBound::Trait(bound) => around.name(&bound.path).to_string() == "std::error::Error",
                _ => false,
            });
            is_error.then_some(Takes::Every)
        }
        _ => None,
    }
}

fn types_of(path: &syn::Path) -> Vec<&Type> {
    let Some(PathArguments::AngleBracketed(list)) = path.segments.last().map(|last| &last.arguments) else {
        return Vec::new();
    };
    let types = list.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

/// With which error a call fails, if that is sure.
fn known_error(around: &Around<'_>, expr: &Expr) -> Option<Takes> {
    match expr {
        Expr::Await(expr) => {
            let Expr::Call(call) = &*expr.base else { return None };
            of_function(around, &call.func, true)
        }
        Expr::Call(call) => of_function(around, &call.func, false),
        Expr::MethodCall(call) if call.method == "parse" && call.args.is_empty() => {
            let turbofish = call.turbofish.as_ref()?;
            match turbofish.args.first()? {
                GenericArgument::Type(ty) if is_number(ty) => Some(Takes::Every),
                _ => None,
            }
        }
        Expr::MethodCall(call) if call.method == "duration_since" => {
            let Expr::Path(since) = call.args.first()? else { return None };
            (since.path.segments.last()?.ident == "UNIX_EPOCH").then_some(Takes::Every)
        }
        _ => None,
    }
}

fn of_function(around: &Around<'_>, function: &Expr, is_awaited: bool) -> Option<Takes> {
    const FILES: [&str; 16] = [
        "canonicalize",
        "copy",
        "create_dir",
        "create_dir_all",
        "hard_link",
        "metadata",
        "read",
        "read_dir",
        "read_link",
        "read_to_string",
        "remove_dir",
        "remove_dir_all",
        "remove_file",
        "rename",
        "set_permissions",
        "write",
    ];
    let Expr::Path(function) = function else { return None };
    let name = around.name(&function.path);
    let folder = if is_awaited { "tokio::fs" } else { "std::fs" };
    let of_file = match name.within(folder) {
        Some(name) => FILES.contains(&name) || matches!(name, "File::open" | "File::create"),
        None => false,
    };
    if of_file {
        return Some(Takes::Io);
    }
    let is_known = !is_awaited
        && match name.to_string().as_str() {
            "String::from_utf8" | "std::string::String::from_utf8" | "std::str::from_utf8" => true,
            "std::env::var" | "std::ffi::CString::new" | "url::Url::parse" | "uuid::Uuid::parse_str" => true,
            text => match text.strip_prefix("serde_json::") {
                Some(function) => matches!(
                    function,
                    "from_str"
                        | "from_slice"
                        | "from_value"
                        | "to_string"
                        | "to_string_pretty"
                        | "to_value"
                        | "to_vec"
                ),
                None => text.strip_suffix("::try_from").is_some_and(|ty| NUMBERS.contains(&ty)),
            },
        };
    is_known.then_some(Takes::Every)
}

fn is_number(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.get_ident().is_some_and(|ident| NUMBERS.iter().any(|number| ident == number))
}
