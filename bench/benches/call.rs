//! A guarded call in process, beside its peers: `cargo bench -p portcullis-bench --bench call`.
//!
//! Writes `results/call.md`, and the table of attacks in the README. `-- --attacks` makes the attacks only.

use std::path::{Path, PathBuf};

use portcullis_bench::attack::Attacked;
use portcullis_bench::door::Opened;
use portcullis_bench::measure::{self, Measured, Row};
use portcullis_bench::peers::{self, BY_HAND, FLOOR};
use portcullis_bench::report::{self, Report};
use portcullis_bench::{attack, machine};

/// How often each row is measured; odd, so that a median is one of the rounds.
const ROUNDS: usize = 31;

fn main() -> Opened<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let asked = |flag: &str| arguments.iter().any(|argument| argument == flag);
    if !asked("--bench") {
        // `cargo test --benches` runs this as well.
        println!("nothing was measured; run `{}`", report::COMMAND);
        return Ok(());
    }
    let load = machine::load();
    attack::silence_panics();
    let mut attacked = Attacked::default();
    peers::all(&mut attacked)?;
    let table = report::attacks(&attacked);
    println!("{table}");
    let readme = here("README.md");
    std::fs::write(&readme, report::with_attacks(&std::fs::read_to_string(&readme)?, &table)?)?;
    if !asked("--attacks") {
        let page = measure_all(load)?;
        println!("{page}");
        std::fs::write(here("results/call.md"), page)?;
    }
    Ok(())
}

fn measure_all(load: String) -> Opened<String> {
    let mut measured = Measured::default();
    peers::all(&mut measured)?;
    let mut rows = measured.rows;
    let (latency, throughput) = measure::rounds(&mut rows, ROUNDS)?;
    Ok(report::page(&Report {
        floor: position(&rows, FLOOR)?,
        by_hand: [position(&rows, BY_HAND[0])?, position(&rows, BY_HAND[1])?],
        rows: &rows,
        latency: &latency,
        throughput: &throughput,
        rounds: ROUNDS,
        load,
    }))
}

fn position(rows: &[Row], label: &str) -> Opened<usize> {
    rows.iter().position(|row| row.label == label).ok_or_else(|| format!("there is no row {label}").into())
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
