//! Attacks by what a capability reaches: fakes that do not come back in time, and fakes that panic.

use futures_util::future::join_all;

use super::Target;
use super::campaign::Campaign;
use super::document::Document;
use super::fakes::{Behaviour, Fakes};
use super::front::{Case, Made, Ready};
use crate::call::Context;
use crate::caller::Caller;

/// So many forms of the input are sent.
const FORMS: usize = 6;

/// An input is sent so often at most until it is answered twice alike.
const LOOKS: usize = 4;

/// All capabilities that may run, one after the other: first with sound fakes, to see which inputs ask them. `before` is how
/// often they were asked until the attack began.
pub(super) async fn all<T: Target>(campaign: &mut Campaign<'_, T>, ready: &[Ready], before: u64) {
    let Some(fakes) = &campaign.attack.fakes else { return };
    let mut shown = false;
    for ready in ready {
        shown |= one(campaign, fakes, ready).await;
    }
    if shown || campaign.attack.only.is_some() || campaign.is_over() {
        return;
    }
    let withheld = campaign.report.capabilities.iter().any(|capability| capability.withheld > 0);
    let told = match (fakes.asked() > before, withheld) {
        (true, _) => {
            "no fake was slow and none panicked: the first calls alone ask them; let every call ask them"
        }
        (false, true) => {
            "no fake was asked, so none was slow and none panicked; call `fakes.step()` where a fake would reach outside, and let what has an effect run: `.with_effects()`"
        }
        (false, false) => {
            "no fake was asked, so none was slow and none panicked; call `fakes.step()`, or `step_async().await`, where a fake would reach outside, or take no `Fakes`"
        }
    };
    campaign.report.omissions.push(told.to_owned());
}

/// An input that asks fakes.
struct Asking {
    form: usize,
    document: Document,
    /// How it is answered while they are sound, if that is the same each time.
    sound: Option<&'static str>,
}

impl Asking {
    fn case(&self, family: &str, caller: &Caller, fakes: Behaviour) -> Case {
        let form = if self.form == 0 { String::new() } else { format!("/form-{}", self.form) };
        Case {
            name: format!("{family}{form}"),
            document: self.document.clone(),
            caller: caller.clone(),
            stranger: false,
            fakes,
            sound: self.sound.map(|word| (self.document.clone(), word)),
        }
    }
}

/// Whether a fake was asked while it was not sound.
async fn one<T: Target>(campaign: &mut Campaign<'_, T>, fakes: &Fakes, ready: &Ready) -> bool {
    let name = ready.front.descriptor.name;
    let [slow, panicking] = ["slow", "panicking"].map(|how| format!("{name}/fakes/{how}"));
    if !campaign.wants_within(&slow) && !campaign.wants_within(&panicking) {
        return false;
    }
    let asking = ask(campaign, fakes, ready).await;
    if asking.is_empty() {
        if campaign.attack.only.is_none() {
            let told = format!("`{name}` asks no fake, so none was slow and none panicked under it");
            campaign.report.remarks.push(told);
        }
        return false;
    }
    let mut shown = false;
    for (behaviour, family) in [(Behaviour::Slow, slow), (Behaviour::Panicking, panicking)] {
        let before = fakes.misbehaved();
        let mut cases: Vec<_> =
            asking.iter().map(|asking| asking.case(&family, &ready.caller, behaviour)).collect();
        cases.retain(|case| campaign.wants(&case.name));
        // Slow calls wait together, so that all of them take the time of one.
        let limits = ready.front.descriptor.limits;
        let room = if behaviour == Behaviour::Slow { limits.concurrency.min(limits.burst).max(1) } else { 1 };
        for cases in cases.chunks(room as usize) {
            if !campaign.is_out_of_time(&ready.front) {
                together(campaign, ready, behaviour, cases).await;
            }
        }
        if fakes.misbehaved() > before {
            shown = true;
        } else if !cases.is_empty() && !campaign.is_over() {
            let told = format!("`{name}` asks no fake any more, so `{family}` shows nothing");
            campaign.report.remarks.push(told);
        }
    }
    campaign.settle(&ready.front).await;
    campaign.wait_for_permits(&ready.front, "fakes").await;
    shown
}

/// The inputs that ask fakes, and how they are answered while all is well.
async fn ask<T: Target>(campaign: &mut Campaign<'_, T>, fakes: &Fakes, ready: &Ready) -> Vec<Asking> {
    let mut asking = Vec::new();
    for (form, base) in ready.bases.iter().take(FORMS).enumerate() {
        if campaign.is_out_of_time(&ready.front) {
            break;
        }
        let (document, before) = (Document::of(base), fakes.asked());
        let sound = settled(campaign, ready, &document).await;
        if fakes.asked() > before {
            asking.push(Asking { form, document, sound });
        }
    }
    asking
}

/// How an input is answered twice in a row: what is added may be there already at the second time.
async fn settled<T: Target>(
    campaign: &mut Campaign<'_, T>,
    ready: &Ready,
    document: &Document,
) -> Option<&'static str> {
    let mut last = None;
    for _ in 0..LOOKS {
        let made = campaign.send(&ready.front, &ready.caller, document, Context::new()).await;
        let word = Some(made.answer.word());
        if word == last {
            return word;
        }
        last = word;
    }
    None
}

/// Makes these calls at the same time, and judges each.
async fn together<T: Target>(
    campaign: &mut Campaign<'_, T>,
    ready: &Ready,
    behaviour: Behaviour,
    cases: &[Case],
) {
    let front = &ready.front;
    let count = u32::try_from(cases.len()).unwrap_or(u32::MAX);
    campaign.make_room(front, count).await;
    let traces: Vec<_> = cases.iter().map(|_| campaign.trace()).collect();
    let made: Vec<Made> = {
        let _for_now = campaign.behaving(front, behaviour);
        let campaign = &*campaign;
        join_all(cases.iter().zip(traces).map(|(case, trace)| {
            let (name, context) = (front.descriptor.name, Context::new().trace(trace));
            campaign.call(front, name, &case.caller, &case.document, context, trace)
        }))
        .await
    };
    for (case, made) in cases.iter().zip(made) {
        campaign.count(front, made.answer.word());
        let breaches = campaign.judge_case(front, case, &made).await;
        campaign.judged(front, case.clone(), made, breaches).await;
    }
}
