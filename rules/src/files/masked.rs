//! A source as it may be shown: what looks like a credential is not repeated beside another finding.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use portcullis_patterns::find;

use super::known::Known;
use super::mend::range_of;
use crate::diagnostics::Finding;

const CODE: &str = "P305";

/// How much of a credential is shown where it is found: enough to know its kind. A password is short, and has none.
const SHOWN: usize = 4;
const PASSWORD: usize = 20;

fn shown(length: usize) -> usize {
    if length < PASSWORD { (length / 8).min(SHOWN) } else { SHOWN }
}

/// The source with stars in place of credentials. Its bytes and its characters stand where they stood.
pub(super) fn masked<'a>(source: &'a str, findings: &[Finding]) -> Cow<'a, str> {
    let mut whole: Vec<Range<usize>> = find(source).map(|found| found.range()).collect();
    let literals = findings.iter().filter(|finding| finding.code() == Some(CODE));
    let literals = literals.filter_map(|finding| inside(source, range_of(finding.place())));
    // Of most, it is known which part it is. What is found stands in order.
    let is_known = |literal: &Range<usize>| {
        let first = whole.partition_point(|it| it.start < literal.start);
        whole.get(first).is_some_and(|it| it.end <= literal.end)
    };
    let literals: Vec<Range<usize>> = literals.filter(|literal| !is_known(literal)).collect();
    whole.extend(literals);
    if whole.is_empty() {
        return Cow::Borrowed(source);
    }
    let mut hidden: Vec<Range<usize>> =
        whole.iter().map(|range| range.start + shown(range.len())..range.end).collect();
    let again: Vec<Range<usize>> = Known::of(source.as_bytes(), &whole).all_in(source.as_bytes()).collect();
    let starts: HashSet<usize> = whole.iter().map(|range| range.start).collect();
    hidden.extend(again.into_iter().filter(|it| !starts.contains(&it.start)));
    hidden.sort_by_key(|range| range.start);

    let mut text = String::with_capacity(source.len());
    let mut ranges = hidden.into_iter().peekable();
    let mut end = 0;
    for (at, character) in source.char_indices() {
        while let Some(range) = ranges.next_if(|range| range.start <= at) {
            end = end.max(range.end);
        }
        let is_shown = at >= end || character.is_whitespace() || matches!(character, '"' | '\\');
        text.push(if is_shown { character } else { star(character) });
    }
    Cow::Owned(text)
}

/// Something of the same length.
fn star(character: char) -> char {
    match character.len_utf8() {
        1 => '*',
        2 => '·',
        3 => '•',
        _ => '\u{1f512}',
    }
}

/// What stands between the quotes of a literal.
fn inside(source: &str, literal: Range<usize>) -> Option<Range<usize>> {
    let text = source.get(literal.clone())?;
    let (start, end) = (text.find('"')? + 1, text.rfind('"')?);
    (start + SHOWN < end).then(|| literal.start + start..literal.start + end)
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn bytes_and_characters_stand_where_they_stood() {
        let password = ["7Gk2mQ9x", "Vb4Rt8Lw"].concat();
        let source = format!("ä password = \"{password}\"; b(\"{password}\")\n");
        let shown = masked(&source, &[]);
        assert_eq!(shown, "ä password = \"7G**************\"; b(\"****************\")\n");
        assert_eq!(shown.len(), source.len());
    }

    #[test]
    fn a_source_full_of_credentials_takes_no_time() {
        let one = |number: usize| {
            format!("f(\"{}=x7Gk2mQ9x{number}Kz{}\");\n", ["pass", "word"].concat(), "Vb4Rt8Lw")
        };
        let source: String = (0..50_000).map(one).collect();
        let began = std::time::Instant::now();
        let shown = masked(&source, &[]);
        assert!(!shown.contains(&["Vb4R", "t8Lw"].concat()) && shown.len() == source.len());
        assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
    }

    #[test]
    fn a_source_without_credentials_is_not_copied() {
        assert!(matches!(masked("fn f() {}", &[]), std::borrow::Cow::Borrowed(_)));
    }
}
