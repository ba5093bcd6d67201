//! # 6. Authorities
//!
//! A body reaches the outside through handles in its signature, and through nothing else: `std::fs` and its like do not compile in it
//! (a lint), and a handle can be had from the gate's owner alone. So a signature says what a capability can touch.
//!
//! | authority | reaches | effect |
//! |---|---|---|
//! | [`Dir<R>`](crate::Dir) | one folder, to read | `read` |
//! | [`DirMut<R>`](crate::authority::DirMut) | one folder, to change | `write` |
//! | `Program<P>` (on Unix) | one executable, whose arguments cannot become options | what its `ProgramSpec` says, `write` unless told otherwise |
//! | [`State<T>`](crate::State) | a value of your program's own | `read` |
//! | [`SecretRef<N>`](crate::secret::SecretRef) | one secret | `read` |
//! | [`Clock`](crate::authority::Clock), [`Random`](crate::authority::Random) | the time, and chance | `read` |
//! | `Http<H>`, `HttpMut<H>`, `PublicWeb` | hosts: in `portcullis-http`, whose documentation begins with examples | `read`, `write`, `read` |
//! | one of your own | whatever it holds | what it says |
//!
//! The letter in the brackets is a type of yours that names the very thing. Two folders are two types, and cannot be mixed up:
//!
//! ```
//! use portcullis::authority::DirError;
//! use portcullis::prelude::*;
//! use portcullis::{Code, Dir, RelativePath, testing};
//!
//! /// The folder with the sources.
//! struct Sources;
//!
//! /// Reads the beginning of a file.
//! #[capability(read)]
//! fn read_source(
//!     #[grant] sources: Dir<Sources>,
//!     /// The file, relative to the folder.
//!     path: RelativePath,
//! ) -> Result<String, ReadFailure> {
//!     let read = sources.read(&path, 0, 100)?;
//!     Ok(String::from_utf8_lossy(&read.bytes).into_owned())
//! }
//!
//! /// Why it cannot be read.
//! #[failure]
//! enum ReadFailure {
//!     #[public("this file cannot be read")]
//!     Folder(#[from] DirError),
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let gate = testing::Gate::new().grant(Dir::<Sources>::open("src")?);
//!     assert!(gate.call_json(read_source, r#"{"path": "lib.rs"}"#).await.is_ok());
//!
//!     let refused = gate.call_json(read_source, r#"{"path": "%2e%2e/Cargo.toml"}"#).await.unwrap_err();
//!     assert_eq!(refused.code(), Code::MalformedInput);
//!     Ok(())
//! }
//! ```
//!
//! Two things stand between a caller and `/etc/passwd` here. [`RelativePath`](crate::RelativePath) refuses every spelling of `..`, and
//! `Dir` has the operating system resolve each path beneath the open folder, so that a symlink or a race does not lead out either.
//!
//! ## One of each type
//!
//! [`grant`](crate::GateBuilder::grant) gives an authority to every capability that takes one of its type. One that nobody
//! granted, and two of one type, are errors of [`build`](crate::GateBuilder::build), all told at once:
//!
//! ```
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! struct Greeting(&'static str);
//!
//! /// Greets.
//! #[capability(read)]
//! fn greet(#[grant] greeting: State<Greeting>) -> String {
//!     greeting.0.to_owned()
//! }
//!
//! # fn main() {
//! let built = Gate::builder().capability(greet).ledger(Memory::new()).build();
//! assert!(built.unwrap_err().to_string().contains("Greeting"));
//! let built = Gate::builder().capability(greet).grant(State::new(Greeting("hello"))).ledger(Memory::new()).build();
//! assert!(built.is_ok());
//! # }
//! ```
//!
//! `State` is for the program's own memory: a cache, a counter. It has the effect `read`. A handle on something outside, such as a
//! database pool, put into a `State` would hide what it can do; make it an authority.
//!
//! ## One of your own
//!
//! [`#[derive(Authority)]`](derive@crate::Authority) with the most that the handle can do:
//!
//! ```
//! use std::sync::mpsc;
//!
//! use portcullis::prelude::*;
//! use portcullis::{Authority, testing};
//!
//! /// Where mails wait to be sent.
//! #[derive(Clone, Authority)]
//! #[authority(write, name = "outbox", reaches = "the outgoing mail")]
//! struct Outbox(mpsc::Sender<String>);
//!
//! impl Outbox {
//!     /// Only what the handle offers can be done with it.
//!     fn queue(&self, text: String) -> Result<(), Internal> {
//!         self.0.send(text).map_err(|_| Internal::from("nobody sends mails any more"))
//!     }
//! }
//!
//! /// Sends a greeting.
//! #[capability(write)]
//! fn greet(#[grant] outbox: Outbox, #[validate(length(max = 40))] name: String) -> Result<bool, Internal> {
//!     outbox.queue(format!("Good day, {name}"))?;
//!     Ok(true)
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let (sender, sent) = mpsc::channel();
//!     // In a test, the other end is the test's own.
//!     let gate = testing::Gate::new().grant(Outbox(sender));
//!     gate.call(greet, ("Ada".into(),)).await?;
//!     assert_eq!(sent.recv()?, "Good day, Ada");
//!     Ok(())
//! }
//! ```
//!
//! `#[capability(read)]` on `greet` would not compile: an authority's effect is a constant, and is compared while compiling
//! (`ui-tests/fail/effect_understated/derived_in_read.rs`). The word itself is yours: an `Authority` that says `read` and writes is
//! believed, and is the one thing here to review with care.
//!
//! Make handles narrow. `Outbox` has one method and no address; a body that holds it can queue a mail and do nothing else.
//!
//! Next: [policy](super::_07_policy).
