//! The key is exchanged while calls run: in the file, as Kubernetes does it, and then at the shop.

use std::io;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use portcullis::prelude::*;

use super::DemoError;
use super::show::Show;
use super::stage::Stage;
use crate::key::Key;
use crate::shop::Mood;

/// Callers at the same time.
const CALLERS: usize = 6;

/// Requests with each key, at least, before the next thing happens.
const ENOUGH: usize = 20;

/// When one of the two keys should have been seen often enough, beyond any need.
const PATIENCE: Duration = Duration::from_secs(10);

/// What came of it.
pub struct Rotation {
    pub calls: usize,
    pub failed: usize,
    /// How often the shop was asked with the old key, and with the new one.
    pub with: [usize; 2],
    /// What the shop says to the old key at the end.
    pub old_key: u16,
}

pub async fn rotate(stage: &mut Stage, show: &mut Show) -> Result<Rotation, DemoError> {
    show.title(
        "The key is exchanged while calls run",
        "the symlink `..data` is swapped, as Kubernetes does; the shop takes both keys for a while",
    )?;
    let (gate, end) = (stage.gate.clone(), tokio::sync::watch::Sender::new(false));
    let callers: Vec<_> =
        (0..CALLERS).map(|_| tokio::spawn(ask_until(gate.clone(), end.subscribe()))).collect();
    // Before the file, or the first who read it would be refused.
    let new = Key::random().map_err(DemoError::Stage)?;
    enough(stage, 1).await;
    stage.shop.accept(new.clone());
    stage.mount.exchange(&new).map_err(DemoError::Stage)?;
    stage.keys.push(new);
    enough(stage, 2).await;
    end.send_replace(true);
    let (mut calls, mut failed) = (0, 0);
    for caller in callers {
        let (made, unanswered) = caller.await.unwrap_or((1, 1));
        calls += made;
        failed += unanswered;
    }
    stage.shop.revoke_old_keys();
    let old = stage.keys.first().map_or("", Key::text);
    let old_key = status_with(&stage.shop.origin(), old).await.map_err(DemoError::Stage)?;
    let with = [seen_with(stage, 1), seen_with(stage, 2)];
    show.say(&format!(
        "{calls} calls of {CALLERS} callers, {failed} failed; {} requests came with the first key, {} with the second",
        with[0], with[1]
    ))?;
    show.say(&format!("now the shop says {old_key} to the first"))?;
    Ok(Rotation { calls, failed, with, old_key })
}

/// One caller: how many calls it made, and how many had no answer.
async fn ask_until(gate: Gate, end: tokio::sync::watch::Receiver<bool>) -> (usize, usize) {
    let (mut calls, mut failed) = (0, 0);
    let input = json!({ "order": "A-1001" }).to_string();
    while !*end.borrow() && calls < 150 {
        let answer = gate.call_json("order_status", &Caller::local(), input.clone()).await;
        calls += 1;
        failed += usize::from(answer.is_err());
    }
    (calls, failed)
}

/// Waits until the shop was asked often enough with this key. Each request takes a moment, as it would on a network.
async fn enough(stage: &Stage, key: usize) {
    let begin = Instant::now();
    while seen_with(stage, key) < ENOUGH && begin.elapsed() < PATIENCE {
        stage.shop.next(1, &Mood::Slow(Duration::from_millis(5)));
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    stage.shop.calm_down();
}

fn seen_with(stage: &Stage, key: usize) -> usize {
    stage.shop.asked().iter().filter(|asked| asked.key == Some(key)).count()
}

/// What the shop answers to whoever comes with this key, not by way of the gate.
async fn status_with(shop: &str, key: &str) -> io::Result<u16> {
    let mut stream = TcpStream::connect(shop.trim_start_matches("http://")).await?;
    let request = format!(
        "GET /orders/A-1001 HTTP/1.1\r\nhost: shop\r\nauthorization: Bearer {key}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut said = String::new();
    stream.take(10_000).read_to_string(&mut said).await?;
    let status = said.split(' ').nth(1).and_then(|status| status.parse().ok());
    status.ok_or_else(|| io::Error::other("the shop does not speak HTTP"))
}
