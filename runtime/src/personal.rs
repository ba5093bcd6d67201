//! Personal data: it comes in, it leaves where that is declared, and it shows itself nowhere else.
//!
//! Nothing here may write the value but for an answer of a gate.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error, Serialize, Serializer};
use validator::{AsRegex, ValidateEmail, ValidateLength, ValidateRange, ValidateRegex, ValidateUrl};

use crate::bound::check::{Holds, Text};
use crate::bound::{Bounded, Controls, Faults, Path, Within};
use crate::disclose::Disclose;

/// Data about a person: a name, an address, a date of birth.
///
/// It is what `T` is in JSON, with the bounds and the schema of `T`; `#[validate(..)]` looks through it. What is in it is had
/// by [`expose`](Personal::expose) alone.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis::{Email, Personal, testing};
///
/// #[data(output, personal)]
/// struct Customer {
///     number: u32,
///     email: Personal<Email>,
/// }
///
/// /// Changes where a customer's invoices go.
/// #[capability(write)]
/// fn change_email(call: &Call, number: u32, email: Personal<Email>) -> Customer {
///     call.note("email", &email); // `[personal]` in the ledger
///     Customer { number, email }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let gate = testing::Gate::new();
/// let customer = gate.call(change_email, (7, Personal::new("ada@example.com".parse()?))).await?;
/// assert_eq!(customer.email.expose().as_str(), "ada@example.com");
/// assert_eq!(format!("{:?}", customer.email), "[personal]");
/// assert!(serde_json::to_string(&customer).is_err());
/// # Ok(())
/// # }
/// ```
///
/// # What it guarantees
///
/// - A `#[data]` output that holds it does not compile unless it says `personal`, and a capability that answers with it alone
///   does not compile at all.
/// - `Debug` shows `[personal]`; there is no `Display`. A note shows `[personal]` in its place, also where it is deep inside.
/// - `Serialize` writes it for an answer of a gate and fails everywhere else, so that it does not get into a log or a file by
///   way of a type that holds it.
/// - A refusal and a fault never say it, as they say no value.
///
/// # What it does not
///
/// What [`expose`](Personal::expose) lends is plain, and may be copied. Who approves a call sees its arguments as they were
/// sent, personal data among them: nobody can agree to what he does not see. The ledger has their digest alone. Results that are kept for idempotency keys are answers, and
/// hold what answers hold. An `impl Disclose` by hand speaks for itself: see [`Disclose::PERSONAL`].
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Marks a value.
    pub const fn new(value: T) -> Self {
        Personal(value)
    }

    /// The value, without its mark.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// The value, and the mark is gone.
    pub fn into_exposed(self) -> T {
        self.0
    }

    /// What is made of it is marked as well.
    ///
    /// ```
    /// use portcullis::Personal;
    ///
    /// let born = Personal::new(1815).map(|year| year / 100 + 1);
    /// assert_eq!((born, format!("{born:?}").as_str()), (Personal::new(19), "[personal]"));
    /// ```
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Personal<U> {
        Personal(make(self.0))
    }
}

impl<T> From<T> for Personal<T> {
    fn from(value: T) -> Self {
        Personal(value)
    }
}

/// Shows `[personal]`.
impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

const MASK: &str = "[personal]";

impl<T: Serialize> Serialize for Personal<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match WRITING.get() {
            Writing::Refused => Err(S::Error::custom(
                "personal data is written into the answers of a gate alone; take it out with `expose`",
            )),
            Writing::Masked => serializer.serialize_str(MASK),
            Writing::AsItIs => self.0.serialize(serializer),
        }
    }
}

/// How personal data is written on this thread.
#[derive(Clone, Copy)]
enum Writing {
    Refused,
    Masked,
    AsItIs,
}

thread_local! {
    static WRITING: Cell<Writing> = const { Cell::new(Writing::Refused) };
}

/// Personal data is written as it is while `write` runs: for what leaves the gate as an answer.
pub(crate) fn disclosed<R>(write: impl FnOnce() -> R) -> R {
    while_writing(Writing::AsItIs, write)
}

/// Personal data is written as `[personal]` while `write` runs.
pub(crate) fn masked<R>(write: impl FnOnce() -> R) -> R {
    while_writing(Writing::Masked, write)
}

fn while_writing<R>(writing: Writing, write: impl FnOnce() -> R) -> R {
    /// Also where `write` panics: the thread goes on with other calls.
    struct Restored(Writing);

    impl Drop for Restored {
        fn drop(&mut self) {
            WRITING.set(self.0);
        }
    }

    let _restored = Restored(WRITING.replace(writing));
    write()
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Personal<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Personal)
    }
}

