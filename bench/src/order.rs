//! The tool that every row calls: it prices an order. Six fields of mixed types with bounds in, five numbers out.
//!
//! Its work is a few multiplications, so that what a row costs is what stands around the tool.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What every row is called with: 200 bytes, valid in every field.
pub const INPUT: &[u8; 200] = br#"{"customer":"Ada Lovelace & Daughters, London","quantity":12,"unit_price":1299.5,"shipping":"express","gift":true,"note":"Please leave it with the porter if nobody answers the bell before noon today"}"#;

/// What every row answers, as JSON.
pub const ANSWER: &str =
    r#"{"goods_cents":1559400,"shipping_cents":2400,"wrapping_cents":490,"total_cents":1562290,"days":2}"#;

/// The tool's name.
pub const QUOTE: &str = "quote_order";
/// A tool with the same input whose body panics.
pub const PANICS: &str = "panics";
/// A tool with the same input whose body never ends, and yields.
pub const WAITS: &str = "waits";
/// A tool with the same input whose body holds its thread for [`HOLD`].
pub const BLOCKS: &str = "blocks";

/// How long [`BLOCKS`] holds its thread.
pub const HOLD: std::time::Duration = std::time::Duration::from_millis(1_500);

/// The text of the panic in [`PANICS`]; no caller should read it.
pub const PANIC_TEXT: &str = "connection string was db-host-7";

/// The bounds of the fields, for the rows that check them by hand.
pub mod bounds {
    use std::ops::RangeInclusive;

    /// Characters in `customer`.
    pub const CUSTOMER: RangeInclusive<usize> = 2..=60;
    /// Pieces.
    pub const QUANTITY: RangeInclusive<u32> = 1..=1_000;
    /// Price of one piece.
    pub const UNIT_PRICE: RangeInclusive<f64> = 0.01..=100_000.0;
    /// Characters in `note`.
    pub const NOTE: RangeInclusive<usize> = 0..=120;
}

/// How it travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Shipping {
    /// Within five days.
    Standard,
    /// Within two days.
    Express,
    /// By tomorrow.
    Overnight,
}

/// What it costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// All pieces.
    pub goods_cents: u64,
    /// The way.
    pub shipping_cents: u64,
    /// The paper and the ribbon.
    pub wrapping_cents: u64,
    /// All of it.
    pub total_cents: u64,
    /// Days until it arrives.
    pub days: u8,
}

/// The tool's body, the same one for every row.
pub fn quote(quantity: u32, unit_price: f64, shipping: Shipping, gift: bool, note: &str) -> Quote {
    let goods_cents = u64::from(quantity) * (unit_price * 100.0).round() as u64;
    let (fee, days) = match shipping {
        Shipping::Standard => (50, 5),
        Shipping::Express => (200, 2),
        Shipping::Overnight => (900, 1),
    };
    let shipping_cents = fee * u64::from(quantity);
    let wrapping_cents = if gift { 490 } else { 0 } + if note.contains("ribbon") { 100 } else { 0 };
    Quote {
        goods_cents,
        shipping_cents,
        wrapping_cents,
        total_cents: goods_cents + shipping_cents + wrapping_cents,
        days,
    }
}

/// The body of [`PANICS`].
pub fn panics() -> Quote {
    panic!("{PANIC_TEXT}")
}

/// The body of [`WAITS`].
pub async fn waits() -> Quote {
    std::future::pending().await
}

/// The body of [`BLOCKS`].
pub fn blocks() -> Quote {
    std::thread::sleep(HOLD);
    quote(1, 1.0, Shipping::Standard, false, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_input_is_valid_and_is_answered_as_declared() {
        let order: serde_json::Value = serde_json::from_slice(INPUT).unwrap();
        assert_eq!(order.as_object().unwrap().len(), 6);
        let quote = quote(12, 1299.5, Shipping::Express, true, order["note"].as_str().unwrap());
        assert_eq!(serde_json::to_string(&quote).unwrap(), ANSWER);
    }
}
