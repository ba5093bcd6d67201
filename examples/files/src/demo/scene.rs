//! One call of the demo: what is sent, what is expected, and how it looks when it was made.

use std::io::{self, Write};
use std::time::Duration;

use portcullis::{CallError, Code, Outcome};
use serde_json::Value;

use super::columns::{BOLD, Cell, Columns, DIM, GOOD, PLAIN, STOPPED, UNEXPECTED, abridged};

/// Calls that belong together.
pub struct Scene {
    pub title: &'static str,
    pub note: &'static str,
    pub steps: Vec<Step>,
}

/// A call to be made.
pub struct Step {
    /// What is tried, in words.
    pub what: &'static str,
    pub capability: &'static str,
    pub input: Vec<u8>,
    /// The input as it is shown.
    pub shown: String,
    /// The code of the refusal or failure; `None` if it should be answered.
    pub expected: Option<Code>,
    /// When the answer must be there, for bodies that do not stop by themselves.
    pub within: Option<Duration>,
    /// What the owner then answers to the request that it made.
    pub then: Option<Answer>,
    /// The answer in a few words.
    pub gist: fn(&Value) -> String,
}

/// What the owner of the folder says to a request for an approval.
#[derive(Clone, Copy)]
pub enum Answer {
    Grants,
    Refuses,
}

impl Step {
    pub fn new(what: &'static str, capability: &'static str, input: impl Into<String>) -> Self {
        let shown = input.into();
        Step {
            what,
            capability,
            input: shown.clone().into_bytes(),
            shown,
            expected: None,
            within: None,
            then: None,
            gist: |answer| answer.to_string(),
        }
    }

    pub fn shown_as(mut self, shown: impl Into<String>) -> Self {
        self.shown = shown.into();
        self
    }

    pub fn gist(mut self, gist: fn(&Value) -> String) -> Self {
        self.gist = gist;
        self
    }

    pub fn expect(mut self, code: Code) -> Self {
        self.expected = Some(code);
        self
    }

    pub fn then(mut self, answer: Answer) -> Self {
        self.then = Some(answer);
        self
    }

    pub fn within(mut self, time: Duration) -> Self {
        self.within = Some(time);
        self
    }
}

/// A call that was made.
pub struct Played {
    pub step: Step,
    pub answer: Result<Vec<u8>, CallError>,
    pub took: Duration,
    /// How often the body told its progress.
    pub progress: usize,
}

impl Played {
    pub fn code(&self) -> Option<Code> {
        self.answer.as_ref().err().map(CallError::code)
    }

    pub fn is_as_expected(&self) -> bool {
        self.code() == self.step.expected && self.step.within.is_none_or(|limit| self.took < limit)
    }

    /// The JSON that the caller reads.
    pub fn json(&self) -> String {
        match &self.answer {
            Ok(answer) => String::from_utf8_lossy(answer).into_owned(),
            Err(error) => serde_json::to_string(error).unwrap_or_default(),
        }
    }

    pub fn print(&self, out: &mut impl Write, columns: &Columns, number: usize) -> io::Result<()> {
        let call = Cell::new().line(PLAIN, 2, self.step.what).line(BOLD, 1, self.step.capability).line(
            DIM,
            2,
            &self.step.shown,
        );
        columns.row(
            out,
            &[Cell::new().line(DIM, 1, &number.to_string()), call, self.became(), self.read_by_caller()],
        )
    }

    fn became(&self) -> Cell {
        let became = match self.code() {
            None => Cell::new().line(GOOD, 1, "✓ answered"),
            Some(code) => Cell::new().line(STOPPED, 1, &format!("■ {code}")),
        };
        let became = match self.step.then {
            Some(Answer::Grants) => became.line(GOOD, 1, "the owner approves"),
            Some(Answer::Refuses) => became.line(STOPPED, 1, "the owner refuses"),
            None => became,
        };
        let cell = if self.is_as_expected() { became } else { became.line(UNEXPECTED, 1, "UNEXPECTED") };
        let body = match self.answer.as_ref().map_err(CallError::outcome) {
            Err(Outcome::NotStarted) => "no body ran",
            Err(_) if self.code() == Some(Code::DeadlineExceeded) => "its body still runs",
            _ => "its body ran",
        };
        cell.line(PLAIN, 1, &milliseconds(self.took)).line(DIM, 1, body)
    }

    fn read_by_caller(&self) -> Cell {
        let Ok(answer) = &self.answer else {
            return Cell::new().line(PLAIN, 5, &abridged(&self.json()));
        };
        let gist =
            serde_json::from_slice(answer).map_or_else(|_| self.json(), |answer| (self.step.gist)(&answer));
        let cell = Cell::new().line(PLAIN, 5, &gist);
        match self.progress {
            0 => cell,
            times => cell.line(DIM, 1, &format!("progress was told {times}×")),
        }
    }
}

/// `12.3 ms`
pub fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// How many calls did what, in one line.
pub fn summary(played: &[Played]) -> String {
    let count = |is: fn(&Played) -> bool| played.iter().filter(|step| is(step)).count();
    format!(
        "{} calls: {} answered, {} stopped before a body ran, {} told why by their body, {} answered at the deadline, {} panicked",
        played.len(),
        count(|step| step.answer.is_ok()),
        count(|step| matches!(&step.answer, Err(error) if error.outcome() == Outcome::NotStarted)),
        count(|step| step.code() == Some(Code::Failed)),
        count(|step| step.code() == Some(Code::DeadlineExceeded)),
        count(|step| step.code() == Some(Code::Panicked)),
    )
}
