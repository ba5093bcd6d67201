//! Characters in a doc comment that nobody sees and a model reads.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

use super::finder::Around;
use super::{Draft, range_of};
use crate::diagnostics::Place;
use crate::rule::poisoned_description::hidden;

/// Takes them out, where they stand as they are and not as an escape.
pub(super) fn mend(around: &Around<'_>, attribute: &Attribute) -> Option<Draft> {
    let Meta::NameValue(meta) = &attribute.meta else { return None };
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &meta.value else { return None };
    let range = range_of(Place::from(attribute));
    let written = around.text(range.clone());
    hidden(&text.value())?;
    let mut draft = Draft::certain("take the hidden characters out");
    let mut clean = written.to_owned();
    while let Some((at, character)) = hidden(&clean) {
        clean.replace_range(at..at + character.len_utf8(), "");
    }
    // One edit for each run of them, so that nothing else of the comment is touched.
    let (mut at, mut kept) = (range.start, clean.chars().peekable());
    for character in written.chars() {
        let end = at + character.len_utf8();
        if kept.next_if_eq(&character).is_none() {
            match draft.edits.last_mut() {
                Some((last, _)) if last.end == at => last.end = end,
                _ => draft = draft.replace(at..end, ""),
            }
        }
        at = end;
    }
    (!draft.edits.is_empty()).then_some(draft)
}
