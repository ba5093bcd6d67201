//! A worker that takes jobs from a queue and calls a gate.

use futures::StreamExt;
use lapin::Consumer;
use lapin::options::BasicAckOptions;
use portcullis::prelude::*;
use reqwest::Client;
use serde::Deserialize;
use sqlx::PgPool;

#[derive(Deserialize)]
struct Job {
    kind: String,
    payload: String,
}

struct Line {
    number: String,
}

impl Line {
    async fn call_json(&self, path: &str, body: &str) -> reqwest::Result<reqwest::Response> {
        let url = format!("https://lines.example.com/{}/{path}", self.number);
        Client::new().post(url).body(body.to_owned()).send().await
    }
}

const KINDS: [&str; 3] = ["archive_order", "send_invoice", "close_ticket"];

//# bad
async fn work(mut consumer: Consumer, gate: Gate) -> Result<(), Box<dyn std::error::Error>> {
    while let Some(delivery) = consumer.next().await {
        let delivery = delivery?;
        let job: Job = serde_json::from_slice(&delivery.data)?;
        let capability = job.kind.split('/').collect::<Vec<_>>().join(".");
        gate.call_json(&capability, &Caller::local(), job.payload).await?;
        delivery.ack(BasicAckOptions::default()).await?;
    }
    Ok(())
}

//# good
async fn work_listed(mut consumer: Consumer, gate: Gate) -> Result<(), Box<dyn std::error::Error>> {
    while let Some(delivery) = consumer.next().await {
        let delivery = delivery?;
        let job: Job = serde_json::from_slice(&delivery.data)?;
        if let Some(capability) = KINDS.into_iter().find(|kind| *kind == job.kind) {
            gate.call_json(capability, &Caller::local(), job.payload).await?;
        }
        delivery.ack(BasicAckOptions::default()).await?;
    }
    Ok(())
}

//# bad
async fn scheduled(pool: &PgPool, gate: &Gate) -> Result<usize, Box<dyn std::error::Error>> {
    let due: Vec<(String, String)> =
        sqlx::query_as("SELECT capability, input FROM schedule WHERE due < now()").fetch_all(pool).await?;
    let count = due.len();
    for (capability, input) in &due {
        gate.call_json(capability, &Caller::local(), input.as_str()).await?;
    }
    Ok(count)
}

//# good
async fn nightly(pool: &PgPool, gate: &Gate) -> Result<usize, Box<dyn std::error::Error>> {
    let orders: Vec<(i64,)> = sqlx::query_as("SELECT id FROM orders WHERE closed").fetch_all(pool).await?;
    for (order,) in &orders {
        let input = format!("{{\"order\": {order}}}");
        gate.call_json("archive_order", &Caller::local(), input).await?;
    }
    Ok(orders.len())
}

//# good
async fn hold(line: &Line, job: Job) -> reqwest::Result<u16> {
    let path = format!("{}/hold", job.kind);
    Ok(line.call_json(&path, &job.payload).await?.status().as_u16())
}
