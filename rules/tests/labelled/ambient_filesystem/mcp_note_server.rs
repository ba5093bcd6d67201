//! Tools of a note-taking server.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use portcullis::authority::DirError;
use portcullis::prelude::*;
use portcullis::{Dir, RelativePath};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{CallToolResult, Content};
use rmcp::{ErrorData as McpError, tool};
use serde::Deserialize;
use tokio::sync::RwLock;

#[derive(Deserialize, schemars::JsonSchema)]
pub struct NoteRequest {
    title: String,
    body: String,
}

pub struct Notes;

#[derive(Clone)]
pub struct NoteServer {
    folder: PathBuf,
    cache: Arc<RwLock<BTreeMap<String, String>>>,
}

impl NoteServer {
    //# bad
    /// Reads a note.
    #[tool(description = "Reads a note")]
    async fn read(&self, Parameters(request): Parameters<NoteRequest>) -> Result<CallToolResult, McpError> {
        let path = self.folder.join(format!("{}.md", request.title));
        let text = tokio::fs::read_to_string(&path)
            .await
            .map_err(|e| McpError::internal_error(e.to_string(), None))?;
        Ok(CallToolResult::success(vec![Content::text(text)]))
    }

    //# bad
    /// Lists the titles of all notes.
    #[tool(description = "Lists the titles of all notes")]
    async fn list(&self) -> Result<CallToolResult, McpError> {
        let Ok(entries) = self.folder.read_dir() else {
            return Ok(CallToolResult::success(vec![]));
        };
        let titles: Vec<Content> = entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .map(Content::text)
            .collect();
        Ok(CallToolResult::success(titles))
    }

    //# good
    /// Keeps a note in memory.
    #[tool(description = "Keeps a note")]
    async fn write(&self, Parameters(request): Parameters<NoteRequest>) -> Result<CallToolResult, McpError> {
        let key = Path::new(&request.title).with_extension("md");
        let mut cache = self.cache.write().await;
        cache.insert(key.display().to_string(), request.body);
        Ok(CallToolResult::success(vec![Content::text(format!("kept as {}", key.display()))]))
    }

    //# good
    /// Says how a note is opened.
    #[tool(description = "Says how to open a note by hand")]
    async fn help(&self) -> Result<CallToolResult, McpError> {
        const TEXT: &str = "call std::fs::read_to_string(path), or File::open(path)? and read the lines";
        // tokio::fs::read would do as well.
        Ok(CallToolResult::success(vec![Content::text(TEXT), Content::text(include_str!("help.md"))]))
    }
}

//# good
/// Reads the beginning of a note.
#[capability(read)]
fn read_note(#[grant] notes: Dir<Notes>, path: RelativePath) -> Result<String, ReadFailure> {
    let read = notes.read(&path, 0, 4096)?;
    let metadata = notes.metadata(&path)?;
    let mut text = String::from_utf8_lossy(&read.bytes).into_owned();
    if metadata.bytes > 4096 {
        text.push_str("…");
    }
    Ok(text)
}

#[failure]
enum ReadFailure {
    #[public("this note cannot be read")]
    Folder(#[from] DirError),
}

//# bad
/// Counts the words of a note.
#[capability(read)]
fn count_words(#[validate(length(max = 80), pattern = "^[a-z]+$")] name: String) -> Result<usize, Internal> {
    use std::io::{BufRead, BufReader};
    let file = std::fs::File::open(Path::new("/var/lib/notes").join(name))?;
    let mut words = 0;
    for line in BufReader::new(file).lines() {
        words += line?.split_whitespace().count();
    }
    Ok(words)
}

//# bad
/// Says whether a note exists.
#[capability(read)]
fn has_note(#[validate(length(max = 80), pattern = "^[a-z]+$")] name: String) -> bool {
    let mut path = PathBuf::from("/var/lib/notes");
    path.push(name);
    path.set_extension("md");
    path.try_exists().unwrap_or(false)
}
