//! Credentials for tests, in each format that rule P305 knows, made when a test runs.
//!
//! None of them has ever been valid, and none of them may be written into a file of the repository: secret scanners
//! would report it. Cases hold placeholders such as `{{github_token}}`, which [`fill`] replaces.

/// Replaces every `{{name}}` by the credential of that name. The same name gives the same credential in every run, so
/// that an expected output can be a template as well.
///
/// # Panics
///
/// On a name that does not exist.
pub fn fill(template: &str) -> String {
    let mut parts = template.split("{{");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once("}}") {
            Some((name, rest)) if name.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase()) => {
                filled += &credential(name);
                filled += rest;
            }
            _ => filled = filled + "{{" + part,
        }
    }
    filled
}

/// The credential of this name.
fn credential(name: &str) -> String {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    match name {
        "github_token" => with_checksum("ghp_", &random.text(30, ALPHANUMERIC)),
        "github_token_payload" => credential("github_token").split_off(4),
        "github_token_head" => credential("github_token")[..20].to_owned(),
        "github_token_tail" => credential("github_token").split_off(20),
        "github_server_token" => with_checksum("ghs_", &random.text(30, ALPHANUMERIC)),
        "github_fine_grained_token" => {
            format!("github_{}_{}_{}", "pat", random.text(22, ALPHANUMERIC), random.text(59, ALPHANUMERIC))
        }
        "gitlab_token" => format!("glpat{}{}", '-', random.text(20, ALPHANUMERIC)),
        "gitlab_routable_token" => {
            format!("glpat{}{}.{}", '-', random.text(27, ALPHANUMERIC), random.text(9, BASE_36))
        }
        "npm_token" => with_checksum("npm_", &random.text(30, ALPHANUMERIC)),
        "aws_access_key" => format!("{}{}", "AKIA", random.text(16, BASE_32)),
        "aws_session_key" => format!("{}{}", "ASIA", random.text(16, BASE_32)),
        "stripe_live_key" => format!("{}_{}_{}", "sk", "live", random.text(24, ALPHANUMERIC)),
        "stripe_restricted_key" => format!("{}_{}_{}", "rk", "live", random.text(99, ALPHANUMERIC)),
        "slack_bot_token" => slack("xoxb", &mut random),
        "slack_user_token" => slack("xoxp", &mut random),
        "slack_app_token" => {
            let (app, number) = (random.text(11, BASE_32), random.text(13, DIGITS));
            format!("xapp-{}-{app}-{number}-{}", 1, random.text(64, HEXADECIMAL))
        }
        "slack_webhook" => {
            let (team, hook) = (random.text(10, BASE_32), random.text(10, BASE_32));
            format!(
                "https://hooks.slack.{}/services/T{team}/B{hook}/{}",
                "com",
                random.text(24, ALPHANUMERIC)
            )
        }
        "google_api_key" => format!("AI{}{}", "za", random.text(35, ALPHANUMERIC)),
        "openai_key" => {
            let (head, tail) = (random.text(74, ALPHANUMERIC), random.text(74, ALPHANUMERIC));
            format!("sk-{}-{head}T3Blbk{}{tail}", "proj", "FJ")
        }
        "anthropic_key" => format!("sk-ant-{}-{}AA", "api03", random.text(93, ALPHANUMERIC)),
        "json_web_token" => json_web_token(&mut random),
        "json_web_token_of_many_letters" => {
            let header = base64url("{\"kid\":\"~~~???\u{fb}\u{ff}>>>\",\"alg\":\"RS256\"}".as_bytes());
            let payload = base64url(br#"{"sub":"orders"}"#);
            format!("{header}.{payload}.{}", random.text(342, ALPHANUMERIC))
        }
        "private_key" => private_key(&mut random),
        "url_userinfo" => format!("orders:{}", random.text(12, ALPHANUMERIC)),
        "url_with_password" => format!("postgres://{}@db.internal/orders", credential("url_userinfo")),
        "generic_password" => random.text(20, PASSWORD),
        "generic_base_secret" => random.text(40, BASE_64),
        "generic_hex_key" => random.text(32, HEXADECIMAL),
        "generic_session_secret" => random.text(48, ALPHANUMERIC),
        "generic_uuid" => {
            let mut part = |length| random.text(length, HEXADECIMAL);
            format!("{}-{}-4{}-a{}-{}", part(8), part(4), part(3), part(3), part(12))
        }
        "generic_commit" => random.text(40, HEXADECIMAL),
        "generic_digest" => random.text(64, HEXADECIMAL),
        other => near_miss(other, &mut random),
    }
}

/// A look-alike with one thing wrong.
fn near_miss(name: &str, random: &mut Random) -> String {
    match name {
        "github_token_with_wrong_checksum" => format!("ghp_{}", random.text(36, ALPHANUMERIC)),
        "github_token_in_a_word" => format!("x{}", credential("github_token")),
        "github_token_one_long" => credential("github_token") + "0",
        "github_fine_grained_token_one_short" => shortened("github_fine_grained_token"),
        "github_fine_grained_token_without_middle" => {
            credential("github_fine_grained_token").replacen('_', "x", 3)
        }
        "github_fine_grained_token_with_early_middle" => {
            format!("github_{}_{}_{}", "pat", random.text(21, ALPHANUMERIC), random.text(60, ALPHANUMERIC))
        }
        "github_fine_grained_token_with_two_middles" => {
            let (head, tail) = (random.text(22, ALPHANUMERIC), random.text(29, ALPHANUMERIC));
            format!("github_{}_{head}_{tail}_{tail}", "pat")
        }
        "github_fine_grained_placeholder" => {
            format!("github_{}_{}_{}", "pat", "X".repeat(22), "X".repeat(59))
        }
        "npm_token_with_wrong_checksum" => format!("npm_{}", random.text(36, ALPHANUMERIC)),
        "gitlab_token_one_short" => shortened("gitlab_token"),
        "gitlab_token_one_long" => credential("gitlab_token") + "0",
        "gitlab_placeholder" => format!("glpat{}{}", '-', "x".repeat(20)),
        "gitlab_routable_token_one_short" => shortened("gitlab_routable_token"),
        "gitlab_routable_token_with_short_payload" => {
            format!("glpat{}{}.{}", '-', random.text(26, ALPHANUMERIC), random.text(9, BASE_36))
        }
        "aws_access_key_with_wrong_digit" => format!("{}{}1", "AKIA", random.text(15, BASE_32)),
        "aws_access_key_one_long" => credential("aws_access_key") + "A",
        "aws_placeholder" => format!("{}{}", "AKIA", "ABAB".repeat(4)),
        "stripe_key_too_short" => format!("{}_{}_{}", "sk", "live", random.text(9, ALPHANUMERIC)),
        "stripe_placeholder" => format!("{}_{}_{}", "sk", "live", "x".repeat(24)),
        "slack_bot_token_too_short" => {
            let (team, bot) = (random.text(12, DIGITS), random.text(13, DIGITS));
            format!("{}-{team}-{bot}-{}", "xoxb", random.text(17, ALPHANUMERIC))
        }
        "slack_bot_token_with_short_number" => {
            format!("{}-{}-{}", "xoxb", random.text(7, DIGITS), random.text(24, ALPHANUMERIC))
        }
        "slack_bot_token_with_letters" => format!("{}-workspace12-{}", "xoxb", random.text(24, ALPHANUMERIC)),
        "slack_app_token_too_short" => {
            let token = credential("slack_app_token");
            token[..token.len() - 25].to_owned()
        }
        "slack_webhook_too_short" => {
            let webhook = credential("slack_webhook");
            webhook[..webhook.len() - 7].to_owned()
        }
        "slack_webhook_without_team" => credential("slack_webhook").replacen("/T", "/X", 1),
        "slack_webhook_without_hook" => credential("slack_webhook").replacen("/B", "/X", 1),
        "google_api_key_one_short" => shortened("google_api_key"),
        "google_api_key_one_long" => credential("google_api_key") + "0",
        "google_placeholder" => format!("AI{}{}", "za", "x".repeat(35)),
        "openai_key_without_middle" => format!("sk-{}-{}", "proj", random.text(156, ALPHANUMERIC)),
        "openai_key_with_short_head" => {
            format!("sk-{}T3Blbk{}{}", random.text(19, ALPHANUMERIC), "FJ", random.text(20, ALPHANUMERIC))
        }
        "openai_key_with_short_tail" => {
            format!("sk-{}T3Blbk{}{}", random.text(20, ALPHANUMERIC), "FJ", random.text(19, ALPHANUMERIC))
        }
        "anthropic_key_one_short" => {
            format!("sk-ant-{}-{}AA", "api03", random.text(92, ALPHANUMERIC))
        }
        "anthropic_key_without_end" => format!("sk-ant-{}-{}AB", "api03", random.text(93, ALPHANUMERIC)),
        "anthropic_placeholder" => format!("sk-ant-{}-{}", "api03", "A".repeat(95)),
        "json_web_token_without_algorithm" => {
            let part = || base64url(br#"{"typ":"JWT","note":"x"}"#);
            format!("{}.{}.{}", part(), part(), random.text(43, ALPHANUMERIC))
        }
        "json_web_token_with_short_signature" => {
            let token = credential("json_web_token");
            token[..token.len() - 4].to_owned()
        }
        "json_web_token_with_other_payload" => {
            let header = base64url(br#"{"alg":"HS256","typ":"JWT"}"#);
            format!("{header}.{}.{}", base64url(b"[1, 2, 3]"), random.text(43, ALPHANUMERIC))
        }
        "short_private_key" => credential("private_key").replace(&credential("private_key")[29..60], ""),
        "private_key_placeholder" => {
            let dashes = "-".repeat(5);
            format!(
                "{dashes}BEGIN {kind}{dashes}{}{dashes}END {kind}{dashes}",
                "x".repeat(64),
                kind = "PRIVATE KEY"
            )
        }
        "public_key" => credential("private_key").replace("PRIVATE", "PUBLIC"),
        other => panic!("there is no credential called `{other}`"),
    }
}

fn shortened(name: &str) -> String {
    let mut token = credential(name);
    token.pop();
    token
}

const DIGITS: &[u8] = b"0123456789";
const HEXADECIMAL: &[u8] = b"0123456789abcdef";
const BASE_32: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE_36: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const BASE_64: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/";
const PASSWORD: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#%&*+-=?@^_~";
const ALPHANUMERIC: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The same numbers in every run (xorshift64).
struct Random(u64);

impl Random {
    fn text(&mut self, length: usize, alphabet: &[u8]) -> String {
        (0..length)
            .map(|_| {
                self.0 ^= self.0 << 13;
                self.0 ^= self.0 >> 7;
                self.0 ^= self.0 << 17;
                char::from(alphabet[(self.0 >> 33) as usize % alphabet.len()])
            })
            .collect()
    }
}

/// The prefix, the payload, and 6 digits in base 62 of the payload's CRC-32.
fn with_checksum(prefix: &str, payload: &str) -> String {
    let mut rest = crc32(payload.as_bytes());
    let mut digits = [b'0'; 6];
    for digit in digits.iter_mut().rev() {
        *digit = ALPHANUMERIC[(rest % 62) as usize];
        rest /= 62;
    }
    format!("{prefix}{payload}{}", String::from_utf8_lossy(&digits))
}

/// By a table, so that it is not the code under test.
fn crc32(bytes: &[u8]) -> u32 {
    let table: Vec<u32> = (0..256_u32)
        .map(|index| {
            (0..8).fold(index, |crc, _| if crc % 2 == 1 { 0xEDB8_8320 ^ (crc / 2) } else { crc / 2 })
        })
        .collect();
    !bytes.iter().fold(u32::MAX, |crc, byte| table[usize::from(crc as u8 ^ byte)] ^ (crc >> 8))
}

fn slack(kind: &str, random: &mut Random) -> String {
    let (workspace, user) = (random.text(12, DIGITS), random.text(12, DIGITS));
    format!("{kind}-{workspace}-{user}-{}", random.text(24, ALPHANUMERIC))
}

fn json_web_token(random: &mut Random) -> String {
    let header = base64url(br#"{"alg":"HS256","typ":"JWT"}"#);
    let payload = base64url(br#"{"sub":"orders","iat":1516239022}"#);
    format!("{header}.{payload}.{}", random.text(43, ALPHANUMERIC))
}

/// As it stands in a Rust literal: with `\n` for the ends of lines.
fn private_key(random: &mut Random) -> String {
    let dashes = "-".repeat(5);
    let key = random.text(64, ALPHANUMERIC);
    format!("{dashes}BEGIN {kind}{dashes}\\n{key}\\n{dashes}END {kind}{dashes}", kind = "PRIVATE KEY")
}

fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let digits = bytes.chunks(3).flat_map(|chunk| {
        let bits =
            chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        (0..=chunk.len()).map(move |at| char::from(ALPHABET[(bits >> (18 - 6 * at)) as usize % 64]))
    });
    digits.collect()
}
