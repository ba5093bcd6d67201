use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use rmcp::tool;

#[derive(Clone)]
struct App {
    slots: Arc<Mutex<Vec<bool>>>,
    hits: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
}

struct Server {
    app: App,
}

fn next_free(slots: &[bool]) -> Option<usize> {
    slots.iter().position(|taken| !taken)
}

//# bad
async fn reserve(State(app): State<App>, Json(wanted): Json<usize>) -> Json<usize> {
    let mut got = 0;
    loop {
        let mut slots = app.slots.lock().unwrap();
        if let Some(i) = next_free(&slots) {
            slots[i] = true;
            got += 1;
        }
        if got >= wanted {
            app.hits.fetch_add(1, Ordering::Relaxed);
        }
    }
}

//# good
async fn reserve_and_stop(State(app): State<App>, Json(wanted): Json<usize>) -> Json<usize> {
    let mut got = 0;
    loop {
        let mut slots = app.slots.lock().unwrap();
        match next_free(&slots) {
            Some(i) if got < wanted => {
                slots[i] = true;
                got += 1;
            }
            _ => return Json(got),
        }
    }
}

impl Server {
    //# bad
    /// Waits until the job is finished.
    #[tool(description = "Wait until the job is finished")]
    async fn wait(&self) -> String {
        while true {
            if self.app.stop.load(Ordering::Acquire) {
                tracing::info!("stopped");
            }
            std::hint::spin_loop();
        }
        "finished".to_owned()
    }

    //# good
    /// Waits until the job is finished.
    #[tool(description = "Wait until the job is finished, without spinning")]
    async fn wait_politely(&self) -> String {
        loop {
            if self.app.stop.load(Ordering::Acquire) {
                break "finished".to_owned();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    //# good
    async fn decay(&self) {
        let mut pace = tokio::time::interval(Duration::from_secs(60));
        loop {
            pace.tick().await;
            let hits = self.app.hits.load(Ordering::Relaxed);
            self.app.hits.store(hits / 2, Ordering::Relaxed);
        }
    }

    //# bad
    fn collect(&self, inbox: Receiver<u64>) {
        thread::scope(|scope| {
            scope.spawn(|| {
                loop {
                    match inbox.try_recv() {
                        Ok(n) => {
                            self.app.hits.fetch_add(n, Ordering::Relaxed);
                        }
                        Err(TryRecvError::Empty) => thread::yield_now(),
                        Err(TryRecvError::Disconnected) => continue,
                    }
                }
            });
        });
    }

    //# good
    fn collect_until_closed(&self, inbox: Receiver<u64>) {
        thread::scope(|scope| {
            scope.spawn(|| {
                loop {
                    match inbox.try_recv() {
                        Ok(n) => {
                            self.app.hits.fetch_add(n, Ordering::Relaxed);
                        }
                        Err(TryRecvError::Empty) => thread::yield_now(),
                        Err(TryRecvError::Disconnected) => return,
                    }
                }
            });
        });
    }
}

//# bad
fn heartbeat(app: App) -> thread::JoinHandle<()> {
    thread::Builder::new()
        .name("heartbeat".into())
        .spawn(move || {
            loop {
                thread::sleep(Duration::from_secs(10));
                let beat = || -> Option<u64> {
                    let hits = app.hits.load(Ordering::Relaxed);
                    let rate = hits.checked_div(10)?;
                    Some(rate)
                };
                tracing::debug!(rate = beat(), "alive");
            }
        })
        .expect("thread")
}

//# good
fn heartbeat_until_stopped(app: App) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        while !app.stop.load(Ordering::Acquire) {
            thread::sleep(Duration::from_secs(10));
            tracing::debug!(hits = app.hits.load(Ordering::Relaxed), "alive");
        }
    })
}

//# bad
async fn start_probes(app: App) -> usize {
    let mut started = 0usize;
    loop {
        let stop = app.stop.clone();
        // The await belongs to the task, this loop never pauses.
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            stop.store(true, Ordering::Release);
        });
        started = started.wrapping_add(1);
    }
}

//# good
async fn start_three_probes(app: App) -> usize {
    let mut started = 0usize;
    loop {
        let stop = app.stop.clone();
        tokio::spawn(async move { stop.store(true, Ordering::Release) });
        started += 1;
        if started == 3 {
            break started;
        }
    }
}

//# bad
fn next_number(app: &App, taken: &[u64]) -> u64 {
    let mut candidate = app.hits.load(Ordering::Relaxed);
    loop {
        candidate = candidate.wrapping_add(1);
        let clash = 'scan: {
            for number in taken {
                if *number == candidate {
                    break 'scan true;
                }
            }
            false
        };
        if !clash {
            app.hits.store(candidate, Ordering::Relaxed);
        }
    }
}

//# good
fn update(app: &App, amount: u64) -> u64 {
    let mut old = app.hits.load(Ordering::Relaxed);
    loop {
        let new = old.saturating_add(amount);
        match app.hits.compare_exchange_weak(old, new, Ordering::AcqRel, Ordering::Relaxed) {
            Ok(_) => return new,
            Err(seen) => old = seen,
        }
    }
}

//# good
fn describe(kind: &str) -> String {
    let text = match kind {
        "spin" => "an endless loop { } without a break",
        "while" => "while true { } burns a core",
        other => other,
    };
    ["loop", "while true"].iter().cycle().take(4).fold(text.to_owned(), |all, word| all + " " + word)
}
