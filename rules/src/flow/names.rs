//! What a name says of a value: a credential, something about a person.

use crate::words::Words;

/// How sure a name says that its value is a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// `password`, `api_key`.
    Certain,
    /// `token`, which is a word of a grammar in other programs.
    Possible,
}

/// How much a name says of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// `ssn`, `credit_card`: what is kept under lock and key.
    Sensitive,
    /// `email`.
    Personal,
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
    // Most names have nothing of one in them, and are read once.
    if !STEMS.are_in_any_case(name) {
        return None;
    }
    let words = words(name);
    let mut possible = false;
    for (index, word) in words.iter().enumerate() {
        let next = words.get(index + 1).map_or("", String::as_str);
        let is_pair = PAIRS.iter().any(|(one, two)| word == one && next == *two);
        let is_certain = is_pair || is_in(WORDS, word) || is_run_together(word);
        if !is_certain && !is_in(MAYBE, word) {
            continue;
        }
        let (before, after) = (words.get(..index), words.get(index + 1 + usize::from(is_pair)..));
        if says_other(before.unwrap_or_default(), BEFORE) || says_other(after.unwrap_or_default(), AFTER) {
            return None;
        }
        if is_certain {
            return Some(Credential::Certain);
        }
        possible = true;
    }
    possible.then_some(Credential::Possible)
}

/// `pgpassword`, `dbpasswd`; and not `nopasswd`, `resetpassword`.
fn is_run_together(word: &str) -> bool {
    const OTHERS: [&str; 12] =
        ["no", "has", "is", "use", "set", "get", "reset", "change", "forgot", "update", "show", "check"];
    let before = ["password", "passwd", "apikey", "secretkey"].iter().find_map(|end| word.strip_suffix(end));
    before.is_some_and(|before| (2..=8).contains(&before.len()) && !OTHERS.contains(&before))
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
    #[rustfmt::skip]
const WORDS: &[&str] = &[
    "password", "passwd", "pwd", "passphrase", "passcode", "mnemonic",
];
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
    about_a_person(name).is_some()
}

/// What a name says of a person.
pub(crate) fn about_a_person(name: &str) -> Option<About> {
    if !PERSONAL_STEMS.are_in_any_case(name) {
        return None;
    }
    let words: Vec<String> = words(name).into_iter().filter(|word| word != "of").collect();
    for (index, word) in words.iter().enumerate() {
        let next = words.get(index + 1).map_or("", String::as_str);
        let in_pairs = |pairs: &[(&str, &str)]| pairs.iter().any(|(one, two)| word == one && next == *two);
        let (sensitive, personal) = (in_pairs(SENSITIVE_PAIRS), in_pairs(PERSONAL_PAIRS));
        let about = if sensitive || is_in(SENSITIVE, word) {
            About::Sensitive
        } else if personal || is_in(PERSONAL, word) {
            About::Personal
        } else {
            continue;
        };
        let end = index + 1 + usize::from(sensitive || personal);
        let (before, after) = (words.get(..index), words.get(end..));
        let is_other = says_other(before.unwrap_or_default(), BEFORE)
            || after
                .unwrap_or_default()
                .iter()
                .any(|word| word != "number" && (is_in(AFTER, word) || is_in(AFTER_PERSONAL, word)));
        return if is_other { None } else { Some(about) };
    }
    None
}

/// What each credential's name has in it.
#[rustfmt::skip]
const STEMS: Words = Words::of(&[
    "pass", "pwd", "secret", "cred", "mnemonic", "cvv", "cvc", "key", "token", "phrase", "answer", "pin",
    "otp", "jwt", "bearer", "authorization",
]);

