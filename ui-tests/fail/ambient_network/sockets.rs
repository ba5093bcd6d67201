use std::net::TcpStream;

use portcullis::prelude::*;

/// Opens sockets of its own.
#[capability(read)]
fn sockets(port: u16) -> Result<u16, Internal> {
    let first = std::net::TcpStream::connect(("127.0.0.1", port))?; //~ P301
    let second = TcpStream::connect(("127.0.0.1", port))?; //~ P301
    let socket = std::net::UdpSocket::bind("127.0.0.1:0")?; //~ P301
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?; //~ P301
    let asked = {
        use std::net::ToSocketAddrs;
        ("mail.internal", port).to_socket_addrs()?.count() //~ P301
    };
    let ports = first.peer_addr()?.port() ^ second.peer_addr()?.port() ^ socket.local_addr()?.port();
    Ok(ports ^ listener.local_addr()?.port() ^ u16::try_from(asked).unwrap_or(0))
}

fn main() {}
