//! Plugins that come and go while a client is connected.

use std::time::Duration;

use portcullis::prelude::*;
use portcullis::testing;
use portcullis_mcp::ServeMcp;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::client::{Client, initialize};

struct Greeter;

#[secure_plugin(name = "greeter", version = "1.0.0")]
impl Greeter {
    /// Greets somebody.
    #[capability(read)]
    fn greet(&self, #[validate(length(max = 100000))] name: String) -> String {
        format!("Hello, {}!", name.chars().take(20).collect::<String>())
    }
}

/// Of the same name, and with another answer.
struct Counter;

#[secure_plugin(name = "greeter", version = "2.0.0")]
impl Counter {
    /// Counts letters.
    #[capability(read)]
    fn greet(&self, #[validate(length(max = 100))] name: String) -> Letters {
        Letters { letters: name.chars().count() as u64 }
    }
}

#[data(output)]
struct Letters {
    letters: u64,
}

/// Adds two numbers.
#[capability(read)]
fn add(a: i32, b: i32) -> i64 {
    i64::from(a) + i64::from(b)
}

fn gate() -> Gate {
    let local = Caller::local();
    let permits = Permits::none()
        .permit(local.clone(), add)
        .permit(local.clone(), Greeter::greet)
        .permit(local, Counter::greet)
        .permit(testing::caller("stranger"), add);
    Gate::builder().capability(add).authorizer(permits).ledger(Memory::new()).build().unwrap()
}

async fn names(client: &mut Client) -> Vec<String> {
    let listed = client.request("tools/list", json!({})).await;
    let tools = listed["result"]["tools"].as_array().unwrap();
    tools.iter().map(|tool| tool["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_client_is_told_when_a_plugin_comes_and_goes() {
    let gate = gate();
    let mut client = Client::silent(gate.mcp(), Caller::local());
    let begun = client.request("initialize", initialize("2025-11-25")).await;
    assert_eq!(begun["result"]["capabilities"]["tools"]["listChanged"], true, "{begun}");
    client.send(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#).await;
    assert_eq!(names(&mut client).await, ["add"]);

    gate.load(Greeter).await.unwrap();
    assert_eq!(client.receive().await["method"], "notifications/tools/list_changed");
    assert_eq!(names(&mut client).await, ["add", "greeter.greet"]);
    let greeted = client.call("greeter.greet", r#"{"name":"Ada"}"#).await;
    assert_eq!(greeted["structuredContent"], json!({"result": "Hello, Ada!"}));

    gate.unload("greeter").await.unwrap();
    assert_eq!(client.receive().await["method"], "notifications/tools/list_changed");
    assert_eq!(names(&mut client).await, ["add"]);
    let gone = super::client::error_of(&client.call("greeter.greet", r#"{"name":"Ada"}"#).await);
    assert_eq!(gone["code"], "not_authorized");
}

#[tokio::test]
async fn what_a_client_may_not_call_is_never_told_of() {
    let gate = gate();
    let mut stranger = Client::connect_with(gate.mcp(), testing::caller("stranger"), json!({})).await;
    assert_eq!(names(&mut stranger).await, ["add"]);
    gate.load(Greeter).await.unwrap();
    gate.unload("greeter").await.unwrap();
    assert!(timeout(Duration::from_millis(50), stranger.receive()).await.is_err());
}

#[tokio::test]
async fn a_plugin_that_takes_more_than_all_before_it_can_be_called() {
    let gate = gate();
    let mut client = Client::connect(gate.mcp()).await;
    assert_eq!(names(&mut client).await, ["add"]);
    gate.load(Greeter).await.unwrap();
    client.receive().await;
    let long = "a".repeat(100_000);
    let greeted = client.call("greeter.greet", &json!({ "name": long }).to_string()).await;
    assert_eq!(greeted["isError"], false, "{greeted}");
}

#[tokio::test]
async fn another_plugin_of_the_same_name_has_its_own_schema() {
    let gate = gate();
    gate.load(Greeter).await.unwrap();
    let mut client = Client::connect(gate.mcp()).await;
    gate.unload("greeter").await.unwrap();
    gate.load(Counter).await.unwrap();
    let answered = client.call("greeter.greet", r#"{"name":"Ada"}"#).await;
    assert_eq!(answered["structuredContent"], json!({"letters": 3}), "no wrapping, as the old one had");
    let listed = client.request("tools/list", json!({})).await;
    assert_eq!(listed["result"]["tools"][1]["description"], "Counts letters.");
}

/// Answers when it is told to.
struct Slow(std::sync::Arc<tokio::sync::Semaphore>);

#[secure_plugin(name = "slow")]
impl Slow {
    /// Waits, and says so.
    #[capability(read)]
    async fn wait(&self) -> Result<String, Internal> {
        self.0.add_permits(1);
        while self.0.available_permits() < 2 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Ok("waited".into())
    }
}

#[tokio::test]
async fn a_call_of_a_plugin_that_is_unloaded_meanwhile_gets_its_answer() {
    let permits = Permits::none().permit(Caller::local(), Slow::wait);
    let gate = Gate::builder().authorizer(permits).ledger(Memory::new()).build().unwrap();
    let mut client = Client::connect(gate.mcp()).await;
    let steps = std::sync::Arc::new(tokio::sync::Semaphore::new(0));
    gate.load(Slow(steps.clone())).await.unwrap();
    client.send(super::client::call(7, "slow.wait", "{}")).await;
    while steps.available_permits() == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let unloading = tokio::spawn(async move { gate.unload("slow").await });
    tokio::time::sleep(Duration::from_millis(20)).await;
    steps.add_permits(1);
    let answer = client.receive().await;
    assert_eq!(answer["result"]["structuredContent"], json!({"result": "waited"}), "{answer}");
    unloading.await.unwrap().unwrap();
}

fn meta() -> Value {
    json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
        "io.modelcontextprotocol/clientCapabilities": {},
    })
}

#[tokio::test]
async fn a_client_of_the_newest_protocol_subscribes_and_is_told_under_its_own_id() {
    let gate = gate();
    let mut client = Client::silent(gate.mcp(), Caller::local());
    client.request("tools/list", json!({"_meta": meta()})).await;
    gate.load(Greeter).await.unwrap();
    assert!(timeout(Duration::from_millis(50), client.receive()).await.is_err(), "nobody asked");

    let listen = json!({
        "jsonrpc": "2.0", "id": "mine", "method": "subscriptions/listen",
        "params": {"notifications": {"toolsListChanged": true}, "_meta": meta()},
    });
    let acknowledged = client.ask(listen.to_string()).await;
    assert_eq!(acknowledged["method"], "notifications/subscriptions/acknowledged", "{acknowledged}");
    assert_eq!(acknowledged["params"]["_meta"]["io.modelcontextprotocol/subscriptionId"], "mine");
    gate.unload("greeter").await.unwrap();
    let told = client.receive().await;
    assert_eq!(told["method"], "notifications/tools/list_changed", "{told}");
    assert_eq!(told["params"]["_meta"]["io.modelcontextprotocol/subscriptionId"], "mine");

    let cancel = r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"mine"}}"#;
    client.send(cancel).await;
    client.request("tools/list", json!({"_meta": meta()})).await;
    gate.load(Greeter).await.unwrap();
    assert!(timeout(Duration::from_millis(50), client.receive()).await.is_err(), "the subscription is over");
    client.end().await.unwrap();
}
