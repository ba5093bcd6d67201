//! # P308: weak_crypto
//!
//! Refuses cryptography that no longer protects:
//!
//! - DES, triple DES, RC2, RC4 and ECB; HMAC and signatures with MD5, signatures with SHA-1; RSA keys under 2048 bits;
//!   TLS before 1.2;
//! - MD5 and SHA-1 of something sensitive: a password, a token, a certificate, what is named a signature;
//! - a fast hash (SHA-2, SHA-3, BLAKE) of a password, and PBKDF2 or bcrypt with few rounds;
//! - a key, an initialisation vector, a nonce or a salt that is the same in every run;
//! - a token, a key or a nonce from a generator that can be predicted: `SmallRng`, `fastrand`, a seeded `StdRng`.
//!
//! MD5 and SHA-1 of a file or a cache's key are left alone, as are a question to a list of breached passwords (a text
//! with `pwnedpasswords`), and a fast hash beside Argon2, scrypt, bcrypt or PBKDF2 in one function.
//!
//! ## Why
//!
//! A graphics card tries billions of fast hashes a second. A key in the program is known to all who have the program.
//! Two messages under one nonce give away their difference, and with GCM the key that authenticates. The numbers of a
//! generator for games follow from a few of them.
//!
//! CWE-327 (broken cryptographic algorithm), CWE-321 (hard-coded key), CWE-329 (predictable initialisation vector),
//! CWE-338 (weak generator), CWE-916 (password hash of too little effort). OWASP Top 10 (2021): A02, cryptographic
//! failures.
//!
//! ## What kind of guarantee
//!
//! A lint: it follows values inside a function.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! struct Account {
//!     password: String,
//! }
//!
//! /// Stands in for the crate.
//! mod md5 {
//!     pub fn compute(_: &[u8]) -> [u8; 16] {
//!         [0; 16]
//!     }
//! }
//!
//! /// Says how the password is kept.
//! #[capability(read)]
//! fn kept(#[grant] account: State<Account>) -> String {
//!     format!("{:?}", md5::compute(account.password.as_bytes()))
//! }
//! ```
//!
//! ```text
//! error: `md5::compute` hashes something sensitive with MD5, which is broken
//!        help: hash passwords with `Argon2::default().hash_password(..)`, all else with SHA-256
//!        see: cargo portcullis explain P308
//!    |
//! 18 |     format!("{:?}", md5::compute(account.password.as_bytes()))
//!    |                     ^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! struct Account {
//!     password: String,
//! }
//!
//! /// Made with Argon2 and a salt of its own.
//! fn slow_hash_of(text: &str) -> String {
//!     text.chars().map(|_| '*').collect()
//! }
//!
//! /// Says how the password is kept.
//! #[capability(read)]
//! fn kept(#[grant] account: State<Account>) -> String {
//!     slow_hash_of(&account.password)
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `constant_elsewhere.rs`: a key that is a constant outside the body.
//! - `helper_function.rs`: a function outside the body that uses MD5.
//! - `other_name.rs`: a password under a name that says nothing.
//! - `counted_nonce.rs`: a nonce that is counted from the same number in every run.
//!
//! HMAC with SHA-1 is left alone: nobody can forge it yet, and some protocols demand it.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(weak_crypto, reason = "the old protocol of the meters asks for DES"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::crypto::{self, Role, Strength};
use crate::diagnostics::{Place, Reporter};
use crate::facts::{Facts, Item, What};
use crate::flow::{Argument, Credential, Known, Operator, Site, Traits, Use, is_credential};

const CIPHER: &str = "encrypt with `Aes256Gcm` or `XChaCha20Poly1305`, sign with Ed25519 or `Hmac<Sha256>`, use RSA keys of 3072 bits";
const HASH: &str = "hash passwords with `Argon2::default().hash_password(..)`, all else with SHA-256";
const SLOW: &str = "use `Argon2::default().hash_password(..)` with a salt of its own from `SaltString::generate(&mut OsRng)`";
const ROUNDS: &str =
    "use Argon2, 600,000 rounds of PBKDF2, a cost of 12 for bcrypt, or RSA keys of 3072 bits";
