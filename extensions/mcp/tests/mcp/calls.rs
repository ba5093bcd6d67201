//! Calls and their results.

use portcullis_mcp::ServeMcp;
use serde_json::{Value, json};

use super::capabilities::served;
use super::client::{Client, error_of};

#[tokio::test]
async fn an_answer_comes_as_structure_and_as_the_same_text() {
    let mut client = Client::connect(served().gate.mcp()).await;
    let result = client.call("find", r#"{"name":"delft"}"#).await;
    assert_eq!(result["structuredContent"], json!({"name": "delft", "height": 12}));
    let text: Value = serde_json::from_str(result["content"][0]["text"].as_str().unwrap()).unwrap();
    assert_eq!(text, result["structuredContent"]);
    assert_ne!(result["isError"], true);
}

#[tokio::test]
async fn a_wrapped_answer_has_the_same_text() {
    let mut client = Client::connect(served().gate.mcp()).await;
    let result = client.call("add", r#"{"a":2,"b":3}"#).await;
    assert_eq!(result["structuredContent"], json!({"result": 5}));
    assert_eq!(result["content"][0]["text"], r#"{"result":5}"#);
}

#[tokio::test]
async fn a_model_reads_how_to_mend_its_call() {
    let mut client = Client::connect(served().gate.mcp()).await;
    let error = error_of(&client.call("find", r#"{"name":"NOT-LOWER"}"#).await);
    assert_eq!(error["code"], "invalid_input");
    assert_eq!(error["fields"][0]["path"], "/name");
    assert_eq!(error["outcome"], "not_started");
    assert!(!error.to_string().contains("NOT-LOWER"), "{error}");
}

#[tokio::test]
async fn a_repeated_argument_is_refused() {
    let mut client = Client::connect(served().gate.mcp()).await;
    for arguments in [r#"{"a":1,"b":2,"a":3}"#, r#"{"a":1,"b":2,"\u0061":3}"#] {
        assert_eq!(error_of(&client.call("add", arguments).await)["code"], "malformed_input", "{arguments}");
    }
}

#[tokio::test]
async fn whatever_stands_as_arguments_is_for_the_gate_to_refuse() {
    let served = served();
    let mut client = Client::connect(served.gate.mcp()).await;
    let deep = format!("{}{}", "[".repeat(2000), "]".repeat(2000));
    let refused = [
        "[1,2]",
        "null",
        "7",
        r#""a""#,
        "{}",
        r#"{"a":1,"b":2,"c":3}"#,
        r#"{"a":1e999,"b":2}"#,
        r#"{"a":"\ud800","b":2}"#,
        deep.as_str(),
    ];
    for arguments in refused {
        let code = error_of(&client.call("add", arguments).await)["code"].clone();
        assert!(
            ["malformed_input", "input_too_large"].contains(&code.as_str().unwrap()),
            "{arguments:.20}: {code}"
        );
    }
    served.gate.flush().await.unwrap();
    let recorded =
        served.ledger.records().iter().filter(|record| record.capability.as_deref() == Some("add")).count();
    assert_eq!(recorded, refused.len(), "each is in the ledger");
}

#[tokio::test]
async fn arguments_may_be_left_out() {
    let mut client = Client::connect(served().gate.mcp()).await;
    let reply = client.request("tools/call", json!({"name": "add"})).await;
    assert_eq!(error_of(&reply["result"])["code"], "malformed_input");
    let reply = client.request("tools/call", json!({"name": "count_far"})).await;
    assert_eq!(reply["result"]["structuredContent"], json!({"result": true}));
}

#[tokio::test]
async fn an_unknown_tool_looks_like_a_forbidden_one() {
    let mut client = Client::connect(served().gate.mcp()).await;
    let mut seen = vec![];
    for name in ["forbidden", "no_such_tool", "", "../add", "add\\u0000"] {
        let mut error = error_of(&client.call(name, "{}").await);
        error.as_object_mut().unwrap().remove("reference").unwrap();
        seen.push(error);
    }
    assert_eq!(seen[0]["code"], "not_authorized");
    assert!(seen.iter().all(|error| *error == seen[0]), "{seen:?}");
}

#[tokio::test]
async fn a_call_without_a_handshake_is_authorized_like_any_other() {
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    for caller in [portcullis::Caller::local(), portcullis::testing::caller("mallory")] {
        let name = if caller == portcullis::Caller::local() { "forbidden" } else { "add" };
        let mut client = Client::silent(served().gate.mcp(), caller);
        let params = json!({"name": name, "arguments": {"a": 2, "b": 3}, "_meta": meta});
        let result = client.request("tools/call", params).await["result"].take();
        assert_eq!(error_of(&result)["code"], "not_authorized");
        client.end().await.unwrap();
    }
}

#[tokio::test]
async fn a_panic_is_a_reply() {
    let mut client = Client::connect(served().gate.mcp()).await;
    let error = error_of(&client.call("explode", r#"{"text":"hunter2"}"#).await);
    assert_eq!(error["code"], "panicked");
    assert!(!error.to_string().contains("hunter2"), "{error}");
    client.assert_served().await;
}

#[tokio::test]
async fn many_calls_at_once_each_get_their_own_answer() {
    let mut client = Client::connect(served().gate.mcp()).await;
    for round in 0..10 {
        for number in 0..8 {
            let arguments = format!(r#"{{"a":{round},"b":{number}}}"#);
            client.send(super::client::call(round * 8 + number, "add", &arguments)).await;
        }
        let mut answered = vec![];
        for _ in 0..8 {
            let reply = client.receive().await;
            let id = reply["id"].as_i64().unwrap();
            assert_eq!(reply["result"]["structuredContent"]["result"], round + id - round * 8, "{reply}");
            answered.push(id);
        }
        answered.sort_unstable();
        assert_eq!(answered, (round * 8..round * 8 + 8).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn the_newest_protocol_needs_no_handshake() {
    let mut client = Client::silent(served().gate.mcp(), portcullis::Caller::local());
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let discovered = client.request("server/discover", json!({"_meta": meta})).await;
    assert!(
        discovered["result"]["supportedVersions"].as_array().unwrap().contains(&json!("2026-07-28")),
        "{discovered}"
    );
    let listed = client.request("tools/list", json!({"_meta": meta})).await;
    assert_eq!(listed["result"]["cacheScope"], "private", "what one caller sees is not for others: {listed}");
    let params = json!({"name": "add", "arguments": {"a": 2, "b": 3}, "_meta": meta});
    assert_eq!(
        client.request("tools/call", params).await["result"]["structuredContent"],
        json!({"result": 5})
    );
    client.end().await.unwrap();
}
