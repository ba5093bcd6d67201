//! The breaker and the retries: what they count, whom they hold up, and for how long.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::{Count, OnDisk, builder};
use crate::authority::State;
use crate::capability::Retry;
use crate::ledger::{Event, Memory, Record};
use crate::prelude::*;
use crate::testing::ManualClock;
use crate::{CallError, Code, Refusal};

/// Something that capabilities call, and what it does.
#[derive(Clone, Default)]
struct Service {
    mode: Arc<AtomicU8>,
    calls: Count,
    proceed: Arc<Notify>,
}

const WORKS: u8 = 0;
const IS_DOWN: u8 = 1;
const SAYS_NO: u8 = 2;
const PANICS: u8 = 3;
const HANGS: u8 = 4;
const WAITS: u8 = 5;
const IS_BACK_AFTER_TWO: u8 = 6;

#[failure]
enum ServiceFailure {
    #[public("the service is away", retryable)]
    Away,
    #[public("no such order")]
    Unknown,
}

impl Service {
    fn is(&self, mode: u8) {
        self.mode.store(mode, Ordering::SeqCst);
    }

    async fn ask(&self) -> Result<u32, ServiceFailure> {
        self.calls.add();
        match self.mode.load(Ordering::SeqCst) {
            IS_DOWN => Err(ServiceFailure::Away),
            IS_BACK_AFTER_TWO if self.calls.get() <= 2 => Err(ServiceFailure::Away),
            SAYS_NO => Err(ServiceFailure::Unknown),
            PANICS => panic!("the service's client"),
            HANGS => std::future::pending().await,
            WAITS => {
                self.proceed.notified().await;
                Ok(1)
            }
            _ => Ok(1),
        }
    }
}

/// Looks for an order.
#[capability(read, timeout = "50ms", rate = "1000/s", breaker(failures = 3, cooldown = "30s"))]
async fn guarded(
    #[grant] service: State<Service>,
    #[validate(range(max = 9))] order: u32,
) -> Result<u32, ServiceFailure> {
    let _ = order;
    service.ask().await
}

struct Scene {
    gate: Gate,
    ledger: Memory,
    clock: ManualClock,
    service: Service,
}

fn scene<C: crate::Capability, R>(capability: impl Fn(crate::Admitted<C>) -> R + Copy) -> Scene {
    let (ledger, clock, service) = (Memory::new(), ManualClock::new(), Service::default());
    let gate = builder(capability)
        .ledger(OnDisk(ledger.clone()))
        .clock(clock.clone())
        .grant(State::new(service.clone()))
        .build()
        .unwrap();
    Scene { gate, ledger, clock, service }
}

impl Scene {
    async fn call(&self) -> Result<u32, CallError> {
        self.gate.call(guarded, &Caller::local(), (1,)).await
    }

    async fn fails(&self, times: usize) {
        for _ in 0..times {
            self.call().await.unwrap_err();
        }
    }

    /// The breaker's refusal.
    async fn is_open(&self) -> Refusal {
        match self.call().await {
            Err(CallError::Refused(refusal)) if refusal.code == Code::CircuitOpen => refusal,
            other => panic!("{other:?}"),
        }
    }

    async fn records(&self) -> Vec<Record> {
        self.gate.flush().await.unwrap();
        self.ledger.records()
    }

    async fn breaker_events(&self) -> Vec<Event> {
        let events = self.records().await.into_iter().map(|record| record.event);
        events.filter(|event| matches!(event, Event::BreakerOpened | Event::BreakerClosed)).collect()
    }
}

#[tokio::test]
async fn a_capability_that_fails_too_often_is_not_called_for_a_while() {
    let scene = scene(guarded);
    scene.service.is(IS_DOWN);
    scene.fails(3).await;
    scene.service.is(WORKS);
    let refusal = scene.is_open().await;
    assert_eq!(refusal.message, "it failed too often; wait before the next call");
    assert_eq!(refusal.retry_after, Some(Duration::from_secs(30)));
    assert!(refusal.retryable);
    scene.clock.advance(Duration::from_secs(29));
    assert_eq!(scene.is_open().await.retry_after, Some(Duration::from_secs(1)));
    assert_eq!(scene.service.calls.get(), 3);

    scene.clock.advance(Duration::from_secs(1));
    scene.call().await.unwrap();
    scene.call().await.unwrap();
    assert_eq!(scene.breaker_events().await, [Event::BreakerOpened, Event::BreakerClosed]);
    let opened = scene.records().await.into_iter().find(|record| record.event == Event::BreakerOpened);
    assert_eq!(opened.unwrap().capability.as_deref(), Some("guarded"));
}

#[tokio::test]
async fn a_call_that_tries_and_fails_opens_it_again() {
    let scene = scene(guarded);
    scene.service.is(IS_DOWN);
    scene.fails(3).await;
    scene.clock.advance(Duration::from_secs(30));
    scene.fails(1).await;
    assert_eq!(scene.is_open().await.retry_after, Some(Duration::from_secs(30)));
    assert_eq!(scene.service.calls.get(), 4);
    assert_eq!(scene.breaker_events().await, [Event::BreakerOpened]);
}

