//! All kinds of data are attacked, and what their schemas say of them is what their decoders do.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::{IpAddr, Ipv4Addr};

use portcullis::bound::ValidationError;
use portcullis::prelude::*;
use portcullis::testing::attack;
use portcullis::{BoundedMap, BoundedString, BoundedVec, RelativePath};
use portcullis_tests::guarding;

/// Numbers of all kinds.
#[data]
struct Numbers {
    a: i8,
    b: u64,
    c: i64,
    d: f64,
    e: f32,
    f: usize,
    #[validate(range(min = -5, max = -1))]
    g: i32,
    #[validate(range(exclusive_min = 0.0, max = 1.0))]
    h: f64,
    i: u16,
    j: bool,
    k: (),
}

/// Texts of all kinds.
#[data]
struct Texts {
    #[validate(email, length(max = 60))]
    a: String,
    #[validate(url, length(max = 60))]
    b: String,
    #[validate(length(max = 10), contains(pattern = "x."), does_not_contain(pattern = "y"))]
    c: String,
    d: char,
    e: Ipv4Addr,
    f: IpAddr,
    g: RelativePath<40>,
    h: BoundedString<7>,
    #[validate(length(max = 100), allow_control)]
    i: String,
    #[validate(length(equal = 3))]
    j: String,
    #[serde(default)]
    #[validate(length(max = 9), pattern = "^[a-z]+(-[a-z]+)?$")]
    k: String,
}

/// Lists and maps of all kinds.
#[data]
struct Many {
    #[validate(length(min = 1, max = 3))]
    a: Vec<u8>,
    b: BoundedVec<Inner, 2>,
    #[validate(length(max = 3))]
    c: BTreeMap<u16, bool>,
    d: BoundedMap<BoundedString<4>, Inner, 2>,
    #[validate(length(max = 4))]
    e: BTreeSet<u8>,
    f: (u8, bool, Option<char>),
    g: [u8; 3],
    h: Box<Inner>,
    #[validate(length(min = 1, max = 2))]
    i: HashMap<BoundedString<3>, u8>,
    #[validate(length(max = 2))]
    j: Vec<Form>,
}

/// A number.
#[data]
struct Inner {
    #[validate(range(max = 9))]
    number: u8,
}

/// One of several, outside.
#[data]
#[serde(rename_all = "snake_case")]
enum Form {
    Plain,
    Wrapped(Inner),
    Named { first: u8, second: Option<bool> },
}

/// One of several, by a field.
#[data]
#[serde(tag = "kind")]
enum Tagged {
    A,
    B { number: u8 },
    C(Inner),
}

/// One of several, beside a field.
#[data]
#[serde(tag = "t", content = "c")]
enum Beside {
    A,
    B(u8),
    C(Inner),
}

/// One of several words.
#[data]
enum Word {
    One,
    Two,
}

/// One type in another's place.
#[data]
struct Wrapper(Inner);

/// With another's fields.
#[data]
struct Flat {
    own: u8,
    #[serde(flatten)]
    inner: Inner,
}

fn is_even(number: &u32) -> Result<(), ValidationError> {
    if number.is_multiple_of(2) { Ok(()) } else { Err(ValidationError::new("even")) }
}

/// Twice the same.
#[data]
struct Twice {
    #[validate(length(max = 9))]
    first: String,
    #[validate(length(max = 9), must_match(other = first))]
    second: String,
    #[validate(custom(function = is_even))]
    even: u32,
    #[serde(rename = "type")]
    kind: Word,
    #[validate(required)]
    must: Option<u8>,
}

/// Takes numbers.
#[capability(read)]
fn numbers(#[input] data: Numbers) -> Numbers {
    data
}

/// Takes texts.
#[capability(read)]
fn texts(#[input] data: Texts) -> Texts {
    data
}

/// Takes many.
#[capability(read)]
fn many(#[input] data: Many) -> Many {
    data
}

/// Takes forms.
#[capability(read)]
fn forms(
    form: Form,
    tagged: Tagged,
    beside: Option<Beside>,
    word: Word,
    wrapper: Wrapper,
    flat: Flat,
) -> Form {
    let _ = (tagged, beside, word, wrapper, flat);
    form
}

/// Takes one of several.
#[capability(read)]
fn one(#[input] form: Tagged) -> Tagged {
    form
}

/// Takes the same twice.
#[capability(read)]
fn twice(#[input] data: Twice) -> Twice {
    data
}

/// Takes nothing.
#[capability(read)]
fn nothing() {}

macro_rules! held {
    ($($test:ident: $capability:ident,)*) => {$(
        #[tokio::test]
        async fn $test() {
            let gate = guarding($capability).ledger(Memory::new()).build().unwrap();
            let report = attack(&gate).run().await;
            assert!(report.is_clean(), "{report}");
            assert!(report.to_string().contains("answered"), "{report}");
        }
    )*};
}
held! {
    numbers_of_all_kinds_are_what_their_schemas_say: numbers,
    texts_of_all_kinds_are_what_their_schemas_say: texts,
    lists_and_maps_are_what_their_schemas_say: many,
    forms_are_what_their_schemas_say: forms,
    a_tagged_input_is_what_its_schema_says: one,
    what_only_checks_know_is_attacked_as_far_as_can_be: twice,
    a_capability_without_input_is_attacked: nothing,
}
