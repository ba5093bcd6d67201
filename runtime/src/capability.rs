//! A capability as a type: what `#[capability]` implements, and the proof with which a gate starts a body.
//!
//! Nothing here may make an [`Admitted`] outside a gate: it is the only way into a body.

use std::any::TypeId;
use std::future::Future;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::authority::{Effect, Grants};
use crate::bound::{Bounded, input_bytes};
use crate::call::Call;
use crate::disclose::Disclose;
use crate::failure::{Failed, PublicError};
use crate::plugin::Instance;

/// The proof that a call passed every guard, and what its body receives.
///
/// A capability's function takes it instead of its parameters, so that it can be called by a gate alone.
/// If a type error names `Admitted`, use `gate.call(f, &caller, arguments)` instead of `f(arguments)`.
pub struct Admitted<C: Parameters> {
    pub(crate) call: Call,
    pub(crate) grants: C::Grants,
    pub(crate) input: C::Input,
}

impl<C: Parameters> Admitted<C> {
    /// What the body is written with: its parameters as the user named them.
    #[doc(hidden)]
    pub fn into_parts(self) -> C {
        C::from_parts(self.call, self.grants, self.input)
    }

    /// The plugin that the capability is a method of.
    #[doc(hidden)]
    pub fn plugin(&self) -> Instance<C::Plugin>
    where
        C: Method,
    {
        C::plugin(&self.grants)
    }

    /// For `<name>_unguarded` in the user's unit tests; exists with the feature `testing` only.
    #[cfg(feature = "testing")]
    #[doc(hidden)]
    pub fn unguarded(call: &Call, grants: C::Grants, arguments: C::Arguments) -> Self {
        Admitted { call: call.handle(), grants, input: C::input(arguments) }
    }
}

/// Data that a caller may send: bounded, decoded strictly, with a schema. Implemented by `#[data]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not data that a caller may send",
    label = "`#[input]` takes a type with `#[data]`",
    note = "help: put `#[data]` or `#[data(input)]` on the type, or leave `#[input]` out to make this one parameter of several"
)]
pub trait Input: DeserializeOwned + Bounded + JsonSchema + Send + 'static {}

/// What goes into a capability. Implemented by `#[capability]`, never by hand.
pub trait Parameters: Sized + Send + 'static {
    /// The type that a caller's JSON is decoded to.
    type Input: Input;
    /// The input as typed calls give it: a tuple of the input parameters, or the `#[input]` value.
    type Arguments;
    /// The authorities that it is granted.
    type Grants: Grants;

    /// The input of a typed call.
    fn input(arguments: Self::Arguments) -> Self::Input;

    /// Takes the parts to where the user's parameter names are.
    fn from_parts(call: Call, grants: Self::Grants, input: Self::Input) -> Self;
}

/// A capability that is a method of a plugin.
#[doc(hidden)]
pub trait Method: Parameters {
    /// The plugin.
    type Plugin: 'static;

    /// Finds it among what the capability is granted.
    fn plugin(grants: &Self::Grants) -> Instance<Self::Plugin>;
}

/// A capability, as a type. Implemented by `#[capability]`, never by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a capability",
    label = "only a function with `#[capability]` can be given to a gate",
    note = "help: put `#[capability(read)]` on the function"
)]
pub trait Capability: Parameters {
    /// The name that callers use.
    const NAME: &'static str;
    /// The doc comment, which callers and models read.
    const DESCRIPTION: &'static str;
    /// What it may change.
    const EFFECT: Effect;
    /// Its limits.
    const LIMITS: Limits;
    /// The exceptions to rules that its author wrote down.
    const EXCEPTIONS: &'static [Exception];
    /// Whether somebody else must agree to each call.
    const APPROVAL: bool = false;
    /// Whether its calls may carry an idempotency key.
    const IDEMPOTENT: bool = false;
    /// Whether the crate that it stands in unwinds, so that a panic can be caught.
    const UNWINDS: bool;

    /// What it answers.
    type Output: Disclose + JsonSchema + Send + 'static;

    /// The input once more, for another attempt. `None`, and there is none, unless the capability has `retry`.
    fn again(_input: &Self::Input) -> Option<Self::Input> {
        None
    }

    /// Runs the body.
    fn run(admitted: Admitted<Self>) -> impl Future<Output = Result<Self::Output, Failed>> + Send + 'static;
}

/// What a body may return: plain data, or a `Result` of it with an error that has a public text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an answer that a capability can give",
    label = "neither plain data, nor a `Result` of it with a `#[failure]`",
    note = "help: return a number, a text, a list, a type with `#[data]`, or `Result<T, F>` of one of these where `F` has `#[failure]` or is `Internal`"
)]
pub trait Answer {
    /// The data in it.
    type Output: Disclose + JsonSchema + Send + 'static;

    /// Parts data and failure.
    fn answer(self) -> Result<Self::Output, Failed>;
}

impl<T: Disclose + JsonSchema + Send + 'static> Answer for T {
    type Output = T;

    fn answer(self) -> Result<T, Failed> {
        Ok(self)
    }
}

