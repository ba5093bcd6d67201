//! What `Dir` promises about a disk that works against it: nothing outside is opened, nothing waits, nothing is
//! read without a bound. On Linux, for its `/proc` and its freedom in names.
#![cfg(target_os = "linux")]

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use portcullis::RelativePath;
use portcullis::authority::{Authority, Dir, DirError, EntryKind, WalkLimits};

const INSIDE: &str = "inside";
const OUTSIDE: &str = "the canary";

struct Root;

/// A folder `root` with a file in it, beside a folder `outside` with a canary.
struct Disk {
    _kept: tempfile::TempDir,
    root: PathBuf,
    outside: PathBuf,
    dir: Dir<Root>,
}

impl Disk {
    fn new() -> Self {
        let kept = tempfile::tempdir().unwrap();
        let (root, outside) = (kept.path().join("root"), kept.path().join("outside"));
        fs::create_dir_all(root.join("folder")).unwrap();
        fs::create_dir(&outside).unwrap();
        fs::write(root.join("folder/file"), INSIDE).unwrap();
        fs::write(outside.join("file"), OUTSIDE).unwrap();
        let dir = Dir::open(&root).unwrap();
        Disk { _kept: kept, root, outside, dir }
    }

    fn read(&self, name: &str) -> Result<String, DirError> {
        self.dir.read_to_string(&path(name), 1 << 20)
    }
}

fn path(text: &str) -> RelativePath {
    text.parse().unwrap()
}

/// All paths that a walk visits.
fn walk(disk: &Disk, limits: WalkLimits) -> (Vec<String>, portcullis::authority::Walked) {
    let mut visited = Vec::new();
    let walked = disk
        .dir
        .walk(&RelativePath::<1024>::root(), limits, |path, _| {
            visited.push(path.to_string());
            ControlFlow::Continue(())
        })
        .unwrap();
    (visited, walked)
}

/// Fails if `work` waits for something.
fn ends<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, result) = mpsc::channel();
    std::thread::spawn(move || done.send(work()));
    result.recv_timeout(Duration::from_secs(20)).expect("it waits")
}

#[test]
fn a_symlink_that_leads_out_is_never_followed() {
    let disk = Disk::new();
    symlink(disk.outside.join("file"), disk.root.join("absolute")).unwrap();
    symlink("../outside/file", disk.root.join("relative")).unwrap();
    symlink("../outside", disk.root.join("folder-out")).unwrap();
    symlink("..", disk.root.join("parent")).unwrap();
    symlink("/", disk.root.join("top")).unwrap();
    symlink("folder/../relative", disk.root.join("chain")).unwrap();
    symlink("chain", disk.root.join("longer-chain")).unwrap();
    symlink("../../outside/file", disk.root.join("folder/deeper")).unwrap();
    symlink("/proc/self/root", disk.root.join("magic")).unwrap();

    for name in [
        "absolute",
        "relative",
        "folder-out/file",
        "parent/outside/file",
        "top/etc/passwd",
        "chain",
        "longer-chain",
        "folder/deeper",
        "magic/etc/passwd",
    ] {
        // It would be opened by one who does not look.
        assert!(fs::metadata(disk.root.join(name)).is_ok(), "{name}");
        assert_eq!(disk.read(name), Err(DirError::Outside), "{name}");
        assert_eq!(disk.dir.metadata(&path(name)), Err(DirError::Outside), "{name}");
    }
    for name in ["folder-out", "parent", "top", "magic"] {
        assert_eq!(disk.dir.list(&path(name), 10), Err(DirError::Outside), "{name}");
        let walked =
            disk.dir.walk(&path(name), WalkLimits { depth: 9, entries: 9 }, |_, _| ControlFlow::Continue(()));
        assert_eq!(walked, Err(DirError::Outside), "{name}");
    }
}

#[test]
fn a_magic_link_of_proc_leads_nowhere() {
    struct Own;
    let own = Dir::<Own>::open("/proc/self").unwrap();
    for name in ["root/etc/passwd", "cwd/Cargo.toml", "exe"] {
        assert!(fs::metadata(PathBuf::from("/proc/self").join(name)).is_ok(), "{name}");
        assert!(own.read(&path(name), 0, 10).is_err(), "{name}");
    }
}

