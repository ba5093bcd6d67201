//! Where a redirect leads: checked like what was asked for, and followed to what was granted alone.

use std::time::Duration;

use portcullis::testing;
use portcullis_http::testing::Dialler;
use portcullis_http::{AddressKind, Body, Http, HttpError, PublicUrlError, RedirectFault, path};

use crate::dns::{Dns, PUBLIC, PUBLIC_V6, Record, is};
use crate::scene::{Refused, Site, Web, site};
use crate::server::{Reply, Seen, Server};

/// Where a page of the public web sends whoever fetches it, to get inside.
const INSIDE: [&str; 36] = [
    "https://127.0.0.1/",
    "https://169.254.169.254/latest/meta-data/iam/security-credentials/",
    "https://[::1]/",
    "https://[::ffff:169.254.169.254]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[2001::80ff:fffe]/",
    "https://[fd00:ec2::254]/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://0/",
    "https://１２７.0.0.1/",
    "https://localhost/",
    "https://metadata.google.internal/",
    "https://www.example.com@127.0.0.1/",
    "https://user:password@other.example.com/",
    "https://www.example.com:8443/",
    "https://www.example.com:22/",
    "http://www.example.com/",
    "http://127.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "//127.0.0.1/",
    "//169.254.169.254/",
    "///127.0.0.1/",
    "/\\127.0.0.1/",
    "\\\\127.0.0.1\\",
    "https:\\\\127.0.0.1/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "ftp://www.example.com/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "https://[fe80::1%25eth0]/",
];

fn refused(fault: RedirectFault) -> Refused {
    Refused::Request(HttpError::Redirect(fault))
}

#[tokio::test]
async fn no_redirect_leads_inside() {
    let mut count = 0;
    for to in INSIDE {
        for status in [301, 302, 303, 307, 308] {
            let first =
                move |_: &_, nth| if nth == 1 { Reply::redirect_by(status, to) } else { Reply::ok("inside") };
            let web = Web::of(first).await;
            let answer = web.get("https://www.example.com/").await.map(drop);
            assert!(matches!(answer, Err(Refused::Request(HttpError::Redirect(_)))), "{to}: {answer:?}");
            assert_eq!(web.dialler.dialled().len(), 1, "{to}: only the first was dialled");
            web.assert_only_public(to);
            count += 1;
        }
    }
    assert_eq!(count, 180);
}

#[tokio::test]
async fn a_redirect_to_a_name_that_is_inside_is_checked_when_it_is_resolved() {
    let zone = |name: &str, _: usize| match name {
        "www.example.com" => vec![Record::Is(PUBLIC)],
        _ => vec![is("169.254.169.254")],
    };
    let web = Web::with_zone(|_, _| Reply::redirect("https://other.example.com/"), zone).await;
    let answer = web.get("https://www.example.com/").await.map(drop);
    assert_eq!(answer, Err(refused(RedirectFault::Address(AddressKind::Metadata))));
    assert_eq!(web.dialled(), [PUBLIC]);
}

#[tokio::test]
async fn a_redirect_back_to_a_name_that_was_rebound_is_checked_anew() {
    let zone = |_: &str, nth: usize| vec![if nth == 1 { Record::Is(PUBLIC) } else { is("127.0.0.1") }];
    let web = Web::with_zone(|_, _| Reply::redirect("/again"), zone).await;
    let answer = web.get("https://www.example.com/").await.map(drop);
    assert_eq!(answer, Err(refused(RedirectFault::Address(AddressKind::Loopback))));
    assert_eq!((web.dns.asked_for("www.example.com"), web.dialled()), (2, vec![PUBLIC]));
}

