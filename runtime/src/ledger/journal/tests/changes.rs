//! Every byte of a small ledger changed, and the ledger cut at every byte.

use super::faulty::Disk;
use super::{
    damages, entries, events, numbers, open, options, parted, record, recovery, summary, walk, write,
};
use crate::ledger::Ledger;
use crate::ledger::journal::error::{Damage, DamageKind, JournalError};
use crate::ledger::journal::format::{FRAME_HEADER, HEADER, Link, SegmentHeader};
use crate::ledger::journal::walk::Step;

/// Three segments of a few records.
fn small() -> Disk {
    let disk = Disk::default();
    for begin in [0, 2, 4] {
        let mut writer = open(&disk).unwrap();
        write(&mut writer, begin..begin + 2).unwrap();
        writer.sync().unwrap();
    }
    assert_eq!(disk.numbers(), [1, 2, 3]);
    disk
}

/// Where the frame begins that holds this byte of a segment, and which frame it is; the header is 0.
fn frame_of(disk: &Disk, segment: u64, byte: usize) -> (u64, u64) {
    let begins =
        entries(disk).into_iter().filter(|entry| entry.segment() == segment).map(|entry| entry.offset());
    let mut found = (0, 0);
    for (frame, offset) in (1..).zip(begins) {
        if offset <= byte as u64 {
            found = (frame, offset);
        }
    }
    found
}

#[test]
fn a_bit_that_is_flipped_anywhere_is_found_and_the_place_is_named() {
    let sound = small();
    let whole = entries(&sound);
    for segment in sound.numbers() {
        let bytes = sound.file(segment);
        for byte in 0..bytes.len() {
            let (frame, offset) = frame_of(&sound, segment, byte);
            for bit in 0..8 {
                let mut changed = bytes.clone();
                changed[byte] ^= 1 << bit;
                let disk = sound.copy_with(segment, Some(changed));
                let (found, damages) = parted(&disk);
                let what = format!("segment {segment}, byte {byte}, bit {bit}: {damages:?}");
                assert_eq!(damages.len(), 1, "{what}");
                assert_eq!(
                    (damages[0].segment, damages[0].frame, damages[0].offset),
                    (segment, frame, offset),
                    "{what}"
                );
                assert!(found.iter().all(|entry| whole.contains(entry)), "{what}: a record was changed");
                assert!(matches!(open(&disk), Err(JournalError::Damaged(_))), "{what}");
                assert_eq!(disk.numbers(), [1, 2, 3], "{what}: nothing is written");
            }
        }
    }
}

#[test]
fn a_byte_of_any_other_value_is_found() {
    let sound = small();
    let bytes = sound.file(3);
    for byte in 0..bytes.len() {
        for value in [0, 1, b'0', b'}', 0x7f, 0xff] {
            let mut changed = bytes.clone();
            changed[byte] = value;
            if changed == bytes {
                continue;
            }
            let disk = sound.copy_with(3, Some(changed));
            let steps = walk(&disk).unwrap();
            assert!(steps.iter().any(|step| !matches!(step, Step::Entry(_))), "byte {byte} is {value}");
            // Zeros at the very end are what a power cut may leave.
            let torn = steps.iter().any(|step| matches!(step, Step::Torn(_)));
            assert!(!torn || (value == 0 && byte + 1 == bytes.len()), "byte {byte} is {value}");
        }
    }
}

#[test]
fn a_last_segment_that_is_cut_anywhere_loses_what_was_cut_and_nothing_else() {
    let sound = small();
    let bytes = sound.file(3);
    for length in 0..bytes.len() {
        let disk = sound.copy_with(3, Some(bytes[..length].to_vec()));
        let kept: Vec<_> = entries(&sound)
            .iter()
            .filter(|entry| {
                entry.segment() < 3 || entry.offset() as usize + FRAME_HEADER + entry.json().len() <= length
            })
            .filter_map(|entry| super::number(entry.json()))
            .collect();
        let whole_frames = entries(&disk).iter().any(|entry| {
            entry.segment() == 3 && entry.offset() as usize + FRAME_HEADER + entry.json().len() == length
        });
        let at_a_frames_end = whole_frames || length == HEADER;
        open(&disk).unwrap_or_else(|error| panic!("cut at {length}: {error}"));
        assert_eq!(numbers(&disk), kept, "cut at {length}");
        let recovered = events(&disk).iter().any(|event| event == "ledger.recovered");
        // A cut between two frames leaves no trace in the ledger itself.
        assert_eq!(recovered, !at_a_frames_end, "cut at {length}");
        assert!(walk(&disk).unwrap().iter().all(|step| matches!(step, Step::Entry(_))), "cut at {length}");
    }
}