#[tokio::test]
async fn one_call_at_a_time_tries_whether_it_works_again() {
    let scene = scene(guarded);
    scene.service.is(IS_DOWN);
    scene.fails(3).await;
    scene.clock.advance(Duration::from_secs(30));
    scene.service.is(WAITS);
    let others = async {
        while scene.service.calls.get() < 4 {
            tokio::task::yield_now().await;
        }
        scene.is_open().await;
        scene.service.proceed.notify_one();
    };
    let (tried, ()) = tokio::join!(scene.call(), others);
    tried.unwrap();
    scene.service.is(WORKS);
    scene.call().await.unwrap();
}

#[tokio::test]
async fn panics_and_missing_answers_count() {
    let scene = scene(guarded);
    scene.service.is(PANICS);
    scene.fails(1).await;
    scene.service.is(HANGS);
    scene.fails(1).await;
    scene.service.is(IS_DOWN);
    scene.fails(1).await;
    scene.is_open().await;
}

#[tokio::test]
async fn any_answer_ends_the_row() {
    let scene = scene(guarded);
    for answer in [WORKS, SAYS_NO] {
        scene.service.is(IS_DOWN);
        scene.fails(2).await;
        scene.service.is(answer);
        let _ = scene.call().await;
    }
    scene.service.is(IS_DOWN);
    scene.fails(3).await;
    scene.is_open().await;
}

#[tokio::test]
async fn what_a_caller_does_wrong_neither_counts_nor_ends_the_row() {
    let scene = scene(guarded);
    let wrong = async || {
        let error = scene.gate.call(guarded, &Caller::local(), (10,)).await.unwrap_err();
        assert!(matches!(error, CallError::Refused(refusal) if refusal.code == Code::InvalidInput));
    };
    scene.service.is(IS_DOWN);
    for _ in 0..5 {
        wrong().await;
    }
    scene.fails(2).await;
    wrong().await;
    scene.fails(1).await;
    scene.is_open().await;

    scene.clock.advance(Duration::from_secs(30));
    wrong().await;
    scene.service.is(WORKS);
    scene.call().await.unwrap();
}

#[tokio::test]
async fn a_caller_who_tries_and_goes_away_leaves_it_to_the_next() {
    let scene = scene(guarded);
    scene.service.is(IS_DOWN);
    scene.fails(3).await;
    scene.clock.advance(Duration::from_secs(30));
    scene.service.is(HANGS);
    let mut call = Box::pin(scene.call());
    let began = poll_fn(|context| Poll::Ready(call.as_mut().poll(context).is_pending())).await;
    assert!(began);
    scene.is_open().await;
    drop(call);
    scene.service.is(WORKS);
    scene.call().await.unwrap();
}

#[tokio::test]
async fn calls_of_before_it_opened_do_not_close_it() {
    let scene = scene(guarded);
    scene.service.is(WAITS);
    let others = async {
        while scene.service.calls.get() < 1 {
            tokio::task::yield_now().await;
        }
        scene.service.is(IS_DOWN);
        scene.fails(3).await;
        scene.service.proceed.notify_one();
    };
    let (early, ()) = tokio::join!(scene.call(), others);
    early.unwrap();
    scene.is_open().await;
}

/// Looks for an order, three times if need be.
#[capability(read, rate = "1000/s", retry(attempts = 3, backoff = "1ms..2ms"))]
async fn retried(#[grant] service: State<Service>, names: [bool; 2]) -> Result<u32, ServiceFailure> {
    // Each attempt has the input.
    if names != [true, false] {
        return Err(ServiceFailure::Unknown);
    }
    service.ask().await
}

async fn retry(scene: &Scene) -> Result<u32, CallError> {
    scene.gate.call(retried, &Caller::local(), ([true, false],)).await
}

async fn attempts(scene: &Scene) -> Option<u32> {
    let records = scene.records().await;
    records.iter().rfind(|record| record.event == Event::CallFinished).unwrap().attempts
}

#[tokio::test]
async fn a_failure_that_may_pass_is_tried_again() {
    let scene = scene(retried);
    scene.service.is(IS_BACK_AFTER_TWO);
    assert_eq!(retry(&scene).await.unwrap(), 1);
    assert_eq!((scene.service.calls.get(), attempts(&scene).await), (3, Some(3)));
    assert_eq!(retry(&scene).await.unwrap(), 1);
    assert_eq!((scene.service.calls.get(), attempts(&scene).await), (4, None));
}

#[tokio::test]
async fn a_failure_that_stays_is_told_after_the_last_attempt() {
    let scene = scene(retried);
    scene.service.is(IS_DOWN);
    let error = retry(&scene).await.unwrap_err();
    assert!(matches!(error, CallError::Failed(failure) if failure.message == "the service is away"));
    assert_eq!((scene.service.calls.get(), attempts(&scene).await), (3, Some(3)));
}

