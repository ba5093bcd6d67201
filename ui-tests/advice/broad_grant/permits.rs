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

/// Without a policy.
fn permits(bot: Caller, desk: Caller) -> Permits {
    Permits::none()
        .permit(desk, order_status)
        .permit(bot.clone(), order_status) //~ P707
        .permit(bot.clone(), refund)
        .permit(bot, change_address)
}

fn main() {
    permits(Caller::local(), Caller::local());
}
