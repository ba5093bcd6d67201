//! Opening a ledger to write: everything in it is read and checked first.
//!
//! What a crash tore off is cut, and that is recorded. Any other damage stops here, unless the gate's owner knows of
//! it; that is recorded as well, and nothing of it is touched.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::error::JournalError;
use super::files::Files;
use super::open_intents::OpenIntents;
use super::read::Summary;
use super::told::DAMAGE;
use super::walk::{Position, Walker};
use super::writer::{Chain, Limits, Writer};
use crate::clock::Clock;
use crate::ledger::{Event, Note, Record};

/// How a ledger is to be opened.
pub(super) struct Options {
    pub(super) limits: Limits,
    pub(super) clock: Arc<dyn Clock>,
    /// Damages by their [`id`](super::Damage::id), and why they are known.
    pub(super) acknowledged: BTreeMap<String, String>,
}

/// Reads, recovers, and begins a new segment.
pub(super) fn open<F: Files>(files: F, options: &Options) -> Result<(Writer<F>, OpenIntents), JournalError> {
    let mut walker = Walker::new(files)?;
    let summary = Summary::of(&mut walker)?;
    let files = walker.into_files();
    let unknown = summary.damages_but(|id| options.acknowledged.contains_key(id));
    if !unknown.is_empty() {
        return Err(JournalError::Damaged(unknown));
    }
    let Position { segment, count, link, highest_sequence: sequence, .. } = summary.position;
    let mut chain = Chain { segment, sequence, count, link };
    // A header that was never whole has no record behind it; the new segment takes its number.
    if let Some(torn) = summary.torn.iter().find(|torn| torn.offset == 0) {
        files.remove(torn.segment)?;
        files.sync_folder()?;
        chain.segment = torn.segment.saturating_sub(1);
    }
    let first = first_records(&summary, options);
    let writer = Writer::begin(files, options.limits, options.clock.clone(), chain, &first)?;
    // Only now that it is recorded. Should a crash come between, the next recovery finds it again.
    for torn in summary.torn.iter().filter(|torn| torn.offset > 0) {
        writer.files().cut(torn.segment, torn.offset)?;
    }
    Ok((writer, summary.intents))
}

/// What was found, and that the ledger is open.
fn first_records(summary: &Summary, options: &Options) -> Vec<Record> {
    let record = |event| Record::new(event, options.clock.utc());
    let mut opened = record(Event::LedgerOpened);
    opened.count = Some(summary.intents.len() as u64);
    let recovered = summary.torn.iter().map(|torn| {
        let mut recovered = record(Event::LedgerRecovered);
        recovered.count = Some(torn.bytes);
        recovered.notes = vec![note("segment", torn.segment), note("offset", torn.offset)];
        recovered
    });
    let acknowledged = options.acknowledged.iter().flat_map(|(id, reason)| {
        let damages = summary.damages.iter().filter(move |damage| damage.id() == *id);
        damages.filter(|damage| !summary.acknowledges(damage)).map(move |damage| {
            let mut acknowledged = record(Event::LedgerDamageAcknowledged);
            acknowledged.reason = Some(reason.clone());
            acknowledged.notes = vec![note(DAMAGE, damage.id()), note("what", damage.to_string())];
            acknowledged
        })
    });
    std::iter::once(opened).chain(recovered).chain(acknowledged).collect()
}

fn note(key: &'static str, value: impl Into<serde_json::Value>) -> Note {
    Note { key, value: value.into() }
}
