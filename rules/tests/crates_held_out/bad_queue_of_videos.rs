// A worker: messages of a queue become jobs in one module, and another one hands a field of a job to a shell.
//@ src/main.rs
mod job;
mod transcode;
mod worker;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt::init();
    let address = std::env::var("AMQP_ADDRESS")?;
    let connection = lapin::Connection::connect(&address, lapin::ConnectionProperties::default()).await?;
    worker::run(&connection).await
}

//@ src/job.rs
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub struct Job {
    pub id: u64,
    pub source: String,
    pub preset: Preset,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    Small,
    Large,
}

impl Preset {
    pub fn height(self) -> u32 {
        match self {
            Preset::Small => 480,
            Preset::Large => 1080,
        }
    }
}

impl Job {
    pub fn decode(payload: &[u8]) -> serde_json::Result<Self> {
        serde_json::from_slice(payload)
    }
}

//@ src/worker.rs
use futures_lite::StreamExt;
use lapin::options::{BasicAckOptions, BasicConsumeOptions, BasicNackOptions};
use lapin::types::FieldTable;
use lapin::Connection;

use crate::job::Job;
use crate::transcode;

pub async fn run(connection: &Connection) -> anyhow::Result<()> {
    let channel = connection.create_channel().await?;
    let mut consumer = channel
        .basic_consume("videos", "transcoder", BasicConsumeOptions::default(), FieldTable::default())
        .await?;
    while let Some(delivery) = consumer.next().await {
        let delivery = delivery?;
        let job = match Job::decode(&delivery.data) {
            Ok(job) => job,
            Err(_) => {
                delivery.nack(BasicNackOptions::default()).await?;
                continue;
            }
        };
        transcode::transcode(&job).await?;
        delivery.ack(BasicAckOptions::default()).await?;
    }
    Ok(())
}

//@ src/transcode.rs
use anyhow::bail;
use tokio::process::Command;

use crate::job::Job;

pub async fn transcode(job: &Job) -> anyhow::Result<()> {
    let target = format!("/var/media/{}.mp4", job.id);
    let line = format!("ffmpeg -nostdin -i {} -vf scale=-2:{} {} 2>/dev/null", job.source, job.preset.height(), target);
    let status = Command::new("/bin/bash").args(["-c", &line]).status().await?; //~ P208
    if !status.success() {
        bail!("job {} failed", job.id);
    }
    Ok(())
}
