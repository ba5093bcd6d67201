//! The real folder: who may use it, and what is in it.

use std::fs;
use std::path::Path;

use crate::ledger::journal::{self, Journal, JournalError, Resolution, ResolveError};
use crate::ledger::{Event, Ledger, Record};
use crate::refusal::{Outcome, Reference};

fn write(path: &Path, records: &[Record]) {
    let mut journal = Journal::open(path).unwrap();
    journal.append(records).unwrap();
    journal.sync().unwrap();
}

#[test]
fn a_second_writer_is_refused_until_the_first_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit");
    let first = Journal::open(&path).unwrap();
    assert!(matches!(Journal::open(&path), Err(JournalError::InUse)));
    drop(first);
    Journal::open(&path).unwrap();
}

#[cfg(unix)]
#[test]
fn folder_and_files_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/audit");
    drop(Journal::open(&path).unwrap());
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(&folder.path().join("deep"))), (0o700, 0o700));
    let files: Vec<_> = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 2, "a segment and the lock");
    assert!(files.iter().all(|file| mode(file) == 0o600));
}

#[cfg(unix)]
#[test]
fn a_folder_that_others_can_write_is_refused_with_the_way_to_mend_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    for mode in [0o770, 0o702, 0o777] {
        let path = folder.path().join(format!("{mode:o}"));
        fs::create_dir(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let error = Journal::open(&path).unwrap_err();
        assert!(matches!(error, JournalError::OthersCanWrite(..)));
        assert!(error.to_string().contains("chmod go-w"), "{error}");
        assert_eq!(fs::read_dir(&path).unwrap().count(), 0);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        Journal::open(&path).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_folder_of_another_user_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    if std::os::unix::fs::chown(folder.path(), Some(12_345), None).is_err() {
        eprintln!("not tested: this user may give nothing away");
        return;
    }
    assert!(matches!(Journal::open(folder.path()), Err(JournalError::OwnedByAnother(_))));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_is_no_ledger_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let notes = folder.path().join("notes.txt");
    fs::write(&notes, "milk\n").unwrap();
    for path in [folder.path(), &notes] {
        assert!(matches!(Journal::open(path), Err(JournalError::NotALedger)), "{path:?}");
        assert!(matches!(journal::verify(path), Err(JournalError::NotALedger)), "{path:?}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(fs::read_to_string(&notes).unwrap(), "milk\n");
    assert!(journal::verify(folder.path().join("nothing")).is_err());
    assert!(!folder.path().join("nothing").exists(), "reading makes nothing");
}

#[test]
fn a_ledger_of_a_newer_version_is_not_taken_for_a_damaged_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit");
    drop(Journal::open(&path).unwrap());
    let segment = path.join("0000000001.segment");
    let mut bytes = fs::read(&segment).unwrap();
    bytes[8] = 2;
    let crc = crc32c::crc32c(&bytes[..68]).to_le_bytes();
    bytes[68..72].copy_from_slice(&crc);
    fs::write(&segment, bytes).unwrap();
    let newer = |error| matches!(error, JournalError::UnknownVersion { segment: 1, version: 2 });
    assert!(Journal::open(&path).is_err_and(newer));
    assert!(journal::verify(&path).is_err_and(newer));
}

#[test]
fn a_person_resolves_a_call_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit");
    let mut intent = Record::new(Event::CallIntent, std::time::SystemTime::now());
    let reference = Reference::new(std::time::SystemTime::now());
    intent.reference = Some(reference);
    write(&path, &[intent]);
    let mut resolution = Resolution {
        reference: reference.to_string(),
        outcome: Outcome::Completed,
        by: "ann".to_owned(),
        note: "asked the bank".to_owned(),
    };
    let open = journal::verify(&path).unwrap().open_intents;
    assert_eq!(open.len(), 1);

    let in_use = Journal::open(&path).unwrap();
    assert!(matches!(journal::resolve(&path, &resolution), Err(ResolveError::Ledger(JournalError::InUse))));
    assert_eq!(in_use.open_intents(), open);
    drop(in_use);

    resolution.outcome = Outcome::Unknown;
    assert!(matches!(journal::resolve(&path, &resolution), Err(ResolveError::NoOutcome)));
    resolution.outcome = Outcome::Completed;
    for (by, note) in [("", "x"), ("x", " "), (&*"x".repeat(201), "x"), ("x", &*"x".repeat(2001))] {
        let unsigned = Resolution { by: by.to_owned(), note: note.to_owned(), ..resolution.clone() };
        assert!(matches!(journal::resolve(&path, &unsigned), Err(ResolveError::Unsigned)));
    }
    assert_eq!(journal::resolve(&path, &resolution).unwrap(), open[0]);
    assert!(matches!(journal::resolve(&path, &resolution), Err(ResolveError::NotOpen)));
    assert!(Journal::open(&path).unwrap().open_intents().is_empty());
    let last = journal::entries(&path)
        .unwrap()
        .find(|entry| entry.as_ref().unwrap().json().contains("call.resolved"));
    let last: serde_json::Value = serde_json::from_str(last.unwrap().unwrap().json()).unwrap();
    assert_eq!(last["reason"], "asked the bank");
    assert_eq!(last["notes"], serde_json::json!([["by", "ann"]]));
}

#[test]
fn the_chain_is_sha_256_of_the_frames_as_they_are_in_the_file() {
    use sha2::{Digest, Sha256};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit");
    write(&path, &[Record::new(Event::CallRefused, std::time::SystemTime::now())]);
    let bytes = fs::read(path.join("0000000001.segment")).unwrap();
    let last = journal::entries(&path).unwrap().last().unwrap().unwrap();
    let frame = &bytes[last.offset() as usize..];
    let hash: String = Sha256::digest(frame).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(journal::verify(&path).unwrap().last_hash, hash);
    assert_eq!(last.hash(), hash);
}
