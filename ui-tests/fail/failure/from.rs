use portcullis::prelude::*;

#[failure]
enum OrdersFailure {
    #[public("it failed")]
    Two(#[from] std::io::Error, u32),
    #[public("it failed")]
    Both(#[source] std::io::Error, #[source] std::fmt::Error),
    #[public("it failed")]
    First(#[from] std::fmt::Error),
    #[public("it failed")]
    Second(#[from] std::fmt::Error),
    #[public("it failed")]
    Stopped(#[from] portcullis::Interrupted),
    #[public("it failed")]
    Valued(#[from(u32)] std::num::ParseIntError),
}

fn main() {}
