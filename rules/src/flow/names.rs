//! What a name says of a value: a credential, something about a person.

/// How sure a name says that its value is a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// `password`, `api_key`.
    Certain,
    /// `token`, which is a word of a grammar in other programs.
    Possible,
}

/// Whether a name is a credential's: `db_password`, `apiKey`, `STRIPE_SECRET_KEY`; and not `password_hash`, `token_count`.
///
/// ```
/// use portcullis_rules::flow::is_credential;
///
/// assert!(is_credential("db_password").is_some());
/// assert!(is_credential("apiKey").is_some());
/// assert!(is_credential("token_count").is_none());
/// ```
pub fn is_credential(name: &str) -> Option<Credential> {
    const WORDS: &[&str] = &[
        "password",
        "passwd",
        "pwd",
        "passphrase",
        "secret",
        "credential",
        "credentials",
        "passcode",
        "mnemonic",
        "cvv",
        "apikey",
        "privatekey",
        "secretkey",
    ];
    const PAIRS: &[(&str, &str)] = &[
        ("api", "key"),
        ("private", "key"),
        ("access", "key"),
        ("secret", "key"),
        ("signing", "key"),
        ("encryption", "key"),
        ("master", "key"),
        ("auth", "token"),
        ("access", "token"),
        ("api", "token"),
        ("bearer", "token"),
        ("refresh", "token"),
        ("session", "token"),
        ("id", "token"),
        ("client", "secret"),
        ("session", "key"),
        ("seed", "phrase"),
        ("auth", "key"),
        ("hmac", "key"),
        ("jwt", "key"),
        ("csrf", "token"),
        ("reset", "token"),
        ("oauth", "token"),
        ("service", "key"),
        ("account", "key"),
        ("license", "key"),
        ("security", "answer"),
        ("pin", "code"),
        ("device", "token"),
        ("deploy", "token"),
        ("bot", "token"),
    ];
    /// What is behind the word then is not the credential itself.
    const OTHER_THINGS: &[&str] = &[
        "hash",
        "hashes",
        "count",
        "len",
        "length",
        "size",
        "id",
        "ids",
        "name",
        "names",
        "path",
        "paths",
        "file",
        "files",
        "type",
        "types",
        "kind",
        "expiry",
        "expires",
        "expiration",
        "ttl",
        "limit",
        "max",
        "min",
        "policy",
        "field",
        "header",
        "prefix",
        "suffix",
        "index",
        "url",
        "uri",
        "endpoint",
        "env",
        "var",
        "store",
        "manager",
        "provider",
        "source",
        "error",
        "errors",
        "is",
        "has",
        "valid",
        "required",
        "enabled",
        "missing",
        "label",
        "arn",
        "version",
        "format",
        "schema",
        "strength",
        "digest",
        "fingerprint",
        "regex",
        "pattern",
        "placeholder",
        "prompt",
        "hint",
        "rules",
        "validator",
        "bytes",
        "bits",
        "age",
        "ref",
        "reference",
        "alias",
        "stream",
        "tree",
        "span",
        "position",
        "pos",
        "range",
        "reader",
        "number",
        "usage",
        "budget",
        "encrypted",
        "masked",
        "redacted",
        "hashed",
        "manual",
        "config",
        "options",
        "settings",
        "algorithm",
        "alg",
        "rotation",
        "response",
        "request",
        "result",
        "exists",
        "set",
        "changed",
        "status",
        "dir",
        "location",
        "public",
    ];
    const STEMS: &[&str] = &[
        "pass",
        "pwd",
        "secret",
        "cred",
        "mnemonic",
        "cvv",
        "key",
        "token",
        "phrase",
        "answer",
        "code",
        "bearer",
        "authorization",
    ];
    if !has_any_of(name, STEMS) {
        return None;
    }
    let words = words(name);
    let any_other = words.iter().any(|word| OTHER_THINGS.contains(&word.as_str()));
    if any_other {
        return None;
    }
    let is_word = words.iter().any(|word| WORDS.contains(&word.as_str()));
    let is_pair = words.windows(2).any(|pair| matches!(pair, [one, two] if PAIRS.contains(&(one, two))));
    if is_word || is_pair {
        Some(Credential::Certain)
    } else if words.iter().any(|word| matches!(word.as_str(), "token" | "bearer" | "authorization")) {
        Some(Credential::Possible)
    } else {
        None
    }
}

/// Whether a name says that its value is something that people think up: `password`, `user_pin`; and not `password_hash`.
///
/// ```
/// use portcullis_rules::flow::is_password;
///
/// assert!(is_password("db_password"));
/// assert!(!is_password("api_token") && !is_password("password_hash"));
/// ```
pub fn is_password(name: &str) -> bool {
    const WORDS: &[&str] = &["password", "passwd", "pwd", "passphrase", "passcode", "mnemonic"];
    is_credential(name).is_some() && words(name).iter().any(|word| WORDS.contains(&word.as_str()))
}

/// Whether a name says that its value is about a person: `email`, `customer_phone`; and not `email_count`.
///
/// ```
/// use portcullis_rules::flow::is_personal;
///
/// assert!(is_personal("customer_email"));
/// assert!(!is_personal("email_template"));
/// ```
pub fn is_personal(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "email",
        "ssn",
        "phone",
        "birthdate",
        "birthday",
        "dob",
        "iban",
        "passport",
        "surname",
        "telephone",
        "mobile",
    ];
    const PAIRS: &[(&str, &str)] = &[
        ("birth", "date"),
        ("date", "birth"),
        ("first", "name"),
        ("last", "name"),
        ("full", "name"),
        ("social", "security"),
        ("home", "address"),
        ("street", "address"),
        ("postal", "address"),
        ("credit", "card"),
        ("card", "number"),
        ("phone", "number"),
        ("medical", "record"),
        ("tax", "id"),
        ("national", "id"),
        ("bank", "account"),
        ("account", "number"),
        ("drivers", "license"),
    ];
    const OTHER_THINGS: &[&str] = &[
        "count",
        "len",
        "length",
        "id",
        "ids",
        "template",
        "templates",
        "hash",
        "valid",
        "verified",
        "enabled",
        "is",
        "has",
        "client",
        "service",
        "sender",
        "server",
        "queue",
        "domain",
        "type",
        "kind",
        "error",
        "config",
        "field",
        "max",
        "min",
        "regex",
        "subject",
        "provider",
        "format",
        "masked",
        "redacted",
        "hashed",
    ];
    const STEMS: &[&str] = &[
        "mail", "ssn", "phone", "birth", "dob", "iban", "passport", "name", "mobile", "social", "address",
        "card", "medical", "tax", "national", "account", "license",
    ];
    if !has_any_of(name, STEMS) {
        return false;
    }
    let words: Vec<String> = words(name).into_iter().filter(|word| word != "of").collect();
    let is_pair = words.windows(2).any(|pair| matches!(pair, [one, two] if PAIRS.contains(&(one, two))));
    let is_other = words.iter().any(|word| OTHER_THINGS.contains(&word.as_str()));
    is_pair || (!is_other && words.iter().any(|word| WORDS.contains(&word.as_str())))
}

/// Whether one of these, in lower case, is a part of the name: most names have none, and need no closer look.
fn has_any_of(name: &str, stems: &[&str]) -> bool {
    let name = name.as_bytes();
    stems.iter().any(|stem| name.windows(stem.len()).any(|part| part.eq_ignore_ascii_case(stem.as_bytes())))
}

/// `dbPassword_v2` is `db`, `password`, `v2`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = '_';
    for c in name.chars() {
        let begins = c.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit());
        if !c.is_alphanumeric() || begins {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}
