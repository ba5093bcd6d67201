//! A finding as rustc would print it. What looks like a credential is not repeated.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Title, Patch, Renderer, Snippet};
use portcullis_rules::Level;
use portcullis_rules::files::mend::{Certainty, Edit, Suggestion};
use portcullis_rules::files::{Report, shown};

/// How much of a credential is shown, with the quote before it: enough to know its kind.
const SHOWN: usize = 5;

/// Writes a finding with its line of the source. Where colours are not wanted, the stream takes them out.
pub(super) fn write(report: &Report, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let path = shown(&report.path);
    let (lines, span) = excerpt(report);
    let source = Snippet::source(lines)
        .line_start(report.start.0)
        .path(&path)
        .annotation(AnnotationKind::Primary.span(span));
    let level = match report.level {
        Level::Deny => Title::ERROR,
        Level::Advice => Title::WARNING,
    };
    let mut title = level.primary_title(report.message.as_str());
    if let Some(code) = report.code {
        title = title.id(code);
    }
    let mut group = title.element(source);
    if let Some(help) = &report.help {
        group = group.element(Title::HELP.message(help.as_str()));
    }
    if let Some(code) = report.code {
        let see = Title::NOTE.with_name("see").message(format!("cargo portcullis explain {code}"));
        group = group.element(see);
    }
    let groups: Vec<_> =
        std::iter::once(group).chain(report.suggestion.as_ref().and_then(proposed)).collect();
    let mut text = Renderer::styled().render(&groups);
    if report.cut > 0 {
        let (line, column) = report.start;
        let counted = format!("{path}:{line}:{}", column - report.cut);
        text = text.replacen(&counted, &format!("{path}:{line}:{column}"), 1);
    }
    writeln!(out, "{text}\n")
}

/// The change that would mend it.
fn proposed(suggestion: &Suggestion) -> Option<Group<'_>> {
    let (line, offset) = suggestion.begins;
    let patches = suggestion.edits.iter().map(|Edit { range, text, .. }| {
        let range = range.start.checked_sub(offset)?..range.end.checked_sub(offset)?;
        Some(Patch::new(range, text.as_str()))
    });
    let patches: Option<Vec<_>> = patches.collect();
    let title = match suggestion.certainty {
        Certainty::Certain => format!("{} (`--fix` does this)", suggestion.says),
        Certainty::Maybe => suggestion.says.clone(),
    };
    let lines = Snippet::source(suggestion.lines.as_str()).line_start(line).patches(patches?);
    (!suggestion.lines.is_empty()).then(|| Title::HELP.secondary_title(title).element(lines))
}

/// The lines, and the bytes of them that are underlined.
fn excerpt(report: &Report) -> (String, Range<usize>) {
    let is_secret = report.code == Some("P305");
    let (mut text, mut span) = (String::new(), None);
    let mut end = 0;
    let mut inside = 0;
    for (index, line) in report.lines.iter().enumerate() {
        let number = report.start.0 + index;
        for (column, character) in line.chars().enumerate() {
            let at = (number, report.cut + column + 1);
            if at < report.start || at >= report.end {
                text.push(character);
                continue;
            }
            span.get_or_insert(text.len());
            inside += 1;
            let is_hidden = is_secret && inside > SHOWN && character.is_alphanumeric();
            text.push(if is_hidden { '*' } else { character });
            end = text.len();
        }
        text.push('\n');
    }
    let start = span.unwrap_or_default();
    (text, start..end.max(start))
}
