//! Secrets behind a gate: each use is in the ledger, and no secret leaves, in whatever form.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use portcullis::ledger::{Event, Ledger, Record};
use portcullis::prelude::*;
use portcullis::secret::{Credential, Secret, SecretError, SecretRef};
use portcullis::{Authority, Code, Effect, Outcome, State, testing};

/// The key of the shop.
struct ShopKey;

const KEY: &str = "wren/quartz \"1842\" vex";

fn key() -> SecretRef<ShopKey> {
    SecretRef::fixed(secret(KEY)).unwrap()
}

fn secret(text: &str) -> Secret {
    Secret::read(text.as_bytes()).unwrap()
}

/// Says it back.
#[capability(read, rate = "1000/s")]
fn echo(#[grant] _key: SecretRef<ShopKey>, #[validate(length(max = 400))] text: String) -> String {
    text
}

/// Says it back as a key and in a list.
#[data(output)]
struct Nested {
    list: Vec<std::collections::BTreeMap<String, u8>>,
}

/// Says it back as a key of a map.
#[capability(read)]
fn echo_as_key(#[grant] _key: SecretRef<ShopKey>, #[validate(length(max = 400))] text: String) -> Nested {
    Nested { list: vec![std::collections::BTreeMap::from([(text, 1)])] }
}

/// Signs something, as far as a test needs it.
#[capability(read)]
fn sign(call: &Call, #[grant] key: SecretRef<ShopKey>, times: u8) -> Result<usize, Internal> {
    let mut sum = 0;
    for _ in 0..times {
        sum += key.reveal(call, <[u8]>::len)?;
    }
    Ok(sum)
}

