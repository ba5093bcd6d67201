//! The traversal corpus against `RelativePath` and `Dir`, judged by what is opened and not by a label: no payload,
//! as it is or decoded up to three times, ever opens something outside the folder.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use portcullis::RelativePath;
use portcullis::authority::{Dir, DirError, DirMut};

const CANARY: &str = "the canary";
const INSIDE: &str = "inside";

/// How many folders lie between the outermost canary and the folder that is served.
const DEPTH: usize = 12;

/// What payloads ask for.
const TARGETS: [&str; 10] = [
    "{FILE}",
    "boot.ini",
    "etc/passwd",
    "etc/issue",
    "etc/shadow",
    "etc/hosts",
    "windows/system32/drivers/etc/hosts",
    "WINDOWS/win.ini",
    "winnt/system32/cmd.exe",
    "inetpub/wwwroot/global.asa",
];

struct Served;

#[test]
fn no_payload_opens_anything_outside_the_folder() {
    let Some(payloads) = payloads() else { return };
    let disk = Disk::new();
    let dir = Dir::<Served>::open(&disk.served).unwrap();
    let (mut would_escape, mut parsed, mut tried) = (0, 0, 0);

    for payload in &payloads {
        for spelling in spellings(payload) {
            tried += 1;
            would_escape += usize::from(disk.careless(&spelling));
            let Ok(path) = spelling.parse::<RelativePath<4096>>() else {
                continue;
            };
            parsed += 1;
            assert_stays_below(&path, payload);
            assert_opens_nothing_outside(&disk, &dir, &path, payload);
        }
    }
    println!(
        "{} payloads, {tried} spellings: {parsed} are relative paths, {would_escape} open a canary carelessly",
        payloads.len()
    );
    assert!(
        would_escape > 500,
        "the payloads do not reach the canaries, so this proves nothing: {would_escape}"
    );
    assert!(parsed < tried / 2, "most of the corpus passes as harmless: {parsed} of {tried}");
}

/// The disk is hostile as well: the names that payloads may use as folders inside lead out by symlink.
#[test]
fn no_payload_opens_anything_outside_by_way_of_a_symlink_that_it_names() {
    let Some(payloads) = payloads() else { return };
    let disk = Disk::new();
    let dir = Dir::<Served>::open(&disk.served).unwrap();
    let mut planted = 0;
    for spelling in payloads.iter().flat_map(|payload| spellings(payload)) {
        let Ok(path) = spelling.parse::<RelativePath<4096>>() else {
            continue;
        };
        let Some(first) = path.components().next() else {
            continue;
        };
        let link = disk.served.join(first);
        if first.len() > 255 || link.exists() {
            continue;
        }
        let single = path.components().count() == 1;
        let target = if single { disk.outside.join("boot.ini") } else { disk.outside.clone() };
        std::os::unix::fs::symlink(target, &link).unwrap();
        planted += 1;
        assert_opens_nothing_outside(&disk, &dir, &path, &spelling);
        let first: RelativePath<4096> = first.parse().unwrap();
        assert_eq!(dir.metadata(&first), Err(DirError::Outside), "{spelling:?}");
        fs::remove_file(link).unwrap();
    }
    assert!(planted > 100, "{planted}");
}

