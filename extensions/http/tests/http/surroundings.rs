//! The environment of the process decides nothing: no proxy that it names is asked.

use std::net::TcpListener;
use std::process::Command;

use portcullis::testing;
use portcullis_http::path;

use crate::scene::{Web, site};
use crate::server::{Reply, Server};

/// Set in the process that makes the requests.
const INNER: &str = "PORTCULLIS_HTTP_TEST_INNER";

const VARIABLES: [&str; 10] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "PROXY",
    "SOCKS_PROXY",
    "FTP_PROXY",
    "REQUEST_METHOD",
];

#[tokio::test]
async fn no_proxy_of_the_environment_is_used() {
    if std::env::var_os(INNER).is_some() {
        let server = Server::plain(|_, _| Reply::ok("hello")).await;
        let answer = site(&server).read_only().get(path!("/")).send(&testing::call()).await.unwrap();
        assert_eq!((answer.text(), server.only().line()), (Ok("hello"), "GET / HTTP/1.1"));
        let web = Web::of(|_, _| Reply::ok("hello")).await;
        assert_eq!(web.get("https://www.example.com/").await.unwrap().status(), 200);
        return;
    }
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut inner = Command::new(std::env::current_exe().unwrap());
    inner
        .args(["--exact", "surroundings::no_proxy_of_the_environment_is_used"])
        .env(INNER, "1")
        .env_remove("NO_PROXY");
    for variable in VARIABLES {
        inner.env(variable, format!("http://{}", proxy.local_addr().unwrap()));
    }
    let output = inner.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    proxy.set_nonblocking(true).unwrap();
    assert!(proxy.accept().is_err(), "nobody asked the proxy");
}
