//! Panics of bodies: caught, their place kept for operators. A payload is never printed, since it may hold a secret,
//! and never dropped where its own destructor could unwind into somebody else.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::Once;

/// A body panicked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Panicked {
    /// `file:line:column`, for operators. `None` when the panic hook did not see it: the body resumed a panic of
    /// another thread, or the process has replaced the hook.
    pub(crate) location: Option<String>,
}

thread_local! {
    /// Whether this thread is just polling or dropping a body.
    static IN_BODY: Cell<bool> = const { Cell::new(false) };
    /// Where a body on this thread panicked last.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Wraps the process's panic hook, once: a panic of a body is noted and not printed, all others go to the hook that
/// was there before.
///
/// A panic that the body itself catches is not printed either. A panic on a thread that the body starts is not a
/// panic of a body, and is printed. A hook that is installed later replaces this one.
pub(crate) fn install_panic_hook() {
    static INSTALLED: Once = Once::new();
    // The hook cannot be changed during a panic: a pool that is made in a destructor leaves it to the next one.
    if std::thread::panicking() {
        return;
    }
    INSTALLED.call_once(|| {
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !note(panic) {
                previous(panic);
            }
        }));
    });
}

/// Keeps the place of a body's panic; false when it is not a body's.
fn note(panic: &PanicHookInfo<'_>) -> bool {
    if !IN_BODY.try_with(Cell::get).unwrap_or(false) {
        return false;
    }
    let location = panic.location().map(ToString::to_string);
    let _ = LAST_PANIC.try_with(|last| last.replace(location));
    true
}

/// Runs a part of a body and turns a panic into the place where it happened.
pub(super) fn contained<T>(part: impl FnOnce() -> T) -> Result<T, Panicked> {
    let _inside = Inside::enter();
    let caught = catch_unwind(AssertUnwindSafe(part));
    caught.map_err(|payload| {
        let location = LAST_PANIC.with(RefCell::take);
        discard(payload);
        Panicked { location }
    })
}

/// Drops a payload whose destructor may panic in its turn, with a payload whose destructor may panic in its turn.
pub(crate) fn discard(mut payload: Box<dyn Any + Send>) {
    const PATIENCE: usize = 8;
    for _ in 0..PATIENCE {
        match catch_unwind(AssertUnwindSafe(|| drop(payload))) {
            Ok(()) => return,
            Err(next) => payload = next,
        }
    }
    // Leaked, since there may be no end to them.
    std::mem::forget(payload);
}

/// Marks the thread as inside a body for as long as it lives; nests.
struct Inside {
    before: bool,
}

impl Inside {
    fn enter() -> Inside {
        let before = IN_BODY.replace(true);
        if !before {
            LAST_PANIC.with(RefCell::take);
        }
        Inside { before }
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        IN_BODY.set(self.before);
    }
}
