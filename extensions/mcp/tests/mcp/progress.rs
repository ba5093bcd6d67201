//! Progress notifications.

use portcullis_mcp::ServeMcp;
use serde_json::{Value, json};

use super::capabilities::{one, served};
use super::client::Client;

/// Sends a call, and gives its progress notifications and then its reply.
async fn call(client: &mut Client, name: &str, arguments: Value, token: Value) -> (Vec<Value>, Value) {
    let params = json!({"name": name, "arguments": arguments, "_meta": {"progressToken": token}});
    client
        .send(json!({"jsonrpc": "2.0", "id": 5, "method": "tools/call", "params": params}).to_string())
        .await;
    let mut reports = vec![];
    loop {
        let message = client.receive().await;
        if message["id"] == 5 {
            return (reports, message);
        }
        assert_eq!(message["method"], "notifications/progress");
        assert_eq!(message["params"]["progressToken"], token);
        reports.push(message["params"].clone());
    }
}

#[tokio::test]
async fn a_client_that_asks_is_told_how_far_a_call_is() {
    let mut client = Client::connect(served().gate.mcp()).await;
    for token in [json!("the token"), json!(0)] {
        let (reports, reply) = call(&mut client, "count", json!({"steps": [10, 50, 100]}), token).await;
        let done: Vec<_> = reports.iter().map(|report| report["progress"].as_f64().unwrap()).collect();
        assert_eq!(done, [10.0, 50.0, 100.0]);
        assert!(reports.iter().all(|report| report["total"].as_f64() == Some(100.0)));
        assert_eq!(reply["result"]["structuredContent"], json!({"result": 3}));
    }
    // Nothing comes after the reply.
    client.assert_served().await;
}

#[tokio::test]
async fn a_client_that_does_not_ask_is_told_nothing() {
    let mut client = Client::connect(served().gate.mcp()).await;
    let result = client.call("count", r#"{"steps":[1,2,3]}"#).await;
    assert_eq!(result["structuredContent"], json!({"result": 3}));
    client.assert_served().await;
}

#[tokio::test]
async fn progress_only_grows() {
    let mut client = Client::connect(served().gate.mcp()).await;
    let (reports, _) = call(&mut client, "count", json!({"steps": [5, 5, 3, 0, 6]}), json!(1)).await;
    let done: Vec<_> = reports.iter().map(|report| report["progress"].as_f64().unwrap()).collect();
    assert_eq!(done, [5.0, 6.0]);
}

#[tokio::test]
async fn a_client_that_does_not_read_does_not_hold_up_the_body() {
    let served = served();
    let mut client = Client::connect(served.gate.mcp()).await;
    let params = json!({"name": "count_far", "arguments": {}, "_meta": {"progressToken": 1}});
    client
        .send(json!({"jsonrpc": "2.0", "id": 5, "method": "tools/call", "params": params}).to_string())
        .await;
    one(&served.done).await;

    let mut last = -1.0;
    loop {
        let message = client.receive().await;
        if message["id"] == 5 {
            break;
        }
        let done = message["params"]["progress"].as_f64().unwrap();
        assert!(done > last);
        last = done;
    }
    client.assert_served().await;
}
