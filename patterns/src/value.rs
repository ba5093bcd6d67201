//! Whether a text is as mixed as a secret, and no words, no place, no address.

use crate::placeholder::{holds, is_counting_up, stands_for_one};
use crate::words::{
    bits, bits_per_character, is_made_of_words, is_noise, pairs_of_letters, reads_like_words,
};

/// Whether a text that has a credential's name may well be one: `certain` if the name means nothing else.
///
/// It has to be as mixed as what a machine makes or what a policy for passwords asks for. Words, places, patterns and
/// what stands for a credential are none.
///
/// ```
/// use portcullis_patterns::is_likely;
///
/// assert!(is_likely(&["7Gk2mQ9x", "Vb4Rt8Lw"].concat(), true));
/// assert!(!is_likely("orders-service-token-2024", true));
/// ```
pub fn is_likely(text: &str, certain: bool) -> bool {
    let text = without_scheme(text);
    if is_of_keychain(text.as_bytes()) {
        return true;
    }
    let has = |is: fn(char) -> bool| text.contains(is);
    let is_of_all_kinds =
        has(|c| c.is_ascii_digit()) && has(|c| c.is_ascii_uppercase()) && has(|c| c.is_ascii_lowercase());
    let is_random = || text.len() >= 12 && !reads_like_words(text.as_bytes());
    let mixed = has(|c| c.is_ascii_lowercase()) && has(|c| c.is_ascii_uppercase());
    let shortest = if certain {
        8
    } else if is_of_all_kinds || mixed && is_noise(text.as_bytes()) {
        12
    } else {
        16
    };
    if !(shortest..=LONGEST).contains(&text.len())
        || has(|c| c.is_whitespace() || c.is_control() || "\\`\"".contains(c))
        || has(|c| "{}<>[]()|".contains(c)) && !(certain && is_of_all_kinds && !has_pair_of_brackets(text))
        || is_place_or_variable(text)
        || ["://", "..", "***"].iter().any(|mark| text.contains(mark))
        || is_made_of_words(text)
        || stands_for_one(text)
        || is_something_else(text)
        || decoded_percent(text).is_some_and(|decoded| !is_likely(&decoded, certain))
    {
        return false;
    }
    let letters = has(|c| c.is_ascii_alphabetic());
    let special = has(|c| c.is_ascii_punctuation() && !matches!(c, '-' | '_' | '.' | ':' | '/' | ','));
    let entropy = bits_per_character(text.as_bytes());
    if has(|c| c.is_ascii_digit()) {
        (letters || text.len() >= 16) && entropy > if certain { 2.7 } else { 3.0 }
    } else {
        mixed && (special || is_random()) && entropy > bits(text.len().min(19)) * 0.82
    }
}

/// What stands before a token in a header.
pub(crate) const SCHEMES: [&str; 8] =
    ["Bearer ", "bearer ", "Basic ", "Token ", "token ", "ApiKey ", "Apikey ", "SSWS "];

/// `Bearer x`: `x`.
pub(crate) fn without_scheme(text: &str) -> &str {
    SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text)
}

/// Three groups of six, joined by hyphens, with one digit and one capital: Apple's keychain makes them easy to type, so
/// they read like words.
fn is_of_keychain(text: &[u8]) -> bool {
    const WORDS: [&[u8]; 7] = [b"change", b"secre", b"passwo", b"please", b"exampl", b"xxx", b"dummy"];
    let count = |is: fn(&u8) -> bool| text.iter().filter(|byte| is(byte)).count();
    text.len() == 20
        && text.split(|&byte| byte == b'-').all(|group| group.len() == 6)
        && count(u8::is_ascii_digit) == 1
        && count(u8::is_ascii_uppercase) == 1
        && count(u8::is_ascii_lowercase) == 16
        && !WORDS.iter().any(|word| holds(text, word))
}

/// A longer text is a document.
const LONGEST: usize = 512;

/// Whether a name has a word in it that keys have, which is enough where the value has the format of a vendor's keys.
pub(crate) fn names_a_key(name: &str) -> bool {
    const WORDS: [&[u8]; 9] =
        [b"key", b"token", b"secret", b"passw", b"pwd", b"auth", b"cred", b"sig", b"dsn"];
    WORDS.iter().any(|word| holds(name.as_bytes(), word))
}

/// `x25519_secret`, `privateKey2`: what stands without quotes and reads like a name is one of the program's.
pub(crate) fn is_identifier(text: &str) -> bool {
    let bytes = text.trim_start_matches('=').as_bytes();
    let numbers = bytes
        .chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit())
        .filter(|run| run.first().is_some_and(u8::is_ascii_digit));
    let (pairs, common) = pairs_of_letters(bytes);
    // `empty?`, `panic!`.
    let name = match bytes {
        [name @ .., b'?' | b'!'] if !name.last().is_some_and(u8::is_ascii_digit) => name,
        _ => bytes,
    };
    // `Harbor-meadow2044`: what has hyphens is written small, or has no year.
    let is_kebab = bytes.contains(&b'-') && bytes.iter().any(u8::is_ascii_uppercase);
    let (count, longest) = numbers.fold((0, 0), |(count, longest), run| (count + 1, longest.max(run.len())));
    !is_of_keychain(bytes)
        && !changes_often(bytes)
        && bytes.first().is_some_and(|first| first.is_ascii_alphabetic() || *first == b'_')
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
        && !bytes.ends_with(b"-")
        && count <= 2
        && longest <= if is_kebab { 3 } else { 5 }
        && (common * 4 >= pairs * 3 || count == 0 && bytes.len() < 12)
}

