use portcullis::prelude::*;
use portcullis::{BoundedVec, Date, Email, Personal};

#[data(output, personal)]
struct Customer {
    number: u32,
    email: Personal<Email>,
    others: Vec<Personal<Email>>,
}

// What holds a type that says so need not say it as well.
#[data(output)]
struct Customers {
    customers: Vec<Customer>,
}

#[data(personal)]
struct Contact<T> {
    of: T,
    #[validate(length(min = 1, max = 80), pattern = "^[^<>]+$", does_not_contain(pattern = "&"))]
    name: Personal<String>,
    #[validate(range(min = 0, max = 150))]
    age: Personal<u8>,
    #[validate(length(max = 254), email)]
    address: Option<Personal<String>>,
    born: Personal<Option<Date>>,
}

#[data(output)]
struct Page<T> {
    items: Vec<T>,
}

/// Lists customers.
#[capability(read)]
fn customers(after: u32) -> Page<Customer> {
    let _ = Customers { customers: Vec::new() };
    let _ = after;
    Page { items: Vec::new() }
}

/// Keeps contacts.
#[capability(write)]
fn keep(contacts: BoundedVec<Contact<u32>, 3>) -> usize {
    contacts.len()
}

fn main() {}
