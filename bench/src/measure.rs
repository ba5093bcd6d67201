//! Rounds over all rows in turn, so that what disturbs the machine disturbs them alike.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};

use crate::allocations::{self, Allocated};
use crate::door::{Door, Opened};
use crate::order::{ANSWER, INPUT, QUOTE};
use crate::peers::Visit;

/// Calls that are under way at the same time when throughput is measured.
pub const IN_FLIGHT: usize = 64;

/// Calls over which allocations are counted.
const COUNTED: usize = 2_000;

/// What a row's batch takes, once its number of calls is found.
const BATCH: Duration = Duration::from_millis(25);

/// One way to the tool, ready to be measured.
pub struct Row {
    /// What the tables call it.
    pub label: &'static str,
    latency: Batch,
    throughput: Batch,
    /// Allocations of one call, on average.
    pub allocations: f64,
    /// Bytes of them.
    pub bytes: f64,
}

/// Collects the rows.
#[derive(Default)]
pub struct Measured {
    /// Those so far.
    pub rows: Vec<Row>,
}

impl Visit for Measured {
    fn row<D: Door>(
        &mut self,
        label: &'static str,
        wide: impl AsyncFn() -> Opened<D>,
        _tight: impl AsyncFn() -> Opened<D> + Clone + Send + 'static,
    ) -> Opened<()> {
        self.rows.push(Row::new(label, wide)?);
        Ok(())
    }
}

/// Makes so many calls and says how long they took, or what a caller was told who was refused.
type Calls = Box<dyn FnMut(usize) -> Result<Duration, String>>;

struct Batch {
    calls: Calls,
    size: usize,
    spoiled: Vec<String>,
}

/// A row that refuses this many batches cannot be measured.
const MAX_SPOILED: usize = 20;

/// Nanoseconds for each call, a figure for each round.
#[derive(Debug, Clone)]
pub struct Figures {
    rounds: Vec<f64>,
}

/// Middle, least and most.
#[derive(Debug, Clone, Copy)]
pub struct Spread {
    /// The median.
    pub median: f64,
    /// The least.
    pub min: f64,
    /// The most.
    pub max: f64,
}

impl Row {
    /// Opens a door for each of the two measurements, and counts what a call allocates.
    fn new<D: Door>(label: &'static str, open: impl AsyncFn() -> Opened<D>) -> Opened<Row> {
        let single = Builder::new_current_thread().enable_time().build()?;
        let door = single.block_on(open())?;
        single.block_on(expect_answer(label, &door))?;
        single.block_on(one_at_a_time(&door, COUNTED))?;
        let (counted, Allocated { times, bytes }) =
            allocations::during(|| single.block_on(one_at_a_time(&door, COUNTED)));
        counted?;
        let latency = Batch::of(Box::new(move |calls| single.block_on(one_at_a_time(&door, calls))))?;

        let multi = Builder::new_multi_thread().worker_threads(2).enable_time().build()?;
        let door = multi.block_on(open())?;
        let throughput = Batch::of(Box::new(move |calls| many_at_a_time(&multi, &door, calls)))?;
        let each = |total: u64| total as f64 / COUNTED as f64;
        Ok(Row { label, latency, throughput, allocations: each(times), bytes: each(bytes) })
    }

    /// What callers were told in batches that were made again because of it.
    pub fn spoiled(&self) -> impl Iterator<Item = &str> {
        [&self.latency, &self.throughput].into_iter().flat_map(|batch| &batch.spoiled).map(String::as_str)
    }
}

impl Batch {
    /// Doubles the size until a batch takes [`BATCH`].
    fn of(calls: Calls) -> Opened<Batch> {
        let mut batch = Batch { calls, size: IN_FLIGHT * 2, spoiled: Vec::new() };
        while batch.time()? < BATCH {
            batch.size *= 2;
        }
        Ok(batch)
    }

    fn nanoseconds_a_call(&mut self) -> Opened<f64> {
        Ok(self.time()?.as_nanos() as f64 / self.size as f64)
    }

    /// A refusal is quicker than an answer, so a batch with one is not counted but made again, and reported.
    fn time(&mut self) -> Opened<Duration> {
        loop {
            match (self.calls)(self.size) {
                Ok(taken) => return Ok(taken),
                Err(refusal) if self.spoiled.len() >= MAX_SPOILED => return Err(refusal.into()),
                Err(refusal) => self.spoiled.push(refusal),
            }
        }
    }
}

/// Latency and throughput of all rows, in this order, each row's figures in the rows' order.
pub fn rounds(rows: &mut [Row], rounds: usize) -> Opened<(Vec<Figures>, Vec<Figures>)> {
    let empty = Figures { rounds: Vec::with_capacity(rounds) };
    let mut latency = vec![empty.clone(); rows.len()];
    let mut throughput = vec![empty; rows.len()];
    for round in 0..rounds {
        for turn in 0..rows.len() {
            // Another row begins each round.
            let at = (round + turn) % rows.len();
            latency[at].rounds.push(rows[at].latency.nanoseconds_a_call()?);
        }
        for turn in 0..rows.len() {
            let at = (round + turn) % rows.len();
            throughput[at].rounds.push(rows[at].throughput.nanoseconds_a_call()?);
        }
    }
    Ok((latency, throughput))
}

impl Figures {
    /// Of the rounds.
    pub fn spread(&self) -> Spread {
        Spread::of(self.rounds.clone())
    }

    /// How many times `other` this is: the ratio within each round, since a round's rows ran side by side.
    pub fn relative_to(&self, other: &Figures) -> Spread {
        Spread::of(self.rounds.iter().zip(&other.rounds).map(|(ours, theirs)| ours / theirs).collect())
    }
}

impl Spread {
    fn of(mut figures: Vec<f64>) -> Spread {
        figures.sort_by(f64::total_cmp);
        let at = |part: usize| figures.get(part).copied().unwrap_or(f64::NAN);
        Spread { median: at(figures.len() / 2), min: at(0), max: at(figures.len().saturating_sub(1)) }
    }
}

async fn expect_answer(label: &str, door: &impl Door) -> Result<(), String> {
    let answer = door.call(QUOTE, INPUT).await.map_err(|error| format!("{label} refuses: {error}"))?;
    let parsed = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).ok();
    match parsed(&answer) == parsed(ANSWER.as_bytes()) {
        true => Ok(()),
        false => Err(format!("{label} answers {}", String::from_utf8_lossy(&answer))),
    }
}

async fn one_at_a_time(door: &impl Door, calls: usize) -> Result<Duration, String> {
    let start = Instant::now();
    for _ in 0..calls {
        black_box(door.call(QUOTE, black_box(INPUT)).await?);
    }
    Ok(start.elapsed())
}

fn many_at_a_time(runtime: &Runtime, door: &impl Door, calls: usize) -> Result<Duration, String> {
    let barrier = Arc::new(tokio::sync::Barrier::new(IN_FLIGHT + 1));
    runtime.block_on(async {
        let tasks: Vec<_> = (0..IN_FLIGHT)
            .map(|_| {
                let (door, barrier) = (door.clone(), Arc::clone(&barrier));
                tokio::spawn(async move {
                    barrier.wait().await;
                    one_at_a_time(&door, calls / IN_FLIGHT).await
                })
            })
            .collect();
        barrier.wait().await;
        let start = Instant::now();
        for task in tasks {
            task.await.map_err(|error| error.to_string())??;
        }
        Ok(start.elapsed())
    })
}
