//! What a name says of its value: that it is a credential.

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
/// use portcullis_patterns::name::is_credential;
///
/// assert!(is_credential("db_password").is_some());
/// assert!(is_credential("apiKey").is_some());
/// assert!(is_credential("token_count").is_none());
/// ```
pub fn is_credential(name: &str) -> Option<Credential> {
    // Most names have nothing of one in them, and are read once.
    if !STEMS.are_in(name) {
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

/// What each credential's name has in it.
const STEMS: Stems = Stems::new(&[
    "pass",
    "pwd",
    "secret",
    "cred",
    "mnemonic",
    "cvv",
    "cvc",
    "mfa",
    "key",
    "token",
    "phrase",
    "answer",
    "pin",
    "otp",
    "jwt",
    "bearer",
    "authorization",
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

/// What stands before a credential's word makes it another thing: `has_password`, `encrypted_password`; see [`is_credential`].
#[rustfmt::skip]
pub const BEFORE: &[&str] = &[
    "is", "has", "have", "had", "no", "num", "max", "min", "count", "use", "uses", "with", "without",
    "by", "needs", "need", "require", "requires", "missing", "ask", "check", "verify", "valid",
    "validate", "allow", "show", "hide", "hashed", "encrypted", "masked", "redacted", "sealed", "wrapped",
    "obfuscated", "anonymized", "anonymised", "hash", "public", "pub", "prompt", "completion",
    "placeholder", "fake", "dummy", "set", "should", "can", "did", "supports", "next", "page",
    "continuation", "cancel", "cancellation", "whether", "unused", "total", "used", "non", "kind", "type",
    "syn", "word", "supported", "forgot", "invalid", "wrong", "bad", "on", "nonce", "shutdown",
    "progress", "stop", "sync", "resume", "delta", "cursor", "scroll", "pagination", "paging",
];

/// With this behind a credential's word, the name is not that of the credential itself: `password_hash`, `token_count`;
/// see [`is_credential`].
#[rustfmt::skip]
pub const AFTER: &[&str] = &[
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

fn is_in(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

fn says_other(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| is_in(list, word))
}

/// Pieces of names, each of two letters or more, looked for at one go: they are asked about for every name of a program.
///
/// ```
/// use portcullis_patterns::name::Stems;
///
/// const OF_A_PERSON: Stems = Stems::new(&["mail", "phone"]);
/// assert!(OF_A_PERSON.are_in("customerEmail"));
/// assert!(!OF_A_PERSON.are_in("order"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Stems {
    stems: &'static [&'static str],
    /// For each letter that one of them begins with, a bit for each second letter.
    seconds: [u32; 32],
}

impl Stems {
    /// In small letters.
    pub const fn new(stems: &'static [&'static str]) -> Self {
        let (mut seconds, mut rest) = ([0; 32], stems);
        while let [stem, others @ ..] = rest {
            if let [first, second, ..] = stem.as_bytes() {
                seconds[place_of(*first)] |= 1 << place_of(*second);
            }
            rest = others;
        }
        Self { stems, seconds }
    }

    /// Whether a name has one of these in it, in whatever case.
    pub fn are_in(&self, name: &str) -> bool {
        self.find(name, <[u8]>::eq_ignore_ascii_case)
    }

    /// Whether a name has one of these in it in small letters: `is_escaped`, and not `isEscaped`.
    ///
    /// ```
    /// use portcullis_patterns::name::Stems;
    ///
    /// const ESCAPES: Stems = Stems::new(&["escape"]);
    /// assert!(ESCAPES.are_in_as_written("html_escape"));
    /// assert!(!ESCAPES.are_in_as_written("HtmlEscape"));
    /// ```
    pub fn are_in_as_written(&self, name: &str) -> bool {
        self.find(name, |one, other| one == other)
    }

    /// Most letters are passed over at one glance.
    fn find(&self, name: &str, is_stem: fn(&[u8], &[u8]) -> bool) -> bool {
        let mut rest = name.as_bytes();
        while let [first, after @ ..] = rest {
            let Some(second) = after.first() else { break };
            let seconds = self.seconds.get(place_of(*first)).copied().unwrap_or_default();
            let begins = |stem: &&str| {
                stem.bytes().next().map(place_of) == Some(place_of(*first))
                    && rest.get(..stem.len()).is_some_and(|start| is_stem(start, stem.as_bytes()))
            };
            if seconds & (1 << place_of(*second)) != 0 && self.stems.iter().any(begins) {
                return true;
            }
            rest = after;
        }
        false
    }
}

/// The same for a letter and its capital; other characters may share it.
const fn place_of(letter: u8) -> usize {
    (letter & 31) as usize
}

/// The words of a name in small letters: `dbPassword_v2` is `db`, `password`, `v2`. A number behind a word is none of its
/// own: `password2` is `password`.
///
/// ```
/// assert_eq!(portcullis_patterns::name::words("dbPassword2"), ["db", "password"]);
/// ```
pub fn words(name: &str) -> Vec<String> {
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
    use super::{Credential, is_credential};

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
}
