use portcullis::prelude::*;

#[data]
struct Order {
    #[validate(email)]
    email: u32,
    #[validate(url, ip)]
    url: bool,
    #[validate(length(max = 3), allow_control)]
    list: Vec<u32>,
}

fn main() {}
