//! Whether an expression is made of literals and constants only.
//!
//! What panics on constants panics on every run, so a first test finds it; what depends on data does not show.

use syn::punctuated::Punctuated;
use syn::{Expr, Token};

use super::word::{Word, word};

/// How deep an expression is read; a deeper one counts as not constant.
const DEEPEST: usize = 16;

/// Constructors that look at their arguments and nothing else.
const PURE_FUNCTIONS: &[&str] = &[
    "align_of",
    "from",
    "from_bytes",
    "from_digit",
    "from_hms_opt",
    "from_secs",
    "from_slice",
    "from_str",
    "from_str_radix",
    "from_u32",
    "from_utf8",
    "from_ymd_opt",
    "new",
    "new_checked",
    "parse",
    "parse_str",
    "size_of",
    "try_from",
    "try_new",
];

/// Methods that look at their receiver and their arguments and nothing else.
const PURE_METHODS: &[&str] = &[
    "and_hms_opt",
    "as_bytes",
    "as_ref",
    "as_str",
    "bytes",
    "chars",
    "checked_add",
    "checked_div",
    "checked_mul",
    "checked_pow",
    "checked_rem",
    "checked_sub",
    "clone",
    "expect",
    "find",
    "first",
    "get",
    "into",
    "is_empty",
    "iter",
    "last",
    "len",
    "max",
    "min",
    "next",
    "parse",
    "pow",
    "split",
    "split_once",
    "strip_prefix",
    "strip_suffix",
    "to_digit",
    "to_owned",
    "to_string",
    "trim",
    "try_into",
    "unwrap",
];

/// Macros whose value the compiler knows.
const CONSTANT_MACROS: &[&str] =
    &["cfg", "column", "concat", "env", "file", "include_bytes", "include_str", "line"];

/// Whether the expression has the same value in every run.
pub(super) fn is_constant(expr: &Expr) -> bool {
    is_constant_within(expr, DEEPEST)
}

/// Whether there are expressions, and all of them are constant.
pub(super) fn are_constant<'a>(exprs: impl IntoIterator<Item = &'a Expr>) -> bool {
    let mut exprs = exprs.into_iter().peekable();
    exprs.peek().is_some() && exprs.all(is_constant)
}

fn is_constant_within(expr: &Expr, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let all = |exprs: &Punctuated<Expr, Token![,]>| exprs.iter().all(|expr| is_constant_within(expr, depth));
    match expr {
        Expr::Lit(_) | Expr::Const(_) => true,
        Expr::Path(expr) => last_segment(&expr.path).is_some_and(|name| names_a_constant(&name)),
        Expr::Paren(expr) => is_constant_within(&expr.expr, depth),
        Expr::Group(expr) => is_constant_within(&expr.expr, depth),
        Expr::Unary(expr) => is_constant_within(&expr.expr, depth),
        Expr::Reference(expr) => is_constant_within(&expr.expr, depth),
        Expr::Cast(expr) => is_constant_within(&expr.expr, depth),
        Expr::Binary(expr) => is_constant_within(&expr.left, depth) && is_constant_within(&expr.right, depth),
        Expr::Array(expr) => all(&expr.elems),
        Expr::Tuple(expr) => all(&expr.elems),
        Expr::MethodCall(call) => {
            PURE_METHODS.contains(&&*word(&call.method))
                && is_constant_within(&call.receiver, depth)
                && all(&call.args)
        }
        Expr::Call(call) => match &*call.func {
            Expr::Path(function) => {
                last_segment(&function.path).is_some_and(|name| {
                    PURE_FUNCTIONS.contains(&&*name) && (!call.args.is_empty() || name.ends_with("_of"))
                }) && all(&call.args)
            }
            _ => false,
        },
        Expr::Macro(expr) => {
            last_segment(&expr.mac.path).is_some_and(|name| CONSTANT_MACROS.contains(&&*name))
        }
        _ => false,
    }
}

fn last_segment(path: &syn::Path) -> Option<Word> {
    path.segments.last().map(|segment| word(&segment.ident))
}

/// `MAX_LENGTH`, by the convention that rustc warns about when it is broken.
fn names_a_constant(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}
