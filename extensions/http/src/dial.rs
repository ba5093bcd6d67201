//! Opening a connection to an address that was checked. Nothing here knows a name.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;

use tokio::net::TcpStream;

pub(crate) type Dialled<'a> = Pin<Box<dyn Future<Output = io::Result<TcpStream>> + Send + 'a>>;

/// What opens connections: TCP, and in tests what stands for it.
pub(crate) trait Dial: Send + Sync + 'static {
    fn dial(&self, address: SocketAddr) -> Dialled<'_>;

    /// Whether it is the network itself. Any other is shown in the surface.
    fn is_the_network(&self) -> bool {
        false
    }
}

/// The network.
#[derive(Debug)]
pub(crate) struct Tcp;

impl Dial for Tcp {
    fn dial(&self, address: SocketAddr) -> Dialled<'_> {
        Box::pin(async move {
            let stream = TcpStream::connect(address).await?;
            // A request is written at once.
            stream.set_nodelay(true)?;
            Ok(stream)
        })
    }

    fn is_the_network(&self) -> bool {
        true
    }
}
