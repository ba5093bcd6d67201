use portcullis::prelude::*;

/// Documented.
#[data]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[must_use]
#[allow(non_snake_case)]
pub struct Order {
    /// Documented.
    #[deprecated]
    pub old: u8,
    #[doc(hidden)]
    pub camelCase: u8,
    pub(crate) r#type: u8,
}

#[data]
#[repr(u8)]
#[derive(Clone, Copy)]
pub enum Colour {
    Red = 1,
    Green = 2,
}

fn main() {}
