use portcullis::prelude::*;

#[failure]
enum OrdersFailure {
    #[public("it failed")]
    Upstream(#[from] u32),
}

#[failure]
enum RefundFailure {
    #[public("the refunds of this process were lost")]
    Lost(#[from] Internal),
}

fn main() {}
