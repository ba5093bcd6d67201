//! The ledger's lines, read back from the disk.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::Path;

use portcullis::ledger::{JournalError, journal};
use serde_json::Value;

use super::show::Show;

/// All records of a ledger.
pub struct Records {
    lines: Vec<String>,
    records: Vec<Value>,
}

impl Records {
    pub fn read(ledger: &Path) -> Result<Self, JournalError> {
        let entries = journal::entries(ledger)?.collect::<Result<Vec<_>, _>>()?;
        let lines: Vec<_> = entries.iter().map(|entry| entry.json().to_owned()).collect();
        // A line that is no JSON becomes a record of nothing, which the checks notice.
        let records = lines.iter().map(|line| serde_json::from_str(line).unwrap_or_default()).collect();
        Ok(Records { lines, records })
    }

    pub fn of<'a>(&'a self, event: &'a str) -> impl Iterator<Item = &'a Value> {
        self.records.iter().filter(move |record| record["event"] == event)
    }

    pub fn hold(&self, text: &str) -> bool {
        self.lines.iter().any(|line| line.contains(text))
    }

    pub fn len(&self) -> u64 {
        self.lines.len() as u64
    }

    /// Whether each use of the key belongs to a call, and is recorded once for it.
    pub fn name_each_use(&self, name: &str) -> bool {
        let mut calls = HashSet::new();
        self.of("secret.revealed").all(|record| {
            record["secret"] == name && calls.insert(record["reference"].as_str().unwrap_or_default())
        }) && !calls.is_empty()
    }

    /// How much a refund was about, as its body noted.
    pub fn cents_of(&self, reference: &str) -> Option<u32> {
        let notes = self.records.iter().filter(|record| record["reference"] == reference);
        notes.flat_map(|record| record["notes"].as_array().into_iter().flatten()).find_map(|note| {
            let cents = (note[0] == "cents").then(|| note[1].as_u64())??;
            u32::try_from(cents).ok()
        })
    }

    /// Whether each refund that began was announced before, on an earlier line.
    pub fn announce_each_refund(&self) -> bool {
        let mut announced = HashSet::new();
        self.records.iter().all(|record| {
            let reference = record["reference"].to_string();
            if record["event"] == "call.intent" {
                announced.insert(reference);
                return true;
            }
            let began = record["event"] == "call.finished" && record["capability"] == "refund";
            // What an earlier call with the same key has done was announced for that one.
            !began || !record["repeats"].is_null() || announced.contains(&reference)
        })
    }

    /// What is not one of many, and how many there are of each kind.
    pub fn show(&self, show: &mut Show) -> io::Result<()> {
        for record in self.records.iter().filter(|record| is_worth_a_line(record)) {
            show.say(&in_short(record))?;
        }
        let mut counts = BTreeMap::new();
        for record in &self.records {
            *counts.entry(record["event"].as_str().unwrap_or_default()).or_insert(0_u64) += 1;
        }
        let counts: Vec<_> = counts.iter().map(|(event, count)| format!("{count} {event}")).collect();
        show.say(&format!("in all: {}\n", counts.join(", ")))
    }
}

/// All but questions that were answered at once, and uses of the key.
fn is_worth_a_line(record: &Value) -> bool {
    let is_plain =
        record["effect"] == "read" && record["result"] == "answered" && record["attempts"].is_null();
    !is_plain && record["event"] != "secret.revealed"
}

/// `call.finished refund answered completed, approver supervisor`
fn in_short(record: &Value) -> String {
    let words =
        ["capability", "result", "reason", "outcome"].iter().filter_map(|field| record[*field].as_str());
    let mut text =
        format!("{:>4} {}", record["sequence"].to_string(), record["event"].as_str().unwrap_or_default());
    for word in words {
        text.push(' ');
        text.push_str(word);
    }
    for field in ["attempts", "secret", "count", "approver", "repeats"] {
        match &record[field] {
            Value::Null => {}
            Value::String(value) => text.push_str(&format!(", {field} {value}")),
            value => text.push_str(&format!(", {field} {value}")),
        }
    }
    text
}