const RANDOM: &str =
    "take it from the system: `OsRng.fill_bytes(&mut bytes)` or `getrandom::fill(&mut bytes)`";
const KEY: &str = "read it when the gate is built, and grant what uses it as an authority";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        if let What::Function(function) = &fact.what
            && let Some(fault) = crypto::weak_algorithm(function)
        {
            report.deny(fact.place, format!("`{}` {fault}", function.name)).help(CIPHER);
        }
    }
    let mut told = None;
    for site in facts.sites() {
        match &site.what {
            Use::Function { .. } | Use::Method { .. } => check_call(facts, site, report),
            Use::Bound { name, value } if is_predicted(name, value) => {
                told = facts.function_at(site.place).map(|function| function.place.line_and_column());
                report_predicted(name, site.place, report);
            }
            Use::Struct { fields, .. } => {
                for (name, value) in fields.iter().filter(|(name, value)| is_predicted(name, value)) {
                    report_predicted(name, value.place, report);
                }
            }
            Use::Returned(value) if value.value.could(Traits::PREDICTABLE) => {
                if let Some(function) = facts.function_at(site.place)
                    && is_predicted(&function.name, value)
                    && told != Some(function.place.line_and_column())
                {
                    report_predicted(&function.name, value.place, report);
                }
            }
            _ => {}
        }
    }
}

fn check_call(facts: &Facts, site: &Site, report: &mut Reporter<'_>) {
    if let Some((strength, hash, data)) = crypto::hashed(&site.what) {
        let called = site.called();
        match strength {
            Strength::Broken if is_sensitive(facts, site, data) => {
                let message = format!("`{called}` hashes something sensitive with {hash}, which is broken");
                report.deny(site.place, message).help(HASH);
            }
            Strength::Fast if is_password(data) && !is_asked_elsewhere(facts, site) => {
                let message =
                    format!("`{called}` is {hash}, which is fast: passwords are tried out against it");
                report.deny(site.place, message).help(SLOW);
            }
            _ => {}
        }
    }
    if let Use::Function { name, arguments } = &site.what
        && matches!(name.parent(), "Signer" | "Verifier")
        && let Some(digest) = arguments.first()
        && let "md5" | "sha1" = digest.name()
    {
        let message = format!("`{name}` is given {}, which is broken", digest.name().to_uppercase());
        report.deny(digest.place, message).help(CIPHER);
    }
    if let Some(password) = of_a_table(&site.what).filter(|it| it.value.could(Traits::PASSWORD)) {
        let message = "this hash is made for tables: passwords are tried out against it";
        report.deny(password.place, message).help(SLOW);
    }
    if let Use::Method { name, receiver, .. } = &site.what
        && matches!(name.as_str(), "encrypt_block" | "encrypt_block_mut")
        && crypto::is_made_as_cipher(receiver)
        && is_block_by_block(facts, site)
    {
        let message = format!("`.{name}()` for each block encrypts equal blocks to equal blocks");
        report.deny(site.place, message).help(CIPHER);
    }
    if let Some((argument, least)) = crypto::rounds(&site.what)
        && let Known::Int(number) = argument.value.known
        && number < least
    {
        report
            .deny(argument.place, format!("`{}` is given {number}, which is too little", site.called()))
            .help(ROUNDS);
    }
    if let Use::Method { name, arguments, .. } = &site.what
        && name.contains("min")
        && let [version] = arguments.as_slice()
        && let Known::Path(path) = &version.value.known
        && crypto::is_old_protocol(path)
    {
        report.deny(version.place, "this version of TLS is broken").help("ask for TLS 1.2 at least");
    }
    let (Use::Function { arguments, .. } | Use::Method { arguments, .. }) = &site.what else { return };
    for (at, role) in crypto::roles(&site.what) {
        let Some(argument) = arguments.get(*at) else { continue };
        let what = match role {
            Role::Key => "key",
            Role::Nonce => "nonce",
            Role::Vector => "initialisation vector",
            Role::Salt => "salt",
        };
        if argument.value.could(Traits::PREDICTABLE) {
            report_predicted(what, argument.place, report);
        } else if is_fixed(facts, site, argument, *role) {
            let help = if *role == Role::Key { KEY } else { RANDOM };
            report.deny(argument.place, format!("this {what} is the same in every run")).help(help);
        }
    }
}

