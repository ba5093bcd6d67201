//! A client that can write anything at all.

use std::time::Duration;

use portcullis::Caller;
use portcullis_mcp::{McpServer, ServeError};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, Lines, ReadHalf, WriteHalf};
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Beyond this, something hangs.
const SOON: Duration = Duration::from_secs(20);

pub struct Client {
    pub lines: Lines<BufReader<ReadHalf<DuplexStream>>>,
    pub write: WriteHalf<DuplexStream>,
    pub served: JoinHandle<Result<(), ServeError>>,
    last_id: i64,
}

impl Client {
    /// A client that has said nothing yet.
    pub fn silent(server: McpServer, caller: Caller) -> Self {
        let (near, far) = tokio::io::duplex(4096);
        let (read, write) = tokio::io::split(far);
        let served = tokio::spawn(server.serve(read, write, caller));
        let (read, write) = tokio::io::split(near);
        Client { lines: BufReader::new(read).lines(), write, served, last_id: 1000 }
    }

    /// A client that has shaken hands.
    pub async fn connect(server: McpServer) -> Self {
        Self::connect_with(server, Caller::local(), json!({})).await
    }

    /// A client that has shaken hands, and can do this.
    pub async fn connect_with(server: McpServer, caller: Caller, capabilities: Value) -> Self {
        let mut client = Self::silent(server, caller);
        let version = "2025-11-25";
        let mut about = initialize(version);
        about["capabilities"] = capabilities;
        let reply = client.request("initialize", about).await;
        assert_eq!(reply["result"]["protocolVersion"], version, "{reply}");
        client.send(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#).await;
        client
    }

    /// Writes a line.
    pub async fn send(&mut self, line: impl AsRef<[u8]>) {
        timeout(SOON, async {
            self.write.write_all(line.as_ref()).await.unwrap();
            self.write.write_all(b"\n").await.unwrap();
        })
        .await
        .expect("the server reads");
    }

    /// The next message of the server.
    pub async fn receive(&mut self) -> Value {
        let line = timeout(SOON, self.lines.next_line()).await.expect("the server writes").unwrap();
        let message: Value = serde_json::from_str(&line.expect("the server is there")).unwrap();
        assert_eq!(message["jsonrpc"], "2.0");
        message
    }

    /// Sends a line, and gives the next message.
    pub async fn ask(&mut self, line: impl AsRef<[u8]>) -> Value {
        self.send(line).await;
        self.receive().await
    }

    pub async fn request(&mut self, method: &str, params: Value) -> Value {
        self.last_id += 1;
        let id = self.last_id;
        let reply = self
            .ask(json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).to_string())
            .await;
        assert_eq!(reply["id"], id, "{reply}");
        reply
    }

    /// The result of a call whose arguments are written just so.
    pub async fn call(&mut self, name: &str, arguments: &str) -> Value {
        let reply = self.ask(call(7, name, arguments)).await;
        assert_eq!(reply["id"], 7, "{reply}");
        reply["result"].clone()
    }

    /// The server still answers, and has nothing else to say.
    pub async fn assert_served(&mut self) {
        assert_eq!(self.call("add", r#"{"a":2,"b":3}"#).await["structuredContent"], json!({"result": 5}));
    }

    /// Closes the input, and gives what `serve` returned.
    pub async fn end(mut self) -> Result<(), ServeError> {
        self.write.shutdown().await.unwrap();
        timeout(Duration::from_secs(3), self.served).await.expect("serve returns").unwrap()
    }
}

pub fn call(id: i64, name: &str, arguments: &str) -> String {
    format!(
        r#"{{"jsonrpc":"2.0","id":{id},"method":"tools/call","params":{{"name":"{name}","arguments":{arguments}}}}}"#
    )
}

pub fn initialize(version: &str) -> Value {
    json!({"protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}})
}

/// The text of an `isError` result, which is the JSON of a `CallError`.
pub fn error_of(result: &Value) -> Value {
    assert_eq!(result["isError"], true, "{result}");
    assert_eq!(result.get("structuredContent"), None, "clients would check it against the output schema");
    serde_json::from_str(result["content"][0]["text"].as_str().unwrap()).unwrap()
}
