//! Attacks of more than one call: calls beyond the rate, many at once, calls that are dropped, keys, approvals, strangers.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::Value;

use super::campaign::Campaign;
use super::document::Document;
use super::fakes::Behaviour;
use super::front::{Case, Front, Made};
use super::judge::{Answer, Breach};
use super::{Invariant, Target, sample};
use crate::approval::Approval;
use crate::authority::Effect;
use crate::call::Context;
use crate::caller::{Caller, Principal};
use crate::idempotency::IdempotencyKey;
use crate::ledger::Event;
use crate::refusal::{CallError, Code};

/// The largest burst that is used up; a larger one is reported.
const BURST: u32 = 5_000;

/// So many calls are made at the same time at most.
const CROWD: u32 = 64;

/// After so many looks at it a call is dropped.
const LOOKS: usize = 4;

/// The name of a capability that no gate has.
const UNKNOWN: &str = "zq7x.k9p.v2n";

/// All of them but the strangers. `base` is an input that reaches the body and may be sent.
pub(super) async fn all<T: Target>(
    campaign: &mut Campaign<'_, T>,
    front: &Front,
    base: Option<&Value>,
    callers: &[Caller],
) {
    if campaign.is_over() {
        return;
    }
    rate(campaign, front, callers).await;
    keys(campaign, front, base, callers).await;
    approval(campaign, front, base, callers).await;
    if let (Some(base), Some(caller)) = (base, callers.first()) {
        crowd(campaign, front, &Document::of(base), caller).await;
        dropped(campaign, front, &Document::of(base), caller).await;
    }
}

fn named(front: &Front, family: &str) -> String {
    format!("{}/{family}", front.descriptor.name)
}

/// As many calls as may come at once, one more, and one of another caller's. What is sent is no JSON: it counts as well.
async fn rate<T: Target>(campaign: &mut Campaign<'_, T>, front: &Front, callers: &[Caller]) {
    let (name, limits) = (named(front, "rate"), front.descriptor.limits);
    let [caller, others @ ..] = callers else { return };
    if !campaign.wants(&name) {
        return;
    }
    if limits.burst > BURST {
        let told = format!(
            "`{}`: its rate is not attacked, since {} calls may come at once",
            front.descriptor.name, limits.burst
        );
        campaign.report.remarks.push(told);
        return;
    }
    let (document, interval) =
        (Document::raw(*b""), limits.period / limits.rate.max(1) + Duration::from_nanos(1));
    let tell = |campaign: &mut Campaign<'_, T>, said: String| {
        campaign.tell(front, &name, &document, &document, Breach::new(Invariant::RateKept, said));
    };
    campaign.gate.advance(interval * (limits.burst + 1) + front.interval());
    let is_limited = |made: &Made| made.answer.code() == Some(Code::RateLimited);
    for number in 1..=limits.burst {
        let made =
            campaign.send_at_once(front, front.descriptor.name, caller, &document, Context::new()).await;
        if is_limited(&made) {
            tell(campaign, format!("call {number} is refused; {} may come at once", limits.burst));
            return;
        }
        if campaign.is_over() {
            return;
        }
        if number % 1_000 == 0 {
            campaign.flush().await;
        }
    }
    let made = campaign.send_at_once(front, front.descriptor.name, caller, &document, Context::new()).await;
    let wait = match &made.answer {
        Answer::Given(Err(CallError::Refused(refusal))) => refusal.retry_after,
        _ => None,
    };
    if !is_limited(&made) {
        let said =
            format!("call {} at once is let through; {} may come", u64::from(limits.burst) + 1, limits.burst);
        return tell(campaign, said);
    }
    if wait.is_none_or(|wait| wait.is_zero() || wait > interval * 2) {
        tell(
            campaign,
            format!("`rate_limited` says to wait {wait:?}; a call is let through each {interval:?}"),
        );
    }
    for other in others {
        let made =
            campaign.send_at_once(front, front.descriptor.name, other, &document, Context::new()).await;
        if is_limited(&made) {
            tell(campaign, "the rate of one caller is used up by another".to_owned());
        }
    }
    campaign.gate.advance(interval);
    let made = campaign.send_at_once(front, front.descriptor.name, caller, &document, Context::new()).await;
    if is_limited(&made) {
        tell(campaign, format!("a caller who has waited for {interval:?} is still refused"));
    }
    campaign.flush().await;
}

