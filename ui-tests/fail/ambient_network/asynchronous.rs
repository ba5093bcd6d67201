use portcullis::prelude::*;
use tokio::net::TcpStream;

/// Connects as an async function does.
#[capability(read)]
async fn connect(port: u16) -> Result<u16, Internal> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await?; //~ P301
    let again = {
        use tokio::net as network;
        network::TcpStream::connect(("127.0.0.1", port)).await? //~ P301
    };
    let connect = tokio::net::TcpStream::connect::<(&str, u16)>; //~ P301
    drop(connect(("127.0.0.1", port)).await?);
    let asked = tokio::net::lookup_host(("localhost", port)).await?.count(); //~ P301
    Ok(stream.local_addr()?.port() ^ again.local_addr()?.port() ^ u16::try_from(asked).unwrap_or(0))
}

fn main() {}
