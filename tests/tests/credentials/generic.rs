//! Secrets without a format, which only their name tells from any other text.

use super::generator::Secret;
use super::generator::connections::password;
use super::generator::encode::{base64, base64_url};
use super::generator::random::{ALPHANUMERIC, LOWER_ALPHANUMERIC, Random};

/// A way in which such secrets are made.
pub struct Kind {
    pub id: &'static str,
    pub names: &'static [&'static str],
    make: fn(&mut Random) -> String,
}

const KEYS: &[&str] = &[
    "api_key",
    "apikey",
    "secret",
    "client_secret",
    "secret_key",
    "access_token",
    "auth_token",
    "private_key",
    "encryption_key",
    "signing_key",
    "jwt_secret",
    "session_secret",
    "webhook_secret",
    "app_secret",
    "api_secret",
    "consumer_secret",
    "master_key",
    "refresh_token",
    "service_key",
    "hmac_key",
    "cookie_secret",
    "shared_secret",
    "secret_key_base",
    "access_key",
    "token",
    "x_api_key",
    "aes_key",
    "bot_token",
    "acme_api_token",
    "stage_api_key",
];

const PASSWORDS: &[&str] = &[
    "password",
    "db_password",
    "passwd",
    "pwd",
    "database_password",
    "smtp_password",
    "redis_password",
    "admin_password",
    "root_password",
    "mysql_root_password",
    "ssh_password",
    "keystore_password",
    "ldap_bind_password",
    "postgres_password",
    "ftp_pass",
    "passphrase",
    "credential",
    "user_password",
];

pub const KINDS: &[Kind] = &[
    Kind { id: "hexadecimal, 32", names: KEYS, make: |random| random.hex(32) },
    Kind { id: "hexadecimal, 40", names: KEYS, make: |random| random.hex(40) },
    Kind { id: "hexadecimal, 48", names: KEYS, make: |random| random.hex(48) },
    Kind { id: "hexadecimal, 64", names: KEYS, make: |random| random.hex(64) },
    Kind { id: "hexadecimal, 128", names: KEYS, make: |random| random.hex(128) },
    Kind { id: "hexadecimal capitals, 32", names: KEYS, make: |random| random.hex(32).to_ascii_uppercase() },
    Kind { id: "base64 of 16", names: KEYS, make: |random| base64(&random.bytes(16)) },
    Kind { id: "base64 of 24", names: KEYS, make: |random| base64(&random.bytes(24)) },
    Kind { id: "base64 of 32", names: KEYS, make: |random| base64(&random.bytes(32)) },
    Kind { id: "base64 of 64", names: KEYS, make: |random| base64(&random.bytes(64)) },
    Kind { id: "base64url of 32", names: KEYS, make: |random| base64_url(&random.bytes(32)) },
    Kind { id: "base64url of 48", names: KEYS, make: |random| base64_url(&random.bytes(48)) },
    Kind { id: "letters and digits, 16", names: KEYS, make: |random| random.text(16, ALPHANUMERIC) },
    Kind { id: "letters and digits, 20", names: KEYS, make: |random| random.text(20, ALPHANUMERIC) },
    Kind { id: "letters and digits, 24", names: KEYS, make: |random| random.text(24, ALPHANUMERIC) },
    Kind { id: "letters and digits, 32", names: KEYS, make: |random| random.text(32, ALPHANUMERIC) },
    Kind { id: "letters and digits, 40", names: KEYS, make: |random| random.text(40, ALPHANUMERIC) },
    Kind {
        id: "small letters and digits, 24",
        names: KEYS,
        make: |random| random.text(24, LOWER_ALPHANUMERIC),
    },
    Kind {
        id: "small letters and digits, 36",
        names: KEYS,
        make: |random| random.text(36, LOWER_ALPHANUMERIC),
    },
    Kind {
        id: "unknown prefix",
        names: KEYS,
        make: |random| format!("{}_{}", random.word(), random.text(28, ALPHANUMERIC)),
    },
    Kind {
        id: "three parts",
        names: KEYS,
        make: |random| {
            format!(
                "{}.{}.{}",
                random.digits(6),
                random.text(10, ALPHANUMERIC),
                random.text(22, ALPHANUMERIC)
            )
        },
    },
    Kind { id: "password of a manager", names: PASSWORDS, make: password },
    Kind {
        id: "password, letters and digits",
        names: PASSWORDS,
        make: |random| random.text(14, ALPHANUMERIC),
    },
    Kind { id: "password, apple style", names: PASSWORDS, make: apple },
    Kind { id: "password that a person chose", names: PASSWORDS, make: chosen },
];

impl Kind {
    pub fn sample(&self, random: &mut Random) -> Secret {
        Secret::whole((self.make)(random))
    }
}

/// Three groups of six, of which one letter is a capital and one is a digit.
fn apple(random: &mut Random) -> String {
    let mut groups: Vec<String> = (0..3).map(|_| random.text(6, "bcdfghjkmnpqrstvwxyzaeiou")).collect();
    let capital = random.text(1, "BCDFGHJKMNPQRSTVWXYZ");
    groups[0].replace_range(2..3, &capital);
    let digit = random.digits(1);
    groups[2].replace_range(5..6, &digit);
    groups.join("-")
}

/// Two words, one of them with a capital, a number and a sign: `Harbor!silver482` and such.
fn chosen(random: &mut Random) -> String {
    let (first, second) = (random.word(), random.word());
    let first = first[..1].to_ascii_uppercase() + &first[1..];
    let sign = random.pick(&["!", "@", "#", "*", "-"]);
    match random.below(3) {
        0 => format!("{first}{sign}{second}{}", random.between(10, 9999)),
        1 => format!("{first}{second}{}{sign}", random.between(10, 9999)),
        _ => format!("{first}{}{sign}{sign}", random.between(1970, 2026)),
    }
}
