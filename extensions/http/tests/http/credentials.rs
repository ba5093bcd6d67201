//! Credentials: to the host that they were given for, once their use is recorded, and to nobody else.

use std::fs;

use portcullis::Authority;
use portcullis::secret::{Credential, Refreshed, Secret, SecretFile};
use portcullis::testing;
use portcullis_http::testing::Dialler;
use portcullis_http::{GrantFault, HeaderFault, Http, HttpError, TlsFault, path};

use crate::dns::{Dns, PUBLIC, Record};
use crate::scene::{Site, site};
use crate::server::{Reply, Server};

pub const KEY: &str = "wren-quartz-1842-vex-zebra";

pub fn key() -> Credential {
    Credential::fixed("shop-key", Secret::read(KEY.as_bytes()).unwrap()).unwrap()
}

#[tokio::test]
async fn a_credential_is_sent_with_each_request_and_stands_nowhere_else() {
    let server = Server::plain(|_, _| Reply::ok("")).await;
    let http = site(&server).bearer(key()).credential_header("x-api-key", key()).unwrap().read_only();
    http.get(path!("/")).query("q", 1).send(&testing::call()).await.unwrap();
    let seen = server.only();
    assert_eq!(seen.headers("authorization"), [format!("Bearer {KEY}")]);
    assert_eq!(seen.headers("x-api-key"), [KEY]);
    assert_eq!(seen.line(), "GET /?q=1 HTTP/1.1");
    for shown in
        [format!("{http:?}"), http.describe(), format!("{:?}", site(&server).bearer(key()).writable())]
    {
        assert!(!shown.contains("quartz") && shown.contains("shop-key"), "{shown}");
    }
}

#[tokio::test]
async fn a_credential_is_never_sent_to_another_host() {
    let other = Server::plain(|_, _| Reply::ok("there")).await;
    let to = format!("{}/", other.origin());
    let first = Server::plain(move |_, _| Reply::redirect(&to)).await;
    // Granted, but the credential is the first host's.
    let both = site(&first).bearer(key()).and(&other.origin()).unwrap().allow_loopback().read_only();
    assert!(both.get(path!("/")).send(&testing::call()).await.is_ok());
    assert_eq!(first.only().headers("authorization").len(), 1);
    assert!(other.only().headers("authorization").is_empty());
    assert!(both.get(path!("/")).on(&other.origin()).send(&testing::call()).await.is_ok());
    assert!(other.seen().iter().all(|seen| !seen.head.contains("quartz")));
    // Not granted.
    let alone = site(&first).bearer(key()).read_only();
    assert!(alone.get(path!("/")).send(&testing::call()).await.is_err());
    assert_eq!(other.connections(), 2);
}

/// A host that steers a request would choose what is asked with a credential.
#[tokio::test]
async fn no_credential_is_sent_to_where_another_host_led() {
    let second = Server::plain(|_, _| Reply::ok("there")).await;
    let to = format!("{}/any", second.origin());
    let first = Server::plain(move |_, _| Reply::redirect(&to)).await;
    let both =
        site(&first).bearer(key()).and(&second.origin()).unwrap().allow_loopback().bearer(key()).read_only();
    let answer = both.get(path!("/")).send(&testing::call()).await.unwrap();
    assert_eq!(answer.text(), Ok("there"));
    assert_eq!(first.only().headers("authorization").len(), 1);
    assert!(second.only().headers("authorization").is_empty(), "the second host's own neither");
    assert!(both.get(path!("/")).on(&second.origin()).send(&testing::call()).await.is_ok());
    assert_eq!(second.seen()[1].headers("authorization").len(), 1, "but where the body asks for it");
}

#[tokio::test]
async fn a_redirect_back_to_the_first_host_has_no_credential_and_no_header_of_the_bodys() {
    let back = std::sync::Arc::new(std::sync::OnceLock::<String>::new());
    let to = back.clone();
    let second = Server::plain(move |_, _| Reply::redirect(to.get().unwrap())).await;
    let to = second.origin();
    let first = Server::plain(move |seen, _| match seen.line() {
        "GET /begin HTTP/1.1" => Reply::redirect("/within"),
        "GET /within HTTP/1.1" => Reply::redirect(&to),
        "GET /chosen HTTP/1.1" => Reply::redirect("/last"),
        _ => Reply::ok("there"),
    })
    .await;
    back.set(format!("{}/chosen", first.origin())).unwrap();
    let both = site(&first).bearer(key()).and(&second.origin()).unwrap().allow_loopback().read_only();
    let request = both.get(path!("/begin")).header("x-mine", "1");
    assert_eq!(request.send(&testing::call()).await.unwrap().text(), Ok("there"));
    let sent: Vec<_> = first.seen().iter().map(|seen| seen.line().to_owned()).collect();
    assert_eq!(sent.len(), 4, "{sent:?}");
    for (seen, own) in first.seen().iter().zip([true, true, false, false]) {
        assert_eq!(seen.headers("authorization").len(), usize::from(own), "{}", seen.line());
        assert_eq!(seen.headers("x-mine").len(), usize::from(own), "{}", seen.line());
    }
}

