//! What goes to the traces.

use std::fmt;
use std::sync::{Arc, Mutex};

use portcullis_mcp::ServeMcp;
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::capabilities::served;
use super::client::{Client, call};

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

#[tokio::test]
async fn arguments_reasons_and_unknown_methods_are_logged_at_no_level() {
    let log = Everything::default();
    let _scope = tracing::subscriber::set_default(log.clone());
    let mut client = Client::connect(served().gate.mcp()).await;
    client.call("find", r#"{"name":"MARKER"}"#).await;
    client.call("find", r#"{"name":"x","MARKER":1}"#).await;
    client.call("explode", r#"{"text":"MARKER"}"#).await;
    client.send(call(5, "wait", "{}")).await;
    client.send(r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5,"reason":"MARKER"}}"#).await;
    client.send(r#"{"jsonrpc":"2.0","method":"notifications/MARKER","params":{"a":"MARKER"}}"#).await;
    client.ask(r#"{"MARKER"#).await;
    client.request("MARKER", json!({})).await;
    client.end().await.unwrap();

    let log = log.0.lock().unwrap();
    assert!(log.contains("tools/call") || log.contains("CallToolRequest"), "the traces were seen");
    let line = log.lines().find(|line| line.contains("MARKER"));
    assert_eq!(line, None);
}
