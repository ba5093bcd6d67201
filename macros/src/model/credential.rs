//! Which field names are a credential's.
//!
//! It reads the name alone, so it must stay quiet about the many names that only mention a credential:
//! `max_tokens`, `page_token`, `password_length`, `secret_name`.

/// Whether `name`, in any case, is what people call a credential.
pub fn is_credential(name: &str) -> bool {
    let words = words(name);
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    while let [.., last] = words.as_slice()
        && QUALIFIERS.contains(last)
    {
        words.pop();
    }
    match words.as_slice() {
        [.., last] if ALONE.contains(last) => true,
        [.., before, last] if PAIRS.contains(&(before, last)) => true,
        [.., before, "token"] => !CURSORS.contains(before),
        ["token"] => true,
        _ => false,
    }
}

/// A last word that makes a credential of whatever stands before it.
const ALONE: &[&str] = &[
    "apikey",
    "credential",
    "credentials",
    "jwt",
    "passphrase",
    "passwd",
    "password",
    "passwords",
    "pwd",
    "secret",
    "secrets",
    "accesskey",
    "secretkey",
    "privatekey",
    "accesstoken",
    "authtoken",
    "refreshtoken",
];

const PAIRS: &[(&str, &str)] = &[
    ("access", "key"),
    ("access", "keys"),
    ("access", "tokens"),
    ("api", "key"),
    ("api", "keys"),
    ("api", "tokens"),
    ("auth", "header"),
    ("authorization", "header"),
    ("encryption", "key"),
    ("master", "key"),
    ("pass", "phrase"),
    ("private", "key"),
    ("private", "keys"),
    ("refresh", "tokens"),
    ("session", "cookie"),
    ("signing", "key"),
];

/// `…_token` that tells where to go on, and opens nothing.
const CURSORS: &[&str] = &[
    "after",
    "before",
    "continuation",
    "cursor",
    "end",
    "eos",
    "idempotency",
    "last",
    "mask",
    "max",
    "min",
    "next",
    "page",
    "pagination",
    "pad",
    "prev",
    "previous",
    "request",
    "resume",
    "start",
    "stop",
    "sync",
];

/// Last words that change nothing: a new password is a password.
const QUALIFIERS: &[&str] =
    &["again", "confirm", "confirmation", "plain", "repeat", "repeated", "text", "value"];

/// Splits at `_`, `-`, spaces and changes of case; digits at the end of a word go.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut previous_lower = false;
    let characters: Vec<char> = name.chars().collect();
    for (index, &character) in characters.iter().enumerate() {
        let next_lower = characters.get(index + 1).is_some_and(|next| next.is_lowercase());
        let starts = character.is_uppercase() && (previous_lower || next_lower);
        if (starts || !character.is_alphanumeric()) && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        previous_lower = character.is_lowercase() || character.is_numeric();
        if character.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(character.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::is_credential;

    #[test]
    fn names_of_credentials_are_recognised_in_any_case() {
        for name in [
            "password",
            "newPassword",
            "password_confirmation",
            "api_key",
            "apiKey",
            "APIKey",
            "x-api-key",
            "token",
            "access_token",
            "accessToken",
            "GITHUB_TOKEN",
            "client_secret",
            "secret",
            "private_key",
            "password2",
            "jwt",
        ] {
            assert!(is_credential(name), "{name}");
        }
    }

    #[test]
    fn names_that_only_mention_a_credential_are_left_alone() {
        for name in [
            "max_tokens",
            "tokens",
            "page_token",
            "nextPageToken",
            "token_count",
            "password_length",
            "secret_name",
            "key",
            "primary_key",
            "author",
            "secretary",
            "passenger",
            "tokenizer",
            "token_type",
            "has_password_set",
            "api_key_id",
        ] {
            assert!(!is_credential(name), "{name}");
        }
    }
}