impl<T: Disclose> Disclose for Personal<T> {
    const PERSONAL: bool = true;

    fn verify(&self, at: &Path<'_>, faults: &mut Faults) {
        self.0.verify(at, faults);
    }
}

impl<T: Bounded> Bounded for Personal<T> {
    const MAX_JSON_BYTES: usize = T::MAX_JSON_BYTES;

    fn check(&self, at: &Path<'_>, faults: &mut Faults) {
        self.0.check(at, faults);
    }
}

impl<const MAX: usize, T: Within<MAX>> Within<MAX> for Personal<T> {
    const MAX_JSON_BYTES: usize = T::MAX_JSON_BYTES;

    fn check_within(&self, controls: Controls, at: &Path<'_>, faults: &mut Faults) {
        self.0.check_within(controls, at, faults);
    }
}

impl<T: JsonSchema> JsonSchema for Personal<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<T: ValidateLength<u64>> ValidateLength<u64> for Personal<T> {
    fn length(&self) -> Option<u64> {
        self.0.length()
    }
}

impl<N, T: ValidateRange<N>> ValidateRange<N> for Personal<T> {
    fn greater_than(&self, max: N) -> Option<bool> {
        self.0.greater_than(max)
    }

    fn less_than(&self, min: N) -> Option<bool> {
        self.0.less_than(min)
    }
}

impl<T: ValidateEmail> ValidateEmail for Personal<T> {
    fn as_email_string(&self) -> Option<Cow<'_, str>> {
        self.0.as_email_string()
    }
}

impl<T: ValidateUrl> ValidateUrl for Personal<T> {
    fn as_url_string(&self) -> Option<Cow<'_, str>> {
        self.0.as_url_string()
    }
}

impl<T: ValidateRegex> ValidateRegex for Personal<T> {
    fn validate_regex(&self, regex: impl AsRegex) -> bool {
        self.0.validate_regex(regex)
    }
}

impl<T: Text> Text for Personal<T> {
    fn text(&self) -> Option<&str> {
        self.0.text()
    }
}

impl<T: Holds> Holds for Personal<T> {
    fn holds(&self, part: &str) -> Option<bool> {
        self.0.holds(part)
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    #[derive(serde::Serialize)]
    struct Holder(Vec<Option<Personal<u32>>>);

    fn holder() -> Holder {
        Holder(vec![Some(Personal::new(7151))])
    }

    #[test]
    fn it_is_written_for_an_answer_and_masked_in_a_note_and_refused_elsewhere() {
        let write = || serde_json::to_string(&holder());
        let error = write().unwrap_err().to_string();
        assert!(error.contains("`expose`") && !error.contains("7151"), "{error}");
        assert_eq!(disclosed(write).unwrap(), "[7151]");
        assert_eq!(masked(write).unwrap(), r#"["[personal]"]"#);
        assert!(write().is_err());
    }

    #[test]
    fn what_holds_it_shows_it_in_no_debug() {
        let shown = format!("{:?} {:#?}", Personal::new("zebra"), Some(vec![Personal::new("zebra")]));
        assert!(!shown.contains("zebra") && shown.contains("[personal]"), "{shown}");
    }

    #[test]
    fn after_a_panic_it_is_refused_again() {
        let panicked = catch_unwind(AssertUnwindSafe(|| disclosed(|| panic!("while it was written"))));
        assert!(panicked.is_err());
        assert!(serde_json::to_string(&holder()).is_err());
    }

    #[test]
    fn an_answer_inside_of_a_note_does_not_open_the_note() {
        let (inner, outer) = masked(|| {
            (
                disclosed(|| serde_json::to_string(&holder()).unwrap()),
                serde_json::to_string(&holder()).unwrap(),
            )
        });
        assert_eq!((inner.as_str(), outer.as_str()), ("[7151]", r#"["[personal]"]"#));
    }

    #[test]
    fn whatever_holds_it_says_so() {
        fn personal<T: Disclose>() -> bool {
            T::PERSONAL
        }
        assert!(personal::<&Box<Option<Vec<Personal<u8>>>>>());
        assert!(personal::<(u8, String, [Personal<u8>; 2])>());
        assert!(personal::<std::collections::BTreeMap<String, Personal<u8>>>());
        assert!(personal::<crate::BoundedMap<Personal<u8>, u8, 3>>());
        assert!(!personal::<(u8, Vec<String>, Option<std::collections::HashMap<String, [u8; 3]>>)>());
    }
}
