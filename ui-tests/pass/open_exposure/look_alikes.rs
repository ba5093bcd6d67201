use portcullis::prelude::*;

/// A policy of another kind, with the same words.
mod policy {
    pub struct Policy(pub usize);
    pub struct Theme(pub usize);

    impl Policy {
        pub fn permissive() -> Self {
            Self(1)
        }
        pub fn allow_any_origin(self) -> Self {
            self
        }
    }

    impl Theme {
        pub fn new(name: &str, value: &str) -> Self {
            Self(name.len() + value.len())
        }
        pub fn secure(self, _: bool) -> Self {
            self
        }
    }
}
use policy::{Policy, Theme};

/// Speaks of wide addresses, and refuses them.
#[capability(read)]
fn review(#[validate(length(max = 100))] address: String) -> usize {
    let refused = address == "0.0.0.0:80" || address.starts_with("[::]:");
    let words = Theme::new("theme", &address).secure(false).0;
    Policy::permissive().allow_any_origin().0 + usize::from(refused) + words
}

fn main() {}
