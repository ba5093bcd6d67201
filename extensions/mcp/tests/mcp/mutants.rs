//! Lines that are almost right, thousands of them: whatever a client writes, the server goes on.

use portcullis_mcp::ServeMcp;
use serde_json::{Value, json};

use super::capabilities::served;
use super::client::Client;

/// Stands in the arguments and the names, and must not come back.
const MARKER: &str = "hunter2";

const LINES: [&str; 8] = [
    r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{"a":1,"b":"hunter2"}}}"#,
    r#"{"jsonrpc":"2.0","id":"2","method":"tools/call","params":{"name":"hunter2","arguments":{"hunter2":[1,{}]}}}"#,
    r#"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"add","arguments":{"a":1,"b":2},"_meta":{"progressToken":1}}}"#,
    r#"{"jsonrpc":"2.0","id":4,"method":"tools/list","params":{"cursor":"hunter2"}}"#,
    r#"{"jsonrpc":"2.0","id":5,"method":"ping"}"#,
    r#"{"jsonrpc":"2.0","id":6,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"n","version":"1"}}}"#,
    r#"{"jsonrpc":"2.0","id":7,"method":"hunter2","params":{"hunter2":"hunter2"}}"#,
    r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1,"reason":"hunter2"}}"#,
];

const PIECES: [&[u8]; 12] =
    [b"{", b"}", b"[", b"]", b"\"", b":", b",", b"\\u0061", b"null", b"1e400", b"\xff", b"\"id\":9,"];

fn mutant(random: &mut fastrand::Rng) -> Vec<u8> {
    let mut line = LINES[random.usize(..LINES.len())].as_bytes().to_vec();
    for _ in 0..random.usize(1..4) {
        let at = random.usize(..=line.len());
        let to = random.usize(at..=line.len());
        match random.u8(..5) {
            0 => line.truncate(at),
            1 => drop(line.drain(at..to)),
            2 => drop(line.splice(at..at, PIECES[random.usize(..PIECES.len())].iter().copied())),
            3 => {
                let part = line[at..to].to_vec();
                drop(line.splice(at..at, part));
            }
            _ => line.iter_mut().skip(at).take(1).for_each(|byte| *byte = random.u8(..)),
        }
    }
    line.retain(|byte| *byte != b'\n');
    line
}

#[tokio::test]
async fn nothing_that_a_client_writes_ends_the_server_or_comes_back() {
    let mut client = Client::connect(served().gate.mcp().max_in_flight(200)).await;
    for seed in 0..60 {
        let mut random = fastrand::Rng::with_seed(seed);
        for _ in 0..50 {
            client.send(mutant(&mut random)).await;
        }
        let last = format!("last of {seed}");
        client.send(json!({"jsonrpc": "2.0", "id": last, "method": "ping"}).to_string()).await;
        loop {
            let message = client.receive().await;
            if message["id"] == json!(last) {
                assert_eq!(message["result"], json!({}), "seed {seed}");
                break;
            }
            let mut without_id = message.clone();
            without_id["id"] = Value::Null;
            assert!(!without_id.to_string().contains(MARKER), "seed {seed}: {message}");
        }
    }
    client.end().await.unwrap();
}
