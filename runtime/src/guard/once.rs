//! Once: a call that carries a key which was used before gets what came of that, and its body does not start.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::call::{Call, Phase};
use crate::capability::Capability;
use crate::gate::{Registered, Shared};
use crate::guard::approval::Approved;
use crate::guard::audit::Audited;
use crate::guard::form::Form;
use crate::guard::isolate::Isolated;
use crate::guard::leak::Cleared;
use crate::guard::output::Encoded;
use crate::guard::stop::Stop;
use crate::idempotency::{Known, Results, Slot, Turn, Unavailable, digest};
use crate::refusal::Code;

/// When to come again, while the first call is running.
const RUNNING_WAIT: Duration = Duration::from_millis(100);

/// When to come again, if no more keys can be kept.
const FULL_WAIT: Duration = Duration::from_secs(60);

/// A call's key, and where it is kept.
pub(crate) struct Keyed {
    results: Arc<Results>,
    slot: Slot,
    now: SystemTime,
}

/// A call's key with its arguments.
pub(crate) struct Asked {
    keyed: Keyed,
    arguments: [u8; 32],
}

/// The proof that nothing came of a call with this key yet, or that it has none.
pub(crate) struct Fresh<I>(pub(super) I);

/// The key of a call whose body may start, held until it has ended. Dropped without an answer, it says by how
/// far the body came whether the key may be used again.
pub(crate) struct First(Option<Taken>);

struct Taken {
    keyed: Keyed,
    call: Call,
}

/// What came of a call with this key.
pub(crate) enum Once<I, A> {
    /// Nothing yet.
    First(Fresh<I>, First),
    /// This.
    Before(Encoded<A>),
}

/// A key is only for a capability that keeps results: a caller must not be deceived.
pub(crate) fn find_key<C: Capability>(
    capability: &Registered<C>,
    gate: &Shared,
    audited: &Audited<'_>,
) -> Result<Option<Keyed>, Stop> {
    let Some(key) = audited.context().key() else { return Ok(None) };
    let (true, Some(results)) = (C::IDEMPOTENT, &gate.results) else {
        return Err(Stop::new(
            Code::IdempotencyUnsupported,
            "this capability takes no idempotency key; call it without one, and know that it may happen twice",
        ));
    };
    let slot = Slot::new(audited.caller(), capability.descriptor().name, key);
    Ok(Some(Keyed { results: results.clone(), slot, now: gate.clock.utc() }))
}

/// Reads what the key was used for, before decoding takes the input. What is no JSON is refused there.
pub(crate) fn read_arguments<C: Capability, F: Form<C>>(
    keyed: Option<Keyed>,
    input: &Isolated<F::Input>,
) -> Option<Asked> {
    let keyed = keyed?;
    let arguments = F::document(&input.0).and_then(digest)?;
    Some(Asked { keyed, arguments })
}

impl Asked {
    /// Whether the key was used, so that all that this call can get is what came of that.
    pub(crate) fn is_known(&self) -> bool {
        self.keyed.results.is_known(self.keyed.slot, self.keyed.now)
    }
}

