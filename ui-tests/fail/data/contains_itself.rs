use portcullis::prelude::*;

#[data]
struct Tree {
    name: u32,
    left: Option<Box<Tree>>,
    #[validate(length(max = 2))]
    others: Vec<Self>,
}

#[data(input)]
enum Filter {
    Is(u32),
    Not(Box<Filter>),
}

fn main() {}
