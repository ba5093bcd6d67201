//! Whether one call kept what must hold: by its answer, and by its records.

use std::time::Duration;

use serde_json::Value;

use super::Invariant;
use super::verdict::{self, Verdict};
use crate::authority::Effect;
use crate::ledger::{Event, Record};
use crate::refusal::{CallError, Code, Outcome};
use crate::surface::Descriptor;

/// How a call ended.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    Given(Result<Vec<u8>, CallError>),
    /// The call itself panicked.
    Panicked,
    /// There was none in time, and the call was dropped.
    None,
}

impl Answer {
    pub(super) fn error(&self) -> Option<&CallError> {
        match self {
            Answer::Given(Err(error)) => Some(error),
            _ => None,
        }
    }

    pub(super) fn code(&self) -> Option<Code> {
        self.error().map(CallError::code)
    }

    /// Whether the body has started, as far as the caller can tell.
    pub(super) fn reached_the_body(&self) -> bool {
        match self {
            Answer::Given(Ok(_)) => true,
            Answer::Given(Err(error)) => error.outcome() != Outcome::NotStarted,
            Answer::Panicked | Answer::None => false,
        }
    }

    /// A word for it.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Answer::Given(Ok(_)) => "answered",
            Answer::Given(Err(error)) => error.code().as_str(),
            Answer::Panicked => "the call panicked",
            Answer::None => "no answer",
        }
    }
}

/// A call, and what must be known to judge it.
pub(super) struct Judged<'a> {
    pub(super) capability: &'a Descriptor,
    pub(super) output_schema: &'a Value,
    pub(super) answer: &'a Answer,
    pub(super) took: Duration,
    pub(super) margin: Duration,
    /// The schema or the size limit does not allow the input.
    pub(super) must_refuse: bool,
    /// Texts that the caller sent, and nobody else writes.
    pub(super) words: &'a [String],
    /// The name of a secret in a text.
    pub(super) secret_in: &'a dyn Fn(&[u8]) -> Option<String>,
    /// Whether a text holds what a panic of a fake said.
    pub(super) panic_in: &'a dyn Fn(&[u8]) -> bool,
}

/// What does not hold, and how it shows.
#[derive(Debug, Clone)]
pub(super) struct Breach {
    pub(super) invariant: Invariant,
    pub(super) said: String,
}

impl Breach {
    pub(super) fn new(invariant: Invariant, said: impl Into<String>) -> Self {
        Breach { invariant, said: said.into() }
    }
}

/// What leaves when a panic or an error of the inside leaves.
const INSIDE: [&str; 5] = ["panicked at", "stack backtrace", "os error", ".rs:", "RUST_BACKTRACE"];

/// The longest message of a refusal.
const LONGEST_MESSAGE: usize = 4096;

/// By the answer.
pub(super) fn by_answer(judged: &Judged<'_>) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let allowed = judged.capability.limits.timeout + judged.margin;
    if matches!(judged.answer, Answer::None) || judged.took > allowed {
        breaches.push(Breach::new(Invariant::InTime, format!("there was no answer within {allowed:?}")));
    }
    if matches!(judged.answer, Answer::Panicked) {
        breaches.push(Breach::new(Invariant::NoInside, "the call panicked"));
    }
    if judged.must_refuse && judged.answer.reached_the_body() {
        let word = judged.answer.word();
        breaches
            .push(Breach::new(Invariant::SchemaKept, format!("the body ran, and the caller reads `{word}`")));
    }
    match judged.answer {
        Answer::Given(Ok(output)) => of_output(judged, output, &mut breaches),
        Answer::Given(Err(error)) => of_error(judged, error, &mut breaches),
        Answer::Panicked | Answer::None => {}
    }
    breaches
}

fn of_output(judged: &Judged<'_>, output: &[u8], breaches: &mut Vec<Breach>) {
    let limit = judged.capability.limits.max_output;
    if output.len() > limit {
        let said = format!("the answer has {} bytes; `max_output` is {limit}", output.len());
        breaches.push(Breach::new(Invariant::OutputKept, said));
    }
    match serde_json::from_slice::<Value>(output) {
        Ok(value) if verdict::of_value(judged.output_schema, &value) == Verdict::Invalid => {
            breaches.push(Breach::new(Invariant::OutputKept, "the answer is not what its schema says"));
        }
        Ok(_) => {}
        Err(_) => breaches.push(Breach::new(Invariant::OutputKept, "the answer is not JSON")),
    }
    if let Some(secret) = (judged.secret_in)(output) {
        breaches.push(Breach::new(Invariant::NoSecret, format!("the answer holds {secret}")));
    }
    if (judged.panic_in)(output) {
        breaches.push(Breach::new(Invariant::NoInside, "the answer holds the message of a fake's panic"));
    }
}