const WORDS: &[&str] = &[
    "password",
    "passwords",
    "passwd",
    "pwd",
    "passphrase",
    "passphrases",
    "secret",
    "secrets",
    "credential",
    "credentials",
    "creds",
    "passcode",
    "mnemonic",
    "cvv",
    "cvc",
    "apikey",
    "apikeys",
    "privatekey",
    "privkey",
    "secretkey",
    "authtoken",
    "accesstoken",
    "apitoken",
    "clientsecret",
    "apisecret",
    "totp",
    "userpass",
    "dbpass",
];

#[rustfmt::skip]
const MAYBE: &[&str] = &[
    "token", "bearer", "authorization", "jwt",
];

const PAIRS: &[(&str, &str)] = &[
    ("api", "key"),
    ("api", "keys"),
    ("app", "key"),
    ("private", "key"),
    ("private", "keys"),
    ("priv", "key"),
    ("access", "key"),
    ("secret", "key"),
    ("signing", "key"),
    ("encryption", "key"),
    ("decryption", "key"),
    ("master", "key"),
    ("auth", "token"),
    ("authentication", "token"),
    ("access", "token"),
    ("api", "token"),
    ("bearer", "token"),
    ("refresh", "token"),
    ("session", "token"),
    ("id", "token"),
    ("client", "secret"),
    ("session", "key"),
    ("seed", "phrase"),
    ("recovery", "phrase"),
    ("auth", "key"),
    ("hmac", "key"),
    ("jwt", "key"),
    ("jwt", "token"),
    ("csrf", "token"),
    ("reset", "token"),
    ("login", "token"),
    ("user", "token"),
    ("admin", "token"),
    ("oauth", "token"),
    ("github", "token"),
    ("gitlab", "token"),
    ("slack", "token"),
    ("npm", "token"),
    ("personal", "token"),
    ("service", "key"),
    ("account", "key"),
    ("ssh", "key"),
    ("aes", "key"),
    ("rsa", "key"),
    ("license", "key"),
    ("security", "answer"),
    ("pin", "code"),
    ("card", "pin"),
    ("user", "pin"),
    ("mfa", "code"),
    ("otp", "code"),
    ("db", "pass"),
    ("database", "pass"),
    ("user", "pass"),
    ("smtp", "pass"),
    ("mysql", "pass"),
    ("redis", "pass"),
    ("admin", "pass"),
    ("device", "token"),
    ("deploy", "token"),
    ("bot", "token"),
    ("deploy", "key"),
    ("subscription", "key"),
    ("shared", "key"),
    ("preshared", "key"),
    ("symmetric", "key"),
    ("webhook", "key"),
    ("admin", "key"),
    ("openai", "key"),
    ("anthropic", "key"),
    ("stripe", "key"),
    ("sendgrid", "key"),
    ("mailgun", "key"),
    ("twilio", "key"),
    ("azure", "key"),
    ("aws", "key"),
];

/// What stands before the word then makes it another thing: `has_password`, `encrypted_password`.
#[rustfmt::skip]
const BEFORE: &[&str] = &[
    "is", "has", "have", "had", "no", "num", "max", "min", "count", "use", "uses", "with", "without",
    "by", "needs", "need", "require", "requires", "missing", "ask", "check", "verify", "valid",
    "validate", "allow", "show", "hide", "hashed", "encrypted", "masked", "redacted", "sealed", "wrapped",
    "obfuscated", "anonymized", "anonymised", "hash", "public", "pub", "prompt", "completion",
    "placeholder", "fake", "dummy", "set", "should", "can", "did", "supports", "next", "page",
    "continuation", "cancel", "cancellation", "whether", "unused", "total", "used", "non", "kind", "type",
    "syn", "word", "supported", "forgot", "invalid", "wrong", "bad", "on", "nonce", "shutdown",
    "progress", "stop", "sync", "resume", "delta", "cursor", "scroll", "pagination", "paging",
];