#[test]
fn a_symlink_that_stays_inside_is_followed() {
    let disk = Disk::new();
    symlink("folder", disk.root.join("link")).unwrap();
    symlink("../link/file", disk.root.join("folder/back")).unwrap();

    assert_eq!(disk.read("link/file"), Ok(INSIDE.to_owned()));
    assert_eq!(disk.read("folder/back"), Ok(INSIDE.to_owned()));
    assert_eq!(disk.dir.metadata(&path("link")).unwrap().kind, EntryKind::Folder);
    assert_eq!(disk.dir.list(&path("link"), 9).unwrap().entries.len(), 2);
}

/// Runs `look` 2,000 times while another thread swaps `root/swapped` between a folder and a symlink out of it.
fn while_swapping(disk: &Disk, mut look: impl FnMut() -> bool) -> (usize, usize) {
    let (swapped, spare, way_out) =
        (disk.root.join("swapped"), disk.root.join("spare"), disk.root.join("way-out"));
    fs::create_dir(&swapped).unwrap();
    fs::write(swapped.join("file"), INSIDE).unwrap();
    symlink("../outside", &way_out).unwrap();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                fs::rename(&swapped, &spare).unwrap();
                fs::rename(&way_out, &swapped).unwrap();
                fs::rename(&swapped, &way_out).unwrap();
                fs::rename(&spare, &swapped).unwrap();
            }
        });
        let seen = (0..2_000).filter(|_| look()).count();
        // On a slow machine, go on until both the folder and something else has been met.
        let mut tried = 2_000;
        let mut met = seen;
        while (met == 0 || met == tried) && tried < 200_000 {
            met += usize::from(look());
            tried += 1;
        }
        stop.store(true, Ordering::Relaxed);
        (met, tried)
    })
}

#[test]
fn a_folder_swapped_with_a_symlink_while_it_is_read_never_shows_what_is_outside() {
    let disk = Disk::new();
    let (met, tried) = while_swapping(&disk, || match disk.read("swapped/file") {
        Ok(text) => {
            assert_eq!(text, INSIDE);
            true
        }
        Err(error) => {
            assert!(
                matches!(error, DirError::Outside | DirError::NotFound | DirError::NotAFolder),
                "{error:?}"
            );
            false
        }
    });
    assert!(met > 0 && met < tried, "no race: {met} of {tried}");
}

#[test]
fn a_folder_swapped_with_a_symlink_while_it_is_walked_never_shows_what_is_outside() {
    let disk = Disk::new();
    fs::write(disk.outside.join("only outside"), "").unwrap();
    let (met, tried) = while_swapping(&disk, || {
        let (visited, _) = walk(&disk, WalkLimits { depth: 9, entries: 99 });
        assert!(!visited.iter().any(|path| path.ends_with("only outside")), "{visited:?}");
        visited.iter().any(|path| path == "swapped/file")
    });
    assert!(met > 0 && met < tried, "no race: {met} of {tried}");
}

#[test]
fn the_folder_stays_the_one_that_was_opened() {
    let disk = Disk::new();
    fs::rename(&disk.root, disk.outside.join("moved")).unwrap();
    symlink(&disk.outside, &disk.root).unwrap();
    assert_eq!(disk.read("folder/file"), Ok(INSIDE.to_owned()));
    assert_eq!(disk.read("file"), Err(DirError::NotFound));
}

#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let disk = Disk::new();
    fifo(&disk.root.join("pipe"));
    let _socket = std::os::unix::net::UnixListener::bind(disk.root.join("socket")).unwrap();
    let (read, socket, whole, listed) = ends(move || {
        (
            disk.dir.read(&path("pipe"), 0, 10),
            disk.dir.read(&path("socket"), 0, 10),
            disk.read("pipe"),
            disk.dir.list(&RelativePath::<9>::root(), 10).unwrap(),
        )
    });
    assert_eq!(read, Err(DirError::NotAFile));
    assert_eq!(socket, Err(DirError::NotAFile));
    assert_eq!(whole, Err(DirError::NotAFile));
    assert_eq!(listed.entries[1].metadata.kind, EntryKind::Other);
}

