//! What the text of a URL says: refused before a name is resolved.

use portcullis_http::{AddressKind, PublicUrl, PublicUrlError};

use crate::scene::{Refused, Web};
use crate::server::Reply;

/// URLs that lead inside, or elsewhere than they seem to.
const REFUSED: [&str; 118] = [
    // Plain.
    "https://127.0.0.1/",
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://192.168.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://0.0.0.0/",
    "https://100.64.0.1/",
    "https://100.100.100.200/",
    "https://168.63.129.16/",
    "https://192.0.0.192/",
    "https://192.0.2.1/",
    "https://198.18.0.1/",
    "https://198.51.100.1/",
    "https://203.0.113.1/",
    "https://224.0.0.1/",
    "https://240.0.0.1/",
    "https://255.255.255.255/",
    // Other notations of IPv4.
    "https://2130706433/",
    "https://017700000001/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0x7F.0x0.0x0.0x1/",
    "https://0177.0.0.1/",
    "https://0177.0.0.01/",
    "https://127.1/",
    "https://127.0.1/",
    "https://127.0.0.1./",
    "https://0/",
    "https://0x0/",
    "https://2852039166/",
    "https://0xa9fea9fe/",
    "https://0251.0376.0251.0376/",
    "https://169.254.43518/",
    "https://0xa9.254.0251.254/",
    "https://10.1/",
    "https://3232235521/",
    "https://256.256.256.256/",
    "https://127.0.0.1.1/",
    "https://4294967296/",
    // IPv6.
    "https://[::1]/",
    "https://[::]/",
    "https://[0:0:0:0:0:0:0:1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::ffff:93.184.216.34]/",
    "https://[::127.0.0.1]/",
    "https://[::ffff:0:127.0.0.1]/",
    "https://[64:ff9b::127.0.0.1]/",
    "https://[64:ff9b::a9fe:a9fe]/",
    "https://[64:ff9b:1::1]/",
    "https://[2002:7f00:1::]/",
    "https://[2002:a9fe:a9fe::]/",
    "https://[2001::80ff:fffe]/",
    "https://[2001:0:5ef5:79fb:0:0:80ff:fffe]/",
    "https://[fc00::1]/",
    "https://[fd00:ec2::254]/",
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fe80::1%eth0]/",
    "https://[::1%25lo]/",
    "https://[fec0::1]/",
    "https://[ff02::1]/",
    "https://[2001:db8::1]/",
    "https://[100::1]/",
    "https://[5f00::1]/",
    // Who reads what as the host.
    "https://www.example.com@127.0.0.1/",
    "https://www.example.com:443@127.0.0.1/",
    "https://127.0.0.1@www.example.com/",
    "https://user:password@www.example.com/",
    "https://@www.example.com/",
    "https://:@www.example.com/",
    "https://www.example.com%40127.0.0.1/",
    "https://www.example.com\\@127.0.0.1/",
    "https://127.0.0.1\\@www.example.com/",
    "https:\\\\127.0.0.1\\",
    "https://www.example.com#@127.0.0.1/\\",
    "https:///127.0.0.1/",
    "https:/127.0.0.1/",
    "https:127.0.0.1/",
    "https:////127.0.0.1/",
    "//127.0.0.1/",
    "https://127.0.0.1:443#www.example.com",
    "https://127.0.0.1?www.example.com",
    // What parsers drop.
    "https://127.0.\t0.1/",
    "ht\ntps://127.0.0.1/",
    "https://www.example\r\n.com/",
    " https://www.example.com/",
    "https://www.example.com/\0",
    "https://www.example.com/ HTTP/1.1\r\nhost: inside",
    "https://www.example.com/\u{2028}",
    // Digits, dots and letters of other scripts.
    "https://１２７.０.０.１/",
    "https://127。0。0。1/",
    "https://127．0．0．1/",
    "https://①②⑦.⓪.⓪.①/",
    "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "https://ｌｏｃａｌｈｏｓｔ/",
    "https://loc\u{ad}alhost/",
    "https://%6c%6f%63alhost/",
    "https://%31%32%37.0.0.1/",
    "https://𝟙𝟚𝟟.0.0.1/",
    // Local names.
    "https://localhost/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://a.localhost/",
    "https://printer.local/",
    "https://metadata.google.internal/",
    "https://metadata/",
    "https://kubernetes.default.svc.cluster.local/",
    "https://router.lan/",
    "https://nas.home.arpa/",
    "https://1.0.0.127.in-addr.arpa/",
    "https://hidden.onion/",
    "https://www..example.com/",
    "https://.www.example.com/",
    // Ports and schemes.
    "https://www.example.com:22/",
    "https://www.example.com:8443/",
    "http://www.example.com/",
    "file:///etc/passwd",
];

