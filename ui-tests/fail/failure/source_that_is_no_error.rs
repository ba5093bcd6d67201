use portcullis::prelude::*;

#[failure]
enum OrdersFailure {
    #[public("it failed")]
    Upstream(#[from] u32),
}

fn main() {}
