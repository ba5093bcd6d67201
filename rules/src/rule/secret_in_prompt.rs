//! # P103: secret_in_prompt
//!
//! Refuses a secret in a `prompt!`, in a hole of the instructions and as data: a `Secret`, a `Credential`, a `SecretRef`,
//! each of them also where it is borrowed.
//!
//! ## Why
//!
//! What a model has read it can say again, to whoever asks in the right words. A prompt is kept besides: by the
//! provider, in traces, in caches, in the records of a conversation. A key that was in one is a key to be changed.
//!
//! CWE-200 (exposure of sensitive information to an unauthorized actor), CWE-522 (insufficiently protected credentials).
//! OWASP MCP Top 10 (2025): MCP01, token mismanagement and secret exposure.
//!
//! ## What kind of guarantee
//!
//! Sound: only `prompt!` makes a `Prompt`, its holes take what is `Trusted`, its data what can be displayed, and no
//! type for secrets is either of them.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//! use portcullis::prompt;
//! use portcullis::secret::SecretRef;
//!
//! /// The key of the shop.
//! struct ShopKey;
//!
//! /// Makes the prompt for an answer.
//! #[capability(read)]
//! fn answer(#[grant] key: SecretRef<ShopKey>, #[validate(length(max = 900))] question: String) -> String {
//!     let prompt = prompt!("Answer."; data question = question, data key = key);
//!     format!("{prompt:?}")
//! }
//! ```
//!
//! ```text
//! error[E0277]: `SecretRef<ShopKey>` holds a secret, which no model may see
//!    |
//! 11 |     let prompt = prompt!("Answer."; data question = question, data key = key);
//!    |                                                                          ^^^ this would go to the model,
//!    |                                                                              and to all who read its prompts
//!    |
//!    = note: help: leave it out of the prompt; the body uses it through an authority, such as
//!            `#[grant] shop: Http<Shop>`, and the model gets what that answers
//!    = note: see: cargo portcullis explain P103
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//! use portcullis::prompt;
//! use portcullis::secret::SecretRef;
//!
//! /// The key of the shop.
//! struct ShopKey;
//!
//! /// Makes the prompt for an answer.
//! #[capability(read)]
//! fn answer(
//!     call: &Call,
//!     #[grant] key: SecretRef<ShopKey>,
//!     #[validate(length(max = 900))] question: String,
//! ) -> Result<String, Internal> {
//!     let price = key.reveal(call, |key| price_of(key, &question))?;
//!     let prompt = prompt!("Answer the question. The price is {price}.", price = price; data question = question);
//!     Ok(format!("{prompt:?}"))
//! }
//!
//! /// Asks the shop.
//! fn price_of(_key: &[u8], question: &str) -> u64 {
//!     question.len() as u64
//! }
//! ```
//!
//! ## What it cannot see
//!
//! Text that was taken out of a secret with `reveal` is text like any other, and so is a key that never was a
//! `Secret`. Where it leaves the gate in an answer, the leak scan finds the first of the two. A prompt that is put
//! together with `format!` has nothing of this.
//!
//! ## Making an exception
//!
//! There is none: `allow(secret_in_prompt, …)` is refused. No model needs a key.
