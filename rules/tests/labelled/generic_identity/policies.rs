//! Who may call what, in several programs.

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

//# bad
fn shop_policy() -> Policy {
    policy! {
        trust domain "example.com";
        principal gateway = "spiffe://example.com/agent";
        permit gateway on order_status;
    }
}

//# good
fn shop_policy_by_role() -> Policy {
    policy! {
        trust domain "example.com";
        principal gateway = "spiffe://example.com/agent/gateway/prod";
        permit gateway on order_status;
        expect forbid gateway on refund;
    }
}

//# bad
fn desk_policy() -> Policy {
    policy! {
        trust domain "desk.example.org";
        principal operator = local;
        principal clerk = "spiffe://desk.example.org/agent/clerk/staging";
        principal service = "spiffe://desk.example.org/ns/default/sa/default";
        permit operator on refund;
        permit clerk on order_status;
        permit service on order_status;
    }
}

//# good
fn desk_policy_without_services() -> Policy {
    policy! {
        trust domain "desk.example.org";
        federated "partner.example.net";
        principal operator = local;
        principal pricing = plugin "pricing";
        principal owner = approver "owner";
        principal clerk = "spiffe://partner.example.net/agent/clerk/staging";
        permit operator on order_status;
        permit pricing on order_status;
        permit clerk on refund approved by owner;
    }
}

//# bad
fn batch_policy() -> Policy {
    policy! {
        trust domain "example.com";
        principal batch = "spiffe://example.com/agent/batch";
        permit batch on refund when input.cents <= 2_000;
        expect forbid batch on refund with { cents: 2_001 };
    }
}

//# bad
fn single_service() -> Policy {
    policy! {
        trust domain "prod.example.com";
        principal everything_else = "spiffe://prod.example.com/service";
        principal gateway = "spiffe://prod.example.com/agent/gateway/prod";
        role agents = [gateway, everything_else];
        permit agents on order_status;
    }
}
