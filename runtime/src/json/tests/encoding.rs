//! What is encoded is within its limit, and says what the value says.

use std::collections::HashMap;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::json::{EncodeError, encode, measure};

#[derive(Serialize)]
struct Answer {
    text: String,
    numbers: Vec<f64>,
    by_number: HashMap<u8, Option<(char, bool)>>,
    kinds: Vec<Kind>,
}

#[derive(Serialize)]
enum Kind {
    Unit,
    Newtype(i128),
    Tuple(u8, ()),
    Struct { width: f32 },
}

fn answer() -> Answer {
    Answer {
        text: "é \" \u{1} \u{1F600}".to_owned(),
        numbers: vec![0.1, -0.0, f64::MAX, 1e21],
        by_number: HashMap::from([(7, Some(('x', true)))]),
        kinds: vec![Kind::Unit, Kind::Newtype(-1), Kind::Tuple(1, ()), Kind::Struct { width: 0.5 }],
    }
}

#[test]
fn what_is_encoded_is_what_serde_json_encodes() {
    let expected = serde_json::to_vec(&answer()).expect("JSON");
    assert_eq!(encode(&answer(), 1000).expect("JSON"), expected);
    assert_eq!(measure(&answer(), 1000), Ok(expected.len()));
}

#[test]
fn a_limit_is_exact() {
    let len = measure(&answer(), usize::MAX).expect("JSON");
    assert_eq!(encode(&answer(), len).map(|bytes| bytes.len()), Ok(len));
    for limit in 0..len {
        assert_eq!(encode(&answer(), limit), Err(EncodeError::TooLarge { limit }));
        assert_eq!(measure(&answer(), limit), Err(EncodeError::TooLarge { limit }));
    }
}

/// An answer without end: were it measured after encoding, this test would not end either.
#[test]
fn encoding_stops_at_the_limit() {
    struct Endless;
    impl Serialize for Endless {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq(std::iter::repeat("endless"))
        }
    }
    assert_eq!(encode(&Endless, 10_000), Err(EncodeError::TooLarge { limit: 10_000 }));
    assert_eq!(measure(&Endless, 10_000), Err(EncodeError::TooLarge { limit: 10_000 }));
}

#[test]
fn a_number_that_is_not_finite_does_not_become_null() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(encode(&number, 100), Err(EncodeError::Unencodable));
        assert_eq!(encode(&[Some(number)], 100), Err(EncodeError::Unencodable));
        assert_eq!(encode(&HashMap::from([("a", number as f32)]), 100), Err(EncodeError::Unencodable));
        assert_eq!(encode(&Kind::Struct { width: number as f32 }, 100), Err(EncodeError::Unencodable));
    }
}

#[test]
fn a_key_must_be_a_string_or_become_one() {
    assert_eq!(encode(&HashMap::from([(vec![1], 1)]), 100), Err(EncodeError::Unencodable));
    assert_eq!(encode(&HashMap::from([((), 1)]), 100), Err(EncodeError::Unencodable));
    assert_eq!(encode(&HashMap::from([(true, 1)]), 100).as_deref(), Ok(&br#"{"true":1}"#[..]));
}

#[test]
fn a_value_that_contains_itself_is_not_encoded_forever() {
    struct Nested;
    impl Serialize for Nested {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq([Nested])
        }
    }
    struct Wrapped;
    impl Serialize for Wrapped {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_newtype_struct("Wrapped", &Wrapped)
        }
    }
    assert_eq!(encode(&Nested, usize::MAX), Err(EncodeError::Unencodable));
    assert_eq!(measure(&Wrapped, usize::MAX), Err(EncodeError::Unencodable));
}

/// serde_json has written the key by the time its value fails, so there is `{"a":` without a value.
#[test]
fn an_error_that_a_type_hides_is_an_error() {
    struct Hiding<T>(T);
    impl<T: Serialize> Serialize for Hiding<T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            let _hidden = map.serialize_entry("a", &self.0);
            map.end()
        }
    }
    struct Failing;
    impl Serialize for Failing {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("secret"))
        }
    }
    assert_eq!(encode(&Hiding(f64::NAN), 100), Err(EncodeError::Unencodable));
    assert_eq!(encode(&Hiding(Failing), 100), Err(EncodeError::Unencodable));
    assert_eq!(encode(&Hiding("long".repeat(100)), 100), Err(EncodeError::TooLarge { limit: 100 }));
    assert_eq!(
        encode(&Hiding(HashMap::from([(f64::NAN.to_bits(), Failing)])), 100),
        Err(EncodeError::Unencodable)
    );
}
