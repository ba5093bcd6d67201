use portcullis::prelude::*;
use std::net::TcpStream;

/// Talks to a server, on its own thread.
#[capability(read)]
async fn talk(port: u16) -> Result<u32, Internal> {
    use std::net::{ToSocketAddrs, UdpSocket};
    let address = ("127.0.0.1", port).to_socket_addrs()?.count(); //~ P501
    let _stream = std::net::TcpStream::connect(("127.0.0.1", port))?; //~ P501
    let _again = TcpStream::connect(("127.0.0.1", port))?; //~ P501
    let _listener = std::net::TcpListener::bind("127.0.0.1:0")?; //~ P501
    let _socket = UdpSocket::bind("127.0.0.1:0"); //~ P501
    let _input = std::io::stdin(); //~ P501
    Ok(address as u32)
}

fn main() {}
