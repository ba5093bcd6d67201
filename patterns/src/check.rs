//! Checksums and structures inside tokens, which tell a real one from text of the same shape.

use crate::text::decoded;
use crate::words::{is_spelled_out, reads_like_words};

/// GitHub's and npm's: the last 6 characters are the CRC-32 of the 30 before them in base 62, as "Behind GitHub's new
/// authentication token formats" (2021) describes it.
pub(crate) fn ends_with_crc32(token: &[u8]) -> bool {
    let Some((payload, checksum)) = behind(token, b'_').and_then(|run| run.split_at_checked(30)) else {
        return false;
    };
    let value = checksum.iter().try_fold(0_u64, |value, byte| {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'A'..=b'Z' => byte - b'A' + 10,
            b'a'..=b'z' => byte - b'a' + 36,
            _ => return None,
        };
        Some(value * 62 + u64::from(digit))
    });
    checksum.len() == 6 && value == Some(u64::from(crc32(payload)))
}

/// `T3BlbkFJ`, "OpenAI" in base 64, stands in the middle.
pub(crate) fn has_openai_mark(token: &[u8]) -> bool {
    const MARK: &[u8] = b"T3BlbkFJ";
    const EACH_SIDE: usize = 20;
    token
        .windows(MARK.len())
        .position(|part| part == MARK)
        .is_some_and(|at| at >= "sk-".len() + EACH_SIDE && token.len() >= at + MARK.len() + EACH_SIDE)
}

/// Small and capital letters, and digits or no words.
pub(crate) fn is_mixed(token: &[u8]) -> bool {
    token.iter().any(u8::is_ascii_lowercase) && token.iter().any(u8::is_ascii_uppercase) && is_no_word(token)
}

/// Digits, or letters that no words are made of.
pub(crate) fn is_no_word(token: &[u8]) -> bool {
    let random = token.rsplit(|byte| matches!(byte, b'_' | b'-')).next().unwrap_or(token);
    random.iter().any(u8::is_ascii_digit) || !reads_like_words(random)
}

/// AWS ends the keys in its manuals with `EXAMPLE`.
pub(crate) fn is_aws_key(token: &[u8]) -> bool {
    !token.ends_with(b"EXAMPLE") && (token.iter().any(u8::is_ascii_digit) || !is_spelled_out(token))
}

/// Three parts of base64url, the first a JSON object that names an algorithm, the second an object as well.
pub(crate) fn is_json_web_token(token: &[u8]) -> bool {
    let mut parts = token.split(|&byte| byte == b'.');
    let (Some(header), Some(payload)) = (parts.next(), parts.next()) else { return false };
    let is_object = |bytes: &[u8]| {
        let trimmed = bytes.trim_ascii();
        trimmed.starts_with(b"{") && trimmed.ends_with(b"}")
    };
    let named = |bytes: &[u8], name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    let (Some(header), Some(payload)) = (decoded(header), decoded(payload)) else { return false };
    is_object(&header)
        && named(&header, b"\"alg\"")
        && is_object(&payload)
        // The example of jwt.io.
        && !(named(&payload, b"\"1234567890\"") && named(&payload, b"John Doe"))
}

/// A JSON Web Token in base 64 once more.
pub(crate) fn is_encoded_json_web_token(token: &[u8]) -> bool {
    decoded(token).is_some_and(|token| is_json_web_token(&token))
}

/// What it encodes is an object of JSON.
pub(crate) fn holds_json(token: &[u8]) -> bool {
    behind(token, b'_')
        .or(Some(token))
        .and_then(|run| run.split(|&byte| byte == b'_').next())
        .and_then(decoded)
        .is_some_and(|text| text.starts_with(b"{\""))
}

/// NATS' and Stellar's: base 32 whose last two bytes are the CRC-16 of the others.
pub(crate) fn ends_with_crc16(token: &[u8]) -> bool {
    let mut bytes = Vec::new();
    let (mut bits, mut width) = (0_u32, 0);
    for byte in token {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'2'..=b'7' => byte - b'2' + 26,
            _ => return false,
        };
        bits = (bits << 5) | u32::from(digit);
        width += 5;
        if width >= 8 {
            width -= 8;
            // portcullis: allow(lossy_cast, reason = "the lowest eight bits are the byte")
            bytes.push((bits >> width) as u8);
        }
    }
    let Some((payload, sum)) = bytes.split_last_chunk::<2>() else { return false };
    crc16(payload) == u16::from_le_bytes(*sum)
}

/// What stands behind the first `separator`.
fn behind(token: &[u8], separator: u8) -> Option<&[u8]> {
    let at = token.iter().position(|&byte| byte == separator)?;
    token.get(at + 1..)
}

/// CRC-32 as in zip and PNG, bit by bit: tokens are short.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

/// CRC-16 of XMODEM.
pub(crate) fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, &byte| {
        (0..8).fold(crc ^ u16::from(byte) << 8, |crc, _| crc << 1 ^ (0x1021 & (crc >> 15).wrapping_neg()))
    })
}

#[cfg(test)]
mod tests {
    use super::{crc16, crc32};

    #[test]
    fn the_checksums_are_those_of_their_standards() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc16(b"123456789"), 0x31C3);
    }
}