/// Nothing is written, made or moved outside, with the same names leading out by symlink.
#[test]
fn no_payload_changes_anything_outside_the_folder() {
    let Some(payloads) = payloads() else { return };
    let disk = Disk::new();
    let dir = DirMut::<Served>::open(&disk.served).unwrap();
    let own: RelativePath<4096> = "own".parse().unwrap();
    let paths: BTreeSet<String> = payloads
        .iter()
        .flat_map(|payload| spellings(payload))
        .filter_map(|spelling| spelling.parse::<RelativePath<4096>>().ok())
        .map(|path| path.as_str().to_owned())
        .collect();
    let mut planted = 0;
    for text in &paths {
        let path: RelativePath<4096> = text.parse().unwrap();
        let Some(first) = path.components().next() else { continue };
        let link = disk.served.join(first);
        let is_planted = first.len() <= 255 && !link.exists();
        if is_planted {
            let single = path.components().count() == 1;
            let target = if single { disk.outside.join("boot.ini") } else { disk.outside.clone() };
            std::os::unix::fs::symlink(target, &link).unwrap();
            planted += 1;
            assert!(dir.create_new(&path, b"evil").is_err(), "{text:?}");
            assert!(dir.create_dir(&path).is_err(), "{text:?}");
            assert!(dir.write(&path, b"evil").is_err(), "{text:?}");
            assert!(dir.rename(&own, &path).is_err(), "{text:?}");
            fs::remove_file(&link).unwrap();
        }
        // And without a symlink: what is made is inside.
        if dir.create_new(&path, b"evil").is_ok() {
            assert!(disk.served.join(text).is_file(), "{text:?}");
            dir.remove_file(&path).unwrap();
        }
    }
    assert!(planted > 100, "{planted}");
    disk.assert_outside_is_untouched();
}

/// By the standard library's own idea of a path, and by that of Windows.
fn assert_stays_below(path: &RelativePath<4096>, payload: &str) {
    for spelling in spellings(path.as_str()) {
        for text in [spelling.clone(), spelling.replace('\\', "/")] {
            let climbs = Path::new(&text).components().any(|component| match component {
                std::path::Component::Normal(_) | std::path::Component::CurDir => false,
                std::path::Component::ParentDir
                | std::path::Component::RootDir
                | std::path::Component::Prefix(_) => true,
            });
            assert!(!climbs, "{payload:?} became {path:?}, which is {text:?} to someone");
        }
    }
}

fn assert_opens_nothing_outside(disk: &Disk, dir: &Dir<Served>, path: &RelativePath<4096>, payload: &str) {
    if let Ok(read) = dir.read(path, 0, 1000) {
        assert_eq!(read.bytes, INSIDE.as_bytes(), "{payload:?} opened something outside");
    }
    let listing = dir.list(path, 1000).map(|listing| listing.entries).unwrap_or_default();
    assert!(!listing.iter().any(|entry| entry.name == disk.marker), "{payload:?} listed a folder outside");
}

/// A folder twelve levels deep; in each level above it lie canaries under all names that payloads ask for.
struct Disk {
    _kept: tempfile::TempDir,
    served: PathBuf,
    outside: PathBuf,
    marker: String,
}

impl Disk {
    fn new() -> Self {
        let kept = tempfile::tempdir().unwrap();
        let marker = "marker-of-outside".to_owned();
        let mut level = kept.path().to_owned();
        for _ in 0..DEPTH {
            for target in TARGETS {
                let canary = level.join(target);
                fs::create_dir_all(canary.parent().unwrap()).unwrap();
                fs::write(canary, CANARY).unwrap();
            }
            fs::write(level.join(&marker), CANARY).unwrap();
            level.push("level");
            fs::create_dir(&level).unwrap();
        }
        let served = level.join("served");
        for target in TARGETS {
            let file = served.join(target);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, INSIDE).unwrap();
        }
        Disk { served, outside: level, marker, _kept: kept }
    }

    /// Every canary is as it was, and there is nothing new beside them.
    fn assert_outside_is_untouched(&self) {
        let mut level = self._kept.path().to_owned();
        for _ in 0..DEPTH {
            for target in TARGETS {
                assert_eq!(fs::read_to_string(level.join(target)).unwrap(), CANARY, "{target}");
            }
            let tops: BTreeSet<_> = TARGETS.iter().map(|target| target.split('/').next()).collect();
            assert_eq!(fs::read_dir(&level).unwrap().count(), tops.len() + 2, "{}", level.display());
            level.push("level");
        }
    }

    /// Whether a server that joins and opens would give a canary, or a file of this very machine.
    fn careless(&self, path: &str) -> bool {
        [path.to_owned(), path.replace('\\', "/")].iter().any(|path| {
            let below = path.trim_start_matches('/');
            [path.as_str(), below]
                .iter()
                .any(|path| fs::read(self.served.join(path)).is_ok_and(|bytes| bytes != INSIDE.as_bytes()))
        })
    }
}

