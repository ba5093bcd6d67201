//! What is known of a key, in one process and in the next.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::commit::tests::slow;
use super::results::Digest256;
use super::*;
use crate::caller::Caller;
use crate::refusal::Reference;

struct Scene {
    folder: TempDir,
    now: SystemTime,
}

impl Scene {
    fn new() -> Scene {
        // Whole milliseconds, as the file keeps them.
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(1_800_000_000_123);
        Scene { folder: TempDir::new().unwrap(), now }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("results")
    }

    fn open(&self) -> Results {
        Results::open(self.path()).unwrap()
    }

    fn begin(&self, results: &Results, slot: Slot, arguments: Digest256) -> Known {
        results.begin(slot, arguments, Reference::new(self.now), self.now).unwrap()
    }
}

fn slot(key: &str) -> Slot {
    Slot::new(&Caller::local(), "refund", &IdempotencyKey::new(key).unwrap())
}

/// The same key of another caller.
fn slot_of(caller: u8, key: &str) -> Slot {
    let Slot(mut digest) = slot(key);
    digest[0] ^= caller;
    Slot(digest)
}

const SOME: Digest256 = [1; 32];
const OTHER: Digest256 = [2; 32];

#[test]
fn a_key_is_visible_ascii_of_a_sensible_length() {
    for good in ["a", "7f6d7a52-9f0c", &"x".repeat(128)] {
        assert!(IdempotencyKey::new(good).is_ok(), "{good}");
    }
    for bad in ["", " ", "a b", "a\n", "ä", "\u{7f}", &"x".repeat(129)] {
        assert_eq!(IdempotencyKey::new(bad), Err(InvalidKey), "{bad:?}");
    }
}

#[test]
fn a_key_is_shown_nowhere() {
    let key = IdempotencyKey::new("7f6d7a52-9f0c").unwrap();
    assert_eq!(format!("{key:?} {key:#?}"), "IdempotencyKey(..) IdempotencyKey(..)");
}

#[test]
fn an_answer_is_kept_into_the_next_process() {
    let scene = Scene::new();
    let results = scene.open();
    assert_eq!(scene.begin(&results, slot("a"), SOME), Known::First);
    results.end(slot("a"), Turn::Answered(b"{\"paid\":\"\xc3\xbc\"}"));
    for _ in 0..3 {
        let results = { drop_and_open(&scene) };
        let known = scene.begin(&results, slot("a"), SOME);
        assert!(matches!(known, Known::Answered(answer, _) if answer == b"{\"paid\":\"\xc3\xbc\"}"));
    }
    drop(results);
}

/// The next process: the file as it is, under another name, since this process still has it open.
fn drop_and_open(scene: &Scene) -> Results {
    let copy =
        scene.folder.path().join(format!("copy-{}", fs::read_dir(scene.folder.path()).unwrap().count()));
    fs::copy(scene.path(), &copy).unwrap();
    Results::open(copy).unwrap()
}

#[test]
fn a_call_that_only_began_is_known_to_be_running_here_and_unknown_in_the_next_process() {
    let scene = Scene::new();
    let results = scene.open();
    scene.begin(&results, slot("a"), SOME);
    assert!(matches!(scene.begin(&results, slot("a"), SOME), Known::Running(_)));
    assert!(matches!(scene.begin(&drop_and_open(&scene), slot("a"), SOME), Known::Unknown(_)));
    results.end(slot("a"), Turn::Unknown);
    assert!(matches!(scene.begin(&results, slot("a"), SOME), Known::Unknown(_)));
}

#[test]
fn no_call_waits_for_the_disk_of_another_key() {
    let scene = Scene::new();
    let results = scene.open();
    scene.begin(&results, slot("known"), SOME);
    results.end(slot("known"), Turn::Answered(b"1"));
    let (disk, hand) = slow(true);
    results.keep_on(disk);
    std::thread::scope(|scope| {
        let first = scope.spawn(|| scene.begin(&results, slot("a"), SOME));
        hand.asked.recv().unwrap();
        // The disk is busy, and hangs.
        assert!(matches!(scene.begin(&results, slot("known"), SOME), Known::Answered(..)));
        assert_eq!(scene.begin(&results, slot("known"), OTHER), Known::OtherArguments);
        assert!(matches!(scene.begin(&results, slot("a"), SOME), Known::Running(_)));
        assert!(!first.is_finished());
        hand.answers.send(Ok(())).unwrap();
        assert_eq!(first.join().unwrap(), Known::First);

        // An answer is not told to others before it is on disk.
        let end = scope.spawn(|| results.end(slot("a"), Turn::Answered(b"2")));
        hand.asked.recv().unwrap();
        assert!(matches!(scene.begin(&results, slot("a"), SOME), Known::Running(_)));
        hand.answers.send(Ok(())).unwrap();
        end.join().unwrap();
        assert!(matches!(scene.begin(&results, slot("a"), SOME), Known::Answered(..)));
    });
}

