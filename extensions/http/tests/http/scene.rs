//! What many of the tests need: a web of one server, whose names are resolved by a DNS server, and a dialler that knows
//! what was dialled.

use std::net::IpAddr;

use portcullis::testing;
use portcullis_http::testing::Dialler;
use portcullis_http::{AddressKind, Http, HttpError, HttpHost, Page, PublicUrl, PublicWeb};

use crate::dns::{Dns, PUBLIC, PUBLIC_V6, Record, is};
use crate::server::{Reply, Seen, Server};

/// A type for grants.
pub struct Site;

/// The names that the server of a [`Web`] has a certificate for.
pub const NAMES: [&str; 5] = [
    "www.example.com",
    "other.example.com",
    "xn--bcher-kva.example.com",
    "93.184.216.34",
    "2606:2800:220:1::1",
];

pub struct Web {
    pub server: Server,
    pub dns: Dns,
    pub dialler: Dialler,
    pub web: PublicWeb,
}

impl Web {
    /// One server at the public addresses, and a DNS server that says so of each name.
    pub async fn of(handler: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static) -> Self {
        Self::with_zone(handler, |_, _| vec![Record::Is(PUBLIC), Record::Is(PUBLIC_V6)]).await
    }

    pub async fn with_zone(
        handler: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static,
        zone: impl Fn(&str, usize) -> Vec<Record> + Send + Sync + 'static,
    ) -> Self {
        let server = Server::tls(&NAMES, handler).await;
        let dns = Dns::serve(zone).await;
        // Every address that must not be dialled leads to the server as well, so that a hole would be seen.
        let mut dialler = Dialler::new().route(PUBLIC, server.address).route(PUBLIC_V6, server.address);
        for address in INSIDE {
            dialler = dialler.route(address.parse().unwrap(), server.address);
        }
        let web = PublicWeb::builder()
            .resolver(dns.resolver())
            .dialled_by(&dialler)
            .trust_only(server.pem.as_bytes());
        Web { web: web.unwrap().open(), server, dns, dialler }
    }

    /// What comes of a URL that a caller sends.
    pub async fn get(&self, url: &str) -> Result<Page, Refused> {
        let url: PublicUrl = url.parse().map_err(|_| Refused::Text)?;
        self.web.get(&url, &testing::call()).await.map_err(Refused::Request)
    }

    pub fn dialled(&self) -> Vec<IpAddr> {
        self.dialler.dialled().iter().map(|address| address.ip()).collect()
    }

    /// No address was dialled that is not public, and no port but 443.
    pub fn assert_only_public(&self, what: &str) {
        for address in self.dialler.dialled() {
            assert_eq!(AddressKind::of(address.ip()), AddressKind::Public, "{what}: {address} was dialled");
            assert_eq!(address.port(), 443, "{what}: {address} was dialled");
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    /// The URL was none that is public.
    Text,
    Request(HttpError),
}

/// Addresses of the inside, in each kind and disguise.
pub const INSIDE: [&str; 22] = [
    "127.0.0.1",
    "127.1.2.3",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "fd00:ec2::254",
    "fe80::1",
    "2001:0:5ef5:79fb:0:0:80ff:fffe",
];

/// Each of these records by itself.
pub fn records(addresses: &[&str]) -> Vec<Record> {
    addresses.iter().map(|address| is(address)).collect()
}

/// A grant of a plain server on this machine.
pub fn site(server: &Server) -> HttpHost<Site> {
    Http::to(&server.origin()).unwrap().allow_loopback()
}
