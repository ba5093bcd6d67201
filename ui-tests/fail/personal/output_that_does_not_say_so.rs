use portcullis::prelude::*;
use portcullis::{Email, Personal};

#[data(output)]
struct Customer {
    number: u32,
    email: Personal<Email>, //~ refused
    others: Vec<Option<Personal<Email>>>, //~ refused
}

#[data]
struct Contact(Personal<Email>); //~ refused

#[data(output)]
enum Reached {
    By(Personal<Email>), //~ refused
    Never { why: Personal<String> }, //~ refused
}

type Address = Personal<Email>;

#[data(output)]
struct Letter {
    to: Address, //~ refused
}

fn main() {}
