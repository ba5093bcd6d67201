//! An MCP server over the order service of a shop, which wants a key: what a model may do with it is look up orders, and pay
//! them back within what a policy says. The shop is a small one that the example starts itself, on loopback.
//!
//! Read in this order: [`status`] is a capability that asks a host, [`find`] another, [`refund`] is one with an effect that
//! must not happen twice, [`offer`] has the policy, [`key`] is where the key lies, [`serve`] serves it, and [`demo`] rotates
//! the key, breaks the shop and attacks it. [`shop`] is the other side and knows nothing of Portcullis.

pub mod status;

pub mod find;
pub mod refund;

mod failure;

pub mod key;
pub mod offer;

pub mod demo;
pub mod serve;

pub mod shop;

pub use failure::{OrdersFailure, RefundFailure};

/// Names the shop in signatures: `Http<Shop>` is the right to ask it, `HttpMut<Shop>` to change something there.
pub struct Shop;
