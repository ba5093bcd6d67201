//! What `DirMut` promises about a disk that works against it: nothing outside is changed, a file is written whole or
//! not at all, nothing is left behind. On Linux, for its freedom in names and its pipes.
#![cfg(target_os = "linux")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use portcullis::RelativePath;
use portcullis::authority::{Authority, DirError, DirMut, Effect};

const CANARY: &str = "the canary";

struct Root;

/// A folder `root` with `folder/file` and `file` in it, beside a folder `outside` with a canary.
struct Disk {
    kept: tempfile::TempDir,
    root: PathBuf,
    outside: PathBuf,
    dir: DirMut<Root>,
}

impl Disk {
    fn new() -> Self {
        let kept = tempfile::tempdir().unwrap();
        let (root, outside) = (kept.path().join("root"), kept.path().join("outside"));
        fs::create_dir_all(root.join("folder")).unwrap();
        fs::create_dir(&outside).unwrap();
        fs::write(root.join("folder/file"), "in the folder").unwrap();
        fs::write(root.join("file"), "old").unwrap();
        fs::write(outside.join("file"), CANARY).unwrap();
        let dir = DirMut::open(&root).unwrap();
        Disk { kept, root, outside, dir }
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.root.join(name)).unwrap()
    }

    fn mode(&self, name: &str) -> u32 {
        fs::symlink_metadata(self.root.join(name)).unwrap().permissions().mode() & 0o7777
    }

    /// Fails if anything outside is otherwise than it was.
    fn assert_outside_is_untouched(&self, what: &str) {
        let only = BTreeSet::from([("file".to_owned(), format!("file: {CANARY}"))]);
        assert_eq!(tree(&self.outside), only, "{what}");
        let mut beside: Vec<_> =
            fs::read_dir(self.kept.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        beside.sort();
        assert_eq!(beside, ["outside", "root"], "{what}");
    }
}

fn path(text: &str) -> RelativePath {
    text.parse().unwrap()
}

/// Everything below a folder: what it is and what is in it. The numbers in the trash are left out, as they are chance.
fn tree(folder: &Path) -> BTreeSet<(String, String)> {
    fn walk(folder: &Path, at: &str, tree: &mut BTreeSet<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = match at {
                ".trash/" => format!("{at}…"),
                _ => format!("{at}{}", entry.file_name().to_string_lossy()),
            };
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                tree.insert((name.clone(), "folder".to_owned()));
                walk(&entry.path(), &format!("{name}/"), tree);
            } else if kind.is_symlink() {
                tree.insert((name, format!("link: {}", fs::read_link(entry.path()).unwrap().display())));
            } else if kind.is_file() {
                let text = String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned();
                tree.insert((name, format!("file: {text}")));
            } else {
                tree.insert((name, "other".to_owned()));
            }
        }
    }
    let mut found = BTreeSet::new();
    walk(folder, "", &mut found);
    found
}

/// Every way to change something, with `way` as the place that is changed, written, moved or moved to.
fn changes(dir: &DirMut<Root>, way: &RelativePath) -> Vec<(&'static str, Result<(), DirError>)> {
    let file = path("file");
    vec![
        ("write", dir.write(way, b"evil")),
        ("create_new", dir.create_new(way, b"evil")),
        ("copy to", dir.copy(&file, way, 100)),
        ("copy from", dir.copy(way, &path("stolen"), 100)),
        ("rename to", dir.rename(&file, way)),
        ("rename from", dir.rename(way, &path("stolen"))),
        ("remove_file", dir.remove_file(way)),
        ("create_dir", dir.create_dir(way)),
        ("trash", dir.trash(way).map(drop)),
    ]
}