#[test]
fn a_key_that_could_not_be_kept_is_free() {
    let scene = Scene::new();
    let results = scene.open();
    let (disk, hand) = slow(true);
    results.keep_on(disk);
    hand.answers.send(Err(std::io::ErrorKind::StorageFull.into())).unwrap();
    let refused = results.begin(slot("a"), SOME, Reference::new(scene.now), scene.now);
    assert_eq!(refused, Err(Unavailable::Failed));
    hand.answers.send(Ok(())).unwrap();
    assert_eq!(scene.begin(&results, slot("a"), OTHER), Known::First);
}

#[test]
fn what_stands_twice_in_the_file_counts_once() {
    let scene = Scene::new();
    let results = scene.open();
    scene.begin(&results, slot("a"), SOME);
    let begun = fs::read(scene.path()).unwrap();
    results.end(slot("a"), Turn::Answered(b"1"));
    let once = fs::read(scene.path()).unwrap();
    drop(results);
    fs::write(scene.path(), [begun, once.clone()].concat()).unwrap();
    assert!(matches!(scene.begin(&scene.open(), slot("a"), SOME), Known::Answered(..)));
    assert_eq!(fs::read(scene.path()).unwrap(), once);
}

#[test]
fn many_at_once_lose_nothing_when_the_file_is_written_anew() {
    let mut scene = Scene::new();
    let results = scene.open();
    for index in 0..5 {
        scene.begin(&results, slot(&index.to_string()), SOME);
        results.end(slot(&index.to_string()), Turn::Answered(&vec![b'1'; 2 * 1024 * 1024]));
    }
    // From here on all of that is of no use.
    scene.now += Duration::from_secs(25 * 60 * 60);
    std::thread::scope(|scope| {
        for caller in 1..5 {
            let (scene, results) = (&scene, &results);
            scope.spawn(move || {
                for key in 0..24 {
                    let slot = slot_of(caller, &key.to_string());
                    assert_eq!(scene.begin(results, slot, SOME), Known::First);
                    let turn = if key % 2 == 0 { Turn::Answered(b"1") } else { Turn::NothingHappened };
                    results.end(slot, turn);
                }
            });
        }
    });
    assert!(fs::metadata(scene.path()).unwrap().len() < 64 * 1024);
    let next = drop_and_open(&scene);
    for caller in 1..5 {
        for key in 0..24 {
            let known = scene.begin(&next, slot_of(caller, &key.to_string()), OTHER);
            let expected = if key % 2 == 0 { Known::OtherArguments } else { Known::First };
            assert_eq!(known, expected, "{caller} {key}");
        }
    }
}

#[test]
fn a_call_that_came_to_nothing_frees_its_key() {
    let scene = Scene::new();
    let results = scene.open();
    scene.begin(&results, slot("a"), SOME);
    results.end(slot("a"), Turn::NothingHappened);
    assert_eq!(scene.begin(&drop_and_open(&scene), slot("a"), OTHER), Known::First);
    assert_eq!(scene.begin(&results, slot("a"), OTHER), Known::First);
}

#[test]
fn a_key_is_for_one_row_of_arguments() {
    let scene = Scene::new();
    let results = scene.open();
    scene.begin(&results, slot("a"), SOME);
    assert_eq!(scene.begin(&results, slot("a"), OTHER), Known::OtherArguments);
    results.end(slot("a"), Turn::Answered(b"1"));
    assert_eq!(scene.begin(&results, slot("a"), OTHER), Known::OtherArguments);
}

