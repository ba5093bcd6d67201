//! No source of secrets leaves a copy in freed memory; the ways that are known to leave one are seen to do so.

#![cfg(unix)]

use std::fs;
use std::io::Read;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use portcullis::secret::{Credential, Refreshed, Secret, SecretError, SecretFile, SecretRef, SecretSource};
use portcullis_freed_memory::Keeping;
use secrecy::SecretString;

#[global_allocator]
static ALLOCATOR: Keeping = Keeping::new();

/// Not text of any library, and of a length that makes a growing buffer grow.
const SECRET: &[u8; 90] =
    b"Zq7-wren-quartz-1842-vexing-Jabot-6631-plinth-Khufu-0097-dwarf-Myxo-5528-gulch-Pyxis-3319x";

/// As it stands in JSON if some of its characters are escaped.
const ESCAPED: &str =
    "Zq7-wren-quartz-1842-vexing\\u002dJabot-6631-plinth\\u002dKhufu-0097-dwarf-Myxo-5528-gulch-Pyxis-3319x";

/// A folder with files that only their owner may read.
struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    fn new() -> Self {
        Folder { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, content: &[&[u8]]) -> PathBuf {
        let path = self.folder.path().join(name);
        let mut text = Vec::with_capacity(4096);
        content.iter().for_each(|part| text.extend_from_slice(part));
        fs::write(&path, &text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        path
    }
}

fn is_the_secret(secret: &Secret) -> bool {
    secret.matches(SECRET)
}

// What is known to leak, so that it is known that the search finds it.

#[test]
fn control_a_string_is_found_after_it_was_dropped() {
    let search = ALLOCATOR.alone();
    assert_eq!(search.leaks(SECRET, || String::from_utf8_lossy(SECRET).into_owned()), 1);
}

#[test]
fn control_a_secret_string_of_a_string_with_spare_room_leaves_a_copy() {
    let search = ALLOCATOR.alone();
    let leaks = search.leaks(SECRET, || {
        let mut text = String::with_capacity(200);
        text.push_str(std::str::from_utf8(SECRET).unwrap());
        SecretString::from(text)
    });
    assert!(leaks >= 1);
}

#[test]
fn control_serde_json_leaves_copies_of_a_text_with_an_escape() {
    let search = ALLOCATOR.alone();
    let json = format!("\"{ESCAPED}\"");
    let leaks = search.leaks(SECRET, || {
        let text: String = serde_json::from_str(&json).unwrap();
        SecretString::from(text)
    });
    assert!(leaks >= 1);
}

#[test]
fn control_reading_a_string_and_trimming_it_leaves_a_copy() {
    let search = ALLOCATOR.alone();
    let folder = Folder::new();
    let path = folder.file("key", &[SECRET, b"\n"]);
    let leaks = search.leaks(SECRET, || {
        let text = fs::read_to_string(&path).unwrap();
        SecretString::from(text.trim())
    });
    assert!(leaks >= 1);
}

#[test]
fn control_a_growing_vector_leaves_a_copy_at_each_step() {
    let search = ALLOCATOR.alone();
    let leaks = search.leaks(SECRET, || {
        let mut bytes = Vec::new();
        SECRET.iter().for_each(|byte| bytes.push(*byte));
        SecretString::from(String::from_utf8(bytes).unwrap())
    });
    assert!(leaks >= 3, "{leaks}");
}

// Ours.

#[test]
fn a_file_leaves_nothing() {
    let search = ALLOCATOR.alone();
    let folder = Folder::new();
    for (name, end) in [("plain", &b""[..]), ("line", b"\n"), ("windows", b"\r\n")] {
        let path = folder.file(name, &[SECRET, end]);
        assert_eq!(
            search.leaks(SECRET, || assert!(is_the_secret(&Secret::file(&path).unwrap()))),
            0,
            "{name}"
        );
    }
}

#[test]
fn a_file_that_is_refused_leaves_nothing() {
    let search = ALLOCATOR.alone();
    let folder = Folder::new();
    let exposed = folder.file("exposed", &[SECRET]);
    fs::set_permissions(&exposed, fs::Permissions::from_mode(0o644)).unwrap();
    // 800 of them are more than a secret may have.
    let large = folder.file("large", &[&SECRET[..]; 800]);
    for path in [exposed, large] {
        assert_eq!(search.leaks(SECRET, || assert!(Secret::file(&path).is_err())), 0);
    }
}

#[test]
fn a_reader_and_a_buffer_that_is_filled_leave_nothing() {
    let search = ALLOCATOR.alone();
    let read = || {
        // Piece by piece, as a socket gives it.
        let parts = SECRET[..40].chain(&SECRET[40..41]).chain(&SECRET[41..]);
        assert!(is_the_secret(&Secret::read(parts).unwrap()));
    };
    let fill = || {
        let write = |buffer: &mut [u8]| {
            buffer[..SECRET.len()].copy_from_slice(SECRET);
            Ok(SECRET.len())
        };
        assert!(is_the_secret(&Secret::from_fill(1000, write).unwrap()));
    };
    let fail = || {
        let write = |buffer: &mut [u8]| {
            buffer[..SECRET.len()].copy_from_slice(SECRET);
            Err(std::io::ErrorKind::BrokenPipe.into())
        };
        assert!(Secret::from_fill(1000, write).is_err());
    };
    let too_large = || {
        let endless = std::io::repeat(0).take(70_000);
        assert!(Secret::read(SECRET.chain(endless)).is_err());
    };
    assert_eq!([search.leaks(SECRET, read), search.leaks(SECRET, fill)], [0; 2]);
    assert_eq!([search.leaks(SECRET, fail), search.leaks(SECRET, too_large)], [0; 2]);
}

#[test]
fn a_field_of_json_leaves_nothing_with_and_without_escapes() {
    let search = ALLOCATOR.alone();
    let folder = Folder::new();
    for text in [std::str::from_utf8(SECRET).unwrap(), ESCAPED] {
        let path = folder.file(
            "document.json",
            &[b"{\"data\": {\"user\": \"u\", \"key\": \"", text.as_bytes(), b"\"}}\n"],
        );
        let source = SecretFile::new(&path).json("/data/key");
        let missing = SecretFile::new(&path).json("/data/other");
        assert_eq!(search.leaks(SECRET, || assert!(is_the_secret(&source.fetch().unwrap()))), 0, "{text}");
        assert_eq!(search.leaks(SECRET, || assert!(missing.fetch().is_err())), 0, "{text}");
    }
    let torn = folder.file("torn.json", &[b"{\"data\": {\"key\": \"", ESCAPED.as_bytes()]);
    let torn = SecretFile::new(torn).json("/data/key");
    assert_eq!(search.leaks(SECRET, || assert!(torn.fetch().is_err())), 0);
}

#[test]
fn an_environment_variable_and_a_credential_of_systemd_leave_nothing() {
    let search = ALLOCATOR.alone();
    // A process cannot change its own environment safely, so this test runs itself with another one.
    if std::env::var_os("PORTCULLIS_TEST_KEY").is_none() {
        let folder = Folder::new();
        folder.file("api-key", &[SECRET, b"\n"]);
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "an_environment_variable_and_a_credential_of_systemd_leave_nothing"])
            .env("PORTCULLIS_TEST_KEY", std::str::from_utf8(SECRET).unwrap())
            .env("CREDENTIALS_DIRECTORY", folder.folder.path())
            .status();
        assert!(status.unwrap().success());
        return;
    }
    assert_eq!(
        search.leaks(SECRET, || assert!(is_the_secret(&Secret::env("PORTCULLIS_TEST_KEY").unwrap()))),
        0
    );
    assert_eq!(search.leaks(SECRET, || assert!(is_the_secret(&Secret::credential("api-key").unwrap()))), 0);
}

