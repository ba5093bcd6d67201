//! What must hold for the demo as a whole, beyond the outcome of each call.

use std::time::Duration;

use super::bodies::{PANIC, STUCK, TIMEOUT};
use super::records::Records;
use super::scene::{Played, milliseconds};
use super::stage::{Examined, OUTSIDE, Stage};
use portcullis::Code;

/// A promise, and whether it holds.
pub struct Check {
    pub promise: String,
    pub holds: bool,
}

pub fn all(
    played: &[Played],
    records: &Records,
    stage: &Stage,
    late: Option<Duration>,
    examined: &Examined,
) -> Vec<Check> {
    let check = |holds, promise: String| Check { promise, holds };
    let at_deadline = || played.iter().filter(|step| step.code() == Some(Code::DeadlineExceeded));
    let answered = at_deadline().map(|step| milliseconds(step.took)).collect::<Vec<_>>().join(" and ");
    let recorded = records.count("call.refused") + records.count("call.finished");
    vec![
        check(
            at_deadline().count() == 2 && late.is_some_and(|late| late >= STUCK),
            format!(
                "two bodies held their threads for {} s; their callers were answered after {answered} (deadline {} ms)",
                STUCK.as_secs(),
                TIMEOUT.as_millis()
            ),
        ),
        check(
            records.count("body.stuck") == 2 && records.count("body.ended_late") == 2,
            "the ledger says of both that they were stuck, and that they ended".to_owned(),
        ),
        check(
            recorded == played.len() && records.are_complete(),
            format!("each of the {} calls has one concluding record; the numbers have no gap", played.len()),
        ),
        check(!stage.erased(), "the forbidden body never ran".to_owned()),
        check(
            played.iter().all(|step| !step.json().contains(PANIC)) && !records.hold(PANIC),
            "what the panic said is in no answer and not in the ledger".to_owned(),
        ),
        check(
            played.iter().all(|step| !step.json().contains(OUTSIDE)),
            "what is outside the folder is in no answer".to_owned(),
        ),
        check(
            stage.is_untouched_outside(),
            "and it is as it was: nothing was changed or made there".to_owned(),
        ),
        check(
            records.count("call.intent") > 0 && records.intents_come_first(),
            "each change was in the ledger before it began".to_owned(),
        ),
        check(
            records.approved_deletions() == Some(1),
            "the one deletion ran under the one approval that was granted".to_owned(),
        ),
        check(
            nothing_is_repeated(played, records),
            "what was sent in refused calls is in no refusal and not in the ledger".to_owned(),
        ),
        check(
            forbidden_looks_unknown(played),
            "the forbidden and the unknown capability look the same".to_owned(),
        ),
        check(
            examined.verified.records == records.len() && examined.verified.torn_tails.is_empty(),
            format!(
                "the ledger is whole: {} records in a chain of hashes, of which the last is {:.16}…",
                examined.verified.records, examined.verified.last_hash
            ),
        ),
        check(
            examined.changed.is_some(),
            match &examined.changed {
                Some(damage) => format!("a copy of it with one bit changed is not: {damage}"),
                None => "a copy of it with one bit changed is not".to_owned(),
            },
        ),
    ]
}

/// Parts of what the script sends, in none of the calls that are answered.
const SENT: [&str; 5] = ["../etc", "%2e%2e", "%252e", "．．", "follow_symlinks"];

fn nothing_is_repeated(played: &[Played], records: &Records) -> bool {
    let mut refusals = played.iter().filter(|step| step.answer.is_err()).map(Played::json);
    refusals.all(|json| SENT.iter().all(|sent| !json.contains(sent)))
        && SENT.iter().all(|sent| !records.hold(sent))
}

/// But for the reference, which is each call's own.
fn forbidden_looks_unknown(played: &[Played]) -> bool {
    let mut shown = played.iter().filter(|step| step.code() == Some(Code::NotAuthorized)).map(|step| {
        let reference = step.answer.as_ref().err().map(|error| error.reference().to_string());
        step.json().replace(&reference.unwrap_or_default(), "")
    });
    let first = shown.next();
    first.is_some() && first == shown.next()
}