#[test]
fn nothing_is_changed_by_way_of_a_symlink_that_leads_out() {
    let disk = Disk::new();
    symlink(&disk.outside, disk.root.join("absolute")).unwrap();
    symlink("../outside", disk.root.join("relative")).unwrap();
    symlink("..", disk.root.join("parent")).unwrap();
    symlink("/", disk.root.join("top")).unwrap();
    symlink("folder/../relative", disk.root.join("chain")).unwrap();
    symlink("../../outside", disk.root.join("folder/deeper")).unwrap();
    symlink(format!("/proc/self/root{}", disk.outside.display()), disk.root.join("magic")).unwrap();

    for folder in ["absolute", "relative", "parent/outside", "chain", "folder/deeper", "magic"] {
        for name in ["file", "new"] {
            let way = format!("{folder}/{name}");
            let careless = fs::symlink_metadata(disk.root.join(folder).join("file"));
            assert!(careless.is_ok(), "{way}: a server that does not look would get out");
            for (what, changed) in changes(&disk.dir, &path(&way)) {
                assert_eq!(changed, Err(DirError::Outside), "{what} {way}");
            }
            disk.assert_outside_is_untouched(&way);
        }
    }
    assert_eq!(disk.read("file"), "old");
    assert!(!disk.root.join("stolen").exists());
}

#[test]
fn a_symlink_at_the_target_of_a_write_is_neither_followed_nor_replaced() {
    let disk = Disk::new();
    for (name, target) in [("out", "../outside/file"), ("new-out", "../outside/new"), ("in", "folder/file")] {
        symlink(target, disk.root.join(name)).unwrap();
        assert_eq!(disk.dir.write(&path(name), b"evil"), Err(DirError::Symlink), "{name}");
        assert_eq!(disk.dir.create_new(&path(name), b"evil"), Err(DirError::AlreadyExists), "{name}");
        assert_eq!(disk.dir.copy(&path("file"), &path(name), 99), Err(DirError::AlreadyExists), "{name}");
        assert_eq!(disk.dir.create_dir(&path(name)), Err(DirError::AlreadyExists), "{name}");
        assert_eq!(fs::read_link(disk.root.join(name)).unwrap(), Path::new(target));
    }
    assert_eq!(disk.read("folder/file"), "in the folder");
    disk.assert_outside_is_untouched("symlinks as targets");
}

#[test]
fn what_is_moved_or_removed_is_the_symlink_and_not_what_it_points_to() {
    let disk = Disk::new();
    for name in ["a", "b", "c"] {
        symlink("../outside/file", disk.root.join(name)).unwrap();
    }
    assert_eq!(disk.dir.remove_file(&path("a")), Ok(()));
    assert_eq!(disk.dir.rename(&path("b"), &path("folder/b")), Ok(()));
    let trashed = disk.dir.trash(&path("c")).unwrap();
    assert_eq!(fs::read_link(disk.root.join(trashed.as_str())).unwrap(), Path::new("../outside/file"));
    assert_eq!(fs::read_link(disk.root.join("folder/b")).unwrap(), Path::new("../outside/file"));
    disk.assert_outside_is_untouched("links moved and removed");
}

#[test]
fn a_hard_link_to_a_file_outside_is_parted_from_it_and_not_written_through() {
    let disk = Disk::new();
    fs::hard_link(disk.outside.join("file"), disk.root.join("link")).unwrap();
    disk.dir.write(&path("link"), b"new").unwrap();
    assert_eq!(disk.read("link"), "new");
    disk.assert_outside_is_untouched("a hard link");
}

