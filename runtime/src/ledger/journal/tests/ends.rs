//! What an end is taken for that is not the end of a record: torn by a crash, or damaged.

use super::faulty::Disk;
use super::{damages, entries, open, options, recovery, walk, write};
use crate::ledger::journal::error::DamageKind::{self, Changed, Incomplete, NotARecord, OutOfChain};
use crate::ledger::journal::format::{FRAME_HEADER, FrameHeader, HEADER, Link, MAX_RECORD, SegmentHeader};
use crate::ledger::journal::walk::Step;

/// Three segments of three records each.
fn nine_records() -> Disk {
    let disk = Disk::default();
    for begin in [0, 2, 4] {
        write(&mut open(&disk).unwrap(), begin..begin + 2).unwrap();
    }
    assert_eq!(entries(&disk).last().unwrap().sequence(), 9);
    disk
}

fn kinds(disk: &Disk) -> Vec<(u64, DamageKind)> {
    damages(disk).iter().map(|damage| (damage.segment, damage.kind)).collect()
}

fn torn_tails(disk: &Disk) -> usize {
    walk(disk).unwrap().iter().filter(|step| matches!(step, Step::Torn(_))).count()
}

/// The segment with one bit of its last byte changed.
fn changed(disk: &Disk, segment: u64) -> Disk {
    let mut bytes = disk.file(segment);
    *bytes.last_mut().unwrap() ^= 1;
    disk.copy_with(segment, Some(bytes))
}

fn cut(disk: &Disk, segment: u64, length: usize) -> Disk {
    disk.copy_with(segment, Some(disk.file(segment)[..length].to_vec()))
}

#[test]
fn a_header_that_lacks_nothing_but_zeros_is_torn_all_the_same() {
    let headers = (0..).map(|count| {
        SegmentHeader { segment: 1, first_sequence: 1, count, before: Link::NONE }.encode().unwrap()
    });
    let ends_in_zero = headers.into_iter().find(|header| header[HEADER - 1] == 0).unwrap();
    let disk = Disk::default().copy_with(1, Some(ends_in_zero[..HEADER - 1].to_vec()));
    assert_eq!((torn_tails(&disk), kinds(&disk)), (1, vec![]));
}

#[test]
fn zeros_with_something_behind_them_are_no_torn_header() {
    let mut bytes = vec![0; 64 * 1024];
    bytes.push(1);
    let disk = Disk::default().copy_with(1, Some(bytes));
    assert_eq!((torn_tails(&disk), kinds(&disk)), (0, vec![(1, Changed)]));
}

#[test]
fn a_length_that_no_record_may_have_is_a_damage_and_no_torn_end() {
    let sound = nine_records();
    let with = |length: usize| {
        let frame = FrameHeader { length: length as u32, sequence: 10, before: Link::NONE, crc: 0 };
        let bytes = [&sound.file(3)[..], &frame.encode().unwrap()].concat();
        sound.copy_with(3, Some(bytes))
    };
    let most = with(MAX_RECORD);
    assert_eq!((torn_tails(&most), kinds(&most)), (1, vec![]));
    let more = with(MAX_RECORD + 1);
    assert_eq!((torn_tails(&more), kinds(&more)), (0, vec![(3, NotARecord)]));
}

#[test]
fn an_end_before_another_segment_is_torn_only_if_that_goes_on_there_or_was_never_begun() {
    let sound = nine_records();
    let short = cut(&sound, 2, sound.file(2).len() - 10);
    assert_eq!((torn_tails(&short), kinds(&short)), (0, vec![(2, Incomplete)]));
    let only_a_header = cut(&short, 3, HEADER);
    for third in [&short, &only_a_header] {
        let mut bytes = third.file(3);
        bytes[HEADER - 1] ^= 1;
        let disk = third.copy_with(3, Some(bytes));
        assert_eq!((torn_tails(&disk), kinds(&disk)), (0, vec![(2, Incomplete), (3, Changed)]));
    }
    let never_begun = cut(&short, 3, HEADER - 1);
    assert_eq!((torn_tails(&never_begun), kinds(&never_begun)), (2, vec![]));
}

#[test]
fn behind_a_damage_a_segment_may_leave_numbers_out_and_take_none_back() {
    // Five records are whole.
    let damaged = changed(&nine_records(), 2);
    let with = |first_sequence, count| {
        let header = SegmentHeader { segment: 3, first_sequence, count, before: Link::NONE };
        kinds(&damaged.copy_with(3, Some(header.encode().unwrap().to_vec())))
    };
    assert_eq!(with(6, 5), [(2, Changed)]);
    assert_eq!(with(70, 50), [(2, Changed)]);
    assert_eq!(with(5, 5), [(2, Changed), (3, OutOfChain)]);
    assert_eq!(with(6, 4), [(2, Changed), (3, OutOfChain)]);
}

#[test]
fn numbers_that_a_damaged_part_may_have_held_are_not_given_again() {
    let disk = changed(&nine_records(), 3);
    let mut known = options(4096);
    known.acknowledged.extend(damages(&disk).iter().map(|damage| (damage.id(), String::new())));
    let offset = damages(&disk)[0].offset;
    recovery::open(disk.clone(), &known).unwrap();
    let lost = disk.file(3).len() as u64 - offset;
    // So many headers of frames have room there, and the beginning of one.
    let held = lost / FRAME_HEADER as u64 + 1;
    let next = entries(&disk).into_iter().find(|entry| entry.segment() == 4).unwrap();
    assert_eq!(next.sequence(), 8 + held + 1);
}
