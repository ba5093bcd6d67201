use std::collections::{HashMap, HashSet};
use std::mem::forget as keep_alive;
use std::sync::{Arc, Mutex, OnceLock};

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use portcullis::prelude::*;
use rmcp::tool;
use tempfile::TempDir;
use url::Url;

#[derive(Clone)]
struct App {
    names: Arc<Mutex<HashSet<&'static str>>>,
    owned: Arc<Mutex<HashSet<Arc<str>>>>,
    memory: Arc<Memory>,
}

#[derive(Default)]
struct Memory {
    facts: Mutex<HashMap<String, String>>,
}

struct Envelope {
    body: Vec<u8>,
}

impl Envelope {
    fn into_raw(self) -> Vec<u8> {
        self.body
    }
}

impl Memory {
    //# good
    fn forget(&self, key: &str) -> bool {
        self.facts.lock().is_ok_and(|mut facts| facts.remove(key).is_some())
    }

    //# good
    fn forget_all(&self, keys: &[String]) -> usize {
        keys.iter().filter(|key| self.forget(key)).count()
    }
}

//# bad
async fn intern(State(app): State<App>, Path(name): Path<String>) -> Result<&'static str, StatusCode> {
    let mut names = app.names.lock().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    if let Some(known) = names.get(name.as_str()) {
        return Ok(known);
    }
    let name: &'static str = name.leak();
    names.insert(name);
    Ok(name)
}

//# good
async fn intern_shared(State(app): State<App>, Path(name): Path<String>) -> Result<String, StatusCode> {
    let mut names = app.owned.lock().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let name: Arc<str> = Arc::from(name);
    names.insert(Arc::clone(&name));
    Ok(name.to_string())
}

struct Tools {
    app: App,
}

impl Tools {
    //# bad
    /// Adds labels.
    #[tool(description = "Add labels")]
    async fn add_labels(&self, labels: Vec<String>) -> usize {
        let fixed: Vec<&'static str> = labels.into_iter().map(|l| &*Box::leak(l.into_boxed_str())).collect();
        match self.app.names.lock() {
            Ok(mut names) => {
                names.extend(fixed);
                names.len()
            }
            Err(_) => 0,
        }
    }

    //# good
    /// Forgets a fact.
    #[tool(description = "Forget a fact")]
    async fn forget_fact(&self, key: String) -> String {
        let gone = self.app.memory.forget(&key);
        if gone { format!("{key} forgotten") } else { "mem::forget would not help".to_owned() }
    }
}

//# bad
/// Makes a working folder.
#[capability(write)]
fn working_folder(prefix: String) -> Result<String, Failure> {
    let dir = TempDir::with_prefix(prefix)?;
    let path = dir.path().display().to_string();
    keep_alive(dir);
    Ok(path)
}

//# good
#[capability(write)]
fn in_working_folder(prefix: String, text: String) -> Result<u64, Failure> {
    let dir = TempDir::with_prefix(prefix)?;
    let file = dir.path().join("note.txt");
    std::fs::write(&file, text)?;
    let size = std::fs::metadata(&file)?.len();
    dir.close()?;
    Ok(size)
}

//# bad
fn start_span(request: &str, facts: &Memory) -> usize {
    let guard = facts.facts.lock();
    let count = guard.as_ref().map(|facts| facts.len()).unwrap_or(0);
    tracing::info!(request, count, "facts");
    // The lock stays taken for ever.
    std::mem::forget(guard);
    count
}

//# good
fn end_span(request: &str, facts: &Memory) -> usize {
    let guard = facts.facts.lock();
    let count = guard.as_ref().map(|facts| facts.len()).unwrap_or(0);
    drop(guard);
    tracing::info!(request, count, "facts");
    count
}

//# good
fn body_of(envelope: Envelope) -> String {
    let raw = envelope.into_raw();
    String::from_utf8_lossy(&raw).into_owned()
}

//# bad
async fn load_rules(Json(texts): Json<Vec<String>>) -> Json<usize> {
    let mut rules: Vec<&'static str> = Vec::new();
    for text in texts {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let lines: &'static mut [String] = Vec::leak(lines);
        rules.extend(lines.iter().map(String::as_str));
    }
    Json(rules.len())
}

//# good
async fn count_rules(Json(texts): Json<Vec<String>>) -> Json<usize> {
    static DEFAULTS: OnceLock<Vec<&'static str>> = OnceLock::new();
    let defaults = DEFAULTS.get_or_init(|| vec!["deny all", "permit health"]);
    let all: HashSet<&str> = texts.iter().flat_map(|t| t.lines()).chain(defaults.iter().copied()).collect();
    Json(all.len())
}

//# bad
fn discard(envelopes: Vec<Envelope>) -> usize {
    let (large, small): (Vec<_>, Vec<_>) = envelopes.into_iter().partition(|e| e.body.len() > 1024);
    let count = large.len();
    large.into_iter().for_each(core::mem::forget);
    count + small.len()
}

//# good
fn hosts(texts: &[String]) -> Vec<String> {
    let urls = texts.iter().filter_map(|t| Url::parse(t).ok());
    let mut hosts: Vec<String> = urls.map(|u| String::from(u)).collect();
    hosts.retain(|h| !h.is_empty());
    hosts
}
