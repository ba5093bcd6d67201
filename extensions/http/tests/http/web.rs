//! What a name resolves to: all of it is checked, once, and what was checked is dialled.

use std::net::IpAddr;

use portcullis::testing;
use portcullis_http::testing::Dialler;
use portcullis_http::{
    AddressKind, Addresses, Http, HttpError, PublicUrl, PublicWeb, Resolve, TlsFault, path,
};

use crate::dns::{Dns, PUBLIC, PUBLIC_V6, Record, is};
use crate::scene::{INSIDE, Refused, Site, Web, records};
use crate::server::{Reply, Server};

#[tokio::test]
async fn a_public_page_is_fetched_from_the_address_that_its_name_has() {
    let web = Web::of(|_, _| Reply::ok("hello")).await;
    let page = web.get("https://www.example.com/a?b=c#d").await.unwrap();
    assert_eq!((page.status(), page.text().content().as_str()), (200, "hello"));
    assert_eq!(page.source().as_str(), "https://www.example.com/a?b=c");
    let seen = web.server.only();
    assert_eq!(seen.line(), "GET /a?b=c HTTP/1.1");
    assert_eq!(seen.headers("host"), ["www.example.com"]);
    assert_eq!(seen.sni.as_deref(), Some("www.example.com"));
    assert_eq!(web.dialler.dialled().len(), 1);
    web.assert_only_public("a page");
}

#[tokio::test]
async fn a_name_that_changes_its_address_after_the_check_is_dialled_at_the_checked_one() {
    // The first answer is public and every later one is this machine, as when a name is rebound.
    let zone = |_: &str, nth: usize| vec![if nth == 1 { Record::Is(PUBLIC) } else { is("127.0.0.1") }];
    let web = Web::with_zone(|_, _| Reply::ok("hello"), zone).await;
    let page = web.get("https://www.example.com/").await.unwrap();
    assert_eq!(page.status(), 200);
    assert_eq!(web.dns.asked_for("www.example.com"), 1, "it is asked for once");
    assert_eq!(web.dialled(), [PUBLIC], "and that answer is dialled");

    let again = web.get("https://www.example.com/").await.map(drop);
    assert_eq!(again, Err(Refused::Request(HttpError::Address(AddressKind::Loopback))));
    assert_eq!(web.dns.asked_for("www.example.com"), 2, "the next request asks anew, and is checked anew");
    assert_eq!(web.dialled(), [PUBLIC], "nothing more was dialled");
}

#[tokio::test]
async fn no_name_of_an_inside_address_is_dialled() {
    let mut count = 0;
    for inside in INSIDE {
        let address: IpAddr = inside.parse().unwrap();
        let zone = move |_: &str, _: usize| vec![Record::Is(address)];
        let web = Web::with_zone(|_, _| Reply::ok("inside"), zone).await;
        let answer = web.get("https://www.example.com/").await.map(drop);
        assert_eq!(answer, Err(Refused::Request(HttpError::Address(AddressKind::of(address)))), "{inside}");
        assert_eq!(web.dialled(), Vec::<IpAddr>::new(), "{inside}");
        count += 1;
    }
    assert_eq!(count, 22);
}

#[tokio::test]
async fn one_inside_address_among_public_ones_and_none_is_dialled() {
    for inside in INSIDE {
        for order in [[inside, "93.184.216.34"], ["93.184.216.34", inside]] {
            let zone = move |_: &str, _: usize| records(&order);
            let web = Web::with_zone(|_, _| Reply::ok("inside"), zone).await;
            let answer = web.get("https://www.example.com/").await.map(drop);
            let kind = AddressKind::of(inside.parse().unwrap());
            assert_eq!(answer, Err(Refused::Request(HttpError::Address(kind))), "{order:?}");
            assert_eq!(web.dialled(), Vec::<IpAddr>::new(), "{order:?}");
        }
    }
}

#[tokio::test]
async fn an_alias_of_a_local_name_is_its_address() {
    let zone = |name: &str, _: usize| match name {
        "www.example.com" => vec![Record::Alias("localhost"), is("127.0.0.1")],
        "other.example.com" => {
            vec![
                Record::Alias("a.example.net"),
                Record::Alias("metadata.google.internal"),
                is("169.254.169.254"),
            ]
        }
        _ => vec![Record::Alias("cdn.example.net"), Record::Is(PUBLIC)],
    };
    let web = Web::with_zone(|_, _| Reply::ok("hello"), zone).await;
    for (url, kind) in [
        ("https://www.example.com/", AddressKind::Loopback),
        ("https://other.example.com/", AddressKind::Metadata),
    ] {
        let answer = web.get(url).await.map(drop);
        assert_eq!(answer, Err(Refused::Request(HttpError::Address(kind))), "{url}");
    }
    assert_eq!(web.dialled(), Vec::<IpAddr>::new());
    assert!(
        web.get("https://xn--bcher-kva.example.com/").await.is_ok(),
        "an alias of a public name is none the worse"
    );
}

