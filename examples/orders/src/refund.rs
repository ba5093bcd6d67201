//! `refund`: pays an order back. Money that is paid twice is not noticed by anybody who would say so, and three things keep
//! it from that: the shop has one refund for an order, so that asking again changes nothing; the gate keeps the answer for
//! the caller's key; and a request with an effect is never sent again by itself.

use portcullis::prelude::*;
use portcullis_http::{Body, HttpMut, path};

use crate::status::{Order, Told};
use crate::{RefundFailure, Shop};

/// Pays an order back, all of it or a part, once. Above 20.00 a supervisor must agree, and above 500.00 nobody can.
#[capability(write, timeout = "1s", idempotent, breaker(failures = 5, cooldown = "1s"))]
pub async fn refund(
    call: &Call,
    #[grant] shop: HttpMut<Shop>,
    /// The order, such as `A-1001`.
    #[validate(length(min = 1, max = 40))]
    order: String,
    /// How much is paid back.
    #[validate(range(min = 1, max = 100_000))]
    cents: u32,
) -> Result<Order, RefundFailure> {
    call.note("cents", cents);
    let wanted = Body::json(&serde_json::json!({ "cents": cents }));
    let answer = shop.put(path!("/orders/{order}/refund", order), wanted).send(call).await?;
    match answer.status() {
        409 => Err(RefundFailure::AlreadyRefunded),
        422 => Err(RefundFailure::MoreThanItCost),
        _ => Ok(answer.success()?.json::<Told>()?.into()),
    }
}
