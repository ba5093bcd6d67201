use portcullis::prelude::*;

/// The protocol stands by itself, the host behind it.
#[capability(read)]
fn download(#[validate(length(max = 20))] name: String) -> usize {
    let mut address = String::from("http://"); //~ P303
    address.push_str("mirror.marketwire.net");
    address += "/files/";
    address.push_str(&name);
    address.len()
}

/// The pieces are in a list.
#[capability(read)]
fn hooks(#[validate(length(max = 20))] name: String) -> usize {
    let address = ["http://", "hooks.brightmeter.io/", name.as_str()].concat(); //~ P303
    address.len()
}

fn main() {}
