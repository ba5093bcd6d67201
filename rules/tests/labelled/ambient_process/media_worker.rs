//! A worker that converts pictures and films.

use std::os::unix::process::CommandExt;
use std::process::Stdio;
use std::time::Duration;

use portcullis::authority::Program;
use portcullis::prelude::*;
use serde::Deserialize;
use std::process::Command as Process;
use tokio::process::Command;

#[derive(Deserialize)]
pub struct Job {
    id: u64,
    width: u32,
    format: Format,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Png,
    Webp,
}

pub struct Converter;

#[derive(Debug)]
pub enum Step {
    Command(String),
    Wait(Duration),
}

//# bad
pub async fn convert(job: Job) -> std::io::Result<bool> {
    let target = match job.format {
        Format::Png => "png",
        Format::Webp => "webp",
    };
    let status = Command::new("convert")
        .arg(format!("/srv/in/{}", job.id))
        .arg("-resize")
        .arg(job.width.to_string())
        .arg(format!("/srv/out/{}.{target}", job.id))
        .status()
        .await?;
    Ok(status.success())
}

//# bad
pub fn duration_of(id: u64) -> Option<f64> {
    let output = Process::new("ffprobe")
        .args(["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"])
        .arg(format!("/srv/in/{id}"))
        .stderr(Stdio::null())
        .output()
        .ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

//# good
/// Converts a picture.
#[capability(write, timeout = "20s")]
fn convert_granted(
    call: &Call,
    #[grant] converter: Program<Converter>,
    #[validate(range(min = 1, max = 4096))] width: u32,
) -> Result<String, Internal> {
    let done = converter.command().option_value("--width", &width).run(call)?;
    Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned())
}

//# good
pub fn plan(job: &Job) -> Vec<Step> {
    let command = format!("convert {} to {} pixels", job.id, job.width);
    vec![Step::Command(command), Step::Wait(Duration::from_secs(job.id % 5))]
}

//# good
pub async fn enqueue(redis: &mut redis::aio::MultiplexedConnection, job: u64) -> redis::RedisResult<i64> {
    let length: i64 = redis::cmd("RPUSH").arg("jobs").arg(job).query_async(redis).await?;
    let mut expire = redis::Cmd::new();
    expire.arg("EXPIRE").arg("jobs").arg(3600);
    expire.exec_async(redis).await?;
    Ok(length)
}

//# bad
pub fn replace_worker(version: &str) -> std::io::Error {
    let program = format!("/opt/worker/{version}/worker");
    let mut next = std::process::Command::new(program);
    next.arg("--resume").env_clear();
    next.exec()
}

//# good
pub async fn run_all(jobs: Vec<Job>) -> usize {
    let mut running = tokio::task::JoinSet::new();
    for job in jobs {
        running.spawn(async move { plan(&job).len() });
    }
    let mut steps = 0;
    while let Some(Ok(count)) = running.join_next().await {
        steps += count;
    }
    steps
}

//# bad
pub async fn thumbnails(jobs: Vec<Job>) -> Vec<u64> {
    let children = jobs.into_iter().filter_map(|job| {
        let mut child = Command::new("vipsthumbnail");
        child.arg("--size").arg(job.width.to_string()).arg(format!("/srv/in/{}", job.id)).kill_on_drop(true);
        child.spawn().ok().map(|child| (job.id, child))
    });
    let mut done = Vec::new();
    for (id, mut child) in children {
        if child.wait().await.is_ok_and(|status| status.success()) {
            done.push(id);
        }
    }
    done
}
