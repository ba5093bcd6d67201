//! # 5. Secrets and personal data
//!
//! A secret is granted and never sent: what a model sends, it has seen. A body names the one that it may use in its signature, and
//! borrows the bytes for as long as a closure runs.
//!
//! ```
//! use portcullis::prelude::*;
//! use portcullis::secret::{Secret, SecretRef};
//! use portcullis::{Code, testing};
//!
//! /// The key of the shop's service.
//! struct ShopKey;
//!
//! /// Says how long the key is.
//! #[capability(read)]
//! fn key_length(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<usize, Internal> {
//!     Ok(key.reveal(call, |bytes| bytes.len())?)
//! }
//!
//! /// Shows the header that would be sent: a mistake.
//! #[capability(read)]
//! fn header(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<String, Internal> {
//!     Ok(key.reveal(call, |bytes| format!("bearer {}", String::from_utf8_lossy(bytes)))?)
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     // In earnest: `Secret::file("/run/secrets/shop-key")`.
//!     let key = SecretRef::<ShopKey>::fixed(Secret::read(&b"correct horse battery staple"[..])?)?;
//!     assert_eq!(format!("{key:?}"), "SecretRef(ShopKey, [redacted])");
//!
//!     let gate = testing::Gate::new().grant(key);
//!     assert_eq!(gate.call(key_length, ()).await?, 28);
//!     assert!(gate.records().await.iter().any(|record| record.secret.as_deref() == Some("ShopKey")));
//!
//!     // The scan of what leaves finds it.
//!     assert_eq!(gate.call(header, ()).await.unwrap_err().code(), Code::OutputWithheld);
//!     Ok(())
//! }
//! ```
//!
//! | promise | kind |
//! |---|---|
//! | It is not printed, cloned, compared by `==`, serialized or returned | sound: `ui-tests/fail/secret/printed_copied_or_compared.rs` |
//! | It does not outlive the closure that it is lent to, but as a copy that the closure makes | sound: `ui-tests/fail/secret/kept_after_its_use.rs` |
//! | Each call's use of it is in the ledger by name, or does not happen | checked |
//! | No answer with it leaves, also in base64, hexadecimal, URL and JSON form | checked; what is cut up, reversed or encrypted gets past |
//! | No source leaves a copy of it in freed memory | checked; it is in memory while it lives |
//!
//! [`SecretRef::rotating`](crate::secret::SecretRef::rotating) takes a source that may exchange it, such as a
//! [`SecretFile`](crate::secret::SecretFile). [`Credential::watch`](crate::secret::Credential::watch) asks the source again and again;
//! the version before is looked for as well, until it is forgotten.
//!
//! Better than a body with a key is an authority that has it: `Http` of `portcullis-http` adds one for its own host, and the body never
//! holds it.
//!
//! ## Personal data
//!
//! [`Personal<T>`](crate::Personal) is what `T` is in JSON, and shows itself nowhere else. To let it leave, an output says so:
//!
//! ```
//! use portcullis::prelude::*;
//! use portcullis::{Email, Personal, testing};
//!
//! /// What is known of a customer.
//! #[data(output, personal)]
//! struct Customer {
//!     number: u32,
//!     email: Personal<Email>,
//! }
//!
//! /// Changes where a customer's invoices go.
//! #[capability(write)]
//! fn change_email(call: &Call, number: u32, email: Personal<Email>) -> Customer {
//!     call.note("email", &email); // the ledger has `[personal]`
//!     Customer { number, email }
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let gate = testing::Gate::new();
//!     let answer = gate.call_json(change_email, r#"{"number": 7, "email": "ada@example.com"}"#).await?;
//!     assert_eq!(answer, br#"{"number":7,"email":"ada@example.com"}"#);
//!
//!     let records = gate.records().await;
//!     let noted = records.iter().flat_map(|record| &record.notes).next().ok_or("it was noted")?;
//!     assert_eq!(noted.value, "[personal]");
//!     Ok(())
//! }
//! ```
//!
//! - Without `personal` on the output it does not compile, nor does a capability that answers with it alone
//!   (`ui-tests/fail/personal/output_that_does_not_say_so.rs`, `ui-tests/fail/personal/answered_alone.rs`).
//! - `Debug` shows `[personal]`, so a log does as well. `serde_json::to_string` of it fails everywhere but in the gate, so it gets into no file by way of a struct that holds it.
//! - [`expose`](crate::Personal::expose) lends the value, and from there on it is plain. Whoever approves a call sees its arguments.
//!
//! Next: [authorities](super::_06_authorities).
