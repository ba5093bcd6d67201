//! A secret that is exchanged while calls run: both versions count, a failure changes nothing, and the ledger knows.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use portcullis::ledger::{Event, Record};
use portcullis::prelude::*;
use portcullis::secret::{Credential, Refreshed, Secret, SecretError, SecretFile, SecretRef, SecretSource};
use portcullis::testing::ManualClock;

const FIRST: &str = "first-key-of-the-shop-0001";
const SECOND: &str = "second-key-of-the-shop-0002";
const THIRD: &str = "third-key-of-the-shop-0003";

/// Gives what a test puts into it, one after another, and the last one for ever.
#[derive(Clone, Default)]
struct Script(Arc<Mutex<VecDeque<Result<&'static str, SecretError>>>>);

impl Script {
    fn of(first: &'static str) -> Self {
        let script = Script::default();
        script.then(Ok(first));
        script
    }

    /// What comes next; what came so far is over.
    fn then(&self, next: Result<&'static str, SecretError>) {
        let mut all = self.0.lock().unwrap();
        all.clear();
        all.push_back(next);
    }
}

impl SecretSource for Script {
    fn fetch(&self) -> Result<Secret, SecretError> {
        let next = self.0.lock().unwrap().front().cloned().unwrap();
        match next {
            Ok("panic") => panic!("a source that panics"),
            Ok(text) => Secret::read(text.as_bytes()),
            Err(error) => Err(error),
        }
    }

    fn describe(&self) -> String {
        "script".into()
    }
}

fn away() -> SecretError {
    SecretError::Unavailable { place: "script".into(), reason: "it is away" }
}

struct ShopKey;

/// Says it back.
#[capability(read, rate = "1000/s")]
fn echo(#[grant] _key: SecretRef<ShopKey>, #[validate(length(max = 40))] text: String) -> String {
    text
}

/// A gate with a secret from this script.
fn gate(script: &Script) -> (Gate, Credential, Memory) {
    let key = SecretRef::<ShopKey>::rotating(script.clone()).unwrap();
    let credential = key.credential().clone();
    let ledger = Memory::new();
    let gate = Gate::builder()
        .capability(echo)
        .grant(key)
        .authorizer(Permits::none().permit(Caller::local(), echo))
        .ledger(ledger.clone())
        .build()
        .unwrap();
    (gate, credential, ledger)
}

async fn records_of(gate: &Gate, ledger: &Memory) -> Vec<Record> {
    gate.flush().await.unwrap();
    ledger.records().into_iter().filter(|record| record.secret.is_some()).collect()
}

#[test]
fn the_previous_version_counts_until_the_next_rotation() {
    let script = Script::of(FIRST);
    let key = Credential::rotating("key", script.clone()).unwrap();
    let accepted = || [FIRST, SECOND, THIRD].map(|text| key.matches(text.as_bytes()));
    assert_eq!((accepted(), key.version()), ([true, false, false], 1));
    assert_eq!(key.reveal_previous(|_| ()), None);
    assert_eq!(key.refresh(), Ok(Refreshed::Unchanged));

    script.then(Ok(SECOND));
    assert_eq!(key.refresh(), Ok(Refreshed::Rotated));
    assert_eq!((accepted(), key.version()), ([true, true, false], 2));
    assert!(key.reveal(|bytes| bytes == SECOND.as_bytes()));
    assert_eq!(key.reveal_previous(|bytes| bytes == FIRST.as_bytes()), Some(true));
    assert_eq!(key.refresh(), Ok(Refreshed::Unchanged));

    script.then(Ok(THIRD));
    assert_eq!(key.refresh(), Ok(Refreshed::Rotated));
    assert_eq!((accepted(), key.version()), ([false, true, true], 3));

    key.forget_previous();
    assert_eq!((accepted(), key.version()), ([false, false, true], 3));
}

#[test]
fn a_rotation_that_fails_keeps_the_old_one() {
    let script = Script::of(FIRST);
    let key = Credential::rotating("key", script.clone()).unwrap();
    let too_plain = SecretError::TooPlain { name: "key".into(), bytes: 5, distinct: 4 };
    let empty = SecretError::Empty { place: "a reader".into() };
    for (next, error) in [(Err(away()), away()), (Ok("short"), too_plain), (Ok(""), empty)] {
        script.then(next);
        assert_eq!(key.refresh(), Err(error));
        assert!(key.matches(FIRST.as_bytes()));
        assert_eq!(key.version(), 1);
    }
    script.then(Ok("panic"));
    assert!(matches!(key.refresh(), Err(SecretError::Unavailable { reason: "it panicked", .. })));
    assert!(key.matches(FIRST.as_bytes()));
    script.then(Ok(SECOND));
    assert_eq!(key.refresh(), Ok(Refreshed::Rotated));
}

#[test]
fn without_a_first_version_there_is_no_credential() {
    let script = Script::default();
    script.then(Err(away()));
    assert_eq!(Credential::rotating("key", script.clone()).unwrap_err(), away());
    script.then(Ok("panic"));
    assert!(Credential::rotating("key", script).is_err());
}

#[tokio::test]
async fn rotations_and_the_first_of_like_failures_are_in_the_ledger() {
    let script = Script::of(FIRST);
    let (gate, key, ledger) = gate(&script);
    script.then(Err(away()));
    for _ in 0..5 {
        key.refresh().unwrap_err();
    }
    script.then(Ok("short"));
    key.refresh().unwrap_err();
    script.then(Ok(SECOND));
    key.refresh().unwrap();
    script.then(Err(away()));
    key.refresh().unwrap_err();

    let told: Vec<(Event, Option<u64>)> =
        records_of(&gate, &ledger).await.iter().map(|record| (record.event, record.count)).collect();
    let failed = (Event::SecretRotationFailed, None);
    assert_eq!(told, [failed, failed, (Event::SecretRotated, Some(2)), failed]);
    let records = records_of(&gate, &ledger).await;
    assert_eq!(records[0].reason.as_deref(), Some("script gave no secret: it is away"));
    assert!(records.iter().all(|record| record.secret.as_deref() == Some("ShopKey")));
    assert!(!format!("{records:?}").contains("-key-of-the-shop"));
}

#[tokio::test]
async fn both_versions_are_looked_for_and_one_that_is_gone_is_not() {
    let script = Script::of(FIRST);
    let (gate, key, _ledger) = gate(&script);
    let withheld = async || {
        let mut withheld = Vec::new();
        for text in [FIRST, SECOND, THIRD] {
            withheld.push(gate.call(echo, &Caller::local(), (text.into(),)).await.is_err());
        }
        withheld
    };
    assert_eq!(withheld().await, [true, false, false]);
    script.then(Ok(SECOND));
    key.refresh().unwrap();
    assert_eq!(withheld().await, [true, true, false]);
    script.then(Ok(THIRD));
    key.refresh().unwrap();
    assert_eq!(withheld().await, [false, true, true]);
    key.forget_previous();
    assert_eq!(withheld().await, [false, false, true]);
}

#[tokio::test]
async fn all_gates_that_have_a_secret_know_of_its_rotation() {
    let script = Script::of(FIRST);
    let key = SecretRef::<ShopKey>::rotating(script.clone()).unwrap();
    let build = || {
        let builder = Gate::builder().capability(echo).grant(key.clone()).ledger(Memory::new());
        builder.authorizer(Permits::none().permit(Caller::local(), echo)).build().unwrap()
    };
    let (one, other, gone) = (build(), build(), build());
    drop(gone);
    script.then(Ok(SECOND));
    key.credential().refresh().unwrap();
    for gate in [one, other] {
        assert!(gate.call(echo, &Caller::local(), (SECOND.into(),)).await.is_err());
    }
}

#[test]
fn a_use_that_has_begun_ends_with_the_version_that_it_began_with() {
    let script = Script::of(FIRST);
    let key = Credential::rotating("key", script.clone()).unwrap();
    key.reveal(|bytes| {
        for next in [SECOND, THIRD] {
            script.then(Ok(next));
            key.refresh().unwrap();
        }
        assert_eq!(bytes, FIRST.as_bytes());
    });
}

#[test]
fn callbacks_are_told_after_the_rotation_and_a_panic_of_one_harms_nobody() {
    let script = Script::of(FIRST);
    let key = Credential::rotating("key", script.clone()).unwrap();
    let (tell, told) = mpsc::channel();
    key.on_rotate(|_| panic!("a callback that panics"));
    let seen = key.clone();
    key.on_rotate(move |rotated| {
        // It may use the credential, and even refresh it.
        assert_eq!(seen.refresh(), Ok(Refreshed::Unchanged));
        tell.send((rotated.name.clone(), rotated.version, seen.matches(SECOND.as_bytes()))).unwrap();
    });
    key.refresh().unwrap();
    script.then(Err(away()));
    key.refresh().unwrap_err();
    script.then(Ok(SECOND));
    key.refresh().unwrap();
    assert_eq!(told.try_iter().collect::<Vec<_>>(), [("key".to_owned(), 2, true)]);
}

#[test]
fn the_age_is_that_of_the_current_version() {
    let script = Script::of(FIRST);
    let clock = ManualClock::new();
    let key = Credential::rotating_by("key", script.clone(), clock.clone()).unwrap();
    clock.advance(Duration::from_secs(90));
    key.refresh().unwrap();
    assert_eq!(key.age(), Duration::from_secs(90));
    script.then(Ok(SECOND));
    key.refresh().unwrap();
    clock.advance(Duration::from_secs(5));
    assert_eq!(key.age(), Duration::from_secs(5));
}

#[test]
fn a_watch_sees_a_new_version_and_ends_with_its_handle_or_its_credential() {
    let script = Script::of(FIRST);
    let asked = Arc::new(AtomicUsize::new(0));
    let key = Credential::rotating("key", Counted(script.clone(), asked.clone())).unwrap();
    let (tell, told) = mpsc::channel();
    key.on_rotate(move |rotated| tell.send(rotated.version).unwrap());
    let watch = key.watch(Duration::from_millis(1)).unwrap();
    script.then(Ok(SECOND));
    assert_eq!(told.recv_timeout(Duration::from_secs(20)), Ok(2));
    assert!(asked.load(Ordering::SeqCst) >= 2);
    // The watch holds no credential: the callback's end of the channel goes with the last of ours.
    drop(key);
    while told.recv_timeout(Duration::from_secs(20)).is_ok() {}
    assert_eq!(told.try_recv(), Err(mpsc::TryRecvError::Disconnected));
    drop(watch);
}

struct Counted(Script, Arc<AtomicUsize>);

impl SecretSource for Counted {
    fn fetch(&self) -> Result<Secret, SecretError> {
        self.1.fetch_add(1, Ordering::SeqCst);
        self.0.fetch()
    }

    fn describe(&self) -> String {
        self.0.describe()
    }
}

#[test]
fn refreshing_on_many_threads_makes_one_rotation_of_one_new_version() {
    let script = Script::of(FIRST);
    let key = Credential::rotating("key", script.clone()).unwrap();
    let rotations = Arc::new(AtomicUsize::new(0));
    let counted = rotations.clone();
    key.on_rotate(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
    });
    script.then(Ok(SECOND));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| key.refresh().unwrap());
        }
    });
    assert_eq!((rotations.load(Ordering::SeqCst), key.version()), (1, 2));
}

