use portcullis::prelude::*;

#[data(output)]
struct Report {
    cause: std::io::Error,
}

fn main() {}
