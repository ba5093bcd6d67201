//! What all rows have in common: bytes of arguments in, bytes of the structured output out.

use std::error::Error;
use std::time::Duration;

/// A door, once everything behind it is ready.
pub type Opened<D> = Result<D, Box<dyn Error + Send + Sync>>;

/// A way to the tools, in process.
pub trait Door: Clone + Send + Sync + 'static {
    /// Calls a tool. `Err` is the text that the caller reads.
    fn call(&self, tool: &'static str, input: &[u8]) -> impl Future<Output = Result<Vec<u8>, String>> + Send;
}

/// Limits, for those doors that have them.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long a caller waits for an answer.
    pub deadline: Duration,
    /// Calls a second.
    pub rate: u32,
    /// Calls at the same time.
    pub concurrency: usize,
    /// Bytes of arguments.
    pub input: usize,
    /// Bytes of output.
    pub output: usize,
}

impl Limits {
    /// For measuring: every guard does its work, and none says no.
    pub const WIDE: Limits = Limits {
        deadline: Duration::from_secs(5),
        rate: 10_000_000,
        concurrency: 1_024,
        input: 4_096,
        output: 65_536,
    };

    /// For attacks.
    pub const TIGHT: Limits = Limits { deadline: Duration::from_millis(100), rate: 20, ..Limits::WIDE };
}
