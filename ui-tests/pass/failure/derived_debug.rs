use portcullis::prelude::*;

#[failure]
#[derive(Debug, PartialEq, Eq, Hash, Clone, Copy)]
enum OrdersFailure {
    #[public("it failed")]
    Failed,
}

fn main() {}
