//! The input, decoded strictly and checked by hand.

use serde::Deserialize;

use super::Refusal;
use crate::order::{Shipping, bounds};

/// An order, as the caller sent it.
///
/// The derive refuses unknown fields, repeated ones (after unescaping) and missing ones. Depth needs no counter,
/// since no field can nest. serde_json refuses trailing data, lone surrogates and numbers out of range.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Order {
    pub(super) customer: String,
    pub(super) quantity: u32,
    pub(super) unit_price: f64,
    pub(super) shipping: Shipping,
    pub(super) gift: bool,
    pub(super) note: String,
}

impl Order {
    pub(super) fn decode(input: &[u8]) -> Result<Order, Refusal> {
        // serde would take an array for a struct, field by field.
        if input.trim_ascii_start().first() != Some(&b'{') {
            return Err(Refusal::new("malformed_input"));
        }
        // serde's message quotes the caller's values, so it is not passed on.
        serde_json::from_slice(input).map_err(|_| Refusal::new("malformed_input"))
    }

    pub(super) fn validate(&self) -> Result<(), Refusal> {
        let mut faults = Vec::new();
        let mut check = |holds: bool, field: &'static str, rule: &'static str| {
            if !holds {
                faults.push((field, rule));
            }
        };
        check(bounds::CUSTOMER.contains(&self.customer.chars().count()), "/customer", "length");
        check(!self.customer.chars().any(char::is_control), "/customer", "control");
        check(bounds::QUANTITY.contains(&self.quantity), "/quantity", "range");
        check(bounds::UNIT_PRICE.contains(&self.unit_price), "/unit_price", "range");
        check(bounds::NOTE.contains(&self.note.chars().count()), "/note", "length");
        check(!self.note.chars().any(char::is_control), "/note", "control");
        if faults.is_empty() { Ok(()) } else { Err(Refusal::of_fields("invalid_input", faults)) }
    }
}
