//! Other people's test data, judged by what is dialled and what is sent, and not by what the data says of itself.
//!
//! It lies beside the checkout, or where `PORTCULLIS_CORPORA` says. Once that is set, what is not there is a failure.

use std::path::PathBuf;

use portcullis::testing;
use portcullis_http::{AddressKind, HttpError, PublicUrl, path};
use serde_json::Value;

use crate::scene::{Web, records, site};
use crate::server::{Reply, Server};

fn corpus(file: &str) -> Option<Vec<Value>> {
    let named = std::env::var_os("PORTCULLIS_CORPORA").map(PathBuf::from);
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora"));
    let path = named.clone().unwrap_or(beside).join(file);
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(serde_json::from_str(&text).unwrap()),
        Err(error) if named.is_some() => {
            panic!("PORTCULLIS_CORPORA is set, and {} cannot be read: {error}", path.display())
        }
        Err(_) => {
            println!(
                "note: no test data at {}, so nothing was tested; set PORTCULLIS_CORPORA",
                path.display()
            );
            None
        }
    }
}

/// The cases of the WHATWG: as they are, and with the scheme that has a chance.
fn urls(cases: &[Value]) -> impl Iterator<Item = (String, &Value)> {
    cases.iter().filter(|case| case.is_object()).flat_map(|case| {
        let input = case["input"].as_str().unwrap_or_default();
        let rest = input.split_once(':').map_or(input, |(_, rest)| rest);
        [(input.to_owned(), case), (format!("https:{rest}"), case), (format!("https://{input}"), case)]
    })
}

#[tokio::test]
async fn no_url_of_the_whatwgs_leads_to_an_address_that_is_not_public() {
    let Some(cases) = corpus("whatwg-urltestdata.json") else { return };
    // Each name has a public address the first time that it is asked for, and this machine's from then on; and every
    // third name at once.
    let zone = |name: &str, nth: usize| match (name.len() % 3, nth) {
        (0, _) => records(&["127.0.0.1"]),
        (_, 1) => records(&["93.184.216.34"]),
        _ => records(&["169.254.169.254", "93.184.216.34"]),
    };
    let web = Web::with_zone(|_, _| Reply::redirect("https://next.example.com/"), zone).await;
    let (mut tried, mut taken) = (0, 0);
    for (url, _) in urls(&cases) {
        tried += 1;
        taken += usize::from(url.parse::<PublicUrl>().is_ok());
        assert!(web.get(&url).await.is_err(), "{url:?}: no page is ever served");
        web.assert_only_public(&url);
    }
    println!("{tried} URLs, {taken} of them public by their text, {} addresses dialled", web.dialled().len());
    assert!(tried > 2000 && taken > 20, "{tried} {taken}");
    assert!(web.server.seen().is_empty() || web.dialled().len() >= web.server.seen().len());
}

#[test]
fn a_url_is_understood_as_the_whatwg_says() {
    let Some(cases) = corpus("whatwg-urltestdata.json") else { return };
    let mut compared = 0;
    for case in cases.iter().filter(|case| case.is_object()) {
        let text = |key: &str| case[key].as_str().unwrap_or_default();
        // The two schemes are read alike but for their ports.
        let secure = text("input").replacen("http://", "https://", 1);
        let Ok(url) = secure.parse::<PublicUrl>() else { continue };
        assert_ne!(case["failure"].as_bool(), Some(true), "{case}: it is no URL, and yet taken");
        assert_eq!((text("username"), text("password")), ("", ""), "{case}");
        let host = text("hostname");
        assert_eq!(url.host(), host.strip_suffix('.').unwrap_or(host), "{case}");
        let understood = format!("https://{}{}{}", url.host(), text("pathname"), text("search"));
        assert_eq!(url.as_str().trim_end_matches('?'), understood.trim_end_matches('?'), "{case}");
        let literal = url.host().trim_matches(['[', ']']).parse();
        assert!(literal.map_or(true, |address| AddressKind::of(address) == AddressKind::Public), "{case}");
        compared += 1;
    }
    println!("{compared} URLs compared");
    assert!(compared > 20, "{compared}");
}