#[test]
fn a_pipe_that_takes_a_files_place_at_the_last_moment_is_not_waited_for() {
    let disk = Disk::new();
    let (file, pipe, spare) = (disk.root.join("swapped"), disk.root.join("pipe"), disk.root.join("spare"));
    fs::write(&file, INSIDE).unwrap();
    fifo(&pipe);
    ends(move || {
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    fs::rename(&file, &spare).unwrap();
                    fs::rename(&pipe, &file).unwrap();
                    fs::rename(&file, &pipe).unwrap();
                    fs::rename(&spare, &file).unwrap();
                }
            });
            for _ in 0..20_000 {
                match disk.read("swapped") {
                    Ok(text) => assert_eq!(text, INSIDE),
                    Err(error) => {
                        assert!(matches!(error, DirError::NotAFile | DirError::NotFound), "{error:?}")
                    }
                }
            }
            stop.store(true, Ordering::Relaxed);
        });
    });
}

fn fifo(at: &std::path::Path) {
    let made = std::process::Command::new("mkfifo").arg(at).status().unwrap();
    assert!(made.success());
}

#[test]
fn devices_are_refused() {
    struct Devices;
    let devices = Dir::<Devices>::open("/dev").unwrap();
    for name in ["zero", "null", "tty"] {
        assert_eq!(devices.read(&path(name), 0, 10), Err(DirError::NotAFile), "{name}");
    }
}

#[test]
fn a_huge_file_is_read_in_parts_of_a_bounded_size() {
    let disk = Disk::new();
    let length = 1 << 40;
    fs::File::create(disk.root.join("huge")).unwrap().set_len(length).unwrap();

    let read = disk.dir.read(&path("huge"), 0, 1000).unwrap();
    assert_eq!((read.bytes.len(), read.total, read.truncated), (1000, length, true));
    let end = disk.dir.read(&path("huge"), length - 7, 1000).unwrap();
    assert_eq!((end.bytes.len(), end.truncated), (7, false));
    assert_eq!(disk.read("huge"), Err(DirError::TooLarge { most: 1 << 20 }));
    // Whatever is asked for, one read is at most 64 MiB.
    let most = disk.dir.read(&path("huge"), 0, usize::MAX).unwrap();
    assert_eq!((most.bytes.len(), most.truncated), (64 << 20, true));
}

#[test]
fn a_read_says_exactly_whether_the_file_goes_on() {
    let disk = Disk::new();
    let read = |offset, most| {
        let read = disk.dir.read(&path("folder/file"), offset, most).unwrap();
        (String::from_utf8(read.bytes).unwrap(), read.truncated)
    };
    assert_eq!(read(0, 6), ("inside".to_owned(), false));
    assert_eq!(read(0, 5), ("insid".to_owned(), true));
    assert_eq!(read(2, 4), ("side".to_owned(), false));
    assert_eq!(read(0, 0), (String::new(), true));
    for beyond in [6, 7, 1 << 62, 1 << 63, u64::MAX] {
        assert_eq!(read(beyond, 10), (String::new(), false), "{beyond}");
    }
    assert_eq!(disk.dir.read(&path("folder/file"), 2, 1).unwrap().total, 6);
}

#[test]
fn a_file_that_grows_without_end_is_read_once_and_to_the_bound() {
    let disk = Disk::new();
    let file = disk.root.join("log");
    fs::write(&file, "").unwrap();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            use io::Write;
            let mut log = fs::OpenOptions::new().append(true).open(&file).unwrap();
            while !stop.load(Ordering::Relaxed) && log.metadata().unwrap().len() < 100 << 20 {
                log.write_all(&[b'a'; 4096]).unwrap();
            }
        });
        for _ in 0..200 {
            assert!(disk.dir.read(&path("log"), 0, 10_000).unwrap().bytes.len() <= 10_000);
        }
        stop.store(true, Ordering::Relaxed);
    });
}

#[test]
fn what_is_not_utf_8_is_no_text_but_can_be_read() {
    let disk = Disk::new();
    fs::write(disk.root.join("latin"), b"caf\xe9").unwrap();
    assert_eq!(disk.read("latin"), Err(DirError::NotText));
    assert_eq!(disk.dir.read(&path("latin"), 0, 10).unwrap().bytes, b"caf\xe9");
}

