use portcullis::prelude::*;
use portcullis::{Email, Personal};

#[data(output)]
struct Page<T> {
    items: Vec<T>,
}

#[data(output)]
struct Report {
    page: Page<Personal<Email>>, //~ refused
}

/// Says who somebody is.
#[capability(read)]
fn email(number: u32) -> Personal<Email> { //~ refused
    made(number)
}

/// Says who they are.
#[capability(read)]
fn emails(number: u32) -> Result<Vec<(u32, Personal<Email>)>, Internal> { //~ refused
    made(number)
}

/// Says who they are, page by page.
#[capability(read)]
fn page(number: u32) -> Page<Personal<Email>> { //~ refused
    made(number)
}

#[data(output)]
struct Tree<T> {
    value: T,
    children: Vec<Tree<T>>,
    marked: Option<Personal<Box<Self>>>,
}

/// Says who begat whom.
#[capability(read)]
fn tree(number: u32) -> Tree<u8> { //~ refused
    made(number)
}

fn made<T>(_: u32) -> T {
    loop {}
}

fn main() {}
