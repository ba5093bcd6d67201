//! What goes to the traces holds no secret of the gate. Its own program, since a log of all threads is the process's.

use std::fmt;
use std::sync::{Arc, Mutex};

use portcullis::prelude::*;
use portcullis::secret::{Secret, SecretRef};
use portcullis::testing;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

const KEY: &str = "wren-quartz-1842-vex";

struct ShopKey;

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

/// Fails as clients of services do: with the request in the error.
#[capability(read, allow(secret_copied_out, reason = "the test is about what becomes of a copy"))]
fn order(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<u8, Internal> {
    let refused = |form: String| std::io::Error::other(format!("401 for authorization: Bearer {form}"));
    let plain = key.reveal(call, |bytes| String::from_utf8_lossy(bytes).into_owned())?;
    call.note_error(&refused(plain.clone()));
    Err(refused(plain.bytes().map(|byte| format!("{byte:02x}")).collect()).into())
}

#[tokio::test]
async fn errors_are_masked_in_the_traces_and_not_lost() {
    let log = Everything::default();
    tracing::subscriber::set_global_default(log.clone()).unwrap();
    let key = SecretRef::<ShopKey>::fixed(Secret::read(KEY.as_bytes()).unwrap()).unwrap();
    let gate = testing::Gate::new().grant(key);
    let error = gate.call(order, ()).await.unwrap_err();

    let log = log.0.lock().unwrap();
    let masked = log.lines().filter(|line| line.contains("401 for authorization: Bearer [redacted]")).count();
    assert_eq!(masked, 2, "{log}");
    assert!(!log.contains("quartz") && !log.contains("71756172747a"), "{log}");
    assert!(!error.to_string().contains("401"));
}
