//! Calls with an idempotency key.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use portcullis::authority::State;
use portcullis::idempotency::Results;
use portcullis::ledger::Journal;
use portcullis::prelude::*;
use portcullis_mcp::ServeMcp;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::client::{Client, error_of};

/// Counts up.
#[capability(write, idempotent)]
fn count(#[grant] counter: State<Arc<AtomicU32>>, by: u32) -> u32 {
    counter.fetch_add(by, Ordering::SeqCst) + by
}

fn gate(folder: &TempDir) -> Gate {
    Gate::builder()
        .capability(count)
        .authorizer(Permits::none().permit(Caller::local(), count))
        .ledger(Journal::open(folder.path().join("ledger")).unwrap())
        .results(Results::open(folder.path().join("results")).unwrap())
        .grant(State::new(Arc::<AtomicU32>::default()))
        .build()
        .unwrap()
}

fn params(by: u32, key: &Value) -> Value {
    json!({"name": "count", "arguments": {"by": by}, "_meta": {"idempotencyKey": key}})
}

async fn call(client: &mut Client, by: u32, key: &str) -> Value {
    client.request("tools/call", params(by, &json!(key))).await["result"].clone()
}

#[tokio::test]
async fn a_call_that_is_sent_again_with_its_key_happens_once() {
    let folder = TempDir::new().unwrap();
    let mut client = Client::connect(gate(&folder).mcp()).await;
    for _ in 0..3 {
        let result = call(&mut client, 2, "a").await;
        assert_eq!(result["structuredContent"], json!({"result": 2}));
    }
    let result = call(&mut client, 2, "b").await;
    assert_eq!(result["structuredContent"], json!({"result": 4}));
    let error = error_of(&call(&mut client, 3, "a").await);
    assert_eq!(error["code"], "idempotency_conflict");
}

#[tokio::test]
async fn what_is_no_key_is_an_invalid_request_and_nothing_happens() {
    let folder = TempDir::new().unwrap();
    let mut client = Client::connect(gate(&folder).mcp()).await;
    for key in [json!(""), json!("a b"), json!(7), json!(null), json!({"a": 1}), json!("x".repeat(129))] {
        let request = json!({"jsonrpc": "2.0", "id": 77, "method": "tools/call", "params": params(1, &key)});
        let reply = client.ask(request.to_string()).await;
        assert_eq!(reply["error"]["code"], -32602, "{key}: {reply}");
        assert!(reply["error"]["message"].as_str().unwrap().contains("idempotencyKey"), "{reply}");
    }
    let result = call(&mut client, 1, "a").await;
    assert_eq!(result["structuredContent"], json!({"result": 1}));
}