#[test]
fn an_earlier_segment_that_is_cut_anywhere_is_a_damage_or_unchanged() {
    let sound = small();
    let whole = entries(&sound);
    for segment in [1, 2] {
        let bytes = sound.file(segment);
        for length in 0..bytes.len() {
            let disk = sound.copy_with(segment, Some(bytes[..length].to_vec()));
            let found = damages(&disk);
            assert!(!found.is_empty(), "segment {segment} cut at {length}");
            assert!(entries(&disk).iter().all(|entry| whole.contains(entry)));
            assert!(matches!(open(&disk), Err(JournalError::Damaged(_))));
        }
    }
}

#[test]
fn a_segment_that_is_missing_is_named() {
    let sound = small();
    for segment in [1, 2] {
        let disk = sound.copy_with(segment, None);
        let found = damages(&disk);
        assert_eq!((found[0].segment, found[0].kind), (segment, DamageKind::SegmentsMissing(1)));
        assert!(open(&disk).is_err());
    }
}

#[test]
fn a_damage_says_where_it_is() {
    let sound = small();
    let mut header = sound.file(2);
    header[HEADER - 1] ^= 1;
    let mut frame = sound.file(2);
    *frame.last_mut().unwrap() ^= 1;
    let begins = frame_of(&sound, 2, frame.len()).1;
    for (disk, told) in [
        (
            sound.copy_with(7, Some(sound.file(3))),
            "segment 4: it is missing, 3 in all (record 10 and following)".to_owned(),
        ),
        (
            sound.copy_with(2, Some(header)),
            "segment 2, header: its bytes were changed (record 4 and following)".to_owned(),
        ),
        (
            sound.copy_with(2, Some(frame)),
            format!("segment 2, frame 3 at byte {begins}, record 6: its bytes were changed"),
        ),
    ] {
        assert_eq!(damages(&disk)[0].to_string(), told);
    }
}

#[test]
fn a_number_far_ahead_is_one_damage() {
    let sound = small();
    let disk = sound.copy_with(u64::MAX, Some(sound.file(3)));
    let found = damages(&disk);
    assert_eq!(found[0].kind, DamageKind::SegmentsMissing(u64::MAX - 4));
    assert_eq!(found.len(), 2, "and its header says another number");
    let mut known = options(4096);
    known.acknowledged.extend(found.iter().map(|damage| (damage.id(), String::new())));
    assert!(recovery::open(disk, &known).is_err(), "there is no number after it");
}

#[test]
fn a_segment_of_another_ledger_is_out_of_the_chain() {
    let (mine, other) = (small(), small());
    let disk = mine.copy_with(2, Some(other.file(2)));
    assert_eq!(damages(&disk)[0].kind, DamageKind::OutOfChain);
}

#[test]
fn a_frame_that_is_repeated_removed_or_moved_is_out_of_the_chain() {
    let sound = small();
    let bytes = sound.file(3);
    let begins: Vec<_> = entries(&sound)
        .iter()
        .filter(|entry| entry.segment() == 3)
        .map(|entry| entry.offset() as usize)
        .collect();
    let frames: Vec<_> =
        begins.iter().zip(begins[1..].iter().chain([&bytes.len()])).map(|(a, b)| &bytes[*a..*b]).collect();
    let with = |order: &[usize]| {
        let parts = order.iter().map(|index| frames[*index]);
        let bytes: Vec<_> = std::iter::once(&bytes[..HEADER]).chain(parts).flatten().copied().collect();
        damages(&sound.copy_with(3, Some(bytes)))
    };
    assert!(with(&[0, 1, 2]).is_empty());
    for order in [vec![0, 1, 1, 2], vec![0, 2], vec![0, 2, 1], vec![1, 2]] {
        assert_eq!(with(&order)[0].kind, DamageKind::OutOfChain, "{order:?}");
    }
}

/// Opens a damaged ledger with what its owner knows.
fn acknowledge(disk: &Disk, damages: &[Damage]) -> Result<(), JournalError> {
    let mut options = options(1 << 20);
    options.acknowledged.extend(damages.iter().map(|damage| (damage.id(), "a test did it".to_owned())));
    recovery::open(disk.clone(), &options).map(drop)
}

#[test]
fn a_damage_that_is_acknowledged_is_on_record_stays_as_it_is_and_need_not_be_again() {
    for segment in [1, 2, 3] {
        let sound = small();
        let mut bytes = sound.file(segment);
        bytes[HEADER + 100] ^= 1;
        let disk = sound.copy_with(segment, Some(bytes.clone()));
        let found = damages(&disk);
        acknowledge(&disk, &found).unwrap();
        assert_eq!(disk.file(segment), bytes, "evidence is not touched");
        assert!(events(&disk).iter().any(|event| event == "ledger.damage_acknowledged"));
        let mut writer = open(&disk).unwrap();
        write(&mut writer, 50..51).unwrap();
        assert_eq!(numbers(&disk).last(), Some(&50));
        let sequences: Vec<_> = entries(&disk).iter().map(|entry| entry.sequence()).collect();
        assert!(sequences.is_sorted_by(|a, b| a < b), "no number comes twice: {sequences:?}");
        let used = entries(&sound).last().unwrap().sequence();
        let fresh = entries(&disk).into_iter().filter(|entry| entry.segment() > 3);
        assert!(fresh.map(|entry| entry.sequence()).all(|sequence| sequence > used), "nor one that was lost");
    }
}

