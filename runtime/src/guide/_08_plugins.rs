//! # 8. Plugins
//!
//! Capabilities that share a state, and come and go while their gate is in use. On an `impl`,
//! [`#[secure_plugin]`](macro@crate::secure_plugin) makes a type a [`Plugin`](crate::Plugin):
//!
//! ```
//! use std::sync::{Mutex, MutexGuard};
//!
//! use portcullis::plugin::LoadContext;
//! use portcullis::prelude::*;
//!
//! #[derive(Default)]
//! struct Notes {
//!     kept: Mutex<Vec<String>>,
//! }
//!
//! #[secure_plugin(name = "notes", version = "1.2.0")]
//! impl Notes {
//!     /// Keeps a note, and says how many there are.
//!     #[capability(write)]
//!     fn add(&self, #[validate(length(min = 1, max = 200))] text: String) -> Result<usize, Internal> {
//!         let mut kept = self.kept()?;
//!         kept.push(text);
//!         Ok(kept.len())
//!     }
//!
//!     /// Says how many notes there are.
//!     #[capability(read)]
//!     fn count(&self) -> Result<usize, Internal> {
//!         Ok(self.kept()?.len())
//!     }
//!
//!     #[on_load(timeout = "2s")]
//!     async fn open(&self, context: &LoadContext) -> Result<(), Internal> {
//!         context.call().checkpoint()?;
//!         self.kept()?.push(format!("{} is here", context.plugin()));
//!         Ok(())
//!     }
//!
//!     #[on_unload]
//!     fn close(&self) {}
//!
//!     // No capability, and the rules read it all the same.
//!     fn kept(&self) -> Result<MutexGuard<'_, Vec<String>>, Internal> {
//!         self.kept.lock().map_err(|_| Internal::from("a note was lost"))
//!     }
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let me = Caller::local();
//!     let folder = tempfile::tempdir()?;
//!     let gate = Gate::builder()
//!         .authorizer(Permits::none().permit(me.clone(), Notes::add).permit(me.clone(), Notes::count))
//!         .ledger(Journal::open(folder.path().join("audit"))?)
//!         .build()?;
//!     let mut changes = gate.changes();
//!
//!     gate.load(Notes::default()).await?;
//!     assert!(changes.changed().await); // an MCP client is told that its tools have changed
//!     assert_eq!(gate.call_json("notes.add", &me, r#"{"text": "milk"}"#).await?, b"2");
//!
//!     assert_eq!(gate.call(Notes::count, &me, ()).await?, 2);
//!
//!     gate.unload("notes").await?;
//!     assert!(gate.call_json("notes.count", &me, "{}").await.is_err());
//!     Ok(())
//! }
//! ```
//!
//! - **Names.** Callers call `notes.add`; a policy says `Notes::add`.
//! - **Effects.** What is in the value is the program's own memory and no authority, as with a [`State`](crate::State), so the compiler would
//!   let `add` be a `read`. Say `write` for what a caller would call a change: its intent is then on record, it is not tried again, and
//!   an attack does not run it. What reaches the outside is taken with `#[grant]`, as anywhere.
//! - **Without hooks** a plugin can be given to the builder: `.plugin(Notes::default())`. One with `#[on_load]` is loaded, since that
//!   takes time and can fail.
//!
//! ## Coming and going
//!
//! | | in this order |
//! |---|---|
//! | [`load`](crate::Gate::load) | checks what `build()` checks; runs `#[on_load]`, with its deadline; records `plugin.loaded`; lets calls in |
//! | [`unload`](crate::Gate::unload) | lets no further call in; waits for those in flight, as long as their time-outs last; runs `#[on_unload]`; records `plugin.unloaded` |
//!
//! A hook that fails, panics, hangs or spins leaves the gate up, and is told to the owner. Hooks read only: an effect belongs to a call,
//! whose intent is recorded.
//!
//! ## A module
//!
//! Where nothing is shared, a `mod` with its content will do, and the rules then read every function in it:
//!
//! ```
//! use portcullis::prelude::*;
//! use portcullis::testing;
//!
//! #[secure_plugin(name = "sums", version = "1.0.0")]
//! mod sums {
//!     use portcullis::prelude::*;
//!
//!     /// Adds two numbers.
//!     #[capability(read)]
//!     pub fn add(a: i32, b: i32) -> i64 {
//!         plus(a, b)
//!     }
//!
//!     fn plus(a: i32, b: i32) -> i64 {
//!         i64::from(a) + i64::from(b)
//!     }
//! }
//!
//! #[tokio::main]
//! async fn main() {
//!     let gate = testing::Gate::new().plugin(sums::plugin());
//!     assert_eq!(gate.call(sums::add, (2, 3)).await, Ok(5));
//! }
//! ```
//!
//! A plugin is Rust code that is compiled in, and trusted as much as the rest of your program: see [chapter 12](super::_12_what_is_sound).
//! `examples/notes` is a whole one, with a client that is connected while it comes and goes.
//!
//! Next: [prompts and untrusted content](super::_09_prompts_and_untrusted_content).
