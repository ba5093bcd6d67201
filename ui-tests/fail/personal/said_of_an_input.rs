use portcullis::prelude::*;
use portcullis::{Email, Personal};

#[data(input, personal)] //~ refused
struct Customer {
    email: Personal<Email>,
}

#[data(output, personal = true)] //~ refused
struct Contact {
    email: Personal<Email>,
}

#[data(output, personnel)] //~ refused
struct Employee {
    name: String,
}

fn main() {}