#[test]
fn arguments_are_the_same_whatever_their_form() {
    let one = digest(br#"{"a": {"x": 1, "y": [1, 2]}, "b": "\u0041"}"#);
    assert_eq!(one, digest(br#"{"b":"A","a":{"y":[1,2],"x":1}}"#));
    for other in [
        &br#"{"b":"A","a":{"y":[2,1],"x":1}}"#[..],
        br#"{"b":"A","a":{"y":[1,2],"x":2}}"#,
        br#"{"b":"A","a":{"y":[1,2]},"x":1}"#,
        br#"{"b":"a","a":{"y":[1,2],"x":1}}"#,
    ] {
        assert_ne!(one, digest(other), "{}", String::from_utf8_lossy(other));
    }
    assert_eq!(digest(b"{"), None);
}

#[test]
fn a_key_belongs_to_its_caller_and_its_capability() {
    let key = IdempotencyKey::new("a").unwrap();
    let slots = [
        Slot::new(&Caller::local(), "refund", &key),
        Slot::new(&Caller::local(), "refunda", &key),
        Slot::new(&Caller::local(), "refund", &IdempotencyKey::new("aa").unwrap()),
        Slot::new(&Caller::local(), "refun", &IdempotencyKey::new("da").unwrap()),
    ];
    for (index, slot) in slots.iter().enumerate() {
        assert!(!slots[index + 1..].contains(slot), "{index}");
    }
}

#[test]
fn a_key_is_forgotten_after_a_day_and_not_before() {
    let mut scene = Scene::new();
    let results = scene.open();
    scene.begin(&results, slot("a"), SOME);
    results.end(slot("a"), Turn::Answered(b"1"));
    scene.now += Duration::from_secs(24 * 60 * 60 - 1);
    assert!(matches!(scene.begin(&results, slot("a"), SOME), Known::Answered(..)));
    scene.now += Duration::from_secs(1);
    assert_eq!(scene.begin(&results, slot("a"), SOME), Known::First);
}

#[test]
fn a_key_that_was_freed_and_used_again_is_remembered_from_then_on() {
    let mut scene = Scene::new();
    let results = scene.open();
    scene.begin(&results, slot("a"), SOME);
    results.end(slot("a"), Turn::NothingHappened);
    scene.now += Duration::from_secs(60 * 60);
    scene.begin(&results, slot("a"), SOME);
    results.end(slot("a"), Turn::Answered(b"1"));
    scene.now += Duration::from_secs(24 * 60 * 60 - 1);
    assert!(matches!(scene.begin(&results, slot("a"), SOME), Known::Answered(..)));
    scene.now += Duration::from_secs(1);
    assert_eq!(scene.begin(&results, slot("a"), SOME), Known::First);
}

#[test]
fn what_is_kept_shows_how_many_keys_and_none_of_them() {
    let scene = Scene::new();
    let results = Results::in_memory();
    for key in ["a", "b"] {
        scene.begin(&results, slot(key), SOME);
    }
    assert_eq!(format!("{results:?}"), "Results { keys: 2, .. }");
}

#[test]
fn a_call_that_is_still_running_is_not_forgotten() {
    let mut scene = Scene::new();
    let results = scene.open();
    scene.begin(&results, slot("a"), SOME);
    scene.now += Duration::from_secs(24 * 60 * 60);
    assert!(matches!(scene.begin(&results, slot("a"), SOME), Known::Running(_)));
    results.end(slot("a"), Turn::Answered(b"1"));
    scene.now += Duration::from_secs(24 * 60 * 60);
    assert_eq!(scene.begin(&results, slot("a"), SOME), Known::First);
}

#[test]
fn when_it_is_full_new_keys_are_refused_and_none_is_forgotten() {
    let scene = Scene::new();
    let results = Results::in_memory();
    for index in 0..10_000_u32 {
        let slot = slot_of((index / 2_500) as u8, &index.to_string());
        assert_eq!(scene.begin(&results, slot, SOME), Known::First);
    }
    let refused = results.begin(slot_of(9, "more"), SOME, Reference::new(scene.now), scene.now);
    assert_eq!(refused, Err(Unavailable::Full));
    assert!(matches!(scene.begin(&results, slot("0"), SOME), Known::Running(_)));
}

#[test]
fn one_caller_does_not_use_up_the_room_of_the_others() {
    let scene = Scene::new();
    let large = vec![b'1'; 1024 * 1024];
    for (ends, fit) in [(Turn::Answered(b"1"), 2_500), (Turn::Unknown, 2_500), (Turn::Answered(&large), 16)] {
        let results = Results::in_memory();
        let mut taken = 0;
        while results.begin(slot(&taken.to_string()), SOME, Reference::new(scene.now), scene.now).is_ok() {
            results.end(slot(&taken.to_string()), ends);
            taken += 1;
        }
        assert_eq!(taken, fit);
        assert_eq!(scene.begin(&results, slot_of(1, "a"), SOME), Known::First);
    }
}

#[test]
fn answers_have_room_for_64_mib_and_no_more() {
    let scene = Scene::new();
    let results = Results::in_memory();
    let answer = vec![b'1'; 16 * 1024 * 1024];
    for caller in 0..4 {
        scene.begin(&results, slot_of(caller, "a"), SOME);
        results.end(slot_of(caller, "a"), Turn::Answered(&answer));
    }
    let refused = results.begin(slot_of(9, "more"), SOME, Reference::new(scene.now), scene.now);
    assert_eq!(refused, Err(Unavailable::Full));
}

#[test]
fn a_file_that_a_crash_cut_anywhere_says_what_it_said_until_there() {
    let scene = Scene::new();
    let results = scene.open();
    for key in ["a", "b"] {
        scene.begin(&results, slot(key), SOME);
        results.end(slot(key), Turn::Answered(b"1"));
    }
    let whole = fs::read(scene.path()).unwrap();
    let line_ends: Vec<usize> = (1..=whole.len()).filter(|end| whole[end - 1] == b'\n').collect();
    assert_eq!(line_ends.len(), 4);
    for cut in 0..=whole.len() {
        let path = scene.folder.path().join("cut");
        // With the mode of the file that was cut.
        fs::copy(scene.path(), &path).unwrap();
        fs::write(&path, &whole[..cut]).unwrap();
        let results = Results::open(&path).unwrap();
        let lines = line_ends.iter().filter(|end| **end <= cut).count();
        let known = scene.begin(&results, slot("a"), SOME);
        match lines {
            0 => assert_eq!(known, Known::First),
            1 => assert!(matches!(known, Known::Unknown(_)), "{cut}: {known:?}"),
            _ => assert!(matches!(known, Known::Answered(..)), "{cut}: {known:?}"),
        }
        if cut % 8 != 0 && !line_ends.contains(&cut) {
            continue;
        }
        // And what is kept from now on is kept.
        assert_eq!(scene.begin(&results, slot("c"), SOME), Known::First);
        drop(results);
        let again = scene.begin(&Results::open(&path).unwrap(), slot("c"), SOME);
        assert!(matches!(again, Known::Unknown(_)), "{cut}");
    }
}

#[test]
fn a_damaged_line_is_named_and_nothing_is_changed() {
    let scene = Scene::new();
    let results = scene.open();
    scene.begin(&results, slot("a"), SOME);
    results.end(slot("a"), Turn::Answered(b"1"));
    drop(results);
    let mut damaged = fs::read(scene.path()).unwrap();
    damaged[3] = b'\0';
    fs::write(scene.path(), &damaged).unwrap();
    assert!(matches!(Results::open(scene.path()), Err(ResultsError::Damaged { line: 1 })));
    assert_eq!(fs::read(scene.path()).unwrap(), damaged);
}

#[test]
fn two_gates_do_not_share_a_file() {
    let scene = Scene::new();
    let results = scene.open();
    assert!(matches!(Results::open(scene.path()), Err(ResultsError::InUse)));
    drop(results);
    scene.open();
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::new();
    drop(scene.open());
    for file in fs::read_dir(scene.folder.path()).unwrap() {
        assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_get_at_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::new();
    for mode in [0o604, 0o620, 0o602, 0o640, 0o777] {
        fs::write(scene.path(), "").unwrap();
        fs::set_permissions(scene.path(), fs::Permissions::from_mode(mode)).unwrap();
        let refused = Results::open(scene.path());
        assert!(matches!(refused, Err(ResultsError::OpenToOthers)), "{mode:o}: {refused:?}");
    }
}

#[test]
fn the_file_holds_neither_keys_nor_names() {
    let scene = Scene::new();
    let results = scene.open();
    scene.begin(&results, slot("my-own-key"), SOME);
    let content = fs::read_to_string(scene.path()).unwrap();
    assert!(!content.contains("my-own-key") && !content.contains("refund") && !content.contains("local"));
}

#[test]
fn what_was_forgotten_does_not_fill_the_disk() {
    let mut scene = Scene::new();
    let results = scene.open();
    for index in 0..5 {
        scene.begin(&results, slot(&index.to_string()), SOME);
        results.end(slot(&index.to_string()), Turn::Answered(&vec![b'1'; 2 * 1024 * 1024]));
    }
    assert!(fs::metadata(scene.path()).unwrap().len() > 10 * 1024 * 1024);
    scene.now += Duration::from_secs(25 * 60 * 60);
    scene.begin(&results, slot("now"), SOME);
    assert!(fs::metadata(scene.path()).unwrap().len() < 1024);
    assert!(matches!(scene.begin(&drop_and_open(&scene), slot("now"), SOME), Known::Unknown(_)));
}