/// A source of the user's own that is read the way the documentation shows.
struct Vault(PathBuf);

impl SecretSource for Vault {
    fn fetch(&self) -> Result<Secret, SecretError> {
        Secret::read(fs::File::open(&self.0).unwrap())?.json_field("/key")
    }

    fn describe(&self) -> String {
        "vault".into()
    }
}

#[test]
fn a_source_of_the_users_own_leaves_nothing() {
    let search = ALLOCATOR.alone();
    let folder = Folder::new();
    let vault = Vault(folder.file("answer.json", &[b"{\"key\": \"", ESCAPED.as_bytes(), b"\"}"]));
    assert_eq!(search.leaks(SECRET, || assert!(is_the_secret(&vault.fetch().unwrap()))), 0);
}

#[test]
fn a_rotation_leaves_nothing_of_the_versions_that_are_gone() {
    let search = ALLOCATOR.alone();
    let folder = Folder::new();
    let first = folder.file("first", &[SECRET, b"\n"]);
    let second = folder.file("second", &[b"another-Key-4471-whose-text-is-of-no-interest\n"]);
    let third = folder.file("third", &[b"a-third-Key-9903-whose-text-is-of-no-interest\n"]);
    let link = folder.folder.path().join("current");
    symlink(&first, &link).unwrap();
    let found = search.leaks(SECRET, || {
        let key = Credential::rotating("key", SecretFile::new(&link)).unwrap();
        let refresh = |to: &Path| {
            swap(&link, to);
            key.refresh().unwrap()
        };
        assert_eq!(refresh(&first), Refreshed::Unchanged);
        assert_eq!(refresh(&second), Refreshed::Rotated);
        assert!(key.matches(SECRET));
        assert_eq!(refresh(&third), Refreshed::Rotated);
        assert!(!key.matches(SECRET));
        // Back, and gone with the credential.
        assert_eq!(refresh(&first), Refreshed::Rotated);
    });
    assert_eq!(found, 0);
}

