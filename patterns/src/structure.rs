//! Credentials that are more than a run of characters: keys in PEM, passwords in URLs, in headers and on command lines.

use std::ops::Range;

use crate::text::decoded;
use crate::value::is_likely;
use crate::words::{bits_per_character, is_made_of_words};

/// A longer key, or one that does not end, is not read on.
const LONGEST_KEY: usize = 32 * 1024;

/// A longer part of a URL, a header or a command line is not read on.
const LONGEST: usize = 512;

/// A PEM block of any kind of private key, with enough in it for the smallest; `at` is the place of its first `-BEG`.
pub(crate) fn private_key(text: &[u8], at: usize) -> Option<Range<usize>> {
    const BEGIN: &[u8] = b"-----BEGIN ";
    let start = (at + 1).checked_sub("-----".len())?;
    let after = text.get(start..)?.strip_prefix(BEGIN)?;
    let label_end = after
        .iter()
        .take(40)
        .position(|byte| !(byte.is_ascii_uppercase() || matches!(byte, b' ' | b'0'..=b'9')))?;
    let label = after.get(..label_end)?;
    let is_private = label.ends_with(b"PRIVATE KEY") || label.ends_with(b"PRIVATE KEY BLOCK");
    let body = after.get(label_end..)?.strip_prefix(b"-----").filter(|_| is_private)?;
    let body_end = body
        .windows(5)
        .take(LONGEST_KEY)
        .position(|part| part == b"-----")
        .unwrap_or_else(|| body.len().min(LONGEST_KEY));
    let block = body.get(..body_end)?;
    let ends = body.get(body_end..).is_some_and(|rest| rest.starts_with(b"-----END "));
    let in_key = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=\\\"' \t\r\n:,.-#*>".contains(byte);
    let block =
        if ends { block } else { block.get(..block.iter().take_while(|byte| in_key(byte)).count())? };
    let key: Vec<u8> = block
        .iter()
        .copied()
        .filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
        .collect();
    if key.len() < 40 || bits_per_character(&key) <= 3.5 || counts_up(block) {
        return None;
    }
    let body_start = text.len() - body.len();
    let end = if ends {
        let last = body.get(body_end + 5..)?;
        let label = last.iter().take(60).position(|&byte| byte == b'-').unwrap_or(0);
        let dashes = last.get(label..)?.iter().take(5).take_while(|&&byte| byte == b'-').count();
        body_start + body_end + 5 + label + dashes
    } else {
        body_start + block.len()
    };
    Some(start..end)
}

/// Whether the bytes of a block count up, as in the examples of standards: such a key is nobody's.
fn counts_up(block: &[u8]) -> bool {
    const ENOUGH: usize = 24;
    let mut text = Vec::with_capacity(block.len());
    let mut rest = block.iter();
    while let Some(byte) = rest.next() {
        match byte {
            // `\n` in a literal.
            b'\\' => {
                rest.next();
            }
            _ if byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/') => text.push(*byte),
            _ => {}
        }
    }
    let (mut longest, mut run) = (1, 1);
    for pair in decoded(&text).unwrap_or_default().windows(2) {
        run = if matches!(pair, [one, next] if *next == one.wrapping_add(1)) { run + 1 } else { 1 };
        longest = longest.max(run);
    }
    longest >= ENOUGH
}

/// The lines of a PuTTY key behind `Private-Lines: 8`.
pub(crate) fn putty_key(text: &[u8], at: usize) -> Option<Range<usize>> {
    let after = text.get(at..)?.strip_prefix(b"Private-Lines: ")?;
    let digits = after.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let body = after.get(digits..)?;
    let key = body
        .iter()
        .take(LONGEST_KEY)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"+/=\r\n".contains(byte))
        .count();
    let start = text.len() - body.len();
    (digits > 0 && key >= 40 && bits_per_character(body.get(..key)?) > 3.5).then_some(start..start + key)
}

/// The password in `scheme://user:password@host`, unless it is a placeholder or the host is this machine or an example;
/// `at` is the place of `://`.
pub(crate) fn password_in_url(text: &[u8], at: usize) -> Option<Range<usize>> {
    let start = at + "://".len();
    let rest = text.get(start..)?;
    let ends = |byte: u8| byte.is_ascii_whitespace() || b"/?#\"'`<>\\|,".contains(&byte);
    let length = rest.iter().take(LONGEST).take_while(|&&byte| !ends(byte)).count();
    let authority = rest.get(..length)?;
    let host_at = authority.iter().rposition(|&byte| byte == b'@')?;
    let colon = authority.get(..host_at)?.iter().position(|&byte| byte == b':')?;
    let password = std::str::from_utf8(authority.get(colon + 1..host_at)?).ok()?;
    let host = std::str::from_utf8(authority.get(host_at + 1..)?).ok()?;
    let is_one = text.get(..at)?.last().is_some_and(u8::is_ascii_alphanumeric)
        && is_real_password(password)
        && is_real_host(host)
        && (!host.contains('{') || password.len() >= 10)
        // One letter stands for any host, and a word for any password.
        && (host.len() > 1 || password.bytes().any(|byte| byte.is_ascii_digit()));
    is_one.then_some(start + colon + 1..start + host_at)
}

