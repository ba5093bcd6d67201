//! The body: reached with an `Admitted` in hand, which is made here and nowhere else.

use crate::call::{Call, Interrupted, Phase};
use crate::capability::{Admitted, Capability};
use crate::failure::Failed;
use crate::guard::intent::Recorded;
use crate::guard::leak;
use crate::guard::stop::Stop;

/// What the body answered.
pub(crate) struct Ended<O>(pub(super) O);

pub(crate) async fn run<C: Capability>(
    recorded: Recorded<C::Input>,
    call: &Call,
    grants: &C::Grants,
) -> Result<Ended<C::Output>, Stop> {
    // The deadline may have passed while the intent went to disk.
    is_wanted(call)?;
    if !call.start_body() {
        return Err(Stop::cancelled());
    }
    match C::run(Admitted { call: call.handle(), grants: grants.clone(), input: recorded.0 }).await {
        Ok(output) => {
            call.enter(Phase::Answered);
            Ok(Ended(output))
        }
        Err(failed) => Err(failure(failed, call)),
    }
}

/// Whether somebody still waits for the answer.
pub(crate) fn is_wanted(call: &Call) -> Result<(), Stop> {
    call.checkpoint().map_err(|interrupted| stop(interrupted, call))
}

fn failure(mut failed: Failed, call: &Call) -> Stop {
    let leaked = leak::check_failure(&mut failed, call);
    tracing::warn!(
        reference = %call.reference(), trace_id = %call.trace_id(), kind = failed.kind, detail = failed.operator_text,
        "a capability failed"
    );
    match failed.interrupted {
        // It stopped half-way: how far it came is not known.
        Some(interrupted @ (Interrupted::DeadlineExceeded | Interrupted::Cancelled)) => {
            stop(interrupted, call)
        }
        _ => {
            call.enter(Phase::Failed);
            let stop = Stop::failed(failed);
            match leaked {
                Some(reason) => stop.because(reason),
                None => stop,
            }
        }
    }
}

fn stop(interrupted: Interrupted, call: &Call) -> Stop {
    match interrupted {
        Interrupted::DeadlineExceeded => Stop::deadline_exceeded(call.timeout()),
        _ => Stop::cancelled(),
    }
}
