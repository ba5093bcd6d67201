//! # 2. Inputs
//!
//! Every parameter is a field of one JSON object, but for `call: &Call` and what is marked `#[grant]`. Each needs an upper bound,
//! so that the most that a call can bring is known while compiling. A type of yours becomes input with
//! [`#[data]`](macro@crate::data).
//!
//! ```
//! use portcullis::prelude::*;
//! use portcullis::{BoundedVec, Code, Date, testing};
//!
//! /// One line of an order.
//! #[data(input)]
//! struct Item {
//!     /// As in the catalogue.
//!     #[validate(length(max = 12), pattern = "^[A-Z]{2}[0-9]+$")]
//!     article: String,
//!     #[validate(range(min = 1, max = 99))]
//!     count: u32,
//! }
//!
//! /// How it is sent.
//! #[data(input)]
//! #[serde(tag = "by", rename_all = "snake_case")]
//! enum Delivery {
//!     Post,
//!     Courier { day: Date },
//! }
//!
//! /// Says what an order costs, in cents.
//! #[capability(read)]
//! fn price(
//!     items: BoundedVec<Item, 20>,
//!     delivery: Delivery,
//!     /// A wish of the customer's, of several lines if need be.
//!     #[validate(length(max = 200), allow_control)]
//!     wish: Option<String>,
//! ) -> u32 {
//!     let sending = match delivery {
//!         Delivery::Post => 500,
//!         Delivery::Courier { .. } => 1_500,
//!     };
//!     items.iter().map(|item| item.count * 100).sum::<u32>() + sending
//! }
//!
//! #[tokio::main]
//! async fn main() {
//!     let gate = testing::Gate::new();
//!     let sent = r#"{
//!         "items": [{ "article": "AB12", "count": 2 }],
//!         "delivery": { "by": "courier", "day": "2026-02-28" }
//!     }"#;
//!     assert_eq!(gate.call_json(price, sent).await.unwrap(), b"1700");
//!
//!     // The right shape, and a rule that is broken: all faults are told, each with its place and its bounds.
//!     let refused = gate.call_json(price, sent.replace("2 }", "200 }").replace("AB12", "x")).await.unwrap_err();
//!     assert_eq!(refused.code(), Code::InvalidInput);
//!     let places: Vec<_> = refused.fields().iter().map(|fault| (&*fault.path, &*fault.rule)).collect();
//!     assert_eq!(places, [("/items/0/article", "pattern"), ("/items/0/count", "range")]);
//!
//!     // Not the right shape: 2026 has no 30th of February.
//!     let refused = gate.call_json(price, sent.replace("02-28", "02-30")).await.unwrap_err();
//!     assert_eq!(refused.code(), Code::MalformedInput);
//!     assert!(!refused.to_string().contains("02-30"));
//! }
//! ```
//!
//! ## What bounds a type
//!
//! | type | bound |
//! |---|---|
//! | numbers, `bool`, `char`, enums and structs with `#[data]` | by themselves |
//! | `String`, `Vec`, maps, and `Option`s of them | `#[validate(length(max = …))]` |
//! | [`BoundedString`](crate::BoundedString), [`BoundedVec`](crate::BoundedVec), [`BoundedMap`](crate::BoundedMap) | in the type |
//! | [`RelativePath`](crate::RelativePath), [`Email`](crate::Email), [`Slug`](crate::Slug), [`Date`](crate::Date), [`Money`](crate::Money) | in the type, and checked when they are made: see [`ready`](crate::ready) |
//! | `Uuid` | as these, with the feature `uuid` |
//! | a type that a function of yours reads | `#[bound(bytes = …)]` |
//!
//! A list needs a bound for itself and its elements need one of their own, so `Vec<String>` is no input; `BoundedVec<BoundedString<20>, 5>`
//! is one. A capability that returns a `String` needs no bound for it: `max_output` holds for the whole answer.
//!
//! Where the input is one type of yours, mark it `#[input]`. It stands alone then:
//!
//! ```
//! use portcullis::prelude::*;
//! use portcullis::{Code, testing};
//!
//! /// A day and how many days follow it.
//! #[data(input)]
//! struct Stay {
//!     from: portcullis::Date,
//!     #[validate(range(min = 1, max = 30))]
//!     nights: u8,
//! }
//!
//! /// Says what a stay costs, in cents.
//! #[capability(read)]
//! fn price(#[input] stay: Stay) -> u32 {
//!     u32::from(stay.nights) * 9_000
//! }
//!
//! #[tokio::main]
//! async fn main() {
//!     let stay = Stay { from: "2026-05-01".parse().unwrap(), nights: 2 };
//!     let gate = testing::Gate::new();
//!     assert_eq!(gate.call(price, stay).await, Ok(18_000));
//!
//!     for sent in [
//!         r#"{"from": "2026-05-01", "nights": 2, "breakfast": true}"#,
//!         r#"{"from": "2026-05-01", "nights": 2, "nights": 30}"#,
//!         r#"{"from": "2026-05-01", "nights": "2"}"#,
//!         r#"{"from": "2026-05-01", "nights": 2} {}"#,
//!         r#"["2026-05-01", 2]"#,
//!     ] {
//!         assert_eq!(gate.call_json(price, sent).await.unwrap_err().code(), Code::MalformedInput);
//!     }
//! }
//! ```
//!
//! ## What is refused when it is sent
//!
//! | sent | why |
//! |---|---|
//! | an unknown field | it would be dropped, and its sender would think that it counted |
//! | a field twice | two readers would take two different ones for it |
//! | an array where a struct is declared, `"7"` where a number is | one shape has one spelling |
//! | a NUL, and other control characters without `allow_control` | they end texts, lines and terminals early |
//! | `..`, however it is spelled, in a `RelativePath` | it leads out |
//! | anything after the document, broken UTF-8 | it is no JSON of the declared shape |
//!
//! What the refusal says is the field's path, the rule and its bounds, and never what was sent. Keys of maps and unknown keys are the
//! caller's as well, and become `*`.
//!
//! ## What does not compile
//!
//! - A field without a bound. This is *sound*, by the trait [`Bounded`](crate::Bounded): `ui-tests/fail/unbounded_input/text.rs`.
//! - A field that is called as a credential is: `password`, `api_key`, `access_token`. A secret that a model sends has been seen by it.
//!   Secrets are granted: [chapter 5](super::_05_secrets_and_personal_data). (`ui-tests/fail/data/credential.rs`)
//! - `#[serde(untagged)]`, and `flatten` of a map: they let in what nothing declares. (`ui-tests/fail/data/untagged.rs`,
//!   `ui-tests/fail/data/flattened_map.rs`)
//! - `serde_json::Value`: a schema that permits all says nothing. (`ui-tests/fail/data/untyped_value.rs`)
//!
//! A check of your own is a function, `#[validate(custom(function = …))]`: see [`ValidationError`](crate::bound::ValidationError).
//!
//! Next: [failures](super::_03_failures).
