//! What an address is for. The two tables here decide, and nothing else does, what may be dialled.
//!
//! Unknown means no: an IPv6 address outside `2000::/3` is not public, and neither is one that carries an IPv4 address,
//! whatever that is, but for NAT64's own prefix. What cannot be known from the address counts as public: what nobody was
//! given yet within `2000::/3`, and a prefix there that an operator uses for a NAT64 of his own.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use AddressKind::{
    Benchmarking, Documentation, Embedded, LinkLocal, Loopback, Metadata, Multicast, Private, Protocol,
    Public, Reserved, Shared, Unspecified,
};

/// What an IP address is for.
///
/// By the IANA registries of special-purpose addresses, [IPv4](https://www.iana.org/assignments/iana-ipv4-special-registry)
/// and [IPv6](https://www.iana.org/assignments/iana-ipv6-special-registry) (RFC 6890), the multicast and class E
/// blocks, and the addresses at which clouds give out credentials.
///
/// ```
/// use portcullis_http::AddressKind;
///
/// let kind = |address: &str| address.parse().map(AddressKind::of);
/// assert_eq!(kind("93.184.216.34")?, AddressKind::Public);
/// assert_eq!(kind("169.254.169.254")?, AddressKind::Metadata);
/// assert_eq!(kind("::ffff:127.0.0.1")?, AddressKind::Embedded);
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AddressKind {
    /// Anybody on the internet, as far as the address shows: also what is not given out yet within `2000::/3`, and a NAT64
    /// under an operator's own prefix there, whatever IPv4 address it leads to.
    Public,
    /// "This host" or "this network": `0.0.0.0/8`, `::`.
    Unspecified,
    /// This machine: `127.0.0.0/8`, `::1`.
    Loopback,
    /// A network of one's own: `10.0.0.0/8`, `172.16.0.0/12`, `192.168.0.0/16`, `fc00::/7`.
    Private,
    /// Shared between a carrier and its customers: `100.64.0.0/10`.
    Shared,
    /// The same wire: `169.254.0.0/16`, `fe80::/10`.
    LinkLocal,
    /// Where clouds give a machine its credentials: `169.254.169.254` and others.
    Metadata,
    /// For protocols and not for hosts: `192.0.0.0/24`, `2001::/23`.
    Protocol,
    /// For examples: `192.0.2.0/24`, `2001:db8::/32`.
    Documentation,
    /// For measuring: `198.18.0.0/15`.
    Benchmarking,
    /// Many hosts: `224.0.0.0/4`, `ff00::/8`.
    Multicast,
    /// Given to nobody: `240.0.0.0/4` with the broadcast address, and all IPv6 outside `2000::/3`.
    Reserved,
    /// An IPv6 address that carries an IPv4 address: mapped, compatible, translated, 6to4, Teredo, or NAT64 of one that
    /// is not public.
    Embedded,
}

