//! An agent that calls tools of MCP servers.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use rig::tool::{ToolSet, ToolSetError};
use rmcp::RoleClient;
use rmcp::model::{CallToolRequestParam, CallToolResult, JsonObject};
use rmcp::service::{Peer, RunningService, ServiceError};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub struct Step {
    tool: String,
    target: String,
    arguments: JsonObject,
}

#[derive(Clone, Copy, strum::Display, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum Tool {
    ReadNote,
    FindNotes,
}

impl From<Tool> for &'static str {
    fn from(tool: Tool) -> &'static str {
        match tool {
            Tool::ReadNote => "read_note",
            Tool::FindNotes => "find_notes",
        }
    }
}

type Handler = fn(JsonObject) -> Pin<Box<dyn Future<Output = Value> + Send>>;

//# bad
pub async fn run_step(
    client: &RunningService<RoleClient, ()>,
    step: Step,
) -> Result<CallToolResult, ServiceError> {
    let Step { tool, target, arguments } = step;
    let name = tool.trim().to_lowercase() + "_" + &target;
    client.call_tool(CallToolRequestParam { name: name.into(), arguments: Some(arguments) }).await
}

//# good
pub async fn run_known_step(peer: &Peer<RoleClient>, step: Step) -> Option<CallToolResult> {
    let tool: Tool = step.tool.parse().ok()?;
    let name: &'static str = tool.into();
    let parameters = CallToolRequestParam { name: Cow::Borrowed(name), arguments: Some(step.arguments) };
    peer.call_tool(parameters).await.ok()
}

//# bad
pub async fn run_plan(
    peer: &Peer<RoleClient>,
    answer: &str,
) -> Result<Vec<CallToolResult>, Box<dyn std::error::Error>> {
    // What the model wrote is a list of `tool: argument`.
    let mut results = Vec::new();
    for line in answer.lines() {
        let Some((name, text)) = line.split_once(':') else { continue };
        let mut arguments = JsonObject::new();
        arguments.insert("text".into(), text.trim().into());
        let request =
            CallToolRequestParam { name: name.trim().to_owned().into(), arguments: Some(arguments) };
        results.push(peer.call_tool(request).await?);
    }
    Ok(results)
}

//# good
pub async fn search(peer: &Peer<RoleClient>, words: &[String]) -> Result<CallToolResult, ServiceError> {
    let mut arguments = JsonObject::new();
    arguments.insert("query".into(), words.join(" ").into());
    arguments.insert("tool".into(), format!("notes_{}", words.len()).into());
    peer.call_tool(CallToolRequestParam { name: "find_notes".into(), arguments: Some(arguments) }).await
}

//# bad
pub async fn call_rig(tools: &ToolSet, model_output: &Value) -> Result<String, ToolSetError> {
    let function = model_output.pointer("/function").unwrap_or(&Value::Null);
    let namespace = function["namespace"].as_str().unwrap_or("default");
    let name = match function["name"].as_str() {
        Some(name) if namespace != "default" => format!("{namespace}__{name}"),
        Some(name) => name.to_owned(),
        None => String::new(),
    };
    tools.call(&name, function["arguments"].to_string()).await
}

//# good
pub async fn call_rig_with_one(tools: &ToolSet, model_output: &Value) -> Result<String, ToolSetError> {
    let name = model_output["name"].as_str().unwrap_or_default();
    tracing::debug!(name, "the model asked for");
    let name = "add";
    tools.call(name, model_output["arguments"].to_string()).await
}

//# bad
pub async fn from_environment(peer: &Peer<RoleClient>) -> Option<CallToolResult> {
    let prefix = std::env::var("TOOL_PREFIX").unwrap_or_default();
    let name = match prefix.as_str() {
        "" => Cow::Borrowed("health"),
        prefix => Cow::Owned(prefix.to_owned() + ".health"),
    };
    peer.call_tool(CallToolRequestParam { name, arguments: None }).await.ok()
}

//# good
pub async fn what_finds(peer: &Peer<RoleClient>, wanted: &str) -> Result<Option<String>, ServiceError> {
    let tools = peer.list_all_tools().await?;
    tracing::debug!("somebody asks what finds {wanted}");
    Ok(tools
        .into_iter()
        .find(|tool| tool.name == "find_notes")
        .and_then(|tool| tool.description)
        .map(Cow::into_owned))
}

//# bad
pub async fn dispatch(handlers: &BTreeMap<String, Handler>, step: Step) -> Option<Value> {
    let mut key = String::with_capacity(32);
    key.push_str("tool_");
    key.push_str(&step.tool);
    let handler = handlers.get(key.as_str())?;
    Some(handler(step.arguments).await)
}

//# good
pub async fn dispatch_fixed(step: Step, find: Handler, read: Handler) -> Option<Value> {
    let handler = match step.tool.as_str() {
        "find_notes" => find,
        "read_note" => read,
        _ => return None,
    };
    Some(handler(step.arguments).await)
}
