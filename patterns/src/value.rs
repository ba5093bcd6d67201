//! Whether a text is as mixed as a secret, or stands for one, or is something else: words, a path, a digest, an image.

/// Whether the random part of a token is what people write where a token should stand: one character repeated, the
/// alphabet in order, words. `alphabet` is the number of characters that could stand in it.
pub(crate) fn is_made_up(random: &[u8], alphabet: usize) -> bool {
    const WORDS: [&[u8]; 8] =
        [b"example", b"placeholder", b"redacted", b"changeme", b"yourtoken", b"yourapi", b"dummy_", b"your_"];
    if random.len() < 8 {
        return false;
    }
    let most = bits(random.len().min(alphabet));
    bits_per_character(random) < 0.7 * most
        || is_in_order(random)
        || is_repeated(random)
        || is_periodic(random)
        || WORDS.iter().any(|word| holds(random, word))
        || (alphabet > 36 && reads_like_words(random))
}

/// Whether a text that has a credential's name may well be one: `certain` if the name means nothing else.
///
/// It has to be as mixed as what a machine makes or what a policy for passwords asks for. Words, places, patterns and
/// what stands for a credential are none.
pub fn is_likely(text: &str, certain: bool) -> bool {
    let text = SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text);
    let has = |is: fn(char) -> bool| text.contains(is);
    let is_of_all_kinds =
        has(|c| c.is_ascii_digit()) && has(|c| c.is_ascii_uppercase()) && has(|c| c.is_ascii_lowercase());
    let shortest = if certain {
        8
    } else if is_of_all_kinds {
        12
    } else {
        16
    };
    if !(shortest..=LONGEST).contains(&text.len())
        || has(|c| c.is_whitespace() || c.is_control() || "{}<>[]()|\\`\"".contains(c))
        || is_place_or_variable(text)
        || ["://", "..", "***"].iter().any(|mark| text.contains(mark))
        || is_made_of_words(text)
        || stands_for_one(text)
        || is_something_else(text)
    {
        return false;
    }
    let letters = has(|c| c.is_ascii_alphabetic());
    let mixed = has(|c| c.is_ascii_lowercase()) && has(|c| c.is_ascii_uppercase());
    let special = has(|c| c.is_ascii_punctuation() && !matches!(c, '-' | '_' | '.' | ':' | '/' | ','));
    let entropy = bits_per_character(text.as_bytes());
    if has(|c| c.is_ascii_digit()) {
        (letters || text.len() >= 16) && entropy > if certain { 2.7 } else { 3.0 }
    } else {
        let is_random = || text.len() >= 12 && !reads_like_words(text.as_bytes());
        mixed && (special || is_random()) && entropy > bits(text.len().min(19)) * 0.82
    }
}

/// Whether a name has a word in it that keys have, which is enough where the value has the format of a vendor's keys.
pub(crate) fn names_a_key(name: &str) -> bool {
    const WORDS: [&[u8]; 9] =
        [b"key", b"token", b"secret", b"passw", b"pwd", b"auth", b"cred", b"sig", b"dsn"];
    WORDS.iter().any(|word| holds(name.as_bytes(), word))
}

/// `x25519_secret`, `privateKey2`: what stands without quotes and reads like a name is one of the program's.
pub(crate) fn is_identifier(text: &str) -> bool {
    let bytes = text.as_bytes();
    let numbers = bytes
        .chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit())
        .filter(|run| run.first().is_some_and(u8::is_ascii_digit));
    let (count, longest) = numbers.fold((0, 0), |(count, longest), run| (count + 1, longest.max(run.len())));
    bytes.first().is_some_and(|first| first.is_ascii_alphabetic() || *first == b'_')
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'?' | b'!'))
        && (count == 0 || count <= 2 && longest <= 4 && reads_like_words(bytes))
}

/// What stands before a token in a header.
pub(crate) const SCHEMES: [&str; 8] =
    ["Bearer ", "bearer ", "Basic ", "Token ", "token ", "ApiKey ", "Apikey ", "SSWS "];

/// A longer text is a document.
const LONGEST: usize = 512;

