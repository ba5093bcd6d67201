//! What real sources were accused of, and what lines of logs kept: one test for each kind. Each credential is put together
//! when a test runs.

use portcullis_patterns::{find, named, redact};

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

const ALPHANUMERIC: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const HEXADECIMAL: &[u8] = b"0123456789abcdef";

fn ids(text: &str) -> Vec<&'static str> {
    find(text).map(|found| found.format().id()).collect()
}

#[test]
fn a_type_or_a_constant_of_a_program_is_no_secret() {
    for line in [
        "pub const D3DVSD_TOKEN_NOP: D3DVSD_TOKENTYPE = 4i32;",
        "let pkcs8_private_key_buffer: Pkcs8V1Der = my_private.as_der(",
        "let traffic_secret_expander = TLS13_CHACHA20_POLY1305_SHA256_INTERNAL",
        "secret = TLS13_CHACHA20_POLY1305_SHA256",
    ] {
        assert!(ids(line).is_empty(), "{line}");
    }
    assert!(!named("token", "TLS13_CHACHA20_POLY1305_SHA256_INTERNAL"));
}

#[test]
fn a_signature_in_hexadecimal_digits_gives_no_right() {
    let mut random = Random(87);
    let signature = format!("30440220{}", random.text(128, HEXADECIMAL));
    for text in [format!("Sig = {signature}"), format!("signature: \"{signature}\"")] {
        assert!(ids(&text).is_empty(), "{text}");
    }
    let of_address = format!("https://shop.internal/a?se=2026&sig={}%3D", random.text(43, ALPHANUMERIC));
    assert_eq!(ids(&of_address).len(), 1, "{of_address}");
}

#[test]
fn an_address_in_a_test_of_a_parser_has_no_password() {
    for text in [
        "javascript://:bowser@x/",
        "http://:%3A%40c@d:2/",
        "http://%25DOMAIN:foobar@foodomain.com/",
        "http://%60%7B%7D:%60%7B%7D@h/%60%7B%7D?`{}",
    ] {
        assert!(ids(text).is_empty(), "{text}");
    }
    let password = ["p%40ss", "w0rd!x"].concat();
    assert_eq!(ids(&format!("ftp://ada:{password}@files.internal/")), ["password-in-url"]);
}

#[test]
fn a_place_in_a_repository_is_no_secret() {
    for value in
        ["yegor256/home#assets/crates-credentials", "shop7/deploy/keys@main", "team/shop/secrets-2024"]
    {
        assert!(ids(&format!("credentials: {value}\n")).is_empty(), "{value}");
        assert!(!named("credentials", value), "{value}");
    }
}

#[test]
fn a_token_that_only_names_itself_is_none_and_a_password_that_does_is_one() {
    for value in ["token123", "apikey2024", "accesstoken1", "r3fr3sh-s3cr3t-value", "s3cr3t-t0ken"] {
        assert!(!named("access_token", value), "{value}");
        assert!(ids(&format!("\"access_token\": \"{value}\"")).is_empty(), "{value}");
    }
    assert!(named("password", &["password", "123"].concat()));
}

#[test]
fn a_size_among_words_makes_no_secret() {
    for value in ["old-request-state-key-at-least-32b", "a-key-for-signing-of-256bit"] {
        assert!(!named("signing_key", value), "{value}");
    }
}

#[test]
fn a_key_whose_bytes_count_up_is_nobodys() {
    // In base 64: 32 bytes, from 0.
    let counting = ["AAECAwQFBgcICQoLDA0O", "DxAREhMUFRYXGBkaGxwdHh8="].concat();
    let head = "MDQCAQAwCwYJYIZIAWUDBAMRBCKA";
    let dashes = "-".repeat(5);
    for ends in ["\n", "\\n\"\n\""] {
        let pem = |body: &str| {
            let label = ["PRIVATE", "KEY"].join(" ");
            format!("{dashes}BEGIN {label}{dashes}{ends}{head}{ends}{body}{ends}{dashes}END {label}{dashes}")
        };
        assert!(ids(&pem(&counting)).is_empty(), "{ends:?}");
        let random = Random(89).text(44, ALPHANUMERIC);
        assert_eq!(ids(&pem(&random)), ["private-key"], "{ends:?}");
    }
}

#[test]
fn what_a_standard_publishes_is_no_secret() {
    for (name, pieces) in [
        ("refresh_token", ["8xLOxB", "tZp8"]),
        ("access_token", ["2YotnFZFEjr1z", "CsicMWpAA"]),
        ("token", ["854DvwSlUwEHtIo3", "kWy6x7UCPKHfzCmy"]),
    ] {
        let value = pieces.concat();
        assert!(!named(name, &value), "{value}");
        assert!(ids(&format!("\"{name}\": \"{value}\"")).is_empty(), "{value}");
        assert!(named(name, &format!("{value}x9K")), "{value}");
    }
}

