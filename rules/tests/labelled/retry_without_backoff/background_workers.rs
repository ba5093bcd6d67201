use futures_util::{SinkExt, StreamExt};
use redis::AsyncCommands;
use redis::aio::MultiplexedConnection;
use sqlx::PgPool;
use std::ops::ControlFlow;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{MissedTickBehavior, interval, sleep};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

pub struct Mail {
    pub id: i64,
    pub recipient: String,
    pub text: String,
}

#[derive(Debug, thiserror::Error)]
pub enum SendError {
    #[error("temporary")]
    Temporary,
    #[error("refused")]
    Refused,
}

#[async_trait::async_trait]
pub trait Mailer: Send + Sync {
    async fn send(&self, mail: &Mail) -> Result<(), SendError>;
}

//# bad
pub async fn deliver(mailer: &dyn Mailer, mail: Mail) {
    while let Err(error) = mailer.send(&mail).await {
        tracing::warn!(mail = mail.id, %error, "not sent, once more");
    }
}

//# good
pub async fn deliver_with_pause(mailer: &dyn Mailer, mail: Mail) -> Result<(), SendError> {
    let mut attempt = 0u32;
    while let Err(error) = mailer.send(&mail).await {
        attempt += 1;
        if attempt == 8 || matches!(error, SendError::Refused) {
            return Err(error);
        }
        sleep(Duration::from_millis(50) * 2u32.pow(attempt)).await;
    }
    Ok(())
}

//# good
/// A message that cannot be sent goes to the dead letters; the next one follows.
pub async fn drain(mailer: &dyn Mailer, mut queue: mpsc::Receiver<Mail>, dead: mpsc::Sender<Mail>) {
    while let Some(mail) = queue.recv().await {
        if let Err(error) = mailer.send(&mail).await {
            tracing::warn!(mail = mail.id, %error, "put aside");
            if dead.send(mail).await.is_err() {
                break;
            }
        }
    }
}

//# bad
pub async fn follow(address: &str, sink: mpsc::Sender<String>) {
    loop {
        let Ok((socket, _)) = connect_async(address).await else { continue };
        let (mut write, mut read) = socket.split();
        if write.send(Message::text("subscribe")).await.is_err() {
            continue;
        }
        while let Some(Ok(message)) = read.next().await {
            if sink.send(message.to_string()).await.is_err() {
                return;
            }
        }
    }
}

//# good
pub async fn follow_with_pause(address: &str, sink: mpsc::Sender<String>) {
    let mut pause = Duration::from_millis(250);
    loop {
        if let Ok((socket, _)) = connect_async(address).await {
            pause = Duration::from_millis(250);
            let (_, mut read) = socket.split();
            while let Some(Ok(message)) = read.next().await {
                if sink.send(message.to_string()).await.is_err() {
                    return;
                }
            }
        }
        sleep(pause).await;
        pause = std::cmp::min(pause * 2, Duration::from_secs(30));
    }
}

//# bad
pub async fn store(pool: &PgPool, mail: &Mail) -> i64 {
    let mut failures = 0u64;
    loop {
        let query =
            sqlx::query_scalar::<_, i64>("INSERT INTO mails (recipient, text) VALUES ($1, $2) RETURNING id");
        let outcome = query.bind(&mail.recipient).bind(&mail.text).fetch_one(pool).await;
        if outcome.is_err() {
            failures += 1;
            tracing::debug!(failures, "the row is not stored");
            sleep(Duration::from_millis(5)).await;
            continue;
        }
        if let Ok(id) = outcome {
            return id;
        }
    }
}

//# good
pub async fn store_few_times(pool: &PgPool, mail: &Mail) -> sqlx::Result<i64> {
    let mut last = sqlx::Error::RowNotFound;
    for pause in [0u64, 40, 160, 640] {
        sleep(Duration::from_millis(pause)).await;
        let query = sqlx::query_scalar("INSERT INTO mails (recipient, text) VALUES ($1, $2) RETURNING id");
        match query.bind(&mail.recipient).bind(&mail.text).fetch_one(pool).await {
            Ok(id) => return Ok(id),
            Err(error) => last = error,
        }
    }
    Err(last)
}

//# good
/// Runs every minute; what failed is tried in the next round.
pub async fn clean_up(pool: PgPool, mut stop: watch::Receiver<bool>) {
    let mut ticks = interval(Duration::from_secs(60));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = stop.changed() => break,
            _ = ticks.tick() => {}
        }
        if let Err(error) = sqlx::query("DELETE FROM mails WHERE sent").execute(&pool).await {
            tracing::warn!(%error, "not cleaned up");
        }
    }
}

//# bad
pub async fn take_lock(connection: &mut MultiplexedConnection, name: &str, owner: &str) {
    let mut taken = false;
    while !taken {
        let outcome: redis::RedisResult<bool> = connection.set_nx(name, owner).await;
        taken = outcome.unwrap_or(false);
    }
    tracing::debug!(name, "lock taken");
}

//# good
pub async fn pages(connection: &mut MultiplexedConnection, prefix: &str) -> redis::RedisResult<Vec<String>> {
    let mut cursor = 0u64;
    let mut keys = Vec::new();
    loop {
        let (next, found): (u64, Vec<String>) = redis::cmd("SCAN")
            .arg(cursor)
            .arg("MATCH")
            .arg(format!("{prefix}*"))
            .query_async(connection)
            .await?;
        keys.extend(found);
        if next == 0 {
            return Ok(keys);
        }
        cursor = next;
    }
}

//# bad
pub async fn publish(mut connection: MultiplexedConnection, channel: &str, texts: Vec<String>) {
    let mut index = 0;
    while let Some(text) = texts.get(index) {
        let result: redis::RedisResult<()> = connection.publish(channel, text).await;
        index += match result {
            Ok(()) => 1,
            Err(error) if error.is_io_error() => 0,
            Err(_) => 0,
        };
    }
}

//# bad
pub async fn run_until_done<F, Fut>(mut step: F)
where
    F: FnMut(u64) -> Fut,
    Fut: Future<Output = anyhow::Result<ControlFlow<()>>>,
{
    let pause = Duration::from_millis(200);
    let mut round = 0;
    loop {
        round += 1;
        let outcome = step(round).await.inspect_err(|error| tracing::warn!(%error, round, "step failed"));
        if matches!(outcome, Ok(ControlFlow::Break(()))) {
            return;
        }
        if outcome.is_err() {
            sleep(pause).await;
        }
    }
}

//# good
pub async fn run_some_rounds<F, Fut>(mut step: F, rounds: u64) -> anyhow::Result<()>
where
    F: FnMut(u64) -> Fut,
    Fut: Future<Output = anyhow::Result<ControlFlow<()>>>,
{
    for round in 0..rounds {
        if step(round).await?.is_break() {
            return Ok(());
        }
    }
    anyhow::bail!("not done after {rounds} rounds")
}