#[test]
fn a_folder_swapped_with_a_symlink_while_it_is_changed_lets_nothing_out() {
    let disk = Disk::new();
    let (swapped, spare, way_out) =
        (disk.root.join("swapped"), disk.root.join("spare"), disk.root.join("way-out"));
    fs::create_dir(&swapped).unwrap();
    symlink("../outside", &way_out).unwrap();
    let stop = AtomicBool::new(false);
    let (mut done, mut refused) = (0_u32, 0_u32);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                fs::rename(&swapped, &spare).unwrap();
                fs::rename(&way_out, &swapped).unwrap();
                fs::rename(&swapped, &way_out).unwrap();
                fs::rename(&spare, &swapped).unwrap();
            }
        });
        let file = path("swapped/file");
        for round in 0..60_000 {
            // Without syncing to the disk, which would leave few rounds: folders, moves and removals race alike.
            let changed = match round % 4 {
                0 => disk.dir.create_dir(&path("swapped/new")),
                1 => disk.dir.rename(&path("swapped/new"), &path("swapped/moved")),
                2 => disk.dir.remove_file(&file),
                _ => disk.dir.write(&file, b"evil"),
            };
            match changed {
                Ok(()) => done += 1,
                Err(DirError::Outside) => refused += 1,
                Err(_) => {}
            }
            if round > 400 && done > 20 && refused > 20 {
                break;
            }
        }
        stop.store(true, Ordering::Relaxed);
    });
    assert!(done > 0 && refused > 0, "no race: {done} done, {refused} refused");
    disk.assert_outside_is_untouched("a race");
}

#[test]
fn a_symlink_that_takes_the_targets_place_at_the_last_moment_is_not_written_through() {
    let disk = Disk::new();
    let (target, spare, way_out) =
        (disk.root.join("file"), disk.root.join("spare"), disk.root.join("way-out"));
    symlink("../outside/file", &way_out).unwrap();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                // What is written meanwhile may take either's place, so none of these need work.
                let _ = fs::rename(&target, &spare);
                let _ = symlink("../outside/file", &target);
                let _ = fs::remove_file(&target);
                let _ = fs::rename(&spare, &target);
            }
        });
        let (mut written, mut refused) = (0, 0);
        for round in 0..20_000 {
            match disk.dir.write(&path("file"), b"evil") {
                Ok(()) => written += 1,
                Err(DirError::Symlink) => refused += 1,
                Err(_) => {}
            }
            if round > 500 && written > 50 && refused > 50 {
                break;
            }
        }
        stop.store(true, Ordering::Relaxed);
        assert!(written > 0 && refused > 0, "no race: {written} written, {refused} refused");
    });
    disk.assert_outside_is_untouched("a race for the target");
}

/// What a server that joins and opens would do, with the same rules about what is there already.
fn carelessly(root: &Path, step: &Step) -> bool {
    let at = |name: &str| root.join(name);
    let free = |name: &str| fs::symlink_metadata(at(name)).is_err();
    match step {
        Step::Write(to, text) => fs::write(at(to), text).is_ok(),
        Step::CreateNew(to, text) => free(to) && fs::write(at(to), text).is_ok(),
        Step::Copy(from, to) => at(from).is_file() && free(to) && fs::copy(at(from), at(to)).is_ok(),
        Step::Rename(from, to) => free(to) && fs::rename(at(from), at(to)).is_ok(),
        Step::Remove(name) => fs::remove_file(at(name)).is_ok(),
        Step::CreateDir(name) => fs::create_dir(at(name)).is_ok(),
        Step::Trash(name) => {
            let file_name = at(name).file_name().unwrap().to_owned();
            let trash = at(".trash").join(format!("{:026}", trees_in_trash(root)));
            !free(name)
                && fs::create_dir_all(&trash).is_ok()
                && fs::rename(at(name), trash.join(file_name)).is_ok()
        }
    }
}

fn trees_in_trash(root: &Path) -> usize {
    fs::read_dir(root.join(".trash")).map_or(0, Iterator::count)
}

#[derive(Debug)]
enum Step {
    Write(String, String),
    CreateNew(String, String),
    Copy(String, String),
    Rename(String, String),
    Remove(String),
    CreateDir(String),
    Trash(String),
}

