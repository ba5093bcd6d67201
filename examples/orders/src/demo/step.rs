//! One call of the demo: what is sent, what is expected, and what became of it.

use std::time::Duration;

use portcullis::{CallError, Code, Outcome};
use serde_json::Value;

/// A call to be made.
pub struct Step {
    /// What is tried, in words.
    pub what: &'static str,
    pub capability: &'static str,
    pub input: String,
    /// The caller's idempotency key.
    pub key: Option<&'static str>,
    expected: Option<Code>,
    outcome: Option<Outcome>,
    requests: Option<usize>,
}

impl Step {
    pub fn new(what: &'static str, capability: &'static str, input: &Value) -> Self {
        Step {
            what,
            capability,
            input: input.to_string(),
            key: None,
            expected: None,
            outcome: None,
            requests: None,
        }
    }

    pub fn key(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }

    /// It is not answered, but stopped or failed with this code.
    pub fn expect(mut self, code: Code) -> Self {
        self.expected = Some(code);
        self
    }

    /// And this is what the caller is told of its effect.
    pub fn outcome(mut self, outcome: Outcome) -> Self {
        self.outcome = Some(outcome);
        self
    }

    /// The shop is asked so often.
    pub fn requests(mut self, requests: usize) -> Self {
        self.requests = Some(requests);
        self
    }
}

/// A call that was made.
pub struct Played {
    pub step: Step,
    pub answer: Result<Vec<u8>, CallError>,
    pub took: Duration,
    /// How often the shop was asked meanwhile.
    pub requests: usize,
}

impl Played {
    pub fn code(&self) -> Option<Code> {
        self.answer.as_ref().err().map(CallError::code)
    }

    pub fn is_as_expected(&self) -> bool {
        let outcome = self.answer.as_ref().err().map(CallError::outcome);
        self.code() == self.step.expected
            && self.step.outcome.is_none_or(|expected| outcome == Some(expected))
            && self.step.requests.is_none_or(|expected| self.requests == expected)
    }

    /// The JSON that the caller reads.
    pub fn json(&self) -> String {
        match &self.answer {
            Ok(answer) => String::from_utf8_lossy(answer).into_owned(),
            Err(error) => serde_json::to_string(error).unwrap_or_default(),
        }
    }

    /// Without what is empty in it.
    pub fn abridged(&self) -> String {
        self.json().replace(r#""fields":[],"#, "").replace(r#""retry_after_ms":null,"#, "")
    }
}
