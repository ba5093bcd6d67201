//! One record for each call, whatever becomes of it.

use super::{Log, OnDisk, add, builder, gate, story};
use crate::authority::State;
use crate::ledger::{Event, Ledger, Memory, Record};
use crate::prelude::*;
use crate::{CallError, Code, Outcome};

#[tokio::test]
async fn an_answer_is_recorded_with_its_sizes_and_without_its_data() {
    let (gate, ledger) = gate(add);
    gate.call_json("add", &Caller::local(), r#"{"a": 4711, "b": 1}"#).await.unwrap();
    gate.flush().await.unwrap();
    let record = &ledger.records()[1];
    assert_eq!(
        (record.event, record.result, record.outcome),
        (Event::CallFinished, Some("answered"), Some(Outcome::Completed))
    );
    assert_eq!((record.input_bytes, record.output_bytes), (Some(19), Some(4)));
    assert_eq!((record.capability.as_deref(), record.effect), (Some("add"), Some(crate::Effect::Read)));
    assert_eq!(record.caller, Some(Caller::local()));
    assert!(record.duration.is_some() && record.trace_id.is_some());
    assert!(!format!("{record:?}").contains("4711"));
}

#[tokio::test]
async fn a_name_that_does_not_exist_is_recorded_up_to_64_characters() {
    let (gate, ledger) = gate(add);
    let error = gate.call_json(&"ü".repeat(65), &Caller::local(), "{}").await.unwrap_err();
    let story = story(&gate, &ledger, &error).await;
    assert_eq!(story[0].capability.as_deref(), Some("ü".repeat(64).as_str()));
    assert_eq!(
        (story[0].event, story[0].result, story[0].input_bytes),
        (Event::CallRefused, Some("not_authorized"), Some(2))
    );
    assert_eq!(story[0].effect, None);
}

#[tokio::test]
async fn a_capability_of_another_gate_is_refused_and_recorded() {
    let ledger = Memory::new();
    let gate = Gate::builder().ledger(ledger.clone()).build().unwrap();
    let error = gate.call(add, &Caller::local(), (1, 2)).await.unwrap_err();
    assert_eq!(error.code(), Code::NotAuthorized);
    assert_eq!(story(&gate, &ledger, &error).await.len(), 1);
}

/// Says what happens to whom, in order.
struct Watched(Log, bool);

impl Ledger for Watched {
    fn append(&mut self, records: &[Record]) -> std::io::Result<()> {
        self.0.lock().unwrap().extend(records.iter().map(|record| record.event.as_str()));
        Ok(())
    }

    fn sync(&mut self) -> std::io::Result<()> {
        let mut log = self.0.lock().unwrap();
        log.push("sync");
        // The gate's own first records are kept in either case.
        if self.1 || log.len() < 3 { Ok(()) } else { Err(std::io::ErrorKind::StorageFull.into()) }
    }

    fn is_durable(&self) -> bool {
        true
    }
}

/// Notes that it ran.
#[capability(write)]
fn act(#[grant] log: State<Log>) {
    if let Ok(mut log) = log.lock() {
        log.push("body");
    }
}

#[tokio::test]
async fn an_intent_is_on_disk_before_its_body_starts() {
    let log = Log::default();
    let gate =
        builder(act).grant(State::new(log.clone())).ledger(Watched(log.clone(), true)).build().unwrap();
    gate.call(act, &Caller::local(), ()).await.unwrap();
    gate.flush().await.unwrap();
    assert_eq!(
        *log.lock().unwrap(),
        ["gate.started", "sync", "call.intent", "sync", "body", "call.finished", "sync"]
    );
}

#[tokio::test]
async fn a_body_with_an_effect_does_not_run_when_its_intent_cannot_be_kept() {
    let log = Log::default();
    let gate =
        builder(act).grant(State::new(log.clone())).ledger(Watched(log.clone(), false)).build().unwrap();
    let error = gate.call(act, &Caller::local(), ()).await.unwrap_err();
    assert_eq!(
        (error.code(), error.outcome(), error.is_retryable()),
        (Code::AuditUnavailable, Outcome::NotStarted, false)
    );
    assert!(!log.lock().unwrap().contains(&"body"));
}

#[tokio::test]
async fn a_read_leaves_no_intent() {
    let (gate, ledger) = gate(add);
    gate.call(add, &Caller::local(), (1, 2)).await.unwrap();
    gate.flush().await.unwrap();
    assert!(ledger.records().iter().all(|record| record.event != Event::CallIntent));
}

#[tokio::test]
async fn a_refusal_before_the_body_leaves_no_intent() {
    let ledger = Memory::new();
    let gate = Gate::builder()
        .capability(act)
        .grant(State::new(Log::default()))
        .ledger(OnDisk(ledger.clone()))
        .build()
        .unwrap();
    let error = gate.call(act, &Caller::local(), ()).await.unwrap_err();
    let story = story(&gate, &ledger, &error).await;
    assert_eq!(story.iter().map(|record| record.event).collect::<Vec<_>>(), [Event::CallRefused]);
}

#[tokio::test]
async fn references_are_different_and_in_order_of_time() {
    let (gate, _) = gate(add);
    let mut references = Vec::new();
    for _ in 0..3 {
        let error: CallError = gate.call_json("nothing", &Caller::local(), "").await.unwrap_err();
        references.push(error.reference());
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    assert!(references.is_sorted() && references[0] != references[1]);
    assert_eq!(references[0].to_string().len(), 26);
}

/// Tells its trace, its progress, and waits for ever.
#[capability(read)]
async fn traced(call: &Call) -> String {
    call.progress(1, Some(2));
    let trace = call.trace_id().to_string();
    if call.remaining().is_zero() { std::future::pending().await } else { trace }
}

#[tokio::test]
async fn a_call_belongs_to_the_trace_that_its_transport_names() {
    let (gate, ledger) = gate(traced);
    let told = super::Count::default();
    let context = crate::call::Context::new().trace(crate::call::TraceId::from_u128(0xabc)).progress({
        let told = told.clone();
        std::sync::Arc::new(move |done, of| {
            assert_eq!((done, of), (1, Some(2)));
            told.add();
        })
    });
    let trace = gate.call_json_with("traced", &Caller::local(), "{}", context).await.unwrap();
    assert_eq!(trace, format!("\"{:032x}\"", 0xabc).as_bytes());
    gate.flush().await.unwrap();
    assert_eq!(ledger.records()[1].trace_id.map(|id| id.to_string()), Some(format!("{:032x}", 0xabc)));
    assert_eq!(told.get(), 1);
}

#[tokio::test]
async fn a_caller_that_goes_away_is_on_record() {
    /// Waits for ever.
    #[capability(read)]
    async fn waits() -> bool {
        std::future::pending().await
    }
    let (gate, ledger) = gate(waits);
    let caller = Caller::local();
    let gone =
        tokio::time::timeout(std::time::Duration::from_millis(30), gate.call(waits, &caller, ())).await;
    assert!(gone.is_err());
    gate.flush().await.unwrap();
    let record = ledger.records().into_iter().find(|record| record.event == Event::CallFinished).unwrap();
    assert_eq!((record.result, record.outcome), (Some("cancelled"), Some(Outcome::NoEffect)));
    assert_eq!(record.reason.as_deref(), Some("the caller went away"));
    assert_eq!(record.input_bytes, None, "a typed call brings no bytes");
    // And its body is ended, which is on record as well.
    let patience = std::time::Instant::now();
    while !ledger.records().iter().any(|record| record.event == Event::BodyEndedLate) {
        assert!(patience.elapsed().as_secs() < 5, "{:?}", ledger.records());
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        gate.flush().await.unwrap();
    }
}

/// Takes its first records at once, and all others when it is let.
struct Stalled(Memory, std::sync::mpsc::Receiver<()>);

impl Ledger for Stalled {
    fn append(&mut self, records: &[Record]) -> std::io::Result<()> {
        if records[0].event != Event::GateStarted {
            // An error is that nobody holds it up any more.
            let _ = self.1.recv();
        }
        self.0.append(records)
    }

    fn sync(&mut self) -> std::io::Result<()> {
        Ok(())
    }

    fn is_durable(&self) -> bool {
        false
    }
}

#[tokio::test]
async fn a_call_that_passes_has_a_record_of_its_own_when_refusals_are_only_counted() {
    let (memory, (go, stalled)) = (Memory::with_capacity(100_000), std::sync::mpsc::channel());
    let gate = builder(add).ledger(Stalled(memory.clone(), stalled)).build().unwrap();
    for _ in 0..crate::ledger::queue::CAPACITY {
        gate.call_json("nothing", &Caller::local(), "{}").await.unwrap_err();
    }
    gate.call(add, &Caller::local(), (1, 2)).await.unwrap();
    drop(go);
    gate.flush().await.unwrap();
    let records = memory.records();
    assert!(records.iter().any(|record| record.event == Event::CallFinished));
    let counted = records.iter().filter(|record| record.event == Event::RefusalsCounted);
    assert!(counted.filter_map(|record| record.count).sum::<u64>() > 0);
}

#[tokio::test]
async fn a_gate_whose_ledger_takes_nothing_is_not_built() {
    struct Full;
    impl Ledger for Full {
        fn append(&mut self, _: &[Record]) -> std::io::Result<()> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn sync(&mut self) -> std::io::Result<()> {
            Ok(())
        }
        fn is_durable(&self) -> bool {
            true
        }
    }
    let error = builder(add).ledger(Full).build().unwrap_err();
    assert_eq!(error.faults(), [crate::BuildFault::LedgerFailed(std::io::ErrorKind::StorageFull)]);
}
