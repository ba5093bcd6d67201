//! What the twelve commonest credentials look like: prefix, characters, length, and a checksum where there is one.
//!
//! It answers with the name of a format and never with the credential, which must not get into a message.

use crate::flow::{Credential, is_credential};

/// The formats, in no particular order; a text is named after the first that fits.
const FORMATS: [(&str, Fits); 12] = [
    ("a GitHub token", is_github_token),
    ("a GitLab token", is_gitlab_token),
    ("an npm token", is_npm_token),
    ("an AWS access key", is_aws_access_key),
    ("a Stripe key", is_stripe_key),
    ("a Slack token or webhook", is_slack_token),
    ("a Google API key", is_google_api_key),
    ("an OpenAI key", is_openai_key),
    ("an Anthropic key", is_anthropic_key),
    ("a JSON Web Token", is_json_web_token),
    ("a private key", is_private_key),
    ("a password in a URL", is_url_with_password),
];

type Fits = fn(&str) -> bool;

/// The name of the format of a credential that the text is or contains.
pub(crate) fn format_in(text: &str) -> Option<&'static str> {
    FORMATS.iter().find(|(_, fits)| fits(text)).map(|(name, _)| *name)
}

/// Whether a text that has a credential's name may well be one: `certain` if the name means nothing else.
///
/// It has to be as mixed as what a machine makes or what a policy for passwords asks for. Words, places, patterns and
/// what stands for a credential are none.
pub(crate) fn is_likely(text: &str, certain: bool) -> bool {
    let text = ["Bearer ", "bearer ", "Basic ", "token "]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme))
        .unwrap_or(text);
    let has = |is: fn(char) -> bool| text.contains(is);
    let shortest = if certain { 8 } else { 16 };
    if !(shortest..=512).contains(&text.len())
        || has(|c| c.is_whitespace() || c.is_control() || "{}<>[]()|\\`\"".contains(c))
        || text.starts_with(['/', '.', '~', '^', '$'])
        || ["://", "%s", "..", "***"].iter().any(|mark| text.contains(mark))
        || is_made_of_words(text)
        || stands_for_one(text)
    {
        return false;
    }
    let letters = has(|c| c.is_ascii_alphabetic());
    let mixed = has(|c| c.is_ascii_lowercase()) && has(|c| c.is_ascii_uppercase());
    let special = has(|c| c.is_ascii_punctuation() && !matches!(c, '-' | '_' | '.' | ':' | '/' | ','));
    let is_mixed = if has(|c| c.is_ascii_digit()) {
        letters || text.len() >= 16
    } else {
        mixed && (special || text.len() >= 20) && bits_per_character(text) > 3.5
    };
    is_mixed && bits_per_character(text) > if certain { 2.7 } else { 3.0 }
}

/// Whether a credential stands with its name in a text: `password=..`, `"api_key": ".."`.
pub(crate) fn pair_in(text: &str) -> bool {
    text.match_indices(['=', ':']).any(|(at, _)| {
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        let before = before.trim_end().trim_end_matches(['"', '\'']);
        let from = before.rfind(|c: char| !is_word(c) && c != '-').map_or(0, |end| end + 1);
        let name = before.get(from..).unwrap_or_default();
        let after = after.get(1..).unwrap_or_default().trim_start();
        let value = match after.strip_prefix(['"', '\'']) {
            Some(quoted) => quoted.split(['"', '\'']).next(),
            None => after.split(|c: char| c.is_whitespace() || ";&,\"'".contains(c)).next(),
        };
        (3..40).contains(&name.len())
            && is_credential(name) == Some(Credential::Certain)
            && value.is_some_and(|value| is_likely(value, true))
    })
}

/// `orders-service-token-2024`, `current.password`, `ORDERS_API_TOKEN_V2`.
fn is_made_of_words(text: &str) -> bool {
    text.split(['-', '_', '.', ':', '/', ',']).all(|part| {
        let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = part.len() - letters.len();
        letters.chars().all(|c| c.is_ascii_alphabetic())
            && match (letters.len(), digits) {
                (0, _) => digits <= 4,
                (_, 0) => {
                    // `kubernetes`, `Password`, `accessToken`; and not `wJalrXUtnFEMI`.
                    let capitals = letters.chars().skip(1).filter(char::is_ascii_uppercase).count();
                    capitals == 0 || capitals + 1 == letters.len() || capitals * 4 <= letters.len()
                }
                (letters, digits) => letters <= 6 && digits <= 2,
            }
    })
}

