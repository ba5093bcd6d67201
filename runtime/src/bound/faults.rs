//! Where a fault is and what it is, without the value that caused it.

use std::borrow::Cow;
use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// How many faults one refusal lists; the rest are counted.
const LISTED: usize = 32;

/// A place in the input, as a list of segments that lives on the stack while the input is walked.
///
/// ```
/// use portcullis::bound::Path;
///
/// let root = Path::ROOT;
/// let orders = root.field("orders");
/// assert_eq!(orders.index(3).to_string(), "/orders/3");
/// // The key of a map is the caller's data and is not shown.
/// assert_eq!(orders.entry().to_string(), "/orders/*");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    segment: Segment,
}

#[derive(Debug, Clone, Copy)]
enum Segment {
    Root,
    Field(&'static str),
    Index(usize),
    Entry,
}

impl Path<'static> {
    /// The whole input.
    pub const ROOT: Self = Path { parent: None, segment: Segment::Root };
}

impl<'a> Path<'a> {
    /// The field `name` of the struct at this place. The name is the author's, as it stands in JSON.
    pub const fn field(&'a self, name: &'static str) -> Path<'a> {
        Path { parent: Some(self), segment: Segment::Field(name) }
    }

    /// The element `index` (from 0) of the list at this place.
    pub const fn index(&'a self, index: usize) -> Path<'a> {
        Path { parent: Some(self), segment: Segment::Index(index) }
    }

    /// Some entry of the map at this place.
    pub const fn entry(&'a self) -> Path<'a> {
        Path { parent: Some(self), segment: Segment::Entry }
    }
}

/// A JSON Pointer (RFC 6901), with `*` where a key is the caller's.
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        match self.segment {
            Segment::Root => Ok(()),
            Segment::Field(name) => write!(f, "/{}", name.replace('~', "~0").replace('/', "~1")),
            Segment::Index(index) => write!(f, "/{index}"),
            Segment::Entry => f.write_str("/*"),
        }
    }
}

/// A limit that a fault names: the author's number or text, never the caller's.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Limit {
    /// A whole number.
    Integer(i128),
    /// A number with a fraction.
    Float(f64),
    /// A word or a description.
    Text(Cow<'static, str>),
    /// Several words, such as the names of the known fields.
    Words(Vec<&'static str>),
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Limit::Integer(number) => match i64::try_from(*number) {
                Ok(number) => serializer.serialize_i64(number),
                Err(_) => match u64::try_from(*number) {
                    Ok(number) => serializer.serialize_u64(number),
                    Err(_) => serializer.collect_str(number),
                },
            },
            Limit::Float(number) => serializer.serialize_f64(*number),
            Limit::Text(text) => serializer.serialize_str(text),
            Limit::Words(words) => words.serialize(serializer),
        }
    }
}

macro_rules! limit_from_integer {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Limit {
            fn from(number: $integer) -> Self {
                Limit::Integer(number as i128)
            }
        }
    )*};
}
limit_from_integer!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl From<f32> for Limit {
    fn from(number: f32) -> Self {
        Limit::Float(f64::from(number))
    }
}

impl From<f64> for Limit {
    fn from(number: f64) -> Self {
        Limit::Float(number)
    }
}

impl From<&'static str> for Limit {
    fn from(text: &'static str) -> Self {
        Limit::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Limit {
    fn from(text: String) -> Self {
        Limit::Text(Cow::Owned(text))
    }
}

/// One rule that does not hold at one place.
///
/// As JSON: `{"path": "/limit", "rule": "range", "min": 1, "max": 50}`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Fault {
    /// A JSON Pointer; `*` stands for a key of the caller's.
    pub path: String,
    /// The rule, in the words of `#[validate(..)]`: `length`, `range`, `pattern`, …
    pub rule: Cow<'static, str>,
    /// The rule's limits, by name.
    pub limits: Vec<(&'static str, Limit)>,
}

impl Fault {
    /// A fault at `path` against `rule`, with no limits.
    pub fn new(path: impl Into<String>, rule: impl Into<Cow<'static, str>>) -> Self {
        Fault { path: path.into(), rule: rule.into(), limits: Vec::new() }
    }

    /// Names a limit of the rule.
    #[must_use]
    pub fn limit(mut self, name: &'static str, limit: impl Into<Limit>) -> Self {
        self.limits.push((name, limit.into()));
        self
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2 + self.limits.len()))?;
        map.serialize_entry("path", &self.path)?;
        map.serialize_entry("rule", &self.rule)?;
        for (name, limit) in &self.limits {
            map.serialize_entry(name, limit)?;
        }
        map.end()
    }
}

/// All that is wrong with one input. The first 32 faults are kept, the others counted.
///
/// ```
/// use portcullis::bound::{Fault, Faults, Path};
///
/// let mut faults = Faults::default();
/// faults.add(&Path::ROOT.field("limit"), "range", &[("min", 1.into()), ("max", 50.into())]);
/// assert_eq!(faults.listed(), [Fault::new("/limit", "range").limit("min", 1).limit("max", 50)]);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Faults {
    listed: Vec<Fault>,
    total: usize,
}

impl Faults {
    /// Adds a fault.
    pub fn add(
        &mut self,
        at: &Path<'_>,
        rule: impl Into<Cow<'static, str>>,
        limits: &[(&'static str, Limit)],
    ) {
        self.total = self.total.saturating_add(1);
        if self.listed.len() < LISTED {
            self.listed.push(Fault { path: at.to_string(), rule: rule.into(), limits: limits.to_vec() });
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// How many faults there are, listed or not.
    pub fn total(&self) -> usize {
        self.total
    }

    /// The first faults, in the order of the fields.
    pub fn listed(&self) -> &[Fault] {
        &self.listed
    }

    pub(crate) fn into_listed(self) -> Vec<Fault> {
        self.listed
    }
}
