use portcullis::prelude::*;

#[data]
struct Page<T> {
    #[validate(length(max = 10))]
    items: Vec<T>,
}

#[data]
struct Pair<A, B = A>
where
    A: Clone,
{
    a: A,
    b: B,
}

#[data]
struct Text<const MAX: usize> {
    #[validate(length(max = MAX))]
    text: String,
}

#[data]
struct All {
    page: Page<Pair<u8>>,
    text: Text<3>,
}

fn main() {}
