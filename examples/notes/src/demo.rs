//! A client that stays connected while the notebook is loaded, used, unloaded and loaded again.

use std::io;
use std::path::Path;

use portcullis::ledger::JournalError;
use portcullis::ledger::journal;
use portcullis::plugin::{LoadError, UnloadError};
use portcullis::prelude::*;
use portcullis_mcp::{ServeError, ServeMcp};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, Lines, ReadHalf, WriteHalf};

use crate::notebook::Notebook;
use crate::offer::{self, OfferError};

/// Plays it, and prints what happens.
///
/// # Errors
///
/// [`DemoError`], also if something is not as it should be.
pub async fn run(folder: &Path, ledger: &Path) -> Result<(), DemoError> {
    let gate = offer::gate(folder, ledger)?;
    let mut client = Client::connect(&gate).await?;
    say("a client is connected", &client.tools().await?);

    gate.load(Notebook::default()).await?;
    say("the plugin is loaded; the client is told", &client.told().await?);
    say("and reads the list again", &client.tools().await?);

    say("a note is added", &client.call("notes.add", json!({"name": "milk", "text": "Buy milk."})).await?);
    say("and another one", &client.call("notes.add", json!({"name": "bread", "text": "Buy bread."})).await?);
    say("a name is taken", &client.call("notes.add", json!({"name": "milk", "text": "Again."})).await?);
    say("a name is no name", &client.call("notes.add", json!({"name": "../milk", "text": "Out."})).await?);
    say("both are found", &client.call("notes.find", json!({"text": "Buy"})).await?);

    let unloaded = gate.unload("notes").await?;
    say("the plugin is unloaded; the client is told", &client.told().await?);
    say("nothing can be called", &client.call("notes.find", json!({"text": "Buy"})).await?);
    expect(unloaded.failure.is_none() && unloaded.still_running == 0, "the plugin left something behind")?;

    gate.load(Notebook::default()).await?;
    say("it is loaded again, and has read its folder", &client.told().await?);
    let found = client.call("notes.find", json!({"text": "bread"})).await?;
    say("the notes are there", &found);
    expect(found.contains("Buy bread."), "a note is gone")?;
    expect(
        matches!(gate.load(Notebook::default()).await, Err(LoadError::AlreadyLoaded { .. })),
        "it was loaded twice",
    )?;

    client.end().await?;
    drop(gate);
    let verified = journal::verify(ledger)?;
    expect(verified.torn_tails.is_empty() && verified.open_intents.is_empty(), "the ledger is not whole")?;
    for entry in journal::entries(ledger)? {
        let record: Value = serde_json::from_str(entry?.json()).unwrap_or_default();
        if let (Some(event), Some(plugin)) = (record["event"].as_str(), record["plugin"].as_object()) {
            say("recorded", &format!("{event} {} {}", plugin["name"], plugin["version"]));
        }
    }
    say("the ledger is verified", &format!("{} records", verified.records));
    Ok(())
}

fn say(what: &str, result: &str) {
    println!("{what:<44} {result}");
}

fn expect(is_so: bool, otherwise: &'static str) -> Result<(), DemoError> {
    if is_so { Ok(()) } else { Err(DemoError::Surprise(otherwise)) }
}

/// An MCP client over a pair of streams in this process.
struct Client {
    lines: Lines<BufReader<ReadHalf<DuplexStream>>>,
    write: WriteHalf<DuplexStream>,
    served: tokio::task::JoinHandle<Result<(), ServeError>>,
    id: u32,
}

impl Client {
    async fn connect(gate: &Gate) -> Result<Self, DemoError> {
        let (near, far) = tokio::io::duplex(64 * 1024);
        let (read, write) = tokio::io::split(far);
        let served = tokio::spawn(gate.mcp().name("notes").serve(read, write, Caller::local()));
        let (read, write) = tokio::io::split(near);
        let mut client = Client { lines: BufReader::new(read).lines(), write, served, id: 0 };
        let about = json!({
            "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "demo", "version": "1"},
        });
        client.request("initialize", about).await?;
        client.send(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"})).await?;
        Ok(client)
    }

    async fn tools(&mut self) -> Result<String, DemoError> {
        let listed = self.request("tools/list", json!({})).await?;
        let names = listed["tools"].as_array().into_iter().flatten().map(|tool| tool["name"].to_string());
        Ok(format!("tools: [{}]", names.collect::<Vec<_>>().join(", ")))
    }

    async fn call(&mut self, name: &str, arguments: Value) -> Result<String, DemoError> {
        let answer = self.request("tools/call", json!({"name": name, "arguments": arguments})).await?;
        let text = answer["content"][0]["text"].as_str().unwrap_or_default();
        if answer["isError"] != true {
            return Ok(text.to_owned());
        }
        let refusal: Value = serde_json::from_str(text).unwrap_or_default();
        Ok(format!(
            "{}: {}",
            refusal["code"].as_str().unwrap_or("failed"),
            refusal["message"].as_str().unwrap_or_default()
        ))
    }

    /// What the server says without being asked.
    async fn told(&mut self) -> Result<String, DemoError> {
        let told = self.receive().await?["method"].to_string();
        expect(told == "\"notifications/tools/list_changed\"", "the client was told something else")?;
        Ok(told)
    }

    async fn request(&mut self, method: &str, params: Value) -> Result<Value, DemoError> {
        self.id += 1;
        let id = self.id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params})).await?;
        let mut reply = self.receive().await?;
        expect(reply["id"] == id, "the server answered something else")?;
        Ok(reply["result"].take())
    }

    async fn send(&mut self, message: &Value) -> Result<(), DemoError> {
        Ok(self.write.write_all(format!("{message}\n").as_bytes()).await?)
    }

    async fn receive(&mut self) -> Result<Value, DemoError> {
        let line = self.lines.next_line().await?.ok_or(DemoError::Surprise("the server has gone"))?;
        serde_json::from_str(&line).map_err(|_| DemoError::Surprise("the server wrote no JSON"))
    }

    async fn end(mut self) -> Result<(), DemoError> {
        self.write.shutdown().await?;
        self.served.await.map_err(|_| DemoError::Surprise("the server panicked"))??;
        Ok(())
    }
}

/// Why the demo ended early.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// There is no gate.
    #[error(transparent)]
    Offer(#[from] OfferError),
    /// The plugin was not loaded.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The plugin was not unloaded.
    #[error(transparent)]
    Unload(#[from] UnloadError),
    /// The client was not served.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The ledger cannot be read.
    #[error(transparent)]
    Ledger(#[from] JournalError),
    /// The streams between client and server.
    #[error(transparent)]
    Streams(#[from] io::Error),
    /// Something was not as it should be.
    #[error("{0}")]
    Surprise(&'static str),
}
