//! Tools with which an agent reads and writes a workspace.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use cap_std::fs::Dir as Folder;
use portcullis::authority::{Dir, DirError};
use portcullis::prelude::*;
use portcullis::{BoundedString, RelativePath};
use rig::completion::ToolDefinition;
use rig::tool::Tool;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, schemars, tool, tool_router};
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize, schemars::JsonSchema)]
pub struct ReadParams {
    pub path: String,
    pub first_line: Option<usize>,
}

#[derive(Debug, Deserialize)]
pub struct Edit {
    pub file: String,
    pub content: String,
}

#[derive(Debug, Deserialize)]
pub struct Plan {
    pub edits: Vec<Edit>,
}

pub struct Workspace {
    root: PathBuf,
    folder: Folder,
    open: HashMap<String, String>,
}

#[tool_router]
impl Workspace {
    //# bad
    #[tool(description = "Reads a file of the workspace")]
    async fn read_file(&self, Parameters(params): Parameters<ReadParams>) -> Result<String, McpError> {
        let file = File::open(params.path).map_err(|e| McpError::invalid_params(e.to_string(), None))?;
        let skip = params.first_line.unwrap_or(1).saturating_sub(1);
        let lines = BufReader::new(file).lines().skip(skip).take(2000);
        Ok(lines.map_while(Result::ok).collect::<Vec<_>>().join("\n"))
    }

    //# bad
    /// Applies what the model planned.
    pub fn apply(&self, answer: &str) -> Result<usize> {
        let plan: Plan = serde_json::from_str(answer).context("the plan is no JSON")?;
        let mut written = 0;
        for Edit { file, content } in &plan.edits {
            let target = self.root.join(file.trim_start_matches("./"));
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent)?;
            }
            OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .open(target)?
                .write_all(content.as_bytes())?;
            written += 1;
        }
        Ok(written)
    }

    //# good
    #[tool(description = "Reads a file of the workspace, never one outside")]
    async fn read_inside(&self, Parameters(params): Parameters<ReadParams>) -> Result<String, McpError> {
        let mut text = String::new();
        let file =
            self.folder.open(&params.path).map_err(|e| McpError::invalid_params(e.to_string(), None))?;
        file.take(1 << 20)
            .read_to_string(&mut text)
            .map_err(|e| McpError::internal_error(e.to_string(), None))?;
        Ok(text)
    }

    //# good
    #[tool(description = "Says what is in an open buffer")]
    async fn buffer(&self, Parameters(params): Parameters<ReadParams>) -> Result<String, McpError> {
        let missing = || McpError::invalid_params("no such buffer", None);
        self.open.get(&params.path).cloned().ok_or_else(missing)
    }

    //# good
    pub fn listing(&self, names: &[String]) -> Result<String> {
        let text = names.join("\n");
        let mut file = File::create(self.root.join("listing.txt"))?;
        file.write_all(text.as_bytes())?;
        Ok(text)
    }
}

//# bad
/// Reads the notes of a day.
#[capability(read, timeout = "2s")]
async fn notes_of(call: &Call, day: BoundedString<40>) -> Result<String, NotesFailure> {
    call.note("day", day.as_str());
    let name = format!("{}.md", day.as_str());
    let path = Path::new("/var/lib/notes").join(name);
    Ok(tokio::fs::read_to_string(path).await?)
}

//# good
/// Reads a note.
#[capability(read, timeout = "2s")]
async fn note(call: &Call, #[grant] notes: Dir<Notes>, path: RelativePath) -> Result<String, NotesFailure> {
    call.note("folder", "notes");
    Ok(notes.read_to_string(&path)?)
}

struct Notes;

#[failure]
enum NotesFailure {
    #[public("the notes cannot be read")]
    Read(#[from] std::io::Error),
    #[public("there is no such note")]
    Folder(#[from] DirError),
}

#[derive(Deserialize, Serialize)]
pub struct SaveMemory {
    root: PathBuf,
}

#[derive(Deserialize)]
pub struct Memory {
    topic: String,
    text: String,
}

impl Tool for SaveMemory {
    const NAME: &'static str = "save_memory";
    type Error = std::io::Error;
    type Args = Memory;
    type Output = String;

    async fn definition(&self, _prompt: String) -> ToolDefinition {
        crate::definitions::save_memory()
    }

    //# bad
    async fn call(&self, args: Self::Args) -> Result<Self::Output, Self::Error> {
        let slug = args.topic.to_lowercase().replace(' ', "-");
        let path = self.root.join(slug).with_extension("txt");
        tokio::fs::write(&path, args.text).await?;
        Ok(format!("kept in {}", path.display()))
    }
}

//# bad
pub fn load_skill(folder: &Path, name: &str) -> Result<String> {
    let (name, section) = name.split_once('#').unwrap_or((name, "main"));
    let mut path = folder.to_path_buf();
    path.push(name);
    path.set_extension("md");
    let text = fs::read_to_string(path)?;
    let found = text.split("\n## ").find(|part| part.starts_with(section));
    found.map(str::to_owned).with_context(|| format!("no section {section}"))
}

//# good
pub fn load_template(folder: &Path, name: &str) -> Result<String> {
    if name.contains("..") || name.contains(['/', '\\']) || name.is_empty() {
        bail!("{name:?} is no template's name");
    }
    Ok(fs::read_to_string(folder.join(format!("{name}.txt")))?)
}

//# good
pub fn load_persona(folder: &Path, name: &str) -> Result<String> {
    let letters = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    ensure!(letters && name.len() < 40, "{name:?} is no persona's name");
    let path = folder.join(name).join("persona.md");
    Ok(fs::read_to_string(path)?)
}
