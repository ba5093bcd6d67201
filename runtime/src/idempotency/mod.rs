//! An effect that happens once, however often it is asked for: the results of calls that carried a key.
//!
//! A caller who lost an answer asks again with the same key and gets the answer of the first call. What is kept here are
//! answers, so the file belongs to its owner alone, like the effects themselves.
//!
//! | file | about |
//! |---|---|
//! | `key.rs` | the caller's key |
//! | `results.rs` | which keys were used, and what came of them |
//! | `log.rs` | the same on disk, where a crash does not take it |
//! | `commit.rs` | how many keep something at the same time without waiting for each other's disk |

mod commit;
mod key;
mod log;
mod results;
#[cfg(test)]
mod tests;

pub use key::{IdempotencyKey, InvalidKey};
pub use log::ResultsError;
pub use results::Results;
pub(crate) use results::{Known, Slot, Turn, Unavailable, digest, token};
