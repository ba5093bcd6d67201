use portcullis::prelude::*;

mod net {
    pub fn connect() -> impl tokio::io::AsyncRead + Unpin {
        tokio::io::empty()
    }
}

mod axum {
    pub mod body {
        pub async fn to_bytes(body: Vec<u8>, _limit: usize) -> Result<Vec<u8>, std::io::Error> {
            Ok(body)
        }
    }
}

/// Reads whatever comes, for as long as it comes.
#[capability(read)]
async fn read_all(number: u32) -> Result<u64, Internal> {
    use tokio::io::AsyncReadExt;
    let mut stream = net::connect();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?; //~ P504
    let mut text = String::new();
    tokio::io::stdin().read_to_string(&mut text).await?; //~ P504
    let body = axum::body::to_bytes(bytes, usize::MAX).await?; //~ P504
    Ok(u64::from(number) + body.len() as u64)
}

/// The same without `await`.
#[capability(read)]
fn unpack(number: u32) -> Result<u64, Internal> {
    struct GzDecoder(std::io::Empty);
    impl GzDecoder {
        fn new(inner: std::io::Empty) -> Self {
            Self(inner)
        }
    }
    impl std::io::Read for GzDecoder {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0.read(buffer)
        }
    }
    let mut response = std::io::empty();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut response, &mut bytes)?; //~ P504
    use std::io::Read;
    response.read_to_end(&mut bytes)?; //~ P504
    drop(GzDecoder::new(std::io::empty()));
    Ok(u64::from(number) + bytes.len() as u64)
}

fn main() {}