fn stands_for_one(text: &str) -> bool {
    const WORDS: [&str; 26] = [
        "example",
        "xxx",
        "your",
        "changeme",
        "change-me",
        "change_me",
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
    ];
    let lower = text.to_ascii_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// `ghp_` and its kin: 30 characters and 6 of checksum. `github_pat_`: 22 and 59, with `_` between.
fn is_github_token(text: &str) -> bool {
    let classic = ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"];
    classic.iter().any(|prefix| runs(text, prefix, is_alphanumeric).any(ends_with_crc32))
        || runs(text, "github_pat_", is_word).any(|run| {
            run.len() == 82
                && run.split_once('_').is_some_and(|(head, tail)| head.len() == 22 && !tail.contains('_'))
                && bits_per_character(run) > 3.5
        })
}

/// 20 characters; or, since 2025, 27 and more, a dot, and 9 of length and checksum.
fn is_gitlab_token(text: &str) -> bool {
    runs(text, "glpat-", |c| is_word(c) || c == '-' || c == '.').any(|run| {
        let has_length = match run.trim_end_matches('.').rsplit_once('.') {
            Some((payload, checksum)) => payload.len() >= 27 && checksum.len() == 9,
            None => run.trim_end_matches('.').len() == 20,
        };
        has_length && bits_per_character(run) > 3.0
    })
}

/// The same checksum as GitHub's.
fn is_npm_token(text: &str) -> bool {
    runs(text, "npm_", is_alphanumeric).any(ends_with_crc32)
}

/// 16 characters of base 32. AWS ends the ones in its manuals with `EXAMPLE`.
fn is_aws_access_key(text: &str) -> bool {
    let is_base32 = |c: char| c.is_ascii_uppercase() || ('2'..='7').contains(&c);
    ["AKIA", "ASIA"].iter().any(|prefix| {
        runs(text, prefix, is_alphanumeric).any(|run| {
            run.len() == 16
                && run.chars().all(is_base32)
                && !run.ends_with("EXAMPLE")
                && bits_per_character(run) > 2.5
        })
    })
}

fn is_stripe_key(text: &str) -> bool {
    ["sk_live_", "rk_live_", "sk_test_", "rk_test_"].iter().any(|prefix| {
        runs(text, prefix, is_alphanumeric).any(|run| run.len() >= 24 && bits_per_character(run) > 3.0)
    })
}

/// Tokens of bots, users and apps, which name a workspace by its number; and webhooks, whose address is the secret.
fn is_slack_token(text: &str) -> bool {
    let is_number = |part: &str| part.len() >= 10 && part.bytes().all(|byte| byte.is_ascii_digit());
    let of_bot_or_user = |run: &str| {
        let parts: Vec<&str> = run.split('-').collect();
        match parts.as_slice() {
            [workspace, .., secret] => is_number(workspace) && secret.len() >= 24,
            _ => false,
        }
    };
    let of_app = |run: &str| run.split('-').next_back().is_some_and(|secret| secret.len() == 64);
    let of_webhook = |run: &str| {
        let parts: Vec<&str> = run.split('/').collect();
        matches!(parts.as_slice(), [team, hook, secret]
            if team.starts_with('T') && hook.starts_with('B') && secret.len() == 24 && bits_per_character(secret) > 3.0)
    };
    let is_part = |c: char| is_alphanumeric(c) || c == '-';
    ["xoxb-", "xoxp-"].iter().any(|prefix| runs(text, prefix, is_part).any(of_bot_or_user))
        || runs(text, "xapp-1-", is_part).any(of_app)
        || runs(text, "hooks.slack.com/services/", |c| is_alphanumeric(c) || c == '/').any(of_webhook)
}

fn is_google_api_key(text: &str) -> bool {
    runs(text, "AIza", |c| is_word(c) || c == '-').any(|run| run.len() == 35 && bits_per_character(run) > 3.5)
}

/// `T3BlbkFJ`, "OpenAI" in base 64, stands in the middle of every key.
fn is_openai_key(text: &str) -> bool {
    runs(text, "sk-", |c| is_word(c) || c == '-').any(|run| {
        run.split_once("T3BlbkFJ").is_some_and(|(head, tail)| head.len() >= 20 && tail.len() >= 20)
    })
}

fn is_anthropic_key(text: &str) -> bool {
    ["sk-ant-api03-", "sk-ant-admin01-"].iter().any(|prefix| {
        runs(text, prefix, |c| is_word(c) || c == '-')
            .any(|run| run.len() == 95 && run.ends_with("AA") && bits_per_character(run) > 3.5)
    })
}

/// Three parts of base64url, the first two JSON objects, the first one naming an algorithm.
fn is_json_web_token(text: &str) -> bool {
    runs(text, "eyJ", |c| is_word(c) || matches!(c, '-' | '.')).any(|run| {
        let parts: Vec<&str> = run.split('.').collect();
        let [header, payload, signature] = parts.as_slice() else {
            return false;
        };
        signature.len() >= 40
            && payload.starts_with("eyJ")
            && decoded(&format!("eyJ{header}")).is_some_and(|header| header.contains("\"alg\""))
    })
}

/// A PEM block of any kind of private key, with enough in it for the smallest.
fn is_private_key(text: &str) -> bool {
    text.split("-----BEGIN ").skip(1).any(|block| {
        let Some((label, body)) = block.split_once("-----") else {
            return false;
        };
        let body = body.split("-----").next().unwrap_or_default();
        let key: String = body.chars().filter(|&c| is_alphanumeric(c) || matches!(c, '+' | '/')).collect();
        label.ends_with("PRIVATE KEY") && key.len() >= 40 && bits_per_character(&key) > 3.5
    })
}

/// `scheme://user:password@host`, unless the password is a placeholder or the host is this machine or an example.
fn is_url_with_password(text: &str) -> bool {
    text.match_indices("://").any(|(at, separator)| {
        let (before, rest) = text.split_at_checked(at).unwrap_or_default();
        let after = rest.strip_prefix(separator).unwrap_or_default();
        let authority = after.split(|c: char| c.is_whitespace() || "/?#\"'`<>\\|,".contains(c)).next();
        let parts = authority.and_then(|authority| {
            let (userinfo, host) = authority.rsplit_once('@')?;
            Some((userinfo.split_once(':')?.1, host))
        });
        before.ends_with(is_alphanumeric)
            && parts.is_some_and(|(password, host)| {
                is_real_password(password)
                    && is_real_host(host)
                    && (!host.contains('{') || password.len() >= 10)
            })
    })
}

fn is_real_password(password: &str) -> bool {
    let stands_for_one =
        ["pass", "secret", "pwd", "example", "changeme", "xxx", "...", "***", "%s", "redacted"];
    let lower = password.to_ascii_lowercase();
    password.len() >= 6
        && !password.contains(['{', '}', '$', '[', ']', '(', ')', ':', '@'])
        && !stands_for_one.iter().any(|word| lower.contains(word))
        && bits_per_character(password) > 1.5
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

/// What follows each `prefix` that begins a word, as far as the characters belong.
fn runs<'a>(
    text: &'a str,
    prefix: &'a str,
    belongs: impl Fn(char) -> bool + Copy + 'a,
) -> impl Iterator<Item = &'a str> {
    text.match_indices(prefix).filter_map(move |(at, _)| {
        let (before, from_prefix) = text.split_at_checked(at)?;
        let rest = from_prefix.strip_prefix(prefix)?;
        let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        if before.ends_with(is_word) { None } else { rest.get(..end) }
    })
}