#[test]
fn a_secret_that_a_gate_looks_for_leaves_nothing_in_any_form() {
    let search = ALLOCATOR.alone();
    let folder = Folder::new();
    let path = folder.file("key", &[SECRET, b"\n"]);
    let forms: [&[u8]; 4] = [
        SECRET,
        // The middle of base64 at each position, and of hexadecimal.
        b"d3Jlbi1xdWFydHotMTg0Mi12ZXhpbmc",
        b"7772656e2d71756172747a2d313834322d76657869",
        b"7772656E2D71756172747A2D313834322D766578",
    ];
    for form in forms {
        let found = search.leaks(form, || {
            struct Key;
            let key = SecretRef::<Key>::rotating(SecretFile::new(&path)).unwrap();
            let gate = portcullis::Gate::builder()
                .grant(key)
                .ledger(portcullis::ledger::Memory::new())
                .build()
                .unwrap();
            drop(gate);
        });
        assert_eq!(found, 0, "{}", String::from_utf8_lossy(form));
    }
}

/// Its filters and lists say which windows the secrets have, by a hash.
#[test]
fn the_tables_of_a_scan_are_wiped() {
    let search = ALLOCATOR.alone();
    let secret = Secret::read(&SECRET[..]).unwrap();
    let unwiped = search.unwiped(64 * 1024, || {
        let scan = portcullis::secret::Scan::of(vec![("key".to_owned(), secret)]).unwrap();
        assert!(!scan.is_clean(SECRET) && scan.is_clean(b"nothing of it"));
        scan
    });
    assert_eq!(unwiped, 0);
}

/// As Kubernetes does it: a new link, renamed to the old one's name.
fn swap(link: &Path, to: &Path) {
    let new = link.with_extension("new");
    symlink(to, &new).unwrap();
    fs::rename(&new, link).unwrap();
}
