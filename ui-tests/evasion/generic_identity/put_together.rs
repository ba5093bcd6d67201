use portcullis::prelude::*;

/// It is put together.
fn put_together(domain: &str) -> String {
    let mut id = String::from("spiffe://");
    id.push_str(domain);
    id + "/agent"
}

fn main() {
    put_together("example.com");
}
