pub mod orders {
    use portcullis::prelude::*;

    #[data]
    struct Order {
        number: u32,
    }

    /// Reachable from outside, with a type that is not.
    #[capability(read)]
    pub fn place(#[input] order: Order) -> u32 { //~ refused
        order.number
    }
}

fn main() {}
