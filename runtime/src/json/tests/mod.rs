//! Types as `#[data]` makes them, and what must hold for them.

mod agreement;
mod encoding;
mod problems;
mod secrecy;
mod shapes;
mod strictness;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::strict::{Shape, Tagged};
use super::{Malformed, Problem, decode};

/// Implements the trait by way of the inherent function that serde derives, as the macro does.
macro_rules! data {
    ($shape:ident: $($name:ident $(<$($parameter:ident),*>)?),*) => {$(
        impl<'de $($(, $parameter: Deserialize<'de>)*)?> Deserialize<'de> for $name $(<$($parameter),*>)? {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize($shape(deserializer))
            }
        }
    )*};
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Order {
    id: u32,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    lines: Vec<Line>,
    #[serde(default)]
    labels: BTreeMap<String, u8>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Line {
    #[serde(rename = "a/b~c", alias = "sku")]
    article: String,
    price: f64,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Page<T> {
    items: Vec<T>,
    next: Option<Box<Page<T>>>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Flat {
    id: u32,
    #[serde(flatten)]
    size: Size,
    #[serde(flatten)]
    weight: Weight,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Size {
    width: u8,
    height: u8,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Weight {
    grams: u16,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self")]
struct Meters(f64);

#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self")]
struct Point(i32, i32);

#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self")]
struct Nothing;

#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self", transparent)]
struct Wrapped {
    size: Size,
}

/// An externally tagged enum.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
enum External {
    Unit,
    Newtype(Size),
    Tuple(u8, u8),
    Struct { width: u8, height: u8 },
}

/// An internally tagged enum.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, tag = "kind")]
enum Internal {
    // As the macro writes a unit variant in the twin: serde's derive would ignore further fields.
    Unit {},
    Newtype(Size),
    Struct { width: u8, inner: Option<Box<Internal>>, external: Option<External>, nothing: Option<Nothing> },
}

/// An adjacently tagged enum.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, tag = "kind", content = "of")]
enum Adjacent {
    Unit,
    Newtype(Size),
    Tuple(u8, u8),
    Struct { width: u8, height: u8 },
}

/// One field of each, so that paths lead somewhere.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Tags {
    #[serde(default)]
    external: Vec<External>,
    #[serde(default)]
    internal: Vec<Internal>,
    #[serde(default)]
    adjacent: Vec<Adjacent>,
}

data!(Shape: Order, Line, Page<T>, Flat, Size, Weight, Meters, Point, Nothing, Wrapped, External, Adjacent, Tags);
data!(Tagged: Internal);

fn refused<T: serde::de::DeserializeOwned + std::fmt::Debug>(text: &str) -> Malformed {
    decode::<T>(text.as_bytes()).expect_err("a refusal")
}

/// The path and the code of what is wrong.
fn fault<T: serde::de::DeserializeOwned + std::fmt::Debug>(text: &str) -> (String, &'static str) {
    let malformed = refused::<T>(text);
    (malformed.path.clone(), malformed.problem.code())
}

fn at(path: &str, code: &'static str) -> (String, &'static str) {
    (path.to_owned(), code)
}
