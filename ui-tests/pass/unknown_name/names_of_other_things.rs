use portcullis::prelude::*;

/// Finds orders.
#[capability(read)]
fn find_orders(customer: u32) -> u32 {
    customer
}

/// Pays a customer back.
#[capability(read)]
fn refund(amount: u32) -> u32 {
    amount
}

mod desk {
    use portcullis::prelude::*;

    /// Called like a principal.
    #[capability(read)]
    pub fn gateway() -> bool {
        true
    }
}

use desk::gateway;

/// Called like a word of the language.
#[capability(read)]
fn when(on: bool, caller: u8) -> bool {
    on && caller > 0
}

fn main() {
    let _ = policy! {
        principal gateway = plugin "gateway";
        principal local = local;
        role group = [gateway, local];
        group role = [find_orders, refund];
        permit group on role;
        permit gateway on gateway;
        permit local on gateway when caller.kind == local;
        permit local on when when input.on && input.caller in [1, 2];
    };
}
