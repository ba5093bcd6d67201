use portcullis::prelude::*;

#[data]
struct Order {
    #[validate(length(max = 3), pattern = "^[a-z+$")]
    open: String,
    #[validate(length(max = 3), pattern = "(?=a)")]
    ahead: String,
    #[validate(length(max = 3), pattern = SOME)]
    path: String,
    #[validate(pattern = "a")]
    number: u32,
}

fn main() {}
