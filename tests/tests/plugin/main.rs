//! `#[secure_plugin]`: capabilities that share a state, and come and go while their gate is in use.

mod forms;
mod hooks;
mod lifecycle;
mod under_calls;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use portcullis::ledger::Record;
use portcullis::prelude::*;

/// A gate without capabilities, whose local caller may call what `permits` says.
fn gate(permits: Permits) -> (Gate, Memory) {
    let ledger = Memory::new();
    let gate = Gate::builder().authorizer(permits).ledger(ledger.clone()).build().unwrap();
    (gate, ledger)
}

/// What is recorded of plugins: event, result, reason.
async fn plugin_events(gate: &Gate, ledger: &Memory) -> Vec<String> {
    gate.flush().await.unwrap();
    let about_plugins = |record: &Record| record.event.as_str().starts_with("plugin.");
    let line = |record: Record| {
        let plugin = record.plugin.unwrap();
        let words = [Some(record.event.as_str()), record.result, record.reason.as_deref()];
        let words: Vec<_> = words.into_iter().flatten().collect();
        format!("{} {} {}", plugin.name, plugin.version, words.join(" "))
    };
    ledger.records().into_iter().filter(about_plugins).map(line).collect()
}

/// Counts how many of it exist.
#[derive(Clone)]
struct Alive(Arc<AtomicUsize>);

impl Alive {
    fn one(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Alive(count.clone())
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Waits for what happens on another thread; gives up after a while.
async fn eventually(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..1_000 {
        if holds() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("{what}");
}
