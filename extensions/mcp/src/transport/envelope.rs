//! One message of the client, read so that nothing in it can mean two things.
//!
//! The arguments of a call are taken out as the bytes that the client sent: they are for the gate alone to decode.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Number, Value};

/// A message that is one JSON object.
#[derive(Debug)]
pub(super) struct Envelope {
    /// Its members, `params.arguments` left out.
    pub(super) members: Map<String, Value>,
    /// The bytes of `params.arguments`.
    pub(super) arguments: Option<Vec<u8>>,
    /// Some key stands twice in one object, here or deeper.
    pub(super) repeats: bool,
    /// The key that does is `id`.
    pub(super) repeats_id: bool,
}

/// Why a line is no envelope.
#[derive(Debug, PartialEq)]
pub(super) enum NoEnvelope {
    /// It is not JSON, or JSON deeper than 128 levels.
    NotJson,
    /// It is JSON, and no object.
    NotAnObject,
}

impl Envelope {
    pub(super) fn read(line: &[u8]) -> Result<Self, NoEnvelope> {
        let seen = Seen::default();
        let mut deserializer = serde_json::Deserializer::from_slice(line);
        let value = Strict { place: Place::Message, seen: &seen }
            .deserialize(&mut deserializer)
            .and_then(|value| deserializer.end().map(|()| value))
            .map_err(|_| NoEnvelope::NotJson)?;
        let Value::Object(members) = value else { return Err(NoEnvelope::NotAnObject) };
        Ok(Envelope {
            members,
            arguments: seen.arguments.into_inner(),
            repeats: seen.repeats.get(),
            repeats_id: seen.repeats_id.get(),
        })
    }
}

/// What was found on the way.
#[derive(Default)]
struct Seen {
    arguments: RefCell<Option<Vec<u8>>>,
    repeats: Cell<bool>,
    repeats_id: Cell<bool>,
}

/// Where in the message a value stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Message,
    Params,
    Elsewhere,
}

/// Reads a value, and remembers where a key stands twice, which `serde_json` itself lets pass.
#[derive(Clone, Copy)]
struct Strict<'a> {
    place: Place,
    seen: &'a Seen,
}

impl<'a> Strict<'a> {
    fn within(self, key: &str) -> Strict<'a> {
        let place =
            if self.place == Place::Message && key == "params" { Place::Params } else { Place::Elsewhere };
        Strict { place, ..self }
    }

    fn note_repeated(self, key: &str) {
        self.seen.repeats.set(true);
        if self.place == Place::Message && key == "id" {
            self.seen.repeats_id.set(true);
        }
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = object.next_key::<String>()? {
            if self.place == Place::Params && key == "arguments" {
                let raw: Box<str> = object.next_value::<Box<RawValue>>()?.into();
                if self.seen.arguments.replace(Some(String::from(raw).into_bytes())).is_some() {
                    self.note_repeated(&key);
                }
                continue;
            }
            let value = object.next_value_seed(self.within(&key))?;
            if members.contains_key(&key) {
                self.note_repeated(&key);
            }
            members.insert(key, value);
        }
        Ok(Value::Object(members))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = list.next_element_seed(Strict { place: Place::Elsewhere, ..self })? {
            elements.push(element);
        }
        Ok(Value::Array(elements))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Envelope {
        Envelope::read(line.as_bytes()).unwrap()
    }

    #[test]
    fn arguments_are_the_bytes_that_the_client_sent() {
        let envelope =
            read(r#"{"method":"tools/call","params":{"arguments":{"a":1, "a" :2e0},"name":"add"}}"#);
        assert_eq!(envelope.arguments.as_deref(), Some(br#"{"a":1, "a" :2e0}"#.as_slice()));
        assert_eq!(
            Value::Object(envelope.members).to_string(),
            r#"{"method":"tools/call","params":{"name":"add"}}"#
        );
        assert!(!envelope.repeats);
    }

    #[test]
    fn only_the_arguments_of_the_message_itself_are_taken_out() {
        let line = r#"{"arguments":1,"params":{"_meta":{"arguments":2}}}"#;
        let envelope = read(line);
        assert_eq!(envelope.arguments, None);
        assert_eq!(Value::Object(envelope.members).to_string(), line);
    }

    #[test]
    fn a_repeated_key_is_seen_wherever_it_stands_and_however_it_is_spelled() {
        for line in [
            r#"{"method":1,"method":1}"#,
            r#"{"params":{},"params":{}}"#,
            r#"{"params":{"name":1,"name":2}}"#,
            r#"{"params":{"name":1,"n\u0061me":2}}"#,
            r#"{"params":{"arguments":{},"arguments":{}}}"#,
            r#"{"params":{"arguments":{},"\u0061rguments":{}}}"#,
            r#"{"params":{"_meta":{"a":1,"a":1}}}"#,
            r#"{"x":[[{"a":1,"a":1}]]}"#,
        ] {
            assert!(read(line).repeats, "{line}");
            assert!(!read(line).repeats_id, "{line}");
        }
        assert!(read(r#"{"id":1,"i\u0064":2}"#).repeats_id);
        assert!(!read(r#"{"params":{"id":1,"id":2}}"#).repeats_id);
    }

    #[test]
    fn what_is_not_json_is_no_envelope() {
        let deep = format!("{{\"a\":{}", "[".repeat(100_000));
        for line in ["", "{", "{}x", "{\"a\":1}{\"a\":1}", "{\"a\":\"\\ud800\"}", "{\"a\":1e999}", &deep] {
            assert_eq!(Envelope::read(line.as_bytes()).unwrap_err(), NoEnvelope::NotJson, "{line:.20}");
        }
        assert_eq!(Envelope::read(b"{\"a\":\"\xff\"}").unwrap_err(), NoEnvelope::NotJson);
        assert_eq!(Envelope::read(b"[{}]").unwrap_err(), NoEnvelope::NotAnObject);
    }

    #[test]
    fn arguments_of_any_depth_are_left_to_the_gate() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let envelope = read(&format!(r#"{{"params":{{"arguments":{deep}}}}}"#));
        assert_eq!(envelope.arguments.unwrap().len(), 200_000);
    }
}
