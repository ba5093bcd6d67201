//! What is offered, and to whom: the one place that says so.

use portcullis::GateBuilder;
use portcullis::approval::Approver;
use portcullis::prelude::*;
use portcullis_http::HttpHost;

use crate::Shop;
use crate::find::find_orders;
use crate::refund::refund;
use crate::status::order_status;

/// The most of the shop's answer that is read, in bytes.
pub const LARGEST_ANSWER: usize = 64 << 10;

/// All capabilities, with the shop that they may ask, who may call them, and who agrees to what is above the limit.
pub fn capabilities(shop: HttpHost<Shop>, supervisor: impl Approver) -> GateBuilder {
    let shop = shop.max_response(LARGEST_ANSWER).writable();
    Gate::builder()
        .capability(order_status)
        .capability(find_orders)
        .capability(refund)
        .grant(shop.read_only())
        .grant(shop)
        .approver("supervisor", supervisor)
        .authorizer(policy())
}

/// Who may call what. An expectation that does not hold does not compile.
pub fn policy() -> Policy {
    policy! {
        principal operator = local;
        principal supervisor = approver "supervisor";
        group reading = [order_status, find_orders];

        permit operator on reading;
        permit operator on refund when input.cents <= 2_000;
        permit operator on refund when input.cents <= 50_000 approved by supervisor;

        expect permit operator on reading;
        expect permit operator on refund with { cents: 2_000 };
        expect forbid operator on refund with { cents: 50_001 };
        // Who agrees to a refund does not make one.
        expect forbid supervisor on refund;
    }
}
