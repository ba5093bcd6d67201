//! All that an expansion may name. Not for users: nothing here is stable.

pub use std::borrow::Cow;
pub use std::format;
pub use std::string::String;
pub use std::sync::Arc;
pub use std::time::Duration;

pub use schemars;
pub use serde;

pub use crate::authority::{Authority, Effect};
pub use crate::bound::{Bounded, Controls, Faults, Path, Within};
pub use crate::bound::{bytes, check};
pub use crate::call::{Call, Interrupted};
pub use crate::capability::{
    Admitted, Answer, Answered, Capability, Exception, Input, Limits, Method, Parameters, PlainAnswer,
    is_input,
};
pub use crate::disclose::Disclose;
pub use crate::failure::{Failed, PublicError, cause, chain, interrupted};
pub use crate::json::strict;
pub use crate::plugin::{Instance, LoadContext, OfPlugin, Parts, Plugin, version};
pub use crate::policy::condition::Kind;
pub use crate::policy::definition::{Definition, Identity, Subject, named};
pub use crate::prompt;
pub use crate::schema;
pub use crate::untyped::described;

/// The input of a capability that was rejected: its errors have been told, and it is never called.
#[derive(serde::Deserialize)]
pub struct Rejected;

impl schemars::JsonSchema for Rejected {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rejected".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        false.into()
    }
}

impl Bounded for Rejected {
    const MAX_JSON_BYTES: usize = 0;

    fn check(&self, _: &Path<'_>, _: &mut Faults) {}
}

impl Input for Rejected {}

/// Runs the test of `#[attack_test]`, and gives it what it takes.
#[cfg(feature = "testing")]
pub use crate::testing::{
    fakes_of_test, run_test as attack_test, run_test_with_fakes as attack_test_with_fakes,
};

/// The call of a body that is tested without its guards.
#[cfg(feature = "testing")]
pub fn testing_call() -> Call {
    crate::testing::call()
}

/// Refuses, while compiling, to grant a capability more than its effect says.
#[track_caller]
pub const fn assert_effect(capability: Effect, authority: Effect) {
    let understated = (authority as u8) > (capability as u8);
    if understated {
        match capability {
            Effect::Read => panic!(
                "a `read` capability is granted an authority that can change things\nhelp: say `#[capability(write)]`, or take a read-only authority\nsee: cargo portcullis explain P711"
            ),
            _ => panic!(
                "this capability is granted an authority that can do more than its effect says\nhelp: say the greater effect, or take a lesser authority\nsee: cargo portcullis explain P711"
            ),
        }
    }
}

/// Refuses, while compiling, an output with personal data in it of which nothing says that it may leave.
#[track_caller]
pub const fn assert_declared<T: Disclose + ?Sized>(message: &'static str) {
    if T::PERSONAL {
        panic!("{}", message)
    }
}

/// Whether one of them is true.
pub const fn any(parts: &[bool]) -> bool {
    let mut rest = parts;
    while let [first, others @ ..] = rest {
        if *first {
            return true;
        }
        rest = others;
    }
    false
}

/// Refuses, while compiling, to answer with personal data alone.
#[track_caller]
pub const fn assert_answer<T: Disclose>() {
    if T::PERSONAL {
        panic!(
            "a capability answers with personal data, and nothing says that it may leave\nhelp: make it a field of a type of your own with `#[data(output, personal)]`, and return that"
        )
    }
}

/// Refuses, while compiling, to grant more to `#[on_load]` than to read: an effect belongs to a call, which is recorded.
#[track_caller]
pub const fn assert_load_effect(authority: Effect) {
    if !matches!(authority, Effect::Read) {
        panic!(
            "`#[on_load]` is granted an authority that can change things\nhelp: take a read-only authority here, and change things in a `write` capability, whose intent is recorded\nsee: cargo portcullis explain P711"
        )
    }
}

/// Refuses, while compiling, a capability that a policy has named already under another path.
#[track_caller]
pub const fn assert_new_capability(names: &[&str], place: usize) {
    let mut other = 0;
    while other < place {
        if is_same(names[other].as_bytes(), names[place].as_bytes()) {
            panic!(
                "this policy has named this capability already, by another path, or another one of its name\nhelp: write it in one way everywhere"
            )
        }
        other += 1;
    }
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut place = 0;
    while place < one.len() && place < other.len() && one[place] == other[place] {
        place += 1;
    }
    place == one.len() && place == other.len()
}

/// Refuses, while compiling, a `max_input` that no input can need.
#[track_caller]
pub const fn assert_max_input<I: Bounded>(max_input: usize) {
    if max_input > crate::bound::input_bytes::<I>() {
        panic!(
            "`max_input` is more than this input can need\nhelp: leave it out; the limit is derived from the bounds of the parameters"
        )
    }
}

/// Refuses, while compiling, an input whose derived limit is beyond the hard cap of 16 MiB.
#[track_caller]
pub const fn assert_input_cap<I: Bounded>() {
    if crate::bound::input_bytes::<I>() > MAX_INPUT {
        panic!(
            "the bounds of the parameters add up to more than 16 MiB of JSON\nhelp: narrow them, or set `max_input = \"…\"`"
        )
    }
}

const MAX_INPUT: usize = 16 * 1024 * 1024;

/// Emits its items where the user's unit tests can use `testing`, and nothing elsewhere.
#[cfg(feature = "testing")]
#[macro_export]
#[doc(hidden)]
macro_rules! __when_testing {
    ($($items:tt)*) => { $($items)* };
}

/// Emits its items where the user's unit tests can use `testing`, and nothing elsewhere.
#[cfg(not(feature = "testing"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __when_testing {
    ($($items:tt)*) => {};
}

pub use __when_testing as when_testing;
