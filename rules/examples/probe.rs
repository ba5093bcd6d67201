//! Probe.
#![allow(clippy::all)]
use portcullis_rules::{Breadth, check_file};
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let source = std::fs::read_to_string(path).unwrap();
    let file = syn::parse_file(&source).unwrap();
    if std::env::args().nth(2).is_some() {
        for site in portcullis_rules::facts::Facts::of_file(&file).sites() { println!("{:?} {:#?}", site.place.line_and_column(), site.what); }
    }
    for f in check_file(&file, &source, Breadth::Everywhere) {
        println!("{:?} {:?} {:?} {}", f.code(), f.level(), f.place().line_and_column(), f.message());
    }
}
