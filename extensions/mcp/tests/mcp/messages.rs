//! Messages that are not as the protocol says.

use portcullis::Caller;
use portcullis_mcp::ServeMcp;
use serde_json::{Value, json};

use super::capabilities::served;
use super::client::{Client, initialize};

async fn assert_refused(line: impl AsRef<[u8]>, code: i32, id: Value) {
    let line = line.as_ref();
    let shown = String::from_utf8_lossy(line).chars().take(90).collect::<String>();
    let mut client = Client::connect(served().gate.mcp()).await;
    let reply = client.ask(line).await;
    assert_eq!(reply["error"]["code"], code, "{shown}: {reply}");
    assert_eq!(reply.get("id"), Some(&id), "{shown}: {reply}");
    client.assert_served().await;
}

#[tokio::test]
async fn what_is_not_json_is_answered_and_harmless() {
    let deep = format!(r#"{{"jsonrpc":"2.0","id":5,"method":"ping","params":{}"#, "[".repeat(30_000));
    for line in
        [b"{".as_slice(), b"hello", b"{\"id\":5}}", b"\xff\xfe", b"\"\xed\xa0\x80\"", b"\0", deep.as_bytes()]
    {
        assert_refused(line, -32700, Value::Null).await;
    }
}

#[tokio::test]
async fn what_is_no_request_is_answered() {
    assert_refused("[]", -32600, Value::Null).await;
    assert_refused(r#"[{"jsonrpc":"2.0","id":5,"method":"ping"}]"#, -32600, Value::Null).await;
    assert_refused("7", -32600, Value::Null).await;
    assert_refused(r#"{"jsonrpc":"2.0","id":5}"#, -32600, json!(5)).await;
    assert_refused(r#"{"jsonrpc":"1.0","id":5,"method":"ping"}"#, -32600, json!(5)).await;
    assert_refused(r#"{"id":5,"method":"ping"}"#, -32600, json!(5)).await;
    assert_refused(r#"{"jsonrpc":"2.0","id":5,"method":7}"#, -32600, json!(5)).await;
    assert_refused(r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600, Value::Null).await;
    assert_refused(r#"{"jsonrpc":"2.0","id":5.5,"method":"ping"}"#, -32600, Value::Null).await;
    assert_refused(r#"{"jsonrpc":"2.0","id":{"a":1},"method":"ping"}"#, -32600, Value::Null).await;
}

#[tokio::test]
async fn a_repeated_key_anywhere_in_a_request_is_refused() {
    for line in [
        r#"{"jsonrpc":"2.0","id":5,"method":"tools/call","method":"ping","params":{"name":"add","arguments":{"a":1,"b":2}}}"#,
        r#"{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"add","arguments":{"a":1,"b":2}},"params":{}}"#,
        r#"{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"forbidden","name":"add","arguments":{"a":1,"b":2}}}"#,
        r#"{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"add","arguments":{},"arguments":{"a":1,"b":2}}}"#,
        r#"{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"add","arguments":{"a":1,"b":2},"_meta":{"x":1,"x":2}}}"#,
        r#"{"jsonrpc":"2.0","id":5,"m\u0065thod":"ping","method":"ping"}"#,
    ] {
        assert_refused(line, -32600, json!(5)).await;
    }
    assert_refused(r#"{"jsonrpc":"2.0","id":5,"id":6,"method":"ping"}"#, -32600, Value::Null).await;
}

#[tokio::test]
async fn a_method_that_is_not_served_is_unknown_and_not_repeated_to_the_client() {
    for method in
        ["prompts/list", "resources/read", "logging/setLevel", "tasks/get", "Tools/Call", "tools/call ", "x"]
    {
        let line = json!({"jsonrpc": "2.0", "id": 5, "method": method}).to_string();
        assert_refused(line, -32601, json!(5)).await;
    }
    let mut client = Client::connect(served().gate.mcp()).await;
    let reply = client.request("the-clients-own-words", json!({})).await;
    assert!(!reply.to_string().contains("own-words"), "{reply}");
}

#[tokio::test]
async fn parameters_that_do_not_fit_are_refused() {
    for params in [json!([]), json!(null), json!({}), json!({"name": 5}), json!({"name": "add", "_meta": 7})]
    {
        let line = json!({"jsonrpc": "2.0", "id": 5, "method": "tools/call", "params": params}).to_string();
        assert_refused(line, -32602, json!(5)).await;
    }
}

#[tokio::test]
async fn what_wants_no_reply_gets_none() {
    let mut client = Client::connect(served().gate.mcp()).await;
    for line in [
        "",
        "  \t\r",
        r#"{"jsonrpc":"2.0","id":5,"result":{}}"#,
        r#"{"jsonrpc":"2.0","id":5,"error":{"code":1,"message":"x"}}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/unheard-of","params":{"a":1}}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/cancelled"}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":999}}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{}}}"#,
        r#"{"jsonrpc":"2.0","method":"tools/call","params":{"name":"add","arguments":{"a":1,"b":2}}}"#,
    ] {
        client.send(line).await;
    }
    client.assert_served().await;
}

#[tokio::test]
async fn carriage_returns_do_no_harm() {
    let mut client = Client::connect(served().gate.mcp()).await;
    let reply = client.ask("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\"}\r").await;
    assert_eq!(reply, json!({"jsonrpc": "2.0", "id": 5, "result": {}}));
}

#[tokio::test]
async fn nothing_that_comes_before_the_handshake_ends_the_server() {
    let mut client = Client::silent(served().gate.mcp(), Caller::local());
    client.send(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#).await;
    client.send(r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#).await;
    client.send(r#"{"jsonrpc":"2.0","id":5,"result":{}}"#).await;
    assert_eq!(client.ask("nonsense").await["error"]["code"], -32700);
    assert_eq!(client.request("ping", json!({})).await["result"], json!({}));
    let early = client.request("tools/call", json!({"name": "add", "arguments": {"a": 1, "b": 2}})).await;
    assert_eq!(early["error"]["code"], -32602, "{early}");
    let reply = client.request("initialize", initialize("1999-01-01")).await;
    assert_eq!(reply["result"]["protocolVersion"], "2025-11-25", "{reply}");
    client.assert_served().await;
}

#[tokio::test]
async fn a_client_that_says_nothing_ends_well() {
    Client::silent(served().gate.mcp(), Caller::local()).end().await.unwrap();
}