fn is_alphanumeric(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

fn is_word(c: char) -> bool {
    is_alphanumeric(c) || c == '_'
}

/// Whether the last 6 of 36 characters are the CRC-32 of the others in base 62, as GitHub describes it in "Behind
/// GitHub's new authentication token formats" (2021).
fn ends_with_crc32(run: &str) -> bool {
    let Some((payload, checksum)) = run.split_at_checked(30) else {
        return false;
    };
    let value = checksum.bytes().try_fold(0_u64, |value, byte| {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'A'..=b'Z' => byte - b'A' + 10,
            b'a'..=b'z' => byte - b'a' + 36,
            _ => return None,
        };
        Some(value * 62 + u64::from(digit))
    });
    checksum.len() == 6 && value == Some(u64::from(crc32(payload.as_bytes())))
}

/// CRC-32 as in zip and PNG, bit by bit: texts are short.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

/// Shannon's entropy of the characters: near 0 for `xxxx`, 4 for random hexadecimal, below 6 for base 64.
fn bits_per_character(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in text.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let length = text.len() as f64;
    let share = counts.into_iter().filter(|&count| count > 0).map(|count| f64::from(count) / length);
    -share.map(|share| share * share.log2()).sum::<f64>()
}

/// Unpadded base64url as text.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let (mut bits, mut width) = (0_u32, 0);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(digit);
        width += 6;
        if width >= 8 {
            width -= 8;
            // portcullis: allow(lossy_cast, reason = "the lowest eight bits are the byte")
            bytes.push((bits >> width) as u8);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_one_of_zip_and_png() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn entropy_tells_a_placeholder_from_a_random_text() {
        assert_eq!(bits_per_character("xxxxxxxx"), 0.0);
        assert_eq!(bits_per_character("0123456789abcdef"), 4.0);
    }

    #[test]
    fn base64url_is_decoded_without_padding() {
        assert_eq!(decoded("eyJhbGciOiJub25lIn0").as_deref(), Some("{\"alg\":\"none\"}"));
        assert_eq!(decoded("not base 64"), None);
    }

    #[test]
    fn a_prefix_in_the_middle_of_a_word_begins_nothing() {
        let found = |text| runs(text, "ab_", is_alphanumeric).collect::<Vec<_>>();
        assert_eq!(found("xab_12"), Vec::<&str>::new());
        assert_eq!(found("(ab_12) ab_"), ["12", ""]);
    }
}