/// What a hash is fed that is made for tables and sums: `password.hash(&mut DefaultHasher::new())`.
fn of_a_table(what: &Use) -> Option<&Argument> {
    const HASHERS: [&str; 7] =
        ["DefaultHasher", "SipHasher", "FxHasher", "AHasher", "XxHash64", "FnvHasher", "SeaHasher"];
    let is_one =
        |hasher: &Argument| hasher.value.made_by.as_ref().is_some_and(|maker| HASHERS.contains(&maker.of()));
    match what {
        Use::Method { name, receiver, arguments } => match (name.as_str(), arguments.as_slice()) {
            ("hash", [hasher]) if is_one(hasher) => Some(receiver),
            ("write", [data]) if is_one(receiver) => Some(data),
            _ => None,
        },
        Use::Function { name, arguments } => match name.parent() {
            "crc32fast" | "fxhash" | "seahash" | "xxh3" | "adler" | "crc32" => arguments.first(),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the function cuts a text into blocks, and joins none of them with what came before.
fn is_block_by_block(facts: &Facts, site: &Site) -> bool {
    let Some(around) = facts.function_at(site.place) else { return false };
    let mut cuts = false;
    for other in facts.sites().filter(|other| around.extent.contains(other.place)) {
        match &other.what {
            Use::Method { name, .. } => cuts |= name.starts_with("chunks") || name.starts_with("as_chunks"),
            Use::Operator { operator: Operator::Xor, .. } => return false,
            _ => {}
        }
    }
    cuts
}

fn report_predicted(name: &str, place: Place, report: &mut Reporter<'_>) {
    report.deny(place, format!("`{name}` comes from a generator that can be predicted")).help(RANDOM);
}

/// Whether nobody but the program's author chose it.
fn is_fixed(facts: &Facts, site: &Site, argument: &Argument, role: Role) -> bool {
    let value = &argument.value;
    if !value.is_constant() {
        return false;
    }
    match (&value.known, &value.start) {
        (Known::Path(path), _) => is_in_sight(facts, path),
        (Known::Nothing, Some(text)) if text.is_empty() => false,
        // `Key::from("Escape")` is one of a keyboard.
        (Known::Nothing, Some(text)) if role == Role::Key && site.called().ends_with("::from") => {
            matches!(text.len(), 16 | 24 | 32 | 64)
        }
        (Known::Nothing, _) => true,
        _ => false,
    }
}

/// A constant of this file; one that is filled later, as a `LazyLock`, is none.
fn is_in_sight(facts: &Facts, path: &str) -> bool {
    let name = path.rsplit("::").next().unwrap_or_default();
    facts.iter().any(|fact| match &fact.what {
        What::Item(Item::Constant(constant)) => constant.name == name,
        What::Item(Item::Static(item)) => item.name == name && item.ty.starts_with(['&', '[']),
        _ => false,
    })
}

/// Whether what is hashed, or what becomes of the digest, is something that others must not know or forge.
fn is_sensitive(facts: &Facts, site: &Site, data: &Argument) -> bool {
    let value = &data.value;
    if value.could(Traits::SECRET | Traits::MAYBE_SECRET) || is_named_sensitive(&data.names) {
        return !is_asked_elsewhere(facts, site);
    }
    let is_address = data.names.to_ascii_lowercase().contains("mail") || has_text(facts, site, "avatar");
    let bound = || {
        facts.sites().any(|other| match &other.what {
            Use::Bound { name, value } => value.place.contains(site.place) && is_named_sensitive(name),
            _ => false,
        })
    };
    let function = || {
        facts
            .function_at(site.place)
            .is_some_and(|function| is_named_sensitive(&function.name) && !function.name.starts_with("from_"))
    };
    (value.could(Traits::PERSONAL) && !is_address)
        || ((function() || bound()) && !is_asked_elsewhere(facts, site))
}

fn is_password(data: &Argument) -> bool {
    data.value.could(Traits::PASSWORD) || data.is_named_like(&["pw", "pass"])
}

fn is_named_sensitive(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "password",
        "passwd",
        "passphrase",
        "pw",
        "pass",
        "token",
        "secret",
        "signature",
        "sign",
        "mac",
        "hmac",
        "credential",
        "credentials",
        "pin",
        "certificate",
        "cert",
        "otp",
        "auth",
        "card",
        "ssn",
        "licence",
        "license",
    ];
    let lower = name.to_ascii_lowercase();
    lower.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// A question to a list of breached passwords, or a first step before a slow hash.
fn is_asked_elsewhere(facts: &Facts, site: &Site) -> bool {
    const SLOW: [&str; 5] = ["argon2", "bcrypt", "scrypt", "pbkdf2", "hash_password"];
    let Some(around) = facts.function_at(site.place) else { return false };
    let is_slow = |name: &str| SLOW.iter().any(|slow| name.to_ascii_lowercase().contains(slow));
    has_text(facts, site, "pwnedpasswords")
        || ["breach", "pwned", "leaked", "hibp"].iter().any(|word| around.name.contains(word))
        || facts.sites().any(|other| {
            around.extent.contains(other.place)
                && match &other.what {
                    Use::Function { name, .. } => is_slow(&name.to_string()),
                    Use::Method { name, .. } => is_slow(name),
                    _ => false,
                }
        })
}

fn has_text(facts: &Facts, site: &Site, part: &str) -> bool {
    let Some(around) = facts.function_at(site.place) else { return false };
    facts.iter().any(|fact| match &fact.what {
        What::Text(text) => text.text.contains(part) && around.extent.contains(fact.place),
        _ => false,
    })
}

/// Whether a value that somebody must not guess comes from a generator that can be predicted.
fn is_predicted(name: &str, value: &Argument) -> bool {
    const WORDS: &[&str] = &[
        "token",
        "secret",
        "password",
        "passwd",
        "otp",
        "csrf",
        "nonce",
        "salt",
        "passcode",
        "apikey",
        "mnemonic",
        "credential",
        "invitation",
        "voucher",
        "cookie",
    ];
    const OTHERS: &[&str] = &[
        "count",
        "len",
        "length",
        "size",
        "kind",
        "type",
        "index",
        "rng",
        "random",
        "generator",
        "hash",
        "idx",
        "limit",
        "budget",
        "range",
        "cache",
        "map",
        "bucket",
        "partition",
        "tokens",
        "keys",
        "test",
    ];
    if !value.value.could(Traits::PREDICTABLE) {
        return false;
    }
    let lower = name.to_ascii_lowercase();
    let words = || lower.split('_');
    let is_code = || {
        lower.ends_with("_code")
            && ["reset", "verif", "invit", "auth", "access", "login"].iter().any(|word| lower.contains(word))
    };
    !words().any(|word| OTHERS.contains(&word))
        && (words().any(|word| WORDS.contains(&word))
            || is_credential(name) == Some(Credential::Certain)
            || matches!(words().next_back(), Some("session" | "sid"))
            || lower.contains("session_id")
            || is_code())
}