fn is_real_password(password: &str) -> bool {
    const STANDS_FOR_ONE: [&str; 8] =
        ["secret", "example", "changeme", "redacted", "foobar", "...", "***", "xxxx"];
    // In a longer text they may stand by chance.
    const SHORT: [&str; 4] = ["pass", "pwd", "xxx", "%s"];
    // What a test of a parser escapes is short: `%60%7B%7D`.
    let escaped = password.matches('%').count();
    let lower = password.to_ascii_lowercase();
    let is_short = password.len() < 16 || is_made_of_words(password);
    password.len().saturating_sub(2 * escaped) >= 6
        && !password.contains(['{', '}', '$', '[', ']', '(', ')', ':', '@'])
        && !STANDS_FOR_ONE.iter().any(|word| lower.contains(word))
        && (!is_short || !SHORT.iter().any(|word| lower.contains(word)))
        && bits_per_character(password.as_bytes()) > 1.5
}

/// Behind base 64 nothing is filled in any more, so every character may be one of the password's.
fn is_encoded_password(password: &str) -> bool {
    let plain: String = password.chars().map(|c| if "{}$[]():@".contains(c) { '~' } else { c }).collect();
    is_real_password(&plain) && !password.starts_with(['{', '$', '[', '<'])
}

fn is_real_host(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name).to_ascii_lowercase();
    let ends = ["localhost", "example.com", "example.org", "example.net", ".example", ".test", ".invalid"];
    let is_placeholder =
        matches!(name.as_str(), "host" | "hostname" | "server" | "domain" | "domain.com" | "[::1]");
    !name.is_empty()
        // The host may be put in later, the password is there.
        && !name.starts_with(['$', '%'])
        && !is_placeholder
        && !name.starts_with("127.")
        && !ends.iter().any(|end| name.ends_with(end))
}

/// `Basic` and the base64 of `user:password`.
pub(crate) fn basic_header(text: &[u8], at: usize) -> Option<Range<usize>> {
    let start = at + "Basic ".len();
    let rest = text.get(start..)?;
    let length = rest
        .iter()
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"+/=-_".contains(byte))
        .count();
    let encoded = rest.get(..length).filter(|encoded| encoded.len() >= 8)?;
    let text = decoded(encoded)?;
    let pair = std::str::from_utf8(&text).ok()?;
    let (user, password) = pair.split_once(':')?;
    let is_printable = pair.chars().all(|c| c.is_ascii_graphic() || c == ' ');
    // portcullis: allow(timing_unsafe_compare, reason = "both stand in the same text, and nobody guesses at either")
    let is_own = user != password;
    let is_one = is_printable
        && (is_encoded_password(password) && is_own || user.len() >= 16 && is_likely(user, true));
    is_one.then_some(start..start + length)
}

/// `curl … -u user:password`; `at` is the place of `curl`.
pub(crate) fn curl_user(text: &[u8], at: usize) -> Option<Range<usize>> {
    const OPTIONS: [&[u8]; 5] = [b" --user ", b" --user=", b" --proxy-user ", b" -u ", b" -u"];
    let rest = text.get(at..)?;
    let command = rest.get(..rest.len().min(LONGEST))?;
    let mut before = b' ';
    let (start, argument) = command.iter().enumerate().find_map(|(index, &byte)| {
        let is_end = byte == b'\n' && before != b'\\';
        before = byte;
        if is_end {
            return Some(None);
        }
        let rest = command.get(index..).filter(|rest| rest.starts_with(b" -"))?;
        let option = OPTIONS.iter().find(|option| rest.starts_with(option)).map(|option| option.len());
        // `-su`: options in one.
        let letters = rest.iter().skip(2).take(6).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let in_one = rest.get(2..letters + 3).filter(|letters| letters.ends_with(b"u ")).map(|_| letters + 3);
        let length = option.or(in_one)?;
        Some(rest.get(length..).map(|argument| (index + length, argument)))
    })??;
    let quote = argument.first().copied().filter(|byte| matches!(byte, b'"' | b'\''));
    let (start, argument) = if quote.is_some() { (start + 1, argument.get(1..)?) } else { (start, argument) };
    let ends = |byte: &u8| {
        quote
            .map_or_else(|| byte.is_ascii_whitespace() || b"\"'`\\;|&".contains(byte), |quote| *byte == quote)
    };
    let length = argument.iter().position(ends).unwrap_or(argument.len());
    let pair = std::str::from_utf8(argument.get(..length)?).ok()?;
    let (user, password) = pair.split_once(':')?;
    let (secret, secret_at) = if password.is_empty() { (user, 0) } else { (password, user.len() + 1) };
    let is_one = if password.is_empty() {
        is_likely(user, false)
    } else {
        // portcullis: allow(timing_unsafe_compare, reason = "both stand in the same text, and nobody guesses at either")
        is_real_password(password) && user != password
    };
    is_one.then_some(at + start + secret_at..at + start + secret_at + secret.len())
}

/// `IDENTIFIED BY '…'` of SQL.
pub(crate) fn identified_by(text: &[u8], at: usize) -> Option<Range<usize>> {
    const BY: usize = "identified by ".len();
    let start = at + BY + 1;
    let words = text.get(at..at + BY)?;
    let quote = *text.get(at + BY)?;
    let rest = text.get(start..)?;
    let length = rest.iter().take(LONGEST).position(|&byte| byte == quote)?;
    let password = std::str::from_utf8(rest.get(..length)?).ok()?;
    let is_one = words.eq_ignore_ascii_case(b"identified by ")
        && matches!(quote, b'\'' | b'"')
        && is_likely(password, true);
    is_one.then_some(start..start + length)
}
