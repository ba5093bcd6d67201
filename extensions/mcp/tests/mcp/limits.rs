//! What one client may have of the process.

use std::time::Duration;

use portcullis_mcp::ServeMcp;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;

use super::capabilities::{one, served};
use super::client::{Client, call, error_of};

#[tokio::test]
async fn a_message_that_is_too_long_is_answered_under_its_id() {
    let mut client = Client::connect(served().gate.mcp().max_message(4096)).await;
    let long = "x".repeat(100_000);
    let id_first =
        format!(r#"{{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{{"name":"{long}"}}}}"#);
    let id_last = format!(
        r#"{{"method":"tools/call","params":{{"id":1,"arguments":{{"text":"{long}"}}}},"jsonrpc":"2.0","id":"five"}}"#
    );
    for (line, id) in [(id_first, json!(5)), (id_last, json!("five")), (long, Value::Null)] {
        let reply = client.ask(line).await;
        assert_eq!((&reply["error"]["code"], &reply["id"]), (&json!(-32600), &id), "{reply}");
        client.assert_served().await;
    }
}

#[tokio::test]
async fn a_somewhat_too_large_input_is_for_the_gate_to_refuse_and_to_record() {
    let served = served();
    let mut client = Client::connect(served.gate.mcp()).await;
    let result = client.call("find", &format!(r#"{{"name":"{}"}}"#, "x".repeat(60_000))).await;
    assert_eq!(error_of(&result)["code"], "input_too_large");
    served.gate.flush().await.unwrap();
    assert!(served.ledger.records().iter().any(|record| record.result == Some("input_too_large")));
}

#[tokio::test]
async fn one_request_too_many_is_refused_at_once_and_room_comes_back() {
    let served = served();
    let mut client = Client::connect(served.gate.mcp().max_in_flight(2)).await;
    for id in [1, 2] {
        client.send(call(id, "wait", "{}")).await;
        one(&served.begun).await;
    }
    let reply = client.ask(call(3, "add", r#"{"a":2,"b":3}"#)).await;
    assert_eq!((&reply["id"], &reply["error"]["code"]), (&json!(3), &json!(-32000)), "{reply}");
    assert_eq!(
        reply["error"]["data"],
        json!({"code": "overloaded", "retryable": true, "outcome": "not_started"})
    );
    client.send(r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#).await;
    client.assert_served().await;
    client.assert_served().await;
}

#[tokio::test]
async fn an_id_that_is_not_yet_answered_is_not_taken_twice() {
    let served = served();
    let mut client = Client::connect(served.gate.mcp()).await;
    client.send(call(5, "wait", "{}")).await;
    one(&served.begun).await;
    let reply = client.ask(call(5, "add", r#"{"a":2,"b":3}"#)).await;
    assert_eq!((&reply["id"], &reply["error"]["code"]), (&Value::Null, &json!(-32600)), "{reply}");
    client.send(r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}}"#).await;
    one(&served.ended).await;
    client.assert_served().await;
}

/// Real time is the subject: a client that writes on and on, and reads nothing, has to wait.
#[tokio::test]
async fn a_client_that_does_not_read_is_not_read_from() {
    let mut client = Client::connect(served().gate.mcp().max_in_flight(4)).await;
    let mut written = 0_i64;
    while written < 10_000 {
        let line = format!("{}\n", json!({"jsonrpc": "2.0", "id": written, "method": "ping"}));
        match tokio::time::timeout(Duration::from_millis(500), client.write.write_all(line.as_bytes())).await
        {
            Ok(done) => done.unwrap(),
            Err(_) => break,
        }
        written += 1;
    }
    assert!(written < 10_000, "the server goes on reading");
    for _ in 0..written {
        let reply = client.receive().await;
        assert!(reply["result"] == json!({}) || reply["error"]["code"] == -32000, "{reply}");
    }
}
