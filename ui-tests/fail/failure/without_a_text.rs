use portcullis::prelude::*;

#[failure]
enum OrdersFailure {
    UnknownCustomer,
    #[public]
    Upstream(#[from] std::io::Error),
    #[public(retryable)]
    Busy,
    #[public = "it failed"]
    Assigned,
    #[public("one")]
    #[public("two")]
    Twice,
}

fn order() -> Result<(), OrdersFailure> {
    std::fs::remove_file("order")?;
    Ok(())
}

fn main() {
    let _ = order();
}
