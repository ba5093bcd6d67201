//! What is sent: one request, the one that the body wrote, whatever the values are that it was given.

use portcullis::testing;
use portcullis_http::{Body, GrantFault, HeaderFault, Http, HttpError, HttpHost, PathFault, path};

use crate::scene::{Site, site};
use crate::server::{Reply, Server};

/// Values that make another request of one that is put together carelessly.
const SMUGGLED: [&str; 16] = [
    " HTTP/1.1\r\nHost: inside\r\n\r\nGET /admin",
    "x\r\nX-Injected: 1",
    "x\nX-Injected: 1",
    "x\r\n\r\nGET /admin HTTP/1.1\r\nhost: inside\r\n\r\n",
    "x\0y",
    "%0d%0aX-Injected:%201",
    "?admin=true",
    "#fragment",
    "&admin=true",
    "a/b",
    "//inside/",
    "http://inside/",
    "@inside",
    ":80",
    "x HTTP/1.1",
    "\u{10a}\u{10d}",
];

#[tokio::test]
async fn no_value_in_a_path_or_a_query_makes_another_request() {
    let mut sent = 0;
    for value in SMUGGLED {
        let server = Server::plain(|_, _| Reply::ok("")).await;
        let http = site(&server).read_only();
        let answer = http
            .get(path!("/items/{}/parts", value))
            .query("q", value)
            .query("after", 1)
            .send(&testing::call())
            .await;
        match answer {
            Err(HttpError::Path(
                PathFault::ControlCharacter { hole: 1 } | PathFault::Divides { hole: 1 },
            )) => {
                assert_eq!(server.connections(), 0)
            }
            Err(error) => panic!("{value:?}: {error}"),
            Ok(_) => {
                let seen = server.only();
                let target = seen.line().strip_prefix("GET ").unwrap().strip_suffix(" HTTP/1.1").unwrap();
                let (path, query) = target.split_once('?').unwrap();
                assert_eq!(path.split('/').count(), 4, "{value:?}: {path}");
                assert_eq!(query.split('&').count(), 2, "{value:?}: {query}");
                assert!(
                    path.starts_with("/items/") && path.ends_with("/parts") && query.ends_with("&after=1")
                );
                assert_eq!(seen.headers("host"), [server.address.to_string()], "{value:?}");
                assert!(seen.headers("x-injected").is_empty(), "{value:?}");
                sent += 1;
            }
        }
    }
    assert_eq!(sent, 6);
}

#[tokio::test]
async fn no_value_in_a_query_makes_another_request() {
    for value in SMUGGLED {
        let server = Server::plain(|_, _| Reply::ok("")).await;
        site(&server).read_only().get(path!("/")).query("q", value).send(&testing::call()).await.unwrap();
        let seen = server.only();
        let url = url::Url::parse(&format!("http://host{}", seen.line().split(' ').nth(1).unwrap())).unwrap();
        let pairs: Vec<_> = url.query_pairs().collect();
        assert_eq!(pairs, [("q".into(), value.into())], "the other side reads what was given");
        assert!(seen.headers("x-injected").is_empty());
    }
}

