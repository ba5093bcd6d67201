//! The JSON Schemas of `#[data]` types, made of small parts that an expansion puts together.
//!
//! A schema is what callers and models plan with, so it must never promise more than the decoder accepts.

use std::any::type_name;
use std::borrow::Cow;
use std::fmt::Display;

use schemars::generate::{Contract, SchemaGenerator};
use schemars::{JsonSchema, Schema};
use serde::de::value::Error as DecodeError;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value, json};

/// A struct whose fields may stand in the place of a flattened field, or beside the tag of an enum.
///
/// `#[data]` implements it for structs with named fields that flatten nothing themselves: a second level would
/// hide from serde which fields nobody knows.
#[diagnostic::on_unimplemented(
    message = "the fields of `{Self}` cannot stand beside other fields",
    label = "this is no `#[data]` struct with named fields of its own",
    note = "help: put `#[data]` on a struct with named fields, none of them `#[serde(flatten)]`, or remove `flatten` or `tag` here"
)]
pub trait Flatten: JsonSchema {
    /// The names of the fields, aliases among them.
    const NAMES: &'static [&'static str];

    /// The schema with all that is in it, and not as a reference: it gets fields beside its own.
    fn fields(generator: &mut SchemaGenerator) -> Schema {
        Self::json_schema(generator)
    }
}

/// Refuses, while compiling, two fields of one name: the caller's value would go to one of them only.
pub const fn assert_apart(names: &[&str], flattened: &[&str]) {
    let mut rest = names;
    while let [name, others @ ..] = rest {
        let mut beside = flattened;
        while let [other, further @ ..] = beside {
            if is_same(name.as_bytes(), other.as_bytes()) {
                panic!(
                    "one of these fields has the same name as a field beside it\nhelp: rename one of the two with `#[serde(rename = \"…\")]`"
                )
            }
            beside = further;
        }
        rest = others;
    }
}

const fn is_same(mut a: &[u8], mut b: &[u8]) -> bool {
    while let ([first, a_rest @ ..], [second, b_rest @ ..]) = (a, b) {
        if *first != *second {
            return false;
        }
        (a, b) = (a_rest, b_rest);
    }
    a.is_empty() && b.is_empty()
}

/// The name of a generic type in a schema: `Page_of_Order`.
pub fn name(base: &'static str, parameters: &[&str]) -> Cow<'static, str> {
    match parameters {
        [] => Cow::Borrowed(base),
        parameters => Cow::Owned(format!("{base}_of_{}", parameters.join("_and_"))),
    }
}

/// A constant parameter, as a part of a name.
pub fn constant(parameter: &impl Display) -> String {
    parameter.to_string()
}

/// What tells two types of one name apart: two functions of a module may each have an `Order`.
pub fn id<T: ?Sized>(file: &str, line: u32, column: u32) -> Cow<'static, str> {
    Cow::Owned(format!("{}@{file}:{line}:{column}", type_name::<T>()))
}

/// The schema of `T`, as a field that must be there.
pub fn of<T: JsonSchema + ?Sized>(generator: &mut SchemaGenerator) -> Part {
    Part::new(generator.subschema_for::<T>(), generator.contract())
}

/// The schema of `T`, as a field that callers may leave out if serde can do without it, as with an `Option`.
pub fn of_input<'de, T: JsonSchema + Deserialize<'de>>(generator: &mut SchemaGenerator) -> Part {
    let part = of::<T>(generator);
    match T::deserialize(Missing) {
        Ok(_) => part.optional(),
        Err(_) => part,
    }
}

/// Anything: a function that only its author knows reads or writes it.
pub fn anything(generator: &SchemaGenerator) -> Part {
    Part::new(Schema::default(), generator.contract())
}

/// `null`
pub fn null(generator: &SchemaGenerator) -> Part {
    Part::new(from_json(json!({ "type": "null" })), generator.contract())
}

/// Exactly this text.
pub fn word(generator: &SchemaGenerator, text: &str) -> Part {
    Part::new(from_json(json!({ "type": "string", "const": text })), generator.contract())
}

/// The schema of a field, an element, a variant or a whole type, while it is put together.
#[derive(Debug)]
#[must_use]
pub struct Part {
    schema: Schema,
    contract: Contract,
    required: bool,
}

impl Part {
    fn new(schema: Schema, contract: &Contract) -> Self {
        Part { schema, contract: contract.clone(), required: true }
    }

    /// What it is called.
    pub fn title(self, title: &str) -> Self {
        self.keyword("title", title)
    }

    /// What it means.
    pub fn describe(self, description: &str) -> Self {
        self.keyword("description", description)
    }

    /// Callers may leave it out.
    pub fn optional(mut self) -> Self {
        self.required &= self.contract.is_serialize();
        self
    }

    /// An answer may leave it out.
    pub fn omittable(mut self) -> Self {
        self.required &= self.contract.is_deserialize();
        self
    }

    /// An `Option` that must be there.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// At least so many characters, elements or entries.
    pub fn min_length(self, length: usize) -> Self {
        self.length(["minLength", "minItems", "minProperties"], length)
    }

    /// At most so many characters, elements or entries.
    pub fn max_length(self, length: usize) -> Self {
        self.length(["maxLength", "maxItems", "maxProperties"], length)
    }

    /// At least this.
    pub fn minimum(self, number: impl Into<Value>) -> Self {
        self.keyword("minimum", number)
    }

    /// At most this.
    pub fn maximum(self, number: impl Into<Value>) -> Self {
        self.keyword("maximum", number)
    }

