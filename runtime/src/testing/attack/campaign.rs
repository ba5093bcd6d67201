//! The attacks one after the other: each is sent, judged, and followed by a call that shows whether the gate still works.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use serde_json::Value;

use super::document::Document;
use super::fakes::{self, Behaviour, Fakes, SoundAgain};
use super::front::{Case, Front, Kind, Made, Ready};
use super::judge::{self, Answer, Breach, Judged};
use super::report::{AttackReport, Finding};
use super::verdict;
use super::{Attack, Invariant, Target, faulty, mutation, sample, sequence, shrink};
use crate::authority::Effect;
use crate::call::{Context, TraceId};
use crate::caller::Caller;
use crate::gate::attacked::Attacked;
use crate::ledger::Record;
use crate::refusal::Code;
use crate::surface::Descriptor;

/// So many calls are made before somebody waits for their records.
const BATCH: usize = 64;

/// The shortest text of a caller's that is known again wherever it turns up.
const TELLING: usize = 8;

/// So many characters of it are looked for: part of a text gives it away as well.
const LOOKED_FOR: usize = 12;

/// How long a permit may take to come back after the answer, in the way of things.
const SOON: Duration = Duration::from_millis(100);

/// So often is looked whether a gate works again after its fakes were slow or panicked: a machine with much to do is slow too.
const RECOVERY: u32 = 3;

/// With so few permits the next call waits until all of them are back.
const FEW: u32 = 4;

/// Traces of attacks, so that records of anything else are told apart.
const TRACES: u128 = 0xA77A_C4ED << 96;

pub(super) async fn run<T: Target>(attack: &Attack<T>) -> AttackReport {
    let gate = attack.target.gate().under_attack();
    let surface = gate.surface();
    let known = surface.iter().map(texts_of).chain([verdict::integer_limits()]).collect();
    let mut campaign = Campaign {
        attack,
        gate,
        known,
        callers: if attack.callers.is_empty() { vec![Caller::local()] } else { attack.callers.clone() },
        until: Instant::now() + attack.budget,
        traces: TRACES,
        ledger: HashMap::new(),
        waiting: Vec::new(),
        report: AttackReport { only: attack.only.clone(), ..AttackReport::default() },
        matched: false,
    };
    let (mut ready, asked) = (Vec::new(), attack.fakes.as_ref().map_or(0, Fakes::asked));
    for capability in &surface {
        if campaign.wants_any_of(capability.name) {
            ready.extend(campaign.capability(capability).await);
        }
    }
    // Last, since what they break may be shared by several.
    faulty::all(&mut campaign, &ready, asked).await;
    let mut report = campaign.report;
    if let Some(only) = &attack.only {
        let name = only.split('/').next().unwrap_or_default();
        if !campaign.matched && surface.iter().any(|capability| capability.name == name) {
            report
                .omissions
                .push(format!("no attack is named `{only}`; names are as in a finding's line `alone`"));
        }
    }
    if surface.is_empty() {
        report.omissions.push("the gate has no capability".to_owned());
    }
    report
}

/// All that is known while it lasts.
pub(super) struct Campaign<'a, T> {
    pub(super) attack: &'a Attack<T>,
    pub(super) gate: Attacked,
    /// What the gate says of itself: texts that a refusal may hold.
    known: String,
    pub(super) callers: Vec<Caller>,
    until: Instant,
    traces: u128,
    /// What the ledger took, by trace.
    ledger: HashMap<TraceId, Vec<Record>>,
    /// Calls whose records are still to be judged.
    waiting: Vec<(Case, Made)>,
    pub(super) report: AttackReport,
    matched: bool,
}

