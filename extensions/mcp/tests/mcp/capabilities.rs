//! The capabilities that the tests serve, and a gate of them.

use std::sync::Arc;

use portcullis::State;
use portcullis::prelude::*;
use tokio::sync::Semaphore;

/// Adds two numbers.
#[capability(read, rate = "100000/s")]
pub fn add(a: i32, b: i32) -> i64 {
    i64::from(a) + i64::from(b)
}

/// A place on a map.
#[data]
pub struct Place {
    /// What people call it.
    #[validate(length(min = 1, max = 40))]
    pub name: String,
    /// Metres above the sea.
    #[validate(range(min = -500, max = 9000))]
    pub height: i32,
}

/// Finds a place.
#[capability(read)]
pub fn find(#[validate(length(min = 1, max = 40), pattern = "^[a-z]+$")] name: String) -> Place {
    Place { name, height: 12 }
}

/// Something to draw.
#[data]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Shape {
    /// All around a point.
    Circle { radius: u32 },
    /// Between four corners.
    Square { side: u32 },
}

/// Draws a shape.
#[capability(read)]
pub fn draw(#[input] shape: Shape) -> u32 {
    match shape {
        Shape::Circle { radius } => radius,
        Shape::Square { side } => side,
    }
}

/// A word, and therefore no JSON object.
#[data]
pub enum Word {
    /// One.
    Yes,
    /// The other.
    No,
}

/// Takes a word as it is.
#[capability(read)]
pub fn plain(#[input] word: Word) -> bool {
    matches!(word, Word::Yes)
}

/// Counts, and says so.
#[capability(read, rate = "1000/s")]
pub async fn count(call: &Call, #[validate(length(max = 64))] steps: Vec<u64>) -> usize {
    for step in &steps {
        call.progress(*step, Some(100));
    }
    steps.len()
}

/// Counts very far, and tells when it has.
#[capability(read)]
pub async fn count_far(call: &Call, #[grant] signals: State<Signals>) -> bool {
    for step in 0..100_000 {
        call.progress(step, None);
    }
    signals.done.add_permits(1);
    true
}

/// Waits until nobody wants it any more.
#[capability(read, timeout = "1min", concurrency = 200, rate = "100000/s")]
pub async fn wait(#[grant] signals: State<Signals>) -> bool {
    struct Ended(Arc<Semaphore>);
    impl Drop for Ended {
        fn drop(&mut self) {
            self.0.add_permits(1);
        }
    }
    let _ended = Ended(signals.ended.clone());
    signals.begun.add_permits(1);
    std::future::pending().await
}

/// Panics with a text that nobody may read.
#[capability(read, allow(panic_in_body, reason = "shows what becomes of a panic"))]
pub async fn explode(#[validate(length(max = 40))] text: String) -> i64 {
    panic!("it was {text}");
}

/// Nobody may call this.
#[capability(read)]
pub fn forbidden() -> bool {
    true
}

/// What bodies tell a test: each adds a permit.
pub struct Signals {
    pub begun: Arc<Semaphore>,
    pub ended: Arc<Semaphore>,
    pub done: Arc<Semaphore>,
}

pub struct Served {
    pub gate: Gate,
    pub ledger: Memory,
    pub begun: Arc<Semaphore>,
    pub ended: Arc<Semaphore>,
    pub done: Arc<Semaphore>,
}

pub fn served() -> Served {
    let ledger = Memory::new();
    let new = || Arc::new(Semaphore::new(0));
    let (begun, ended, done) = (new(), new(), new());
    let signals = Signals { begun: begun.clone(), ended: ended.clone(), done: done.clone() };
    let local = Caller::local;
    let permits = Permits::none()
        .permit(local(), add)
        .permit(local(), find)
        .permit(local(), draw)
        .permit(local(), count)
        .permit(local(), count_far)
        .permit(local(), wait)
        .permit(local(), explode);
    let gate = Gate::builder()
        .capability(add)
        .capability(find)
        .capability(draw)
        .capability(count)
        .capability(count_far)
        .capability(wait)
        .capability(explode)
        .capability(forbidden)
        .grant(State::new(signals))
        .authorizer(permits)
        .ledger(ledger.clone())
        .build()
        .unwrap();
    Served { gate, ledger, begun, ended, done }
}

/// Waits for one permit.
pub async fn one(signal: &Semaphore) {
    signal.acquire().await.unwrap().forget();
}
