use portcullis::prelude::*;

#[data]
struct Order {
    #[validate(length(max = 3), allow_control, non_control_character)]
    both: String,
}

#[data(input)]
struct Unbounded {
    #[validate(allow_control)]
    text: portcullis::BoundedString<3>,
}

fn main() {}