impl<T: Disclose + JsonSchema + Send + 'static, F: PublicError> Answer for Result<T, F> {
    type Output = T;

    fn answer(self) -> Result<T, Failed> {
        self.map_err(Failed::from)
    }
}

/// Says of a body's answer, before all else does, what is wrong with it: with its data, or with its error.
///
/// `Answered::<T>::__verify_answer` compiles for every [`Answer`]. The bounds of `Answer` itself would name a whole `Result`
/// where only one of its two types is at fault.
#[doc(hidden)]
pub struct Answered<T>(PhantomData<T>);

impl<T, F> Answered<Result<T, F>> {
    /// Goes before [`PlainAnswer::__verify_answer`] for a `Result`.
    pub fn __verify_answer()
    where
        T: Disclose,
        F: PublicError,
    {
    }
}

/// An answer that is no `Result`. Its function has a name that no trait of the user's has for every type.
#[doc(hidden)]
pub trait PlainAnswer<T> {
    /// Compiles for plain data.
    fn __verify_answer()
    where
        T: Disclose,
    {
    }
}

impl<T> PlainAnswer<T> for Answered<T> {}

/// Compiles for what may be `#[input]`.
#[doc(hidden)]
pub const fn is_input<I: Input>() {}

/// The limits of a capability. There is no value that turns one off.
///
/// As JSON: `{"timeout_ms": 5000, "max_input": 4096, "max_output": 65536, "rate": "60/min", "burst": 60,
/// "concurrency": 16}`, and where they are given `"retry": {"attempts": 3, "backoff_ms": [100, 2000]}` and
/// `"breaker": {"failures": 5, "cooldown_ms": 30000}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How long a caller waits at most.
    pub timeout: Duration,
    /// Bytes of JSON that a call may bring.
    pub max_input: usize,
    /// Bytes of JSON that an answer may have.
    pub max_output: usize,
    /// Calls in `period`, for each caller.
    pub rate: u32,
    /// The time in which `rate` calls are let through: a second, a minute or an hour.
    pub period: Duration,
    /// Calls that may come at once after a pause, for each caller.
    pub burst: u32,
    /// Calls that run at the same time, for all callers together.
    pub concurrency: u32,
    /// How often the body runs for one call, if it fails in a way that may pass.
    pub retry: Option<Retry>,
    /// When it is not called for a while, since it fails.
    pub breaker: Option<Breaker>,
}

/// `retry(attempts = 3, backoff = "100ms..2s")`: a failure that is `retryable` is tried again, within the time-out of the
/// call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retry {
    /// How often the body runs at most, the first time included.
    pub attempts: u32,
    /// Before the second attempt the call waits up to this long, by chance, so that callers do not come all at once
    /// (full jitter); before each further one up to twice as long as before the last.
    pub least: Duration,
    /// No wait is longer.
    pub most: Duration,
}

impl Retry {
    /// The longest wait after so many attempts.
    pub(crate) fn longest_wait(&self, attempts: u32) -> Duration {
        let doubled = self.least.saturating_mul(1 << attempts.saturating_sub(1).min(16));
        doubled.min(self.most)
    }
}

/// `breaker(failures = 5, cooldown = "30s")`: after so many failures in a row nobody calls for a while, and then one call
/// tries whether it works again.
///
/// Retryable failures, panics and calls without an answer in time count; any answer ends the row, a failure that is not
/// retryable as well. Whoever may call the capability and can make it fail can open it for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Breaker {
    /// So many failures in a row open it.
    pub failures: u32,
    /// How long nobody calls.
    pub cooldown: Duration,
}

impl Limits {
    /// The defaults for a capability: 5 s, what its input can need, 64 KiB of output, 60 a minute, 16 at once.
    pub const fn of<C: Parameters>() -> Self {
        Limits {
            timeout: Duration::from_secs(5),
            max_input: input_bytes::<C::Input>(),
            max_output: 64 * 1024,
            rate: 60,
            period: Duration::from_secs(60),
            burst: 60,
            concurrency: 16,
            retry: None,
            breaker: None,
        }
    }

    /// Sets the time-out: 1 ms to 10 min.
    #[must_use]
    pub const fn timeout(mut self, milliseconds: u64) -> Self {
        self.timeout = Duration::from_millis(within(1, milliseconds, 600_000));
        self
    }

    /// Sets the largest input, in bytes: at most 16 MiB.
    #[must_use]
    pub const fn max_input(mut self, bytes: usize) -> Self {
        self.max_input = within(1, bytes as u64, MAX_BYTES) as usize;
        self
    }

    /// Sets the largest output, in bytes: at most 16 MiB.
    #[must_use]
    pub const fn max_output(mut self, bytes: usize) -> Self {
        self.max_output = within(1, bytes as u64, MAX_BYTES) as usize;
        self
    }