/// Takes the key for this call, or says what came of the call that has it.
pub(crate) fn take<C: Capability, F: Form<C>>(
    asked: Option<Asked>,
    approved: Approved<C::Input>,
    call: &Call,
) -> Result<Once<C::Input, F::Answer>, Stop> {
    let Some(Asked { keyed, arguments }) = asked else {
        return Ok(Once::First(Fresh(approved.input), First(None)));
    };
    let known =
        keyed.results.begin(keyed.slot, arguments, call.reference(), keyed.now).map_err(unavailable)?;
    Err(match known {
        // The call that had it has released it meanwhile, and nobody has agreed to this one.
        Known::First if approved.for_what_is_known => {
            keyed.results.end(keyed.slot, Turn::NothingHappened);
            Stop::new(
                Code::IdempotencyPending,
                "the first call with this key has come to nothing; make it again",
            )
            .retry_after(RUNNING_WAIT)
        }
        Known::First => {
            let first = First(Some(Taken { keyed, call: call.handle() }));
            return Ok(Once::First(Fresh(approved.input), first));
        }
        Known::Answered(answer, reference) => {
            call.repeats(reference);
            let bytes = answer.len();
            match F::again(answer) {
                Some(answer) => return Ok(Once::Before(Encoded { answer, bytes })),
                None => Stop::new(Code::OutputWithheld, "the answer of the first call has another form"),
            }
        }
        Known::OtherArguments => Stop::new(
            Code::IdempotencyConflict,
            "this key was used with other arguments; use a new key for another call",
        ),
        Known::Running(reference) => {
            call.repeats(reference);
            Stop::new(Code::IdempotencyPending, "the first call with this key is still running")
                .retry_after(RUNNING_WAIT)
        }
        Known::Unknown(reference) => {
            call.repeats(reference);
            Stop::new(
                Code::OutcomeUnknown,
                format!(
                    "nobody knows what came of the first call with this key; its reference is {reference}"
                ),
            )
        }
    })
}

fn unavailable(why: Unavailable) -> Stop {
    match why {
        Unavailable::Full => {
            Stop::new(Code::Overloaded, "no more idempotency keys can be kept now").retry_after(FULL_WAIT)
        }
        Unavailable::Failed => Stop::new(Code::AuditUnavailable, "the call cannot be recorded")
            .because("the results cannot be kept"),
    }
}

impl First {
    /// The body has answered, and this is what callers with this key get from now on: only what may leave is kept.
    pub(crate) fn answered<C: Capability, F: Form<C>>(mut self, cleared: &Cleared<F::Answer>) {
        if let (Some(taken), Some(answer)) = (&self.0, F::document_of(&cleared.answer)) {
            taken.keyed.results.end(taken.keyed.slot, Turn::Answered(answer));
            self.0 = None;
        }
    }
}

impl Drop for First {
    fn drop(&mut self) {
        if let Some(Taken { keyed, call }) = self.0.take() {
            let turn = match call.phase() {
                Phase::Waiting | Phase::Failed => Turn::NothingHappened,
                // An answer that was withheld has happened as well.
                Phase::Running | Phase::Answered => Turn::Unknown,
            };
            keyed.results.end(keyed.slot, turn);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capability::Admitted;
    use crate::guard::form::Json;
    use crate::idempotency::IdempotencyKey;
    use crate::prelude::*;
    use crate::testing;

    /// Changes something that somebody else has to agree to.
    #[capability(write, idempotent, approval)]
    fn act() -> u8 {
        1
    }

    /// Takes a key for the capability that this function is.
    fn take_for<C: Capability, R>(
        _: impl Fn(Admitted<C>) -> R,
        results: &Arc<Results>,
        for_what_is_known: bool,
    ) -> Result<bool, Code> {
        let slot = Slot::new(&Caller::local(), C::NAME, &IdempotencyKey::new("a").unwrap());
        let keyed = Keyed { results: results.clone(), slot, now: SystemTime::UNIX_EPOCH };
        let decoded = <Json as Form<C>>::decode(Isolated(b"{}".to_vec()));
        let approved = Approved { input: decoded.ok().unwrap().0, for_what_is_known };
        let asked = Asked { keyed, arguments: [1; 32] };
        match take::<C, Json>(Some(asked), approved, &testing::call()) {
            Ok(once) => Ok(matches!(once, Once::First(..))),
            Err(stop) => Err(stop.code),
        }
    }

    #[test]
    fn a_key_that_was_freed_since_nobody_was_asked_starts_no_body_and_stays_free() {
        let results = Arc::new(Results::in_memory());
        assert_eq!(take_for(act, &results, true), Err(Code::IdempotencyPending));
        assert_eq!(take_for(act, &results, false), Ok(true));
    }
}
