//! Portcullis: the same tool behind a gate. Every guard is there because `#[capability]` is.

use std::sync::Arc;

use portcullis::prelude::*;

use crate::door::{Door, Opened};
use crate::order;

/// How it travels.
#[data]
#[derive(Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Shipping {
    Standard,
    Express,
    Overnight,
}

/// What it costs.
#[data(output)]
struct Quote {
    goods_cents: u64,
    shipping_cents: u64,
    wrapping_cents: u64,
    total_cents: u64,
    days: u8,
}

impl From<Shipping> for order::Shipping {
    fn from(shipping: Shipping) -> Self {
        match shipping {
            Shipping::Standard => order::Shipping::Standard,
            Shipping::Express => order::Shipping::Express,
            Shipping::Overnight => order::Shipping::Overnight,
        }
    }
}

impl From<order::Quote> for Quote {
    fn from(quote: order::Quote) -> Self {
        let order::Quote { goods_cents, shipping_cents, wrapping_cents, total_cents, days } = quote;
        Quote { goods_cents, shipping_cents, wrapping_cents, total_cents, days }
    }
}

/// With limits for measuring: every guard does its work, and none says no.
mod wide {
    use super::*;

    /// Prices an order.
    #[capability(read, rate = "1000000/s", burst = 1000000, concurrency = 1024)]
    pub(super) fn quote_order(
        #[validate(length(min = 2, max = 60))] customer: String,
        #[validate(range(min = 1, max = 1000))] quantity: u32,
        #[validate(range(min = 0.01, max = 100000.0))] unit_price: f64,
        shipping: Shipping,
        gift: bool,
        #[validate(length(max = 120))] note: String,
    ) -> Quote {
        let _ = customer;
        order::quote(quantity, unit_price, shipping.into(), gift, &note).into()
    }
}

/// With limits for attacks.
mod tight {
    use super::*;

    /// Prices an order.
    #[capability(read, timeout = "100ms", rate = "20/s", burst = 20)]
    pub(super) fn quote_order(
        #[validate(length(min = 2, max = 60))] customer: String,
        #[validate(range(min = 1, max = 1000))] quantity: u32,
        #[validate(range(min = 0.01, max = 100000.0))] unit_price: f64,
        shipping: Shipping,
        gift: bool,
        #[validate(length(max = 120))] note: String,
    ) -> Quote {
        let _ = customer;
        order::quote(quantity, unit_price, shipping.into(), gift, &note).into()
    }

    /// An order, for tools that do not read it.
    #[data(input)]
    pub(super) struct Unread {
        #[validate(length(max = 60))]
        customer: String,
        quantity: u32,
        unit_price: f64,
        shipping: Shipping,
        gift: bool,
        #[validate(length(max = 120))]
        note: String,
    }

    /// Panics.
    #[capability(read, timeout = "100ms")]
    pub(super) fn panics(#[input] _order: Unread) -> Quote {
        order::panics().into()
    }

    /// Never answers.
    #[capability(read, timeout = "100ms")]
    pub(super) async fn waits(#[input] _order: Unread) -> Quote {
        order::waits().await.into()
    }

    /// Holds its thread.
    #[capability(read, timeout = "100ms")]
    pub(super) fn blocks(#[input] _order: Unread) -> Quote {
        order::blocks().into()
    }
}

/// A gate, called by name with JSON, as a transport calls it.
#[derive(Clone)]
pub struct Gated {
    gate: Arc<Gate>,
}

impl Gated {
    /// For measuring.
    pub fn wide() -> Opened<Gated> {
        let gate = Gate::builder()
            .capability(wide::quote_order)
            .authorizer(Permits::none().permit(Caller::local(), wide::quote_order))
            .ledger(Memory::new())
            .build()?;
        Ok(Gated { gate: Arc::new(gate) })
    }

    /// For attacks.
    pub fn tight() -> Opened<Gated> {
        let permits = Permits::none()
            .permit(Caller::local(), tight::quote_order)
            .permit(Caller::local(), tight::panics)
            .permit(Caller::local(), tight::waits)
            .permit(Caller::local(), tight::blocks);
        let gate = Gate::builder()
            .capability(tight::quote_order)
            .capability(tight::panics)
            .capability(tight::waits)
            .capability(tight::blocks)
            .authorizer(permits)
            .ledger(Memory::new())
            .build()?;
        Ok(Gated { gate: Arc::new(gate) })
    }
}

impl Door for Gated {
    async fn call(&self, tool: &'static str, input: &[u8]) -> Result<Vec<u8>, String> {
        let answer = self.gate.call_json(tool, &Caller::local(), input).await;
        answer.map_err(|error| serde_json::to_string(&error).unwrap_or_else(|error| error.to_string()))
    }
}
