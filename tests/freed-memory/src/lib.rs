//! An allocator that keeps what is freed, so that a test can look for secrets in it.
//!
//! While a search runs, no block that is freed is used again: it stays as it was at the moment when it was freed. For test
//! programs alone.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Blocks that can be kept in one search.
const BLOCKS: usize = 1 << 16;

/// So many bytes of a secret in a row are a find: a copy may be cut off, and its first bytes overwritten by the allocator.
const FRAGMENT: usize = 8;

/// The allocator of a test program: `#[global_allocator] static ALLOCATOR: Keeping = Keeping::new();`.
pub struct Keeping {
    searching: AtomicBool,
    freed: AtomicUsize,
    blocks: [Block; BLOCKS],
    alone: Mutex<()>,
}

struct Block {
    start: AtomicPtr<u8>,
    size: AtomicUsize,
    align: AtomicUsize,
}

impl Keeping {
    /// An allocator that keeps nothing yet.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Keeping {
            searching: AtomicBool::new(false),
            freed: AtomicUsize::new(0),
            blocks: [const { Block::empty() }; BLOCKS],
            alone: Mutex::new(()),
        }
    }

    /// Waits until no other test searches or prepares to: what it frees would be found as well.
    pub fn alone(&self) -> Alone<'_> {
        Alone { allocator: self, _guard: self.alone.lock().unwrap_or_else(PoisonError::into_inner) }
    }
}

/// The right to search, of one test at a time and from its first line on.
pub struct Alone<'a> {
    allocator: &'a Keeping,
    _guard: MutexGuard<'a, ()>,
}

impl Alone<'_> {
    /// Runs `work` and tells how many of the blocks that were freed meanwhile, on whatever thread, hold a part of
    /// `secret`, 8 bytes or longer.
    ///
    /// What `work` returns is dropped before the search, so that its end is searched as well.
    ///
    /// # Panics
    ///
    /// If more blocks were freed than can be kept, or none at all: such a search says nothing.
    pub fn leaks<R>(&self, secret: &[u8], work: impl FnOnce() -> R) -> usize {
        self.count_freed(|block| block.holds(secret), work)
    }

    /// Runs `work` and tells how many of the blocks of `least` bytes and more that were freed meanwhile were not wiped.
    ///
    /// # Panics
    ///
    /// As of [`leaks`](Self::leaks).
    pub fn unwiped<R>(&self, least: usize, work: impl FnOnce() -> R) -> usize {
        self.count_freed(
            |block| block.bytes().len() >= least && block.bytes().iter().any(|byte| *byte != 0),
            work,
        )
    }

    fn count_freed<R>(&self, counts: impl Fn(&Block) -> bool, work: impl FnOnce() -> R) -> usize {
        let allocator = self.allocator;
        allocator.freed.store(0, Ordering::SeqCst);
        allocator.searching.store(true, Ordering::SeqCst);
        drop(work());
        allocator.searching.store(false, Ordering::SeqCst);
        let freed = allocator.freed.load(Ordering::SeqCst);
        let kept = || allocator.blocks.iter().take(freed);
        let count = kept().filter(|block| counts(block)).count();
        kept().for_each(Block::release);
        assert!(
            (1..=BLOCKS).contains(&freed),
            "{freed} blocks were freed, which is none or too many to keep"
        );
        count
    }
}

#[allow(unsafe_code)]
impl Block {
    const fn empty() -> Self {
        Block {
            start: AtomicPtr::new(std::ptr::null_mut()),
            size: AtomicUsize::new(0),
            align: AtomicUsize::new(0),
        }
    }

    /// What stood in it when it was freed.
    fn bytes(&self) -> &[u8] {
        let start = self.start.load(Ordering::SeqCst);
        let size = self.size.load(Ordering::SeqCst);
        // SAFETY: the block was handed out with this size, its owner has given it back, and it is not released before
        // the search is over. Every block is allocated zeroed, so all of it is initialized.
        unsafe { std::slice::from_raw_parts(start, size) }
    }

    fn holds(&self, secret: &[u8]) -> bool {
        let fragment = FRAGMENT.min(secret.len());
        secret.windows(fragment).any(|part| self.bytes().windows(fragment).any(|window| window == part))
    }

    fn release(&self) {
        let layout =
            Layout::from_size_align(self.size.load(Ordering::SeqCst), self.align.load(Ordering::SeqCst));
        if let Ok(layout) = layout {
            // SAFETY: start and layout are those that `dealloc` was given, and nobody has the block any more.
            unsafe { System.dealloc(self.start.load(Ordering::SeqCst), layout) }
        }
    }
}

// SAFETY: blocks come from the system's allocator and go back to it with the layout that they came with, at once or after a
// search. Neither function allocates.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Keeping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's duties are those of `alloc_zeroed`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
        if self.searching.load(Ordering::SeqCst) {
            let number = self.freed.fetch_add(1, Ordering::SeqCst);
            if let Some(block) = self.blocks.get(number) {
                block.start.store(start, Ordering::SeqCst);
                block.size.store(layout.size(), Ordering::SeqCst);
                block.align.store(layout.align(), Ordering::SeqCst);
            }
            // One for which there is no place is never released, and the search panics.
            return;
        }
        // SAFETY: the caller's duties are those of `dealloc`.
        unsafe { System.dealloc(start, layout) }
    }

    // No `realloc`: the default one allocates, copies and deallocates, so that the old block is seen.
}