#[tokio::test]
async fn no_value_in_a_header_makes_another_header() {
    let server = Server::plain(|_, _| Reply::ok("")).await;
    for value in SMUGGLED.into_iter().filter(|value| value.chars().any(|it| !(' '..='~').contains(&it))) {
        let answer = site(&server)
            .read_only()
            .get(path!("/"))
            .header("x-mine", value)
            .send(&testing::call())
            .await
            .map(drop);
        assert_eq!(answer, Err(HttpError::Header(HeaderFault::Value)), "{value:?}");
    }
    for name in ["x mine", "x:mine", "x\r\nmine", "", "x-mïne", "x\0"] {
        let answer = site(&server)
            .read_only()
            .get(path!("/"))
            .header(name, "1")
            .send(&testing::call())
            .await
            .map(drop);
        assert_eq!(answer, Err(HttpError::Header(HeaderFault::Name)), "{name:?}");
    }
    let answer = site(&server)
        .read_only()
        .get(path!("/"))
        .header("x-mine", "x".repeat(20_000))
        .send(&testing::call())
        .await;
    assert!(matches!(answer.map(drop), Err(HttpError::Header(HeaderFault::TooLarge { .. }))));
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn what_decides_where_a_request_goes_and_how_long_it_is_is_not_the_bodys() {
    let server = Server::plain(|_, _| Reply::ok("")).await;
    for name in [
        "host",
        "Host",
        "HOST",
        "content-length",
        "transfer-encoding",
        "Transfer-Encoding",
        "connection",
        "upgrade",
        "te",
        "trailer",
        "expect",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "http2-settings",
        "accept-encoding",
        "content-type",
        "content_length",
        "transfer_encoding",
    ] {
        let http = site(&server).writable();
        let answer = http
            .post(path!("/"), Body::json(&1))
            .header(name, "chunked")
            .send(&testing::call())
            .await
            .map(drop);
        assert_eq!(answer, Err(HttpError::Header(HeaderFault::Reserved)), "{name}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn no_header_of_a_body_says_who_asks_or_makes_another_method_or_path_of_a_request() {
    let server = Server::plain(|_, _| Reply::ok("")).await;
    let http = site(&server).read_only();
    for name in [
        "authorization",
        "Authorization",
        "proxy-authorization",
        "cookie",
        "Cookie",
        "x-http-method",
        "X-HTTP-Method-Override",
        "x_http_method_override",
        "x-method-override",
        "forwarded",
        "x-forwarded-for",
        "x-forwarded-host",
        "X_Forwarded_Proto",
        "x.forwarded.for",
        "x-forwarded-whatever",
        "x-real-ip",
        "x-client-ip",
        "true-client-ip",
        "x-original-url",
        "x-original-uri",
        "x-original-method",
        "x-original-host",
        "x-rewrite-url",
    ] {
        let answer = http.get(path!("/")).header(name, "DELETE").send(&testing::call()).await.map(drop);
        assert_eq!(answer, Err(HttpError::Header(HeaderFault::Reserved)), "{name}");
    }
    assert_eq!(server.connections(), 0);
    assert!(http.get(path!("/")).header("x-request-id", "7").send(&testing::call()).await.is_ok());
}

#[tokio::test]
async fn a_request_is_as_it_was_written() {
    let server = Server::plain(|_, _| Reply::ok("")).await;
    let http = site(&server).writable();
    let order = serde_json::json!({ "item": "a \"b\"\r\n" });
    let posted =
        http.post(path!("/orders/{}", "ä ö"), Body::json(&order)).query("dry", true).header("x-mine", 7);
    posted.send(&testing::call()).await.unwrap();
    let seen = server.only();
    assert_eq!(seen.line(), "POST /orders/%C3%A4%20%C3%B6?dry=true HTTP/1.1");
    assert_eq!(seen.body, serde_json::to_vec(&order).unwrap());
    assert_eq!(seen.headers("content-type"), ["application/json"]);
    assert_eq!(seen.headers("content-length"), [seen.body.len().to_string()]);
    assert_eq!((seen.headers("x-mine"), seen.headers("accept-encoding")), (vec!["7"], vec!["identity"]));
    assert!(seen.headers("transfer-encoding").is_empty());
}

#[tokio::test]
async fn each_method_is_sent_as_it_is() {
    let server = Server::plain(|_, _| Reply::ok("")).await;
    let http = site(&server).writable();
    let call = testing::call();
    http.get(path!("/")).send(&call).await.unwrap();
    http.head(path!("/")).send(&call).await.unwrap();
    http.put(path!("/"), Body::bytes("text/plain", "x")).send(&call).await.unwrap();
    http.patch(path!("/"), Body::bytes("text/plain", "x")).send(&call).await.unwrap();
    http.delete(path!("/")).send(&call).await.unwrap();
    http.post(path!("/"), Body::empty()).send(&call).await.unwrap();
    http.read_only().get(path!("/")).send(&call).await.unwrap();
    let methods: Vec<_> =
        server.seen().iter().map(|seen| seen.line().split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(methods, ["GET", "HEAD", "PUT", "PATCH", "DELETE", "POST", "GET"]);
    assert_eq!(server.connections(), 7, "each on a connection of its own");
}

#[tokio::test]
async fn a_body_that_is_too_large_or_no_json_is_not_sent() {
    let server = Server::plain(|_, _| Reply::ok("")).await;
    let http = site(&server).max_request(10).writable();
    let answer =
        http.post(path!("/"), Body::bytes("text/plain", "x".repeat(11))).send(&testing::call()).await;
    assert_eq!(answer.map(drop), Err(HttpError::RequestTooLarge { most: 10 }));
    let keys = std::collections::HashMap::from([((1, 2), 3)]);
    let answer = http.post(path!("/"), Body::json(&keys)).send(&testing::call()).await.map(drop);
    assert_eq!(answer, Err(HttpError::Unserializable));
    assert_eq!(server.connections(), 0);
    http.post(path!("/"), Body::bytes("text/plain", "x".repeat(10))).send(&testing::call()).await.unwrap();
}

#[tokio::test]
async fn it_is_known_whether_a_request_can_have_had_an_effect() {
    let gone = Server::plain(|_, _| Reply::ok("")).await.address;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_ne!(gone, closed);
    let http = Http::<Site>::to(&format!("http://{closed}")).unwrap().allow_loopback().writable();
    let error = http.post(path!("/"), Body::empty()).send(&testing::call()).await.map(drop).unwrap_err();
    assert_eq!(error, HttpError::Connect(std::io::ErrorKind::ConnectionRefused));
    assert!(error.was_not_sent() && error.is_transient());
    let server = Server::plain(|_, _| Reply::raw("")).await;
    let error = site(&server).writable().post(path!("/"), Body::empty()).send(&testing::call()).await;
    let error = error.map(drop).unwrap_err();
    assert_eq!((error, error.was_not_sent()), (HttpError::Protocol, false));
    assert_eq!(server.seen().len(), 1, "it is not sent again");
}

#[test]
fn a_grant_that_is_none_says_what_is_wrong_and_not_what_was_written() {
    let refused = |origin: &str| Http::<Site>::to(origin).map(drop).unwrap_err();
    assert_eq!(refused("http://api.example.com"), HttpError::Grant(GrantFault::Plain));
    let error = refused("https://zebra:quartz@api.example.com");
    assert_eq!(error, HttpError::Grant(GrantFault::Credentials));
    assert!(!error.to_string().contains("zebra") && !error.to_string().contains("quartz"));
    let http = || Http::<Site>::to("https://api.example.com").unwrap();
    let fault = |http: Result<HttpHost<Site>, HttpError>| http.map(drop).unwrap_err();
    assert_eq!(fault(http().and("https://api.example.com:443/")), HttpError::Grant(GrantFault::Twice));
    for range in ["0.0.0.0/0", "127.0.0.0/8", "169.254.0.0/16", "::/0", "8.8.8.0/24", "10.0.0.0/7"] {
        assert_eq!(fault(http().allow_private(range)), HttpError::Grant(GrantFault::Range), "{range}");
    }
    for pem in ["", "zebra", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        assert_eq!(
            fault(http().trust_only(pem.as_bytes())),
            HttpError::Grant(GrantFault::Certificates),
            "{pem}"
        );
    }
}

#[test]
fn nothing_is_shown_of_what_is_sent() {
    let http = Http::<Site>::to("https://api.example.com").unwrap().writable();
    let request =
        http.post(path!("/{}", "zebra"), Body::json(&"quartz")).query("q", "vex").header("x-mine", "wren");
    let shown = format!("{request:?} {:?}", Body::json(&"quartz"));
    for part in ["zebra", "quartz", "vex", "wren"] {
        assert!(!shown.contains(part), "{shown}");
    }
}