    /// Lets `calls` through in `milliseconds`, and as many at once.
    #[must_use]
    pub const fn rate(mut self, calls: u32, milliseconds: u64) -> Self {
        self.rate = calls;
        self.period = Duration::from_millis(milliseconds);
        self.burst = calls;
        self
    }

    /// Sets how many calls may come at once.
    #[must_use]
    pub const fn burst(mut self, calls: u32) -> Self {
        self.burst = calls;
        self
    }

    /// Sets how many calls run at the same time.
    #[must_use]
    pub const fn concurrency(mut self, calls: u32) -> Self {
        self.concurrency = calls;
        self
    }

    /// Runs a body that fails up to `attempts` times, at most 10, with waits of up to `least` to `most` milliseconds.
    #[must_use]
    pub const fn retry(mut self, attempts: u32, least: u64, most: u64) -> Self {
        self.retry = Some(Retry {
            attempts: within(1, attempts as u64, 10) as u32,
            least: Duration::from_millis(least),
            most: Duration::from_millis(most),
        });
        self
    }

    /// Lets nobody call for `milliseconds` after so many failures in a row.
    #[must_use]
    pub const fn breaker(mut self, failures: u32, milliseconds: u64) -> Self {
        self.breaker = Some(Breaker { failures, cooldown: Duration::from_millis(milliseconds) });
        self
    }
}

/// The largest input or output: 16 MiB.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

const fn within(least: u64, number: u64, most: u64) -> u64 {
    if number < least {
        least
    } else if number > most {
        most
    } else {
        number
    }
}

impl Serialize for Limits {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let optional = usize::from(self.retry.is_some()) + usize::from(self.breaker.is_some());
        let mut limits = serializer.serialize_struct("Limits", 6 + optional)?;
        limits.serialize_field("timeout_ms", &(self.timeout.as_millis() as u64))?;
        limits.serialize_field("max_input", &self.max_input)?;
        limits.serialize_field("max_output", &self.max_output)?;
        let period = match self.period.as_secs() {
            1 => "s",
            60 => "min",
            _ => "h",
        };
        limits.serialize_field("rate", &format_args!("{}/{period}", self.rate))?;
        limits.serialize_field("burst", &self.burst)?;
        limits.serialize_field("concurrency", &self.concurrency)?;
        if let Some(retry) = &self.retry {
            limits.serialize_field("retry", retry)?;
        }
        if let Some(breaker) = &self.breaker {
            limits.serialize_field("breaker", breaker)?;
        }
        limits.end()
    }
}

impl Serialize for Retry {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut retry = serializer.serialize_struct("Retry", 2)?;
        retry.serialize_field("attempts", &self.attempts)?;
        retry.serialize_field("backoff_ms", &[self.least, self.most].map(|wait| wait.as_millis() as u64))?;
        retry.end()
    }
}

impl Serialize for Breaker {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut breaker = serializer.serialize_struct("Breaker", 2)?;
        breaker.serialize_field("failures", &self.failures)?;
        breaker.serialize_field("cooldown_ms", &(self.cooldown.as_millis() as u64))?;
        breaker.end()
    }
}

/// An exception to a rule, with the reason that its author wrote: `allow(rule, reason = "…")`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Exception {
    /// The rule's code, such as `P601`.
    pub code: &'static str,
    /// The rule's name, such as `ambient_filesystem`.
    pub rule: &'static str,
    /// Why it does not apply here.
    pub reason: &'static str,
}

impl Exception {
    /// For expansions.
    #[doc(hidden)]
    pub const fn new(code: &'static str, rule: &'static str, reason: &'static str) -> Self {
        Exception { code, rule, reason }
    }
}

/// Which capability: its type, so that two of one name are never taken for each other.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis::CapabilityId;
///
/// /// Adds two numbers.
/// #[capability(read)]
/// fn add(a: i32, b: i32) -> i64 {
///     i64::from(a) + i64::from(b)
/// }
///
/// assert_eq!(CapabilityId::of(add).name(), "add");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct CapabilityId {
    type_id: TypeId,
    name: &'static str,
}

// The type alone tells: its name belongs to it.
impl PartialEq for CapabilityId {
    fn eq(&self, other: &Self) -> bool {
        self.type_id == other.type_id
    }
}

impl Eq for CapabilityId {}

impl Hash for CapabilityId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.type_id.hash(state);
    }
}

impl CapabilityId {
    /// The capability that a function is.
    pub fn of<C: Capability, R>(function: impl Fn(Admitted<C>) -> R) -> Self {
        drop(function);
        Self::of_type::<C>()
    }

    pub(crate) fn of_type<C: Capability>() -> Self {
        CapabilityId { type_id: TypeId::of::<C>(), name: C::NAME }
    }

    /// An id that is no capability's, where a test needs many.
    #[cfg(test)]
    pub(crate) fn for_tests<T: 'static>(name: &'static str) -> Self {
        CapabilityId { type_id: TypeId::of::<T>(), name }
    }

    /// The name that callers use.
    pub fn name(&self) -> &'static str {
        self.name
    }
}
