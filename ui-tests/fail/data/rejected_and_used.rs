use portcullis::prelude::*;

#[data]
struct Query {
    #[validate(lenght(max = 100))] //~ refused
    word: String,
}

#[data(input)]
struct Several<T> {
    #[validate(length(max = 10), lenght(min = 1))] //~ refused
    queries: Vec<T>,
}

/// Gives back what it got: the fault is in its type.
#[capability(read)]
fn find(#[input] query: Query) -> Query {
    query
}

/// Counts: the fault is in its type.
#[capability(read)]
fn count(#[input] several: Several<Query>) -> usize {
    several.queries.len()
}

fn main() {}
