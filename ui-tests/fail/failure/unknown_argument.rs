use portcullis::prelude::*;

#[failure(krate = portcullis)]
enum OrdersFailure {
    #[public("it failed", retriable)]
    Failed,
    #[public("it failed", retryable, retryable)]
    Twice,
}

fn main() {}
