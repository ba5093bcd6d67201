//! A URL that names something public: what a model may ask for without the inside being asked instead.
//!
//! It proves what the text says. Which addresses a name has is another matter, and is checked when they are known.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use portcullis::bound::{Controls, Faults, Path, Within};
use portcullis::{Bounded, Disclose};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};
use url::{Host, Url};

use crate::AddressKind;
use crate::origin::is_host_name;

/// The URL of something public, `https` and port 443, at most `MAX` characters long.
///
/// **Read as browsers read it** (the URL standard of WHATWG), and kept as it was understood: `https://EXAMPLE.com` is
/// `https://example.com/`, and so `https://0x7f.1` is 127.0.0.1. What is kept is what is compared, dialled and shown.
/// A fragment is dropped, since no server gets it, and so is a dot at the end of the host.
///
/// **Refused**: any scheme but `https`, any port but 443, a user or a password (also an empty one: `@`), a backslash, a
/// blank or a control character anywhere (which a browser would read as a slash or drop), and a host that is
///
/// - an IP address that is not [public](AddressKind::Public), in any notation,
/// - a name without a dot, or one below a name that is never public: `localhost`, `local`, `internal`, `home.arpa`, `test`,
///   `invalid`, `onion` and others,
/// - no name of a host, or too long for one.
///
/// A name may still have an address that is not public. [`PublicWeb`](crate::PublicWeb) looks at all of them.
///
/// ```
/// use portcullis_http::{AddressKind, PublicUrl, PublicUrlError};
///
/// let url: PublicUrl = "https://WWW.example.com:443/a?b#c".parse()?;
/// assert_eq!(url.as_str(), "https://www.example.com/a?b");
///
/// let refused = |url: &str| url.parse::<PublicUrl>().unwrap_err();
/// assert_eq!(refused("https://2130706433/"), PublicUrlError::Address(AddressKind::Loopback));
/// assert_eq!(refused("https://example.com@127.0.0.1/"), PublicUrlError::User);
/// assert_eq!(refused("https://vault.internal/"), PublicUrlError::LocalName);
/// # Ok::<(), PublicUrlError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicUrl<const MAX: usize = 2048>(Url);

/// Names below which nothing is public: IANA's special-use domain names, what ICANN keeps for private use, and what
/// routers and companies use in their place.
const LOCAL: [&str; 18] = [
    "alt",
    "arpa",
    "corp",
    "domain",
    "example",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "mail",
    "onion",
    "private",
    "test",
    "workgroup",
];

impl<const MAX: usize> PublicUrl<MAX> {
    /// Takes a URL that names something public.
    ///
    /// # Errors
    ///
    /// [`PublicUrlError`], which says why it is none, and nothing of what it was.
    pub fn new(url: &str) -> Result<Self, PublicUrlError> {
        if url.len() > MAX && url.chars().nth(MAX).is_some() {
            return Err(PublicUrlError::TooLong { max: MAX });
        }
        check_spelling(url)?;
        let rest = url.strip_prefix("https://").ok_or(PublicUrlError::Scheme)?;
        // A browser forgives any number of slashes, where other readers take the host for a path.
        if rest.starts_with('/') {
            return Err(PublicUrlError::NotAUrl);
        }
        // An empty user is forgotten by the parser.
        if rest.split(['/', '?', '#']).next().is_some_and(|authority| authority.contains('@')) {
            return Err(PublicUrlError::User);
        }
        Self::of(Url::parse(url).map_err(|_| PublicUrlError::NotAUrl)?)
    }

    /// The same URL as one that may be longer. A type whose URLs do not fit does not compile here.
    pub(crate) fn widened(&self) -> PublicUrl {
        const { assert!(MAX <= 2048, "a `PublicUrl` of more than 2,048 characters is not fetched") };
        PublicUrl(self.0.clone())
    }

    /// The URL that `reference`, the target of a redirect, is from here: each check is made again.
    pub(crate) fn join(&self, reference: &str) -> Result<Self, PublicUrlError> {
        check_spelling(reference)?;
        Self::of(self.0.join(reference).map_err(|_| PublicUrlError::NotAUrl)?)
    }

