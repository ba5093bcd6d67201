//! A finding as rustc would print it. What looks like a credential is not repeated.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Title, Patch, Renderer, Snippet};
use portcullis_rules::Level;
use portcullis_rules::files::mend::{Certainty, Edit, Suggestion};
use portcullis_rules::files::{Report, shown};

/// How much of a credential is shown, with the quote before it: enough to know its kind.
const SHOWN: usize = 5;

/// Of credentials of one kind in one file, so many are shown with their lines: a file of test keys has a hundred.
const MOST_SHOWN: usize = 3;

/// Writes the findings. Programs read all of them as JSON or SARIF; here a file's credentials of one kind are summed up
/// behind the first few.
pub(super) fn write_all(reports: &[Report], out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    for of_file in reports.chunk_by(|one, other| one.path == other.path) {
        let mut rest: Vec<&Report> = of_file.iter().collect();
        while let Some((first, _)) = rest.split_first() {
            let first = *first;
            if !is_summed_up(first) {
                write(first, out)?;
                rest.remove(0);
                continue;
            }
            let (alike, others): (Vec<&Report>, Vec<&Report>) =
                rest.into_iter().partition(|report| is_summed_up(report) && report.message == first.message);
            // One more takes no more room than to say so.
            let shown = if alike.len() == MOST_SHOWN + 1 { alike.len() } else { MOST_SHOWN };
            alike.iter().take(shown).try_for_each(|report| write(report, out))?;
            let more: Vec<usize> = alike.iter().skip(shown).map(|report| report.start.0).collect();
            if !more.is_empty() {
                write_more(first, &more, out)?;
            }
            rest = others;
        }
    }
    Ok(())
}

/// A credential in a text as it is now.
fn is_summed_up(report: &Report) -> bool {
    report.code == Some("P305") && report.commit.is_none() && report.function.is_empty()
}

/// `note: 8 more like this in keys.txt, on lines 12, 19 and 31`
fn write_more(report: &Report, lines: &[usize], out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    const MOST_NAMED: usize = 20;
    let mut named: Vec<String> = lines.iter().map(usize::to_string).collect();
    named.dedup();
    let cut = named.len().saturating_sub(MOST_NAMED);
    named.truncate(MOST_NAMED);
    let on = if named.len() == 1 { "line" } else { "lines" };
    let further = if cut > 0 { format!(" and {cut} further ones") } else { String::new() };
    let message = format!(
        "{} more like these in {}, on {on} {}{further} (`--format json` has each)",
        lines.len(),
        shown(&report.path),
        named.join(", ")
    );
    let group = Group::with_title(Title::NOTE.primary_title(message.as_str()));
    writeln!(out, "{}\n", Renderer::styled().render(&[group]))
}

/// Writes a finding with its line of the source. Where colours are not wanted, the stream takes them out.
fn write(report: &Report, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
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
    if let Some(origin) = &report.origin {
        group = group.element(Title::NOTE.message(origin.to_string()));
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