/// Leaks in every way but the answer.
#[capability(read, allow(secret_copied_out, reason = "the test is about what becomes of a copy"))]
fn chat(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<u8, Internal> {
    let text = key.reveal(call, |bytes| String::from_utf8_lossy(bytes).into_owned())?;
    call.note("told", format!("it is {text}!"));
    call.note("listed", vec![text]);
    call.note("number", 7);
    Ok(1)
}

/// Says whether it got the very secret, and notes what it got.
#[capability(read)]
fn is_the_key(
    call: &Call,
    #[grant] key: SecretRef<ShopKey>,
    #[validate(length(max = 40))] text: String,
) -> Result<bool, Internal> {
    call.note("got", text.as_str());
    Ok(key.reveal(call, |bytes| bytes == text.as_bytes())?)
}

#[failure]
enum Told {
    #[public("no order for {what}")]
    Of { what: String },
}

/// Leaks in its public text.
#[capability(read, allow(secret_copied_out, reason = "the test is about what becomes of a copy"))]
fn tell(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<u8, Told> {
    let what = key.reveal(call, |bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    Err(Told::Of { what })
}

fn hexadecimal(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn an_answer_with_a_secret_is_withheld_in_every_form() {
    let gate = testing::Gate::new().grant(key());
    let base64 = [
        "d3Jlbi9xdWFydHogIjE4NDIiIHZleA==",
        "IHdyZW4vcXVhcnR6ICIxODQyIiB2ZXg",
        "ICB3cmVuL3F1YXJ0eiAiMTg0MiIgdmV4",
    ];
    let forms = [
        KEY.to_owned(),
        hexadecimal(KEY),
        hexadecimal(KEY).to_uppercase(),
        "wren%2Fquartz%20%221842%22%20vex".into(),
    ]
    .into_iter()
    .chain(base64.map(str::to_owned));
    for form in forms {
        for text in [form.clone(), format!("it is {form}, you know")] {
            let input = serde_json::json!({ "text": text }).to_string();
            for error in [
                gate.call_json(echo, input.clone()).await.unwrap_err(),
                gate.call(echo, (text.clone(),)).await.unwrap_err(),
                gate.call_json(echo_as_key, input.clone()).await.unwrap_err(),
            ] {
                assert_eq!(
                    (error.code(), error.outcome()),
                    (Code::OutputWithheld, Outcome::NoEffect),
                    "{text}"
                );
                assert!(!format!("{error} {error:?}").contains("wren"), "{error:?}");
            }
        }
    }
    let last = gate.records().await.pop().unwrap();
    assert_eq!(last.result, Some("output_withheld"));
    assert!(last.reason.unwrap().starts_with("the answer holds the secret ShopKey"));
}

/// Says it back, if it is short.
#[capability(read, max_output = "64B")]
fn echo_little(#[grant] _key: SecretRef<ShopKey>, #[validate(length(max = 400))] text: String) -> String {
    text
}

#[tokio::test]
async fn size_speaks_before_the_leak_scan() {
    let gate = testing::Gate::new().grant(key());
    let error = gate.call(echo_little, (KEY.repeat(4),)).await.unwrap_err();
    assert_eq!(error.code(), Code::OutputTooLarge);
    assert_eq!(gate.call(echo_little, (KEY.into(),)).await.unwrap_err().code(), Code::OutputWithheld);
}

#[tokio::test]
async fn an_answer_without_a_secret_is_not_touched() {
    let gate = testing::Gate::new().grant(key());
    for text in ["", "wren", "wren/quartz \"1842\" ve", "ShopKey", "[redacted]"] {
        assert_eq!(gate.call(echo, (text.into(),)).await.as_deref(), Ok(text));
    }
}

#[tokio::test]
async fn a_use_is_recorded_by_name_once_for_each_call_before_it_happens() {
    let gate = testing::Gate::new().grant(key());
    assert_eq!(gate.call(sign, (3,)).await, Ok(3 * KEY.len()));
    assert_eq!(gate.call(sign, (1,)).await, Ok(KEY.len()));
    assert_eq!(gate.call(sign, (0,)).await, Ok(0));
    let records: Vec<Record> =
        gate.records().await.into_iter().filter(|record| record.reference.is_some()).collect();
    let story: Vec<&str> = records.iter().map(|record| record.event.as_str()).collect();
    assert_eq!(
        story,
        ["secret.revealed", "call.finished", "secret.revealed", "call.finished", "call.finished"]
    );
    let used = &records[0];
    assert_eq!(used.secret.as_deref(), Some("ShopKey"));
    assert_eq!((used.reference, used.trace_id), (records[1].reference, records[1].trace_id));
    assert_eq!(used.capability.as_deref(), Some("sign"));
    assert_eq!(used.effect, Some(Effect::Read));
    assert_eq!(used.caller, records[1].caller);
    let line = portcullis::ledger::to_line(used).unwrap();
    assert!(
        line.contains(r#""event":"secret.revealed""#) && line.contains(r#""secret":"ShopKey""#),
        "{line}"
    );
}

/// Takes no more records once it is told so, and says so later than a call begins.
struct Failing(Arc<AtomicBool>);

impl Ledger for Failing {
    fn append(&mut self, _: &[Record]) -> io::Result<()> {
        if self.0.load(Ordering::SeqCst) { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn is_durable(&self) -> bool {
        false
    }
}

type FailNow = State<(Arc<AtomicBool>, tokio::sync::OnceCell<Gate>)>;

/// Uses the key after the ledger has failed.
#[capability(read)]
async fn use_unrecorded(
    call: &Call,
    #[grant] key: SecretRef<ShopKey>,
    #[grant] fail: FailNow,
) -> Result<String, Internal> {
    fail.0.store(true, Ordering::SeqCst);
    if let Some(gate) = fail.1.get() {
        // Any record will do.
        let _ = gate.call_json("no_such", &Caller::local(), "{}").await;
        let _ = gate.flush().await;
    }
    let mut was_lent = false;
    match key.reveal(call, |_| was_lent = true) {
        Err(SecretError::Unrecorded { name }) if !was_lent => Ok(name),
        _ => Ok("revealed".into()),
    }
}

#[tokio::test]
async fn a_use_that_cannot_be_recorded_does_not_happen() {
    let fails = Arc::new(AtomicBool::new(false));
    let state: FailNow = State::new((fails.clone(), tokio::sync::OnceCell::new()));
    let gate = Gate::builder()
        .capability(use_unrecorded)
        .grant(key())
        .grant(state.clone())
        .authorizer(Permits::none().permit(Caller::local(), use_unrecorded))
        .ledger(Failing(fails))
        .build()
        .unwrap();
    state.1.set(gate.clone()).unwrap();
    assert_eq!(gate.call(use_unrecorded, &Caller::local(), ()).await.as_deref(), Ok("ShopKey"));
}

#[tokio::test]
async fn notes_are_masked_and_what_they_were_made_of_is_not() {
    let gate = testing::Gate::new().grant(key());
    assert_eq!(gate.call(chat, ()).await, Ok(1));
    let notes = gate.records().await.pop().unwrap().notes;
    let values: Vec<_> = notes.iter().map(|note| (note.key, note.value.clone())).collect();
    let expected = [
        ("told", serde_json::json!("it is [redacted]!")),
        ("listed", serde_json::json!("[redacted]")),
        ("number", serde_json::json!(7)),
    ];
    assert_eq!(values, expected);
}

#[tokio::test]
async fn what_is_masked_on_record_is_not_masked_in_the_live_arguments() {
    let gate = testing::Gate::new().grant(key());
    assert_eq!(gate.call(is_the_key, (KEY.into(),)).await, Ok(true));
    let json = serde_json::json!({ "text": KEY }).to_string();
    assert_eq!(gate.call_json(is_the_key, json).await.unwrap(), b"true");
    let notes = gate.records().await.pop().unwrap().notes;
    assert_eq!(notes[0].value, "[redacted]");
}

#[tokio::test]
async fn the_public_text_of_a_failure_is_an_answer_like_another() {
    let gate = testing::Gate::new().grant(key());
    let error = gate.call(tell, ()).await.unwrap_err();
    assert_eq!(error.code(), Code::Failed);
    assert!(error.to_string().starts_with("the capability failed"), "{error}");
    assert!(!format!("{error:?}").contains("wren"), "{error:?}");
    let reason = gate.records().await.pop().unwrap().reason.unwrap();
    assert_eq!(reason, "Of; its public text held the secret ShopKey as it is");
}

/// Leaks at the end of a long public text, where it is cut.
#[capability(read, allow(secret_copied_out, reason = "the test is about what becomes of a copy"))]
fn tell_at_length(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<u8, Told> {
    let what = key.reveal(call, |bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    Err(Told::Of { what: format!("{}{what}", "x".repeat(1000)) })
}

#[tokio::test]
async fn a_long_public_text_is_cut_after_it_was_searched_and_not_before() {
    let gate = testing::Gate::new().grant(key());
    let error = gate.call(tell_at_length, ()).await.unwrap_err();
    assert!(error.to_string().starts_with("the capability failed"), "{error}");
}

mod elsewhere {
    /// Has the name of another one.
    pub(super) struct ShopKey;
}

/// Leaks the second of two secrets that have one name.
#[capability(read, allow(secret_copied_out, reason = "the test is about what becomes of a copy"))]
fn namesakes(
    call: &Call,
    #[grant] first: SecretRef<ShopKey>,
    #[grant] second: State<SecretRef<elsewhere::ShopKey>>,
) -> Result<String, Internal> {
    first.reveal(call, |_| ())?;
    Ok(second.reveal(call, |bytes| String::from_utf8_lossy(bytes).into_owned())?)
}

#[tokio::test]
async fn two_secrets_of_one_name_are_two_secrets() {
    let other = SecretRef::<elsewhere::ShopKey>::fixed(secret("another-key-0815")).unwrap();
    let gate = testing::Gate::new().grant(key()).grant(State::new(other));
    assert_eq!(gate.call(namesakes, ()).await.unwrap_err().code(), Code::OutputWithheld);
    let used = gate.records().await.into_iter().filter(|record| record.event == Event::SecretRevealed);
    assert_eq!(used.count(), 2);
}

#[tokio::test]
async fn a_caller_who_sends_a_secret_does_not_get_it_into_the_ledger() {
    let ledger = Memory::new();
    let gate = Gate::builder().grant(key()).ledger(ledger.clone()).build().unwrap();
    for name in [KEY.to_owned(), format!("{}{KEY}", "x".repeat(50))] {
        gate.call_json(&name, &Caller::local(), "{}").await.unwrap_err();
    }
    gate.flush().await.unwrap();
    let records = ledger.records();
    assert_eq!(records[1].capability.as_deref(), Some("[redacted]"));
    assert!(!format!("{records:?}").contains("quartz"), "{records:?}");
}

#[test]
fn a_secret_that_cannot_be_looked_for_cannot_be_granted() {
    for (text, bytes, distinct) in [("hunter2", 7, 4), ("aaaaaaaaaaaa", 12, 1), ("abcabcabcabc", 12, 3)] {
        let error = SecretRef::<ShopKey>::fixed(secret(text)).unwrap_err();
        assert_eq!(error, SecretError::TooPlain { name: "ShopKey".into(), bytes, distinct });
    }
}

/// A database, with the password that it is opened with.
#[derive(Clone)]
struct Database(Credential);

impl Authority for Database {
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = "database";

    fn describe(&self) -> String {
        "the orders".into()
    }

    fn credentials(&self) -> Vec<Credential> {
        vec![self.0.clone()]
    }
}

/// Leaks the password of an authority of the user's own.
#[capability(read)]
fn connect(#[grant] database: Database) -> String {
    database.0.reveal(|bytes| format!("user:{}@db", String::from_utf8_lossy(bytes)))
}

#[tokio::test]
async fn the_secrets_of_an_authority_of_the_users_own_are_looked_for() {
    let password = Credential::fixed("database", secret(KEY)).unwrap();
    let gate = testing::Gate::new().grant(Database(password));
    assert_eq!(gate.call(connect, ()).await.unwrap_err().code(), Code::OutputWithheld);
}

/// Leaks a secret that was not granted.
#[capability(read, allow(secret_copied_out, reason = "the test is about what becomes of a copy"))]
fn smuggle(call: &Call, #[grant] key: State<SecretRef<ShopKey>>) -> Result<String, Internal> {
    Ok(key.reveal(call, |bytes| String::from_utf8_lossy(bytes).into_owned())?)
}

#[tokio::test]
async fn a_secret_that_came_otherwise_than_by_a_grant_is_recorded_and_looked_for_as_well() {
    let gate = testing::Gate::new().grant(State::new(key()));
    assert_eq!(gate.call(smuggle, ()).await.unwrap_err().code(), Code::OutputWithheld);
    assert!(gate.records().await.iter().any(|record| record.event == Event::SecretRevealed));
}

#[test]
fn the_surface_says_where_a_secret_comes_from_and_nothing_of_it() {
    let key = key();
    assert_eq!(key.describe(), "ShopKey (fixed)");
    assert_eq!(format!("{key:?}"), "SecretRef(ShopKey, [redacted])");
    assert_eq!(SecretRef::<ShopKey>::KIND, "secret");
    assert!(key.matches(KEY.as_bytes()) && !key.matches(b"wren"));
}

#[test]
fn a_body_that_is_tested_alone_can_use_its_secret() {
    assert_eq!(key().reveal(&testing::call(), <[u8]>::len).unwrap(), KEY.len());
}

/// Hands the key out, once it is told to.
#[capability(write, idempotent)]
fn hand_out(#[grant] key: SecretRef<ShopKey>, #[grant] told: State<Arc<AtomicBool>>, call: u8) -> String {
    let _ = (key, call);
    if told.swap(true, Ordering::SeqCst) { "nothing".into() } else { KEY.into() }
}

#[tokio::test]
async fn an_answer_that_was_withheld_is_not_kept_for_the_key_of_its_call() {
    let folder = tempfile::tempdir().unwrap();
    let results = folder.path().join("results");
    let gate = Gate::builder()
        .capability(hand_out)
        .authorizer(Permits::none().permit(Caller::local(), hand_out))
        .ledger(Journal::open(folder.path().join("ledger")).unwrap())
        .results(portcullis::idempotency::Results::open(&results).unwrap())
        .grant(key())
        .grant(State::new(Arc::<AtomicBool>::default()))
        .build()
        .unwrap();
    let mut codes = Vec::new();
    for _ in 0..2 {
        let key = portcullis::idempotency::IdempotencyKey::new("a").unwrap();
        let context = portcullis::call::Context::new().idempotency_key(key);
        let error = gate.call_json_with("hand_out", &Caller::local(), r#"{"call":1}"#, context).await;
        codes.push(error.unwrap_err().code());
    }
    // It has happened, so it does not happen again; and what it said is nowhere.
    assert_eq!(codes, [Code::OutputWithheld, Code::OutcomeUnknown]);
    let kept = std::fs::read_to_string(results).unwrap();
    assert!(!kept.contains("wren") && !kept.contains("quartz"), "{kept}");
}
