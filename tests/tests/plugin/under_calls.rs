//! A thousand loads and unloads while calls run: none is lost, and nothing is left over.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use portcullis::Code;
use portcullis::ledger::{Event, Ledger, Record};
use portcullis::prelude::*;

use super::{Alive, eventually};

const ROUNDS: u64 = 1_000;

struct Numbered {
    generation: u64,
    is_loaded: AtomicBool,
    _alive: Alive,
}

#[secure_plugin(name = "numbered", version = "1.0.0")]
impl Numbered {
    /// Which one answers, and whether it was loaded and not yet unloaded.
    #[capability(read, rate = "1000000/s", burst = 1000000, concurrency = 64)]
    async fn which(&self) -> Which {
        tokio::task::yield_now().await;
        Which { generation: self.generation, is_loaded: self.is_loaded.load(Ordering::SeqCst) }
    }

    #[on_load]
    fn load(&self) {
        self.is_loaded.store(true, Ordering::SeqCst);
    }

    #[on_unload]
    fn unload(&self) {
        self.is_loaded.store(false, Ordering::SeqCst);
    }
}

#[data(output)]
struct Which {
    generation: u64,
    is_loaded: bool,
}

/// Counts records, and of those that stand for several calls what they stand for.
#[derive(Clone, Default)]
struct Counts(Arc<Mutex<HashMap<Event, u64>>>);

impl Ledger for Counts {
    fn append(&mut self, records: &[Record]) -> std::io::Result<()> {
        let mut counts = self.0.lock().unwrap();
        for record in records {
            *counts.entry(record.event).or_default() += record.count.unwrap_or(1);
        }
        Ok(())
    }

    fn sync(&mut self) -> std::io::Result<()> {
        Ok(())
    }

    fn is_durable(&self) -> bool {
        false
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_loads_and_unloads_lose_no_call_and_leave_nothing() {
    let alive: Arc<AtomicUsize> = Arc::default();
    let counts = Counts::default();
    let permits = Permits::none().permit(Caller::local(), Numbered::which);
    let gate = Gate::builder().authorizer(permits).ledger(counts.clone()).build().unwrap();
    let (answered, refused) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let over = Arc::new(AtomicBool::new(false));
    let callers: Vec<_> = (0..8)
        .map(|_| {
            let (gate, answered, refused, over) =
                (gate.clone(), answered.clone(), refused.clone(), over.clone());
            tokio::spawn(async move {
                let mut last = 0;
                while !over.load(Ordering::SeqCst) {
                    match gate.call(Numbered::which, &Caller::local(), ()).await {
                        Ok(which) => {
                            assert!(which.is_loaded, "a body ran outside of its plugin's life");
                            assert!(which.generation >= last, "an older one answered after a newer one");
                            last = which.generation;
                            answered.fetch_add(1, Ordering::SeqCst);
                        }
                        Err(error) => {
                            // Not there, or on its way out: never anything else.
                            assert!(
                                matches!(error.code(), Code::NotAuthorized | Code::Overloaded),
                                "{error:?}"
                            );
                            refused.fetch_add(1, Ordering::SeqCst);
                            tokio::task::yield_now().await;
                        }
                    }
                }
            })
        })
        .collect();

    for generation in 1..=ROUNDS {
        let before = answered.load(Ordering::SeqCst);
        let plugin = Numbered { generation, is_loaded: AtomicBool::new(false), _alive: Alive::one(&alive) };
        gate.load(plugin).await.unwrap();
        if generation % 10 == 0 {
            eventually("nobody was answered", || answered.load(Ordering::SeqCst) > before).await;
        }
        let unloaded = gate.unload("numbered").await.unwrap();
        assert_eq!((unloaded.still_running, unloaded.failure), (0, None));
    }
    over.store(true, Ordering::SeqCst);
    for caller in callers {
        caller.await.unwrap();
    }
    eventually("plugins were left over", || alive.load(Ordering::SeqCst) == 0).await;

    gate.flush().await.unwrap();
    let count = |event: Event| counts.0.lock().unwrap().get(&event).copied().unwrap_or_default();
    assert_eq!(count(Event::PluginLoaded), ROUNDS);
    assert_eq!(count(Event::PluginUnloaded), ROUNDS);
    assert_eq!(count(Event::CallFinished), answered.load(Ordering::SeqCst));
    assert_eq!(count(Event::CallRefused) + count(Event::RefusalsCounted), refused.load(Ordering::SeqCst));
    println!("{} answered, {} refused", answered.load(Ordering::SeqCst), refused.load(Ordering::SeqCst));
}
