use std::net::TcpStream as Stream;

use portcullis::prelude::*;

/// The type has a name of the file's own.
#[capability(read)]
fn is_up(port: u16) -> bool {
    Stream::connect(("127.0.0.1", port)).is_ok()
}

fn main() {}
