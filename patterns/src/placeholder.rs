//! What people write where a secret should stand: one character repeated, the alphabet in order, `your-token-here`.

use crate::words::{bits_per_character, is_made_of_words, is_spelled_out, reads_like_words};

/// Whether the random part of a token is what people write where a token should stand: one character repeated, the
/// alphabet in order, words. `bits` is how much one of its characters could tell, `asked` how
/// much at least it is held to.
pub(crate) fn is_made_up(random: &[u8], bits: f64, asked: f64) -> bool {
    const WORDS: [&[u8]; 8] =
        [b"example", b"placeholder", b"redacted", b"changeme", b"yourtoken", b"yourapi", b"dummy_", b"your_"];
    if random.len() < 8 {
        return false;
    }
    let most = asked.min((random.len() as f64).log2());
    // A short text repeats characters by chance.
    let share = if random.len() < 24 { 0.6 } else { 0.7 };
    bits_per_character(random) < share * most
        || is_in_order(random, if random.len() < 40 { 6 } else { 8 })
        || is_repeated(random)
        || is_periodic(random)
        || WORDS.iter().any(|word| holds(random, word))
        || (bits > 5.2 && is_spelled_out(random))
}

pub(crate) fn stands_for_one(text: &str) -> bool {
    const WORDS: [&str; 35] = [
        "example",
        "your",
        "changeme",
        "change-me",
        "change_me",
        "change-in",
        "placeholder",
        "dummy",
        "todo",
        "fake",
        "sample",
        "redacted",
        "insert",
        "replace",
        "default",
        "undefined",
        "lorem",
        "foobar",
        "not-a",
        "not_a",
        "demo",
        "mock",
        "abcdefghijklmnopqrstuvwxyz",
        "test",
        "invalid",
        "env:",
        "env.",
        "secrets.",
        "vault:",
        "${",
        "enter-",
        "enter_",
        "put-",
        "put_",
        "goes-here",
    ];
    let lower = text.to_ascii_lowercase();
    let is_crossed_out = lower.contains("xxxx")
        || lower.starts_with("xxx")
        || lower.ends_with("xxx")
        || lower.contains("_xxx")
        || lower.contains("-xxx");
    let is_filled_in =
        lower.contains("%s") && (lower.len() < 12 || is_made_of_words(&lower.replace("%s", "")));
    // `shop:$SHOP_PASSWORD`.
    let is_variable =
        |rest: &str| rest.bytes().take_while(|byte| byte.is_ascii_uppercase() || *byte == b'_').count() >= 4;
    let has_variable = text.split('$').skip(1).any(is_variable);
    // `a=1&b=2`, `a=1;b=2`.
    let is_list = lower.matches('=').count() > 2 && lower.contains(['&', ';']);
    is_crossed_out
        || has_variable
        || names_itself(&lower)
        || is_filled_in
        || is_list
        || WORDS.iter().any(|word| lower.match_indices(word).any(|(at, _)| is_one_word(text, at, word.len())))
        || is_periodic(text.as_bytes())
        || is_in_order(text.as_bytes(), 6)
}

/// `demo`, `Demo`, `DEMO`; and not `dEmO`, which is there by chance. Lower case moves no letter of ASCII.
fn is_one_word(text: &str, at: usize, length: usize) -> bool {
    let Some(word) = text.as_bytes().get(at..at + length).filter(|_| text.is_ascii()) else { return true };
    let has = |is: fn(&u8) -> bool| word.iter().skip(1).any(is);
    let begins_small = word.first().is_some_and(u8::is_ascii_lowercase);
    !has(u8::is_ascii_uppercase) || !has(u8::is_ascii_lowercase) && !begins_small
}

/// `password2`, `token123`, `secret-token-12345`, `m2m-access-token-7f43`: a word for a credential, and little beside it.
fn names_itself(lower: &str) -> bool {
    // Nobody chooses a token as people choose passwords.
    const MADE: [&str; 4] = ["token", "apikey", "accesstoken", "authtoken"];
    const WORDS: [&str; 6] = ["token", "secret", "password", "credential", "passwd", "apikey"];
    if WORDS.contains(&lower.strip_suffix(|c: char| c.is_ascii_digit()).unwrap_or(lower)) {
        return true;
    }
    let word = lower.trim_end_matches(|c: char| c.is_ascii_digit());
    if lower.len() - word.len() <= 4 && MADE.contains(&word) {
        return true;
    }
    let plain = without_digits_for_letters(lower);
    let mut parts = plain.split(['-', '_', '.']);
    let is_short = |part: &str| part.len() <= 8 || reads_like_words(part.as_bytes());
    parts.clone().count() > 1 && parts.clone().any(|part| WORDS.contains(&part)) && parts.all(is_short)
}

/// `r3fr3sh-t0ken`: `refresh-token`.
fn without_digits_for_letters(lower: &str) -> String {
    let mut plain = String::with_capacity(lower.len());
    for part in lower.split_inclusive(['-', '_', '.']) {
        let is_word = part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.trim_end_matches(['-', '_', '.']).ends_with(|c: char| c.is_ascii_lowercase());
        let letter = |c| match c {
            '0' => 'o',
            '1' => 'i',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            c => c,
        };
        plain.extend(part.chars().map(|c| if is_word { letter(c) } else { c }));
    }
    plain
}

/// `abcdef`, `123456`, `654321`: as many or more in order.
fn is_in_order(text: &[u8], many: usize) -> bool {
    let longest = |step: i16| {
        let (mut longest, mut run) = (1, 1);
        for pair in text.windows(2) {
            let [one, next] = pair else { continue };
            let follows = one.is_ascii_alphanumeric()
                && (i16::from(*next) - i16::from(*one) == step
                    || (step == 1 && *one == b'9' && *next == b'0'));
            run = if follows { run + 1 } else { 1 };
            longest = longest.max(run);
        }
        longest
    };
    longest(1) >= many || longest(-1) >= many
}

/// Whether a quarter of it or more is one character in a row, or half of it says the character before again.
fn is_repeated(text: &[u8]) -> bool {
    let again = text.windows(2).filter(|pair| pair.first() == pair.last()).count();
    if again * 2 + 1 >= text.len() {
        return true;
    }
    let longest = text.chunk_by(|one, next| one == next).map(<[u8]>::len).max().unwrap_or(0);
    longest >= 6 && longest * 4 >= text.len()
}

/// `deadbeefdeadbeef`: the same again and again.
fn is_periodic(text: &[u8]) -> bool {
    (1..=text.len() / 2).take(16).any(|period| {
        let (Some(start), Some(shifted)) = (text.get(..text.len() - period), text.get(period..)) else {
            return false;
        };
        start == shifted
    })
}

/// `000102030405…`: the bytes of a test vector.
pub(crate) fn is_counting_up(text: &[u8]) -> bool {
    if text.len() < 16 || !text.iter().all(u8::is_ascii_hexdigit) {
        return false;
    }
    let (pairs, _) = text.as_chunks::<2>();
    let bytes: Vec<u8> = pairs
        .iter()
        .map(|[high, low]| {
            let digit = |byte: u8| {
                char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()).unwrap_or(0)
            };
            digit(*high) << 4 | digit(*low)
        })
        .collect();
    let steps = bytes.windows(2).filter(|pair| matches!(pair, [one, next] if *next == one.wrapping_add(0x11) || *next == one.wrapping_add(1) || next == one)).count();
    steps * 4 >= bytes.len() * 3
}

pub(crate) fn holds(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
}
