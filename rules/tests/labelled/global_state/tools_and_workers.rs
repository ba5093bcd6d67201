use std::cell::{Cell, RefCell, UnsafeCell};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use once_cell::sync::{Lazy, OnceCell};
use parking_lot::RwLock;
use portcullis::prelude::*;
use rmcp::tool;

lazy_static::lazy_static! {
    static ref REGISTRY: Mutex<BTreeMap<u32, String>> = Mutex::new(BTreeMap::new());
    static ref UNITS: BTreeMap<&'static str, f64> = BTreeMap::from([("m", 1.0), ("km", 1000.0), ("ft", 0.3048)]);
}

static HISTORY: Lazy<RwLock<Vec<String>>> = Lazy::new(Default::default);
static BALANCE: AtomicI64 = AtomicI64::new(0);
static MONTHS: Lazy<Vec<&'static str>> = Lazy::new(|| "jan feb mar apr".split(' ').collect());
static HOME: OnceCell<String> = OnceCell::new();

tokio::task_local! {
    static REQUEST_ID: u64;
}

struct Desk {
    history: RwLock<Vec<String>>,
    open: Cell<bool>,
}

struct Slot(UnsafeCell<u32>);

unsafe impl Sync for Slot {}

static SLOT: Slot = Slot(UnsafeCell::new(0));

impl Desk {
    //# bad
    /// Notes a visit.
    #[tool(description = "Note a visit")]
    async fn visit(&self, name: String) -> String {
        let line = format!("visit of {name}");
        HISTORY.write().push(line);
        format!("{} visits", HISTORY.read().len())
    }

    //# good
    /// Notes a visit at this desk.
    #[tool(description = "Note a visit at this desk")]
    async fn visit_here(&self, name: String) -> String {
        let mut history = self.history.write();
        history.push(format!("visit of {name}"));
        format!("{} visits", history.len())
    }

    //# good
    fn toggle(&self) -> bool {
        let now = !self.open.get();
        self.open.set(now);
        now
    }

    //# bad
    fn register(&self, id: u32, name: &str) -> Result<bool, String> {
        if name.is_empty() {
            return Err("a name is needed".into());
        }
        let mut registry = REGISTRY.lock().map_err(|e| e.to_string())?;
        Ok(registry.insert(id, name.trim().to_owned()).is_none())
    }

    //# good
    fn length(&self, amount: f64, unit: &str) -> Option<f64> {
        let factor = UNITS.get(unit)?;
        Some(amount * factor)
    }
}

//# bad
/// Books an amount.
#[capability(write)]
fn book(amount: i64, fee: i64) -> Result<i64, Failure> {
    let account = &BALANCE;
    let net = amount.saturating_sub(fee);
    let before = account.swap(net, Ordering::AcqRel);
    Ok(before)
}

//# good
#[capability(write)]
fn book_in_state(state: State<AtomicI64>, amount: i64, fee: i64) -> Result<i64, Failure> {
    let net = amount.saturating_sub(fee);
    Ok(state.fetch_add(net, Ordering::AcqRel))
}

//# good
fn month_name(number: usize) -> &'static str {
    let months: &[&'static str] = &MONTHS;
    months.get(number.wrapping_sub(1)).copied().unwrap_or("unknown")
}

//# good
fn home() -> &'static str {
    HOME.get_or_init(|| "/srv/app".to_owned())
}

//# bad
fn memoised(n: u64) -> u64 {
    thread_local! {
        static MEMO: RefCell<BTreeMap<u64, u64>> = RefCell::new(BTreeMap::new());
    }
    MEMO.with(|memo| {
        let mut memo = memo.borrow_mut();
        *memo.entry(n).or_insert_with(|| (1..=n.min(20)).product())
    })
}

//# good
fn memoised_here(numbers: &[u64]) -> Vec<u64> {
    let memo: RefCell<BTreeMap<u64, u64>> = RefCell::new(BTreeMap::new());
    numbers
        .iter()
        .map(|n| *memo.borrow_mut().entry(*n).or_insert_with(|| (1..=(*n).min(20)).product()))
        .collect()
}

//# bad
fn store_slot(value: u32) -> u32 {
    let place = SLOT.0.get();
    let old = unsafe { place.replace(value) };
    old.wrapping_add(value)
}

//# good
async fn with_request<F: Future<Output = u64>>(id: u64, work: F) -> u64 {
    REQUEST_ID.scope(id, async move { work.await + REQUEST_ID.get() }).await
}

//# bad
fn count_lines(text: &str) -> usize {
    static mut TOTAL: usize = 0;
    let lines = text.lines().count();
    unsafe {
        TOTAL = TOTAL.wrapping_add(lines);
        TOTAL
    }
}

//# good
fn fill(buffer: &'static mut [u8], value: u8) -> usize {
    static PATTERN: [u8; 3] = [0, 1, 2];
    for (i, byte) in buffer.iter_mut().enumerate() {
        *byte = value ^ PATTERN.get(i % 3).copied().unwrap_or(0);
    }
    buffer.len()
}
