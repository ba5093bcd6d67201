//! Types for what is always got wrong: checked when they are made, and written in one way.
//!
//! | type | |
//! |---|---|
//! | [`Email`] | an e-mail address that can be delivered to, in ASCII |
//! | [`Slug`] | a name in a URL: `spring-sale-2026` |
//! | [`Date`] | a day of the calendar: `2026-02-28` |
//! | [`Money`], [`Currency`] | an exact amount of a currency: 12.50 EUR |
//! | `Uuid` | with the feature `uuid` |
//!
//! Paths are [`RelativePath`](crate::RelativePath), URLs are `portcullis_http::PublicUrl`. All of them may be input and output
//! without a `#[validate(..)]`. An error says what is wrong and never what was sent.
//!
//! ```
//! use portcullis::prelude::*;
//! use portcullis::ready::{Currency, Date, Email, Money};
//! use portcullis::testing;
//!
//! /// Bills somebody.
//! #[capability(write)]
//! fn bill(to: Email, total: Money, due: Date) -> String {
//!     format!("{total} from {to} by {due}")
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let gate = testing::Gate::new();
//! let sent = r#"{"to": "ada@example.com", "total": {"amount": "12.50", "currency": "EUR"}, "due": "2026-02-28"}"#;
//! let answer = gate.call_json(bill, sent).await.unwrap();
//! assert_eq!(answer, br#""12.50 EUR from ada@example.com by 2026-02-28""#);
//!
//! let refused = gate.call_json(bill, sent.replace("02-28", "02-30")).await.unwrap_err();
//! assert!(refused.to_string().contains("not a day that its month does not have"));
//! # }
//! ```

mod currency;
mod date;
mod email;
mod money;
mod slug;
#[cfg(feature = "uuid")]
mod uuid;
mod written;

#[cfg(feature = "uuid")]
pub use self::uuid::{Uuid, UuidError};
pub use currency::{Currency, UnknownCurrency};
pub use date::{Date, DateError};
pub use email::{Email, EmailError};
pub use money::{Money, MoneyError};
pub use slug::{Slug, SlugError};