    /// More than this.
    pub fn exclusive_minimum(self, number: impl Into<Value>) -> Self {
        self.keyword("exclusiveMinimum", number)
    }

    /// Less than this.
    pub fn exclusive_maximum(self, number: impl Into<Value>) -> Self {
        self.keyword("exclusiveMaximum", number)
    }

    /// A well-known form of text: `email`, `uri`, `ipv4`, …
    pub fn format(self, format: &str) -> Self {
        self.keyword("format", format)
    }

    /// A match somewhere in the text.
    pub fn pattern(self, pattern: &str) -> Self {
        match self.schema.get("pattern") {
            None => self.keyword("pattern", pattern),
            Some(_) => self.also(json!({ "pattern": pattern })),
        }
    }

    /// This text somewhere in it.
    pub fn contains(self, text: &str) -> Self {
        self.pattern(&escape(text))
    }

    /// This text nowhere in it.
    pub fn does_not_contain(self, text: &str) -> Self {
        self.also(json!({ "not": { "type": "string", "pattern": escape(text) } }))
    }

    /// The finished schema.
    pub fn into_schema(self) -> Schema {
        self.schema
    }

    fn keyword(mut self, keyword: &str, value: impl Into<Value>) -> Self {
        self.schema.insert(keyword.to_owned(), value.into());
        self
    }

    /// The keyword depends on what the value is; of a type that does not say so, all three hold.
    fn length(mut self, [text, list, map]: [&str; 3], length: usize) -> Self {
        for (kind, keyword) in [("string", text), ("array", list), ("object", map)] {
            if self.is_or_may_be(kind) {
                self = self.keyword(keyword, length);
            }
        }
        self
    }

    fn is_or_may_be(&self, kind: &str) -> bool {
        match self.schema.get("type") {
            Some(Value::String(only)) => only == kind,
            Some(Value::Array(several)) => several.iter().any(|one| one == kind),
            _ => true,
        }
    }

    fn also(mut self, schema: Value) -> Self {
        let all = self.schema.ensure_object().entry("allOf").or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(all) = all {
            all.push(schema);
        }
        self
    }

    /// The text, if the schema says that it is this text and nothing else.
    fn plain_word(&self) -> Option<Value> {
        let keywords = self.schema.as_object()?;
        (keywords.len() == 2).then(|| keywords.get("const").cloned()).flatten()
    }

    fn into_value(self) -> Value {
        self.schema.to_value()
    }
}

/// An object while its fields are added. Fields that nobody knows are never allowed.
#[derive(Debug, Default)]
pub struct Object {
    properties: Map<String, Value>,
    required: Vec<Value>,
}

impl Object {
    /// No fields yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field.
    pub fn insert(&mut self, name: &str, field: Part) {
        if field.required {
            self.required.push(name.into());
        }
        self.properties.insert(name.to_owned(), field.into_value());
    }

    /// Adds the fields of another object, which [`Flatten::fields`] gave.
    pub fn flatten(&mut self, mut other: Schema) {
        if let Some(Value::Object(properties)) = other.remove("properties") {
            self.properties.extend(properties);
        }
        if let Some(Value::Array(required)) = other.remove("required") {
            self.required.extend(required);
        }
    }

    /// The object.
    pub fn finish(self, generator: &SchemaGenerator) -> Part {
        let mut schema = json!({ "type": "object", "properties": self.properties });
        if !self.required.is_empty() {
            schema["required"] = Value::Array(self.required);
        }
        schema["additionalProperties"] = Value::Bool(false);
        Part::new(from_json(schema), generator.contract())
    }
}

/// The elements of a list, or the forms of an enum, while they are added.
#[derive(Debug, Default)]
pub struct Parts(Vec<Part>);

impl Parts {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, part: Part) {
        self.0.push(part);
    }

    /// A list of exactly these elements, in this order.
    pub fn list(self, generator: &SchemaGenerator) -> Part {
        let length = self.0.len();
        let schema = json!({
            "type": "array",
            "prefixItems": self.into_values(),
            "items": false,
            "minItems": length,
            "maxItems": length,
        });
        Part::new(from_json(schema), generator.contract())
    }

    /// One of these forms. Plain words without descriptions become an `enum`.
    pub fn one_of(self, generator: &SchemaGenerator) -> Part {
        let words: Option<Vec<Value>> = self.0.iter().map(Part::plain_word).collect();
        let schema = match words {
            Some(words) => json!({ "type": "string", "enum": words }),
            None => json!({ "oneOf": self.into_values() }),
        };
        Part::new(from_json(schema), generator.contract())
    }

    fn into_values(self) -> Vec<Value> {
        self.0.into_iter().map(Part::into_value).collect()
    }
}

fn from_json(schema: Value) -> Schema {
    // Only objects are made above, and these are schemas.
    Schema::try_from(schema).unwrap_or_default()
}

/// A regular expression that matches `text` itself.
fn escape(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for character in text.chars() {
        if r"\^$.|?*+()[]{}/".contains(character) {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

/// What serde offers a field that is missing: nothing, to those who ask for an `Option`.
struct Missing;

impl<'de> Deserializer<'de> for Missing {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, DecodeError> {
        Err(DecodeError::custom("missing"))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// `T` itself, if the constant `PROOF` compiles. If it does not, rustc has reported that, and takes `Proved` for
/// a type that it knows nothing of: that `T` has no schema either goes without saying.
pub type Proved<T, const PROOF: usize> = <T as Same<PROOF>>::Type;

/// Every type is the same as itself.
pub trait Same<const PROOF: usize> {
    /// `Self`
    type Type;
}

impl<T> Same<0> for T {
    type Type = T;
}
