//! Where secrets come from: what is accepted, what is refused, and that no error says anything of a value.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use portcullis::secret::{JsonField, Secret, SecretError, SecretFile, SecretSource};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn file(folder: &tempfile::TempDir, name: &str, content: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    set_mode(&path, 0o600);
    path
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) {}

fn read(content: &[u8]) -> Result<Vec<u8>, SecretError> {
    let folder = folder();
    Secret::file(file(&folder, "key", content)).map(|secret| secret.reveal(<[u8]>::to_vec))
}

#[test]
fn one_newline_at_the_end_of_a_file_is_dropped() {
    assert_eq!(read(b"key").unwrap(), b"key");
    assert_eq!(read(b"key\n").unwrap(), b"key");
    assert_eq!(read(b"key\r\n").unwrap(), b"key");
    assert_eq!(read(b"key\n\n").unwrap(), b"key\n");
    assert_eq!(read(b" a\nb\r").unwrap(), b" a\nb\r");
    assert_eq!(read(b"\xff\x00\xfe").unwrap(), b"\xff\x00\xfe");
}

#[test]
fn an_empty_file_is_no_secret() {
    for content in [&b""[..], b"\n", b"\r\n"] {
        assert!(matches!(read(content), Err(SecretError::Empty { .. })), "{content:?}");
    }
}

#[test]
fn a_file_may_be_as_large_as_the_limit_and_no_larger() {
    let most = vec![b'k'; Secret::MAX_BYTES];
    assert_eq!(read(&most).unwrap(), most);
    assert_eq!(read(&[&most[..], b"\r\n"].concat()).unwrap(), most);
    for more in [&b"k"[..], b"kk", b"k\n", b"kkk", b"kkkkkkkk"] {
        let read = read(&[&most, more].concat());
        assert!(
            matches!(read, Err(SecretError::TooLarge { limit: Secret::MAX_BYTES, .. })),
            "{}",
            more.len()
        );
    }
}

