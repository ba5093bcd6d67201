//! The ledger's lines, read back from the disk and shown with a word on each.

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::Value;

use super::columns::{Columns, DIM, PLAIN, abridged, string_at};

/// The lines of a ledger.
pub struct Records {
    lines: Vec<Line>,
}

struct Line {
    text: String,
    record: Value,
}

impl Records {
    pub fn of<'a>(ledger: impl Iterator<Item = &'a str>) -> Self {
        // A line that is no JSON becomes a record of nothing, which the checks notice.
        let line = |text: &str| Line {
            text: text.to_owned(),
            record: serde_json::from_str(text).unwrap_or_default(),
        };
        Records { lines: ledger.map(line).collect() }
    }

    pub fn count(&self, event: &str) -> usize {
        self.lines.iter().filter(|line| line.event() == event).count()
    }

    pub fn len(&self) -> u64 {
        self.lines.len() as u64
    }

    /// Whether every line is a record, numbered without a gap.
    pub fn are_complete(&self) -> bool {
        (1_u64..).zip(&self.lines).all(|(number, line)| line.record["sequence"] == number)
    }

    /// Whether each call that changed something was announced on a line before the one that concludes it.
    pub fn intents_come_first(&self) -> bool {
        let announced = |line: &Line, before: &[Line]| {
            let reference = &line.record["reference"];
            before
                .iter()
                .any(|earlier| earlier.event() == "call.intent" && earlier.record["reference"] == *reference)
        };
        self.lines.iter().enumerate().all(|(at, line)| {
            let changed = line.event() == "call.finished"
                && (line.record["effect"] == "write" || line.record["effect"] == "destructive");
            !changed || announced(line, self.lines.get(..at).unwrap_or_default())
        })
    }

    /// How many deletions there were, if each ran under an approval that was granted on a line before, and no two under the
    /// same.
    pub fn approved_deletions(&self) -> Option<usize> {
        let deleted =
            |line: &&Line| line.event() == "call.finished" && line.record["effect"] == "destructive";
        let granted = |line: &Line| {
            self.lines.iter().take_while(|earlier| earlier.record["sequence"] != line.record["sequence"]).any(
                |earlier| {
                    earlier.event() == "approval.granted"
                        && earlier.record["approval"] == line.record["approval"]
                },
            )
        };
        let deletions: Vec<_> = self.lines.iter().filter(deleted).collect();
        let approvals: HashSet<_> =
            deletions.iter().map(|line| line.record["approval"].to_string()).collect();
        let all = deletions.iter().all(|line| granted(line)) && approvals.len() == deletions.len();
        all.then_some(deletions.len())
    }

    pub fn hold(&self, text: &str) -> bool {
        self.lines.iter().any(|line| line.text.contains(text))
    }

    pub fn print(&self, out: &mut impl Write, columns: &Columns) -> io::Result<()> {
        columns.title(
            out,
            "The ledger",
            "a line of JSON for each record; this is the first call's, in full",
        )?;
        if let Some(line) = self.lines.iter().find(|line| line.event() == "call.finished") {
            columns.paragraph(out, PLAIN, usize::MAX, &line.text)?;
        }
        writeln!(out, "\n   {DIM}and this is all of them; `…` stands for what is left out or cut{DIM:#}")?;
        let mut before = "";
        for line in &self.lines {
            let meaning = line.meaning();
            if meaning != before {
                writeln!(out)?;
                columns.paragraph(out, DIM, 2, &format!("    {meaning}"))?;
            }
            before = meaning;
            let number = line.record["sequence"].as_u64().unwrap_or_default();
            // A reason is worth a second line.
            let most = if line.event() == "exception.declared" { 2 } else { 1 };
            columns.paragraph(out, PLAIN, most, &format!("{number:>3} {}", line.abridged()))?;
        }
        Ok(())
    }
}

impl Line {
    fn event(&self) -> &str {
        self.record["event"].as_str().unwrap_or_default()
    }

    /// The line from its event on, without the trace, the caller, the effect of what only reads, and the outcome of
    /// what was answered.
    fn abridged(&self) -> String {
        let from_event =
            self.text.find(r#""event""#).and_then(|start| self.text.get(start..)).unwrap_or(&self.text);
        let mut text = format!("{{…{}", abridged(from_event));
        if let (Some((trace, _)), Some((_, caller))) =
            (string_at(&text, "trace_id"), string_at(&text, "caller"))
        {
            text.replace_range(trace - r#""trace_id":""#.len()..caller + r#"","#.len(), "…");
        }
        text.replace(r#""effect":"read","#, "…").replace(r#""outcome":"completed","#, "…")
    }

    /// What the line shows.
    fn meaning(&self) -> &'static str {
        match (self.event(), self.record["result"].as_str().unwrap_or_default()) {
            ("ledger.opened", _) => {
                "the ledger was new; each record from here on holds the hash of the one before it"
            }
            ("gate.started", _) => "the gate opened",
            ("exception.declared", _) => {
                "a capability under an exception to a rule, with the reason that its author gave"
            }
            ("call.intent", _) => "announced, and on disk, before a change begins",
            ("call.refused", _) => {
                "stopped before its body ran: of the input, its size and the rule that it broke are kept"
            }
            ("call.finished", "answered") => {
                "answered: how long it took, how large it was, and what the body's author noted"
            }
            ("call.finished", "failed") => "the body said no: the reason is the variant's name in the source",
            ("call.finished", "panicked") => "a panic: its place in the source, and not what it said",
            ("call.finished", "deadline_exceeded") => "the caller was answered at the deadline",
            ("approval.requested", _) => {
                "somebody is asked, and sees the arguments; the ledger does not keep them"
            }
            ("approval.granted", _) => "the owner agreed to that call, once",
            ("approval.refused", _) => "the owner said no; the same call is not asked about again",
            ("body.stuck", _) => "a body that still holds its thread after its deadline",
            ("body.ended_late", _) => "the stuck bodies have ended at last: compare the references",
            _ => "",
        }
    }
}
