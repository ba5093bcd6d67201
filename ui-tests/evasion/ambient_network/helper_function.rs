use portcullis::prelude::*;

fn answers(port: u16) -> bool {
    std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
}

/// The connection is made in a function outside.
#[capability(read)]
fn is_up(port: u16) -> bool {
    answers(port)
}

fn main() {}
