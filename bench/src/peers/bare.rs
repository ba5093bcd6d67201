//! serde and the function, with nothing around them: the floor of what a call can cost.

use serde::Deserialize;

use crate::door::Door;
use crate::order::{self, Shipping};

/// No guard at all.
#[derive(Debug, Clone, Copy)]
pub struct Bare;

#[derive(Deserialize)]
struct Order {
    #[serde(rename = "customer")]
    _customer: String,
    quantity: u32,
    unit_price: f64,
    shipping: Shipping,
    gift: bool,
    note: String,
}

impl Door for Bare {
    async fn call(&self, tool: &'static str, input: &[u8]) -> Result<Vec<u8>, String> {
        let order: Order = serde_json::from_slice(input).map_err(|error| error.to_string())?;
        let quote = match tool {
            order::PANICS => order::panics(),
            order::WAITS => order::waits().await,
            order::BLOCKS => order::blocks(),
            _ => order::quote(order.quantity, order.unit_price, order.shipping, order.gift, &order.note),
        };
        serde_json::to_vec(&quote).map_err(|error| error.to_string())
    }
}