#[tokio::test]
async fn a_naughty_string_stays_where_it_was_put() {
    let Some(strings) = corpus("blns.json") else { return };
    let server = Server::plain(|_, _| Reply::ok("")).await;
    let http = site(&server).read_only();
    let call = testing::call();
    let (mut sent, mut refused) = (0, 0);
    for naughty in strings.iter().filter_map(Value::as_str) {
        assert!(naughty.parse::<PublicUrl>().map_or(true, |url| !url.host().is_empty()));
        let before = server.seen().len();
        match http.get(path!("/a/{}/b", naughty)).query("q", naughty).header("x-mine", "1").send(&call).await
        {
            Ok(_) => {
                let seen = server.seen().pop().unwrap();
                let target = seen.line().split(' ').nth(1).unwrap().to_owned();
                let url = url::Url::parse(&format!("http://host{target}")).unwrap();
                let segments: Vec<_> = url.path_segments().unwrap().collect();
                assert_eq!(
                    (segments.len(), segments[0], segments[2]),
                    (3, "a", "b"),
                    "{naughty:?}: {target}"
                );
                assert_eq!(
                    url.query_pairs().collect::<Vec<_>>(),
                    [("q".into(), naughty.into())],
                    "{naughty:?}"
                );
                assert_eq!(
                    (seen.line().split(' ').count(), seen.headers("x-mine").len()),
                    (3, 1),
                    "{naughty:?}"
                );
                sent += 1;
            }
            Err(HttpError::Path(_)) => {
                assert_eq!(server.seen().len(), before, "{naughty:?}: refused, and sent");
                refused += 1;
            }
            Err(error) => panic!("{naughty:?}: {error}"),
        }
        let header = http.get(path!("/")).header("x-mine", naughty).send(&call).await;
        if header.is_ok() {
            let seen = server.seen().pop().unwrap();
            assert_eq!(
                (seen.headers("x-mine").len(), seen.head.lines().count()),
                (1, 7),
                "{naughty:?}: {}",
                seen.head
            );
        }
    }
    println!("{sent} strings sent, {refused} refused");
    assert!(sent > 200 && refused > 5, "{sent} {refused}");
}

#[tokio::test]
async fn no_traversal_payload_leaves_its_segment() {
    let named = std::env::var_os("PORTCULLIS_CORPORA").map(PathBuf::from);
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora"));
    let file = named.clone().unwrap_or(beside).join("path-traversal.jsonl");
    let Ok(lines) = std::fs::read_to_string(&file) else {
        assert!(named.is_none(), "PORTCULLIS_CORPORA is set, and {} cannot be read", file.display());
        println!("note: no test data at {}, so nothing was tested; set PORTCULLIS_CORPORA", file.display());
        return;
    };
    let (mut kept, mut refused) = (0, 0);
    for line in lines.lines() {
        let payload: String = serde_json::from_str(line).unwrap();
        let path = path!("/root/{}", payload);
        let Ok(path) = path.as_str() else {
            refused += 1;
            continue;
        };
        kept += 1;
        // What a server that decodes one time too many makes of it, up to three times more.
        let mut decoded = path.to_owned();
        for _ in 0..4 {
            decoded = percent_encoding::percent_decode_str(&decoded).decode_utf8_lossy().into_owned();
            let segments: Vec<_> = decoded.split(['/', '\\']).collect();
            assert_eq!(segments.len(), 3, "{payload:?} becomes {decoded:?}");
            assert_ne!(segments[2].split(';').next(), Some(".."), "{payload:?} becomes {decoded:?}");
        }
    }
    println!("{refused} payloads refused, {kept} kept in their segment");
    assert!(refused > 100, "{refused}");
}
