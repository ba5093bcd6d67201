//! The gate of the demo: what `serve` offers, a shop, a folder for its key, and a supervisor who says what the script says.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use portcullis::approval::ApprovalRequest;
use portcullis::call::Context;
use portcullis::idempotency::{IdempotencyKey, Results};
use portcullis::prelude::*;
use portcullis::secret::Watch;
use portcullis_http::Http;
use tempfile::TempDir;
use tokio::net::TcpListener;

use super::DemoError;
use super::step::{Played, Step};
use crate::key::{Key, Mount};
use crate::offer;
use crate::shop::OpenShop;

/// How often the file with the key is read again; a server would do so every ten seconds.
const WATCHED: Duration = Duration::from_millis(5);

pub struct Stage {
    pub gate: Gate,
    pub shop: OpenShop,
    pub mount: Mount,
    /// All keys so far.
    pub keys: Vec<Key>,
    pub supervisor: Supervisor,
    pub ledger: PathBuf,
    pub log: Log,
    /// Where redirects lead that nobody may follow.
    pub trap: TcpListener,
    _watch: Watch,
    /// Deleted with all in it when the demo ends.
    pub temporary: TempDir,
}

impl Stage {
    pub async fn set_up() -> Result<Self, DemoError> {
        let log = Log::default();
        log.listen();
        let temporary = tempfile::tempdir().map_err(DemoError::Stage)?;
        let mounted = temporary.path().join("mounted");
        std::fs::create_dir(&mounted).map_err(DemoError::Stage)?;
        let key = Key::random().map_err(DemoError::Stage)?;
        let mount = Mount::new(mounted, &key).map_err(DemoError::Stage)?;
        let credential = mount.credential()?;
        let watch = credential.watch(WATCHED).map_err(DemoError::Stage)?;
        let shop = OpenShop::open(key.clone()).await.map_err(DemoError::Stage)?;
        let trap = TcpListener::bind("127.0.0.1:0").await.map_err(DemoError::Stage)?;
        let supervisor = Supervisor::default();
        let asked = Http::to(&shop.origin())?.allow_loopback().bearer(credential);
        let ledger = temporary.path().join("ledger");
        let says = supervisor.clone();
        let gate = offer::capabilities(asked, move |request: ApprovalRequest| says.answer(request))
            .results(Results::open(temporary.path().join("results"))?)
            .ledger(Journal::open(&ledger)?)
            .build()?;
        Ok(Stage {
            gate,
            shop,
            mount,
            keys: vec![key],

            supervisor,
            ledger,
            log,
            trap,
            _watch: watch,
            temporary,
        })
    }

    /// Makes one call, in the way of a transport.
    pub async fn play(&self, step: Step) -> Played {
        let key = step.key.and_then(|key| IdempotencyKey::new(key).ok());
        let context = key.map_or_else(Context::new, |key| Context::new().idempotency_key(key));
        let (begin, before) = (Instant::now(), self.shop.asked().len());
        let answer =
            self.gate.call_json_with(step.capability, &Caller::local(), step.input.clone(), context).await;
        let requests = self.shop.asked().len() - before;
        Played { took: begin.elapsed(), answer, requests, step }
    }
}

/// Answers requests as the script says.
#[derive(Clone, Default)]
pub struct Supervisor(Arc<Mutex<Desk>>);

#[derive(Default)]
struct Desk {
    refuses: bool,
    waiting: Vec<ApprovalRequest>,
}

impl Supervisor {
    /// Says no to the next request, at once. Otherwise requests wait on the desk.
    pub fn refuses_next(&self) {
        lock(&self.0).refuses = true;
    }

    /// Agrees to all that waits.
    pub fn grants(&self) {
        let waiting = std::mem::take(&mut lock(&self.0).waiting);
        for request in waiting {
            // What does not count shows in the next call.
            let _ = request.grant();
        }
    }

    fn answer(&self, request: ApprovalRequest) {
        let mut desk = lock(&self.0);
        if std::mem::take(&mut desk.refuses) {
            drop(desk);
            let _ = request.refuse();
        } else {
            desk.waiting.push(request);
        }
    }
}

/// All that the program logs, down to the least, kept in memory to be searched.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn listen(&self) {
        let log = self.clone();
        // If another one listens, this log stays empty, which a check notices.
        let _ = tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
            .with_ansi(false)
            .with_writer(move || log.clone())
            .try_init();
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&lock(&self.0)).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        lock(&self.0).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
