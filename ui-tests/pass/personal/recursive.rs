use portcullis::prelude::*;
use portcullis::Personal;

// A type that holds itself, and one whose parameter may be personal data.
#[data(output)]
struct Tree<'a, T> {
    name: &'a str,
    value: T,
    children: Vec<Tree<'a, T>>,
    first: Option<Box<Self>>,
}

#[data(output, personal)]
struct Person {
    name: Personal<String>,
    friends: Vec<Person>,
}

#[data(output)]
enum List<T> {
    Empty,
    Cons(T, Box<List<T>>),
}

mod own {
    // Not the one that it holds.
    #[portcullis::data(output)]
    pub struct Vec<T> {
        list: std::vec::Vec<T>,
        more: Option<Box<Vec<T>>>,
    }
}

/// Tells a tree.
#[capability(read)]
fn tree(depth: u32) -> Tree<'static, u32> {
    Tree { name: "root", value: depth, children: Vec::new(), first: None }
}

/// Tells a list of persons.
#[capability(read)]
fn list(length: u32) -> List<Person> {
    let _ = length;
    List::Empty
}

fn main() {}
