//! Text that was written to break or to stop the search.

use std::time::{Duration, Instant};

use portcullis_patterns::{find, find_bytes, redact};

/// What begins a credential again and again, or one reading after the other that leads nowhere.
const REPEATED: &[&str] = &[
    "ghp_",
    "ghp_a",
    "-ghp_",
    "eyJ",
    "eyJ-",
    "eyJ_",
    "eyJhbGciOiJIUzI1NiJ9.",
    "eyJhbGciOiJIUzI1NiJ9.eyJhbGci",
    "-----BEGIN ",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----MIIE",
    "-----",
    "Private-Lines: 8\n",
    "://",
    "x://a:b@",
    "x://a:aaaaaaa@h",
    "x://:",
    "@",
    "password=",
    "password=\"",
    "password = \"\\\"",
    "password:",
    "password: &",
    "passwordpassword",
    "pass.",
    "pass-",
    "token\n",
    "key ",
    "\"key\",",
    "\"key\" \n",
    "<key>",
    "secret=Some(",
    "secret: Some(Some(",
    "Bearer ",
    "Authorization: Bearer ",
    "Basic ",
    "Basic QUFB",
    "curl ",
    "curl -u ",
    "curl -u a:",
    "curl \\\n",
    "identified by '",
    "variable \"key\" {",
    "variable \"key\" { default",
    "arn:key:",
    "key,",
    "| key ",
    "key { get; ",
    "env(\"key\").unwrap_or(",
    "set key to ",
    "password==",
    "sl.",
    "sl.=",
    "1/0",
    "sk-",
    "sk-a",
    "sk-T3BlbkFJ",
    "sk-ant-api03-",
    "AKIA",
    "AKIA ",
    "xoxb-1",
    "xoxb-12345678-",
    "https://hooks.slack.com/services/T",
    "MTEx",
    "MTEx.",
    "1:AA",
    "11111111111111:AA",
    "a8Q~",
    ".atlasv1.",
    "+ASt",
    "_mmk",
    "A",
    "AAAA",
    "/",
    "+",
    "=",
    "%73",
    "\\u0022",
    "\u{1b}[1;31m",
    "é",
    "\u{202e}",
    "\0",
];

#[test]
fn no_text_takes_more_than_a_time_in_proportion_to_its_length() {
    const LENGTH: usize = 1 << 18;
    // A step for each pair of places would take minutes, and a wide bound holds on a busy machine as well.
    const LONGEST: Duration = Duration::from_secs(15);
    for part in REPEATED {
        let text = part.repeat(LENGTH / part.len());
        let started = Instant::now();
        let found = find(&text).count();
        assert!(started.elapsed() < LONGEST, "{part:?}: {:?}, {found} found", started.elapsed());
    }
}

#[test]
fn no_bytes_make_it_panic() {
    let mut random = Random(0x5EED);
    for length in 0..300 {
        for _ in 0..20 {
            let bytes: Vec<u8> = (0..length).map(|_| random.next_byte()).collect();
            for found in find_bytes(&bytes) {
                assert!(found.range().end <= bytes.len());
            }
        }
    }
}

#[test]
fn no_mixture_of_marks_makes_it_panic_and_each_match_stands_behind_the_last() {
    let mut random = Random(0xBAD5_EED1);
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..random.below(12) {
            text.push_str(REPEATED[random.below(REPEATED.len())]);
            for _ in 0..random.below(50) {
                text.push(char::from(b' ' + random.next_byte() % 95));
            }
        }
        let mut end = 0;
        for found in find(&text) {
            let range = found.range();
            assert!(range.start >= end && range.start < range.end, "{text:?}");
            assert!(text.get(range.clone()).is_some(), "{text:?}");
            end = range.end;
        }
        let redacted = redact(&text);
        assert_eq!(redact(&redacted), redacted, "{text:?}");
    }
}

#[test]
fn what_is_cut_off_anywhere_does_no_harm() {
    let whole = REPEATED.concat();
    for end in (0..=whole.len()).filter(|&end| whole.is_char_boundary(end)) {
        redact(&whole[..end]);
        redact(&whole[end..]);
    }
}

/// The same numbers in every run (xorshift64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn next_byte(&mut self) -> u8 {
        self.next().to_le_bytes()[3]
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() >> 33) as usize % bound
    }
}
