//! `ledger show`

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::SystemTime;

use anstyle::Style;
use portcullis::ledger::JournalError;
use portcullis::ledger::journal::{self, Entries, Entry};
use serde_json::Value;

use super::{complain, visible};
use crate::stdout::print;

/// Which records are shown: those that match all of it.
#[derive(Debug, clap::Args)]
pub(crate) struct Filter {
    /// An event, such as `call.refused`, or a group of them, such as `ledger`.
    #[arg(long)]
    event: Option<String>,
    /// Who asked.
    #[arg(long)]
    caller: Option<String>,
    /// For what.
    #[arg(long)]
    capability: Option<String>,
    /// One call.
    #[arg(long)]
    reference: Option<String>,
    /// Since when: `2h`, `3days`, `2026-01-31T12:00:00Z`.
    #[arg(long, value_name = "TIME", value_parser = point_in_time)]
    since: Option<SystemTime>,
}

/// A time, or how long ago.
fn point_in_time(text: &str) -> Result<SystemTime, String> {
    if let Ok(time) = humantime::parse_rfc3339_weak(text) {
        return Ok(time);
    }
    let ago = humantime::parse_duration(text)
        .map_err(|_| "neither a time such as 2026-01-31T12:00:00Z nor a duration such as 2h".to_owned())?;
    Ok(SystemTime::now().checked_sub(ago).unwrap_or(SystemTime::UNIX_EPOCH))
}

impl Filter {
    fn wants(&self, record: &Value) -> bool {
        let is = |key: &str, wanted: &Option<String>| {
            wanted.as_ref().is_none_or(|wanted| text(record, key) == Some(wanted))
        };
        let is_event = |wanted: &String| {
            let event = text(record, "event").unwrap_or_default();
            event.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let is_since = |since: SystemTime| {
            let time = text(record, "time").and_then(|time| humantime::parse_rfc3339(time).ok());
            time.is_some_and(|time| time >= since)
        };
        self.event.as_ref().is_none_or(is_event)
            && is("caller", &self.caller)
            && is("capability", &self.capability)
            && is("reference", &self.reference)
            && self.since.is_none_or(is_since)
    }
}

fn text<'a>(record: &'a Value, key: &str) -> Option<&'a str> {
    record.get(key)?.as_str()
}

pub(super) fn run(path: &Path, filter: &Filter, json: bool) -> ExitCode {
    let mut entries = match journal::entries(path) {
        Ok(entries) => entries,
        Err(error) => return complain(&error),
    };
    let mut faults = Vec::new();
    let printed = print(|out| {
        let records = Wanted { entries: &mut entries, filter, faults: &mut faults };
        if json { lines(records, out) } else { table(records, out) }
    });
    if let Some(torn) = entries.torn_tail() {
        let _ = writeln!(anstream::stderr(), "note: {} bytes at the end are no whole record", torn.bytes);
    }
    // The worst of them is the answer.
    faults.iter().map(complain).max_by_key(|status| *status == ExitCode::from(2)).unwrap_or(printed)
}

/// The entries that are asked for; what cannot be read is kept for later.
struct Wanted<'a> {
    entries: &'a mut Entries,
    filter: &'a Filter,
    faults: &'a mut Vec<JournalError>,
}

impl Iterator for Wanted<'_> {
    type Item = (Entry, Value);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.entries.next()? {
                Ok(entry) => {
                    let record = serde_json::from_str(entry.json()).unwrap_or_default();
                    if self.filter.wants(&record) {
                        return Some((entry, record));
                    }
                }
                Err(fault) => self.faults.push(fault),
            }
        }
    }
}

fn lines(records: Wanted<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (entry, _) in records {
        writeln!(out, "{}", entry.json())?;
    }
    Ok(())
}

/// Columns wide enough for what is usual, so that nothing waits for the last record to be read.
fn table(records: Wanted<'_>, out: &mut dyn Write) -> io::Result<()> {
    let bold = Style::new().bold();
    let row = |out: &mut dyn Write, cells: [&str; 8]| {
        let [number, time, event, caller, capability, result, reference, more] = cells;
        let line = format!(
            "{number:>8}  {time:23}  {event:18}  {caller:10}  {capability:16}  {result:17}  {reference:26}  {more}"
        );
        writeln!(out, "{}", line.trim_end())
    };
    write!(out, "{bold}")?;
    row(
        out,
        ["RECORD", "TIME (UTC)", "EVENT", "CALLER", "CAPABILITY", "RESULT", "REFERENCE", "WHY, HOW MANY"],
    )?;
    write!(out, "{bold:#}")?;
    for (entry, record) in records {
        let cell = |key| visible(text(&record, key).unwrap_or_default());
        let time: String = cell("time").replace('T', " ").chars().take(23).collect();
        let result = text(&record, "result").or(text(&record, "outcome")).map(visible).unwrap_or_default();
        let count = record.get("count").map(ToString::to_string).unwrap_or_default();
        let approver = text(&record, "approver").map(|name| format!("approver {}", visible(name)));
        let more = [approver.unwrap_or_default(), cell("reason"), count]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join("  ");
        let number = entry.sequence().to_string();
        row(
            out,
            [
                &number,
                &time,
                &cell("event"),
                &cell("caller"),
                &cell("capability"),
                &result,
                &cell("reference"),
                &more,
            ],
        )?;
    }
    Ok(())
}