/// More of them, where a table of texts would be hard to read.
fn built() -> Vec<String> {
    let schemes = [
        "gopher",
        "ftp",
        "data",
        "dict",
        "ldap",
        "jar",
        "ws",
        "wss",
        "blob",
        "about",
        "javascript",
        "unix",
        "https+unix",
    ];
    let mut built: Vec<String> =
        schemes.iter().map(|scheme| format!("{scheme}://www.example.com/")).collect();
    built.push(format!("https://{}.example.com/", "a".repeat(64)));
    built.push(format!("https://{}example.com/", "a.".repeat(130)));
    built.push(format!("https://www.example.com/{}", "a".repeat(2048)));
    built.push(format!("https://www.example.com/{}", "ä".repeat(1000)));
    built
}

#[tokio::test]
async fn no_spelling_of_an_inside_address_leads_anywhere() {
    let web = Web::of(|_, _| Reply::ok("inside")).await;
    let mut count = 0;
    for url in REFUSED.into_iter().map(ToOwned::to_owned).chain(built()) {
        let answer = web.get(&url).await.map(|page| page.status());
        assert_eq!(answer, Err(Refused::Text), "{url:?}");
        count += 1;
    }
    assert!(count >= 130, "{count} cases");
    assert_eq!((web.dialled(), web.server.connections()), (vec![], 0), "nothing was dialled");
}

#[test]
fn what_is_public_is_taken_and_kept_as_it_is_understood() {
    for (url, understood) in [
        ("https://www.example.com", "https://www.example.com/"),
        ("https://WWW.Example.COM/A?b=C", "https://www.example.com/A?b=C"),
        ("https://www.example.com:443/", "https://www.example.com/"),
        ("https://www.example.com./a", "https://www.example.com/a"),
        ("https://www.example.com/a#b", "https://www.example.com/a"),
        ("https://www.example.com/a/../b/./c", "https://www.example.com/b/c"),
        ("https://www.example.com/%2e%2e/b", "https://www.example.com/b"),
        (
            "https://www.example.com/?next=https://127.0.0.1/",
            "https://www.example.com/?next=https://127.0.0.1/",
        ),
        ("https://www.example.com/@127.0.0.1", "https://www.example.com/@127.0.0.1"),
        ("https://bücher.example.com/", "https://xn--bcher-kva.example.com/"),
        ("https://ｗｗｗ.example.com/", "https://www.example.com/"),
        ("https://93.184.216.34/", "https://93.184.216.34/"),
        ("https://0x5db8d822/", "https://93.184.216.34/"),
        ("https://[2606:2800:220:1::1]/", "https://[2606:2800:220:1::1]/"),
        ("https://[64:ff9b::5db8:d822]/", "https://[64:ff9b::5db8:d822]/"),
        ("https://_dmarc.example.com/", "https://_dmarc.example.com/"),
    ] {
        let parsed: Result<PublicUrl, _> = url.parse();
        assert_eq!(parsed.as_ref().map(PublicUrl::as_str), Ok(understood), "{url}");
        let again: PublicUrl = understood.parse().unwrap();
        assert_eq!(Ok(again), parsed, "what is kept is read in the same way again");
    }
}

#[test]
fn a_refusal_says_why_and_nothing_of_what_was_sent() {
    use PublicUrlError::*;
    for (url, why) in [
        ("https://zebra:quartz@www.example.com/", User),
        ("http://zebra.example.com/", Scheme),
        ("https://zebra.example.com:8443/", Port),
        ("https://zebra\\quartz/", Backslash),
        ("https://zebra\nquartz/", ControlCharacter),
        ("https://zebra quartz/", Blank),
        ("https://zebra/", LocalName),
        ("https://ze!bra.com/", HostName),
        ("https://[zebra]/", NotAUrl),
        ("https://[::ffff:10.0.0.1]/zebra", Address(AddressKind::Embedded)),
        ("https://10.0.0.1/zebra", Address(AddressKind::Private)),
    ] {
        let error = PublicUrl::<2048>::new(url).unwrap_err();
        assert_eq!(error, why, "{url}");
        for part in ["zebra", "quartz", "10.0"] {
            assert!(!error.to_string().contains(part), "{error}");
        }
        let sent = serde_json::to_string(url).unwrap();
        let said = serde_json::from_str::<PublicUrl>(&sent).unwrap_err().to_string();
        assert!(
            !said.contains("zebra") && said.contains("a public `https` URL, not a URL") || why == NotAUrl,
            "{said}"
        );
    }
}

#[test]
fn a_url_has_the_bound_of_its_type() {
    let url = "https://www.example.com/abc";
    assert!(PublicUrl::<27>::new(url).is_ok());
    assert_eq!(PublicUrl::<26>::new(url).unwrap_err(), PublicUrlError::TooLong { max: 26 });
    let grows = "https://www.example.com/ä";
    assert_eq!(PublicUrl::<25>::new(grows).unwrap_err(), PublicUrlError::TooLong { max: 25 });
}
