use portcullis::prelude::*;

#[data(output)]
struct Report<'a> {
    text: &'a str,
    lines: Vec<String>,
    children: Vec<Report<'a>>,
}

fn main() {}
