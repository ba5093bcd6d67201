//! The encodings and checksums that providers build their tokens from. Written here, and not taken from a crate that the
//! matcher could use too.

use super::random::{ALPHANUMERIC, BASE_32, BECH_32, Random};

const BASE_64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// RFC 4648, section 4, with padding.
pub fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let three = [chunk[0], *chunk.get(1).unwrap_or(&0), *chunk.get(2).unwrap_or(&0)];
        let bits = u32::from_be_bytes([0, three[0], three[1], three[2]]);
        for digit in 0..4 {
            let padded = digit > chunk.len();
            let index = (bits >> (18 - 6 * digit)) & 63;
            text.push(if padded { '=' } else { char::from(BASE_64[index as usize]) });
        }
    }
    text
}

/// RFC 4648, section 5, without padding.
pub fn base64_url(bytes: &[u8]) -> String {
    base64(bytes).trim_end_matches('=').replace('+', "-").replace('/', "_")
}

/// RFC 4648, section 6, of whole groups of five bytes.
pub fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    for five in bytes.chunks_exact(5) {
        let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        text.extend(
            (0..8).rev().map(|digit| char::from(BASE_32.as_bytes()[(bits >> (5 * digit)) as usize & 31])),
        );
    }
    text
}

/// A number in base 62, digits first and capitals before small letters, with leading zeros.
pub fn base62(mut number: u32, length: usize) -> String {
    let mut digits = vec![b'0'; length];
    for digit in digits.iter_mut().rev() {
        *digit = ALPHANUMERIC.as_bytes()[(number % 62) as usize];
        number /= 62;
    }
    String::from_utf8(digits).expect("ASCII")
}

/// BIP 173 without its limit of length, in capitals, as age writes its identities.
pub fn bech32_upper(human: &str, bytes: &[u8]) -> String {
    let mut data = Vec::new();
    let (mut bits, mut held) = (0_u32, 0);
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        while held >= 5 {
            held -= 5;
            data.push((bits >> held) as u8 & 31);
        }
    }
    if held > 0 {
        data.push((bits << (5 - held)) as u8 & 31);
    }
    let lower = human.to_ascii_lowercase();
    let mut checked: Vec<u8> = lower.bytes().map(|byte| byte >> 5).chain([0]).collect();
    checked.extend(lower.bytes().map(|byte| byte & 31));
    checked.extend(&data);
    checked.extend([0; 6]);
    let sum = polymod(&checked) ^ 1;
    data.extend((0..6).map(|digit| (sum >> (5 * (5 - digit))) as u8 & 31));
    let body: String = data.iter().map(|value| char::from(BECH_32.as_bytes()[usize::from(*value)])).collect();
    format!("{lower}1{body}").to_ascii_uppercase()
}

fn polymod(values: &[u8]) -> u32 {
    const GENERATOR: [u32; 5] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3];
    values.iter().fold(1, |sum, value| {
        let mut next = (sum & 0x1FF_FFFF) << 5 ^ u32::from(*value);
        for (bit, factor) in GENERATOR.iter().enumerate() {
            if sum >> 25 >> bit & 1 == 1 {
                next ^= factor;
            }
        }
        next
    })
}

/// CRC-32 of IEEE 802.3, as in zlib.
pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc: u32, _| crc >> 1 ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

/// CRC-24 of RFC 9580, section 6.1, which ends an armored block.
pub fn crc24(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x00B7_04CE, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte) << 16, |crc: u32, _| {
            let shifted = crc << 1;
            if shifted & 0x0100_0000 == 0 { shifted } else { shifted ^ 0x0186_4CFB }
        }) & 0x00FF_FFFF
    })
}

/// One element of DER: tag, length, content.
pub fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut element = vec![tag];
    match content.len() {
        length @ 0..128 => element.push(length as u8),
        length @ 128..256 => element.extend([0x81, length as u8]),
        length => element.extend([0x82, (length >> 8) as u8, length as u8]),
    }
    element.extend(content);
    element
}

/// A positive INTEGER of DER with so many bytes, whose highest bit is set, as the primes of RSA have it.
pub fn der_integer(random: &mut Random, length: usize) -> Vec<u8> {
    let mut number = random.bytes(length);
    number[0] |= 0x80;
    number[length - 1] |= 1;
    number.insert(0, 0);
    der(0x02, &number)
}

/// An armored block of RFC 7468: a label, and lines of base64 of one width.
pub fn armored(label: &str, bytes: &[u8], width: usize) -> String {
    let encoded = base64(bytes);
    let mut text = format!("-----{} {label}-----\n", "BEGIN");
    for line in encoded.as_bytes().chunks(width) {
        text += &String::from_utf8_lossy(line);
        text.push('\n');
    }
    text + &format!("-----{} {label}-----", "END")
}

#[test]
fn the_encodings_give_the_results_of_their_standards() {
    // RFC 4648, section 10; the check values of the two CRCs; BIP 173's shortest string.
    assert_eq!(base64(b"foob"), "Zm9vYg==");
    assert_eq!(base64_url(&[0xFB, 0xFF]), "-_8");
    assert_eq!(base32(b"fooba"), "MZXW6YTB");
    assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    assert_eq!(crc24(b"123456789"), 0x0021_CF02);
    assert_eq!(bech32_upper("A", &[]), "A12UEL5L");
    assert_eq!(base62(61, 6), "00000z");
}

#[test]
fn the_checksum_of_github_is_that_of_the_published_sample() {
    // The revoked token at https://gist.github.com/coolaj86/eb8cddfd3e4251258712dfed03e1f86d, without its prefix and in pieces.
    let random = ["zQWBuTSOoRi4A9s", "pHcVY5ncnsDkxkJ"].concat();
    assert_eq!(base62(crc32(random.as_bytes()), 6), ["0mL", "q17"].concat());
}
