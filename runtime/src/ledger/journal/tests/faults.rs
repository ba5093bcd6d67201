//! A disk that is full, that fails, that takes a part only.

use super::faulty::{Disk, Fault};
use super::{events, numbers, open, options, recovery, walk, write};
use crate::ledger::Ledger;
use crate::ledger::journal::error::JournalError;
use crate::ledger::journal::walk::Step;

/// Writes until it fails, and gives the numbers that were acknowledged.
fn write_until_it_fails(disk: &Disk, bytes: u64) -> Vec<usize> {
    let Ok((mut writer, _)) = recovery::open(disk.clone(), &options(bytes)) else { return Vec::new() };
    let mut acknowledged = Vec::new();
    for number in 0..60 {
        let done = write(&mut writer, number..number + 1).and_then(|()| writer.sync());
        match done {
            Ok(()) => acknowledged.push(number),
            Err(_) => {
                assert!(write(&mut writer, 900..901).is_err(), "it goes on after a failure");
                assert!(writer.sync().is_err(), "it acknowledges after a failure");
                break;
            }
        }
    }
    acknowledged
}

/// What was acknowledged is there after the fault, at most the one that failed follows, and it can be written again.
fn assert_kept(disk: &Disk, acknowledged: &[usize], what: &str) {
    let disk = disk.after_kill();
    let mut writer = open(&disk).unwrap_or_else(|error| panic!("{what}: {error}"));
    write(&mut writer, 1000..1001).unwrap();
    writer.sync().unwrap();
    let mut found = numbers(&disk);
    assert_eq!(found.pop(), Some(1000), "{what}");
    assert!(found.starts_with(acknowledged), "{what}: {found:?}");
    assert!(found.len() <= acknowledged.len() + 1, "{what}: {found:?}");
    assert!((0..).zip(&found).all(|(number, found)| number == *found), "{what}: {found:?}");
    assert!(!walk(&disk).unwrap().iter().any(|step| !matches!(step, Step::Entry(_))), "{what}");
}

/// At every operation of a run that rotates twice.
fn at_every_operation(fault: Fault) {
    let sound = Disk::default();
    assert_eq!(write_until_it_fails(&sound, 4096).len(), 60);
    assert!(sound.numbers().len() >= 3, "{:?}", sound.numbers());
    // The last two are a write and the sync that acknowledges it.
    for from in 0..sound.operations() - 1 {
        let disk = Disk::with(fault, from);
        let acknowledged = write_until_it_fails(&disk, 4096);
        assert!(acknowledged.len() < 60, "{fault:?} from operation {from} was not noticed");
        assert_kept(&disk, &acknowledged, &format!("{fault:?} from operation {from}"));
    }
}

#[test]
fn a_write_that_fails_is_never_acknowledged_and_nothing_is_after_it() {
    at_every_operation(Fault::Write);
}

#[test]
fn a_sync_that_fails_is_never_acknowledged_and_nothing_is_after_it() {
    at_every_operation(Fault::Sync);
}

#[test]
fn after_a_sync_that_failed_no_file_is_touched() {
    let disk = Disk::default();
    let mut writer = open(&disk).unwrap();
    disk.fail(Fault::Sync, 0);
    write(&mut writer, 0..1).unwrap();
    assert!(writer.sync().is_err());
    for _ in 0..3 {
        assert!(writer.sync().is_err() && write(&mut writer, 1..2).is_err());
    }
    drop(writer);
    assert_eq!(disk.touched_after_failed_sync(), 0);
}

#[test]
fn a_full_disk_at_every_byte_loses_nothing_that_was_acknowledged() {
    let size: usize = {
        let disk = Disk::default();
        write_until_it_fails(&disk, 4096);
        disk.numbers().iter().map(|number| disk.file(*number).len()).sum()
    };
    for room in (0..size).step_by(7) {
        let disk = Disk::with(Fault::Full(room), 0);
        let acknowledged = write_until_it_fails(&disk, 4096);
        assert!(acknowledged.len() < 60);
        assert_kept(&disk, &acknowledged, &format!("room for {room} bytes"));
    }
}

#[test]
fn short_writes_are_completed() {
    for most in [1, 7, 100] {
        let disk = Disk::with(Fault::Short(most), 0);
        assert_eq!(write_until_it_fails(&disk, 4096).len(), 60);
        assert_kept(&disk, &(0..60).collect::<Vec<_>>(), "short writes");
    }
}

#[test]
fn a_segment_that_a_process_left_is_never_written_to_again() {
    let disk = Disk::default();
    write(&mut open(&disk).unwrap(), 0..3).unwrap();
    let left = disk.file(1);
    write(&mut open(&disk).unwrap(), 3..4).unwrap();
    assert_eq!(disk.file(1), left);
    assert_eq!(events(&disk).iter().filter(|event| *event == "ledger.opened").count(), 2);
    assert_eq!(numbers(&disk), [0, 1, 2, 3]);
}

#[test]
fn what_cannot_be_read_is_neither_an_end_nor_a_damage() {
    let disk = Disk::default();
    write(&mut open(&disk).unwrap(), 0..3).unwrap();
    disk.fail(Fault::Read, 0);
    assert!(matches!(walk(&disk), Err(JournalError::Io(_))));
    assert!(matches!(open(&disk), Err(JournalError::Io(_))));
    assert_eq!(numbers(&disk.after_kill()), [0, 1, 2]);
}
