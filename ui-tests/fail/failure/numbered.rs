use portcullis::prelude::*;

#[failure]
enum OrdersFailure {
    #[public("it failed")]
    Failed = 3,
}

fn main() {}
