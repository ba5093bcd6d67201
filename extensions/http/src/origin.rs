//! A host that the owner grants: scheme, name and port, what it may resolve to, and what is sent to it alone.

use std::fmt;
use std::net::IpAddr;

use portcullis::secret::Credential;
use url::{Host, Position, Url};

use crate::address::PrivateRange;
use crate::credential::CredentialHeader;
use crate::{AddressKind, GrantFault};

/// One granted host.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// `https://api.example.com/`.
    url: Url,
    pub(crate) allowed: Allowed,
    pub(crate) credentials: Vec<CredentialHeader>,
}

/// Whom a connection is made to: what is resolved, named in TLS and sent as `Host`.
#[derive(Debug)]
pub(crate) struct Peer<'a> {
    pub(crate) host: Host<&'a str>,
    pub(crate) port: u16,
    pub(crate) tls: bool,
    pub(crate) allowed: &'a Allowed,
    /// The host with its port, where that is not the scheme's own.
    pub(crate) authority: &'a str,
}

impl Origin {
    /// Reads `https://host` or `https://host:port`; `http://` for this machine alone.
    pub(crate) fn parse(origin: &str) -> Result<Self, GrantFault> {
        if origin
            .chars()
            .any(|character| character.is_control() || character.is_whitespace() || character == '\\')
        {
            return Err(GrantFault::NotAnOrigin);
        }
        let (scheme, rest) = origin.split_once("://").ok_or(GrantFault::NotAnOrigin)?;
        if !matches!(scheme, "http" | "https") || rest.is_empty() || rest.starts_with('/') {
            return Err(GrantFault::NotAnOrigin);
        }
        if rest.contains('@') {
            return Err(GrantFault::Credentials);
        }
        let url = Url::parse(origin).map_err(|_| GrantFault::NotAnOrigin)?;
        if rest.strip_suffix('/').unwrap_or(rest).contains(['/', '?', '#']) {
            return Err(GrantFault::NotAlone);
        }
        let host = url.host().ok_or(GrantFault::NotAnOrigin)?;
        if matches!(host, Host::Domain(name) if !is_host_name(name)) {
            return Err(GrantFault::NotAnOrigin);
        }
        if url.scheme() == "http" && !is_this_machine(&host) {
            return Err(GrantFault::Plain);
        }
        Ok(Origin { url, allowed: Allowed::default(), credentials: Vec::new() })
    }

    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// What a path with a query, which begins with `/`, is on this host.
    pub(crate) fn at(&self, target: &str) -> Option<Url> {
        // Not by `join`, for which `//name` is another host.
        Url::parse(&format!("{}{target}", self.url.origin().ascii_serialization()))
            .ok()
            .filter(|url| self.holds(url))
    }

    /// Whether this URL is one of the host's.
    pub(crate) fn holds(&self, url: &Url) -> bool {
        self.url.origin() == url.origin()
    }

    pub(crate) fn credentials(&self) -> impl Iterator<Item = &Credential> {
        self.credentials.iter().map(CredentialHeader::credential)
    }
}

/// What the surface shows: `https://api.example.com (with shop-key as authorization; may be 10.1.0.0/16)`.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.origin().ascii_serialization().as_str())?;
        let mut said = Vec::new();
        if !self.credentials.is_empty() {
            let name =
                |header: &CredentialHeader| format!("{} as {}", header.credential().name(), header.name);
            let names: Vec<_> = self.credentials.iter().map(name).collect();
            said.push(format!("with {}", names.join(", ")));
        }
        if !self.allowed.is_nothing() {
            said.push(format!("may be {}", self.allowed));
        }
        if said.is_empty() { Ok(()) } else { write!(f, " ({})", said.join("; ")) }
    }
}

impl<'a> Peer<'a> {
    /// `None` for a URL without a host, or of another scheme than HTTP's.
    pub(crate) fn of(url: &'a Url, allowed: &'a Allowed) -> Option<Self> {
        let tls = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        Some(Peer {
            host: url.host()?,
            port: url.port_or_known_default()?,
            tls,
            allowed,
            authority: &url[Position::BeforeHost..Position::AfterPort],
        })
    }
}

/// Which addresses a host may have besides public ones: none, unless the owner says so.
#[derive(Debug, Clone, Default)]
pub(crate) struct Allowed {
    pub(crate) loopback: bool,
    pub(crate) ranges: Vec<PrivateRange>,
    pub(crate) exact: Vec<IpAddr>,
}

impl Allowed {
    /// Public addresses alone.
    pub(crate) const NOTHING: Allowed = Allowed { loopback: false, ranges: Vec::new(), exact: Vec::new() };

    /// What stands against dialling this address; without TLS it must be this machine.
    pub(crate) fn check(&self, address: IpAddr, tls: bool) -> Result<(), AddressKind> {
        let kind = AddressKind::of(address);
        let granted = match kind {
            AddressKind::Loopback => self.loopback || self.exact.contains(&address),
            _ if !tls => false,
            AddressKind::Public => true,
            AddressKind::Private | AddressKind::Shared => {
                self.exact.contains(&address) || self.ranges.iter().any(|range| range.contains(address))
            }
            _ => self.exact.contains(&address),
        };
        if granted { Ok(()) } else { Err(kind) }
    }

