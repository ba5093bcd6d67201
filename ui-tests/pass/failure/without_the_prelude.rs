#![no_implicit_prelude]

#[::portcullis::prelude::failure]
pub enum OrdersFailure {
    #[public("{0} failed", retryable)]
    Failed(u8),
    #[public("it failed")]
    Caused(#[from] ::std::io::Error),
}

fn main() {}