fn carefully(dir: &DirMut<Root>, step: &Step) -> bool {
    match step {
        Step::Write(to, text) => dir.write(&path(to), text.as_bytes()).is_ok(),
        Step::CreateNew(to, text) => dir.create_new(&path(to), text.as_bytes()).is_ok(),
        Step::Copy(from, to) => dir.copy(&path(from), &path(to), 100).is_ok(),
        Step::Rename(from, to) => dir.rename(&path(from), &path(to)).is_ok(),
        Step::Remove(name) => dir.remove_file(&path(name)).is_ok(),
        Step::CreateDir(name) => dir.create_dir(&path(name)).is_ok(),
        Step::Trash(name) => dir.trash(&path(name)).is_ok(),
    }
}

/// A generator of our own, so that the steps are the same at every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }

    fn name(&mut self) -> String {
        const NAMES: [&str; 8] = ["a", "b", "c", "d", "d/a", "d/b", "d/e", "d/e/f"];
        NAMES[self.below(NAMES.len() as u64) as usize].to_owned()
    }

    fn step(&mut self, number: usize) -> Step {
        match self.below(10) {
            0..=1 => Step::Write(self.name(), format!("text {number}")),
            2 => Step::CreateNew(self.name(), format!("text {number}")),
            3..=4 => Step::Copy(self.name(), self.name()),
            5..=6 => Step::Rename(self.name(), self.name()),
            7 => Step::Remove(self.name()),
            8 => Step::CreateDir(self.name()),
            _ => Step::Trash(self.name()),
        }
    }
}

