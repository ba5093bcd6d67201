use portcullis::prelude::*;

#[failure]
enum OrdersFailure {
    #[public("the order service says {0}")]
    Upstream(#[from] std::io::Error),
}

fn main() {}
