//! All rows of the tables, one module a peer, each set up as its own documentation says (the pages are linked where
//! they are used).

pub mod bare;
pub mod pmcp_tool;
pub mod portcullis_tool;
pub mod rmcp_tool;
pub mod tower_mcp_tool;

use self::bare::Bare;
use self::pmcp_tool::Core;
use self::portcullis_tool::Gated;
use self::rmcp_tool::{Direct, Piped};
use self::tower_mcp_tool::Layered;
use crate::by_hand::ByHand;
use crate::by_hand::placement::{Inline, SecondRuntime, Threads};
use crate::door::{Door, Limits, Opened};

/// The row without guards.
pub const FLOOR: &str = "(a) serde and the function";
/// Rows with hand-written guards whose bodies run where a gate's do.
pub const BY_HAND: [&str; 2] =
    ["(c) guards by hand, body on a second tokio runtime", "(c′) guards by hand, body on own threads"];

/// Somebody who does something with every row.
pub trait Visit {
    /// One row: a door with limits for measuring, and one with limits for attacks.
    fn row<D: Door>(
        &mut self,
        label: &'static str,
        wide: impl AsyncFn() -> Opened<D>,
        tight: impl AsyncFn() -> Opened<D> + Clone + Send + 'static,
    ) -> Opened<()>;
}

/// Takes `visit` through all rows, in the tables' order.
pub fn all(visit: &mut impl Visit) -> Opened<()> {
    const WIDE: Limits = Limits::WIDE;
    const TIGHT: Limits = Limits::TIGHT;
    let [second_runtime, own_threads] = BY_HAND;
    visit.row(FLOOR, async || Ok(Bare), async || Ok(Bare))?;
    visit.row(
        "(b) guards by hand, body in place",
        async || Ok(ByHand::new(WIDE, Inline)),
        async || Ok(ByHand::new(TIGHT, Inline)),
    )?;
    visit.row(
        second_runtime,
        async || Ok(ByHand::new(WIDE, SecondRuntime::start()?)),
        async || Ok(ByHand::new(TIGHT, SecondRuntime::start()?)),
    )?;
    visit.row(
        own_threads,
        async || Ok(ByHand::new(WIDE, Threads::start())),
        async || Ok(ByHand::new(TIGHT, Threads::start())),
    )?;
    visit.row("(d) portcullis", async || Gated::wide(), async || Gated::tight())?;
    visit.row("(e) rmcp, its handler called directly", Direct::start, Direct::start)?;
    visit.row("(e′) rmcp, its client over a pipe in memory", Piped::start, Piped::start)?;
    visit.row(
        "(f) tower-mcp with its layers",
        async || Layered::start(WIDE).await,
        async || Layered::start(TIGHT).await,
    )?;
    visit.row("(g) pmcp with its guards", async || Core::start(WIDE), async || Core::start(TIGHT))
}