    fn of(mut url: Url) -> Result<Self, PublicUrlError> {
        if url.scheme() != "https" {
            return Err(PublicUrlError::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(PublicUrlError::User);
        }
        if url.port().is_some() {
            return Err(PublicUrlError::Port);
        }
        url.set_fragment(None);
        match url.host().ok_or(PublicUrlError::NotAUrl)? {
            Host::Domain(name) => {
                let plain = name.strip_suffix('.').unwrap_or(name);
                check_name(plain)?;
                if plain.len() < name.len() {
                    let plain = plain.to_owned();
                    url.set_host(Some(&plain)).map_err(|_| PublicUrlError::NotAUrl)?;
                }
            }
            Host::Ipv4(address) => check_address(address.into())?,
            Host::Ipv6(address) => check_address(address.into())?,
        }
        // A path of other characters grows when it is encoded.
        if url.as_str().len() > MAX {
            return Err(PublicUrlError::TooLong { max: MAX });
        }
        Ok(PublicUrl(url))
    }

    /// The URL, as it was understood.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host: a name in lower case, international ones in Punycode, or an IP address (IPv6 in brackets).
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    pub(crate) fn url(&self) -> &Url {
        &self.0
    }
}

/// Refuses what a parser of URLs changes or drops before it reads.
fn check_spelling(url: &str) -> Result<(), PublicUrlError> {
    for character in url.chars() {
        match character {
            '\\' => return Err(PublicUrlError::Backslash),
            _ if character.is_control() => return Err(PublicUrlError::ControlCharacter),
            _ if character.is_whitespace() => return Err(PublicUrlError::Blank),
            _ => {}
        }
    }
    Ok(())
}

fn check_address(address: IpAddr) -> Result<(), PublicUrlError> {
    match AddressKind::of(address) {
        AddressKind::Public => Ok(()),
        kind => Err(PublicUrlError::Address(kind)),
    }
}

/// Takes the name of a host as the parser leaves it: lower case, ASCII.
fn check_name(name: &str) -> Result<(), PublicUrlError> {
    if !is_host_name(name) {
        return Err(PublicUrlError::HostName);
    }
    let labels = || name.split('.');
    match labels().next_back() {
        Some(last) if LOCAL.contains(&last) || labels().count() < 2 => Err(PublicUrlError::LocalName),
        _ => Ok(()),
    }
}

/// Why a text is no [`PublicUrl`]. Never says what the text was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PublicUrlError {
    /// Longer than the type allows.
    #[error("a URL longer than {max} characters")]
    TooLong {
        /// The limit.
        max: usize,
    },
    /// Not a URL with a host.
    #[error("what is no URL with `https://` and a host")]
    NotAUrl,
    /// `http`, `file`, or any other.
    #[error("a URL that does not begin with `https://`")]
    Scheme,
    /// A user or a password, where readers disagree on which part is the host.
    #[error("a URL with a user before the host")]
    User,
    /// Any but 443.
    #[error("a URL with another port than 443")]
    Port,
    /// A backslash, which some read as a slash.
    #[error("a URL with a backslash")]
    Backslash,
    /// A line break, a tab or another control character, which some drop.
    #[error("a URL with a control character")]
    ControlCharacter,
    /// A blank.
    #[error("a URL with a blank: write it as `%20`")]
    Blank,
    /// An IP address that is not public.
    #[error("a URL with an address that is {0}")]
    Address(AddressKind),
    /// A name that is not public.
    #[error("a URL with a host that is local by its name")]
    LocalName,
    /// No name that a host can have.
    #[error("a URL with a host whose name is none")]
    HostName,
}

impl<const MAX: usize> fmt::Display for PublicUrl<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<const MAX: usize> AsRef<str> for PublicUrl<MAX> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<const MAX: usize> FromStr for PublicUrl<MAX> {
    type Err = PublicUrlError;

    fn from_str(url: &str) -> Result<Self, PublicUrlError> {
        Self::new(url)
    }
}

impl<const MAX: usize> TryFrom<&str> for PublicUrl<MAX> {
    type Error = PublicUrlError;

    fn try_from(url: &str) -> Result<Self, PublicUrlError> {
        Self::new(url)
    }
}

impl<const MAX: usize> TryFrom<String> for PublicUrl<MAX> {
    type Error = PublicUrlError;

    fn try_from(url: String) -> Result<Self, PublicUrlError> {
        Self::new(&url)
    }
}

impl<const MAX: usize> Serialize for PublicUrl<MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for PublicUrl<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(UrlVisitor::<MAX>)
    }
}

struct UrlVisitor<const MAX: usize>;

impl<const MAX: usize> Visitor<'_> for UrlVisitor<MAX> {
    type Value = PublicUrl<MAX>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a public `https` URL of at most {MAX} characters")
    }

    fn visit_str<E: Error>(self, url: &str) -> Result<Self::Value, E> {
        // Decoders pass on to callers what was expected, so the reason goes there.
        PublicUrl::new(url).map_err(|error| {
            E::invalid_value(
                Unexpected::Other("another URL"),
                &format!("a public `https` URL, not {error}").as_str(),
            )
        })
    }
}

impl<const MAX: usize> Disclose for PublicUrl<MAX> {}

/// Bytes of a JSON text of so many characters: two quotes, and at most twelve for each.
const fn text_bytes(characters: usize) -> usize {
    characters.saturating_mul(12).saturating_add(2)
}

impl<const MAX: usize> Bounded for PublicUrl<MAX> {
    const MAX_JSON_BYTES: usize = text_bytes(MAX);

    /// The type proves it all.
    fn check(&self, _: &Path<'_>, _: &mut Faults) {}
}

impl<const MAX: usize, const TIGHTER: usize> Within<TIGHTER> for PublicUrl<MAX> {
    const MAX_JSON_BYTES: usize = text_bytes(if MAX < TIGHTER { MAX } else { TIGHTER });

    /// There are no control characters in it, whatever is allowed.
    fn check_within(&self, _: Controls, at: &Path<'_>, faults: &mut Faults) {
        if self.as_str().len() > TIGHTER {
            faults.add(at, "length", &[("max", TIGHTER.into())]);
        }
    }
}

impl<const MAX: usize> JsonSchema for PublicUrl<MAX> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("PublicUrl_{MAX}").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "format": "uri", "pattern": "^https://", "maxLength": MAX })
    }
}