#[tokio::test]
async fn a_redirect_to_another_port_or_scheme_of_the_host_does_not_get_it() {
    let dialler_of = |server: &Server| Dialler::new().route(PUBLIC, server.address);
    for to in [
        "https://api.example.com:8443/",
        "http://api.example.com/",
        "https://api.example.com./",
        "https://API.example.com.evil.example/",
    ] {
        let server = Server::tls(&["api.example.com"], move |_, _| Reply::redirect(to)).await;
        let dns = Dns::serve(|_, _| vec![Record::Is(PUBLIC)]).await;
        let dialler = dialler_of(&server);
        let http =
            Http::<Site>::to("https://api.example.com").unwrap().bearer(key()).resolver(dns.resolver());
        let http = http.dialled_by(&dialler).trust_only(server.pem.as_bytes()).unwrap().read_only();
        let answer = http.get(path!("/")).send(&testing::call()).await.map(drop);
        assert!(matches!(answer, Err(HttpError::Redirect(_))), "{to}: {answer:?}");
        assert_eq!(dialler.dialled().len(), 1, "{to}");
    }
}

#[tokio::test]
async fn a_host_without_a_trusted_certificate_does_not_get_it() {
    let server = Server::tls(&["other.example.com"], |_, _| Reply::ok("")).await;
    let dns = Dns::serve(|_, _| vec![Record::Is(PUBLIC)]).await;
    let dialler = Dialler::new().route(PUBLIC, server.address);
    let http = Http::<Site>::to("https://api.example.com").unwrap().bearer(key()).resolver(dns.resolver());
    let http = http.dialled_by(&dialler).trust_only(server.pem.as_bytes()).unwrap().read_only();
    let answer = http.get(path!("/")).send(&testing::call()).await.map(drop);
    assert_eq!(answer, Err(HttpError::Tls(TlsFault::Certificate)));
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_body_does_not_set_what_the_owner_sets() {
    let server = Server::plain(|_, _| Reply::ok("")).await;
    let http = site(&server).bearer(key()).credential_header("X-Api-Key", key()).unwrap().read_only();
    for name in ["authorization", "Authorization", "x-api-key", "X_Api_Key", "x.api.key"] {
        let answer = http.get(path!("/")).header(name, "mine").send(&testing::call()).await.map(drop);
        assert_eq!(answer, Err(HttpError::Header(HeaderFault::Reserved)), "{name}");
    }
    for name in ["host", "content-length", "x y", "", "proxy-authorization", "content_length"] {
        let refused = site(&server).credential_header(name, key()).map(drop);
        assert_eq!(refused, Err(HttpError::Grant(GrantFault::Header)), "{name}");
    }
    assert_eq!(server.connections(), 0);
    let session = site(&server).credential_header("cookie", key()).unwrap().read_only();
    assert!(session.get(path!("/")).send(&testing::call()).await.is_ok(), "what no body may, the owner may");
    assert_eq!(server.only().headers("cookie"), [KEY]);
}

#[tokio::test]
async fn a_credential_that_would_break_a_header_is_not_sent() {
    let server = Server::plain(|_, _| Reply::ok("")).await;
    for secret in ["wren-quartz\r\nx-injected: 1842", "wren-quartz-1842\0vex", "wren-quärtz-1842-vex"] {
        let credential = Credential::fixed("shop-key", Secret::read(secret.as_bytes()).unwrap()).unwrap();
        let error = site(&server)
            .bearer(credential)
            .read_only()
            .get(path!("/"))
            .send(&testing::call())
            .await
            .map(drop);
        assert_eq!(error, Err(HttpError::UnusableCredential));
        assert!(!error.unwrap_err().to_string().contains("wren"));
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn the_version_that_is_current_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    let write = |text: &str| {
        let new = tempfile::NamedTempFile::new_in(folder.path()).unwrap();
        fs::write(&new, text).unwrap();
        new.persist(&file).unwrap();
    };
    write("the-first-key-1842");
    let credential = Credential::rotating("shop-key", SecretFile::new(&file)).unwrap();
    let server = Server::plain(|_, _| Reply::ok("")).await;
    let http = site(&server).bearer(credential.clone()).read_only();
    http.get(path!("/")).send(&testing::call()).await.unwrap();
    write("the-second-key-1843");
    assert_eq!(credential.refresh().unwrap(), Refreshed::Rotated);
    http.get(path!("/")).send(&testing::call()).await.unwrap();
    let sent: Vec<_> = server.seen().iter().map(|seen| seen.headers("authorization")[0].to_owned()).collect();
    assert_eq!(sent, ["Bearer the-first-key-1842", "Bearer the-second-key-1843"]);
}
