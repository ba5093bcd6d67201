//! An e-mail address.

use std::fmt;
use std::str::FromStr;

use validator::ValidateEmail;

use super::written::written;

/// An e-mail address as HTML forms take it, in ASCII and of at most 254 characters: `ada@example.com`.
///
/// A domain with other letters is written in Punycode, so that `аda@exаmple.com` with Cyrillic letters is refused and does not
/// pass for the address that it resembles. An address of a machine (`ada@[127.0.0.1]`) is refused, and the domain is
/// kept in lower case. That it exists is not known.
///
/// It is personal data more often than not: see [`Personal`](crate::Personal).
///
/// ```
/// use portcullis::ready::{Email, EmailError};
///
/// let email: Email = "Ada.Lovelace+math@Example.COM".parse()?;
/// assert_eq!(email.as_str(), "Ada.Lovelace+math@example.com");
/// assert_eq!((email.local(), email.domain()), ("Ada.Lovelace+math", "example.com"));
/// assert_eq!("ada".parse::<Email>(), Err(EmailError::NoAt));
/// # Ok::<(), EmailError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

/// RFC 5321, 4.5.3.1.3: a path of 256 octets, two of which are `<` and `>`.
const MAX: usize = 254;

impl Email {
    /// Takes an address that has the form of one.
    pub fn new(text: &str) -> Result<Self, EmailError> {
        if !text.is_ascii() {
            return Err(EmailError::NotAscii);
        }
        if text.len() > MAX {
            return Err(EmailError::TooLong);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError::NoAt)?;
        // `validator` looks for an address in brackets at the domain's end only, whatever stands before.
        if domain.contains('[') {
            return Err(EmailError::Literal);
        }
        if !text.validate_email() {
            return Err(EmailError::Form);
        }
        Ok(Email(format!("{local}@{}", domain.to_ascii_lowercase())))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`. Only its own server knows whether upper case matters there.
    pub fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// What stands after the `@`, in lower case.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl AsRef<str> for Email {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, EmailError> {
        Self::new(text)
    }
}

/// Why a text is no [`Email`]. Never says what the text was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EmailError {
    /// Longer than 254 characters.
    #[error("a text longer than 254 characters")]
    TooLong,
    /// Holds a character beyond ASCII.
    #[error("one with characters beyond ASCII; a domain that has them is written in Punycode")]
    NotAscii,
    /// Has no `@`.
    #[error("a text without `@`")]
    NoAt,
    /// Has an address of a machine for a domain.
    #[error("one with an address in brackets for a domain")]
    Literal,
    /// Has not the form of an address otherwise.
    #[error("a text of another form")]
    Form,
}

written! {
    [] Email, "an e-mail address", MAX, "Email",
    { "type": "string", "format": "email", "maxLength": MAX, "pattern": "^[!-~]+@[A-Za-z0-9.-]+$" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_at_and_something_on_both_sides() {
        for good in ["a@b", "a.b+c@example.com", "o'neil@x-y.example", "a@xn--bcher-kva.example", "!#$%&@a.b"]
        {
            assert_eq!(Email::new(good).map(|email| email.to_string()), Ok(good.to_owned()));
        }
        for bad in [
            "@",
            "a@",
            "@b",
            "a@b@c",
            "a b@c",
            "a@b c",
            "a@-b",
            "a@b..c",
            "a@b.",
            "a@.b",
            "\"a b\"@c",
            "<a@b>",
            "a@b,c@d",
        ] {
            assert_eq!(Email::new(bad), Err(EmailError::Form), "{bad}");
        }
        for bad in ["", "a", "a.example.com"] {
            assert_eq!(Email::new(bad), Err(EmailError::NoAt), "{bad}");
        }
    }

    #[test]
    fn what_would_be_another_header_or_another_line_is_refused() {
        for bad in ["a@b\n", "a@b\r\nbcc: c@d", "a\n@b", "a@b\0", "\ta@b", "a@b "] {
            assert_eq!(Email::new(bad), Err(EmailError::Form), "{bad:?}");
        }
    }

    #[test]
    fn look_alikes_are_refused_and_punycode_is_not() {
        for bad in [
            "\u{430}da@example.com",
            "ada@ex\u{430}mple.com",
            "ada\u{ff20}example.com",
            "ada@b\u{fc}cher.example",
            "a\u{200b}@b",
            "\u{202e}a@b",
        ] {
            assert_eq!(Email::new(bad), Err(EmailError::NotAscii), "{bad}");
        }
    }

    #[test]
    fn no_address_of_a_machine_is_a_domain_whatever_stands_before_it() {
        for bad in ["a@[127.0.0.1]", "a@[::1]", "a@x<script>[127.0.0.1]", "a@b\n[127.0.0.1]"] {
            assert_eq!(Email::new(bad), Err(EmailError::Literal), "{bad:?}");
        }
    }

    #[test]
    fn the_length_has_a_limit() {
        let label = "a".repeat(61);
        let longest = format!("{}@{label}.{label}.{label}.aaa", "b".repeat(64));
        assert_eq!(longest.len(), 254);
        assert!(Email::new(&longest).is_ok());
        assert_eq!(Email::new(&format!("{longest}a")), Err(EmailError::TooLong));
        assert_eq!(Email::new(&"a".repeat(5_000_000)), Err(EmailError::TooLong));
    }

    #[test]
    fn the_domain_has_one_spelling() {
        assert_eq!(Email::new("A@B.Example"), Email::new("A@b.EXAMPLE"));
        assert_ne!(Email::new("A@b"), Email::new("a@b"));
    }
}