/// The first that matches holds, so the addresses of clouds stand before the ranges that they are in.
const V4: [(Ipv4Addr, u32, AddressKind); 25] = [
    (Ipv4Addr::new(169, 254, 169, 254), 32, Metadata), // AWS, Azure, GCP, Oracle, DigitalOcean and others
    (Ipv4Addr::new(169, 254, 170, 0), 24, Metadata),   // AWS: tasks of ECS, pods of EKS
    (Ipv4Addr::new(169, 254, 0, 23), 32, Metadata),    // Tencent
    (Ipv4Addr::new(169, 254, 42, 42), 32, Metadata),   // Scaleway
    (Ipv4Addr::new(100, 100, 100, 200), 32, Metadata), // Alibaba
    (Ipv4Addr::new(192, 0, 0, 192), 32, Metadata),     // Oracle, of old
    (Ipv4Addr::new(168, 63, 129, 16), 32, Metadata),   // Azure, in the midst of public addresses
    (Ipv4Addr::new(192, 80, 8, 124), 32, Metadata),    // Equinix Metal, once Packet, likewise
    (Ipv4Addr::new(0, 0, 0, 0), 8, Unspecified),       // RFC 791
    (Ipv4Addr::new(10, 0, 0, 0), 8, Private),          // RFC 1918
    (Ipv4Addr::new(100, 64, 0, 0), 10, Shared),        // RFC 6598
    (Ipv4Addr::new(127, 0, 0, 0), 8, Loopback),        // RFC 1122
    (Ipv4Addr::new(169, 254, 0, 0), 16, LinkLocal),    // RFC 3927
    (Ipv4Addr::new(172, 16, 0, 0), 12, Private),       // RFC 1918
    (Ipv4Addr::new(192, 0, 0, 0), 24, Protocol),       // RFC 6890
    (Ipv4Addr::new(192, 0, 2, 0), 24, Documentation),  // RFC 5737
    (Ipv4Addr::new(192, 88, 99, 0), 24, Protocol),     // RFC 7526, relays of 6to4
    (Ipv4Addr::new(192, 168, 0, 0), 16, Private),      // RFC 1918
    (Ipv4Addr::new(198, 18, 0, 0), 15, Benchmarking),  // RFC 2544
    (Ipv4Addr::new(198, 51, 100, 0), 24, Documentation), // RFC 5737
    (Ipv4Addr::new(203, 0, 113, 0), 24, Documentation), // RFC 5737
    (Ipv4Addr::new(224, 0, 0, 0), 4, Multicast),       // RFC 5771
    (Ipv4Addr::new(240, 0, 0, 0), 4, Reserved),        // RFC 1112 and, for 255.255.255.255, RFC 919
    // Globally reachable by the registry, and nobody's web server: anycast for DNS of private ranges, and AMT.
    (Ipv4Addr::new(192, 31, 196, 0), 24, Protocol), // RFC 7535
    (Ipv4Addr::new(192, 52, 193, 0), 24, Protocol), // RFC 7450
];

const V6: [(Ipv6Addr, u32, AddressKind); 22] = [
    (Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254), 128, Metadata), // AWS
    (Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23), 128, Metadata),  // AWS: pods of EKS
    (Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254), 128, Metadata),  // GCP
    (Ipv6Addr::new(0xfd00, 0x42, 0, 0, 0, 0, 0, 0x42), 128, Metadata),   // Scaleway
    (Ipv6Addr::new(0xfd00, 0xc1, 0, 0, 0, 0, 0xa9fe, 0xa9fe), 128, Metadata), // Oracle
    (Ipv6Addr::new(0xfd00, 0xa9fe, 0xa9fe, 0, 0, 0, 0, 1), 128, Metadata), // Linode
    (Ipv6Addr::new(0xfd00, 0x100, 0, 0, 0, 0, 0x100, 0x200), 128, Metadata), // Alibaba
    (Ipv6Addr::UNSPECIFIED, 128, Unspecified),                           // RFC 4291
    (Ipv6Addr::LOCALHOST, 128, Loopback),                                // RFC 4291
    (Ipv6Addr::UNSPECIFIED, 96, Embedded),                               // RFC 4291, IPv4-compatible
    (Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0, 0), 96, Embedded),          // RFC 4291, IPv4-mapped
    (Ipv6Addr::new(0, 0, 0, 0, 0xffff, 0, 0, 0), 96, Embedded),          // RFC 2765, IPv4-translated
    (Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, 0, 0), 48, Embedded),       // RFC 8215, NAT64 of one's own
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 32, Embedded),          // RFC 4380, Teredo
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, Protocol),          // RFC 2928
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, Documentation), // RFC 3849
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, Embedded),          // RFC 3056, 6to4
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, Documentation),     // RFC 9637
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, Private),            // RFC 4193
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, LinkLocal),         // RFC 4291
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, Multicast),          // RFC 4291
    (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3, Public),             // RFC 4291, all that is given out
];

/// NAT64 for everybody (RFC 6052): what IPv6-only networks reach public IPv4 addresses by.
const NAT64: Ipv6Addr = Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0);

