extern crate portcullis as gate;

mod inner {
    pub use portcullis as again;
}

#[gate::prelude::data(crate = gate)]
struct Order {
    number: u32,
}

#[gate::prelude::data(input, crate = self::inner::again)]
enum Change {
    Add(Order),
}

#[gate::prelude::failure(crate = self::inner::again)]
enum OrdersFailure {
    #[public("it failed")]
    Failed,
}

fn main() {}