#[tokio::test]
async fn a_public_redirect_is_followed_with_a_name_of_its_own() {
    let web = Web::of(|seen, _| match seen.line() {
        "GET /a HTTP/1.1" => Reply::redirect("//other.example.com/b?c"),
        "GET /b?c HTTP/1.1" => Reply::redirect("../d#e"),
        "GET /d HTTP/1.1" => Reply::ok("there"),
        _ => Reply::status(404),
    })
    .await;
    let page = web.get("https://www.example.com/a").await.unwrap();
    assert_eq!((page.status(), page.source().as_str()), (200, "https://other.example.com/d"));
    let seen = web.server.seen();
    let hosts: Vec<_> =
        seen.iter().map(|seen| (seen.headers("host")[0], seen.sni.as_deref().unwrap())).collect();
    assert_eq!(
        hosts,
        [
            ("www.example.com", "www.example.com"),
            ("other.example.com", "other.example.com"),
            ("other.example.com", "other.example.com")
        ]
    );
    assert!(seen.iter().all(|seen| seen.headers("referer").is_empty() && seen.headers("cookie").is_empty()));
}

#[tokio::test]
async fn five_redirects_are_followed_and_a_loop_ends() {
    let web = Web::of(|_, nth| if nth <= 5 { Reply::redirect("/on") } else { Reply::ok("there") }).await;
    assert!(web.get("https://www.example.com/").await.is_ok());
    let web = Web::of(|_, _| Reply::redirect("/on")).await;
    let answer = web.get("https://www.example.com/").await.map(drop);
    assert_eq!(answer, Err(Refused::Request(HttpError::Redirect(RedirectFault::TooMany))));
    assert_eq!(web.server.seen().len(), 6);

    let server = Server::plain(|_, _| Reply::redirect("/on")).await;
    let answer = site(&server).read_only().get(path!("/")).send(&testing::call()).await.map(drop);
    assert_eq!(answer, Err(HttpError::Redirect(RedirectFault::TooMany)));
    assert_eq!(server.seen().len(), 6);
}

#[tokio::test]
async fn a_redirect_says_nothing_of_where_it_led() {
    let web = Web::of(|_, _| Reply::redirect("https://zebra:quartz@127.0.0.1/vex")).await;
    let Err(Refused::Request(error)) = web.get("https://www.example.com/").await.map(drop) else {
        panic!("it is refused")
    };
    assert_eq!(error, HttpError::Redirect(RedirectFault::NotPublic(PublicUrlError::User)));
    for part in ["zebra", "quartz", "vex", "127"] {
        assert!(!error.to_string().contains(part), "{error}");
    }
}

/// Where a granted host sends whoever asks it.
#[tokio::test]
async fn a_granted_host_does_not_lead_to_another() {
    let other = Server::plain(|_, _| Reply::ok("elsewhere")).await;
    let mut targets: Vec<String> = INSIDE.map(ToOwned::to_owned).to_vec();
    targets.extend([
        format!("{}/", other.origin()),
        format!("//{}/", other.address),
        format!("http://localhost:{}/", other.address.port()),
        "https://www.example.com/".to_owned(),
        "http://127.0.0.1:1/".to_owned(),
    ]);
    let mut count = 0;
    for to in targets {
        let location = to.clone();
        let server =
            Server::plain(move |_, nth| if nth == 1 { Reply::redirect(&location) } else { Reply::ok("") })
                .await;
        let http = site(&server).timeout(Duration::from_secs(5)).read_only();
        let answer = http.get(path!("/")).send(&testing::call()).await.map(drop);
        assert!(matches!(answer, Err(HttpError::Redirect(_))), "{to}: {answer:?}");
        assert_eq!(server.seen().len(), 1, "{to}");
        count += 1;
    }
    assert_eq!((count, other.connections()), (41, 0));
    // With a user, and to the host itself.
    let server = Server::plain(|seen, _| {
        let host = seen.headers("host")[0].to_owned();
        Reply::redirect(&format!("http://user:password@{host}/"))
    })
    .await;
    let answer = site(&server).read_only().get(path!("/")).send(&testing::call()).await.map(drop);
    assert_eq!(answer, Err(HttpError::Redirect(RedirectFault::NotGranted)));
}

