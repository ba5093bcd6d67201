//! Policies of several programs.

use portcullis::policy::{AuthorizationRequest, Authorizer, Decision, PolicyOutage};
use portcullis::prelude::*;

/// Says where an order is.
#[capability(read)]
fn order_status(order: u32) -> String {
    format!("order {order} is on its way")
}

/// Lists a customer's latest orders.
#[capability(read)]
fn find_orders(customer: u32, #[validate(range(min = 1, max = 50))] limit: u32) -> String {
    format!("{limit} orders of {customer}")
}

/// Pays an order back.
#[capability(write)]
fn refund(cents: u32) -> u32 {
    cents
}

/// Changes an address.
#[capability(write)]
fn change_address(customer: u32, street: u32) -> u32 {
    customer + street
}

/// Deletes an account.
#[capability(destructive, approval)]
fn delete_account(number: u32) -> u32 {
    number
}

//# bad
fn of_the_operator() -> Policy {
    policy! {
        principal operator = local;
        principal owner = approver "owner";
        permit operator on everything;
    }
}

//# good
fn of_operator_and_pricing() -> Policy {
    policy! {
        principal operator = local;
        principal pricing = plugin "pricing";
        principal owner = approver "owner";
        group reading = [order_status, find_orders];

        permit operator on [refund, change_address];
        permit operator on delete_account approved by owner;
        permit pricing on reading;
    }
}

//# bad
fn with_a_group() -> Policy {
    policy! {
        trust domain "example.com";
        principal gateway = "spiffe://example.com/agent/gateway/prod";
        principal owner = approver "owner";
        group all = [order_status, find_orders, refund, change_address, delete_account];

        permit gateway on all;
        expect permit gateway on refund;
    }
}

//# good
fn with_a_denial() -> Policy {
    policy! {
        trust domain "example.com";
        principal gateway = "spiffe://example.com/agent/gateway/prod";
        principal support = "spiffe://example.com/agent/support/prod";
        principal retired = plugin "retired";
        group all = [order_status, find_orders, refund, change_address, delete_account];

        permit gateway on [order_status, find_orders];
        permit support on refund when input.cents <= 2_000;
        forbid gateway on delete_account;
        forbid retired on all;
        expect forbid support on change_address;
        expect forbid gateway on refund;
    }
}

//# bad
fn administrators() -> Policy {
    policy! {
        trust domain "example.com";
        principal gateway = "spiffe://example.com/agent/gateway/prod";
        principal desk = "spiffe://example.com/agent/desk/prod";
        principal root = "spiffe://example.com/agent/root/prod";
        role administrators = [root];

        permit gateway on order_status;
        permit desk on [find_orders, refund];
        permit administrators on anything;
    }
}

//# good
fn anyone_reads() -> Policy {
    policy! {
        trust domain "example.com";
        principal gateway = "spiffe://example.com/agent/gateway/prod";
        principal desk = "spiffe://example.com/agent/desk/prod";
        principal search = plugin "everything";

        permit anyone on order_status;
        permit desk on find_orders when input.limit <= 20;
        permit gateway on refund when input.cents <= 500;
        expect forbid search on refund;
    }
}

//# bad
fn one_after_the_other() -> Policy {
    policy! {
        principal bot = plugin "assistant";
        principal operator = local;

        permit bot on order_status;
        permit bot on find_orders;
        permit bot on refund;
        permit bot on change_address;
        permit bot on delete_account;
        permit operator on order_status;
    }
}

//# bad
fn permits(bot: Caller, desk: Caller) -> Permits {
    let permits = Permits::none().permit(desk, order_status);
    permits
        .permit(bot.clone(), order_status)
        .permit(bot.clone(), find_orders)
        .permit(bot.clone(), refund)
        .permit(bot.clone(), change_address)
        .permit(bot, delete_account)
}

//# good
fn permits_by_task(bot: Caller, desk: Caller, owner: Caller) -> Permits {
    Permits::none()
        .permit(bot.clone(), order_status)
        .permit(bot, find_orders)
        .permit(desk.clone(), refund)
        .permit(desk, change_address)
        .permit(owner, delete_account)
}

struct ByOwner {
    owner: Caller,
}

struct ByTable {
    rows: Vec<(Caller, portcullis::CapabilityId)>,
}

impl Authorizer for ByOwner {
    //# bad
    fn authorize(&self, request: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        if *request.caller == self.owner {
            return Ok(Decision::Permit);
        }
        Ok(Decision::Forbid)
    }
}

impl Authorizer for ByTable {
    //# good
    fn authorize(&self, request: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        let known =
            self.rows.iter().any(|(caller, id)| caller == request.caller && *id == request.capability);
        Ok(if known { Decision::Permit } else { Decision::Forbid })
    }
}