/// What stands behind the word then is not the credential itself: `password_hash`, `token_count`.
#[rustfmt::skip]
const AFTER: &[&str] = &[
    "hash", "hashes", "hashed", "hasher", "count", "counts", "len", "length", "lengths", "size", "sizes",
    "id", "ids", "name", "names", "path", "paths", "file", "files", "filename", "folder", "type", "types",
    "kind", "kinds", "expiry", "expires", "expiration", "expired", "ttl", "limit", "limits", "max", "min",
    "policy", "policies", "field", "fields", "header", "headers", "prefix", "suffix", "index", "idx",
    "indices", "url", "urls", "uri", "endpoint", "env", "var", "store", "stores", "manager", "provider",
    "providers", "source", "sources", "error", "errors", "err", "is", "has", "valid", "validity",
    "required", "enabled", "disabled", "missing", "label", "arn", "version", "versions", "format",
    "schema", "strength", "digest", "fingerprint", "regex", "pattern", "placeholder", "prompt", "hint",
    "rules", "rule", "validator", "bits", "age", "ref", "refs", "reference", "alias", "stream", "streams",
    "tree", "trees", "span", "spans", "position", "pos", "range", "reader", "writer", "number", "numbers",
    "usage", "budget", "encrypted", "masked", "redacted", "manual", "config", "options", "opts",
    "settings", "algorithm", "alg", "rotation", "response", "request", "requests", "result", "results",
    "exists", "exist", "set", "changed", "change", "status", "state", "dir", "location", "public", "at",
    "time", "timestamp", "date", "lifetime", "seconds", "secs", "ms", "duration", "timeout", "cache",
    "cost", "rounds", "iterations", "salt", "nonce", "scope", "scopes", "realm", "issuer", "audience",
    "claims", "claim", "cmd", "command", "arg", "args", "flag", "event", "events", "metric", "metrics",
    "stats", "rate", "checker", "check", "matches", "match", "mismatch", "ok", "service", "server",
    "client", "handler", "helper", "factory", "builder", "generator", "guard", "callback", "fn", "func",
    "function", "method", "methods", "mode", "present", "found", "available", "question", "questions",
    "separator", "sep", "delimiter", "iter", "iterator", "parser", "lexer", "map", "table", "attempts",
    "failures", "usages", "info", "metadata", "meta", "description", "title", "message", "msg", "group",
    "list", "block", "char", "chars", "char_count", "letters", "ring", "rings", "left", "used", "per",
    "kid", "thumbprint", "entropy", "score", "tag", "tags", "bucket", "queue", "account", "owner", "user",
    "last", "first", "start", "end", "offset", "depth", "level", "mapping", "registry", "resolver",
    "repo", "repository", "verifier", "verification", "verified", "param", "params", "parameter", "spec",
    "supported", "column", "row", "input_id", "dialog", "form", "page", "icon", "button", "widget",
    "screen", "view", "panel", "template", "email", "lock", "text_len", "input_type", "sha256", "sha1",
    "md5", "sha512", "b3", "alphabet", "charset", "characters", "symbols", "dictionary", "wordlist",
    "rotated", "revoked", "issued", "removed", "deleted", "imported", "exported", "migrated", "scanned",
    "skipped", "refreshed", "synced", "affected", "loaded", "checked", "created", "updated", "given",
];

/// What each name about a person has in it.
#[rustfmt::skip]
const PERSONAL_STEMS: Words = Words::of(&[
    "mail", "ssn", "phone", "birth", "dob", "iban", "passport", "surname", "mobile", "name", "social",
    "addr", "card", "medical", "diagnos", "tax", "national", "bank", "account", "licen", "salary",
    "income", "credit", "cc", "patient", "health", "religion", "ethnic",
]);

#[rustfmt::skip]
const PERSONAL: &[&str] = &[
    "email", "emails", "phone", "birthdate", "birthday", "birth", "dob", "surname", "telephone",
    "telephones", "lastname", "firstname", "religion", "ethnicity",
];