#[test]
fn on_a_peaceful_disk_it_does_what_one_does_who_does_not_look() {
    let mut chance = Chance(0x5eed_1e55_0f7e_a0b1);
    let (mut done, mut failed) = (0, 0);
    for _ in 0..40 {
        let (ours, theirs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let dir = DirMut::<Root>::open(ours.path()).unwrap();
        for number in 0..50 {
            let step = chance.step(number);
            let (careful, careless) = (carefully(&dir, &step), carelessly(theirs.path(), &step));
            assert_eq!(careful, careless, "{step:?}");
            assert_eq!(tree(ours.path()), tree(theirs.path()), "after {step:?}");
            if careful { done += 1 } else { failed += 1 }
        }
    }
    assert!(done > 300 && failed > 300, "{done} steps were done, {failed} failed");
}

#[test]
fn what_is_no_regular_file_is_not_written() {
    let disk = Disk::new();
    let made = Command::new("mkfifo").arg(disk.root.join("pipe")).status().unwrap();
    assert!(made.success());
    let _socket = std::os::unix::net::UnixListener::bind(disk.root.join("socket")).unwrap();
    for name in ["folder", "pipe", "socket"] {
        assert_eq!(disk.dir.write(&path(name), b"new"), Err(DirError::NotAFile), "{name}");
        assert_eq!(disk.dir.copy(&path(name), &path("copy"), 9), Err(DirError::NotAFile), "{name}");
    }
    assert_eq!(disk.dir.write(&path("file/below"), b"new"), Err(DirError::NotAFolder));
    assert_eq!(disk.dir.write(&path("missing/file"), b"new"), Err(DirError::NotFound));
    assert_eq!(disk.dir.remove_file(&path("folder")), Err(DirError::NotAFile));
    assert_eq!(fs::read_dir(&disk.root).unwrap().count(), 4, "{:?}", tree(&disk.root));
}

#[test]
fn the_folder_itself_is_neither_written_nor_moved_nor_removed() {
    let disk = Disk::new();
    for (what, changed) in changes(&disk.dir, &RelativePath::root()) {
        let refused = if what == "copy from" { DirError::NotAFile } else { DirError::Root };
        assert_eq!(changed, Err(refused), "{what}");
    }
    assert_eq!(disk.read("file"), "old");
}

#[test]
fn names_that_other_systems_take_for_something_else_never_become_paths() {
    for text in
        ["../file", "/etc/passwd", "a\0b", "NUL", "con.txt", "a:stream", "a/../../b", "%2e%2e/b", r"..\b"]
    {
        assert!(text.parse::<RelativePath>().is_err(), "{text:?}");
    }
}

#[test]
fn a_name_that_is_too_long_for_the_disk_leaves_nothing_behind() {
    let disk = Disk::new();
    let before = tree(&disk.root);
    let long = path(&"x".repeat(300));
    for (what, changed) in changes(&disk.dir, &long) {
        assert!(changed.is_err(), "{what}");
    }
    assert_eq!(tree(&disk.root), before);
}

#[test]
fn nothing_is_left_behind_by_what_fails() {
    let disk = Disk::new();
    let before = tree(&disk.root);
    let (file, folder) = (path("file"), path("folder"));
    assert_eq!(disk.dir.copy(&file, &path("copy"), 2), Err(DirError::TooLarge { most: 2 }));
    assert_eq!(disk.dir.copy(&path("missing"), &path("copy"), 2), Err(DirError::NotFound));
    assert_eq!(disk.dir.create_new(&file, b"new"), Err(DirError::AlreadyExists));
    assert_eq!(disk.dir.rename(&file, &folder), Err(DirError::AlreadyExists));
    assert_eq!(disk.dir.rename(&path("missing"), &path("b")), Err(DirError::NotFound));
    assert_eq!(disk.dir.trash(&path("missing")), Err(DirError::NotFound));
    assert!(disk.dir.rename(&folder, &path("folder/below")).is_err());
    assert_eq!(disk.dir.write(&file, &vec![0; (64 << 20) + 1]), Err(DirError::TooLarge { most: 64 << 20 }));
    assert_eq!(tree(&disk.root), before);
}

#[test]
fn a_move_never_replaces_what_is_there() {
    let disk = Disk::new();
    fs::create_dir(disk.root.join("empty")).unwrap();
    assert_eq!(disk.dir.rename(&path("file"), &path("folder/file")), Err(DirError::AlreadyExists));
    // The plain rename of the operating system would.
    assert_eq!(disk.dir.rename(&path("folder"), &path("empty")), Err(DirError::AlreadyExists));
    assert_eq!(disk.dir.rename(&path("file"), &path("file")), Err(DirError::AlreadyExists));
    assert_eq!((disk.read("file"), disk.read("folder/file")), ("old".into(), "in the folder".into()));
}

#[test]
fn new_files_and_folders_are_for_their_owner_alone() {
    let disk = Disk::new();
    disk.dir.write(&path("written"), b"").unwrap();
    disk.dir.create_new(&path("created"), b"").unwrap();
    disk.dir.create_dir(&path("made")).unwrap();
    let _trashed = disk.dir.trash(&path("file")).unwrap();
    assert_eq!((disk.mode("written"), disk.mode("created")), (0o600, 0o600));
    assert_eq!((disk.mode("made"), disk.mode(".trash")), (0o700, 0o700));
}

#[test]
fn a_written_file_keeps_its_permissions_but_not_a_set_user_bit() {
    let disk = Disk::new();
    for (before, after) in [(0o644, 0o644), (0o640, 0o640), (0o755, 0o755), (0o4755, 0o755), (0o606, 0o606)] {
        fs::set_permissions(disk.root.join("file"), fs::Permissions::from_mode(before)).unwrap();
        disk.dir.write(&path("file"), b"new").unwrap();
        assert_eq!(disk.mode("file"), after, "{before:o}");
        disk.dir.copy(&path("file"), &path("copy"), 99).unwrap();
        assert_eq!(disk.mode("copy"), after, "{before:o}");
        disk.dir.remove_file(&path("copy")).unwrap();
    }
}

#[test]
fn a_written_file_stays_its_owners_where_that_may_be() {
    let disk = Disk::new();
    let file = disk.root.join("file");
    if std::os::unix::fs::chown(&file, Some(12_345), Some(54_321)).is_err() {
        eprintln!("not tested: this user may not give files away");
        return;
    }
    disk.dir.write(&path("file"), b"new").unwrap();
    let metadata = fs::metadata(&file).unwrap();
    assert_eq!((metadata.uid(), metadata.gid()), (12_345, 54_321));
}

#[test]
fn a_file_that_is_read_only_is_not_replaced() {
    let disk = Disk::new();
    fs::set_permissions(disk.root.join("file"), fs::Permissions::from_mode(0o444)).unwrap();
    assert_eq!(disk.dir.write(&path("file"), b"new"), Err(DirError::ReadOnly));
    assert_eq!(disk.read("file"), "old");
}

#[test]
fn a_copy_is_as_large_as_it_may_be_and_no_larger() {
    let disk = Disk::new();
    disk.dir.copy(&path("folder/file"), &path("copy"), 13).unwrap();
    assert_eq!(disk.read("copy"), "in the folder");
    assert_eq!(disk.dir.copy(&path("folder/file"), &path("other"), 12), Err(DirError::TooLarge { most: 12 }));
    assert!(!disk.root.join("other").exists());
}

#[test]
fn a_reader_of_the_old_file_goes_on_reading_the_old_file() {
    use std::io::Read;
    let disk = Disk::new();
    let mut open = fs::File::open(disk.root.join("file")).unwrap();
    disk.dir.write(&path("file"), b"new").unwrap();
    let mut text = String::new();
    open.read_to_string(&mut text).unwrap();
    assert_eq!((text.as_str(), disk.read("file").as_str()), ("old", "new"));
}

#[test]
fn what_is_in_the_trash_keeps_its_name_and_can_be_brought_back() {
    let disk = Disk::new();
    let folder = disk.dir.trash(&path("folder")).unwrap();
    let first = disk.dir.trash(&path("file")).unwrap();
    disk.dir.write(&path("file"), b"another").unwrap();
    let second = disk.dir.trash(&path("file")).unwrap();

    assert!(first != second && first.as_str().starts_with(".trash/") && first.as_str().ends_with("/file"));
    disk.dir.rename(&folder, &path("folder")).unwrap();
    disk.dir.rename(&first, &path("file")).unwrap();
    assert_eq!((disk.read("file"), disk.read("folder/file")), ("old".into(), "in the folder".into()));
    assert_eq!(disk.dir.read_to_string(&second, 99).unwrap(), "another");
}

#[test]
fn the_trash_leads_nowhere_and_is_not_thrown_into_itself() {
    let disk = Disk::new();
    symlink("../outside", disk.root.join(".trash")).unwrap();
    assert_eq!(disk.dir.trash(&path("file")), Err(DirError::Symlink));
    disk.assert_outside_is_untouched("a trash that is a symlink");
    disk.dir.remove_file(&path(".trash")).unwrap();

    let trashed = disk.dir.trash(&path("file")).unwrap();
    assert!(disk.dir.trash(&path(".trash")).is_err());
    assert_eq!(disk.read(trashed.as_str()), "old");
    assert_eq!(trees_in_trash(&disk.root), 1);

    fs::remove_dir_all(disk.root.join(".trash")).unwrap();
    fs::write(disk.root.join(".trash"), "a file").unwrap();
    assert_eq!(disk.dir.trash(&path("folder")), Err(DirError::NotAFolder));
    assert_eq!(disk.read("folder/file"), "in the folder");
}

#[test]
fn what_could_not_be_named_in_the_trash_stays_where_it_is() {
    let disk = Disk::new();
    let tight: RelativePath<20> = "file".parse().unwrap();
    assert_eq!(disk.dir.trash(&tight), Err(DirError::PathTooLong));
    assert_eq!(disk.read("file"), "old");
    assert!(!disk.root.join(".trash").exists());
}

#[test]
fn many_at_once_leave_one_whole_file_and_no_draft() {
    let disk = Disk::new();
    std::thread::scope(|scope| {
        for writer in 0..8_u8 {
            let dir = disk.dir.clone();
            scope.spawn(move || {
                for _ in 0..20 {
                    dir.write(&path("file"), &[b'a' + writer; 10_000]).unwrap();
                }
            });
        }
    });
    let text = disk.read("file");
    assert!(text.len() == 10_000 && text.bytes().all(|byte| byte == text.as_bytes()[0]));
    assert_eq!(tree(&disk.root).len(), 3);
}

#[test]
fn of_many_who_create_the_same_file_one_does() {
    let disk = Disk::new();
    let created: usize = std::thread::scope(|scope| {
        let creators: Vec<_> = (0..8_u8)
            .map(|creator| {
                let dir = disk.dir.clone();
                scope.spawn(move || dir.create_new(&path("new"), &[b'a' + creator; 1000]).is_ok())
            })
            .collect();
        creators.into_iter().map(|creator| usize::from(creator.join().unwrap())).sum()
    });
    assert_eq!(created, 1);
    assert_eq!(disk.read("new").len(), 1000);
}

/// Names the folder for the process that is killed; the test below starts itself with it.
const WRITER: &str = "PORTCULLIS_TEST_WRITES_IN";

const SIZE: usize = 300_000;

#[test]
fn kill_9_in_the_middle_of_a_write_leaves_the_old_or_the_new_content() {
    if let Some(folder) = std::env::var_os(WRITER) {
        let dir = DirMut::<Root>::open(folder).unwrap();
        for letter in (b'a'..=b'z').cycle() {
            dir.write(&path("file"), &vec![letter; SIZE]).unwrap();
            dir.write(&path("other"), &vec![letter; SIZE]).unwrap();
        }
    }
    let disk = Disk::new();
    let (mut seen, mut drafts) = (BTreeMap::new(), 0);
    for round in 0..30_u64 {
        let mut writer = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill_9_in_the_middle_of_a_write_leaves_the_old_or_the_new_content"])
            .env(WRITER, &disk.root)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // It writes as soon as there is something new; then at another moment each time.
        while !disk.root.join("other").exists() {
            std::thread::yield_now();
        }
        let begin = std::time::Instant::now();
        while begin.elapsed().as_micros() < u128::from(round * 700) {
            std::hint::spin_loop();
        }
        writer.kill().unwrap();
        writer.wait().unwrap();
        for name in ["file", "other"] {
            let text = disk.read(name);
            if text == "old" {
                continue;
            }
            assert!(
                text.len() == SIZE && text.bytes().all(|byte| byte == text.as_bytes()[0]),
                "{name} is torn"
            );
            *seen.entry(text.as_bytes()[0]).or_insert(0) += 1;
        }
        for entry in fs::read_dir(&disk.root).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.starts_with(".portcullis-") {
                drafts += 1;
                fs::remove_file(disk.root.join(&name)).unwrap();
            } else {
                assert!(["file", "folder", "other"].contains(&name.as_str()), "{name}");
            }
        }
        fs::remove_file(disk.root.join("other")).unwrap();
    }
    assert!(!seen.is_empty(), "nothing was ever written");
    println!("{seen:?}, and {drafts} writers were killed in the middle of a write");
}

#[test]
fn it_changes_and_lends_what_only_reads() {
    let disk = Disk::new();
    assert_eq!((DirMut::<Root>::EFFECT, DirMut::<Root>::KIND), (Effect::Write, "dir_mut"));
    assert!(
        disk.dir.describe().starts_with("Root (") && format!("{:?}", disk.dir).starts_with("DirMut<Root>(")
    );
    let read_only: portcullis::Dir<Root> = disk.dir.read_only();
    disk.dir.write(&path("file"), b"new").unwrap();
    assert_eq!(read_only.read_to_string(&path("file"), 9).unwrap(), "new");
    assert_eq!(DirMut::<Root>::open(disk.root.join("file")).err(), Some(DirError::NotAFolder));
}
