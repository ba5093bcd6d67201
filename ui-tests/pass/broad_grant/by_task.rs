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

/// Each has what it needs; two capabilities are too few to say anything.
fn by_task() -> [Policy; 3] {
    let one = policy! {
        principal bot = plugin "assistant";
        principal desk = plugin "desk";
        permit bot on order_status;
        permit desk on [refund, change_address];
    };
    let two = policy! {
        principal bot = plugin "assistant";
        permit bot on [order_status, refund];
    };
    let three = policy! {
        principal bot = plugin "assistant";
        permit bot on [order_status, change_address];
        permit bot on refund when input.cents <= 500;
    };
    [one, two, three]
}

/// Without a policy.
fn permits(bot: Caller, desk: Caller) -> Permits {
    Permits::none().permit(bot, order_status).permit(desk.clone(), refund).permit(desk, change_address)
}

fn main() {
    by_task();
    permits(Caller::local(), Caller::local());
}
