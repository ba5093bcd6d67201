//! How much a text is like words, and how much like noise.

/// `orders-service-token-2024`, `current.password`, `ORDERS_API_TOKEN_V2`.
pub(crate) fn is_made_of_words(text: &str) -> bool {
    if is_constant(text) {
        return true;
    }
    let parts = text.split(['-', '_', '.', ':', '/', ',', '@', '#', '+', '=']);
    // `at-least-32b`: a size among words.
    let has_words =
        parts.clone().filter(|part| part.bytes().all(|byte| byte.is_ascii_lowercase())).count() >= 4;
    parts.into_iter().all(|part| {
        if has_words && is_size(part) {
            return true;
        }
        let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = part.len() - letters.len();
        letters.chars().all(|c| c.is_ascii_alphabetic())
            && match (letters.len(), digits) {
                (0, _) => digits <= 4,
                (_, 0) => {
                    // `kubernetes`, `Password`, `accessToken`; and not `wJalrXUtnFEMI`, `zgzJuEbnZdyLrjiz`.
                    let capitals = letters.chars().skip(1).filter(char::is_ascii_uppercase).count();
                    let is_spelled = match letters.len() {
                        ..12 => capitals < 2 || !is_noise(letters.as_bytes()),
                        _ => capitals < 3 || reads_like_words(letters.as_bytes()),
                    };
                    capitals == 0
                        || capitals + 1 == letters.len()
                        || capitals * 4 <= letters.len() && is_spelled
                }
                (letters, digits) if letters <= 6 => digits <= 2,
                // `AccessTokenFactory2`.
                (_, digits) => {
                    digits <= 2
                        && letters.chars().skip(1).any(|c| c.is_ascii_uppercase())
                        && reads_like_words(letters.as_bytes())
                }
            }
    })
}

/// `TLS13_CHACHA20_POLY1305_SHA256`: a constant of a program, of which numbers are a part.
fn is_constant(text: &str) -> bool {
    let is_word = |part: &str| {
        let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
        letters.len() >= 3
            && part.len() <= letters.len() + 4
            && letters.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    text.matches('_').count() >= 2 && text.split('_').all(is_word)
}

/// `32b`, `256bit`.
fn is_size(part: &str) -> bool {
    let unit = part.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = part.len() - unit.len();
    (1..=4).contains(&digits) && unit.len() <= 4 && unit.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether less than half of its pairs of letters are those of words.
pub(crate) fn is_noise(text: &[u8]) -> bool {
    let (pairs, common) = pairs_of_letters(text);
    pairs >= 4 && common * 2 < pairs
}

/// Whether its letters follow each other as they do in words.
pub(crate) fn reads_like_words(text: &[u8]) -> bool {
    let (pairs, common) = pairs_of_letters(text);
    pairs >= 8 && pairs * 2 >= text.len() && common * 4 >= pairs * 3
}

/// The same of a text that is most probably random: a real token must not be passed over.
pub(crate) fn is_spelled_out(text: &[u8]) -> bool {
    let (pairs, common) = pairs_of_letters(text);
    pairs >= 12 && pairs * 2 >= text.len() && common * 8 >= pairs * 7
}

/// How many pairs of letters there are, and how many of them are among the 235 commonest of 676, which make 94 % of the
/// pairs in words of English and code, and 35 % of random ones.
pub(crate) fn pairs_of_letters(text: &[u8]) -> (usize, usize) {
    const COMMON: [u32; 26] = [
        0x13E_BD4E, 0x014_4911, 0x01E_4D95, 0x016_4919, 0x0EF_B87D, 0x016_4931, 0x016_6191, 0x002_4111,
        0x22E_F87F, 0x000_0000, 0x004_0110, 0x11C_4919, 0x014_D113, 0x03C_6D7D, 0x07E_F96E, 0x01E_C991,
        0x010_0000, 0x13E_7D1D, 0x11C_C995, 0x11E_4995, 0x00E_B917, 0x000_4111, 0x002_6111, 0x008_8010,
        0x004_8000, 0x000_0010,
    ];
    let place = |byte: u8| byte.is_ascii_alphabetic().then(|| usize::from(byte.to_ascii_lowercase() - b'a'));
    let (mut pairs, mut common) = (0, 0);
    for pair in text.windows(2) {
        let [one, next] = pair else { continue };
        // `tokenOf`: a new word.
        if one.is_ascii_lowercase() && next.is_ascii_uppercase() {
            continue;
        }
        if let (Some(one), Some(next)) = (place(*one), place(*next)) {
            pairs += 1;
            common += usize::from(COMMON.get(one).is_some_and(|row| row >> next & 1 == 1));
        }
    }
    (pairs, common)
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

pub(crate) fn bits(count: usize) -> f64 {
    (count as f64).log2()
}
