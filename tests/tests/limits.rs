//! No limit is documented, parsed and never read: of two capabilities that differ in one argument alone, one does what
//! the other does not.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use portcullis::call::Context;
use portcullis::idempotency::{IdempotencyKey, Results};
use portcullis::prelude::*;
use portcullis::{CallError, Code, State, testing};

/// How often a body ran.
type Runs = State<AtomicU32>;

fn runs() -> Runs {
    State::new(AtomicU32::new(0))
}

fn code<T>(answer: Result<T, CallError>) -> Option<Code> {
    answer.err().map(|error| error.code())
}

#[failure]
enum Down {
    #[public("the service is down", retryable)]
    Down,
}

#[tokio::test]
async fn timeout_makes_the_difference() {
    /// Takes its time.
    #[capability(read, timeout = "20ms")]
    async fn short() {
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    /// Takes its time.
    #[capability(read, timeout = "20s")]
    async fn long() {
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    let gate = testing::Gate::new();
    assert_eq!(code(gate.call(short, ()).await), Some(Code::DeadlineExceeded));
    assert_eq!(code(gate.call(long, ()).await), None);
}

#[tokio::test]
async fn max_input_makes_the_difference() {
    /// Gives back what it got.
    #[capability(read, max_input = "20B")]
    fn small(number: u8) -> u8 {
        number
    }
    /// Gives back what it got.
    #[capability(read, max_input = "21B")]
    fn large(number: u8) -> u8 {
        number
    }
    let (gate, input) = (testing::Gate::new(), r#"{"number":        1}"#);
    assert_eq!(code(gate.call_json(small, input).await), None);
    let input = format!("{input} ");
    assert_eq!(code(gate.call_json(small, input.as_str()).await), Some(Code::InputTooLarge));
    assert_eq!(code(gate.call_json(large, input.as_str()).await), None);
}

#[tokio::test]
async fn max_output_makes_the_difference() {
    /// Four letters, and the quotes around them.
    #[capability(read, max_output = "5B")]
    fn small() -> &'static str {
        "four"
    }
    /// Four letters, and the quotes around them.
    #[capability(read, max_output = "6B")]
    fn large() -> &'static str {
        "four"
    }
    let gate = testing::Gate::new();
    assert_eq!(code(gate.call(small, ()).await), Some(Code::OutputTooLarge));
    assert_eq!(code(gate.call(large, ()).await), None);
}

#[tokio::test]
async fn rate_makes_the_difference() {
    /// Nothing.
    #[capability(read, rate = "60/min", burst = 1)]
    fn seldom() {}
    /// Nothing.
    #[capability(read, rate = "120/min", burst = 1)]
    fn often() {}
    let gate = testing::Gate::new();
    assert_eq!((code(gate.call(seldom, ()).await), code(gate.call(often, ()).await)), (None, None));
    gate.clock().advance(Duration::from_millis(500));
    assert_eq!(code(gate.call(seldom, ()).await), Some(Code::RateLimited));
    assert_eq!(code(gate.call(often, ()).await), None);
}

#[tokio::test]
async fn burst_makes_the_difference() {
    /// Nothing.
    #[capability(read, rate = "60/min", burst = 1)]
    fn one() {}
    /// Nothing.
    #[capability(read, rate = "60/min", burst = 2)]
    fn two() {}
    let gate = testing::Gate::new();
    assert_eq!((code(gate.call(one, ()).await), code(gate.call(two, ()).await)), (None, None));
    assert_eq!(code(gate.call(one, ()).await), Some(Code::RateLimited));
    assert_eq!(code(gate.call(two, ()).await), None);
}

#[tokio::test]
async fn concurrency_makes_the_difference() {
    /// Two who wait for each other, if two are let in.
    #[capability(read, concurrency = 1, timeout = "1s")]
    async fn one(#[grant] meet: State<tokio::sync::Barrier>) {
        meet.wait().await;
    }
    /// Two who wait for each other, if two are let in.
    #[capability(read, concurrency = 2, timeout = "1s")]
    async fn two(#[grant] meet: State<tokio::sync::Barrier>) {
        meet.wait().await;
    }
    let gate = || testing::Gate::new().grant(State::new(tokio::sync::Barrier::new(2)));
    let (alone, both) = (gate(), gate());
    let (first, second) = tokio::join!(alone.call(one, ()), alone.call(one, ()));
    assert_eq!([code(first), code(second)], [Some(Code::DeadlineExceeded), Some(Code::Overloaded)]);
    let (first, second) = tokio::join!(both.call(two, ()), both.call(two, ()));
    assert_eq!([code(first), code(second)], [None, None]);
}

#[tokio::test]
async fn retry_makes_the_difference() {
    /// Is there at the third attempt.
    fn third(runs: &Runs) -> Result<u32, Down> {
        let before = runs.fetch_add(1, Ordering::SeqCst);
        if before < 2 { Err(Down::Down) } else { Ok(before) }
    }
    /// Asks twice.
    #[capability(read, retry(attempts = 2, backoff = "1ms..2ms"))]
    async fn twice(#[grant] runs: Runs) -> Result<u32, Down> {
        third(&runs)
    }
    /// Asks three times.
    #[capability(read, retry(attempts = 3, backoff = "1ms..2ms"))]
    async fn thrice(#[grant] runs: Runs) -> Result<u32, Down> {
        third(&runs)
    }
    assert_eq!(code(testing::Gate::new().grant(runs()).call(twice, ()).await), Some(Code::Failed));
    assert_eq!(testing::Gate::new().grant(runs()).call(thrice, ()).await, Ok(2));
}

#[tokio::test]
async fn the_waits_between_attempts_make_the_difference() {
    /// Is down, and would wait for up to ten minutes.
    #[capability(read, timeout = "1s", retry(attempts = 2, backoff = "10m..10m"))]
    async fn long(#[grant] runs: Runs) -> Result<u32, Down> {
        runs.fetch_add(1, Ordering::SeqCst);
        Err(Down::Down)
    }
    /// Is down, and waits for a moment.
    #[capability(read, timeout = "1s", retry(attempts = 2, backoff = "1ms..1ms"))]
    async fn short(#[grant] runs: Runs) -> Result<u32, Down> {
        runs.fetch_add(1, Ordering::SeqCst);
        Err(Down::Down)
    }
    let (one, other) = (runs(), runs());
    for _ in 0..3 {
        testing::Gate::new().grant(one.clone()).call(long, ()).await.unwrap_err();
        testing::Gate::new().grant(other.clone()).call(short, ()).await.unwrap_err();
    }
    // How long a wait is, is up to chance: once in a while a long one would be short enough.
    assert!(one.load(Ordering::SeqCst) < 6, "a wait beyond the time-out is not begun");
    assert_eq!(other.load(Ordering::SeqCst), 6);
}

#[tokio::test]
async fn breaker_makes_the_difference() {
    /// Is down.
    #[capability(read, breaker(failures = 1, cooldown = "10s"))]
    async fn impatient() -> Result<u32, Down> {
        Err(Down::Down)
    }
    /// Is down.
    #[capability(read, breaker(failures = 2, cooldown = "20s"))]
    async fn patient() -> Result<u32, Down> {
        Err(Down::Down)
    }
    let gate = testing::Gate::new();
    for (impatient_says, patient_says) in [(Code::Failed, Code::Failed), (Code::CircuitOpen, Code::Failed)] {
        assert_eq!(code(gate.call(impatient, ()).await), Some(impatient_says));
        assert_eq!(code(gate.call(patient, ()).await), Some(patient_says));
    }
    assert_eq!(code(gate.call(patient, ()).await), Some(Code::CircuitOpen));
    gate.clock().advance(Duration::from_secs(10));
    assert_eq!(code(gate.call(impatient, ()).await), Some(Code::Failed), "its cooldown is over");
    assert_eq!(code(gate.call(patient, ()).await), Some(Code::CircuitOpen));
}

#[tokio::test]
async fn idempotent_makes_the_difference() {
    /// Counts its runs.
    #[capability(write, idempotent)]
    fn once(#[grant] runs: Runs) -> u32 {
        runs.fetch_add(1, Ordering::SeqCst)
    }
    /// Counts its runs.
    #[capability(write)]
    fn always(#[grant] runs: Runs) -> u32 {
        runs.fetch_add(1, Ordering::SeqCst)
    }
    let folder = tempfile::tempdir().unwrap();
    let me = Caller::local();
    let gate = Gate::builder()
        .capability(once)
        .capability(always)
        .authorizer(Permits::none().permit(me.clone(), once).permit(me.clone(), always))
        .grant(runs())
        .results(Results::open(folder.path().join("results")).unwrap())
        .ledger(Journal::open(folder.path().join("audit")).unwrap())
        .build()
        .unwrap();
    let with_key = || Context::new().idempotency_key(IdempotencyKey::new("k").unwrap());
    for _ in 0..2 {
        assert_eq!(gate.call_json_with("once", &me, "{}", with_key()).await.unwrap(), b"0");
        let refused = gate.call_json_with("always", &me, "{}", with_key()).await;
        assert_eq!(code(refused), Some(Code::IdempotencyUnsupported));
    }
}

/// All that a capability says of its limits.
#[capability(read, retry(attempts = 2, backoff = "1ms..2ms"), breaker(failures = 2, cooldown = "1s"))]
async fn with_all_of_them() -> Result<u32, Down> {
    Err(Down::Down)
}

/// Both the words of the attribute and what a gate offers, so that the next limit is not forgotten here.
#[test]
fn every_limit_has_its_pair() {
    let tests = include_str!("limits.rs");
    let has_a_pair = |limit: &str| tests.contains(&format!("async fn {limit}_makes_the_difference("));
    let descriptor = Gate::builder()
        .capability(with_all_of_them)
        .authorizer(Permits::none().permit(Caller::local(), with_all_of_them))
        .ledger(Memory::new())
        .build()
        .unwrap()
        .capabilities(&Caller::local())
        .next()
        .unwrap();
    let limits = serde_json::to_value(descriptor.limits).unwrap();
    for limit in limits.as_object().unwrap().keys() {
        let limit = limit.strip_suffix("_ms").unwrap_or(limit);
        assert!(has_a_pair(limit), "{limit}");
    }

    // Its error for a word that it does not know lists those that it does.
    let error = include_str!("../../ui-tests/fail/capability/arguments.stderr");
    let list = error.split("accepted are ").nth(1).and_then(|rest| rest.lines().next()).unwrap();
    let words: Vec<_> = list.split('`').skip(1).step_by(2).collect();
    // What is no limit.
    let other = ["read", "write", "destructive", "name", "allow", "approval", "crate"];
    assert!(words.contains(&"timeout"), "{words:?}");
    for word in words.iter().filter(|word| !other.contains(word)) {
        assert!(has_a_pair(word), "{word}");
    }
}