#[test]
fn what_is_not_there_or_no_file_is_said() {
    let folder = folder();
    let place = folder.path().join("none").display().to_string();
    assert_eq!(Secret::file(&place).unwrap_err(), SecretError::NotFound { place });
    let place = folder.path().display().to_string();
    assert_eq!(Secret::file(&place).unwrap_err(), SecretError::NotAFile { place });
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_without_waiting_for_its_writer() {
    let folder = folder();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    set_mode(&pipe, 0o600);
    assert!(matches!(Secret::file(&pipe), Err(SecretError::NotAFile { .. })));
    assert!(matches!(Secret::file("/dev/zero"), Err(SecretError::NotAFile { .. })));
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_get_at_is_refused_unless_that_is_said() {
    let folder = folder();
    let path = file(&folder, "key", b"a key");
    let accepted = |source: &SecretFile| {
        let modes = (0..=0o777_u32).filter(|mode| mode & 0o400 != 0).filter(|mode| {
            set_mode(&path, *mode);
            source.fetch().is_ok()
        });
        modes.collect::<Vec<_>>()
    };
    let within = |allowed: u32| -> Vec<u32> {
        (0..=0o777).filter(|mode| mode & 0o400 != 0 && mode & !allowed == 0).collect()
    };
    let plain = SecretFile::new(&path);
    assert_eq!(accepted(&plain), within(0o700));
    assert_eq!(accepted(&plain.clone().readable_by_group()), within(0o750));
    assert_eq!(accepted(&plain.readable_by_anyone()), within(0o755));
}

#[cfg(unix)]
#[test]
fn the_mode_is_that_of_the_file_behind_a_link_and_the_error_says_what_to_do() {
    let folder = folder();
    let path = file(&folder, "key", b"a key");
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    assert!(Secret::file(&link).unwrap().matches(b"a key"));
    set_mode(&path, 0o644);
    let error = Secret::file(&link).unwrap_err().to_string();
    assert!(error.contains("mode 644") && error.contains("`chmod 600`"), "{error}");
}

/// A file of the kernel's says that it is empty, and is not.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_does_not_tell_its_length_is_read_to_its_end() {
    let version = SecretFile::new("/proc/self/stat").readable_by_anyone().fetch().unwrap();
    assert!(version.size() > 20);
    // The same, of more than a secret may be: all symbols of the kernel.
    if fs::read("/proc/kallsyms").is_ok_and(|all| all.len() > 70_000) {
        let symbols = SecretFile::new("/proc/kallsyms").readable_by_anyone().fetch();
        assert!(matches!(symbols, Err(SecretError::TooLarge { .. })), "{symbols:?}");
    }
}

/// A file of sysfs says that it has a page, and has less.
#[cfg(target_os = "linux")]
#[test]
fn a_file_with_less_than_it_says_is_not_taken_for_whole() {
    let path = "/sys/devices/system/cpu/online";
    let (Ok(metadata), Ok(content)) = (fs::metadata(path), fs::read(path)) else {
        eprintln!("not tested: no sysfs here");
        return;
    };
    assert!((content.len() as u64) < metadata.len());
    let read = SecretFile::new(path).readable_by_anyone().fetch();
    assert!(matches!(read, Err(SecretError::Changing { .. })), "{read:?}");
}

#[test]
fn a_file_that_is_rewritten_all_the_time_is_never_cut_off() {
    let folder = folder();
    let path = file(&folder, "key", &[b'a'; 4000]);
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let written = path.clone();
    let writer = std::thread::spawn(move || {
        let mut letters = (b'a'..=b'z').cycle();
        // In place and in two steps, as one should not. Each is less than a page: where a writer stands still between two
        // pages, the file is what it seems to be, and nobody can know that more is to come.
        while let Err(std::sync::mpsc::TryRecvError::Empty) = stopped.try_recv() {
            let letter = letters.next().unwrap();
            fs::write(&written, [letter; 2000]).unwrap();
            fs::write(&written, [letter; 4000]).unwrap();
        }
    });
    for _ in 0..500 {
        match Secret::file(&path) {
            Ok(secret) => {
                let size = secret.size();
                assert!(size == 2000 || size == 4000, "{size} bytes");
            }
            Err(SecretError::Changing { .. } | SecretError::Empty { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
    drop(stop);
    writer.join().unwrap();
}

#[test]
fn the_name_of_a_credential_leads_nowhere_else() {
    for name in ["", ".", "..", "../key", "a/b", "/etc/shadow", ".hidden", "a\0b", "a b", "k\u{f6}y"] {
        assert_eq!(Secret::credential(name).unwrap_err(), SecretError::BadName, "{name:?}");
    }
}

/// A process cannot change its own environment safely, so this test runs itself with another one.
#[test]
fn credentials_and_variables_are_read_from_the_environment() {
    const NAME: &str = "credentials_and_variables_are_read_from_the_environment";
    if std::env::var_os("PORTCULLIS_TEST_KEY").is_none() {
        assert_eq!(Secret::credential("api-key").unwrap_err(), SecretError::NoCredentials);
        let folder = folder();
        // As systemd shows what it made readable by an access control list.
        set_mode(&file(&folder, "api-key", b"of systemd\n"), 0o440);
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", NAME])
            .env("PORTCULLIS_TEST_KEY", "of the environment")
            .env("PORTCULLIS_TEST_EMPTY", "")
            .env("PORTCULLIS_TEST_PAIR", "user=password")
            .env("PORTCULLIS_TEST_LARGE", "k".repeat(Secret::MAX_BYTES + 1))
            .env("CREDENTIALS_DIRECTORY", folder.path())
            .status();
        assert!(status.unwrap().success());
        return;
    }
    assert!(Secret::env("PORTCULLIS_TEST_KEY").unwrap().matches(b"of the environment"));
    assert!(matches!(Secret::env("PORTCULLIS_TEST_EMPTY"), Err(SecretError::Empty { .. })));
    assert!(matches!(Secret::env("PORTCULLIS_TEST_LARGE"), Err(SecretError::TooLarge { .. })));
    assert!(Secret::env("PORTCULLIS_TEST_PAIR").unwrap().matches(b"user=password"));
    assert!(matches!(Secret::env("PORTCULLIS_TEST_PAIR=user"), Err(SecretError::NotFound { .. })));
    assert!(Secret::credential("api-key").unwrap().matches(b"of systemd"));
    assert!(matches!(Secret::credential("other"), Err(SecretError::NotFound { .. })));
}

#[test]
fn a_name_that_no_variable_can_have_is_not_found() {
    for name in ["", "A=B", "A\0B", "PORTCULLIS_NO_SUCH_VARIABLE"] {
        assert!(matches!(Secret::env(name), Err(SecretError::NotFound { .. })), "{name:?}");
    }
}

#[test]
fn a_field_of_a_json_document_is_a_secret() {
    let folder = folder();
    let path =
        file(&folder, "answer.json", br#"{"data": {"keys": ["\u0061 key", ""], "\u006b": "k"}, "n": 1}"#);
    let at = |pointer: &str| SecretFile::new(&path).json(pointer).fetch();
    assert!(at("/data/keys/0").unwrap().matches(b"a key"));
    assert!(at("/data/k").unwrap().matches(b"k"));
    assert!(matches!(at("/data/keys/1"), Err(SecretError::Empty { .. })));
    for pointer in ["", "/n", "/data", "/data/keys", "/data/keys/2", "data"] {
        assert!(matches!(at(pointer), Err(SecretError::NoSuchField { .. })), "{pointer}");
    }
    let nested = JsonField::new(SecretFile::new(&path).json("/data/k"), "");
    assert!(matches!(nested.fetch(), Err(SecretError::NoSuchField { .. })), "`k` is no document");
}

#[test]
fn no_error_says_anything_of_a_value() {
    let folder = folder();
    let exposed = file(&folder, "exposed", b"hunter2-and-more");
    set_mode(&exposed, 0o666);
    let document = file(&folder, "document.json", br#"{"a": "hunter2-and-more", "a": 1}"#);
    let said = io_error();
    let errors = [
        Secret::file(&exposed).err(),
        SecretFile::new(&document).json("/a").fetch().err(),
        Secret::from_fill(10, |_| Err(said)).err(),
        Secret::read(&b"hunter2"[..]).unwrap().json_field("/x").err(),
        portcullis::secret::Credential::fixed("short", Secret::read(&b"hunter2"[..]).unwrap()).err(),
    ];
    for error in errors.into_iter().flatten() {
        let text = format!("{error} {error:?}");
        assert!(!text.contains("hunter2"), "{text}");
    }
}

/// What a source of the user's might say.
fn io_error() -> std::io::Error {
    std::io::Error::other("the server said: hunter2")
}

#[test]
fn a_buffer_is_filled_as_far_as_its_filler_says_and_no_further() {
    let fill = |count: usize| {
        Secret::from_fill(4, |buffer| {
            buffer.copy_from_slice(b"abcd");
            Ok(count)
        })
    };
    assert!(fill(3).unwrap().matches(b"abc"));
    assert!(fill(9).unwrap().matches(b"abcd"));
    assert!(matches!(fill(0), Err(SecretError::Empty { .. })));
    assert!(matches!(Secret::from_fill(Secret::MAX_BYTES + 1, |_| Ok(1)), Err(SecretError::TooLarge { .. })));
}

#[test]
fn a_secret_matches_itself_alone() {
    let secret = Secret::read(&b"correct horse"[..]).unwrap();
    assert!(secret.matches(b"correct horse"));
    for other in [&b""[..], b"correct hors", b"correct horse ", b"Correct horse", b"correct horsf"] {
        assert!(!secret.matches(other), "{other:?}");
    }
}

#[test]
fn debug_of_a_configuration_does_not_print_its_secrets() {
    #[derive(Debug)]
    #[allow(dead_code)]
    struct Settings {
        region: &'static str,
        key: Secret,
        token: portcullis::secret::Credential,
    }
    let secret = || Secret::read(&b"hunter2-and-more"[..]).unwrap();
    let token = portcullis::secret::Credential::fixed("token", secret()).unwrap();
    let settings = Settings { region: "eu", key: secret(), token };
    for printed in [format!("{settings:?}"), format!("{settings:#?}")] {
        assert!(printed.contains("[redacted]") && printed.contains("eu"), "{printed}");
        assert!(!printed.contains("hunter2"), "{printed}");
    }
}
