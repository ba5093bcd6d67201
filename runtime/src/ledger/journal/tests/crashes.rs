//! The machine stops at any moment; what was not synced is lost, torn, or zeros.

use super::faulty::{Disk, Fault, Unsynced};
use super::{damages, events, numbers, open, options, record, recovery, walk, write};
use crate::ledger::Ledger;
use crate::ledger::journal::error::JournalError;
use crate::ledger::journal::walk::Step;

/// Writes batches, some of them without waiting; gives how many records were acknowledged, and how many written.
fn work(disk: &Disk, random: &mut fastrand::Rng) -> (usize, usize) {
    let Ok((mut writer, _)) = recovery::open(disk.clone(), &options(4096)) else { return (0, 0) };
    let (mut acknowledged, mut written) = (0, 0);
    for _ in 0..12 {
        let batch: Vec<_> = (written..written + random.usize(1..6)).map(record).collect();
        written += batch.len();
        if writer.append(&batch).is_err() {
            break;
        }
        if random.bool() {
            if writer.sync().is_err() {
                break;
            }
            acknowledged = written;
        }
    }
    (acknowledged, written)
}

fn assert_prefix(found: &[usize], acknowledged: usize, written: usize, what: &str) {
    assert!(found.len() >= acknowledged, "{what}: {} of {acknowledged} acknowledged ones", found.len());
    assert!(found.len() <= written, "{what}: {} of {written} written ones", found.len());
    assert!((0..).zip(found).all(|(number, found)| number == *found), "{what}: {found:?}");
}

#[test]
fn a_power_cut_at_every_operation_loses_no_acknowledged_record_and_invents_none() {
    for unsynced in [Unsynced::Prefix, Unsynced::Zeros] {
        for seed in 0..12 {
            let operations = {
                let disk = Disk::default();
                work(&disk, &mut fastrand::Rng::with_seed(seed));
                disk.operations()
            };
            for stop in 0..operations {
                let what = format!("{unsynced:?}, seed {seed}, stopped at operation {stop}");
                let disk = Disk::with(Fault::Stop, stop);
                let mut random = fastrand::Rng::with_seed(seed);
                let (acknowledged, written) = work(&disk, &mut random);
                let found = disk.after_power_cut(unsynced, &mut random);
                let mut writer = open(&found).unwrap_or_else(|error| panic!("{what}: {error}"));
                assert_prefix(&numbers(&found), acknowledged, written, &what);
                write(&mut writer, 1000..1001).unwrap();
                assert!(walk(&found).unwrap().iter().all(|step| matches!(step, Step::Entry(_))), "{what}");
            }
        }
    }
}

#[test]
fn a_power_cut_during_the_recovery_is_recovered_from() {
    let disk = Disk::default();
    let mut writer = open(&disk).unwrap();
    write(&mut writer, 0..3).unwrap();
    let whole = disk.file(1);
    let torn = disk.copy_with(1, Some(whole[..whole.len() - 20].to_vec()));
    let operations = {
        let disk = torn.after_kill();
        let before = disk.operations();
        open(&disk).unwrap();
        disk.operations() - before
    };
    for stop in 0..=operations {
        for seed in 0..20 {
            let mut random = fastrand::Rng::with_seed(seed);
            let disk = torn.after_kill();
            disk.fail(Fault::Stop, stop);
            let _ = open(&disk);
            let disk = disk.after_power_cut(Unsynced::Zeros, &mut random);
            open(&disk).unwrap_or_else(|error| panic!("stopped at {stop}, seed {seed}: {error}"));
            assert_eq!(numbers(&disk), [0, 1]);
            assert!(
                events(&disk).iter().any(|event| event == "ledger.recovered"),
                "what was cut is on record"
            );
            assert!(walk(&disk).unwrap().iter().all(|step| matches!(step, Step::Entry(_))));
        }
    }
}

#[test]
fn blocks_that_are_missing_in_the_middle_are_a_damage_and_lose_no_acknowledged_record() {
    let mut damaged = 0;
    for seed in 0..400 {
        let disk = Disk::with(Fault::Stop, 8 + seed % 40);
        let mut random = fastrand::Rng::with_seed(seed);
        let (acknowledged, written) = work(&disk, &mut random);
        let disk = disk.after_power_cut(Unsynced::Holes, &mut random);
        let what = format!("seed {seed}");
        match open(&disk) {
            Ok(_) => assert_prefix(&numbers(&disk), acknowledged, written, &what),
            Err(JournalError::Damaged(_)) => {
                damaged += 1;
                assert_prefix(&numbers(&disk), acknowledged, written, &what);
                let mut known = options(4096);
                known.acknowledged.extend(damages(&disk).iter().map(|damage| (damage.id(), String::new())));
                recovery::open(disk.clone(), &known).map(drop).unwrap();
                open(&disk).map(drop).unwrap();
            }
            Err(error) => panic!("{what}: {error}"),
        }
    }
    assert!(damaged > 10, "{damaged}");
}

#[test]
fn what_was_cut_is_on_record() {
    let disk = Disk::default();
    write(&mut open(&disk).unwrap(), 0..2).unwrap();
    let whole = disk.file(1);
    let disk = disk.copy_with(1, Some(whole[..whole.len() - 10].to_vec()));
    open(&disk).unwrap();
    let recovered = super::entries(&disk).into_iter().find(|entry| entry.json().contains("ledger.recovered"));
    let recovered: serde_json::Value = serde_json::from_str(recovered.unwrap().json()).unwrap();
    let last_frame = whole.len() - 10 - disk.file(1).len();
    assert_eq!(recovered["count"], last_frame);
    assert_eq!(recovered["notes"], serde_json::json!([["segment", 1], ["offset", disk.file(1).len()]]));
}

#[test]
fn that_a_ledger_was_opened_is_on_disk_when_it_is_open() {
    let disk = Disk::default();
    open(&disk).unwrap();
    let disk = disk.after_power_cut(Unsynced::Prefix, &mut fastrand::Rng::with_seed(1));
    assert_eq!(events(&disk), ["ledger.opened"]);
}
