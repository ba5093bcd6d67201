//! A credential of each format, made up when a test runs: none of them stands in a file, so no scanner finds one here.

use crate::format::{Format, Shape};
use crate::pattern::Pattern;
use crate::{FORMATS, find, named, redact};

/// The same numbers in every run (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % bound
    }

    fn text(&mut self, length: usize, alphabet: &[u8]) -> String {
        (0..length).map(|_| char::from(alphabet[self.below(alphabet.len())])).collect()
    }
}

const ALPHANUMERIC: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE_62: &[u8] = ALPHANUMERIC;
const BASE_32: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Text of a pattern, with what the format's check asks for put in.
fn sample(format: &Format, pattern: &str, random: &mut Random) -> String {
    let text = Pattern::parse(pattern).expect("it is well written").sample(|bound| random.below(bound));
    match format.id() {
        "github-token" | "npm-token" => {
            let (prefix, payload) = (&text[..4], &text[4..34]);
            let mut sum = crate::check::crc32(payload.as_bytes()) as usize;
            let mut digits = vec![0; 6];
            for digit in digits.iter_mut().rev() {
                (*digit, sum) = (BASE_62[sum % 62], sum / 62);
            }
            format!("{prefix}{payload}{}", String::from_utf8(digits).expect("it is ASCII"))
        }
        "openai-api-key" => {
            let (head, tail) = (random.text(74, ALPHANUMERIC), random.text(74, ALPHANUMERIC));
            format!("sk-{}-{head}T3Blbk{}{tail}", "proj", "FJ")
        }
        "nats-seed" => {
            // A user's: 18 and 20, each shifted by three, in ten bits.
            let mut bytes = vec![0x90 | 160 >> 5, 0];
            bytes.extend(random.text(32, ALPHANUMERIC).bytes());
            bytes.extend(crate::check::crc16(&bytes).to_le_bytes());
            base32(&bytes)
        }
        "json-web-token" => json_web_token(random),
        "encoded-json-web-token" => base64(json_web_token(random).as_bytes()),
        "onepassword-token" => format!(
            "ops_{}",
            base64(format!("{{\"signInAddress\":\"{}\"}}", random.text(200, ALPHANUMERIC)).as_bytes())
        ),
        _ => text,
    }
}

fn json_web_token(random: &mut Random) -> String {
    let header = base64(br#"{"alg":"HS256","typ":"JWT"}"#).replace('=', "");
    let payload =
        base64(format!("{{\"sub\":\"{}\"}}", random.text(12, ALPHANUMERIC)).as_bytes()).replace('=', "");
    format!("{header}.{payload}.{}", random.text(43, ALPHANUMERIC))
}

fn base32(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| usize::from(byte >> (7 - at % 8) & 1));
    let digit = |at: usize| (0..5).fold(0, |digit, offset| digit << 1 | bit(at * 5 + offset));
    (0..(bytes.len() * 8).div_ceil(5)).map(|at| char::from(BASE_32[digit(at)])).collect()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().fold(0, |bits, &byte| bits << 8 | usize::from(byte)) << (8 * (3 - chunk.len()));
        for at in 0..=chunk.len() {
            text.push(char::from(DIGITS[bits >> (18 - 6 * at) & 63]));
        }
    }
    text + &"=".repeat((3 - bytes.len() % 3) % 3)
}

/// Where people leave credentials.
const PLACES: &[(&str, &str)] = &[
    ("", ""),
    ("\"", "\""),
    ("value = '", "';"),
    ("{\"value\": \"", "\"}"),
    ("{\\\"value\\\":\\\"", "\\\"}"),
    ("2026-11-21T23:42:00Z INFO sent ", " to 10.0.0.7"),
    ("line one\\n", "\\nline three"),
    ("\u{1b}[31m", "\u{1b}[0m"),
    ("GET /?q=1&v=", "&page=2"),
    ("GET /?v%3D", "%26page"),
    ("(", ")"),
    ("<b>", "</b>"),
    ("it was ", ", then nothing"),
    ("ünïcode ", " 密码"),
];

#[test]
fn each_format_that_needs_no_name_is_found_wherever_it_stands() {
    let mut random = Random(0x5EED_0001);
    let mut missed = Vec::new();
    for format in FORMATS {
        let Shape::Token { patterns, .. } = &format.shape else { continue };
        for pattern in *patterns {
            for _ in 0..20 {
                let token = sample(format, pattern, &mut random);
                // Where `%` is a part of the token, nobody can tell its end from what follows.
                let places =
                    PLACES.iter().filter(|(_, after)| !pattern.contains('%') || !after.starts_with('%'));
                for (before, after) in places {
                    let text = format!("{before}{token}{after}");
                    let found: Vec<_> =
                        find(&text).map(|found| (found.format().title(), found.range())).collect();
                    if found != [(format.title(), before.len()..before.len() + token.len())] {
                        missed.push(format!("{}: {pattern} in {text:?}: {found:?}", format.id()));
                    }
                }
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn each_format_that_its_name_tells_is_found_beside_it() {
    let mut random = Random(0x5EED_0002);
    let mut missed = Vec::new();
    for format in FORMATS {
        let Shape::Named { names, patterns } = &format.shape else { continue };
        for pattern in *patterns {
            for name in *names {
                let token = sample(format, pattern, &mut random);
                let name = format!("{name}_token");
                if !named(&name, &token) {
                    missed.push(format!("{name} {token}"));
                }
                for text in [
                    format!("{name} = \"{token}\""),
                    format!("{name}={token}"),
                    format!("\"{name}\": \"{token}\","),
                ] {
                    let redacted = redact(&text);
                    if redacted.contains(&token) {
                        missed.push(format!("{}: {pattern} in {text:?}", format.id()));
                    }
                }
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn one_character_repeated_or_in_order_is_no_credential() {
    for format in FORMATS {
        let Shape::Token { patterns, .. } = &format.shape else { continue };
        for pattern in *patterns {
            let pattern = Pattern::parse(pattern).expect("it is well written");
            let repeated = pattern.sample(|bound| bound / 2);
            let mut at = 0;
            let in_order = pattern.sample(|bound| {
                at += 1;
                at % bound
            });
            for placeholder in [repeated, in_order] {
                assert_eq!(find(&placeholder).count(), 0, "{placeholder}");
            }
        }
    }
}
