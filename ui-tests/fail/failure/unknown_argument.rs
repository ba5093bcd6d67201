use portcullis::prelude::*;

#[failure(krate = portcullis)]
enum OrdersFailure {
    #[public("it failed", retriable)]
    Failed,
    #[public("it failed", retryable, retryable)]
    Twice,
    #[public("it may have happened", retryable, unknown)]
    Both,
    #[public("it may have happened", outcome = unknown)]
    AsValue,
}

fn main() {}
