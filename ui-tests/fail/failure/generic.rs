use portcullis::prelude::*;

#[failure]
enum OrdersFailure<T> {
    #[public("it failed")]
    Failed(T),
}

fn main() {}
