use std::borrow::Borrow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex as StdMutex, MutexGuard, PoisonError};
use std::time::Duration;

use parking_lot::{Mutex, RwLock};
use tokio::sync::{mpsc, watch};
use tokio::time::sleep;

#[derive(Clone, Debug, Default)]
struct Plan {
    steps: Vec<String>,
    pause: u64,
}

struct Worker {
    plan: Arc<Mutex<Plan>>,
    peers: Arc<RwLock<HashMap<u32, String>>>,
    buffer: StdMutex<Vec<u8>>,
    out: mpsc::Sender<String>,
    lease: tokio::sync::RwLock<u64>,
}

impl Worker {
    //# bad
    async fn publish_all(&self) {
        for step in self.plan.lock().steps.iter() {
            if self.out.send(step.clone()).await.is_err() {
                return;
            }
        }
    }

    //# good
    async fn publish_copy(&self) {
        let steps = self.plan.lock().steps.clone();
        for step in steps {
            if self.out.send(step).await.is_err() {
                return;
            }
        }
    }

    //# bad
    async fn publish_first(&self) -> bool {
        // The temporary guard lives to the end of the statement.
        self.out.send(self.plan.lock().steps.first().cloned().unwrap_or_default()).await.is_ok()
    }

    //# good
    async fn publish_last(&self) -> bool {
        let last = self.plan.lock().steps.last().cloned();
        self.out.send(last.unwrap_or_default()).await.is_ok()
    }

    //# bad
    async fn greet(&self, id: u32) -> usize {
        match self.peers.read().get(&id) {
            Some(name) => {
                let _ = self.out.send(format!("hello {name}")).await;
                name.len()
            }
            None => 0,
        }
    }

    //# good
    async fn renew(&self) -> u64 {
        let mut lease = self.lease.write().await;
        sleep(Duration::from_millis(20)).await;
        *lease += 1;
        *lease
    }

    //# bad
    async fn flush(&self, force: bool) -> usize {
        let mut buffer = self.buffer.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = std::mem::take(&mut *buffer);
        if force {
            drop(buffer);
        } else {
            sleep(Duration::from_millis(50)).await;
        }
        taken.len()
    }

    //# good
    async fn flush_soon(&self, force: bool) -> usize {
        let mut buffer: MutexGuard<'_, Vec<u8>> = self.buffer.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = std::mem::take(&mut *buffer);
        drop(buffer);
        if !force {
            sleep(Duration::from_millis(50)).await;
        }
        taken.len()
    }
}

//# bad
async fn follow(rx: watch::Receiver<Plan>, out: mpsc::Sender<String>) {
    let plan = rx.borrow();
    for step in &plan.steps {
        let _ = out.send(step.to_owned()).await;
    }
}

//# good
async fn follow_changes(mut rx: watch::Receiver<Plan>, out: mpsc::Sender<String>) {
    while rx.changed().await.is_ok() {
        let count = rx.borrow_and_update().steps.len();
        let _ = out.send(count.to_string()).await;
    }
}

//# good
async fn send_key<K: Borrow<str>>(key: K, out: mpsc::Sender<String>) -> bool {
    let text: &str = key.borrow();
    out.send(text.to_uppercase()).await.is_ok()
}

//# bad
async fn wait_for(plan: Arc<Mutex<Plan>>) -> Option<String> {
    let (guard, label) = (plan.lock(), "step");
    let pause = Duration::from_millis(guard.pause);
    sleep(pause).await;
    guard.steps.first().map(|s| format!("{label}: {s}"))
}

//# good
fn start_later(plan: Arc<Mutex<Plan>>) -> tokio::task::JoinHandle<usize> {
    let guard = plan.lock();
    let pause = Duration::from_millis(guard.pause);
    let count = guard.steps.len();
    tokio::spawn(async move {
        sleep(pause).await;
        count
    })
}

//# bad
async fn add_step(plan: Arc<StdMutex<Plan>>, names: mpsc::Receiver<String>) -> Result<usize, String> {
    let mut names = names;
    let mut held = plan.lock().map_err(|e| e.to_string())?;
    while let Some(name) = names.recv().await {
        held.steps.push(name);
    }
    Ok(held.steps.len())
}

//# good
async fn add_steps(plan: Arc<StdMutex<Plan>>, mut names: mpsc::Receiver<String>) -> Result<usize, String> {
    let mut total = 0;
    while let Some(name) = names.recv().await {
        let mut held = plan.lock().map_err(|e| e.to_string())?;
        held.steps.push(name);
        total = held.steps.len();
    }
    Ok(total)
}
