//! What a credential looks like.
//!
//! [`find`] searches free text for credentials of the [`FORMATS`] that are known, and for values that stand beside a
//! credential's name; [`redact`] takes them out; [`named`] tells whether a value is a secret by what it is bound to.
//! Nothing here ever copies a credential into what it returns, but for [`redact`]'s text, which has none left that was found.
//!
//! It reads what a text looks like. A password of plain words, a credential cut in pieces or encoded twice, and a format
//! that nobody added to the table are not found.
//!
//! ```
//! let password = ["7Gk2mQ9x", "Vb4Rt8Lw"].concat();
//! let line = format!("login of ada with password={password} from 10.0.0.7");
//! assert_eq!(
//!     portcullis_patterns::redact(&line),
//!     "login of ada with password=[redacted: a secret beside its name] from 10.0.0.7"
//! );
//! ```

#![forbid(unsafe_code)]

mod check;
mod format;
pub mod name;
mod named;
mod pair;
mod pattern;
mod placeholder;
mod published;
#[cfg(test)]
mod samples;
mod scan;
mod structure;
mod table;
mod text;
mod value;
mod words;

use std::borrow::Cow;
use std::ops::Range;

pub use format::Format;
pub use scan::Match;
pub use table::FORMATS;
pub use value::is_likely;

/// Each credential in a text, from its start to its end.
///
/// ```
/// let password = ["7Gk2mQ", "9xVb"].concat();
/// let text = format!("GET https://ada:{password}@files.internal/report");
/// let found = portcullis_patterns::find(&text).next().expect("there is one");
/// assert_eq!(found.format().title(), "a password in a URL");
/// assert_eq!(text[found.range()], password);
/// ```
pub fn find(text: &str) -> impl Iterator<Item = Match> {
    find_bytes(text.as_bytes())
}

/// Each credential in bytes of which only parts may be text.
///
/// ```
/// let bytes = [&b"\xFF\x00password="[..], b"7Gk2mQ9x", b"Vb4Rt8Lw", b"\x00"].concat();
/// assert_eq!(portcullis_patterns::find_bytes(&bytes).count(), 1);
/// ```
pub fn find_bytes(text: &[u8]) -> impl Iterator<Item = Match> {
    scan::Matches::of(text)
}

/// Each credential whose mark begins in `marks`, and that begins at `free` or behind it: for a text that is read in pieces.
///
/// A mark is what a credential is noticed by: four bytes of it, or of the name before it. Around the marks stands as much of
/// the text as is at hand, [`CONTEXT`] before and behind them if there is as much, and then pieces that follow each other have
/// the credentials of the whole, if `free` is the end of the last one.
///
/// ```
/// use portcullis_patterns::{find_between, find_bytes};
///
/// let (one, other) = (["7Gk2mQ9x", "Vb4Rt8Lw"].concat(), ["2Lw8Rt7G", "k9xVb4mQ"].concat());
/// let text = format!("password={one} password={other}");
/// let (first, second) = (find_between(text.as_bytes(), 0..26, 0), find_between(text.as_bytes(), 26..51, 25));
/// let ranges: Vec<_> = first.chain(second).map(|found| found.range()).collect();
/// assert_eq!(ranges, [9..25, 35..51]);
/// assert!(find_bytes(text.as_bytes()).map(|found| found.range()).eq(ranges));
/// ```
pub fn find_between(text: &[u8], marks: Range<usize>, free: usize) -> impl Iterator<Item = Match> {
    scan::Matches::between(text, marks, free)
}

/// How far around its mark a credential is looked at, in bytes, and more.
///
/// ```
/// assert_eq!(portcullis_patterns::CONTEXT, 128 * 1024);
/// ```
pub const CONTEXT: usize = 128 * 1024;

/// Whether a value is probably a secret, by the name it is bound to: of a variable, a constant, a field, a parameter, a key
/// of a map or a header.
///
/// ```
/// use portcullis_patterns::named;
///
/// let value = ["7Gk2mQ9x", "Vb4Rt8Lw"].concat();
/// assert!(named("client_secret", &value));
/// assert!(!named("client_secret", "your-client-secret"));
/// assert!(!named("colour", &value));
/// ```
pub fn named(name: &str, value: &str) -> bool {
    named::format_of(name, value, true).is_some() || scan::has_token(value.as_bytes())
}

/// The text with the title of its format in place of each credential.
///
/// ```
/// let line = ["x-api-key: 7Gk", "2mQ9xVb4Rt8Lw"].concat();
/// assert_eq!(portcullis_patterns::redact(&line), "x-api-key: [redacted: a secret beside its name]");
/// assert_eq!(portcullis_patterns::redact("nothing here"), "nothing here");
/// ```
pub fn redact(text: &str) -> Cow<'_, str> {
    let mut redacted = String::new();
    let mut kept = 0;
    for found in find(text) {
        let range = found.range();
        redacted.push_str(text.get(kept..range.start).unwrap_or_default());
        redacted.push_str("[redacted: ");
        redacted.push_str(found.format().title());
        redacted.push(']');
        kept = range.end;
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    redacted.push_str(text.get(kept..).unwrap_or_default());
    Cow::Owned(redacted)
}
