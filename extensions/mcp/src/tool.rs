//! Capabilities as MCP tools, and answers as their results.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use portcullis::{Caller, CapabilityId, Descriptor, Effect, Gate};
use rmcp::model::{CallToolResult, ContentBlock, JsonObject, Tool, ToolAnnotations};
use serde_json::{Value, json};

use crate::server::ServeError;

/// Authorities that reach nothing beyond what the gate's owner has in hand.
const CLOSED_WORLD: [&str; 2] = ["dir", "state"];

/// The tools that a caller has had since serving began.
///
/// The gate is asked for each list and each call; this only keeps what is costly to make.
pub(crate) struct Tools {
    by_name: Mutex<BTreeMap<&'static str, Arc<Offered>>>,
    max_input: usize,
}

/// A capability as a tool, and whether its answers are wrapped.
struct Offered {
    /// A plugin that is loaded later may have another one of the same name.
    id: CapabilityId,
    tool: Tool,
    wraps: bool,
}

impl Tools {
    pub(crate) fn of(gate: &Gate, caller: &Caller) -> Result<Self, ServeError> {
        let mut tools = Tools { by_name: Mutex::default(), max_input: 0 };
        for descriptor in gate.capabilities(caller) {
            if tools.offered(&descriptor).is_none() {
                return Err(ServeError::InputIsNoObject { capability: descriptor.name });
            }
            tools.max_input = tools.max_input.max(descriptor.limits.max_input);
        }
        Ok(tools)
    }

    /// The largest `max_input` among them, in bytes.
    pub(crate) fn max_input(&self) -> usize {
        self.max_input
    }

    /// What the caller may call at this moment.
    pub(crate) fn list(&self, gate: &Gate, caller: &Caller) -> Vec<Tool> {
        gate.capabilities(caller)
            .filter_map(|descriptor| self.offered(&descriptor))
            .map(|offered| offered.tool.clone())
            .collect()
    }

    /// Whether answers of this tool are wrapped; asked before the call, since a plugin may be gone after it.
    pub(crate) fn wraps(&self, gate: &Gate, caller: &Caller, name: &str) -> Option<bool> {
        Some(self.offered(&*gate.capability(name, caller)?)?.wraps)
    }

    /// An answer of the gate as the result of a tool.
    pub(crate) fn result(wraps: Option<bool>, answer: Vec<u8>) -> Option<CallToolResult> {
        // A plugin that was loaded in the moment of the call: what is no object must be wrapped.
        let wraps = wraps.unwrap_or_else(|| !answer.starts_with(b"{"));
        let answer = String::from_utf8(answer).ok()?;
        let text = if wraps { format!("{{\"result\":{answer}}}") } else { answer };
        let structured: Value = serde_json::from_str(&text).ok()?;
        let mut result = CallToolResult::success(vec![ContentBlock::text(text)]);
        result.structured_content = Some(structured);
        Some(result)
    }

    fn offered(&self, descriptor: &Descriptor) -> Option<Arc<Offered>> {
        let mut known = self.by_name.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(offered) = known.get(descriptor.name).filter(|offered| offered.id == descriptor.id) {
            return Some(offered.clone());
        }
        let offered = Arc::new(Offered::of(descriptor)?);
        known.insert(descriptor.name, offered.clone());
        Some(offered)
    }
}

impl Offered {
    /// `None` if the input is no object.
    fn of(descriptor: &Descriptor) -> Option<Self> {
        let input = object_schema(&without_title(descriptor.input_schema.as_value()))?;
        let output = without_title(descriptor.output_schema.as_value());
        let (output, wraps) = match object_schema(&output) {
            Some(output) => (output, false),
            None => (wrapped(output), true),
        };
        let tool = Tool::new(descriptor.name, descriptor.description, Arc::new(input))
            .with_raw_output_schema(Arc::new(output))
            .with_annotations(annotations(descriptor));
        Some(Offered { id: descriptor.id, tool, wraps })
    }
}

/// The root's title is the name of a type, often of a generated one, and tells a model nothing.
fn without_title(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(schema) = schema.as_object_mut() {
        schema.remove("title");
    }
    schema
}

/// The schema with `"type": "object"` at its root, as MCP wants it; `None` if it lets anything else through.
fn object_schema(schema: &Value) -> Option<JsonObject> {
    let mut schema = schema.as_object()?.clone();
    match schema.get("type") {
        Some(of_type) => (of_type == "object").then_some(schema),
        // An enum: an object if every variant is one.
        None => {
            let variants = schema.get("oneOf").or_else(|| schema.get("anyOf"))?.as_array()?;
            let all_objects =
                !variants.is_empty() && variants.iter().all(|variant| object_schema(variant).is_some());
            all_objects.then(|| {
                schema.insert("type".into(), "object".into());
                schema
            })
        }
    }
}

/// The schema of `{"result": …}`.
fn wrapped(mut schema: Value) -> JsonObject {
    // It names the dialect of a whole document, and stands at the root only.
    let dialect = schema.as_object_mut().and_then(|schema| schema.remove("$schema"));
    let mut outer = JsonObject::new();
    outer.extend(dialect.map(|dialect| ("$schema".to_owned(), dialect)));
    outer.insert("type".into(), "object".into());
    outer.insert("properties".into(), json!({ "result": schema }));
    outer.insert("required".into(), json!(["result"]));
    outer.insert("additionalProperties".into(), false.into());
    outer
}

/// Hints for the client's user. `write` is no destruction, since another capability can change it back. The world is
/// open where an authority is of a kind that this crate does not know.
fn annotations(descriptor: &Descriptor) -> ToolAnnotations {
    let reads = descriptor.effect == Effect::Read;
    let destroys = descriptor.effect == Effect::Destructive;
    let open = descriptor.grants.iter().any(|grant| !CLOSED_WORLD.contains(&grant.kind));
    ToolAnnotations::new().read_only(reads).destructive(destroys).idempotent(reads).open_world(open)
}
