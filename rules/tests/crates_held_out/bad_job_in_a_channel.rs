// A handler sends a job through a channel; the worker at its other end asks the host that the job names.
//@ src/main.rs
mod api;
mod jobs;
mod worker;

use axum::routing::post;
use axum::Router;
use tokio::sync::mpsc;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (sender, receiver) = mpsc::channel(64);
    let worker = tokio::spawn(worker::run(receiver));
    let app = Router::new().route("/checks", post(api::enqueue)).with_state(sender);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:9000").await?;
    axum::serve(listener, app).await?;
    worker.await?;
    Ok(())
}

//@ src/jobs.rs
/// What a worker is told to do.
#[derive(Debug)]
pub enum Job {
    Probe { host: String },
    Sweep,
}

//@ src/api.rs
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json;
use serde::Deserialize;
use tokio::sync::mpsc::Sender;

use crate::jobs::Job;

#[derive(Deserialize)]
pub struct NewCheck {
    host: String,
}

pub async fn enqueue(State(sender): State<Sender<Job>>, Json(check): Json<NewCheck>) -> StatusCode {
    match sender.send(Job::Probe { host: check.host }).await {
        Ok(()) => StatusCode::ACCEPTED,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

//@ src/worker.rs
use tokio::sync::mpsc::Receiver;

use crate::jobs::Job;

pub async fn run(mut jobs: Receiver<Job>) {
    let client = reqwest::Client::new();
    while let Some(job) = jobs.recv().await {
        match job {
            Job::Probe { host } => {
                let url = format!("https://{host}/healthz");
                match client.get(&url).send().await { //~ P210
                    Ok(answer) => tracing::info!(status = answer.status().as_u16(), "probed"),
                    Err(error) => tracing::warn!(timeout = error.is_timeout(), "probe failed"),
                }
            }
            Job::Sweep => tracing::debug!("nothing to sweep"),
        }
    }
}