/// Many calls at the same time: each is answered and recorded, and none but for a reason that this gives.
async fn crowd<T: Target>(
    campaign: &mut Campaign<'_, T>,
    front: &Front,
    document: &Document,
    caller: &Caller,
) {
    let name = named(front, "crowd");
    if !campaign.wants(&name) {
        return;
    }
    let limits = front.descriptor.limits;
    let many = limits.concurrency.saturating_add(8).min(CROWD);
    campaign.gate.advance(front.interval() * (limits.burst.min(BURST) + 1));
    let (target, margin) = (&campaign.attack.target, campaign.attack.margin);
    let traces: Vec<_> = (0..many).map(|_| campaign.trace()).collect();
    let calls = traces.iter().map(|trace| async {
        let context = Context::new().trace(*trace);
        let call = target.call(front.descriptor.name, caller, document.bytes(), context);
        tokio::time::timeout(limits.timeout + margin, call).await
    });
    let answers = join_all(calls).await;
    campaign.flush().await;
    for (trace, answer) in traces.into_iter().zip(answers) {
        let answer = answer.map_or(Answer::None, Answer::Given);
        campaign.count(front, answer.word());
        if matches!(answer, Answer::None) {
            let said = format!("of {many} calls at once, one is not answered");
            campaign.tell(front, &name, document, document, Breach::new(Invariant::InTime, said));
        }
        let finals = final_records(campaign, trace);
        if finals != 1 {
            let said = format!("of {many} calls at once, one left {finals} final records");
            campaign.tell(front, &name, document, document, Breach::new(Invariant::RecordedOnce, said));
        }
    }
}

fn final_records<T: Target>(campaign: &Campaign<'_, T>, trace: crate::call::TraceId) -> usize {
    let is_final = |event: Event| matches!(event, Event::CallRefused | Event::CallFinished);
    campaign.records_of(trace).iter().filter(|record| is_final(record.event)).count()
}

/// Calls that are dropped before there is an answer: each is recorded once, and its permit comes back.
async fn dropped<T: Target>(
    campaign: &mut Campaign<'_, T>,
    front: &Front,
    document: &Document,
    caller: &Caller,
) {
    for looks in 1..=LOOKS {
        let name = named(front, &format!("dropped/after-{looks}"));
        if !campaign.wants(&name) {
            continue;
        }
        campaign.gate.advance(front.interval());
        let trace = campaign.trace();
        let context = Context::new().trace(trace);
        let answer = {
            let mut call =
                campaign.attack.target.call(front.descriptor.name, caller, document.bytes(), context);
            let mut answer = None;
            for _ in 0..looks {
                if let Poll::Ready(given) = poll_fn(|context| Poll::Ready(call.as_mut().poll(context))).await
                {
                    answer = Some(Answer::Given(given));
                    break;
                }
                tokio::task::yield_now().await;
            }
            answer
        };
        campaign.count(front, answer.as_ref().map_or("dropped", Answer::word));
        let patience = front.descriptor.limits.timeout + campaign.attack.margin;
        if !campaign.permits_are_back(front, patience).await {
            let breach = Breach::new(
                Invariant::PermitsReturn,
                "the permit of a call that was dropped did not come back",
            );
            campaign.tell(front, &name, document, document, breach);
        }
        campaign.flush().await;
        let finals = final_records(campaign, trace);
        if finals != 1 {
            let said = format!("a call that was dropped left {finals} final records");
            campaign.tell(front, &name, document, document, Breach::new(Invariant::RecordedOnce, said));
        }
    }
}

/// Idempotency keys: refused where they cannot be kept; where they can, the same key gets the same answer.
async fn keys<T: Target>(
    campaign: &mut Campaign<'_, T>,
    front: &Front,
    base: Option<&Value>,
    callers: &[Caller],
) {
    let (name, Some(caller)) = (named(front, "key"), callers.first()) else { return };
    if !campaign.wants(&name) {
        return;
    }
    let tell = |campaign: &mut Campaign<'_, T>, document: &Document, said: String| {
        campaign.tell(front, &name, document, document, Breach::new(Invariant::OnceForAKey, said));
    };
    let Ok(key) = IdempotencyKey::new("Zq7xK9pV2nR4tW8y") else { return };
    let with_key = || Context::new().idempotency_key(key.clone());
    if !front.descriptor.idempotent {
        let document = Document::raw(*b"");
        let made = campaign.send(front, caller, &document, with_key()).await;
        if made.answer.code() != Some(Code::IdempotencyUnsupported) {
            let said =
                format!("a key that nobody keeps is taken, and the caller reads `{}`", made.answer.word());
            tell(campaign, &document, said);
        }
        return;
    }
    let Some(base) = base else { return };
    let document = Document::of(base);
    let first = campaign.send(front, caller, &document, with_key()).await;
    // After a failure that changed nothing, its key is free.
    let Answer::Given(Ok(answer)) = &first.answer else { return };
    let second = campaign.send(front, caller, &document, with_key()).await;
    if !matches!(&second.answer, Answer::Given(Ok(again)) if again == answer) {
        tell(campaign, &document, format!("the second call with its key reads `{}`", second.answer.word()));
    }
    campaign.flush().await;
    let intents =
        campaign.records_of(second.trace).iter().filter(|record| record.event == Event::CallIntent).count();
    if intents > 0 {
        tell(campaign, &document, "the second call with its key ran the body again".to_owned());
    }
    let bases = sample::documents(&front.descriptor.input_schema.clone().to_value());
    let accepted = |other: &&Value| {
        *other != base && campaign.gate.accepts(front.descriptor.name, other.to_string().as_bytes())
    };
    let Some(other) = bases.iter().find(accepted).map(Document::of) else { return };
    let third = campaign.send(front, caller, &other, with_key()).await;
    if third.answer.code() != Some(Code::IdempotencyConflict) {
        tell(
            campaign,
            &other,
            format!("with other arguments and the same key, the caller reads `{}`", third.answer.word()),
        );
    }
}