#[tokio::test]
async fn a_name_without_an_address_or_with_too_many_is_not_dialled() {
    let zone = |name: &str, _: usize| match name {
        "www.example.com" => Vec::new(),
        _ => (0..80).map(|last| is(&format!("93.184.216.{last}"))).collect(),
    };
    let web = Web::with_zone(|_, _| Reply::ok("hello"), zone).await;
    let none = web.get("https://www.example.com/").await.map(drop);
    assert!(matches!(none, Err(Refused::Request(HttpError::Unresolved(_)))), "{none:?}");
    let many = web.get("https://other.example.com/").await.map(drop);
    assert!(many.is_err());
    assert_eq!(web.dialled(), Vec::<IpAddr>::new());
}

#[tokio::test]
async fn the_next_address_is_tried_when_one_does_not_answer() {
    let zone = |_: &str, _: usize| records(&["93.184.216.99", "93.184.216.34"]);
    let web = Web::with_zone(|_, _| Reply::ok("hello"), zone).await;
    let page = web.get("https://www.example.com/").await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(web.dialled().contains(&PUBLIC));
    web.assert_only_public("two addresses");
}

#[tokio::test]
async fn an_address_as_the_host_is_dialled_without_a_name() {
    let web = Web::of(|_, _| Reply::ok("hello")).await;
    assert!(web.get("https://93.184.216.34/").await.is_ok());
    assert!(web.get("https://[2606:2800:220:1::1]/").await.is_ok());
    assert_eq!(web.dialled(), [PUBLIC, PUBLIC_V6]);
    let seen = web.server.seen();
    assert_eq!(seen[0].headers("host"), ["93.184.216.34"]);
    assert_eq!(seen[1].headers("host"), ["[2606:2800:220:1::1]"]);
    assert!(seen.iter().all(|seen| seen.sni.is_none()), "there is no name to be asked for");
}

#[tokio::test]
async fn a_certificate_of_another_host_is_refused() {
    let web = Web::of(|_, _| Reply::ok("hello")).await;
    let answer = web.get("https://unnamed.example.com/").await.map(drop);
    assert_eq!(answer, Err(Refused::Request(HttpError::Tls(TlsFault::Certificate))));
    let stranger = Server::tls(&["www.example.com"], |_, _| Reply::ok("hello")).await;
    let dns = Dns::serve(|_, _| vec![Record::Is(PUBLIC)]).await;
    let dialler = Dialler::new().route(PUBLIC, stranger.address);
    let trusting = PublicWeb::builder()
        .resolver(dns.resolver())
        .dialled_by(&dialler)
        .trust_only(web.server.pem.as_bytes());
    let url: PublicUrl = "https://www.example.com/".parse().unwrap();
    let answer = trusting.unwrap().open().get(&url, &testing::call()).await.map(drop);
    assert_eq!(answer, Err(HttpError::Tls(TlsFault::Certificate)));
    assert!(stranger.seen().is_empty(), "it was told nothing");
}

#[tokio::test]
async fn no_session_of_tls_is_gone_on_with() {
    let web = Web::of(|_, _| Reply::ok("hello")).await;
    for _ in 0..3 {
        assert!(web.get("https://www.example.com/").await.is_ok());
    }
    let seen = web.server.seen();
    assert_eq!(seen.len(), 3);
    assert!(seen.iter().all(|seen| !seen.resumed), "each begins anew, whose ever it is");
}

#[tokio::test]
async fn a_server_without_tls_is_told_nothing() {
    let server = Server::plain(|_, _| Reply::ok("hello")).await;
    let dns = Dns::serve(|_, _| vec![Record::Is(PUBLIC)]).await;
    let dialler = Dialler::new().route(PUBLIC, server.address);
    let web = PublicWeb::builder()
        .resolver(dns.resolver())
        .dialled_by(&dialler)
        .trust_only(Server::tls(&["www.example.com"], |_, _| Reply::ok("")).await.pem.as_bytes());
    let url: PublicUrl = "https://www.example.com/".parse().unwrap();
    let answer =
        web.unwrap().timeout(std::time::Duration::from_millis(300)).open().get(&url, &testing::call()).await;
    assert!(answer.is_err());
    assert!(server.seen().is_empty());
}

