//! A capacity that a caller chooses: it is no more than a hint, so a bound changes nothing but what is taken at once.

use syn::{Expr, ExprCall};

use super::finder::Around;
use super::{Draft, range_of};
use crate::facts::place_of;

/// What is reserved at once, at most; what needs more grows.
const MOST: &str = "4096";

/// `Vec::with_capacity(n)`, of the collections of the standard library.
pub(super) fn mend(around: &Around<'_>, call: &ExprCall) -> Option<Draft> {
    const COLLECTIONS: [&str; 6] = ["Vec", "String", "VecDeque", "HashMap", "HashSet", "BinaryHeap"];
    let Expr::Path(function) = &*call.func else { return None };
    let name = around.name(&function.path);
    if name.last() != "with_capacity" || !COLLECTIONS.contains(&name.parent()) || call.args.len() != 1 {
        return None;
    }
    let argument = range_of(place_of(call.args.first()?));
    let whole = range_of(place_of(&call.func));
    let says = "reserve no more than that at once; it grows when it must";
    let draft = match is_hint(around, whole.start) {
        true => Draft::certain(says),
        false => Draft::maybe(says),
    };
    Some(draft.before(&argument, "std::cmp::min(").after(&argument, format!(", {MOST})")))
}

/// Whether nobody relies on the capacity: it is that of a variable, in a file that neither asks for one nor writes beyond a
/// length.
fn is_hint(around: &Around<'_>, start: usize) -> bool {
    const RELIES: [&str; 7] = [
        ".capacity()",
        "set_len",
        "spare_capacity",
        "as_mut_ptr",
        "as_ptr",
        "from_raw_parts",
        "within_capacity",
    ];
    let statement = around.text(0..start).rsplit([';', '{', '}']).next().unwrap_or_default().trim();
    let is_variable = statement.lines().next_back().is_some_and(|line| line.trim_start().starts_with("let "));
    is_variable && statement.ends_with('=') && !RELIES.iter().any(|word| around.source.contains(word))
}
