use portcullis::prelude::*;

#[data]
struct Order {
    #[validate(lenght(max = 3))]
    text: u32,
    #[validate(phone)]
    phone: u32,
    #[validate(nested)]
    nested: u32,
    #[validate]
    nothing: u32,
}

fn main() {}
