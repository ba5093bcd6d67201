use backon::{ExponentialBuilder, Retryable};
use futures_util::StreamExt;
use lapin::{Connection, ConnectionProperties};
use rand::Rng;
use reqwest::{Client, StatusCode};
use serde::Deserialize;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};
use tokio_postgres::{Client as Postgres, NoTls};
use tokio_retry::Retry;
use tokio_retry::strategy::{ExponentialBackoff, jitter};

#[derive(Debug, Deserialize)]
pub struct Rates {
    pub base: String,
    pub euro: f64,
}

pub struct Pause {
    current: Duration,
    highest: Duration,
}

impl Pause {
    pub fn new(first: Duration, highest: Duration) -> Self {
        Self { current: first, highest }
    }

    pub fn grow(&mut self) -> Duration {
        let now = self.current;
        self.current = (self.current * 2).min(self.highest);
        now
    }
}

//# bad
pub async fn rates(client: &Client, address: &str) -> Rates {
    loop {
        match client.get(address).send().await {
            Ok(answer) => {
                if let Ok(rates) = answer.json().await {
                    return rates;
                }
            }
            Err(error) => tracing::warn!(%error, "asking again"),
        }
    }
}

//# good
pub async fn rates_with_pause(client: &Client, address: &str) -> reqwest::Result<Rates> {
    let mut pause = Duration::from_millis(100);
    for _ in 0..6 {
        match client.get(address).send().await {
            Ok(answer) => return answer.json().await,
            Err(error) => tracing::warn!(%error, "asking again"),
        }
        sleep(pause).await;
        pause = pause.saturating_mul(2);
    }
    client.get(address).send().await?.json().await
}

//# bad
pub async fn connect(broker: &str) -> Connection {
    loop {
        if let Ok(connection) = Connection::connect(broker, ConnectionProperties::default()).await {
            break connection;
        }
        sleep(Duration::from_secs(1)).await;
    }
}

//# good
pub async fn connect_patiently(broker: &str) -> Connection {
    let mut wait = 1u64;
    loop {
        match Connection::connect(broker, ConnectionProperties::default()).await {
            Ok(connection) => break connection,
            Err(error) => tracing::warn!(%error, wait, "the broker does not answer"),
        }
        let jitter = rand::thread_rng().gen_range(0..250);
        sleep(Duration::from_millis(wait * 1000 + jitter)).await;
        wait = (wait * 2).min(60);
    }
}

//# bad
pub async fn database(settings: &str) -> Postgres {
    let (client, connection) = loop {
        let attempt = tokio_postgres::connect(settings, NoTls).await;
        let Ok(pair) = attempt else {
            tracing::warn!("the database is not there yet");
            tokio::task::yield_now().await;
            continue;
        };
        break pair;
    };
    tokio::spawn(connection);
    client
}

//# good
pub async fn database_or_error(settings: &str) -> Result<Postgres, tokio_postgres::Error> {
    let mut attempts = 0;
    let (client, connection) = loop {
        match tokio_postgres::connect(settings, NoTls).await {
            Ok(pair) => break pair,
            Err(error) if attempts >= 5 => return Err(error),
            Err(_) => attempts += 1,
        }
        sleep(Duration::from_millis(100 << attempts)).await;
    };
    tokio::spawn(connection);
    Ok(client)
}

//# bad
pub async fn wait_for_port(port: u16) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await;
    while stream.is_err() {
        stream = TcpStream::connect(("127.0.0.1", port)).await;
    }
}

//# good
pub async fn wait_for_port_until(port: u16, patience: Duration) -> bool {
    let end = Instant::now() + patience;
    let mut pause = Pause::new(Duration::from_millis(20), Duration::from_secs(1));
    while Instant::now() < end {
        if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
            return true;
        }
        sleep(pause.grow()).await;
    }
    false
}

//# bad
pub async fn delete_all(client: &Client, addresses: Vec<String>) -> usize {
    let mut deleted = 0;
    for address in addresses {
        let status = loop {
            let answer = timeout(Duration::from_secs(5), client.delete(&address).send()).await;
            match answer.map(|inner| inner.map(|a| a.status())) {
                Ok(Ok(StatusCode::TOO_MANY_REQUESTS)) | Err(_) => continue,
                Ok(Ok(status)) => break status,
                Ok(Err(_)) => {}
            }
        };
        deleted += usize::from(status.is_success());
    }
    deleted
}

//# good
/// Each address is tried once; one that fails does not hold up the others.
pub async fn delete_each(client: &Client, addresses: Vec<String>) -> usize {
    let mut deleted = 0;
    for address in addresses {
        let answer = match client.delete(&address).send().await {
            Ok(answer) => answer,
            Err(error) => {
                tracing::warn!(%error, "not deleted");
                continue;
            }
        };
        deleted += usize::from(answer.status().is_success());
    }
    deleted
}

//# good
pub async fn rates_by_strategy(client: &Client, address: &str) -> reqwest::Result<Rates> {
    let strategy = ExponentialBackoff::from_millis(50).max_delay(Duration::from_secs(5)).map(jitter).take(6);
    Retry::spawn(strategy, || async { client.get(address).send().await?.error_for_status()?.json().await })
        .await
}

//# good
pub async fn fetch_with_backon(client: &Client, address: &str) -> reqwest::Result<String> {
    let fetch = || async { client.get(address).send().await?.text().await };
    fetch.retry(ExponentialBuilder::default().with_max_times(4)).sleep(tokio::time::sleep).await
}

//# good
pub async fn download(client: &Client, address: &str) -> reqwest::Result<Vec<u8>> {
    let mut stream = client.get(address).send().await?.error_for_status()?.bytes_stream();
    let mut all = Vec::new();
    while let Some(chunk) = stream.next().await {
        all.extend_from_slice(&chunk?);
    }
    Ok(all)
}
