//! Credentials that nobody registered do not stand in what an operator reads. Its own program, since a log of all threads is
//! the process's.

use std::fmt;
use std::sync::{Arc, Mutex};

use portcullis::prelude::*;
use portcullis::testing;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Keeps whatever anybody logs, at every level.
#[derive(Clone, Default)]
struct Everything(Arc<Mutex<String>>);

impl Visit for Everything {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.lock().unwrap().push_str(&format!("{field}={value:?}\n"));
    }
}

impl Subscriber for Everything {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }
    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// A password of somebody's, which stands in no file as it is.
fn password() -> String {
    ["7Gk2mQ", "9xVb4R", "t8LwZp"].concat()
}

/// Fails as clients of databases do: with the whole address in the error.
#[capability(read)]
fn order(call: &Call) -> Result<u8, Internal> {
    let address = format!("postgres://shop:{}@db.internal/orders", password());
    call.note("address", address.clone());
    call.note("pair", vec![format!("password={}", password())]);
    call.note_error(&std::io::Error::other(format!("no route to {address}")));
    Err(std::io::Error::other(format!("refused: {{\"password\": \"{}\"}}", password())).into())
}

#[tokio::test]
async fn a_credential_that_nobody_registered_is_masked_in_traces_and_notes() {
    let log = Everything::default();
    tracing::subscriber::set_global_default(log.clone()).unwrap();
    let gate = testing::Gate::new();
    gate.call(order, ()).await.unwrap_err();

    let log = log.0.lock().unwrap().clone();
    assert!(log.contains("postgres://shop:[redacted: a password in a URL]@db.internal/orders"), "{log}");
    assert!(log.contains("refused: "), "{log}");
    assert!(!log.contains(&password()), "{log}");
    let notes = gate.records().await.pop().unwrap().notes;
    assert_eq!(notes[0].value, "postgres://shop:[redacted: a password in a URL]@db.internal/orders");
    assert_eq!(notes[1].value, "[redacted]");
}
