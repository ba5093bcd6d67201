//! The body: reached with an `Admitted` in hand, which is made here and nowhere else.

use crate::call::{Call, Interrupted, Phase};
use crate::capability::{Admitted, Capability};
use crate::failure::Failed;
use crate::guard::intent::Recorded;
use crate::guard::leak;
use crate::guard::stop::Stop;

/// What the body answered.
pub(crate) struct Ended<O>(pub(super) O);

/// Runs the body, and again where its failure may pass and the capability says how often.
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
    let Recorded(mut input) = recorded;
    loop {
        let attempt = call.begin_attempt();
        let retry = C::LIMITS.retry.filter(|retry| attempt < retry.attempts);
        let next = retry.and_then(|retry| Some((retry, C::again(&input)?)));
        let failed = match C::run(Admitted { call: call.handle(), grants: grants.clone(), input }).await {
            Ok(output) => {
                call.enter(Phase::Answered);
                return Ok(Ended(output));
            }
            Err(failed) => failed,
        };
        let Some((retry, again)) = next else { return Err(failure(failed, call)) };
        let wait = retry.longest_wait(attempt).mul_f64(fastrand::f64());
        let is_over = failed.interrupted.is_some_and(|interrupted| interrupted != Interrupted::TimedOut);
        if !failed.retryable || failed.unknown || is_over || wait >= call.remaining() {
            return Err(failure(failed, call));
        }
        tracing::info!(reference = %call.reference(), attempt, kind = failed.kind, "a failure is tried again");
        call.end_tasks();
        tokio::time::sleep(wait).await;
        is_wanted(call)?;
        input = again;
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
            // One that does not know whether something happened leaves it where it was.
            if !failed.unknown {
                call.enter(Phase::Failed);
            }
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