#[test]
fn a_damage_is_acknowledged_by_its_content_and_not_by_its_place() {
    let sound = small();
    let mut bytes = sound.file(2);
    bytes[HEADER + 100] ^= 1;
    let first = sound.copy_with(2, Some(bytes.clone()));
    let found = damages(&first);
    *bytes.last_mut().unwrap() ^= 1;
    let second = sound.copy_with(2, Some(bytes.clone()));
    assert!(matches!(acknowledge(&second, &found), Err(JournalError::Damaged(_))));
    // Neither is one that comes after it.
    acknowledge(&first, &found).unwrap();
    let third = first.copy_with(2, Some(bytes));
    assert!(matches!(open(&third), Err(JournalError::Damaged(_))));
}

#[test]
fn no_bytes_at_all_make_the_reader_panic() {
    let mut random = fastrand::Rng::with_seed(7);
    let sound = small();
    let whole = entries(&sound);
    for _ in 0..3000 {
        let mut bytes = sound.file(2);
        for _ in 0..random.usize(1..20) {
            let at = random.usize(..bytes.len());
            match random.u8(..4) {
                0 => bytes[at] = random.u8(..),
                1 => bytes.truncate(at),
                2 => bytes.insert(at, random.u8(..)),
                _ => bytes.extend_from_within(at..),
            }
            if bytes.is_empty() {
                break;
            }
        }
        let disk = sound.copy_with(2, Some(bytes));
        assert!(entries(&disk).iter().all(|entry| whole.contains(entry)));
    }
}

#[test]
fn a_record_that_is_whole_and_no_line_of_json_is_no_record() {
    let disk = Disk::default();
    let mut writer = open(&disk).unwrap();
    writer.append(&[record(1)]).unwrap();
    assert!(summary(&disk).damages.is_empty());
    // Signed anew, as whoever can write the file could.
    for text in [
        "{\"sequence\":2,",
        "{\"sequence\":2,\n\"event\":\"x\"}",
        "{\"sequence\":9,\"event\":\"x\"}",
        "{\"sequence\":2,\"event\":3}",
        "{\"sequence\":2,\"event\":\"\u{202e}\"}",
    ] {
        let disk = super::forged(&disk, 2, text);
        let found = damages(&disk);
        assert_eq!(found.first().map(|damage| damage.kind), Some(DamageKind::NotARecord), "{text}");
    }
}

#[test]
fn a_record_that_leaves_numbers_out_is_out_of_the_chain() {
    let disk = Disk::default();
    open(&disk).unwrap().append(&[record(1)]).unwrap();
    assert!(damages(&super::forged(&disk, 2, "{\"sequence\":2,\"event\":\"x\"}")).is_empty());
    let found = damages(&super::forged(&disk, 3, "{\"sequence\":3,\"event\":\"x\"}"));
    assert_eq!(found.first().map(|damage| damage.kind), Some(DamageKind::OutOfChain));
}

#[test]
fn a_record_that_was_written_anew_is_found_at_the_one_after_it() {
    let disk = Disk::default();
    open(&disk).unwrap().append(&[record(1), record(2)]).unwrap();
    let whole = disk.file(1);
    let third = entries(&disk)[2].offset() as usize;
    let text = entries(&disk)[1].json().replace("capability_1", "capability_9");
    let forged = super::forged(&disk, 2, &text);
    assert_eq!(numbers(&forged), [9], "who computes everything anew can cut what follows");
    let mut bytes = forged.file(1);
    bytes.extend_from_slice(&whole[third..]);
    let found = damages(&disk.copy_with(1, Some(bytes)));
    assert_eq!((found[0].frame, found[0].kind), (3, DamageKind::OutOfChain));
}

#[test]
fn a_segment_under_another_number_is_out_of_the_chain() {
    let sound = small();
    let disk = sound.copy_with(4, Some(sound.file(3))).copy_with(3, None).copy_with(2, None);
    let found = damages(&disk);
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].segment, found[0].kind), (2, DamageKind::SegmentsMissing(2)));
    assert_eq!((found[1].segment, found[1].frame, found[1].kind), (4, 0, DamageKind::OutOfChain));
}

#[test]
fn after_a_damage_numbers_do_not_begin_anew() {
    let header = SegmentHeader { segment: 3, first_sequence: 1, count: 0, before: Link::NONE };
    let disk = small().copy_with(2, None).copy_with(3, Some(header.encode().unwrap().to_vec()));
    let found = damages(&disk);
    assert_eq!(found.len(), 2);
    assert_eq!((found[1].segment, found[1].kind), (3, DamageKind::OutOfChain));
}
