use std::collections::HashMap;
use std::sync::Mutex;

use rmcp::handler::server::{router::tool::ToolRouter, wrapper::Parameters};
use rmcp::model::{CallToolResult, Content};
use rmcp::{ErrorData as McpError, tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;

/// What is to be noted.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct NoteArgs {
    /// The title, which names it.
    pub title: String,
    /// The text of the note.
    pub body: Option<String>,
    pub stars: u8,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct FindArgs {
    pub title: String,
}

pub struct Notes {
    notes: Mutex<HashMap<String, String>>,
    tool_router: ToolRouter<Self>,
}

#[tool_router]
impl Notes {
    pub fn new() -> Self {
        Self {
            notes: Mutex::default(),
            tool_router: Self::tool_router(),
        }
    }

    /// Keeps a note.
    #[tool(name = "keep-note")]
    pub async fn keep_note(
        &self,
        Parameters(args): Parameters<NoteArgs>,
    ) -> Result<CallToolResult, McpError> {
        if args.stars > 5 {
            return Err(McpError::invalid_params("five stars at most", None));
        }
        let mut notes = self.notes.lock().map_err(|_| McpError::internal_error("the notes are lost", None))?;
        notes.insert(args.title.clone(), args.body.unwrap_or_default());
        Ok(CallToolResult::success(vec![Content::text(format!("kept {}", args.title))]))
    }

    #[tool(description = concat!("Finds a note ", "by its title."))]
    fn find(&self, Parameters(args): Parameters<FindArgs>) -> Result<CallToolResult, McpError> {
        let notes = self.notes.lock().map_err(|_| McpError::internal_error("the notes are lost", None))?;
        match notes.get(&args.title) {
            Some(body) => Ok(CallToolResult::success(vec![Content::text(body.as_str())])),
            None => Err(McpError::resource_not_found("there is no such note", None)),
        }
    }
}
