use std::process::Stdio;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, Builder};
use std::time::Duration;

use futures::future::{AbortHandle, Abortable, join_all};
use rayon::prelude::*;
use rmcp::tool;
use tokio::process::Command;
use tokio::runtime::Handle;
use tokio::spawn as start;

struct Indexer {
    runtime: Handle,
    roots: Vec<String>,
}

fn index(root: &str) -> usize {
    root.len()
}

async fn index_later(root: String) -> usize {
    tokio::time::sleep(Duration::from_millis(1)).await;
    root.len()
}

impl Indexer {
    //# bad
    /// Rebuilds the index.
    #[tool(description = "Rebuild the index of all roots")]
    async fn rebuild(&self) -> String {
        let roots = self.roots.clone();
        start(async move {
            for root in roots {
                let size = index_later(root).await;
                tracing::info!(size, "indexed");
            }
        });
        "started".to_owned()
    }

    //# good
    /// Rebuilds the index and waits.
    #[tool(description = "Rebuild the index of all roots and wait")]
    async fn rebuild_now(&self) -> usize {
        let parts = self.roots.iter().cloned().map(index_later);
        join_all(parts).await.into_iter().sum()
    }

    //# bad
    fn refresh(&self, name: &str) -> bool {
        let Some(root) = self.roots.iter().find(|r| r.as_str() == name).cloned() else {
            return false;
        };
        self.runtime.spawn(async move {
            index_later(root).await;
        });
        true
    }

    //# good
    fn count(&self) -> usize {
        let mut total = 0;
        thread::scope(|scope| {
            let parts: Vec<_> = self.roots.iter().map(|root| scope.spawn(move || index(root))).collect();
            for part in parts {
                total += part.join().unwrap_or(0);
            }
        });
        total
    }

    //# bad
    fn prefetch(&self, tx: Sender<usize>) {
        for root in self.roots.clone() {
            let tx = tx.clone();
            rayon::spawn(move || {
                let _ = tx.send(index(&root));
            });
        }
    }

    //# good
    fn sizes(&self) -> std::io::Result<Vec<usize>> {
        let roots = self.roots.clone();
        let worker = Builder::new()
            .name("sizes".into())
            .spawn(move || roots.iter().map(|root| index(root)).collect::<Vec<_>>())?;
        worker.join().map_err(|_| std::io::Error::other("the worker failed"))
    }
}

//# bad
fn watch(paths: Vec<String>) -> std::io::Result<()> {
    let (tx, rx) = channel();
    let watcher = Builder::new().name("watch".to_owned());
    watcher.spawn(move || {
        for path in paths {
            let _ = tx.send(index(&path));
            thread::sleep(Duration::from_secs(1));
        }
    })?;
    tracing::info!(first = rx.recv().unwrap_or(0), "watching");
    Ok(())
}

//# good
async fn version_of(program: &str) -> std::io::Result<String> {
    let child = match program {
        "git" => Command::new("git").arg("--version").stdout(Stdio::piped()).kill_on_drop(true).spawn()?,
        _ => return Err(std::io::Error::other("unknown program")),
    };
    let output = child.wait_with_output().await?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

//# bad
async fn probe(hosts: Vec<String>) -> usize {
    let mut answered = 0;
    for host in hosts {
        let task = tokio::task::spawn_blocking(move || index(&host) > 3);
        // After the timeout the closure goes on by itself.
        if let Ok(Ok(true)) = tokio::time::timeout(Duration::from_millis(20), task).await {
            answered += 1;
        }
    }
    answered
}

//# good
async fn probe_in_place(hosts: Vec<String>) -> usize {
    let (handle, registration) = AbortHandle::new_pair();
    let work = Abortable::new(join_all(hosts.into_iter().map(index_later)), registration);
    match tokio::time::timeout(Duration::from_secs(2), work).await {
        Ok(Ok(sizes)) => sizes.len(),
        _ => {
            handle.abort();
            0
        }
    }
}

//# bad
fn tally(words: Vec<String>) -> usize {
    let count = words.len();
    drop(thread::spawn(move || {
        let longest = words.iter().map(String::len).max().unwrap_or(0);
        tracing::info!(longest, "tally");
    }));
    count
}

//# good
fn tally_parallel(pool: &rayon::ThreadPool, words: &[String]) -> usize {
    pool.install(|| words.par_iter().map(|w| w.len()).sum())
}

//# good
fn explain(topic: &str) -> &'static str {
    match topic {
        "spawn" => "tokio::spawn(task) gives a task that outlives the call",
        "threads" => "thread::spawn(work) is never stopped",
        _ => "no such topic",
    }
}