#[test]
fn a_fixed_secret_is_never_exchanged() {
    let key = Credential::fixed("key", Secret::read(FIRST.as_bytes()).unwrap()).unwrap();
    assert_eq!(key.refresh(), Ok(Refreshed::Unchanged));
    assert_eq!((key.name(), key.version()), ("key", 1));
}

/// As Kubernetes lays out a volume: `key -> ..data/key`, `..data -> ..<time>`, and `..data` is renamed over.
#[cfg(unix)]
#[test]
fn the_swap_of_a_kubernetes_volume_is_a_rotation() {
    use std::fs;
    use std::os::unix::fs::symlink;

    let volume = tempfile::tempdir().unwrap();
    let at = |name: &str| volume.path().join(name);
    let publish = |folder: &str, key: &str| {
        fs::create_dir(at(folder)).unwrap();
        fs::write(at(folder).join("key"), key).unwrap();
        symlink(folder, at("..data_tmp")).unwrap();
        fs::rename(at("..data_tmp"), at("..data")).unwrap();
    };
    publish("..2026_01_01", FIRST);
    symlink("..data/key", at("key")).unwrap();

    let key = Credential::rotating("key", SecretFile::new(at("key")).readable_by_anyone()).unwrap();
    assert!(key.matches(FIRST.as_bytes()));
    publish("..2026_01_02", SECOND);
    fs::remove_dir_all(at("..2026_01_01")).unwrap();
    assert_eq!(key.refresh(), Ok(Refreshed::Rotated));
    assert!(key.reveal(|bytes| bytes == SECOND.as_bytes()));

    // The folder goes before the link, for a moment: nothing is lost.
    fs::remove_dir_all(at("..2026_01_02")).unwrap();
    assert!(matches!(key.refresh(), Err(SecretError::NotFound { .. })));
    assert!(key.reveal(|bytes| bytes == SECOND.as_bytes()));
}

#[cfg(unix)]
#[test]
fn a_file_that_is_renamed_over_or_rewritten_is_a_rotation() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let (path, new) = (folder.path().join("key"), folder.path().join("new"));
    let write = |path: &std::path::Path, text: &str| {
        fs::write(path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    };
    write(&path, FIRST);
    let key = Credential::rotating("key", SecretFile::new(&path)).unwrap();
    write(&new, SECOND);
    fs::rename(&new, &path).unwrap();
    assert_eq!(key.refresh(), Ok(Refreshed::Rotated));
    // In place, of the same length, maybe within one tick of the file system's clock.
    write(&path, &SECOND.replace("0002", "0009"));
    assert_eq!(key.refresh(), Ok(Refreshed::Rotated));
    // A file that has become readable for others is no good any more; what is in use stays.
    write(&path, THIRD);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o604)).unwrap();
    assert!(matches!(key.refresh(), Err(SecretError::Exposed { .. })));
    assert_eq!(key.version(), 3);
}