#[tokio::test]
async fn a_granted_host_may_lead_to_itself_and_to_others_of_the_grant() {
    let other = Server::plain(|_, _| Reply::ok("there")).await;
    let to = format!("{}/b?c=d", other.origin());
    let first = Server::plain(move |seen, _| match seen.line() {
        "GET /a HTTP/1.1" => Reply::redirect("/here/./x/../y"),
        "GET /here/y HTTP/1.1" => Reply::redirect(&to),
        _ => Reply::status(404),
    })
    .await;
    let both = site(&first).and(&other.origin()).unwrap().allow_loopback().read_only();
    let answer =
        both.get(path!("/a")).header("x-mine", "for the first").send(&testing::call()).await.unwrap();
    assert_eq!(answer.text(), Ok("there"));
    assert_eq!(other.only().line(), "GET /b?c=d HTTP/1.1");
    assert_eq!(first.seen()[1].headers("x-mine"), ["for the first"]);
    assert!(other.only().headers("x-mine").is_empty(), "what was said to one host is not said to another");
    assert_eq!(
        both.get(path!("/b")).on(&other.origin()).send(&testing::call()).await.unwrap().text(),
        Ok("there")
    );
    let unknown = both.get(path!("/b")).on("https://www.example.com").send(&testing::call()).await.map(drop);
    assert_eq!(unknown, Err(HttpError::UnknownHost));
}

#[tokio::test]
async fn each_granted_host_has_addresses_of_its_own() {
    let server =
        Server::tls(&["a.example.com", "b.example.com"], |_, _| Reply::redirect("https://b.example.com/"))
            .await;
    let dns =
        Dns::serve(|name, _| vec![if name.starts_with('a') { is("10.0.0.1") } else { is("10.0.0.2") }]).await;
    let dialler = Dialler::new()
        .route("10.0.0.1".parse().unwrap(), server.address)
        .route("10.0.0.2".parse().unwrap(), server.address)
        .route(PUBLIC_V6, server.address);
    let http = Http::<Site>::to("https://a.example.com").unwrap().allow_private("10.0.0.0/8").unwrap();
    let http = http.and("https://b.example.com").unwrap().resolver(dns.resolver()).dialled_by(&dialler);
    let http = http.trust_only(server.pem.as_bytes()).unwrap().read_only();
    let answer = http.get(path!("/")).send(&testing::call()).await.map(drop);
    assert_eq!(
        answer,
        Err(HttpError::Redirect(RedirectFault::Address(AddressKind::Private))),
        "what the first may be the second may not"
    );
    assert_eq!(dialler.dialled().len(), 1);
}

#[tokio::test]
async fn no_redirect_leads_from_tls_to_a_plain_connection() {
    let plain = Server::plain(|_, _| Reply::ok("there")).await;
    let to = format!("{}/", plain.origin());
    let server = Server::tls(&["api.example.com"], move |_, _| Reply::redirect(&to)).await;
    let dns = Dns::serve(|_, _| vec![Record::Is(PUBLIC)]).await;
    // Without routes of its own for loopback, so a connection there would be seen.
    let dialler = Dialler::new().route(PUBLIC, server.address).route(plain.address.ip(), plain.address);
    let http = Http::<Site>::to("https://api.example.com").unwrap().and(&plain.origin()).unwrap();
    let http = http.allow_loopback().resolver(dns.resolver()).dialled_by(&dialler);
    let http = http.trust_only(server.pem.as_bytes()).unwrap().read_only();
    let answer = http.get(path!("/")).send(&testing::call()).await.map(drop);
    assert_eq!(answer, Err(HttpError::Redirect(RedirectFault::Downgrade)));
    assert_eq!((dialler.dialled().len(), plain.connections()), (1, 0));
    assert!(http.get(path!("/")).on(&plain.origin()).send(&testing::call()).await.is_ok(), "it is granted");
}

