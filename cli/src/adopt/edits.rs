//! Changes of a text, gathered in any order: whatever no change names stays as it is.

use std::ops::Range;

use proc_macro2::Span;
use quote::ToTokens;

/// Changes of one text.
pub(super) struct Edits<'a> {
    source: &'a str,
    all: Vec<(Range<usize>, String)>,
}

impl<'a> Edits<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, all: Vec::new() }
    }

    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    pub(super) fn text(&self, range: Range<usize>) -> &'a str {
        self.source.get(range).unwrap_or_default()
    }

    pub(super) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.all.push((range, text.into()));
    }

    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    pub(super) fn delete(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// Deletes something with its line, if nothing else stands on that.
    pub(super) fn delete_line(&mut self, range: Range<usize>) {
        let start = self.line_of(range.start);
        let rest = self.text(range.end..self.source.len());
        let behind = rest.trim_start_matches([' ', '\t', '\r']);
        let is_alone = self.text(start..range.start).trim().is_empty();
        let inside = self.text(start..range.start).trim_end().ends_with('{') && behind.starts_with('}');
        match behind.strip_prefix('\n') {
            Some(next) if is_alone => self.delete(start..self.source.len() - next.len()),
            // `{ this }`
            _ if inside => self.delete(range.start..self.source.len() - behind.len()),
            _ => self.delete(range),
        }
    }

    /// Deletes an item, with the empty line that would be left between its neighbours.
    pub(super) fn delete_item(&mut self, range: Range<usize>) {
        let start = self.line_of(range.start);
        let rest = self.text(range.end..self.source.len());
        let mut lines = rest.split_inclusive('\n');
        let end = range.end + lines.next().map_or(0, str::len);
        match lines.next() {
            Some(blank) if blank.trim().is_empty() => self.delete(start..end + blank.len()),
            _ => self.delete(start..end),
        }
    }

    /// Where the line of a place begins.
    pub(super) fn line_of(&self, at: usize) -> usize {
        self.text(0..at).rfind('\n').map_or(0, |at| at + 1)
    }

    /// The blanks that the line of a place begins with.
    pub(super) fn indent(&self, at: usize) -> &'a str {
        let line = self.text(self.line_of(at)..self.source.len());
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        line.get(..blanks).unwrap_or_default()
    }

    /// The text with all changes. If two overlap, which is a fault of this program, nothing is made.
    pub(super) fn apply(mut self) -> Result<String, String> {
        // The larger one first: what stands in something that goes away does not matter. Of insertions, the order counts.
        self.all.sort_by_key(|(range, _)| (range.start, !range.is_empty(), std::cmp::Reverse(range.end)));
        let is_windows = self.source.contains("\r\n");
        let mut text = String::with_capacity(self.source.len() * 2);
        let mut at = 0;
        for (range, new) in &self.all {
            if range.start < at && range.end <= at {
                continue;
            }
            let kept = self.source.get(at..range.start);
            let (Some(kept), Some(_)) = (kept, self.source.get(range.clone())) else {
                return Err("what is to become of this file is not clear, please report it".to_owned());
            };
            text.push_str(kept);
            if is_windows {
                text.push_str(&new.replace("\r\n", "\n").replace('\n', "\r\n"));
            } else {
                text.push_str(new);
            }
            at = range.end;
        }
        text.push_str(self.source.get(at..).unwrap_or_default());
        Ok(text)
    }
}

/// The bytes of anything that is made of tokens.
pub(super) fn range_of(tokens: &impl ToTokens) -> Range<usize> {
    let mut spans = tokens.to_token_stream().into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    let last = spans.last().unwrap_or(first);
    first.byte_range().start..last.byte_range().end
}
