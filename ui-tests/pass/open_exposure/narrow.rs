use std::net::{Ipv4Addr, SocketAddr};

use portcullis::prelude::*;

/// Stands in for servers and cookies, which this test does not depend on.
mod server {
    #[derive(Default)]
    pub struct Server(pub usize);
    pub struct UdpSocket;
    pub struct Cookie(usize);

    impl Server {
        pub fn bind<A>(&self, _: A) -> usize {
            self.0
        }
        pub fn allow_origin(&self, origins: &[&str]) -> usize {
            origins.len()
        }
        pub fn add(&self, cookie: Cookie) -> usize {
            cookie.0
        }
        pub fn insert(&self, name: &str, value: &str) -> usize {
            name.len() + value.len()
        }
    }

    impl UdpSocket {
        pub fn bind(address: &str) -> usize {
            address.len()
        }
    }

    impl Cookie {
        pub fn build(pair: (&str, &str)) -> Self {
            Self(pair.1.len())
        }
        pub fn secure(self, _: bool) -> Self {
            self
        }
        pub fn http_only(self, _: bool) -> Self {
            self
        }
    }
}
use server::{Cookie, Server};

/// One origin, this machine, a socket of a client, a cookie with all that it needs.
#[capability(read)]
fn narrow(#[validate(length(max = 100))] value: String, port: u16) -> usize {
    const SET_COOKIE: &str = "set-cookie";
    let server = Server::default();
    let origins = server.allow_origin(&["https://console.orchard.app"]);
    let local = server.bind("127.0.0.1:8080") + server.bind((Ipv4Addr::LOCALHOST, port));
    let given = server.bind(SocketAddr::from(([127, 0, 0, 1], port)));
    let client = server::UdpSocket::bind("0.0.0.0:0") + server.bind(("0.0.0.0", 0));
    let session = server.add(Cookie::build(("session", &value)).secure(true).http_only(true));
    let header = server.insert(SET_COOKIE, &format!("session={value}; Path=/; Secure; HttpOnly"));
    let any = server.insert("accept", "*");
    origins + local + given + client + session + header + any
}

fn main() {}
