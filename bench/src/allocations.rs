//! Counts what the process allocates. It adds counters to the system allocator and changes nothing else.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

#[global_allocator]
static COUNTING: Counting = Counting;

static ON: AtomicBool = AtomicBool::new(false);
static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);

struct Counting;

impl Counting {
    fn count(bytes: usize) {
        // Off while time is measured: threads that share a counter would wait for its cache line.
        if ON.load(Ordering::Relaxed) {
            ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
            BYTES.fetch_add(bytes as u64, Ordering::Relaxed);
        }
    }
}

// SAFETY: each method passes its arguments on to the system allocator unchanged, whose contract is the same.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Counting::count(layout.size());
        // SAFETY: see above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        Counting::count(layout.size());
        // SAFETY: see above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        Counting::count(new_size);
        // SAFETY: see above.
        unsafe { System.realloc(pointer, layout, new_size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: see above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// What was allocated, by all threads.
#[derive(Debug, Clone, Copy)]
pub struct Allocated {
    /// Calls of the allocator for memory, new or grown.
    pub times: u64,
    /// Bytes asked for.
    pub bytes: u64,
}

/// Counts what is allocated while `work` runs. One count at a time.
pub fn during<T>(work: impl FnOnce() -> T) -> (T, Allocated) {
    let read = || (ALLOCATIONS.load(Ordering::SeqCst), BYTES.load(Ordering::SeqCst));
    let before = read();
    ON.store(true, Ordering::SeqCst);
    let output = work();
    ON.store(false, Ordering::SeqCst);
    let after = read();
    (output, Allocated { times: after.0 - before.0, bytes: after.1 - before.1 })
}
