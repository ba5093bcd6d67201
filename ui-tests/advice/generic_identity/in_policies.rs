use portcullis::prelude::*;

/// Says where an order is.
#[capability(read)]
fn order_status(order: u32) -> String {
    format!("order {order} is on its way")
}

/// Who may call what.
fn by_policy() -> Policy {
    policy! {
        trust domain "example.com";
        principal gateway = "spiffe://example.com/agent"; //~ P706
        principal batch = "spiffe://example.com/agent/batch"; //~ P706
        principal service = "spiffe://example.com/ns/shop/sa/default"; //~ P706
        principal desk = "spiffe://example.com/agent/desk/prod";
        permit gateway on order_status;
        permit batch on order_status;
        permit service on order_status;
        permit desk on order_status;
    }
}

fn main() {
    by_policy();
}
