//! `portcullis: allow(hardcoded_secret, reason = "…")` in a text of any language, whatever its comments look like.

use std::ops::Range;

use crate::catalogue;
use crate::check::SHORTEST_REASON;

const MARK: &[u8] = b"portcullis:";

/// How far from a finding its exception may stand on a line, in bytes.
const NEAR: usize = 4096;

const TOO_SHORT: &str = "has a reason of less than 15 characters";
const _: () = assert!(SHORTEST_REASON == 15);

/// What the text says of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exception {
    None,
    Lifts,
    /// It would lift it, were it not for this.
    Faulty(&'static str),
}

impl Exception {
    pub(super) fn fault(self) -> Option<&'static str> {
        match self {
            Exception::Faulty(fault) => Some(fault),
            Exception::None | Exception::Lifts => None,
        }
    }
}

/// The exception on the line of a finding, or alone on the line before.
pub(super) fn of(text: &[u8], range: &Range<usize>) -> Exception {
    let before = text.get(range.start.saturating_sub(NEAR)..range.start).unwrap_or_default();
    let behind = text.get(range.end..).unwrap_or_default();
    let behind = behind.get(..NEAR).unwrap_or(behind);
    let mut above = before.rsplit(|&byte| byte == b'\n');
    let start = above.next().unwrap_or_default();
    let end = behind.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let alone = above.next().filter(|line| is_alone(line)).unwrap_or_default();
    let said = [end, start, alone].into_iter().map(read);
    said.fold(Exception::None, |one, other| match (one, other) {
        (Exception::Lifts, _) | (_, Exception::None) => one,
        _ => other,
    })
}

/// Whether nothing but what begins a comment stands before the mark: no letter, and no digit.
fn is_alone(line: &[u8]) -> bool {
    let mark = line.windows(MARK.len()).position(|part| part == MARK);
    let before = mark.and_then(|mark| line.get(..mark)).map(<[u8]>::trim_ascii);
    before.is_some_and(|before| {
        before.eq_ignore_ascii_case(b"rem") || !before.iter().any(|byte| byte.is_ascii_alphanumeric())
    })
}

fn read(line: &[u8]) -> Exception {
    let Some(mark) = line.windows(MARK.len()).position(|part| part == MARK) else { return Exception::None };
    let said = String::from_utf8_lossy(line.get(mark + MARK.len()..).unwrap_or_default());
    let Some(inside) =
        said.trim_start().strip_prefix("allow").and_then(|said| said.trim_start().strip_prefix('('))
    else {
        return Exception::None;
    };
    let (names, reason) = match inside.split_once("reason") {
        Some((names, reason)) => (names, quoted(reason)),
        None => (inside.split(')').next().unwrap_or_default(), None),
    };
    let is_this = |name: &str| catalogue::find(name.trim()).is_some_and(|rule| rule.code == super::CODE);
    if !names.split(',').any(is_this) {
        return Exception::None;
    }
    match reason {
        None => Exception::Faulty("gives no reason: `reason = \"…\"`"),
        Some(reason) if reason.trim().chars().count() < SHORTEST_REASON => Exception::Faulty(TOO_SHORT),
        Some(_) => Exception::Lifts,
    }
}

/// `= "…"`, also where the quotes are escaped in a literal around it.
fn quoted(text: &str) -> Option<&str> {
    let text = text.trim_start().strip_prefix('=')?.trim_start();
    let text = text.strip_prefix('\\').unwrap_or(text).strip_prefix('"')?;
    let end = text.find('"')?;
    text.get(..end).map(|reason| reason.strip_suffix('\\').unwrap_or(reason))
}