#[tokio::test]
async fn what_will_not_pass_is_not_tried_again() {
    for mode in [SAYS_NO, PANICS] {
        let scene = scene(retried);
        scene.service.is(mode);
        retry(&scene).await.unwrap_err();
        assert_eq!(scene.service.calls.get(), 1);
    }
}

/// Waits longer between attempts than a call may last.
#[capability(read, timeout = "50ms", retry(attempts = 10, backoff = "10min..10min"))]
async fn patient(#[grant] service: State<Service>) -> Result<u32, ServiceFailure> {
    service.ask().await
}

#[tokio::test]
async fn a_wait_beyond_the_time_out_is_not_begun() {
    let scene = scene(patient);
    scene.service.is(IS_DOWN);
    let start = Instant::now();
    let error = scene.gate.call(patient, &Caller::local(), ()).await.unwrap_err();
    assert!(matches!(error, CallError::Failed(_)), "the failure is told, not that time is up: {error:?}");
    assert!(start.elapsed() < Duration::from_secs(10));
}

/// Starts a task that does not end, and fails the first time.
#[capability(
    read,
    retry(attempts = 2, backoff = "1ms..1ms"),
    allow(leak, reason = "the handle of the task is to be lost")
)]
async fn leaves_a_task(call: &Call, #[grant] service: State<Service>) -> Result<u32, ServiceFailure> {
    let ended = service.proceed.clone();
    if service.calls.get() > 0 {
        ended.notified().await;
        return Ok(2);
    }
    let guard = NotifyOnDrop(ended);
    std::mem::forget(call.spawn(async move {
        let _guard = guard;
        std::future::pending::<()>().await
    }));
    service.ask().await
}

struct NotifyOnDrop(Arc<Notify>);

impl Drop for NotifyOnDrop {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

#[tokio::test]
async fn the_tasks_of_an_attempt_end_before_the_next() {
    let scene = scene(leaves_a_task);
    scene.service.is(IS_DOWN);
    assert_eq!(scene.gate.call(leaves_a_task, &Caller::local(), ()).await.unwrap(), 2);
}

#[test]
fn waits_double_up_to_the_longest() {
    let wait = |attempts| {
        let retry =
            Retry { attempts: 10, least: Duration::from_millis(100), most: Duration::from_millis(350) };
        retry.longest_wait(attempts).as_millis()
    };
    assert_eq!([1, 2, 3, 9, u32::MAX].map(wait), [100, 200, 350, 350, 350]);
}

/// Says as much as it is asked for, or that the service is away.
#[capability(
    read,
    rate = "1000/s",
    max_output = "100B",
    breaker(failures = 3, cooldown = "30s"),
    allow(unbounded_memory, reason = "the output is to be too large")
)]
async fn says_much(#[grant] service: State<Service>, letters: usize) -> Result<String, ServiceFailure> {
    service.ask().await.map(|_| "x".repeat(letters))
}

#[tokio::test]
async fn an_answer_that_is_too_large_to_leave_ends_the_row_as_well() {
    let scene = scene(says_much);
    let code = async |letters: usize| match scene.gate.call(says_much, &Caller::local(), (letters,)).await {
        Ok(_) => None,
        Err(error) => Some(error.code()),
    };
    for _ in 0..2 {
        scene.service.is(IS_DOWN);
        assert_eq!([code(1).await, code(1).await], [Some(Code::Failed), Some(Code::Failed)]);
        scene.service.is(WORKS);
        assert_eq!(code(200).await, Some(Code::OutputTooLarge));
    }
    // Five of them do not open it either.
    for _ in 0..5 {
        assert_eq!(code(200).await, Some(Code::OutputTooLarge));
    }
    assert_eq!(code(1).await, None);
}

#[tokio::test]
async fn a_call_of_before_it_opened_says_nothing_while_another_one_tries() {
    let scene = scene(says_much);
    let call = async || scene.gate.call(says_much, &Caller::local(), (1,)).await;
    let until = async |calls: usize| {
        while scene.service.calls.get() < calls {
            tokio::task::yield_now().await;
        }
    };
    let early_ended = Notify::new();
    let early = async {
        let _ = call().await;
        early_ended.notify_one();
    };
    let tries = async {
        until(1).await;
        scene.service.is(IS_DOWN);
        for _ in 0..3 {
            call().await.unwrap_err();
        }
        scene.clock.advance(Duration::from_secs(30));
        scene.service.is(WAITS);
        call().await
    };
    let meanwhile = async {
        until(5).await;
        // Of the two that wait, the early one is the first.
        scene.service.proceed.notify_one();
        early_ended.notified().await;
        assert_eq!(call().await.unwrap_err().code(), Code::CircuitOpen);
        scene.service.proceed.notify_one();
    };
    scene.service.is(WAITS);
    let ((), tried, ()) = tokio::join!(early, tries, meanwhile);
    tried.unwrap();
    scene.service.is(WORKS);
    call().await.unwrap();
}
