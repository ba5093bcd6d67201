use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use portcullis::prelude::*;

/// Whoever asks is allowed.
#[capability(read)]
fn sharing(#[validate(length(max = 100))] origin: String) -> usize {
    let mut headers = HashMap::new();
    headers.insert("access-control-allow-origin", origin); //~ P312
    headers.len()
}

/// Stands in for a server, which this test does not depend on.
struct Listener;

impl Listener {
    fn bind(address: SocketAddr) -> usize {
        usize::from(address.port())
    }
}

/// Zeros that are written one by one, and a text that is parsed.
#[capability(read)]
fn serving(port: u16) -> Result<usize, Internal> {
    let host = IpAddr::V4(Ipv4Addr::new(0, 0, 0, 0));
    let first = Listener::bind(SocketAddr::new(host, port)); //~ P312
    let second: SocketAddr = format!("0.0.0.0:{port}").parse()?;
    Ok(first + Listener::bind(second)) //~ P312
}

fn main() {}
