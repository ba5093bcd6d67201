//! Capabilities that misbehave on purpose, for the demo alone. Each bad thing that a rule refuses has an exception
//! with its reason, which the ledger records when the gate opens.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use portcullis::authority::{Dir, State};
use portcullis::bound::RelativePath;
use portcullis::prelude::*;

use crate::FilesFailure;
use crate::read::{Text, read_part};

/// How long the bad bodies hold their threads.
pub const STUCK: Duration = Duration::from_secs(2);

/// How long their callers wait at most; the attributes below say the same.
pub const TIMEOUT: Duration = Duration::from_millis(250);

/// What the panic says, which no caller may read.
pub const PANIC: &str = "row 4711 of the customers' table is broken";

/// Blocks its thread for two seconds. No cancellation can stop that.
#[capability(
    read,
    timeout = "250ms",
    concurrency = 1,
    allow(blocking_in_async, reason = "shows that a body which blocks its thread delays nobody")
)]
pub async fn block() -> bool {
    std::thread::sleep(STUCK);
    true
}

/// Computes for two seconds without looking up, and never asks whether somebody still waits.
#[capability(read, timeout = "250ms", concurrency = 1)]
pub fn spin() -> bool {
    let begin = Instant::now();
    while begin.elapsed() < STUCK {
        std::hint::spin_loop();
    }
    true
}

/// Panics, with a text that is nobody's business.
#[capability(
    read,
    allow(panic_in_body, reason = "shows that a panic is an answer, and its text is not in it")
)]
pub fn stumble() -> bool {
    panic!("{PANIC}")
}

/// Whether [`erase`] ever ran.
#[derive(Default)]
pub struct Erased(pub AtomicBool);

/// Erases everything. It is in the gate, but nobody is permitted to call it.
#[capability(write)]
pub fn erase(#[grant] erased: State<Erased>) -> bool {
    erased.0.store(true, Ordering::SeqCst);
    true
}

/// Names the temporary folder with symlinks in it: another type than `Served`, so neither is taken for the other.
pub struct Trap;

/// Reads a file in the folder with symlinks, by the same code as `read`.
#[capability(read)]
pub fn read_trap(call: &Call, #[grant] trap: Dir<Trap>, path: RelativePath) -> Result<Text, FilesFailure> {
    read_part(call, &trap, &path, None)
}