/// The text and what a careless decoder makes of it once, twice and three times.
fn spellings(text: &str) -> BTreeSet<String> {
    let mut spellings = BTreeSet::from([text.to_owned()]);
    let mut latest = text.as_bytes().to_vec();
    for _ in 0..3 {
        latest = percent_decoded(&latest);
        spellings.insert(String::from_utf8_lossy(&latest).into_owned());
        spellings.insert(overlong_decoded(&latest));
        // Some decoders do both at once, and go on with what came out.
        if String::from_utf8(latest.clone()).is_err() {
            latest = overlong_decoded(&latest).into_bytes();
        }
    }
    spellings
}

/// `%xx`, with letters beyond `f` taken for larger digits as old servers did, and `%uxxxx` with look-alikes folded.
fn percent_decoded(text: &[u8]) -> Vec<u8> {
    let digit = |at: usize| text.get(at).and_then(|&byte| char::from(byte).to_digit(36));
    let mut decoded = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if text[at] == b'%' && text.get(at + 1).is_some_and(|byte| byte.eq_ignore_ascii_case(&b'u')) {
            let hex = text.get(at + 2..at + 6).and_then(|hex| std::str::from_utf8(hex).ok());
            if let Some(unit) = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()) {
                let folded = match unit {
                    0xff0e | 0x2024 => '.',
                    0x2215 | 0xff0f | 0xefc8 => '/',
                    0x2216 | 0xff3c | 0xf025 => '\\',
                    other => char::from_u32(other).unwrap_or('?'),
                };
                decoded.extend_from_slice(folded.to_string().as_bytes());
                at += 6;
                continue;
            }
        }
        match (text[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, _, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    decoded
}

/// UTF-8 without any of its rules: six bits of each byte that follows, shortest form or not.
fn overlong_decoded(bytes: &[u8]) -> String {
    let mut decoded = String::new();
    let mut at = 0;
    while at < bytes.len() {
        let first = bytes[at];
        let following = match first {
            0xc0..=0xdf => 1,
            0xe0..=0xef => 2,
            0xf0..=0xf7 => 3,
            0xf8..=0xfb => 4,
            0xfc..=0xfd => 5,
            _ => 0,
        };
        let start = if following == 0 { u32::from(first) } else { u32::from(first) & (0x3f >> following) };
        let rest = bytes.get(at + 1..at + 1 + following).unwrap_or_default();
        let code = rest.iter().fold(start, |code, &byte| (code << 6) | u32::from(byte & 0x3f));
        decoded.push(char::from_u32(code).unwrap_or('?'));
        at += 1 + rest.len();
    }
    decoded
}

/// The corpus, or `None` where it is not: it is no part of the repository.
fn payloads() -> Option<Vec<String>> {
    let named = std::env::var_os("PORTCULLIS_CORPORA").map(PathBuf::from);
    let demanded = named.is_some();
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora"));
    let file = folder.join("path-traversal.jsonl");
    match fs::read_to_string(&file) {
        Ok(lines) => {
            let payloads: Vec<String> =
                lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            assert!(!payloads.is_empty(), "an empty corpus");
            Some(payloads)
        }
        Err(error) if demanded => {
            panic!("PORTCULLIS_CORPORA is set, and {} cannot be read: {error}", file.display())
        }
        Err(_) => {
            println!("note: no corpus at {}, so nothing was tested; set PORTCULLIS_CORPORA", file.display());
            None
        }
    }
}
