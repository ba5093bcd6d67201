//! A record as one line of JSON in which nothing can break the line or turn the reader's eyes.

use std::io;

use serde_json::ser::{CharEscape, CompactFormatter, Formatter};

use super::Record;

/// The record as one line of JSON, without the line feed.
///
/// Control characters, bidirectional and zero-width ones, separators and tags are escaped, so that a line
/// shows what it holds, whatever a caller sent.
///
/// # Errors
///
/// None for a record that a gate made; the signature is `serde_json`'s.
pub fn to_line(record: &Record) -> serde_json::Result<String> {
    let mut line = Vec::with_capacity(384);
    write_line(record, record.sequence, &mut line)?;
    String::from_utf8(line).map_err(serde::ser::Error::custom)
}

/// The same under a number of the ledger's own, added to `out`.
pub(super) fn write_line(record: &Record, sequence: u64, out: &mut Vec<u8>) -> serde_json::Result<()> {
    record.serialize_as(sequence, &mut serde_json::Serializer::with_formatter(out, Visible))
}

/// Writes compact JSON and escapes what cannot be seen.
struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W: io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if fragment.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut shown = 0;
        for (at, character) in fragment.char_indices() {
            if is_visible_character(character) {
                continue;
            }
            writer.write_all(fragment.get(shown..at).unwrap_or_default().as_bytes())?;
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            shown = at + character.len_utf8();
        }
        writer.write_all(fragment.get(shown..).unwrap_or_default().as_bytes())
    }

    fn write_char_escape<W: io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        CompactFormatter.write_char_escape(writer, escape)
    }
}

/// Whether a text shows all that it holds, as every line that [`to_line`] makes.
pub(super) fn is_visible(text: &str) -> bool {
    text.chars().all(is_visible_character)
}

/// False for control, format, separator, tag, private-use and non-characters.
fn is_visible_character(character: char) -> bool {
    !matches!(character,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}'
        | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{10ffff}')
}
