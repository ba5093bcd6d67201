use portcullis::prelude::*;

/// Addresses in a `format!`, in a list and behind a branch.
#[capability(read)]
fn regional(#[validate(length(max = 20))] region: String, port: u16) -> usize {
    let address = format!("http://{region}.skyforecast.net/v2/point"); //~ P303
    let list = vec![("feed", "http://blog.marketwire.net/atom.xml")]; //~ P303
    let other = match port {
        80 => format!("ftp://files.marketwire.net:{port}/daily"), //~ P303
        _ => concat!("http://", "mirror.marketwire.net").to_owned(), //~ P303
    };
    address.len() + list.len() + other.len()
}

fn main() {}
