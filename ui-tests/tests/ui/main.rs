//! What must not compile does not, with the expected message; what must compile does.
//!
//! `TRYBUILD=overwrite cargo test -p portcullis-ui-tests` writes the messages anew: read each of them as a user would.

mod cases;
mod compiles;
mod refused;
mod tidy;
