//! Durations, sizes and rates as they are written in arguments: `"5s"`, `"64KiB"`, `"30/min"`.
//!
//! Each literal is read at compile time, within the hard caps, or is an error on its own place.

use portcullis_rules::Diagnostics;
use syn::LitStr;

use crate::args::parser::Whole;

/// The longest time-out, in milliseconds: ten minutes.
const MAX_TIMEOUT: u64 = 10 * 60 * 1000;

/// The largest input or output: 16 MiB.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The most calls in one period, and at once.
const MAX_CALLS: u64 = 1_000_000;

/// The most calls at the same time.
const MAX_CONCURRENCY: u64 = 65_536;

/// A rate: so many calls in so many milliseconds.
pub struct Rate {
    pub calls: u64,
    pub milliseconds: u64,
}

/// `timeout = "…"`, in milliseconds.
pub fn timeout(literal: &LitStr, out: &mut Diagnostics) -> Option<u64> {
    let units = [("ms", 1), ("s", 1000), ("m", 60_000), ("min", 60_000)];
    let Some(milliseconds) = with_unit(&literal.value(), &units) else {
        out.error(literal, format!("`{}` is not a time", literal.value()))
            .help("write a whole number and `ms`, `s` or `min`, such as \"500ms\" or \"5s\"");
        return None;
    };
    if !(1..=MAX_TIMEOUT).contains(&milliseconds) {
        out.error(literal, format!("a time-out of `{}` is out of range", literal.value()))
            .help("choose one from \"1ms\" to \"10min\"");
        return None;
    }
    Some(milliseconds)
}

/// `max_input = "…"` and `max_output = "…"`, in bytes.
pub fn size(name: &str, literal: &LitStr, out: &mut Diagnostics) -> Option<u64> {
    let units = [("B", 1), ("KiB", 1024), ("MiB", 1024 * 1024)];
    let Some(bytes) = with_unit(&literal.value(), &units) else {
        out.error(literal, format!("`{}` is not a size", literal.value()))
            .help("write a whole number and `B`, `KiB` or `MiB`, such as \"64KiB\"");
        return None;
    };
    if !(1..=MAX_BYTES).contains(&bytes) {
        out.error(literal, format!("a `{name}` of `{}` is out of range", literal.value()))
            .help("choose one from \"1B\" to \"16MiB\"");
        return None;
    }
    Some(bytes)
}

/// `rate = "…"`
pub fn rate(literal: &LitStr, out: &mut Diagnostics) -> Option<Rate> {
    let units = [("s", 1000), ("min", 60_000), ("h", 3_600_000)];
    let text = literal.value();
    let parsed = text.split_once('/').and_then(|(calls, unit)| {
        let (_, milliseconds) = units.iter().find(|(name, _)| *name == unit.trim())?;
        Some((whole(calls.trim())?, *milliseconds))
    });
    let Some((calls, milliseconds)) = parsed else {
        out.error(literal, format!("`{text}` is not a rate"))
            .help("write a whole number, a slash and `s`, `min` or `h`, such as \"30/min\"");
        return None;
    };
    if !(1..=MAX_CALLS).contains(&calls) {
        out.error(literal, format!("a rate of `{text}` is out of range")).help("allow 1 to 1,000,000 calls");
        return None;
    }
    Some(Rate { calls, milliseconds })
}

/// `burst = N`
pub fn burst(number: &Whole, out: &mut Diagnostics) -> Option<u64> {
    count("burst", number, MAX_CALLS, out)
}

/// `concurrency = N`
pub fn concurrency(number: &Whole, out: &mut Diagnostics) -> Option<u64> {
    count("concurrency", number, MAX_CONCURRENCY, out)
}

fn count(name: &str, number: &Whole, max: u64, out: &mut Diagnostics) -> Option<u64> {
    let Some(known) = number.known else {
        out.error(&number.expression, format!("`{name}` must be written out"))
            .help("write the number itself; the limits of a capability are read where it stands");
        return None;
    };
    if !(1..=max).contains(&known) {
        out.error(&number.expression, format!("a `{name}` of {known} is out of range"))
            .help(format!("choose one from 1 to {max}"));
        return None;
    }
    Some(known)
}

fn with_unit(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let text = text.trim();
    let end = text.find(|character: char| !character.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    let (_, factor) = units.iter().find(|(name, _)| *name == unit.trim())?;
    Some(whole(number)?.saturating_mul(*factor))
}

/// Digits alone: no sign, no fraction, no white space. What no number can hold is the largest number, which is out of
/// every range.
fn whole(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}
