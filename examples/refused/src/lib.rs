//! The fifteen commonest unsafe patterns, each behind a feature that is named after its rule. None of them compiles:
//!
//! ```sh
//! cargo check -p refused --features p305
//! ```
//!
//! The README shows what the compiler says of each.

#[cfg(all(feature = "p307", not(feature = "all_at_once_is_none")))]
mod ambient_environment;
#[cfg(all(feature = "p601", not(feature = "all_at_once_is_none")))]
mod ambient_filesystem;
#[cfg(all(feature = "p301", not(feature = "all_at_once_is_none")))]
mod ambient_network;
#[cfg(all(feature = "p501", not(feature = "all_at_once_is_none")))]
mod blocking_in_async;
#[cfg(all(feature = "p302", not(feature = "all_at_once_is_none")))]
mod certificate_check_disabled;
#[cfg(all(feature = "p208", not(feature = "all_at_once_is_none")))]
mod command_from_input;
#[cfg(all(feature = "p505", not(feature = "all_at_once_is_none")))]
mod detached_task;
#[cfg(all(feature = "p404", not(feature = "all_at_once_is_none")))]
mod error_text_to_caller;
#[cfg(all(feature = "p305", not(feature = "all_at_once_is_none")))]
mod hardcoded_secret;
#[cfg(all(feature = "p203", not(feature = "all_at_once_is_none")))]
mod panic_in_body;
#[cfg(all(feature = "p401", not(feature = "all_at_once_is_none")))]
mod print_in_body;
#[cfg(all(feature = "p402", not(feature = "all_at_once_is_none")))]
mod secret_in_log;
#[cfg(all(feature = "p207", not(feature = "all_at_once_is_none")))]
mod sql_from_format;
#[cfg(all(feature = "p504", not(feature = "all_at_once_is_none")))]
mod unbounded_memory;
#[cfg(all(feature = "p308", not(feature = "all_at_once_is_none")))]
mod weak_crypto;
