//! `order_status`: one order. The smallest capability here, and a model for others that ask a host.

use portcullis::prelude::*;
use portcullis_http::{Http, path};
use serde::Deserialize;

use crate::{OrdersFailure, Shop};

/// Says how far an order is, what it cost, and how much of that was paid back.
#[capability(
    read,
    timeout = "1s",
    rate = "1200/min",
    retry(attempts = 3, backoff = "20ms..100ms"),
    breaker(failures = 3, cooldown = "1s")
)]
pub async fn order_status(
    call: &Call,
    #[grant] shop: Http<Shop>,
    /// The order, such as `A-1001`.
    #[validate(length(min = 1, max = 40))]
    order: String,
) -> Result<Order, OrdersFailure> {
    let told: Told = shop.get(path!("/orders/{order}", order)).json(call).await?;
    Ok(told.into())
}

/// An order.
#[data(output)]
#[derive(Debug, PartialEq, Eq)]
pub struct Order {
    /// Its name.
    #[validate(length(max = 40))]
    pub order: String,
    /// Whose it is.
    #[validate(length(max = 40))]
    pub customer: String,
    /// What was ordered.
    #[validate(length(max = 100))]
    pub item: String,
    /// How far it is.
    pub status: Status,
    /// What it cost.
    pub cents: u32,
    /// How much of that was paid back.
    pub refunded_cents: u32,
}

/// How far an order is.
#[data]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It waits to be packed.
    Placed,
    /// It is on its way.
    Sent,
    /// It has arrived.
    Delivered,
}

/// An order as the shop tells it. What the shop tells besides is left out, since it may learn to tell more; what it must not
/// tell, such as a text without end, is kept in by the bounds of [`Order`].
#[derive(Deserialize)]
pub(crate) struct Told {
    order: String,
    customer: String,
    item: String,
    status: Status,
    cents: u32,
    refunded_cents: u32,
}

impl From<Told> for Order {
    fn from(told: Told) -> Self {
        let Told { order, customer, item, status, cents, refunded_cents } = told;
        Order { order, customer, item, status, cents, refunded_cents }
    }
}
