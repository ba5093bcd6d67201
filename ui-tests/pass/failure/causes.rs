use portcullis::prelude::*;

use std::sync::Arc;

/// What can go wrong.
#[failure]
#[derive(Clone)]
pub enum OrdersFailure {
    /// Documented.
    #[public("no such customer")]
    UnknownCustomer,
    #[public("unavailable", retryable)]
    Upstream(#[from] std::fmt::Error),
    #[public("{number} is not in {place}, {{really}}")]
    Elsewhere { number: u32, place: String },
    #[public("it failed")]
    Store {
        #[source]
        cause: Arc<std::io::Error>,
    },
}

fn order(call: &Call) -> Result<(), OrdersFailure> {
    call.checkpoint()?;
    Err(std::fmt::Error)?
}

fn main() {
    let _ = order;
}
