use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, RwLock};

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use regex::Regex;

static REQUESTS: AtomicU64 = AtomicU64::new(0);
static CACHE: LazyLock<Mutex<HashMap<String, String>>> = LazyLock::new(|| Mutex::new(HashMap::new()));
static LAST_USER: RwLock<Option<String>> = RwLock::new(None);
static MAINTENANCE: AtomicBool = AtomicBool::new(false);
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[a-z]{1,32}$").unwrap());
static LIMITS: [u32; 4] = [10, 100, 1_000, 10_000];
static GREETING: &str = "welcome";
static REGION: OnceLock<String> = OnceLock::new();
static mut SEQUENCE: u64 = 0;

const LOCKED: AtomicUsize = AtomicUsize::new(0);

#[derive(Clone, Default)]
struct App {
    requests: Arc<AtomicU64>,
    cache: Arc<Mutex<HashMap<String, String>>>,
}

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    static TRACE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

//# bad
async fn hello(Path(name): Path<String>) -> String {
    let number = REQUESTS.fetch_add(1, Ordering::Relaxed);
    format!("hello {name}, you are number {number}")
}

//# good
async fn hello_from_state(State(app): State<App>, Path(name): Path<String>) -> String {
    let number = app.requests.fetch_add(1, Ordering::Relaxed);
    format!("{GREETING} {name}, you are number {number}")
}

//# bad
async fn translate(Path((word, meaning)): Path<(String, String)>) -> Json<usize> {
    let mut cache = CACHE.lock().unwrap();
    cache.insert(word, meaning);
    Json(cache.len())
}

//# good
async fn translate_in_state(
    State(app): State<App>,
    Path((word, meaning)): Path<(String, String)>,
) -> Result<Json<usize>, StatusCode> {
    if !WORD.is_match(&word) {
        return Err(StatusCode::BAD_REQUEST);
    }
    let mut cache = app.cache.lock().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    cache.insert(word, meaning);
    Ok(Json(cache.len()))
}

//# bad
fn remember(user: &str) -> Option<String> {
    let slot = &LAST_USER;
    let mut guard = match slot.write() {
        Ok(guard) => guard,
        Err(poisoned) => poisoned.into_inner(),
    };
    guard.replace(user.to_owned())
}

//# good
fn limit_of(plan: &str) -> u32 {
    let position = match plan {
        "free" => 0,
        "team" => 1,
        "business" => 2,
        _ => 3,
    };
    LIMITS.get(position).copied().unwrap_or(10)
}

//# bad
fn next_sequence() -> u64 {
    unsafe {
        SEQUENCE += 1;
        SEQUENCE
    }
}

//# bad
async fn switch_maintenance(Json(on): Json<bool>) -> StatusCode {
    if on {
        MAINTENANCE.store(true, Ordering::SeqCst);
    } else {
        MAINTENANCE.store(false, Ordering::SeqCst);
    }
    StatusCode::NO_CONTENT
}

//# good
fn region() -> &'static str {
    REGION.get_or_init(|| String::from("eu-north")).as_str()
}

//# good
fn unique_words(text: &str) -> usize {
    static SEPARATOR: OnceLock<Regex> = OnceLock::new();
    let separator = SEPARATOR.get_or_init(|| Regex::new(r"\W+").unwrap());
    let mut words: Vec<&str> = separator.split(text).collect();
    words.sort_unstable();
    words.dedup();
    words.len()
}

//# bad
fn enter(label: &str) -> u32 {
    let depth = DEPTH.with(|d| {
        d.set(d.get() + 1);
        d.get()
    });
    TRACE.with_borrow_mut(|t| t.push(label.to_owned()));
    depth
}

//# bad
fn ticket(prefix: &str) -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    let counter: &AtomicUsize = &NEXT;
    let mut old = counter.load(Ordering::Relaxed);
    while let Err(seen) = counter.compare_exchange(old, old + 1, Ordering::AcqRel, Ordering::Relaxed) {
        old = seen;
    }
    format!("{prefix}-{old}")
}

//# good
fn tickets(prefix: &str, count: usize) -> Vec<String> {
    let next = LOCKED;
    (0..count.min(100)).map(|_| format!("{prefix}-{}", next.fetch_add(1, Ordering::Relaxed))).collect()
}
