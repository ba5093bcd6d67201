use std::cell::UnsafeCell;
use std::ffi::{CStr, c_char, c_int};
use std::mem::MaybeUninit;
use std::pin::{Pin, pin};
use std::ptr;
use std::sync::Arc;

use libloading::{Library, Symbol};

const FACTOR: i64 = 3;

static NAMES: [&str; 2] = ["north", "south"];

struct Counter {
    value: UnsafeCell<u64>,
}

struct UnsafeHtml(String);

struct Node {
    value: i64,
    next: Option<Box<Node>>,
}

struct Handle {
    raw: usize,
}

unsafe extern "C" {
    fn strlen(text: *const c_char) -> usize;
    safe fn abs(number: c_int) -> c_int;
}

impl Counter {
    //# bad
    fn increase(&self, by: u64) -> u64 {
        let place = self.value.get();
        unsafe {
            *place = (*place).wrapping_add(by);
            *place
        }
    }

    //# good
    fn increase_alone(&mut self, by: u64) -> u64 {
        let place = self.value.get_mut();
        *place = place.wrapping_add(by);
        *place
    }
}

impl Handle {
    //# bad
    unsafe fn name(&self, length: usize) -> &[u8] {
        let start = ptr::with_exposed_provenance::<u8>(self.raw);
        unsafe { std::slice::from_raw_parts(start, length) }
    }

    //# good
    fn same(&self, other: &Handle, left: &Arc<Node>, right: &Arc<Node>) -> bool {
        self.raw == other.raw && ptr::eq(self, other) && Arc::ptr_eq(left, right)
    }
}

//# bad
fn length_of(text: &CStr) -> usize {
    let mut total = 0;
    for _ in 0..2 {
        total = unsafe { strlen(text.as_ptr()) };
    }
    total
}

//# good
fn length_in_rust(text: &CStr) -> usize {
    text.to_bytes().len()
}

//# good
fn distance(left: c_int, right: c_int) -> c_int {
    let difference = left.saturating_sub(right);
    abs(difference)
}

//# bad
fn call_plugin(library: &Library, amount: i32) -> Result<i32, libloading::Error> {
    let double: Symbol<extern "C" fn(i32) -> i32> = unsafe { library.get(b"double")? };
    Ok(double(amount))
}

//# bad
fn count_call(label: &str) -> u32 {
    static mut CALLS: u32 = 0;
    tracing::trace!(label, "called");
    let calls = &raw mut CALLS;
    unsafe {
        *calls += 1;
        *calls
    }
}

//# good
fn direction(index: usize, buffer: &'static mut [u8]) -> &'static str {
    static FALLBACK: &str = "static mut is not needed";
    buffer.fill(0);
    NAMES.get(index).copied().unwrap_or(FALLBACK)
}

//# bad
fn squares(count: usize) -> [u64; 8] {
    let mut values: MaybeUninit<[u64; 8]> = MaybeUninit::zeroed();
    let first = values.as_mut_ptr().cast::<u64>();
    (0..count.min(8)).for_each(|i| unsafe { first.add(i).write((i * i) as u64) });
    unsafe { values.assume_init() }
}

//# good
fn squares_from_fn(count: usize) -> [u64; 8] {
    std::array::from_fn(|i| if i < count { (i * i) as u64 } else { 0 })
}

//# good
fn product(list: &Node, scale: &i64) -> i64 {
    let mut result = list.value * FACTOR;
    let mut here = list.next.as_deref();
    while let Some(node) = here {
        result = result.wrapping_mul(node.value * *scale);
        here = node.next.as_deref();
    }
    result
}

//# bad
fn last_value(list: &mut Node) -> i64 {
    let mut here: *mut Node = list;
    let mut value = 0;
    loop {
        let node = unsafe { &mut *here };
        value += node.value;
        match node.next.as_deref_mut() {
            Some(next) => here = next,
            None => break value,
        }
    }
}

//# good
fn shown(UnsafeHtml(text): UnsafeHtml) -> String {
    let unsafe_characters = ['<', '>', '&'];
    text.chars().filter(|c| !unsafe_characters.contains(c)).collect()
}

//# bad
fn lengthen(name: &str) -> &'static str {
    let (text, fallback) = (name.trim(), "anonymous");
    if text.is_empty() {
        return fallback;
    }
    unsafe { std::mem::transmute::<&str, &'static str>(text) }
}

//# good
async fn twice<F: Future<Output = u32>>(work: F, other: impl Future<Output = u32> + Unpin) -> u32 {
    let work: Pin<&mut F> = pin!(work);
    let first = work.await;
    let mut other = other;
    first.wrapping_add(Pin::new(&mut other).await)
}

//# bad
fn set_zone(zone: &str) -> usize {
    // Other threads may read the environment at this moment.
    unsafe { std::env::set_var("TZ", zone) };
    zone.len()
}