/// `orders-service-token-2024`, `current.password`, `ORDERS_API_TOKEN_V2`.
fn is_made_of_words(text: &str) -> bool {
    text.split(['-', '_', '.', ':', '/', ',', '@', '#', '+', '=']).all(|part| {
        let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = part.len() - letters.len();
        letters.chars().all(|c| c.is_ascii_alphabetic())
            && match (letters.len(), digits) {
                (0, _) => digits <= 4,
                (_, 0) => {
                    // `kubernetes`, `Password`, `accessToken`; and not `wJalrXUtnFEMI`, `zgzJuEbnZdyLrjiz`.
                    let capitals = letters.chars().skip(1).filter(char::is_ascii_uppercase).count();
                    let is_spelled =
                        letters.len() < 12 || capitals < 3 || reads_like_words(letters.as_bytes());
                    capitals == 0
                        || capitals + 1 == letters.len()
                        || capitals * 4 <= letters.len() && is_spelled
                }
                (letters, digits) => letters <= 6 && digits <= 2,
            }
    })
}

/// `/etc/token2`, `./key1.pem`, `~/.ssh/id_ed25519`, `$TOKEN_1`, `^key[0-9]+$`.
fn is_place_or_variable(text: &str) -> bool {
    match text.as_bytes() {
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

fn stands_for_one(text: &str) -> bool {
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
    // `a=1&b=2`, `a=1;b=2`.
    let is_list = lower.matches('=').count() > 2 && lower.contains(['&', ';']);
    is_crossed_out
        || is_filled_in
        || is_list
        || WORDS.iter().any(|word| lower.contains(word))
        || is_periodic(text.as_bytes())
        || is_in_order(text.as_bytes())
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

/// `000102030405…`: the bytes of a test vector.
fn is_counting_up(text: &[u8]) -> bool {
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

/// `abcdef`, `123456`, `654321`: six or more in order.
fn is_in_order(text: &[u8]) -> bool {
    const RUN: usize = 6;
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
    longest(1) >= RUN || longest(-1) >= RUN
}

/// Whether a quarter of it or more is one character in a row.
fn is_repeated(text: &[u8]) -> bool {
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

fn holds(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
}

/// Whether its letters follow each other as they do in words: three pairs of four are among the 235 commonest of 676,
/// which cover 94 % of the pairs in words of English and code, and 35 % of random ones.
pub(crate) fn reads_like_words(text: &[u8]) -> bool {
    const COMMON: [u32; 26] = [
        0x13E_BD4E, 0x014_4911, 0x01E_4D95, 0x016_4919, 0x0EF_B87D, 0x016_4931, 0x016_6191, 0x002_4111,
        0x22E_F87F, 0x000_0000, 0x004_0110, 0x11C_4919, 0x014_D113, 0x03C_6D7D, 0x07E_F96E, 0x01E_C991,
        0x010_0000, 0x13E_7D1D, 0x11C_C995, 0x11E_4995, 0x00E_B917, 0x000_4111, 0x002_6111, 0x008_8010,
        0x004_8000, 0x000_0010,
    ];
    const FEWEST: usize = 8;
    let place = |byte: u8| byte.is_ascii_alphabetic().then(|| usize::from(byte.to_ascii_lowercase() - b'a'));
    let (mut pairs, mut common) = (0, 0);
    for pair in text.windows(2) {
        let [one, next] = pair else { continue };
        if let (Some(one), Some(next)) = (place(*one), place(*next)) {
            pairs += 1;
            common += usize::from(COMMON.get(one).is_some_and(|row| row >> next & 1 == 1));
        }
    }
    pairs >= FEWEST && pairs * 2 >= text.len() && common * 4 >= pairs * 3
}

/// Shannon's entropy of the characters: near 0 for `xxxx`, 4 for random hexadecimal, below 6 for base 64.
pub(crate) fn bits_per_character(text: &[u8]) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in text {
        if let Some(count) = counts.get_mut(usize::from(*byte)) {
            *count += 1;
        }
    }
    let length = text.len() as f64;
    let share = counts.into_iter().filter(|&count| count > 0).map(|count| f64::from(count) / length);
    -share.map(|share| share * share.log2()).sum::<f64>()
}

fn bits(count: usize) -> f64 {
    (count as f64).log2()
}
