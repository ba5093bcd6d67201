//! The shop's books: a few orders, and what was paid back of each. An order is paid back once.

use std::collections::BTreeMap;

use serde_json::{Value, json};

pub struct Books {
    /// By name, the newest last.
    orders: BTreeMap<&'static str, Value>,
    payments: usize,
}

/// Why nothing was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotPaid {
    NoSuchOrder,
    AnotherAmount,
    MoreThanItCost,
}

impl Books {
    pub fn of_this_year() -> Self {
        let orders = [
            ("A-1001", "ann", "a kettle", "delivered", 3_900),
            ("A-1002", "bob", "a bicycle bell", "sent", 1_450),
            ("A-1003", "ann", "a desk lamp", "sent", 12_000),
            ("A-1004", "cay", "a bicycle", "delivered", 84_900),
            ("A-1005", "ann", "a box of nails", "placed", 800),
        ];
        let order = |(order, customer, item, status, cents): (&'static str, &str, &str, &str, u32)| {
            let entry = json!({
                "order": order, "customer": customer, "item": item, "status": status,
                "cents": cents, "refunded_cents": 0,
            });
            (order, entry)
        };
        Books { orders: orders.into_iter().map(order).collect(), payments: 0 }
    }

    pub fn order(&self, name: &str) -> Option<&Value> {
        self.orders.get(name)
    }

    pub fn of_customer(&self, customer: &str, limit: usize) -> Vec<&Value> {
        self.orders.values().rev().filter(|order| order["customer"] == customer).take(limit).collect()
    }

    /// Pays, unless that was done before: the same refund again changes nothing.
    pub fn refund(&mut self, name: &str, cents: u32) -> Result<&Value, NotPaid> {
        let order = self.orders.get_mut(name).ok_or(NotPaid::NoSuchOrder)?;
        if order["refunded_cents"] == cents {
            return Ok(order);
        }
        if order["refunded_cents"] != 0 {
            return Err(NotPaid::AnotherAmount);
        }
        if order["cents"].as_u64().is_none_or(|cost| cost < cents.into()) {
            return Err(NotPaid::MoreThanItCost);
        }
        order["refunded_cents"] = cents.into();
        self.payments += 1;
        Ok(order)
    }

    pub fn refunded(&self, name: &str) -> Option<u32> {
        self.order(name)?["refunded_cents"].as_u64()?.try_into().ok()
    }

    pub fn payments(&self) -> usize {
        self.payments
    }
}
