//! What a host answers: bounded while it is read, and nothing but HTTP.

use std::time::Duration;

use portcullis::{Interrupted, testing};
use portcullis_http::{HttpError, HttpHost, Response, path};

use crate::scene::{Refused, Site, Web, site};
use crate::server::{Reply, Server};

const NO_PAUSE: Duration = Duration::ZERO;

fn small(server: &Server) -> HttpHost<Site> {
    site(server).max_response(1000)
}

async fn answer_of(reply: impl Fn() -> Reply + Send + Sync + 'static) -> Result<Response, HttpError> {
    let server = Server::plain(move |_, _| reply()).await;
    let http = small(&server).timeout(Duration::from_secs(20)).read_only();
    http.get(path!("/")).send(&testing::call()).await
}

const TOO_LARGE: HttpError = HttpError::ResponseTooLarge { most: 1000 };

#[tokio::test]
async fn an_answer_may_be_as_large_as_the_bound() {
    let answer = answer_of(|| Reply::ok(&"x".repeat(1000))).await.unwrap();
    assert_eq!(answer.bytes().len(), 1000);
    assert_eq!(answer_of(|| Reply::ok(&"x".repeat(1001))).await.map(drop), Err(TOO_LARGE));
}

#[tokio::test]
async fn a_body_without_an_end_ends_at_the_bound() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunk = b"40\r\n0123456789012345678901234567890123456789012345678901234567890123\r\n";
    assert_eq!(
        answer_of(move || Reply::raw(chunked).then_repeat(chunk, NO_PAUSE)).await.map(drop),
        Err(TOO_LARGE)
    );
    let until_closed = "HTTP/1.1 200 OK\r\n\r\n";
    assert_eq!(
        answer_of(move || Reply::raw(until_closed).then_repeat(chunk, NO_PAUSE)).await.map(drop),
        Err(TOO_LARGE)
    );
}

#[tokio::test]
async fn a_length_that_is_a_lie_is_not_believed() {
    // More than the bound: refused before a byte of it.
    let huge = "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n";
    assert_eq!(answer_of(move || Reply::raw(huge).then_hold()).await.map(drop), Err(TOO_LARGE));
    // Less than what comes: the rest is no part of the answer.
    let more = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello and more";
    assert_eq!(answer_of(move || Reply::raw(more)).await.unwrap().text(), Ok("hello"));
    // More than what comes.
    let less = "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhello";
    assert_eq!(answer_of(move || Reply::raw(less)).await.map(drop), Err(HttpError::Protocol));
    for lengths in ["-1", "1x", "5\r\ncontent-length: 6", "18446744073709551616", "5,6"] {
        let two = format!("HTTP/1.1 200 OK\r\ncontent-length: {lengths}\r\n\r\nhello!");
        let answer = answer_of(move || Reply::raw(two.clone())).await;
        assert_eq!(answer.map(drop), Err(HttpError::Protocol), "{lengths}");
    }
}

#[tokio::test]
async fn a_head_that_is_too_large_is_no_answer() {
    let long = format!("HTTP/1.1 200 OK\r\nx-long: {}\r\n\r\n", "x".repeat(40_000));
    assert_eq!(answer_of(move || Reply::raw(long.clone())).await.map(drop), Err(HttpError::Protocol));
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "x: y\r\n".repeat(101));
    assert_eq!(answer_of(move || Reply::raw(many.clone())).await.map(drop), Err(HttpError::Protocol));
    let endless = || Reply::raw("HTTP/1.1 200 OK\r\nx-long: ").then_repeat(&[b'x'; 1000], NO_PAUSE);
    assert_eq!(answer_of(endless).await.map(drop), Err(HttpError::Protocol));
    let headers = || Reply::raw("HTTP/1.1 200 OK\r\n").then_repeat(b"x: y\r\n", NO_PAUSE);
    assert_eq!(answer_of(headers).await.map(drop), Err(HttpError::Protocol));
}

#[tokio::test]
async fn trailers_without_an_end_are_no_answer() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n";
    let answer = answer_of(move || Reply::raw(chunked).then_repeat(b"x: y\r\n", NO_PAUSE)).await;
    assert_eq!(answer.map(drop), Err(HttpError::Protocol));
    let extension = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;";
    let answer = answer_of(move || Reply::raw(extension).then_repeat(&[b'x'; 1000], NO_PAUSE)).await;
    assert_eq!(answer.map(drop), Err(HttpError::Protocol));
}

#[tokio::test]
async fn what_is_not_http_is_no_answer() {
    for raw in [
        "",
        "\r\n\r\n",
        "hello",
        "HTTP/0.9 200 OK\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 99999 OK\r\n\r\n",
        "HTTP/1.1 2OO OK\r\n\r\n",
        "220 mail.example.com ESMTP\r\n",
        "SSH-2.0-OpenSSH_9.0\r\n",
        "+PONG\r\n",
        "HTTP/1.1 200 OK\r\nx: a\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\nx y: z\r\n\r\n",
        "HTTP/1.1 200 OK\r\nx: a\0b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nx: a\rb\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: a\r\n\r\n",
        "HTTP/1.1 200 OK\r\nx : a\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-1\r\nx\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    ] {
        let answer = answer_of(move || Reply::raw(raw)).await;
        assert_eq!(answer.map(drop), Err(HttpError::Protocol), "{raw:?}");
    }
}

