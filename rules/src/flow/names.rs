//! What a name says of a value: a credential, something about a person.

use portcullis_patterns::name::{AFTER, BEFORE, Stems, words};
pub use portcullis_patterns::name::{Credential, is_credential};

/// How much a name says of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// `ssn`, `credit_card`: what is kept under lock and key.
    Sensitive,
    /// `email`.
    Personal,
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
    if !PERSONAL_STEMS.are_in(name) {
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

/// What each name about a person has in it.
#[rustfmt::skip]
const PERSONAL_STEMS: Stems = Stems::new(&[
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

#[cfg(test)]
mod tests {
    use super::{About, about_a_person};

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
