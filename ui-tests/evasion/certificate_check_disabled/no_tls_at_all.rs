use portcullis::prelude::*;

mod tokio_postgres {
    pub struct NoTls;

    pub fn connect(settings: &str, _: NoTls) -> usize {
        settings.len()
    }
}

/// There is no certificate to check.
#[capability(read)]
fn connect(number: u32) -> usize {
    tokio_postgres::connect("host=db.internal", tokio_postgres::NoTls) + number as usize
}

fn main() {}