    fn is_nothing(&self) -> bool {
        !self.loopback && self.ranges.is_empty() && self.exact.is_empty()
    }
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let loopback = self.loopback.then(|| "loopback".to_owned());
        let ranges = self.ranges.iter().map(ToString::to_string);
        let all: Vec<_> =
            loopback.into_iter().chain(ranges).chain(self.exact.iter().map(ToString::to_string)).collect();
        f.write_str(&all.join(", "))
    }
}

/// Whether TLS and a resolver can do something with it: no wildcard, no dot at the end.
pub(crate) fn is_host_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    name.len() <= 253 && name.split('.').all(is_label)
}

fn is_this_machine(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => AddressKind::of((*address).into()) == AddressKind::Loopback,
        Host::Ipv6(address) => AddressKind::of((*address).into()) == AddressKind::Loopback,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_granted_by_scheme_and_name_alone() {
        for origin in [
            "https://api.example.com",
            "https://api.example.com/",
            "https://api.example.com:8443",
            "https://93.184.216.34",
            "https://[2606:4700::1]:444",
            "http://localhost:8080",
            "http://127.0.0.1:1",
            "http://[::1]:1",
            "https://orders",
        ] {
            assert!(Origin::parse(origin).is_ok(), "{origin}");
        }
        use GrantFault::*;
        for (origin, fault) in [
            ("", NotAnOrigin),
            ("api.example.com", NotAnOrigin),
            ("https:api.example.com", NotAnOrigin),
            ("https:///api.example.com", NotAnOrigin),
            ("ftp://api.example.com", NotAnOrigin),
            ("https://", NotAnOrigin),
            ("https://api.example.com.", NotAnOrigin),
            ("https://a b", NotAnOrigin),
            ("https://a\\b", NotAnOrigin),
            ("https://a\tb", NotAnOrigin),
            ("https://a:99999", NotAnOrigin),
            ("https://%00", NotAnOrigin),
            ("https://*.example.com", NotAnOrigin),
            ("https://a..example.com", NotAnOrigin),
            ("https://a,b.example.com", NotAnOrigin),
            ("https://api.example.com/v1", NotAlone),
            ("https://api.example.com?", NotAlone),
            ("https://api.example.com/?a", NotAlone),
            ("https://api.example.com/#", NotAlone),
            ("https://api.example.com#a", NotAlone),
            ("https://api.example.com//", NotAlone),
            ("https://me@api.example.com", Credentials),
            ("https://me:secret@api.example.com", Credentials),
            ("https://@a.example.com", Credentials),
            ("http://api.example.com", Plain),
            ("http://10.0.0.1", Plain),
            ("http://169.254.169.254", Plain),
            ("http://localhost.example.com", Plain),
            ("http://[::ffff:127.0.0.1]", Plain),
            ("http://0.0.0.0", Plain),
        ] {
            assert_eq!(Origin::parse(origin).map(drop), Err(fault), "{origin}");
        }
    }

    #[test]
    fn an_address_is_granted_by_its_kind_or_by_itself() {
        let check = |allowed: &Allowed, address: &str| allowed.check(address.parse().unwrap(), true).is_ok();
        let nothing = Allowed::NOTHING;
        assert!(
            check(&nothing, "93.184.216.34") && !check(&nothing, "127.0.0.1") && !check(&nothing, "10.0.0.1")
        );
        let loopback = Allowed { loopback: true, ..Allowed::default() };
        assert!(
            check(&loopback, "127.0.0.1") && check(&loopback, "::1") && check(&loopback, "93.184.216.34")
        );
        assert!(
            !check(&loopback, "10.0.0.1")
                && !check(&loopback, "::ffff:127.0.0.1")
                && !check(&loopback, "0.0.0.0")
        );
        let private = Allowed {
            ranges: vec![
                PrivateRange::parse("fd00::/8").unwrap(),
                PrivateRange::parse("100.64.0.0/10").unwrap(),
            ],
            ..Allowed::default()
        };
        assert!(check(&private, "fd00::1") && check(&private, "100.64.0.1"));
        assert!(!check(&private, "10.0.0.1") && !check(&private, "127.0.0.1"));
        for service in ["fd00:ec2::254", "100.100.100.200", "169.254.169.254"] {
            assert!(!check(&private, service), "{service} is in a range, and is not granted by it");
            let exact = Allowed { exact: vec![service.parse().unwrap()], ..Allowed::default() };
            assert!(check(&exact, service) && !check(&exact, "169.254.169.253"));
        }
        let plain = |address: &str| loopback.check(address.parse().unwrap(), false).is_ok();
        assert!(plain("127.0.0.1") && !plain("93.184.216.34"), "without TLS this machine alone");
    }
}
