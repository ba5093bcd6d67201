use portcullis::prelude::*;

#[failure]
#[derive(Debug, thiserror::Error, serde::Serialize)]
enum OrdersFailure {
    #[public("it failed")]
    Failed,
}

fn main() {}