impl AddressKind {
    /// What this address is for.
    pub fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => Self::of_v4(address),
            IpAddr::V6(address) => Self::of_v6(address),
        }
    }

    fn of_v4(address: Ipv4Addr) -> Self {
        let entry = V4.iter().find(|(network, prefix, _)| {
            contains(to_bits(IpAddr::V4(*network)), 96 + prefix, to_bits(IpAddr::V4(address)))
        });
        entry.map_or(Public, |(_, _, kind)| *kind)
    }

    fn of_v6(address: Ipv6Addr) -> Self {
        if contains(NAT64.to_bits(), 96, address.to_bits()) {
            // The last 32 bits.
            let carried = Ipv4Addr::from_bits(address.to_bits() as u32);
            return if Self::of_v4(carried) == Public { Public } else { Embedded };
        }
        let entry =
            V6.iter().find(|(network, prefix, _)| contains(network.to_bits(), *prefix, address.to_bits()));
        entry.map_or(Reserved, |(_, _, kind)| *kind)
    }

    const fn as_str(self) -> &'static str {
        match self {
            Public => "public",
            Unspecified => "unspecified",
            Loopback => "loopback",
            Private => "private",
            Shared => "shared by a carrier",
            LinkLocal => "link-local",
            Metadata => "that of a cloud's metadata service",
            Protocol => "for protocols",
            Documentation => "for documentation",
            Benchmarking => "for benchmarks",
            Multicast => "multicast",
            Reserved => "reserved",
            Embedded => "IPv4 within IPv6",
        }
    }
}

impl fmt::Display for AddressKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Addresses with a common beginning, all of them private: `10.1.0.0/16`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PrivateRange {
    network: IpAddr,
    prefix: u32,
}

impl PrivateRange {
    /// `None` for what is no range, has bits beyond its prefix, or is not private from its first to its last address.
    pub(crate) fn parse(range: &str) -> Option<Self> {
        let (network, prefix) = range.split_once('/')?;
        let network: IpAddr = network.parse().ok()?;
        if !prefix.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let prefix: u32 = prefix.parse().ok()?;
        let within = |table_prefix: u32, first: IpAddr| {
            first.is_ipv4() == network.is_ipv4()
                && prefix >= table_prefix
                && contains(to_bits(first), bits_before(first) + table_prefix, to_bits(network))
        };
        let private = V4.iter().any(|(first, prefix, kind)| {
            matches!(kind, Private | Shared) && within(*prefix, IpAddr::V4(*first))
        }) || V6
            .iter()
            .any(|(first, prefix, kind)| *kind == Private && within(*prefix, IpAddr::V6(*first)));
        let beyond = 128u32.checked_sub(bits_before(network) + prefix)?;
        let clean = to_bits(network).checked_shr(beyond).unwrap_or(0).checked_shl(beyond).unwrap_or(0)
            == to_bits(network);
        (private && clean).then_some(PrivateRange { network, prefix })
    }

    pub(crate) fn contains(self, address: IpAddr) -> bool {
        address.is_ipv4() == self.network.is_ipv4()
            && contains(to_bits(self.network), bits_before(address) + self.prefix, to_bits(address))
    }
}

impl fmt::Display for PrivateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.network, self.prefix)
    }
}

/// Whether the first `prefix` of 128 bits are the same.
fn contains(network: u128, prefix: u32, address: u128) -> bool {
    (network ^ address).checked_shr(128 - prefix.min(128)).unwrap_or(0) == 0
}

