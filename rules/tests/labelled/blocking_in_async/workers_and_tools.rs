use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread as os_thread;
use std::time::Duration;

use futures::future::BoxFuture;
use futures::stream::{self, StreamExt};
use reqwest::blocking::Client as SyncClient;
use rmcp::tool;
use tokio::fs as afs;
use tokio::io::AsyncReadExt;
use tokio::runtime::Handle;
use tokio::task::JoinSet;

struct Notes {
    dir: PathBuf,
}

struct Event {
    id: u64,
}

struct Ledger {
    entries: Vec<String>,
}

impl Ledger {
    fn recv(&mut self) -> Option<String> {
        self.entries.pop()
    }
}

impl Notes {
    //# bad
    /// Lists the titles of all notes.
    #[tool(description = "List the titles of all notes")]
    async fn titles(&self) -> Result<Vec<String>, String> {
        let mut titles = Vec::new();
        for entry in fs::read_dir(&self.dir).map_err(|e| e.to_string())? {
            let entry = entry.map_err(|e| e.to_string())?;
            titles.push(entry.file_name().to_string_lossy().into_owned());
        }
        titles.sort();
        Ok(titles)
    }

    //# good
    /// Lists the names of the attachments.
    #[tool(description = "List the names of the attachments")]
    async fn attachments(&self) -> Result<Vec<String>, String> {
        let mut names = Vec::new();
        let mut entries = afs::read_dir(self.dir.join("attached")).await.map_err(|e| e.to_string())?;
        while let Some(entry) = entries.next_entry().await.map_err(|e| e.to_string())? {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
        Ok(names)
    }

    //# good
    fn load(&self, name: &str) -> std::io::Result<String> {
        let mut text = String::new();
        fs::File::open(self.dir.join(name))?.take(65_536).read_to_string(&mut text)?;
        os_thread::sleep(Duration::from_millis(5));
        Ok(text)
    }

    //# bad
    async fn first_line(&self, name: &str) -> std::io::Result<Option<String>> {
        let path = self.dir.join(name);
        let meta = afs::metadata(&path).await?;
        if meta.len() == 0 {
            return Ok(None);
        }
        let file = fs::File::open(path)?;
        BufReader::new(file).lines().next().transpose()
    }
}

//# bad
async fn fetch_rates(base: &str) -> Result<String, reqwest::Error> {
    let client = SyncClient::builder().timeout(Duration::from_secs(5)).build()?;
    let answer = client.get(format!("{base}/rates")).send()?;
    answer.error_for_status()?.text()
}

//# good
async fn fetch_holidays(base: &str) -> Result<String, reqwest::Error> {
    let client = reqwest::Client::builder().timeout(Duration::from_secs(5)).build()?;
    let answer = client.get(format!("{base}/holidays")).send().await?;
    answer.error_for_status()?.text().await
}

//# bad
async fn totals(ids: Vec<u64>) -> Vec<u64> {
    let handle = Handle::current();
    let mut out = Vec::with_capacity(ids.len());
    for id in ids {
        let one = handle.block_on(async move { id.wrapping_mul(3) });
        out.push(one);
    }
    out
}

//# good
fn totals_from_main(ids: Vec<u64>) -> std::io::Result<Vec<u64>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let sums = runtime.block_on(async move {
        let mut out = Vec::with_capacity(ids.len());
        for id in ids {
            tokio::task::yield_now().await;
            out.push(id.wrapping_mul(3));
        }
        out
    });
    Ok(sums)
}

//# bad
async fn drain_events(source: Receiver<Event>) -> Vec<u64> {
    let mut seen = Vec::new();
    loop {
        match source.recv_timeout(Duration::from_secs(1)) {
            Ok(event) => seen.push(event.id),
            Err(RecvTimeoutError::Timeout) => tokio::task::yield_now().await,
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    seen
}

//# good
async fn drain_ready(source: &Receiver<Event>) -> Vec<u64> {
    let mut seen = Vec::new();
    while let Ok(event) = source.try_recv() {
        seen.push(event.id);
        tokio::task::yield_now().await;
    }
    seen
}

//# good
async fn drain_ledger(mut ledger: Ledger) -> Vec<String> {
    let mut lines = Vec::new();
    while let Some(line) = ledger.recv() {
        lines.push(line);
        tokio::task::yield_now().await;
    }
    lines
}

//# bad
fn watch(path: PathBuf) -> BoxFuture<'static, u64> {
    Box::pin(async move {
        let mut last = 0;
        for _ in 0..10 {
            os_thread::sleep(Duration::from_secs(1));
            last = afs::metadata(&path).await.map(|m| m.len()).unwrap_or(last);
        }
        last
    })
}

//# good
fn watch_in_thread(path: PathBuf) -> os_thread::JoinHandle<u64> {
    os_thread::spawn(move || {
        let mut last = 0;
        for _ in 0..10 {
            os_thread::sleep(Duration::from_secs(1));
            last = fs::metadata(&path).map(|m| m.len()).unwrap_or(last);
        }
        last
    })
}

//# bad
async fn sizes(paths: Vec<PathBuf>) -> Vec<u64> {
    stream::iter(paths)
        .then(|path| async move { std::fs::metadata(path).map(|m| m.len()).unwrap_or(0) })
        .collect::<Vec<u64>>()
        .await
}

//# good
async fn sizes_concurrently(paths: Vec<PathBuf>) -> Vec<u64> {
    let mut set = JoinSet::new();
    for path in paths {
        set.spawn(async move { afs::metadata(path).await.map(|m| m.len()).unwrap_or(0) });
    }
    let mut out = Vec::new();
    while let Some(done) = set.join_next().await {
        out.push(done.unwrap_or_default());
    }
    out
}

//# good
async fn parse_config(path: &Path) -> anyhow::Result<toml::Table> {
    let text = tokio::task::block_in_place(|| std::fs::read_to_string(path))?;
    let mut rest = afs::File::open(path.with_extension("local")).await?;
    let mut extra = String::new();
    rest.read_to_string(&mut extra).await?;
    Ok(toml::from_str(&(text + &extra))?)
}
