//! What the operator's log says of calls without an outcome when a ledger is opened.

use std::fmt::{Debug, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Metadata, Subscriber};

use crate::ledger::journal::Journal;
use crate::ledger::{Event, Ledger, Record};
use crate::refusal::Reference;

/// Keeps what is logged, an event a line.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0.lock().unwrap(), "{field}={value:?} ").unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
        self.0.lock().unwrap().push('\n');
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

fn intent() -> Record {
    let mut intent = Record::new(Event::CallIntent, SystemTime::now());
    intent.reference = Some(Reference::new(SystemTime::now()));
    intent.capability = Some("refund".into());
    intent
}

fn logged_on_opening(path: &Path) -> Vec<String> {
    let log = Log::default();
    let journal = tracing::subscriber::with_default(log.clone(), || Journal::open(path)).unwrap();
    drop(journal);
    log.0.lock().unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn each_call_without_an_outcome_is_warned_of_and_of_many_how_many_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit");
    let intents: Vec<_> = (0..20).map(|_| intent()).collect();
    Journal::open(&path).unwrap().append(&intents).unwrap();
    let logged = logged_on_opening(&path);
    assert_eq!(logged.len(), 20);
    for (line, intent) in logged.iter().zip(&intents) {
        assert!(line.contains("capability=refund"), "{line}");
        assert!(line.contains(&format!("reference={}", intent.reference.unwrap())), "{line}");
    }
    Journal::open(&path).unwrap().append(&[intent()]).unwrap();
    let logged = logged_on_opening(&path);
    assert_eq!(logged.len(), 21, "20 calls, and a line about all of them");
    assert!(logged[20].contains("all=21"), "{}", logged[20]);
}
