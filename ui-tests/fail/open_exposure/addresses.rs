use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use portcullis::prelude::*;

/// Stands in for a server, which this test does not depend on.
mod server {
    pub struct Server;

    impl Server {
        pub fn bind<A>(self, _: A) -> usize {
            1
        }
        pub fn run<A>(&self, _: A) -> usize {
            1
        }
    }

    pub fn serve(_: std::net::SocketAddr) -> usize {
        1
    }
}
use server::Server;

/// Listens on every interface.
#[capability(read)]
fn listen(port: u16) -> usize {
    let host = "0.0.0.0";
    let ip = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    let address = SocketAddr::from(([0, 0, 0, 0], port)); //~ P312
    let other = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 9000); //~ P312
    let all = vec![Server.bind("0.0.0.0:8080"), Server.bind((host, 8080))]; //~ P312 P312
    let later = || Server.run((ip, port)) + Server.run("[::]:80"); //~ P312 P312
    let six = Server.run((Ipv6Addr::UNSPECIFIED, port)); //~ P312
    all.len() + later() + six + server::serve(address) + server::serve(other)
}

fn main() {}