fn of_error(judged: &Judged<'_>, error: &CallError, breaches: &mut Vec<Breach>) {
    let (code, message) = (error.code(), error.to_string());
    let json = serde_json::to_string(error).unwrap_or_default();
    if message.is_empty() || message.len() > LONGEST_MESSAGE {
        let said = format!("the message of `{code}` has {} bytes", message.len());
        breaches.push(Breach::new(Invariant::RefusalForm, said));
    }
    if error.is_retryable() && matches!(error.outcome(), Outcome::Unknown | Outcome::Completed) {
        let said = format!("`{code}` is retryable, and its outcome is `{}`", error.outcome().as_str());
        breaches.push(Breach::new(Invariant::RefusalForm, said));
    }
    if error.fields().iter().any(|field| !field.path.is_empty() && !field.path.starts_with('/')) {
        breaches.push(Breach::new(Invariant::RefusalForm, format!("a path in `{code}` is no JSON Pointer")));
    }
    if let CallError::Refused(_) = error {
        let texts = texts_of(error);
        if judged.words.iter().any(|word| texts.iter().any(|text| text.contains(word.as_str()))) {
            breaches.push(Breach::new(Invariant::NoEcho, format!("`{code}` gives back what was sent")));
        }
    }
    // The author of a failure may write of places; nobody writes these.
    let inside = if matches!(error, CallError::Refused(_)) { &INSIDE[..] } else { &INSIDE[..3] };
    if inside.iter().any(|mark| message.contains(mark)) {
        breaches.push(Breach::new(Invariant::NoInside, format!("`{code}` tells of the inside")));
    }
    if let Some(secret) = (judged.secret_in)(json.as_bytes()) {
        breaches.push(Breach::new(Invariant::NoSecret, format!("`{code}` holds {secret}")));
    }
    if (judged.panic_in)(json.as_bytes()) {
        let said = format!("`{code}` holds the message of a fake's panic");
        breaches.push(Breach::new(Invariant::NoInside, said));
    }
}

/// All that a caller reads of an error but its reference, as it is meant.
fn texts_of(error: &CallError) -> Vec<String> {
    let mut texts = vec![error.to_string()];
    for field in
        serde_json::to_value(error.fields()).iter().flat_map(|fields| fields.as_array().into_iter().flatten())
    {
        collect(field, &mut texts);
    }
    texts
}

fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|value| collect(value, texts)),
        Value::Object(object) => object.iter().for_each(|(key, value)| {
            texts.push(key.clone());
            collect(value, texts);
        }),
        scalar => texts.push(scalar.to_string()),
    }
}

/// By what the ledger holds at the moment of the answer, before anybody waits for it.
pub(super) fn by_intent(judged: &Judged<'_>, records: &[Record]) -> Option<Breach> {
    let effect = judged.capability.effect > Effect::Read;
    // One that got what came of another call with its key has begun nothing.
    let repeats = records.iter().any(|record| record.repeats.is_some());
    let missing = effect
        && !repeats
        && judged.answer.reached_the_body()
        && !records.iter().any(|record| record.event == Event::CallIntent);
    missing.then(|| {
        Breach::new(
            Invariant::IntentFirst,
            "its caller was answered before there was an intent in the ledger",
        )
    })
}

/// By all that the ledger holds of it.
pub(super) fn by_records(judged: &Judged<'_>, records: &[Record]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let last: Vec<_> = records
        .iter()
        .filter(|record| matches!(record.event, Event::CallRefused | Event::CallFinished))
        .collect();
    if last.len() != 1 {
        breaches.push(Breach::new(Invariant::RecordedOnce, format!("it left {} final records", last.len())));
    }
    for record in last {
        let told = match judged.answer {
            Answer::Given(Ok(_)) => "answered",
            // The record has the true code where the caller reads this one.
            Answer::Given(Err(error)) if error.code() != Code::NotAuthorized => error.code().as_str(),
            _ => continue,
        };
        if record.result != Some(told) {
            let recorded = record.result.unwrap_or("nothing");
            let said = format!("the caller reads `{told}`, and the record says `{recorded}`");
            breaches.push(Breach::new(Invariant::TrueRecord, said));
        }
    }
    let approved = records.iter().any(|record| record.approval.is_some() || record.repeats.is_some());
    if judged.capability.approval && judged.answer.reached_the_body() && !approved {
        breaches
            .push(Breach::new(Invariant::ApprovalFirst, "its body ran, and the record names no approval"));
    }
    let begun =
        records.iter().any(|record| matches!(record.event, Event::CallIntent | Event::SecretRevealed));
    if judged.must_refuse && begun && !judged.answer.reached_the_body() {
        breaches.push(Breach::new(Invariant::SchemaKept, "its body was begun, by the record"));
    }
    for record in records {
        if let Some(said) = sent_words_in(record, judged.words) {
            breaches.push(Breach::new(Invariant::RecordClean, said));
        }
        let line = serde_json::to_string(record).unwrap_or_default();
        if let Some(secret) = (judged.secret_in)(line.as_bytes()) {
            let said = format!("the record `{}` holds {secret}", record.event.as_str());
            breaches.push(Breach::new(Invariant::NoSecret, said));
        }
        // It may hold anything, a key as well as a row: of a panic the gate records its place alone.
        if (judged.panic_in)(line.as_bytes()) {
            let said = format!("the record `{}` holds the message of a fake's panic", record.event.as_str());
            breaches.push(Breach::new(Invariant::NoSecret, said));
        }
    }
    breaches
}

/// What a failure tells the operator may speak of anything; a refusal may not.
fn sent_words_in(record: &Record, words: &[String]) -> Option<String> {
    let reason = record.reason.as_ref().filter(|_| record.result != Some(Code::Failed.as_str()))?;
    words
        .iter()
        .any(|word| reason.contains(word.as_str()))
        .then(|| format!("the record `{}` gives back what was sent", record.event.as_str()))
}