#[test]
fn files_and_folders_are_not_taken_for_each_other() {
    let disk = Disk::new();
    assert_eq!(disk.read("folder"), Err(DirError::NotAFile));
    assert_eq!(disk.read("."), Err(DirError::NotAFile));
    assert_eq!(disk.read("folder/file/below"), Err(DirError::NotAFolder));
    assert_eq!(disk.dir.list(&path("folder/file"), 9), Err(DirError::NotAFolder));
    assert_eq!(disk.read("missing"), Err(DirError::NotFound));
    assert_eq!(disk.dir.list(&path("missing"), 9), Err(DirError::NotFound));
    assert_eq!(Dir::<Root>::open(disk.root.join("folder/file")).err(), Some(DirError::NotAFolder));
}

#[test]
fn names_that_no_path_can_name_are_counted_and_never_shown() {
    let disk = Disk::new();
    let names: [&[u8]; 9] = [
        b"line\nbreak",
        b"turned\xe2\x80\xaename",
        b"hidden\xe2\x80\x8bname",
        b"latin\xe9",
        b"escape\x1b[2J",
        b"10:30.log",
        b"back\\slash",
        b"aux.c",
        b"%2e%2e",
    ];
    for name in names {
        fs::write(disk.root.join(OsStr::from_bytes(name)), "").unwrap();
    }
    fs::write(disk.root.join("100% 日本.txt"), "").unwrap();

    let listing = disk.dir.list(&RelativePath::<100>::root(), 100).unwrap();
    let listed: Vec<_> = listing.entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(
        (listed, listing.unnamed, listing.truncated),
        (vec!["100% 日本.txt", "folder"], names.len(), false)
    );

    let (visited, walked) = walk(&disk, WalkLimits { depth: 9, entries: 99 });
    assert_eq!((visited.len(), walked.unnamed), (3, names.len()));
}

#[test]
fn a_listing_gives_the_first_names_in_order_and_every_one_can_be_asked_for() {
    let disk = Disk::new();
    for number in (0..500).rev() {
        fs::write(disk.root.join(format!("file {number:03}")), "12345").unwrap();
    }
    let listing = disk.dir.list(&RelativePath::<100>::root(), 100).unwrap();
    assert!(listing.truncated);
    for (number, entry) in listing.entries.iter().enumerate() {
        assert_eq!(entry.name, format!("file {number:03}"));
        assert_eq!(disk.dir.metadata(&path(&entry.name)).unwrap(), entry.metadata);
        assert_eq!(entry.metadata.bytes, 5);
    }
    assert_eq!(listing.entries.len(), 100);
    let all = disk.dir.list(&RelativePath::<100>::root(), 501).unwrap();
    assert_eq!((all.entries.len(), all.truncated), (501, false));
    assert!(disk.dir.list(&RelativePath::<100>::root(), 0).unwrap().truncated);
}

#[test]
fn a_symlink_is_listed_as_one_and_not_followed() {
    let disk = Disk::new();
    symlink(disk.outside.join("file"), disk.root.join("out")).unwrap();
    let listing = disk.dir.list(&RelativePath::<100>::root(), 9).unwrap();
    let link = &listing.entries[1];
    assert_eq!((link.name.as_str(), link.metadata.kind, link.metadata.bytes), ("out", EntryKind::Symlink, 0));
}

#[test]
fn a_loop_of_symlinks_ends() {
    let disk = Disk::new();
    symlink("loop", disk.root.join("loop")).unwrap();
    symlink(".", disk.root.join("here")).unwrap();
    symlink("../folder", disk.root.join("folder/again")).unwrap();

    assert!(matches!(disk.read("loop"), Err(DirError::Io(_))));
    let (visited, walked) = walk(&disk, WalkLimits { depth: 64, entries: 1_000 });
    assert_eq!(visited, ["folder", "folder/again", "folder/file", "here", "loop"]);
    assert!(!walked.truncated);
}