#[tokio::test]
async fn an_answer_that_is_compressed_is_refused() {
    for encoding in ["gzip", "br", "deflate", "zstd", "identity, gzip", "x-unknown"] {
        let raw = format!("HTTP/1.1 200 OK\r\ncontent-encoding: {encoding}\r\ncontent-length: 2\r\n\r\nhi");
        let answer = answer_of(move || Reply::raw(raw.clone())).await;
        assert_eq!(answer.map(drop), Err(HttpError::Encoded), "{encoding}");
    }
    let plain = "HTTP/1.1 200 OK\r\ncontent-encoding: identity\r\ncontent-length: 2\r\n\r\nhi";
    assert_eq!(answer_of(move || Reply::raw(plain)).await.unwrap().text(), Ok("hi"));
}

#[tokio::test]
async fn an_answer_that_was_encoded_for_the_way_is_refused_unless_it_is_in_chunks() {
    let answer = |coding: &str| {
        let raw = format!("HTTP/1.1 200 OK\r\ntransfer-encoding: {coding}\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
        answer_of(move || Reply::raw(raw.clone()))
    };
    for coding in [
        "gzip, chunked",
        "gzip",
        "chunked, chunked",
        "chunked\r\ntransfer-encoding: chunked",
        "identity",
        "x",
        "",
    ] {
        let refused = answer(coding).await.map(drop).unwrap_err();
        assert!(matches!(refused, HttpError::Encoded | HttpError::Protocol), "{coding}: {refused}");
    }
    for coding in ["gzip, chunked", "gzip"] {
        assert_eq!(answer(coding).await.map(drop), Err(HttpError::Encoded), "{coding}");
    }
    for coding in ["chunked", "Chunked"] {
        assert_eq!(answer(coding).await.unwrap().text(), Ok("hi"), "{coding}");
    }
}

#[tokio::test]
async fn an_answer_that_drips_ends_at_the_owners_limit() {
    let drip = || Reply::raw("HTTP/1.1 200 OK\r\n\r\n").then_repeat(b"x", Duration::from_millis(20));
    let server = Server::plain(move |_, _| drip()).await;
    let http = site(&server).timeout(Duration::from_millis(200)).read_only();
    let answer = http.get(path!("/")).send(&testing::call()).await.map(drop);
    assert_eq!(answer, Err(HttpError::Interrupted(Interrupted::TimedOut)));
    server.gone().await;
}

#[tokio::test]
async fn interim_answers_without_an_end_end_at_the_owners_limit() {
    let interim =
        || Reply::raw("").then_repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n", Duration::from_millis(1));
    let server = Server::plain(move |_, _| interim()).await;
    let http = site(&server).timeout(Duration::from_millis(200)).read_only();
    let answer = http.get(path!("/")).send(&testing::call()).await.map(drop);
    assert_eq!(answer, Err(HttpError::Interrupted(Interrupted::TimedOut)));
    server.gone().await;
}

#[tokio::test]
async fn the_answer_to_a_head_has_no_body_whatever_it_says() {
    let server =
        Server::plain(|_, _| Reply::raw("HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n").then_hold())
            .await;
    let answer = small(&server).read_only().head(path!("/")).send(&testing::call()).await.unwrap();
    assert_eq!((answer.bytes().len(), answer.header("content-length")), (0, Some("99999999")));
}

#[tokio::test]
async fn an_answer_is_read_as_what_is_asked_for() {
    let json = || Reply::ok(r#"{"number": 7}"#);
    let server = Server::plain(move |_, _| json()).await;
    let value: std::collections::HashMap<String, u32> =
        site(&server).read_only().get(path!("/")).json(&testing::call()).await.unwrap();
    assert_eq!(value["number"], 7);
    let wrong =
        site(&server).read_only().get(path!("/")).json::<Vec<u32>>(&testing::call()).await.unwrap_err();
    assert_eq!(wrong, HttpError::NotJson { line: 1, column: 0 });
    for (body, error) in [("{\"zebra\": quartz}", "line 1"), ("zebra", "line 1"), ("", "line 1")] {
        let answer = answer_of(move || Reply::ok(body)).await.unwrap();
        let said = answer.json::<serde_json::Value>().unwrap_err().to_string();
        assert!(said.contains(error) && !said.contains("zebra") && !said.contains("quartz"), "{said}");
        assert!(!format!("{answer:?}").contains("zebra"));
    }
    assert_eq!(
        answer_of(|| Reply::raw(b"HTTP/1.1 200 OK\r\n\r\n\xff\xfe")).await.unwrap().text(),
        Err(HttpError::NotText)
    );
    let failed = answer_of(|| Reply::status(503)).await.unwrap();
    assert_eq!((failed.status(), failed.is_success()), (503, false));
    assert_eq!(failed.success().map(drop), Err(HttpError::Status(503)));
}

#[tokio::test]
async fn the_public_web_is_bounded_as_well() {
    let web =
        Web::of(|_, _| Reply::raw("HTTP/1.1 200 OK\r\n\r\n").then_repeat(&[b'x'; 4096], NO_PAUSE)).await;
    let answer = web.get("https://www.example.com/").await.map(drop);
    assert_eq!(answer, Err(Refused::Request(HttpError::ResponseTooLarge { most: 1 << 20 })));
    let web = Web::of(|_, _| Reply::raw("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\nx")).await;
    let answer = web.get("https://www.example.com/").await.map(drop);
    assert_eq!(answer, Err(Refused::Request(HttpError::Encoded)));
}
