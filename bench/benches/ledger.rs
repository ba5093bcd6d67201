//! The durable ledger beside a file that is only appended to and synced: `cargo bench -p portcullis-bench --bench ledger`.
//! Writes `results/ledger.md`.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portcullis::ledger::Journal;
use portcullis::testing;
use portcullis_bench::door::Opened;
use portcullis_bench::parts::{self, Part};

/// Threads that write at the same time, each waiting for its record, and records of each.
const LOADS: [(usize, usize); 4] = [(1, 500), (16, 250), (64, 250), (256, 100)];

/// Bytes of one raw record: a frame of the ledger with an intent in it.
const RECORD: [u8; 330] = [b'x'; 330];

/// How often each row is measured.
const ROUNDS: usize = 7;

fn main() -> Opened<()> {
    if !parts::asked() {
        println!("nothing was measured");
        return Ok(());
    }
    let mut tables = String::from(
        "Records that are on disk when their writer goes on, a second. Both ways share one `fdatasync` among all who wait at \
         the same time; the raw one knows no frames, hashes, numbers or bounds.\n",
    );
    for (threads, records) in LOADS {
        let rate = move |took: Duration| (threads * records) as f64 / took.as_secs_f64();
        let mut rows = [
            Part {
                label: "append and `fdatasync`, raw".into(),
                measure: Box::new(move || Ok(rate(raw(threads, records)?))),
            },
            Part {
                label: "`Journal`, through a gate's queue".into(),
                measure: Box::new(move || {
                    let place = place();
                    let took = testing::write_intents(Journal::open(&place)?, threads, records)?;
                    fs::remove_dir_all(place)?;
                    Ok(rate(took))
                }),
            },
        ];
        let table = parts::table("records a second", ROUNDS, &mut rows)?;
        tables += &format!("\n## {threads} at a time\n\n{table}");
    }
    parts::write_page("ledger", "Durable records", &tables)
}

/// A name on the disk that this is built on, since folders for temporary files may be in memory.
fn place() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("ledger-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// What waits to be written, and how many records are on disk.
#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    written: Condvar,
    came: Condvar,
}

#[derive(Default)]
struct State {
    waiting: Vec<u8>,
    taken: usize,
    durable: usize,
}

fn raw(threads: usize, records: usize) -> Opened<Duration> {
    let place = place();
    let file = OpenOptions::new().append(true).create(true).open(&place)?;
    let shared = Shared::default();
    let all = threads * records;
    let begin = Instant::now();
    thread::scope(|scope| {
        let writer = scope.spawn(|| write_all(&shared, &file, all));
        for _ in 0..threads {
            scope.spawn(|| (0..records).for_each(|_| append(&shared)));
        }
        writer.join().unwrap_or_else(|_| Err(std::io::Error::other("the writer panicked")))
    })?;
    let took = begin.elapsed();
    fs::remove_file(place)?;
    Ok(took)
}

fn append(shared: &Shared) {
    let mut state = shared.state.lock().unwrap_or_else(PoisonError::into_inner);
    state.waiting.extend_from_slice(&RECORD);
    state.taken += 1;
    let own = state.taken;
    shared.came.notify_one();
    while state.durable < own {
        state = shared.written.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
}

fn write_all(shared: &Shared, mut file: &File, all: usize) -> std::io::Result<()> {
    let mut batch = Vec::new();
    let mut durable = 0;
    while durable < all {
        {
            let mut state = shared.state.lock().unwrap_or_else(PoisonError::into_inner);
            while state.waiting.is_empty() {
                state = shared.came.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            batch.clear();
            std::mem::swap(&mut state.waiting, &mut batch);
            durable = state.taken;
        }
        file.write_all(&batch)?;
        file.sync_data()?;
        shared.state.lock().unwrap_or_else(PoisonError::into_inner).durable = durable;
        shared.written.notify_all();
    }
    Ok(())
}
