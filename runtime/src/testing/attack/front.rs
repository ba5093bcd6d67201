//! A capability while it is attacked, and the calls that are made of it.

use std::time::Duration;

use serde_json::Value;

use super::document::Document;
use super::fakes::Behaviour;
use super::judge::Answer;
use super::verdict::{self, Verdict};
use crate::call::TraceId;
use crate::caller::Caller;
use crate::refusal::Code;
use crate::surface::Descriptor;

/// One attack, as it is sent.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) document: Document,
    pub(super) caller: Caller,
    /// It is sent by somebody without rights.
    pub(super) stranger: bool,
    /// What fakes do meanwhile.
    pub(super) fakes: Behaviour,
    /// If they are not sound: what is sent when they are again, and how that was answered before.
    pub(super) sound: Option<(Document, &'static str)>,
}

/// A capability that may run, and inputs that reach its body.
pub(super) struct Ready {
    pub(super) front: Front,
    pub(super) bases: Vec<Value>,
    pub(super) caller: Caller,
}

/// A call that was made.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) answer: Answer,
    pub(super) took: Duration,
    pub(super) trace: TraceId,
}

/// A capability while it is attacked.
#[derive(Clone)]
pub(super) struct Front {
    pub(super) descriptor: Descriptor,
    pub(super) input: Value,
    pub(super) output: Value,
    /// What is sent to see whether it still works, and how that ends.
    pub(super) probe: Option<(Document, Caller, Kind)>,
}

/// How a call ends, as far as it is the same each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The body ran.
    Ran,
    Refused(Code),
    None,
}

impl Kind {
    pub(super) fn of(answer: &Answer) -> Kind {
        match answer {
            answer if answer.reached_the_body() => Kind::Ran,
            // On a machine with much to do a short time-out is over before the body starts.
            answer if answer.code() == Some(Code::DeadlineExceeded) => Kind::Ran,
            Answer::Given(Err(error)) => Kind::Refused(error.code()),
            _ => Kind::None,
        }
    }
}

impl Front {
    pub(super) fn new(descriptor: &Descriptor) -> Self {
        let json = |schema: &schemars::Schema| schema.clone().to_value();
        Front {
            input: json(&descriptor.input_schema),
            output: json(&descriptor.output_schema),
            descriptor: descriptor.clone(),
            probe: None,
        }
    }

    pub(super) fn must_refuse(&self, document: &Document) -> bool {
        document.bytes().len() > self.descriptor.limits.max_input
            || verdict::of_document(&self.input, document) == Verdict::Invalid
    }

    /// So long after a call the rate and the breaker let the next one pass.
    pub(super) fn interval(&self) -> Duration {
        let limits = &self.descriptor.limits;
        let interval = limits.period / limits.rate.max(1) + Duration::from_nanos(1);
        interval.max(
            limits.breaker.map(|breaker| breaker.cooldown + Duration::from_millis(1)).unwrap_or_default(),
        )
    }
}
