//! Probe.
#![allow(clippy::all)]
use portcullis_rules::{Breadth, check_file};
fn main() {
    let code = std::env::args().nth(1).unwrap();
    std::thread::Builder::new().stack_size(256<<20).spawn(move || {
    for path in std::io::stdin().lines() {
        let path = path.unwrap();
        let Ok(source) = std::fs::read_to_string(&path) else { continue };
        let Ok(file) = syn::parse_file(&source) else { continue };
        for f in check_file(&file, &source, Breadth::Everywhere) {
            if f.code() == Some(&*code) || code == "all" { println!("{} {:?} {path}:{} {}", f.code().unwrap_or(""), f.level(), f.place().line_and_column().0, f.message()); }
        }
    }}).unwrap().join().unwrap();
}
