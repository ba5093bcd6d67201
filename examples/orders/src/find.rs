//! `find_orders`: the orders of one customer, as many as were asked for.

use portcullis::prelude::*;
use portcullis_http::{Http, path};
use serde::Deserialize;

use crate::status::{Order, Told};
use crate::{OrdersFailure, Shop};

/// Orders in one answer unless the caller says how many.
const USUAL: u32 = 10;

/// Lists a customer's orders, the newest first.
#[capability(
    read,
    timeout = "1s",
    retry(attempts = 3, backoff = "20ms..100ms"),
    breaker(failures = 3, cooldown = "1s")
)]
pub async fn find_orders(
    call: &Call,
    #[grant] shop: Http<Shop>,
    /// The customer, by name.
    #[validate(length(min = 1, max = 40))]
    customer: String,
    /// How many at most; 10 unless told otherwise.
    #[validate(range(min = 1, max = 50))]
    limit: Option<u32>,
) -> Result<Found, OrdersFailure> {
    let request =
        shop.get(path!("/orders")).query("customer", customer).query("limit", limit.unwrap_or(USUAL));
    let list: List = request.json(call).await?;
    Ok(Found { orders: list.orders.into_iter().map(Order::from).collect() })
}

/// A customer's orders.
#[data(output)]
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// The newest first.
    #[validate(length(max = 50))]
    pub orders: Vec<Order>,
}

/// The same, as the shop tells it.
#[derive(Deserialize)]
struct List {
    orders: Vec<Told>,
}