/// What is kept under lock and key.
#[rustfmt::skip]
const SENSITIVE: &[&str] = &[
    "ssn", "iban", "passport", "salary", "diagnosis", "diagnoses", "ccn", "creditcard", "cardnumber",
];

const PERSONAL_PAIRS: &[(&str, &str)] = &[
    ("birth", "date"),
    ("birth", "day"),
    ("date", "birth"),
    ("first", "name"),
    ("last", "name"),
    ("maiden", "name"),
    ("home", "address"),
    ("street", "address"),
    ("postal", "address"),
    ("mailing", "address"),
    ("billing", "address"),
    ("email", "address"),
    ("mail", "address"),
    ("phone", "number"),
    ("mobile", "number"),
    ("mobile", "phone"),
    ("drivers", "license"),
];

const SENSITIVE_PAIRS: &[(&str, &str)] = &[
    ("social", "security"),
    ("credit", "card"),
    ("debit", "card"),
    ("card", "number"),
    ("medical", "record"),
    ("medical", "history"),
    ("medical", "condition"),
    ("health", "record"),
    ("tax", "id"),
    ("national", "id"),
    ("bank", "account"),
    ("passport", "number"),
    ("account", "number"),
    ("license", "number"),
];

/// What stands behind a personal word then is about something else: `email_template`, `phone_calls`.
#[rustfmt::skip]
const AFTER_PERSONAL: &[&str] = &[
    "sender", "templates", "domain", "domains", "subject", "body", "call", "calls", "per", "sent",
    "delivery", "notification", "notifications", "year", "month", "place_id", "html", "txt", "port",
    "host", "smtp", "transport", "backend", "api", "job", "jobs", "worker", "task", "hour", "device",
    "devices", "model", "app", "platform", "book", "case",
];

fn is_in(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

fn says_other(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| is_in(list, word))
}

/// `dbPassword_v2` is `db`, `password`, `v2`; a number behind a word is none of its own: `password2` is `password`.
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
    for word in &mut words {
        let length = word.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        if length > 2 && !matches!(word.as_str(), "sha256" | "sha512" | "sha1" | "md5" | "base64") {
            word.truncate(length);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::{About, Credential, about_a_person, is_credential};

    #[test]
    fn a_credential_is_known_by_its_name_in_any_case() {
        for name in [
            "password",
            "dbPassword",
            "DB_PASSWORD",
            "password2",
            "new_password",
            "password_confirmation",
            "aws_secret_access_key",
            "client-secret",
            "id_token",
            "x-api-key",
            "user_pass",
            "credentials_json",
        ] {
            assert_eq!(is_credential(name), Some(Credential::Certain), "{name}");
        }
        for name in ["token", "forge_token", "jwt", "Authorization"] {
            assert_eq!(is_credential(name), Some(Credential::Possible), "{name}");
        }
    }

    #[test]
    fn what_is_about_a_credential_is_none() {
        for name in [
            "password_hash",
            "hashed_password",
            "has_password",
            "token_count",
            "max_tokens",
            "next_page_token",
            "secret_name",
            "public_key",
            "key",
            "api_key_id",
            "private_key_path",
            "compass",
            "tokenizer",
            "password_reset_at",
            "token_separator",
            "cancellation_token",
            "pass",
            "passes",
        ] {
            assert_eq!(is_credential(name), None, "{name}");
        }
    }

    #[test]
    fn a_person_is_known_by_what_belongs_to_one() {
        for name in ["ssn", "credit_card", "bankAccountNumber", "iban"] {
            assert_eq!(about_a_person(name), Some(About::Sensitive), "{name}");
        }
        for name in ["email", "customer_email", "date_of_birth", "phone_number", "homeAddress"] {
            assert_eq!(about_a_person(name), Some(About::Personal), "{name}");
        }
        for name in ["email_count", "emails_per_hour", "birth_year", "phone_calls", "has_phone", "file_name"]
        {
            assert_eq!(about_a_person(name), None, "{name}");
        }
    }
}