/// The address as the last bits of 128.
fn to_bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_bits().into(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// How many of the 128 bits are not the address's.
fn bits_before(address: IpAddr) -> u32 {
    if address.is_ipv4() { 96 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(address: &str) -> AddressKind {
        AddressKind::of(address.parse().unwrap())
    }

    /// The first and the last address of each range, and their neighbours outside.
    #[test]
    fn every_range_ends_where_its_registry_says() {
        let ranges = [
            ("0.0.0.0", "0.255.255.255", Unspecified, None, Some("1.0.0.0")),
            ("10.0.0.0", "10.255.255.255", Private, Some("9.255.255.255"), Some("11.0.0.0")),
            ("100.64.0.0", "100.127.255.255", Shared, Some("100.63.255.255"), Some("100.128.0.0")),
            ("127.0.0.0", "127.255.255.255", Loopback, Some("126.255.255.255"), Some("128.0.0.0")),
            ("169.254.0.0", "169.254.255.255", LinkLocal, Some("169.253.255.255"), Some("169.255.0.0")),
            ("172.16.0.0", "172.31.255.255", Private, Some("172.15.255.255"), Some("172.32.0.0")),
            ("192.0.0.0", "192.0.0.255", Protocol, Some("191.255.255.255"), Some("192.0.1.0")),
            ("192.0.2.0", "192.0.2.255", Documentation, Some("192.0.1.255"), Some("192.0.3.0")),
            ("192.31.196.0", "192.31.196.255", Protocol, Some("192.31.195.255"), Some("192.31.197.0")),
            ("192.52.193.0", "192.52.193.255", Protocol, Some("192.52.192.255"), Some("192.52.194.0")),
            ("192.88.99.0", "192.88.99.255", Protocol, Some("192.88.98.255"), Some("192.88.100.0")),
            ("192.168.0.0", "192.168.255.255", Private, Some("192.167.255.255"), Some("192.169.0.0")),
            ("198.18.0.0", "198.19.255.255", Benchmarking, Some("198.17.255.255"), Some("198.20.0.0")),
            ("198.51.100.0", "198.51.100.255", Documentation, Some("198.51.99.255"), Some("198.51.101.0")),
            ("203.0.113.0", "203.0.113.255", Documentation, Some("203.0.112.255"), Some("203.0.114.0")),
            ("224.0.0.0", "239.255.255.255", Multicast, Some("223.255.255.255"), None),
            ("240.0.0.0", "255.255.255.255", Reserved, None, None),
            ("::2", "::ffff:ffff", Embedded, None, None),
            ("::ffff:0.0.0.0", "::ffff:255.255.255.255", Embedded, None, None),
            ("::ffff:0:0.0.0.0", "::ffff:0:255.255.255.255", Embedded, None, None),
            ("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", Embedded, None, None),
            ("2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", Embedded, Some("2000:ffff::"), None),
            ("2001:1::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", Protocol, None, Some("2001:200::")),
            ("2001:db8::", "2001:db8:ffff::1", Documentation, Some("2001:db7::"), Some("2001:db9::")),
            ("2002::", "2002:ffff::1", Embedded, Some("2001:ffff::"), Some("2003::")),
            ("3fff::", "3fff:fff:ffff::1", Documentation, Some("3ffe:ffff::"), Some("3fff:1000::")),
            ("fc00::", "fdff:ffff::", Private, None, None),
            ("fe80::", "febf:ffff::", LinkLocal, None, None),
            ("ff00::", "ffff:ffff::", Multicast, None, None),
            ("4000::", "fbff:ffff::", Reserved, Some("3fff:ffff::"), None),
            ("fe00::", "fe7f:ffff::", Reserved, None, None),
            ("fec0::", "feff:ffff::", Reserved, None, None),
            ("100::", "1fff:ffff::", Reserved, None, Some("2000::")),
            ("5f00::", "5f00:ffff::", Reserved, None, None),
        ];
        for (first, last, is, before, after) in ranges {
            assert_eq!((kind(first), kind(last)), (is, is), "{first} to {last}");
            for outside in [before, after].into_iter().flatten() {
                assert_eq!(kind(outside), Public, "{outside}");
            }
        }
    }

    #[test]
    fn the_metadata_services_of_clouds_are_known_wherever_they_are() {
        for service in [
            "169.254.169.254",
            "169.254.170.2",
            "169.254.170.23",
            "169.254.0.23",
            "169.254.42.42",
            "100.100.100.200",
            "192.0.0.192",
            "168.63.129.16",
            "fd00:ec2::254",
            "fd00:ec2::23",
            "fd20:ce::254",
            "fd00:42::42",
            "192.80.8.124",
            "fd00:c1::a9fe:a9fe",
            "fd00:a9fe:a9fe::1",
            "fd00:100::100:200",
        ] {
            assert_eq!(kind(service), Metadata, "{service}");
        }
        assert_eq!((kind("168.63.129.15"), kind("168.63.129.17")), (Public, Public));
        assert_eq!((kind("192.80.8.123"), kind("192.80.8.125")), (Public, Public));
        assert_eq!((kind("fd00:c1::a9fe:a9fd"), kind("fd00:100::100:201")), (Private, Private));
    }

    #[test]
    fn an_address_that_carries_another_is_as_good_as_that_through_nat64_alone() {
        assert_eq!(kind("64:ff9b::93.184.216.34"), Public);
        for carried in ["127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0", "192.0.2.1", "224.0.0.1"] {
            assert_eq!(kind(&format!("64:ff9b::{carried}")), Embedded, "{carried}");
        }
        for carrying in ["::", "::ffff:", "::ffff:0:", "64:ff9b:1::"] {
            for carried in ["127.0.0.1", "93.184.216.34"] {
                assert_eq!(kind(&format!("{carrying}{carried}")), Embedded, "{carrying}{carried}");
            }
        }
        // 6to4 and Teredo of 127.0.0.1 and of 93.184.216.34.
        for carrying in ["2002:7f00:1::", "2002:5db8:d822::1", "2001::80ff:fffe", "2001::a247:27dd"] {
            assert_eq!(kind(carrying), Embedded, "{carrying}");
        }
    }

    #[test]
    fn what_people_serve_from_is_public() {
        for served in
            ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450:4001:82a::200e", "2620:fe::fe"]
        {
            assert_eq!(kind(served), Public, "{served}");
        }
        assert_eq!((kind("::"), kind("::1")), (Unspecified, Loopback));
    }

    /// Each range here is private in the registry of another implementation as well; the standard library's.
    #[test]
    fn nothing_that_the_standard_library_knows_as_special_is_public() {
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..200_000 {
            let address = Ipv4Addr::from_bits(random.u32(..));
            let special = address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_multicast()
                || address.is_broadcast()
                || address.is_documentation()
                || address.is_unspecified();
            assert!(!special || AddressKind::of(address.into()) != Public, "{address}");
            let address = Ipv6Addr::from_bits(random.u128(..));
            let special = address.is_unique_local()
                || address.is_unicast_link_local()
                || address.is_multicast()
                || address.to_ipv4().is_some();
            assert!(!special || AddressKind::of(address.into()) != Public, "{address}");
        }
    }

    #[test]
    fn a_range_that_can_be_granted_is_private_from_end_to_end() {
        for range in [
            "10.0.0.0/8",
            "10.1.0.0/16",
            "172.16.0.0/12",
            "192.168.7.0/24",
            "100.64.0.0/10",
            "fd12:3456::/32",
        ] {
            assert!(PrivateRange::parse(range).is_some(), "{range}");
        }
        for range in [
            "",
            "10.0.0.0",
            "10.0.0.0/",
            "/8",
            "10.0.0.0/7",
            "10.1.2.3/8",
            "0.0.0.0/0",
            "8.8.8.0/24",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.0.0.0/8",
            "10.0.0.0/33",
            "10.0.0.0/+8",
            "::/0",
            "fc00::/6",
            "fc00::/129",
            "::ffff:10.0.0.0/104",
            "fe80::/10",
            "2001:db8::/32",
            "100.0.0.0/8",
            "010.0.0.0/8",
        ] {
            assert!(PrivateRange::parse(range).is_none(), "{range}");
        }
        let range = PrivateRange::parse("10.1.0.0/16").unwrap();
        let contains = |address: &str| range.contains(address.parse().unwrap());
        assert!(contains("10.1.0.0") && contains("10.1.255.255"));
        assert!(!contains("10.0.255.255") && !contains("10.2.0.0") && !contains("::10.1.0.1"));
        assert_eq!(range.to_string(), "10.1.0.0/16");
    }
}
