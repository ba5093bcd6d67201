//! Columns for a terminal: cells of several lines, wrapped by what a person sees and not by bytes.
//!
//! Whatever comes from a file or a caller is made visible first, so that none of it can turn the terminal's colours,
//! move its cursor or hide.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use terminal_size::{Width, terminal_size};
use unicode_width::UnicodeWidthChar;

pub const PLAIN: Style = Style::new();
pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();
pub const GOOD: Style = AnsiColor::Green.on_default();
pub const STOPPED: Style = AnsiColor::Yellow.on_default();
pub const UNEXPECTED: Style = AnsiColor::Red.on_default().bold();

/// Between two columns.
const GAP: usize = 2;

/// The widths of number, call and outcome; the last column has the rest.
const FIXED: [usize; 3] = [2, 34, 19];

/// Four columns in the width of the terminal.
pub struct Columns {
    width: usize,
}

/// What stands in one column of a row, a style for each of its lines.
#[derive(Default)]
pub struct Cell {
    lines: Vec<(Style, usize, String)>,
}

impl Cell {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text that is wrapped to at most so many lines.
    pub fn line(mut self, style: Style, most: usize, text: &str) -> Self {
        self.lines.push((style, most, visible(text)));
        self
    }

    fn wrapped(&self, width: usize) -> Vec<(Style, String)> {
        let lines = self.lines.iter();
        lines
            .flat_map(|(style, most, text)| wrap(text, width, *most).into_iter().map(|line| (*style, line)))
            .collect()
    }
}

impl Columns {
    /// As wide as `COLUMNS` says or the terminal is, within reason; 110 where nobody says.
    pub fn of_terminal() -> Self {
        let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let seen = terminal_size().map(|(Width(width), _)| usize::from(width));
        Columns { width: told.or(seen).unwrap_or(110).clamp(90, 160) }
    }

    pub fn title(&self, out: &mut impl Write, title: &str, note: &str) -> io::Result<()> {
        let rule = "─".repeat(self.width.saturating_sub(columns_of(title) + 4));
        writeln!(out, "\n{DIM}──{DIM:#} {BOLD}{title}{BOLD:#} {DIM}{rule}{DIM:#}")?;
        if note.is_empty() { writeln!(out) } else { writeln!(out, "   {DIM}{note}{DIM:#}\n") }
    }

    pub fn row(&self, out: &mut impl Write, cells: &[Cell; 4]) -> io::Result<()> {
        let [number, call, became] = FIXED;
        let rest = self.width - number - call - became - 3 * GAP;
        let widths = [number, call, became, rest];
        let mut columns = widths.map(|_| Vec::new());
        for ((column, cell), width) in columns.iter_mut().zip(cells).zip(widths) {
            *column = cell.wrapped(width);
        }
        let height = columns.iter().map(Vec::len).max().unwrap_or_default();
        for line in 0..height {
            let mut padding = 0;
            for (column, width) in columns.iter().zip(widths) {
                let (style, text) = column.get(line).map_or((PLAIN, ""), |(style, text)| (*style, text));
                if !text.is_empty() {
                    write!(out, "{:padding$}{style}{text}{style:#}", "")?;
                    padding = 0;
                }
                padding += width - columns_of(text) + GAP;
            }
            writeln!(out)?;
        }
        writeln!(out)
    }

    /// A text over the whole width, of at most so many lines.
    pub fn paragraph(&self, out: &mut impl Write, style: Style, most: usize, text: &str) -> io::Result<()> {
        for line in wrap(&visible(text), self.width, most) {
            writeln!(out, "{style}{line}{style:#}")?;
        }
        Ok(())
    }
}

/// The JSON of a refusal without what is empty, and with only the end of its reference: enough to compare two.
pub fn abridged(json: &str) -> String {
    let mut text = json.replace(r#""fields":[],"#, "").replace(r#""retry_after_ms":null,"#, "");
    if let Some((start, end)) = string_at(&text, "reference") {
        text.replace_range(start..end.saturating_sub(4).max(start), "…");
    }
    text
}

/// Where the value of a key is. These keys are ours, and their values hold no quotes.
pub fn string_at(json: &str, key: &str) -> Option<(usize, usize)> {
    let before = format!(r#""{key}":""#);
    let start = json.find(&before)? + before.len();
    let length = json.get(start..)?.find('"')?;
    Some((start, start + length))
}

/// Cuts a text into lines, after a space or a comma where there are several lines, and ends it with `…` where it is
/// too long.
fn wrap(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_inclusive([' ', ',']) {
        let fits_a_line = columns_of(word) <= width && most > 1;
        if used > 0 && used + columns_of(word.trim_end()) > width && fits_a_line {
            lines.push(String::new());
            used = 0;
        }
        for character in word.chars() {
            let columns = character.width().unwrap_or_default();
            // A space at the end of a line is seen by nobody.
            if used + columns > width && character == ' ' {
                continue;
            }
            if used + columns > width {
                lines.push(String::new());
                used = 0;
            }
            if let Some(line) = lines.last_mut() {
                line.push(character);
            }
            used += columns;
        }
    }
    let is_cut = lines.len() > most;
    lines.truncate(most);
    if let Some(last) = lines.last_mut().filter(|_| is_cut) {
        while columns_of(last) >= width {
            last.pop();
        }
        last.push('…');
    }
    lines
}

fn columns_of(text: &str) -> usize {
    text.chars().filter_map(UnicodeWidthChar::width).sum()
}

/// Escapes what a terminal would obey or not show.
fn visible(text: &str) -> String {
    let is_visible =
        |character: char| !character.is_control() && character.width().is_some_and(|columns| columns > 0);
    text.chars().fold(String::with_capacity(text.len()), |mut shown, character| {
        if is_visible(character) {
            shown.push(character)
        } else {
            shown.extend(character.escape_default())
        }
        shown
    })
}

#[cfg(test)]
mod tests {
    use super::{abridged, columns_of, visible, wrap};

    #[test]
    fn no_line_is_wider_than_its_column() {
        for text in
            ["a b c", "word,word,word,word", "、全角文字全角文字", "a_very_long_word_without_any_space", ""]
        {
            for width in 2..12 {
                let lines = wrap(text, width, usize::MAX);
                assert!(lines.iter().all(|line| columns_of(line) <= width), "{lines:?}");
                assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
            }
        }
    }

    #[test]
    fn what_is_cut_ends_with_dots_within_the_width() {
        assert_eq!(wrap("abcdef", 4, 1), ["abc…"]);
        assert_eq!(wrap("abcd", 4, 1), ["abcd"]);
        assert_eq!(wrap("全角文字", 4, 1), ["全…"]);
    }

    #[test]
    fn nothing_reaches_the_terminal_that_it_would_obey() {
        assert_eq!(visible("\u{1b}[31m\u{9b}A\u{202e}b\r"), r"\u{1b}[31m\u{9b}A\u{202e}b\r");
    }

    #[test]
    fn abridged_json_keeps_the_end_of_a_reference_and_all_that_is_not_empty() {
        let json =
            r#"{"code":"x","fields":[],"reference":"01ABCDEFGH","retry_after_ms":null,"outcome":"failed"}"#;
        assert_eq!(abridged(json), r#"{"code":"x","reference":"…EFGH","outcome":"failed"}"#);
        assert_eq!(abridged(r#"{"fields":[1]}"#), r#"{"fields":[1]}"#);
        assert_eq!(abridged(""), "");
    }
}