#[test]
fn a_walk_goes_no_deeper_and_visits_no_more_than_it_may() {
    let disk = Disk::new();
    fs::create_dir_all(disk.root.join(["d"; 200].join("/"))).unwrap();

    let (visited, walked) = walk(&disk, WalkLimits { depth: 3, entries: 1_000 });
    assert_eq!(visited, ["d", "d/d", "d/d/d", "folder", "folder/file"]);
    assert!(walked.truncated);

    let (visited, walked) = walk(&disk, WalkLimits { depth: usize::MAX, entries: usize::MAX });
    assert_eq!((visited.len(), walked.truncated), (64 + 2, true));

    let (visited, walked) = walk(&disk, WalkLimits { depth: 9, entries: 2 });
    assert_eq!((visited.len(), walked.visited, walked.truncated), (2, 2, true));

    for limits in [WalkLimits { depth: 0, entries: 9 }, WalkLimits { depth: 9, entries: 0 }] {
        let (visited, walked) = walk(&disk, limits);
        assert_eq!((visited.len(), walked.truncated), (0, true));
    }
}

#[test]
fn a_walk_visits_as_many_as_it_may_wherever_they_are() {
    let disk = Disk::new();
    fs::create_dir(disk.root.join("last")).unwrap();
    for number in 10..30 {
        fs::write(disk.root.join(format!("file-{number}")), "").unwrap();
        fs::write(disk.root.join(format!("last/file-{number}")), "").unwrap();
    }
    // The folder, the file in it, and two times twenty files with a folder.
    let (visited, walked) = walk(&disk, WalkLimits { depth: 9, entries: 43 });
    assert_eq!((visited.len(), walked.truncated), (43, false));
    let (visited, walked) = walk(&disk, WalkLimits { depth: 9, entries: 42 });
    assert_eq!((visited.len(), walked.truncated), (42, true));
}

#[test]
fn a_walk_that_sees_everything_says_so() {
    let disk = Disk::new();
    fs::create_dir(disk.root.join("folder/empty")).unwrap();
    for limits in [WalkLimits { depth: 2, entries: 3 }, WalkLimits { depth: 3, entries: 4 }] {
        let (visited, walked) = walk(&disk, limits);
        assert_eq!(visited, ["folder", "folder/empty", "folder/file"]);
        assert_eq!(walked.truncated, limits.depth == 2, "what is below `folder/empty` was not looked at");
    }
}

#[test]
fn a_folder_that_cannot_be_opened_is_counted_and_the_walk_goes_on() {
    let disk = Disk::new();
    for name in ["a", "b"] {
        fs::create_dir(disk.root.join(name)).unwrap();
    }
    let mut visited = Vec::new();
    let walked =
        disk.dir.walk(&RelativePath::<100>::root(), WalkLimits { depth: 9, entries: 99 }, |path, _| {
            visited.push(path.to_string());
            // Gone between the look at it and the look into it.
            let _ = fs::remove_dir(disk.root.join(path.as_str()));
            ControlFlow::Continue(())
        });
    let walked = walked.unwrap();
    assert_eq!(visited, ["a", "b", "folder", "folder/file"]);
    assert_eq!((walked.visited, walked.unreadable, walked.truncated), (4, 2, false));
}

#[test]
fn a_visitor_stops_a_walk() {
    let disk = Disk::new();
    let mut visited = 0;
    let limits = WalkLimits { depth: 9, entries: 99 };
    let walked = disk.dir.walk(&RelativePath::<100>::root(), limits, |_, _| {
        visited += 1;
        ControlFlow::Break(())
    });
    assert_eq!((visited, walked.unwrap().truncated), (1, true));
}

#[test]
fn an_error_names_no_path_and_a_grant_names_the_folder_as_given() {
    let disk = Disk::new();
    for error in [
        disk.read("missing").unwrap_err(),
        disk.read("folder").unwrap_err(),
        disk.read("folder/file/x").unwrap_err(),
    ] {
        let text = format!("{error} {error:?}");
        assert!(!text.contains("missing") && !text.contains("root") && !text.contains('/'), "{text}");
    }
    assert_eq!(disk.dir.describe(), format!("Root ({})", disk.root.display()));
    assert_eq!(format!("{:?}", disk.dir), format!("Dir<Root>({})", disk.root.display()));
}
