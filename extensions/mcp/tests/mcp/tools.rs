//! The list of tools.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use portcullis::policy::{AuthorizationRequest, Authorizer, Decision, PolicyOutage};
use portcullis::prelude::*;
use portcullis::testing;
use portcullis_mcp::{ServeError, ServeMcp};
use serde_json::{Value, json};

use super::capabilities::{add, find, plain, served};
use super::client::Client;

async fn tool(client: &mut Client, name: &str) -> Value {
    let listed = client.request("tools/list", json!({})).await;
    let tools = listed["result"]["tools"].as_array().unwrap();
    tools.iter().find(|tool| tool["name"] == name).unwrap_or_else(|| panic!("{name} in {listed}")).clone()
}

#[tokio::test]
async fn a_caller_sees_what_it_may_call_and_nothing_else() {
    let served = served();
    let mut local = Client::connect(served.gate.mcp()).await;
    let listed = local.request("tools/list", json!({})).await;
    let names: Vec<_> =
        listed["result"]["tools"].as_array().unwrap().iter().map(|tool| tool["name"].clone()).collect();
    assert_eq!(names, ["add", "count", "count_far", "draw", "explode", "find", "wait"]);

    let mut stranger = Client::silent(served.gate.mcp(), testing::caller("stranger"));
    stranger.request("initialize", super::client::initialize("2025-11-25")).await;
    assert_eq!(stranger.request("tools/list", json!({})).await["result"]["tools"], json!([]));
}

#[tokio::test]
async fn a_schema_carries_every_bound() {
    let mut client = Client::connect(served().gate.mcp()).await;
    let tool = tool(&mut client, "find").await;
    assert_eq!(tool["description"], "Finds a place.");
    let input = &tool["inputSchema"];
    assert_eq!(input["type"], "object");
    assert_eq!(input["required"], json!(["name"]));
    assert_eq!(input["additionalProperties"], false);
    assert_eq!(input.get("title"), None, "the name of a generated type");
    let name = &input["properties"]["name"];
    assert_eq!((&name["minLength"], &name["maxLength"]), (&json!(1), &json!(40)), "{name}");
    assert_eq!(name["pattern"], "^[a-z]+$");
    let height = &tool["outputSchema"]["properties"]["height"];
    assert_eq!((&height["minimum"], &height["maximum"]), (&json!(-500), &json!(9000)), "{height}");
}

#[tokio::test]
async fn an_output_that_is_no_object_is_wrapped_in_the_schema() {
    let mut client = Client::connect(served().gate.mcp()).await;
    let output = tool(&mut client, "add").await["outputSchema"].clone();
    assert_eq!(output["type"], "object");
    assert_eq!(output["required"], json!(["result"]));
    assert_eq!(output["properties"]["result"]["type"], "integer", "{output}");
}

#[tokio::test]
async fn an_enum_of_objects_is_an_object() {
    let mut client = Client::connect(served().gate.mcp()).await;
    let input = tool(&mut client, "draw").await["inputSchema"].clone();
    assert_eq!(input["type"], "object", "{input}");
    assert_eq!(input["oneOf"].as_array().unwrap().len(), 2, "{input}");
    let drawn = client.call("draw", r#"{"kind":"circle","radius":3}"#).await;
    assert_eq!(drawn["structuredContent"], json!({"result": 3}));
}

#[tokio::test]
async fn an_input_that_is_no_object_is_said_before_anything_is_served() {
    let gate = Gate::builder()
        .capability(add)
        .capability(plain)
        .authorizer(Permits::none().permit(Caller::local(), add).permit(Caller::local(), plain))
        .ledger(Memory::new())
        .build()
        .unwrap();
    let (_client, server) = tokio::io::duplex(64);
    let (read, write) = tokio::io::split(server);
    let error = gate.mcp().serve(read, write, Caller::local()).await.unwrap_err();
    assert!(matches!(error, ServeError::InputIsNoObject { capability: "plain" }), "{error}");
}

/// Writes a line.
#[capability(write)]
fn write_down(#[validate(length(max = 10))] line: String) -> bool {
    line.is_empty()
}

#[tokio::test]
async fn annotations_come_from_the_effect() {
    let folder = tempfile::tempdir().unwrap();
    let gate = Gate::builder()
        .capability(add)
        .capability(write_down)
        .authorizer(Permits::none().permit(Caller::local(), add).permit(Caller::local(), write_down))
        .ledger(Journal::open(folder.path().join("audit")).unwrap())
        .build()
        .unwrap();
    let mut client = Client::connect(gate.mcp()).await;
    assert_eq!(
        tool(&mut client, "add").await["annotations"],
        json!({"readOnlyHint": true, "destructiveHint": false, "idempotentHint": true, "openWorldHint": false})
    );
    assert_eq!(
        tool(&mut client, "write_down").await["annotations"],
        json!({"readOnlyHint": false, "destructiveHint": false, "idempotentHint": false, "openWorldHint": false})
    );
}

/// Permits whatever the switch says.
struct Switched(Arc<AtomicBool>);

impl Authorizer for Switched {
    fn authorize(&self, _: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        Ok(if self.0.load(Ordering::SeqCst) { Decision::Permit } else { Decision::Forbid })
    }
}

#[tokio::test]
async fn the_policy_is_asked_anew_for_each_list_and_each_call() {
    let permit = Arc::new(AtomicBool::new(false));
    let gate = Gate::builder()
        .capability(add)
        .capability(find)
        .authorizer(Switched(permit.clone()))
        .ledger(Memory::new())
        .build()
        .unwrap();
    let mut client = Client::connect(gate.mcp()).await;
    assert_eq!(client.request("tools/list", json!({})).await["result"]["tools"], json!([]));

    permit.store(true, Ordering::SeqCst);
    assert_eq!(client.request("tools/list", json!({})).await["result"]["tools"].as_array().unwrap().len(), 2);
    assert_eq!(client.call("add", r#"{"a":2,"b":3}"#).await["structuredContent"], json!({"result": 5}));
    assert_eq!(
        client.call("find", r#"{"name":"x"}"#).await["structuredContent"],
        json!({"name": "x", "height": 12})
    );

    permit.store(false, Ordering::SeqCst);
    assert_eq!(client.request("tools/list", json!({})).await["result"]["tools"], json!([]));
    assert_eq!(
        super::client::error_of(&client.call("add", r#"{"a":2,"b":3}"#).await)["code"],
        "not_authorized"
    );
}

#[tokio::test]
async fn a_cursor_that_was_never_given_out_is_refused() {
    let mut client = Client::connect(served().gate.mcp()).await;
    assert_eq!(client.request("tools/list", json!({"cursor": "x"})).await["error"]["code"], -32602);
}

#[tokio::test]
async fn the_server_says_who_it_is_and_offers_tools_alone() {
    let server = served().gate.mcp().name("maps").version("7.1.0").instructions("Heights are in metres.");
    let mut client = Client::silent(server, Caller::local());
    let reply = client.request("initialize", super::client::initialize("2025-06-18")).await;
    let result = &reply["result"];
    assert_eq!(result["protocolVersion"], "2025-06-18");
    assert_eq!(
        (&result["serverInfo"]["name"], &result["serverInfo"]["version"]),
        (&json!("maps"), &json!("7.1.0"))
    );
    assert_eq!(result["instructions"], "Heights are in metres.");
    assert_eq!(result["capabilities"], json!({"tools": {"listChanged": true}}));
}