#[test]
fn a_list_of_names_holds_no_secret() {
    for line in [
        "'PKPaymentToken', 'PKPushCredentials', 'PKPushPayload', 'PKPushRegistry'",
        "'gss_krb5_lucid', 'gss_krb5_lucid_key', 'gss_krb5_rfc1964_keydata', 'gss_name_t_desc_struct'",
        "    'openssl_verify',\n    'openssl_private_key',\n    'openssl_x509_checkpurpose',\n",
    ] {
        assert!(ids(line).is_empty(), "{line}");
    }
    let password = ["Harbor2020", "Qx7"].concat();
    assert_eq!(ids(&format!("set(\"shop\", \"db_password\", \"{password}\")")), ["generic-secret"]);
}

#[test]
fn a_token_in_a_path_ends_where_the_path_goes_on() {
    let mut random = Random(88);
    for _ in 0..50 {
        let grafana = format!("{}{}", "glc_eyJvIjoi", random.text(80, ALPHANUMERIC));
        let (head, tail) = (random.text(80, ALPHANUMERIC), random.text(43, ALPHANUMERIC));
        for token in [grafana, format!("{}{head}_{tail}", "sntrys_eyJpYXQi")] {
            let line = format!("\"GET /hook/{token}/events HTTP/1.1\" 404 0");
            let redacted = redact(&line);
            assert!(!redacted.contains(&token[20..40]), "{line} -> {redacted}");
        }
    }
}

#[test]
fn a_password_of_a_keychain_is_found_behind_a_scheme_as_well() {
    let password = ["njZwvs-jhz", "yyc-yaxvg9"].concat();
    for line in [
        format!("headers: {{\"authorization\": \"Bearer {password}\", \"accept\": \"*/*\"}}"),
        format!("INFO loaded token={password} region=eu"),
    ] {
        assert!(!redact(&line).contains(&password), "{line}");
    }
}

#[test]
fn a_word_that_stands_in_noise_by_chance_excuses_nothing() {
    for value in
        [["nVR+FtZp3Ym5YD0itM", "jdEmOZsgNFHpNnWqy"], ["tAETdAqofuE0e9TWax2", "GnCki1yVQnpUt-yHk0g5"]]
    {
        assert!(named("hmac_key", &value.concat()), "{value:?}");
    }
    for value in ["demo-2f9c41aa7be0", "Demo2f9c41aa7be0", "MY_DEMO_2f9c41aa7be0"] {
        assert!(!named("hmac_key", value), "{value}");
    }
}

#[test]
fn base_64_that_begins_with_slashes_is_no_path() {
    let key = ["//ni7osEOjDTbjwE", "zHNgyv61IB1jBXUd"].concat();
    assert!(named("auth_token", &key));
    for path in ["//files/keys/signing-key.pem", "/run/secrets/4f3e"] {
        assert!(!named("auth_token", path), "{path}");
    }
}

#[test]
fn letters_without_a_digit_are_told_from_names() {
    for value in [["gXVhYUnWBP", "URnnOROusy"], ["vVEhRsXa", "WIevNIVn"]] {
        let line = format!("INFO loaded cookie_secret={} region=eu", value.concat());
        assert!(!redact(&line).contains(&value.concat()), "{line}");
    }
    for line in
        ["token=readNextToken region=eu", "cookie_secret: loadCookieSecret", "api_key = configuredApiKey"]
    {
        assert!(ids(line).is_empty(), "{line}");
    }
}

#[test]
fn a_value_of_an_address_is_no_piece_of_code() {
    let password = ["hImDs", "07I.fxp"].concat();
    let line = format!("jdbc:postgresql://db.internal:5432/index?user=ada&password={password}");
    assert!(!redact(&line).contains(&password), "{line}");
    assert!(ids("GET /a?access_token=accessToken&password=readPassword").is_empty());
}

#[test]
fn a_sign_that_joins_no_parameters_is_a_part_of_the_password() {
    let (one, other) = ("uFaSPScE9Eu", "J4bt");
    assert_eq!(
        redact(&format!("INFO loaded pwd={one}&{other} region=eu")),
        "INFO loaded pwd=[redacted: a secret beside its name] region=eu"
    );
    let line = format!("INFO pwd={one}{other}Q9x&page=2 region=eu");
    assert!(redact(&line).ends_with("]&page=2 region=eu"), "{line}");
}

#[test]
fn a_password_that_a_person_chose_is_masked_whatever_its_signs_are() {
    for pieces in [["Router-har", "bor1594"], ["Chann", "el1977--"], ["Seasonlet", "ter9301!"]] {
        let password = pieces.concat();
        let line = format!("ERROR db: could not connect with redis_password: {password}");
        assert!(!redact(&line).contains(&password), "{line}");
    }
}