/// What needs an approval asks for one, and does not take one that nobody gave.
async fn approval<T: Target>(
    campaign: &mut Campaign<'_, T>,
    front: &Front,
    base: Option<&Value>,
    callers: &[Caller],
) {
    let (name, Some(caller)) = (named(front, "approval"), callers.first()) else { return };
    if !front.descriptor.approval || !campaign.may_run(front) || !campaign.wants(&name) {
        return;
    }
    let made_up = format!("pa1.{}.253402300799.{}", "0".repeat(32), "0".repeat(64));
    let Ok(made_up) = made_up.parse::<Approval>() else { return };
    let bases = sample::documents(&front.descriptor.input_schema.clone().to_value());
    let accepted =
        |document: &&Value| campaign.gate.accepts(front.descriptor.name, document.to_string().as_bytes());
    let Some(document) = base.or_else(|| bases.iter().find(accepted)).map(Document::of) else { return };
    let made = campaign.send(front, caller, &document, Context::new().approval(made_up)).await;
    if made.answer.reached_the_body() {
        let said = format!("with an approval that is made up, the caller reads `{}`", made.answer.word());
        campaign.tell(front, &name, &document, &document, Breach::new(Invariant::ApprovalFirst, said));
    }
}

/// Somebody whom nothing is permitted: he reads the same of this capability as of one that does not exist.
pub(super) async fn strangers<T: Target>(
    campaign: &mut Campaign<'_, T>,
    front: &Front,
    base: Option<&Value>,
) {
    let stranger = Caller::of(Principal::Test("stranger".into()));
    let limit = front.descriptor.limits.max_input;
    let mut documents = vec![("no-json", Document::raw(*b"")), ("empty-object", Document::raw(*b"{}"))];
    documents.extend(base.map(|base| ("valid", Document::of(base))));
    if limit < 4 << 20 {
        documents.push(("too-large", Document::raw(vec![b' '; limit + 1])));
    }
    for (label, document) in documents {
        let case = Case {
            name: named(front, &format!("stranger/{label}")),
            document,
            caller: stranger.clone(),
            stranger: true,
            fakes: Behaviour::Sound,
            sound: None,
        };
        if !campaign.wants(&case.name) {
            continue;
        }
        let said = |answer: &Answer| {
            answer.error().map(|error| {
                let mut json = serde_json::to_value(error).unwrap_or_default();
                json["reference"] = Value::Null;
                json
            })
        };
        let unknown = campaign.send_at_once(front, UNKNOWN, &stranger, &case.document, Context::new()).await;
        let known = campaign.send(front, &stranger, &case.document, Context::new()).await;
        let reads = said(&known.answer);
        if known.answer.code() == Some(Code::NotAuthorized) && reads != said(&unknown.answer) {
            let breach = Breach::new(
                Invariant::StrangersOut,
                "its refusal is not that of a capability which does not exist",
            );
            campaign.tell(front, &case.name, &case.document, &case.document, breach);
        }
        if unknown.answer.code() != Some(Code::NotAuthorized) {
            let breach = Breach::new(
                Invariant::StrangersOut,
                format!("of a capability that does not exist he reads `{}`", unknown.answer.word()),
            );
            campaign.tell(front, &case.name, &case.document, &case.document, breach);
        }
        let may_send =
            front.descriptor.effect == Effect::Read || known.answer.code() == Some(Code::NotAuthorized);
        if may_send {
            campaign.make(front, case).await;
        } else {
            // It ran for a stranger, and has an effect: once is enough to know.
            let breach = Breach::new(
                Invariant::StrangersOut,
                format!("somebody whom nothing is permitted reads `{}`", known.answer.word()),
            );
            campaign.tell(front, &case.name, &case.document, &case.document, breach);
        }
    }
    campaign.settle(front).await;
}
