// The same method of two types in two files: both are called with input, and one of them opens a file.
//@ src/main.rs
mod disk;
mod memory;
mod tools;

use rmcp::{ServiceExt, transport::stdio};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = tools::NoteServer { recent: memory::Recent::default(), kept: disk::Kept::new("/srv/notes") };
    server.serve(stdio()).await?.waiting().await?;
    Ok(())
}

//@ src/memory.rs
use std::collections::HashMap;

#[derive(Default)]
pub struct Recent {
    notes: HashMap<String, String>,
}

impl Recent {
    pub fn text(&self, name: &str) -> Option<String> {
        self.notes.get(name).cloned()
    }
}

//@ src/disk.rs
use std::path::PathBuf;

pub struct Kept {
    root: PathBuf,
}

impl Kept {
    pub fn new(root: &str) -> Self {
        Self { root: root.into() }
    }

    pub fn text(&self, name: &str) -> Option<String> {
        std::fs::read_to_string(self.root.join(name)).ok() //~ P209
    }

    pub fn index(&self) -> Option<String> {
        std::fs::read_to_string(self.root.join("index.txt")).ok()
    }
}

//@ src/tools.rs
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::disk::Kept;
use crate::memory::Recent;

#[derive(Deserialize, JsonSchema)]
pub struct NoteInput {
    pub name: String,
}

pub struct NoteServer {
    pub recent: Recent,
    pub kept: Kept,
}

#[tool_router]
impl NoteServer {
    #[tool(description = "Reads a note")]
    async fn read(&self, Parameters(input): Parameters<NoteInput>) -> String {
        let recent = self.recent.text(&input.name);
        recent.or_else(|| self.kept.text(&input.name)).or_else(|| self.kept.index()).unwrap_or_default()
    }
}
