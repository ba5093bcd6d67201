//! Durations, sizes and rates as they are written in arguments: `"5s"`, `"64KiB"`, `"30/min"`.
//!
//! Each literal is read at compile time, within the hard caps, or is an error on its own place.

use std::ops::RangeInclusive;

use portcullis_rules::Diagnostics;
use syn::LitStr;

use crate::args::parser::Whole;

/// The longest time-out, cooldown or wait, in milliseconds: ten minutes.
const MAX_TIME: u64 = 10 * 60 * 1000;

const TIME_UNITS: [(&str, u64); 4] = [("ms", 1), ("s", 1000), ("m", 60_000), ("min", 60_000)];

/// How often a body may run for one call.
const MAX_ATTEMPTS: u64 = 10;

/// How many failures in a row may be put up with.
const MAX_FAILURES: u64 = 1_000;

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

/// How often a body runs for one call, and how many milliseconds it waits at least and at most before the next time.
pub struct Retry {
    pub attempts: u64,
    pub least: u64,
    pub most: u64,
}

/// After how many failures in a row nobody calls for how many milliseconds.
pub struct Breaker {
    pub failures: u64,
    pub milliseconds: u64,
}

/// `timeout = "…"`, in milliseconds.
pub fn timeout(literal: &LitStr, out: &mut Diagnostics) -> Option<u64> {
    time("time-out", literal, out)
}

/// `cooldown = "…"`, in milliseconds.
pub fn cooldown(literal: &LitStr, out: &mut Diagnostics) -> Option<u64> {
    time("cooldown", literal, out)
}

fn time(what: &str, literal: &LitStr, out: &mut Diagnostics) -> Option<u64> {
    let Some(milliseconds) = with_unit(&literal.value(), &TIME_UNITS) else {
        out.error(literal, format!("`{}` is not a time", literal.value()))
            .help("write a whole number and `ms`, `s` or `min`, such as \"500ms\" or \"5s\"");
        return None;
    };
    if !(1..=MAX_TIME).contains(&milliseconds) {
        out.error(literal, format!("a {what} of `{}` is out of range", literal.value()))
            .help("choose one from \"1ms\" to \"10min\"");
        return None;
    }
    Some(milliseconds)
}

/// `backoff = "100ms..2s"`: the first wait and the longest one, in milliseconds.
pub fn backoff(literal: &LitStr, out: &mut Diagnostics) -> Option<(u64, u64)> {
    let text = literal.value();
    let ends = text
        .split_once("..")
        .and_then(|(least, most)| Some((with_unit(least, &TIME_UNITS)?, with_unit(most, &TIME_UNITS)?)));
    let Some((least, most)) = ends else {
        out.error(literal, format!("`{text}` is not a range of times"))
            .help("write the first wait and the longest one, such as \"100ms..2s\"");
        return None;
    };
    if least == 0 || most > MAX_TIME || least > most {
        out.error(literal, format!("a backoff of `{text}` is out of range"))
            .help("begin with \"1ms\" or more, end with \"10min\" or less, and let the first be the smaller");
        return None;
    }
    Some((least, most))
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
    count("burst", number, 1..=MAX_CALLS, out)
}

/// `attempts = N`
pub fn attempts(number: &Whole, out: &mut Diagnostics) -> Option<u64> {
    count("attempts", number, 2..=MAX_ATTEMPTS, out)
}

/// `failures = N`
pub fn failures(number: &Whole, out: &mut Diagnostics) -> Option<u64> {
    count("failures", number, 1..=MAX_FAILURES, out)
}

/// `concurrency = N`
pub fn concurrency(number: &Whole, out: &mut Diagnostics) -> Option<u64> {
    count("concurrency", number, 1..=MAX_CONCURRENCY, out)
}

fn count(name: &str, number: &Whole, range: RangeInclusive<u64>, out: &mut Diagnostics) -> Option<u64> {
    let Some(known) = number.known else {
        out.error(&number.expression, format!("`{name}` must be written out"))
            .help("write the number itself; the limits of a capability are read where it stands");
        return None;
    };
    if !range.contains(&known) {
        out.error(&number.expression, format!("`{name} = {known}` is out of range")).help(format!(
            "choose one from {} to {}",
            range.start(),
            range.end()
        ));
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