/// A granted host, at an address of each kind.
#[tokio::test]
async fn a_granted_host_may_have_public_addresses_and_those_that_were_granted() {
    let server = Server::tls(&["api.example.com"], |_, _| Reply::ok("hello")).await;
    let mut count = 0;
    for address in INSIDE.into_iter().chain(["93.184.216.34", "10.1.0.1", "fd12::1"]) {
        let ip: IpAddr = address.parse().unwrap();
        let dns = Dns::serve(move |_, _| vec![Record::Is(ip)]).await;
        let dialler = Dialler::new().route(ip, server.address);
        let http = || {
            let http = Http::<Site>::to("https://api.example.com").unwrap().resolver(dns.resolver());
            http.dialled_by(&dialler).trust_only(server.pem.as_bytes()).unwrap()
        };
        let grants = [
            (http(), AddressKind::of(ip) == AddressKind::Public),
            (
                http().allow_loopback(),
                address == "93.184.216.34" || AddressKind::of(ip) == AddressKind::Loopback,
            ),
            (
                http().allow_private("10.0.0.0/8").unwrap(),
                address == "93.184.216.34" || address.starts_with("10."),
            ),
            (
                http().allow_private("100.64.0.0/10").unwrap().allow_private("fc00::/7").unwrap(),
                matches!(address, "93.184.216.34" | "100.64.0.1" | "fd12::1"),
            ),
            (http().allow_address(ip), true),
        ];
        for (at, (http, may)) in grants.into_iter().enumerate() {
            let before = dialler.dialled().len();
            let answer = http.read_only().get(path!("/")).send(&testing::call()).await;
            assert_eq!(answer.is_ok(), may, "{address} with grant {at}: {answer:?}");
            assert_eq!(dialler.dialled().len() - before, usize::from(may), "{address} with grant {at}");
            count += 1;
        }
    }
    assert_eq!(count, 125);
}

#[tokio::test]
async fn this_machine_is_not_reached_unless_that_was_granted() {
    let server = Server::plain(|_, _| Reply::ok("hello")).await;
    let http = Http::<Site>::to(&server.origin()).unwrap();
    let answer = http.clone().read_only().get(path!("/")).send(&testing::call()).await.map(drop);
    assert_eq!(answer, Err(HttpError::Address(AddressKind::Loopback)));
    assert_eq!(server.connections(), 0);
    let answer = http.allow_loopback().read_only().get(path!("/")).send(&testing::call()).await;
    assert_eq!(answer.unwrap().text(), Ok("hello"));
}

/// Says this of every name; resolvers of libraries know `localhost` by heart.
struct Always(IpAddr);

impl Resolve for Always {
    fn resolve<'a>(&'a self, _: &'a str) -> Addresses<'a> {
        Box::pin(async { Ok(vec![self.0]) })
    }
}

#[tokio::test]
async fn without_tls_a_name_of_this_machine_that_leads_elsewhere_is_not_dialled() {
    let dialler = Dialler::new().route(PUBLIC, "127.0.0.1:1".parse().unwrap());
    let http = Http::<Site>::to("http://localhost:8080").unwrap().allow_loopback().allow_address(PUBLIC);
    let http = http.resolver(Always(PUBLIC)).dialled_by(&dialler).read_only();
    let answer = http.get(path!("/")).send(&testing::call()).await.map(drop);
    assert_eq!(answer, Err(HttpError::Address(AddressKind::Public)));
    assert!(dialler.dialled().is_empty());
}

#[tokio::test]
async fn every_character_that_a_public_url_may_have_can_be_sent() {
    let web = Web::of(|_, _| Reply::ok("hello")).await;
    let all: String = (' '..='~').filter(|it| !matches!(it, ' ' | '\\' | '#' | '?')).collect();
    let page = web.get(&format!("https://www.example.com/{all}/%00%ff?{all}%0d%0a#{all}")).await.unwrap();
    assert_eq!(page.status(), 200);
    let seen = web.server.only();
    assert_eq!(seen.line().split(' ').count(), 3, "{}", seen.line());
    assert!(page.source().as_str().ends_with(seen.line().split(' ').nth(1).unwrap()));
}