/// What a request is told whose second hop is not made: the first was sent.
#[tokio::test]
async fn what_fails_after_a_redirect_was_sent_before_it() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let long = format!("/{}", "x".repeat(30_000));
    for (to, allowed, fault) in [
        (format!("http://{closed}/"), true, RedirectFault::Connect(std::io::ErrorKind::ConnectionRefused)),
        (format!("http://{closed}/"), false, RedirectFault::Address(AddressKind::Loopback)),
        ("http://127.0.0.1:1/".to_owned(), true, RedirectFault::NotGranted),
        ("http://[".to_owned(), true, RedirectFault::NotAUrl),
        // Three times as long once it is encoded.
        (format!("/{}", "\"".repeat(25_000)), true, RedirectFault::NotAUrl),
    ] {
        let server = Server::plain(move |_, _| Reply::redirect(&to)).await;
        let http = site(&server).and(&format!("http://{closed}")).unwrap();
        let http = if allowed { http.allow_loopback() } else { http }.read_only();
        let error = http.get(path!("/")).send(&testing::call()).await.map(drop).unwrap_err();
        assert_eq!((error, error.was_not_sent()), (HttpError::Redirect(fault), false));
        assert_eq!(server.seen().len(), 1, "{error}");
        assert_eq!(error.is_transient(), matches!(fault, RedirectFault::Connect(_)));
    }
    let server =
        Server::plain(move |_, nth| if nth == 1 { Reply::redirect(&long) } else { Reply::ok("there") });
    let answer = site(&server.await).read_only().get(path!("/")).send(&testing::call()).await.unwrap();
    assert_eq!(answer.text(), Ok("there"));
    let zone = |name: &str, _: usize| match name {
        "www.example.com" => vec![Record::Is(PUBLIC)],
        _ => Vec::new(),
    };
    let web = Web::with_zone(|_, _| Reply::redirect("https://other.example.com/"), zone).await;
    let Err(Refused::Request(error)) = web.get("https://www.example.com/").await.map(drop) else {
        panic!("it is refused")
    };
    assert!(matches!(error, HttpError::Redirect(RedirectFault::Unresolved(_))), "{error}");
    assert!(!error.was_not_sent() && error.is_transient());
}

#[tokio::test]
async fn a_redirect_of_an_effect_is_the_answer_and_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::plain(move |_, _| Reply::redirect_by(status, "/twice")).await;
        let http = site(&server).writable();
        let answer = http.post(path!("/once"), Body::json(&1)).send(&testing::call()).await.unwrap();
        assert_eq!((answer.status(), answer.header("location")), (status, Some("/twice")));
        assert_eq!(server.only().line(), "POST /once HTTP/1.1");
    }
}

#[tokio::test]
async fn a_path_that_begins_with_two_slashes_is_no_other_host() {
    let answer = |seen: &Seen, _: usize| match seen.line() {
        "GET / HTTP/1.1" => Reply::redirect("/.//other.example.com/a"),
        "GET //other.example.com/a HTTP/1.1" => Reply::redirect("b"),
        "GET //other.example.com/b HTTP/1.1" => Reply::ok("here"),
        _ => Reply::status(404),
    };
    let server = Server::plain(answer).await;
    let page = site(&server).read_only().get(path!("/")).send(&testing::call()).await.unwrap();
    assert_eq!(page.text(), Ok("here"));
    let web = Web::of(answer).await;
    let page = web.get("https://www.example.com/").await.unwrap();
    assert_eq!((page.text().content().as_str(), page.source().host()), ("here", "www.example.com"));
}

#[tokio::test]
async fn a_cookie_is_not_sent_back() {
    let answer = |_: &Seen, nth: usize| match nth {
        1 => {
            Reply::raw("HTTP/1.1 302 Found\r\nset-cookie: id=7\r\nlocation: /b\r\ncontent-length: 0\r\n\r\n")
        }
        _ => Reply::ok("there"),
    };
    let web = Web::of(answer).await;
    assert!(web.get("https://www.example.com/").await.is_ok());
    let server = Server::plain(answer).await;
    assert!(site(&server).read_only().get(path!("/")).send(&testing::call()).await.is_ok());
    for seen in web.server.seen().into_iter().chain(server.seen()) {
        assert!(seen.headers("cookie").is_empty(), "{}", seen.head);
    }
}