impl<T: Target> Campaign<'_, T> {
    /// Whether any attack on this capability is asked for.
    fn wants_any_of(&self, capability: &str) -> bool {
        self.attack.only.as_ref().is_none_or(|only| only.split('/').next() == Some(capability))
    }

    /// Whether this attack is asked for.
    pub(super) fn wants(&mut self, name: &str) -> bool {
        let wanted = self.attack.only.as_ref().is_none_or(|only| is_within(name, only));
        self.matched |= wanted;
        wanted
    }

    /// Whether a capability may be sent what it accepts.
    pub(super) fn may_run(&self, front: &Front) -> bool {
        front.descriptor.effect == Effect::Read || self.attack.effects
    }

    /// Whether attacks of this name or below it are asked for.
    pub(super) fn wants_within(&self, name: &str) -> bool {
        self.attack.only.as_ref().is_none_or(|only| is_within(name, only) || is_within(only, name))
    }

    pub(super) fn is_over(&self) -> bool {
        Instant::now() >= self.until
    }

    /// Attacks it; what comes back may be attacked further, since it may run and inputs reach its body.
    async fn capability(&mut self, descriptor: &Descriptor) -> Option<Ready> {
        let mut front = Front::new(descriptor);
        self.report.attacked(descriptor.name, descriptor.effect);
        let callers: Vec<Caller> =
            self.callers.iter().filter(|caller| self.permits(descriptor, caller)).cloned().collect();
        let bases = self.bases(&front);
        let mut ready = None;
        if let Some(caller) = callers.first() {
            let (bases, reached) = self.find_probe(&mut front, bases.clone(), caller).await;
            self.mutations(&front, &bases, caller).await;
            sequence::all(self, &front, reached.then(|| bases.first()).flatten(), &callers).await;
            ready = reached.then(|| Ready { front: front.clone(), bases, caller: caller.clone() });
        } else {
            self.report.omissions.push(format!(
                "`{}`: none of the callers may call it; name one with `.caller(..)`",
                descriptor.name
            ));
        }
        sequence::strangers(self, &front, bases.first()).await;
        self.settle(&front).await;
        self.wait_for_permits(&front, "valid").await;
        self.remark_on_answers(&front);
        ready
    }

    /// Bodies that only fail are attacked less than they could be.
    fn remark_on_answers(&mut self, front: &Front) {
        let (name, effect) = (front.descriptor.name, front.descriptor.effect);
        let calls = &self.report.attacked(name, effect).calls;
        let is_told = calls.contains_key(Code::Failed.as_str()) && !calls.contains_key("answered");
        if is_told && self.attack.only.is_none() {
            let told =
                format!("`{name}` only failed; a {} that it answers attacks more of it", sample_of(name));
            self.report.remarks.push(told);
        }
    }

    fn permits(&self, descriptor: &Descriptor, caller: &Caller) -> bool {
        self.attack.target.gate().capabilities(caller).any(|offered| offered.id == descriptor.id)
    }

    /// Inputs that it accepts: those that were given, and those that its schema tells.
    fn bases(&mut self, front: &Front) -> Vec<Value> {
        let name = front.descriptor.name;
        let mut bases: Vec<Value> = Vec::new();
        for (_, given) in self.attack.samples.iter().filter(|(of, _)| *of == name) {
            match serde_json::from_str(given) {
                Ok(sample) if self.gate.accepts(name, given.as_bytes()) => bases.push(sample),
                _ => {
                    self.report.omissions.push(format!("`{name}`: the sample that was given is not accepted"))
                }
            }
        }
        for made in sample::documents(&front.input) {
            if self.gate.accepts(name, made.to_string().as_bytes()) && !bases.contains(&made) {
                bases.push(made);
            }
        }
        if bases.is_empty() {
            self.report.omissions.push(format!(
                "`{name}`: no input that it accepts can be made from its schema; give one with {}",
                sample_of(name)
            ));
            bases.extend(sample::documents(&front.input).into_iter().take(1));
        }
        bases
    }

    /// Finds an input that shows whether it still works, puts it first, and says whether it reaches the body.
    async fn find_probe(
        &mut self,
        front: &mut Front,
        mut bases: Vec<Value>,
        caller: &Caller,
    ) -> (Vec<Value>, bool) {
        let name = front.descriptor.name;
        if !self.may_run(front) {
            let document = Document::raw(*b"");
            let made = self.send(front, caller, &document, Context::new()).await;
            front.probe = Some((document, caller.clone(), Kind::of(&made.answer)));
            return (bases, false);
        }
        for at in 0..bases.len().min(8) {
            let Some(base) = bases.get(at) else { break };
            let document = Document::of(base);
            let made = self.send(front, caller, &document, Context::new()).await;
            let kind = Kind::of(&made.answer);
            if kind == Kind::Ran || kind == Kind::Refused(Code::ApprovalRequired) {
                front.probe = Some((document, caller.clone(), kind));
                bases.swap(0, at);
                return (bases, kind == Kind::Ran);
            }
        }
        // Without an input that it accepts this has been said already.
        if bases.iter().any(|base| self.gate.accepts(name, base.to_string().as_bytes())) {
            self.report.omissions.push(format!(
                "`{name}`: none of the inputs that it accepts reaches its body; give one that its policy permits, with {}",
                sample_of(name)
            ));
        }
        (bases, false)
    }

    async fn mutations(&mut self, front: &Front, bases: &[Value], caller: &Caller) {
        let name = front.descriptor.name;
        // Further forms are attacked as well: a field may be in one of them alone.
        for (form, base) in bases.iter().take(6).enumerate() {
            for mutation in mutation::all(&front.input, base, front.descriptor.limits.max_input) {
                let form = if form == 0 { String::new() } else { format!("/form-{form}") };
                let case = Case {
                    name: format!("{name}/{}{form}", mutation.name),
                    document: mutation.document,
                    caller: caller.clone(),
                    stranger: false,
                    fakes: Behaviour::Sound,
                    sound: None,
                };
                if self.wants(&case.name) && !self.is_out_of_time(front) {
                    self.make(front, case).await;
                }
            }
        }
        self.settle(front).await;
    }

    pub(super) fn is_out_of_time(&mut self, front: &Front) -> bool {
        if !self.is_over() {
            return false;
        }
        let told = format!(
            "`{}`: the time was up before all attacks were made; give more with `.budget(..)`",
            front.descriptor.name
        );
        if !self.report.omissions.contains(&told) {
            self.report.omissions.push(told);
        }
        true
    }

    /// Sends one attack and judges it as far as it can be judged at once.
    pub(super) async fn make(&mut self, front: &Front, case: Case) {
        if !self.may_send(front, &case) {
            self.report.attacked(front.descriptor.name, front.descriptor.effect).withheld += 1;
            return;
        }
        let (made, breaches) = self.send_and_judge(front, &case).await;
        self.judged(front, case, made, breaches).await;
    }

    /// Keeps what was found in a call; its records are judged later.
    pub(super) async fn judged(&mut self, front: &Front, case: Case, made: Made, breaches: Vec<Breach>) {
        for breach in breaches {
            self.found(front, &case, breach).await;
        }
        self.waiting.push((case, made));
        if self.waiting.len() >= BATCH {
            self.settle(front).await;
        }
    }

    /// What a capability with an effect accepts is sent only if the user has said so, or by somebody whom nothing is permitted.
    fn may_send(&self, front: &Front, case: &Case) -> bool {
        case.stranger || self.may_run(front) || front.must_refuse(&case.document)
    }

    async fn send_and_judge(&mut self, front: &Front, case: &Case) -> (Made, Vec<Breach>) {
        let made = {
            let _for_now = self.behaving(front, case.fakes);
            self.send(front, &case.caller, &case.document, Context::new()).await
        };
        let breaches = self.judge_case(front, case, &made).await;
        (made, breaches)
    }

    /// Fakes behave so until what is returned is dropped.
    pub(super) fn behaving(&self, front: &Front, behaviour: Behaviour) -> Option<SoundAgain> {
        let fakes = self.attack.fakes.as_ref().filter(|_| behaviour != Behaviour::Sound)?;
        Some(fakes.behave(behaviour, self.patience(front) + self.attack.margin))
    }

    /// By its answer, and by what comes after it.
    pub(super) async fn judge_case(&mut self, front: &Front, case: &Case, made: &Made) -> Vec<Breach> {
        let mut breaches = self.judge(front, &case.document, made);
        if case.stranger
            && (made.answer.reached_the_body() || made.answer.code() != Some(Code::NotAuthorized))
        {
            let said = format!("somebody whom nothing is permitted reads `{}`", made.answer.word());
            breaches.push(Breach::new(Invariant::StrangersOut, said));
        }
        if let Some(said) = self.does_not_recover(front, case).await {
            breaches.push(Breach::new(Invariant::StillWorks, said));
        }
        if breaches.is_empty()
            && !self.permits_are_back(front, SOON).await
            && made.answer.code() != Some(Code::DeadlineExceeded)
        {
            breaches.push(self.lost_permits(front));
        }
        breaches
    }

    /// How it shows that an attack has broken something.
    async fn does_not_recover(&mut self, front: &Front, case: &Case) -> Option<String> {
        let Some((document, before)) = &case.sound else {
            let works = case.stranger || self.still_works(front).await;
            return (!works).then(|| "what was answered before is not any more".to_owned());
        };
        let mut now = *before;
        for _ in 0..RECOVERY {
            // What a slow fake kept may be busy for as long as a call may take.
            self.permits_are_back(front, self.patience(front)).await;
            now = self.send(front, &case.caller, document, Context::new()).await.answer.word();
            if now == *before {
                return None;
            }
        }
        Some(format!("with sound fakes again the caller reads `{now}`, and read `{before}` before"))
    }

    /// By the answer, and by the intent that must be there already.
    pub(super) fn judge(&mut self, front: &Front, document: &Document, made: &Made) -> Vec<Breach> {
        self.take_records();
        let records = self.ledger.get(&made.trace).map(Vec::as_slice).unwrap_or_default();
        self.judging(front, document, made, |judged| {
            let mut breaches = judge::by_answer(judged);
            breaches.extend(judge::by_intent(judged, records));
            breaches
        })
    }

    fn judging<R>(
        &self,
        front: &Front,
        document: &Document,
        made: &Made,
        by: impl FnOnce(&Judged<'_>) -> R,
    ) -> R {
        let secret_in = |text: &[u8]| self.secret_in(text);
        by(&Judged {
            capability: &front.descriptor,
            output_schema: &front.output,
            answer: &made.answer,
            took: made.took,
            margin: self.attack.margin,
            must_refuse: front.must_refuse(document),
            words: &self.telling_words(document),
            secret_in: &secret_in,
            panic_in: &|text| self.attack.fakes.as_ref().is_some_and(|fakes| fakes.panic_in(text)),
        })
    }

    fn secret_in(&self, text: &[u8]) -> Option<String> {
        let holds = |canary: &str| canary.len() >= TELLING && fakes::holds(text, canary);
        let canary =
            self.attack.canaries.iter().find(|(_, canary)| holds(canary)).map(|(name, _)| name.clone());
        canary
            .or_else(|| self.attack.fakes.as_ref()?.canary_in(text))
            .or_else(|| self.gate.secret_in(text).map(|name| format!("the secret {name}")))
    }

    /// Texts and numbers of a document that nobody but its sender writes.
    fn telling_words(&self, document: &Document) -> Vec<String> {
        let mut words = Vec::new();
        document.root.words(&mut words);
        words.push(String::from_utf8_lossy(&document.after).trim().to_owned());
        let telling =
            |word: &String| word.chars().count() >= TELLING && word.chars().any(char::is_alphanumeric);
        let is_plain = |word: &String| word.chars().collect::<std::collections::HashSet<_>>().len() < 4;
        words.retain(|word| telling(word) && !is_plain(word));
        words.iter_mut().for_each(|word| *word = word.chars().take(LOOKED_FOR).collect());
        words.retain(|word| !self.known.contains(word.as_str()));
        words
    }

    /// Makes one call, and moves the clock so that the rate lets it pass.
    pub(super) async fn send(
        &mut self,
        front: &Front,
        caller: &Caller,
        document: &Document,
        context: Context,
    ) -> Made {
        self.gate.advance(front.interval());
        if front.descriptor.limits.concurrency <= FEW {
            // A permit comes back a moment after the answer.
            self.permits_are_back(front, SOON).await;
        }
        self.send_at_once(front, front.descriptor.name, caller, document, context).await
    }

    /// Makes one call.
    pub(super) async fn send_at_once(
        &mut self,
        front: &Front,
        name: &str,
        caller: &Caller,
        document: &Document,
        context: Context,
    ) -> Made {
        let trace = self.trace();
        let made = self.call(front, name, caller, document, context.trace(trace), trace).await;
        self.count(front, made.answer.word());
        made
    }

    /// Makes one call, which is not counted yet.
    pub(super) async fn call(
        &self,
        front: &Front,
        name: &str,
        caller: &Caller,
        document: &Document,
        context: Context,
        trace: TraceId,
    ) -> Made {
        let begin = Instant::now();
        let call = self.attack.target.call(name, caller, document.bytes(), context);
        let patience = self.patience(front);
        let answer = match tokio::time::timeout(patience, AssertUnwindSafe(call).catch_unwind()).await {
            Ok(Ok(answer)) => Answer::Given(answer),
            Ok(Err(panic)) => {
                crate::body_pool::discard(panic);
                Answer::Panicked
            }
            Err(_) => Answer::None,
        };
        Made { answer, took: begin.elapsed(), trace }
    }

    /// Longer than is allowed, so that a late answer is told from none; a call for which there is no end is dropped.
    fn patience(&self, front: &Front) -> Duration {
        front.descriptor.limits.timeout + self.attack.margin * 2
    }

    /// Lets so many calls pass at the same time.
    pub(super) async fn make_room(&self, front: &Front, calls: u32) {
        self.gate.advance(front.interval() * (calls + 1));
        self.permits_are_back(front, SOON).await;
    }

    /// One more call that ended so.
    pub(super) fn count(&mut self, front: &Front, end: &'static str) {
        let attacked = self.report.attacked(front.descriptor.name, front.descriptor.effect);
        *attacked.calls.entry(end).or_default() += 1;
    }

    pub(super) fn trace(&mut self) -> TraceId {
        self.traces += 1;
        TraceId::from_u128(self.traces)
    }

    async fn still_works(&mut self, front: &Front) -> bool {
        let Some((document, caller, kind)) = front.probe.clone() else { return true };
        let made = self.send(front, &caller, &document, Context::new()).await;
        if Kind::of(&made.answer) == kind {
            return true;
        }
        // A body that does not end keeps its permit until it does, as it may.
        let patience = front.descriptor.limits.timeout + self.attack.margin;
        self.permits_are_back(front, patience).await;
        let made = self.send(front, &caller, &document, Context::new()).await;
        Kind::of(&made.answer) == kind
    }

    /// Waits for the records of what was sent, and judges them.
    pub(super) async fn settle(&mut self, front: &Front) {
        self.flush().await;
        for (case, made) in std::mem::take(&mut self.waiting) {
            let records = self.ledger.remove(&made.trace).unwrap_or_default();
            let breaches =
                self.judging(front, &case.document, &made, |judged| judge::by_records(judged, &records));
            for breach in breaches {
                self.found(front, &case, breach).await;
            }
        }
        self.ledger.clear();
    }

    pub(super) async fn flush(&mut self) {
        // A ledger that fails is found by what it does to calls.
        let _ = self.attack.target.gate().flush().await;
        self.take_records();
    }

    fn take_records(&mut self) {
        for record in self.attack.target.records() {
            if let Some(trace) = record.trace_id {
                self.ledger.entry(trace).or_default().push(record);
            }
        }
    }

    pub(super) fn records_of(&self, trace: TraceId) -> &[Record] {
        self.ledger.get(&trace).map(Vec::as_slice).unwrap_or_default()
    }

    /// Sends this case and nothing else, and gives all that does not hold.
    pub(super) async fn reproduce(&mut self, front: &Front, case: &Case) -> Vec<Breach> {
        if !self.may_send(front, case) {
            return Vec::new();
        }
        let (made, mut breaches) = self.send_and_judge(front, case).await;
        self.flush().await;
        let records = self.ledger.remove(&made.trace).unwrap_or_default();
        breaches
            .extend(self.judging(front, &case.document, &made, |judged| judge::by_records(judged, &records)));
        breaches
    }

    /// Keeps what was found, with the smallest input for it; once for each invariant and capability.
    pub(super) async fn found(&mut self, front: &Front, case: &Case, breach: Breach) {
        if self.is_known(front, &case.name, &breach) {
            return;
        }
        // Of what is broken for good, every input would seem to be the cause.
        let (document, said) = match case.sound {
            Some(_) if breach.invariant == Invariant::StillWorks => {
                (case.document.clone(), breach.said.clone())
            }
            _ => shrink::smallest(self, front, case, &breach).await,
        };
        self.tell(front, &case.name, &case.document, &document, Breach { said, ..breach });
    }

    /// Whether the same has been found already; counts it. What reaches a body does so in ways that have nothing to do with
    /// each other, so of that each kind of attack is told.
    fn is_known(&mut self, front: &Front, attack: &str, breach: &Breach) -> bool {
        let name = front.descriptor.name;
        let same = |finding: &&mut Finding| {
            let by_kind =
                breach.invariant != Invariant::SchemaKept || kind_of(&finding.attack) == kind_of(attack);
            finding.invariant == breach.invariant && finding.capability == name && by_kind
        };
        let known = self.report.findings.iter_mut().find(same);
        known.map(|finding| finding.more += 1).is_some()
    }

    /// Keeps what was found as it is.
    pub(super) fn tell(
        &mut self,
        front: &Front,
        attack: &str,
        sent: &Document,
        document: &Document,
        breach: Breach,
    ) {
        if self.is_known(front, attack, &breach) {
            return;
        }
        self.report.findings.push(Finding {
            invariant: breach.invariant,
            capability: front.descriptor.name.to_owned(),
            attack: attack.to_owned(),
            input: document.bytes(),
            sent: sent.bytes().len(),
            said: breach.said,
            more: 0,
        });
    }

    /// Whether all permits are back within this time.
    pub(super) async fn permits_are_back(&self, front: &Front, within: Duration) -> bool {
        let (begin, all) = (Instant::now(), front.descriptor.limits.concurrency as usize);
        let mut looks = 0;
        while self.attack.target.free_permits(front.descriptor.name).is_some_and(|free| free != all) {
            looks += 1;
            match looks {
                ..1000 => tokio::task::yield_now().await,
                _ if begin.elapsed() > within => return false,
                _ => tokio::time::sleep(Duration::from_millis(1)).await,
            }
        }
        true
    }

    /// At the end, when even bodies that do not stop had their time.
    pub(super) async fn wait_for_permits(&mut self, front: &Front, family: &str) {
        let patience = front.descriptor.limits.timeout + self.attack.margin;
        if !self.permits_are_back(front, patience).await {
            let (name, breach) = (format!("{}/{family}", front.descriptor.name), self.lost_permits(front));
            let document =
                front.probe.as_ref().map_or(Document::raw(*b""), |(document, ..)| document.clone());
            self.tell(front, &name, &document, &document, breach);
        }
    }

    fn lost_permits(&self, front: &Front) -> Breach {
        let free = self.attack.target.free_permits(front.descriptor.name).unwrap_or(0);
        let said = format!(
            "{free} of {} permits are free, and no call is open",
            front.descriptor.limits.concurrency
        );
        Breach::new(Invariant::PermitsReturn, said)
    }
}

/// Whether an attack is this one, or below it.
fn is_within(name: &str, of: &str) -> bool {
    name.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// `find_orders/type` of `find_orders/type/limit/null`.
fn kind_of(attack: &str) -> Option<&str> {
    attack.split('/').nth(1)
}

/// How a sample is given. A method of a plugin has another path than name: `notes.add` is `Notes::add`.
fn sample_of(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, method)) => format!("`.sample(…::{method}, r#\"{{ … }}\"#)`"),
        None => format!("`.sample({name}, r#\"{{ … }}\"#)`"),
    }
}

/// All that a gate says of a capability.
fn texts_of(capability: &Descriptor) -> String {
    let schemas = [&capability.input_schema, &capability.output_schema]
        .map(|schema| schema.clone().to_value().to_string());
    format!("{} {} {}", capability.name, capability.description, schemas.join(" "))
}
