//! What a journal must hold when files fail, tear and forget.

mod changes;
mod crashes;
mod ends;
mod faults;
mod faulty;
mod folder;
mod intents;
mod on_disk;
mod rotation;
mod warnings;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use faulty::Disk;

use super::error::{Damage, JournalError};
use super::read::{Entry, Summary};
use super::recovery::{self, Options};
use super::walk::{Step, Walker};
use super::writer::{Limits, Writer};
use crate::clock::SystemClock;
use crate::ledger::{Event, Ledger, Record};

fn options(bytes: u64) -> Options {
    Options {
        limits: Limits { bytes, age: Duration::from_secs(3600) },
        clock: Arc::new(SystemClock),
        acknowledged: BTreeMap::new(),
    }
}

fn open(disk: &Disk) -> Result<Writer<Disk>, JournalError> {
    recovery::open(disk.clone(), &options(1 << 20)).map(|(writer, _)| writer)
}

/// A record that says its number in its capability.
fn record(number: usize) -> Record {
    let mut record =
        Record::new(Event::CallFinished, SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000));
    record.capability = Some(format!("capability_{number}").into());
    record
}

fn write(writer: &mut Writer<Disk>, numbers: std::ops::Range<usize>) -> std::io::Result<()> {
    writer.append(&numbers.map(record).collect::<Vec<_>>())
}

/// Everything that is read of a ledger.
fn walk(disk: &Disk) -> Result<Vec<Step>, JournalError> {
    let mut walker = Walker::new(disk.clone())?;
    let mut steps = Vec::new();
    while let Some(step) = walker.next()? {
        steps.push(step);
    }
    Ok(steps)
}

fn parted(disk: &Disk) -> (Vec<Entry>, Vec<Damage>) {
    let (mut entries, mut damages) = (Vec::new(), Vec::new());
    for step in walk(disk).unwrap() {
        match step {
            Step::Entry(entry) => entries.push(entry),
            Step::Damage(damage) => damages.push(damage),
            Step::Torn(_) => {}
        }
    }
    (entries, damages)
}

fn entries(disk: &Disk) -> Vec<Entry> {
    parted(disk).0
}

fn damages(disk: &Disk) -> Vec<Damage> {
    parted(disk).1
}

/// The numbers of [`record`]s, in the order in which they are read.
fn numbers(disk: &Disk) -> Vec<usize> {
    entries(disk).iter().filter_map(|entry| number(entry.json())).collect()
}

fn number(json: &str) -> Option<usize> {
    let record: serde_json::Value = serde_json::from_str(json).unwrap();
    record["capability"].as_str()?.strip_prefix("capability_")?.parse().ok()
}

fn events(disk: &Disk) -> Vec<String> {
    let event = |entry: &Entry| {
        serde_json::from_str::<serde_json::Value>(entry.json()).unwrap()["event"].as_str().unwrap().to_owned()
    };
    entries(disk).iter().map(event).collect()
}

fn summary(disk: &Disk) -> Summary {
    Summary::of(&mut Walker::new(disk.clone()).unwrap()).unwrap()
}

/// The ledger with another second record in its only segment, which ends there. Hashes and check sums are right.
fn forged(disk: &Disk, sequence: u64, text: &str) -> Disk {
    use super::format::{FrameHeader, Link};
    let second = &entries(disk)[1];
    let mut bytes = disk.file(1);
    let before = &bytes[super::format::HEADER..second.offset() as usize];
    let header = FrameHeader::of(text.as_bytes(), sequence, Link::of(before)).unwrap().encode().unwrap();
    bytes.truncate(second.offset() as usize);
    bytes.extend(header);
    bytes.extend(text.as_bytes());
    disk.copy_with(1, Some(bytes))
}