/// `qun8Iajf6RODlu`: new words and numbers more often than names have them, and more than one number, all of them short.
fn changes_often(text: &[u8]) -> bool {
    let kind = |byte: &u8| match byte {
        b'0'..=b'9' => 1,
        b'A'..=b'Z' => 2,
        b'a'..=b'z' => 3,
        _ => 0,
    };
    // A capital and the small letters behind it are one word.
    let is_change = |one: u8, next: u8| one != next && one * next > 0 && (one, next) != (2, 3);
    let changes = text
        .windows(2)
        .filter(|pair| matches!(pair, [one, next] if is_change(kind(one), kind(next))))
        .count();
    let mut numbers = 0;
    let are_short = text
        .chunk_by(|one, next| kind(one) == kind(next))
        .filter(|run| run.first().is_some_and(u8::is_ascii_digit))
        .inspect(|_| numbers += 1)
        .all(|run| run.len() <= 2);
    are_short && numbers >= 2 && changes >= 4 && changes * 4 >= text.len()
}

/// `/etc/token2`, `./key1.pem`, `~/.ssh/id_ed25519`, `$TOKEN_1`, `^key[0-9]+$`.
fn is_place_or_variable(text: &str) -> bool {
    match text.as_bytes() {
        // Base 64 may begin so, too.
        [b'/', b'/', rest @ ..] => {
            reads_like_words(rest)
                || rest.iter().all(|byte| byte.is_ascii_lowercase() || b"./-_".contains(byte))
        }
        [b'/' | b'~', rest @ ..] => {
            is_path(rest) || reads_like_words(rest) || is_made_of_words(text.get(1..).unwrap_or_default())
        }
        [b'$', next, ..] => next.is_ascii_alphabetic() || matches!(next, b'_' | b'{' | b'('),
        [b'^', .., b'$'] | [b'.', ..] => true,
        _ => false,
    }
}

/// `/ssh`, `run/secrets/4f3e`, behind a first `/` or `~`.
fn is_path(text: &[u8]) -> bool {
    let mut parts = text.split(|&byte| byte == b'/');
    let first = parts.next().unwrap_or_default();
    parts.next().is_some() && first.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'.')
}

/// What is as mixed as a secret and is none: a UUID, a digest with its name, a version, a date, an image, an address.
fn is_something_else(text: &str) -> bool {
    const BEGINNINGS: [&str; 22] = [
        "sha1-",
        "sha256-",
        "sha384-",
        "sha512-",
        "sha1:",
        "sha256:",
        "sha384:",
        "sha512:",
        "md5:",
        "urn:",
        "arn:",
        "data:",
        "iVBORw0KGgo",
        "R0lGOD",
        "/9j/",
        "UklGR",
        "PHN2Zy",
        "spiffe:",
        "did:",
        "mailto:",
        "ssh-",
        "http:",
    ];
    BEGINNINGS.iter().any(|beginning| text.starts_with(beginning))
        || is_uuid(text.as_bytes())
        || is_address(text)
        || is_counting_up(text.as_bytes())
        || is_place_in_repository(text)
}

/// `owner/shop#keys/deploy-key`, `owner7/shop/keys@main`: small words with three signs between them that words do not have.
fn is_place_in_repository(text: &str) -> bool {
    let parts = text.split(['/', '#', '@', ':', '-', '_', '.']);
    let is_word = |part: &str| {
        let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
        letters.len() >= 2
            && part.len() <= letters.len() + 4
            && letters.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    text.matches('/').count() >= 2 && parts.clone().all(is_word)
}

/// 8-4-4-4-12 hexadecimal digits.
pub(crate) fn is_uuid(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"{").and_then(|text| text.strip_suffix(b"}")).unwrap_or(text);
    text.len() == 36
        && text.iter().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// `user@host.example`, `10.0.0.1:8080`, `2024-01-31T12:00:00`.
fn is_address(text: &str) -> bool {
    let is_host = |host: &str| {
        host.contains('.')
            && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'))
            && host
                .rsplit('.')
                .next()
                .is_some_and(|last| last.len() >= 2 && last.chars().all(|c| c.is_ascii_lowercase()))
    };
    let numbers =
        text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ':' | '-' | '/' | 'T' | 'Z' | '+'));
    (numbers && text.contains(['.', ':', '-', '/']))
        || text.split_once('@').is_some_and(|(user, host)| {
            user.chars().all(|c| c.is_ascii_alphanumeric() || "._+-".contains(c)) && is_host(host)
        })
}

/// `{token}`, `<token>`, `token(2)`: what is filled in, a pattern, a piece of code.
fn has_pair_of_brackets(text: &str) -> bool {
    [('{', '}'), ('<', '>'), ('[', ']'), ('(', ')')].into_iter().any(|(open, close)| {
        text.find(open).is_some_and(|open| text.rfind(close).is_some_and(|close| open < close))
    })
}

/// What `a%2Fb` stands for.
fn decoded_percent(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        (bytes, rest) = match rest {
            [b'%', high, low, after @ ..] if digit(*high).is_some() && digit(*low).is_some() => {
                bytes.push(digit(*high)? << 4 | digit(*low)?);
                (bytes, after)
            }
            _ => {
                bytes.push(*first);
                (bytes, after)
            }
        };
    }
    String::from_utf8(bytes).ok().filter(|decoded| decoded != text)
}
