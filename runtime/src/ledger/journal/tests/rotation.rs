//! When a segment ends, and that nothing is lost between two.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use super::faulty::Disk;
use super::{entries, events, numbers, options, record, recovery, write};
use crate::clock::Clock;
use crate::ledger::Ledger;
use crate::ledger::journal::format::{HEADER, Link, SegmentHeader};

/// A clock that stands where a test put it.
#[derive(Clone)]
struct Hand(Arc<Mutex<Instant>>, SystemTime);

impl Clock for Hand {
    fn now(&self) -> Instant {
        *self.0.lock().unwrap()
    }
    fn utc(&self) -> SystemTime {
        self.1
    }
}

#[test]
fn no_segment_is_larger_than_its_limit_and_no_record_is_lost() {
    let disk = Disk::default();
    let (mut writer, _) = recovery::open(disk.clone(), &options(4096)).unwrap();
    // In one batch and in many.
    write(&mut writer, 0..100).unwrap();
    (100..150).for_each(|number| write(&mut writer, number..number + 1).unwrap());
    assert!(disk.numbers().len() > 5);
    assert!(disk.numbers().iter().all(|number| disk.file(*number).len() <= 4096));
    assert_eq!(numbers(&disk), (0..150).collect::<Vec<_>>());
    assert_eq!(writer.last_sequence(), entries(&disk).last().unwrap().sequence());
}

#[test]
fn a_segment_may_be_as_large_as_its_limit() {
    let written = |bytes| {
        let disk = Disk::default();
        let (mut writer, _) = recovery::open(disk.clone(), &options(bytes)).unwrap();
        write(&mut writer, 0..20).unwrap();
        assert!(writer.is_durable());
        disk
    };
    let whole = written(1 << 20).file(1).len() as u64;
    assert_eq!(written(whole).numbers(), [1]);
    assert_eq!(written(whole - 1).numbers(), [1, 2]);
}

#[test]
fn a_record_larger_than_a_segment_is_kept() {
    let disk = Disk::default();
    let (mut writer, _) = recovery::open(disk.clone(), &options(4096)).unwrap();
    let mut large = record(7);
    large.reason = Some("x".repeat(10_000));
    writer.append(&[record(6), large, record(8)]).unwrap();
    assert_eq!(numbers(&disk), [6, 7, 8]);
}

#[test]
fn a_segment_ends_at_its_age_by_the_clock_that_never_goes_back() {
    let disk = Disk::default();
    let now = Arc::new(Mutex::new(Instant::now()));
    let mut options = options(1 << 20);
    options.clock = Arc::new(Hand(now.clone(), SystemTime::UNIX_EPOCH));
    options.limits.age = Duration::from_secs(60);
    let (mut writer, _) = recovery::open(disk.clone(), &options).unwrap();
    write(&mut writer, 0..1).unwrap();
    *now.lock().unwrap() += Duration::from_secs(59);
    write(&mut writer, 1..2).unwrap();
    assert_eq!(disk.numbers(), [1]);
    *now.lock().unwrap() += Duration::from_secs(1);
    write(&mut writer, 2..3).unwrap();
    assert_eq!(disk.numbers(), [1, 2]);
    write(&mut writer, 3..4).unwrap();
    assert_eq!(disk.numbers(), [1, 2]);
    assert_eq!(
        events(&disk),
        [
            "ledger.opened",
            "call.finished",
            "call.finished",
            "ledger.rotated",
            "call.finished",
            "call.finished"
        ]
    );
}

#[test]
fn a_header_says_what_stands_before_it() {
    let disk = Disk::default();
    let (mut writer, _) = recovery::open(disk.clone(), &options(4096)).unwrap();
    write(&mut writer, 0..40).unwrap();
    let all = entries(&disk);
    for segment in disk.numbers() {
        let header = SegmentHeader::decode(disk.file(segment).first_chunk::<HEADER>().unwrap()).unwrap();
        let before: Vec<_> = all.iter().filter(|entry| entry.segment() < segment).collect();
        let link = before.last().map_or(Link::NONE, |entry| entry.link);
        assert_eq!(header.segment, segment);
        assert_eq!((header.count, header.before), (before.len() as u64, link));
        assert_eq!(header.first_sequence, before.len() as u64 + 1);
    }
}
