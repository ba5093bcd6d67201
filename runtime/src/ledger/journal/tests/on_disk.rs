//! What the real folder adds to what the faulty one shows: names, a cut, and the caps of the limits.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::time::Duration;

use super::record;
use crate::ledger::Ledger;
use crate::ledger::journal::{self, Journal, JournalBuilder};

#[test]
fn limits_stay_within_their_hard_caps() {
    let of = |builder: JournalBuilder| (builder.limits.bytes, builder.limits.age);
    let day = Duration::from_secs(86_400);
    assert_eq!(of(Journal::at("audit")), (67_108_864, day));
    let least = Journal::at("audit").segment_bytes(0).segment_age(Duration::ZERO);
    assert_eq!(of(least), (4096, Duration::from_secs(1)));
    let most = Journal::at("audit").segment_bytes(u64::MAX).segment_age(Duration::MAX);
    assert_eq!(of(most), (1_073_741_824, 365 * day));
    let own = Journal::at("audit").segment_bytes(5000).segment_age(Duration::from_secs(7));
    assert_eq!(of(own), (5000, Duration::from_secs(7)));
}

/// A ledger of two records, and its only segment.
fn written() -> (tempfile::TempDir, std::path::PathBuf, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit");
    let mut journal = Journal::open(&path).unwrap();
    journal.append(&[record(1), record(2)]).unwrap();
    journal.sync().unwrap();
    drop(journal);
    let segment = path.join("0000000001.segment");
    assert!(segment.is_file());
    (folder, path, segment)
}

#[test]
fn a_torn_tail_is_cut_from_the_file_itself() {
    let (_folder, path, segment) = written();
    let whole = fs::read(&segment).unwrap();
    OpenOptions::new().append(true).open(&segment).unwrap().write_all(&[0xee; 3]).unwrap();
    assert_eq!(journal::verify(&path).unwrap().torn_tails.len(), 1);
    drop(Journal::open(&path).unwrap());
    let after = fs::read(&segment).unwrap();
    assert!(after.starts_with(&whole));
    assert!(!after[whole.len()..].starts_with(&[0xee]), "the tail is still there");
    assert!(journal::verify(&path).unwrap().torn_tails.is_empty());
}

#[test]
fn a_header_that_was_never_whole_is_removed_and_its_number_taken() {
    let (_folder, path, _) = written();
    let second = path.join("0000000002.segment");
    fs::write(&second, b"\x89PLG").unwrap();
    drop(Journal::open(&path).unwrap());
    let verified = journal::verify(&path).unwrap();
    assert_eq!(
        (verified.segments, verified.records),
        (2, 5),
        "what was cut is on record, and that it is open"
    );
}

#[test]
fn a_folder_whose_first_segment_was_never_begun_is_a_ledger() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("lock"), "").unwrap();
    drop(Journal::open(folder.path()).unwrap());
    assert_eq!(journal::verify(folder.path()).unwrap().records, 1);
}

/// A power cut cannot be had here. That the system is asked shows where it says no.
#[cfg(unix)]
#[test]
fn what_cannot_be_synced_is_an_error() {
    use crate::ledger::journal::files::{Files, Folder, SegmentFile};
    let (_folder, path, _) = written();
    let files = Folder::to_read(&path).unwrap();
    files.sync_folder().unwrap();
    fs::remove_dir_all(&path).unwrap();
    files.sync_folder().unwrap_err();
    let (pipe, _writer) = std::io::pipe().unwrap();
    fs::File::from(std::os::fd::OwnedFd::from(pipe)).sync().unwrap_err();
}

#[test]
fn a_file_with_almost_the_name_of_a_segment_is_none() {
    let (_folder, path, _) = written();
    for name in
        ["0000000000.segment", "1.segment", "+000000002.segment", "00000000002.segment", "0000000002.segmen"]
    {
        fs::write(path.join(name), "nothing of a gate's").unwrap();
    }
    let folder = path.join("0000000002.segment");
    fs::create_dir(&folder).unwrap();
    let found = journal::verify(&path).unwrap();
    assert_eq!((found.segments, found.torn_tails.len(), found.acknowledged.len()), (1, 0, 0));
    fs::remove_dir(folder).unwrap();
    Journal::open(&path).unwrap();
}

#[test]
fn a_journal_tells_the_number_of_its_last_record() {
    let (_folder, path, _) = written();
    let mut journal = Journal::open(&path).unwrap();
    assert_eq!(journal.last_sequence(), 4, "it is opened for the second time");
    journal.append(&[record(3), record(4)]).unwrap();
    assert_eq!(journal.last_sequence(), 6);
    assert_eq!(journal::verify(&path).unwrap().last_sequence, 6);
    assert_eq!(format!("{journal:?}"), "Journal { last_sequence: 6, .. }");
    let last = journal::entries(&path).unwrap().last().unwrap().unwrap();
    assert!(format!("{last:?}").contains(&last.hash()), "{last:?}");
}

#[test]
fn after_a_write_that_failed_nothing_is_said_to_be_on_disk() {
    let (_folder, path, _) = written();
    let mut journal = Journal::at(&path).segment_bytes(4096).open().unwrap();
    fs::remove_dir_all(&path).unwrap();
    let many: Vec<_> = (0..100).map(record).collect();
    journal.append(&many).unwrap_err();
    journal.sync().unwrap_err();
}
