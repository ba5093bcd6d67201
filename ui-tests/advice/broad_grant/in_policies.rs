use portcullis::prelude::*;

/// Says where an order is.
#[capability(read)]
fn order_status(order: u32) -> String {
    format!("order {order} is on its way")
}

/// Pays an order back.
#[capability(write)]
fn refund(cents: u32) -> u32 {
    cents
}

/// Changes an address.
#[capability(write)]
fn change_address(street: u32) -> u32 {
    street
}

/// By a group, and by a role.
fn by_lists() -> Policy {
    policy! {
        principal bot = plugin "assistant";
        principal desk = plugin "desk";
        role all_of_us = [desk];
        group all = [order_status, refund, change_address];
        permit bot on all; //~ P707
        permit all_of_us on all; //~ P707
    }
}

/// One after the other.
fn one_by_one() -> Policy {
    policy! {
        principal bot = plugin "assistant";
        permit bot on order_status;
        permit bot on self::refund;
        permit bot on change_address; //~ P707
    }
}

fn main() {
    by_lists();
    one_by_one();
}
