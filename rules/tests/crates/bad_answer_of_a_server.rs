// A program downloads a script in one file and runs the whole of it in another.
//@ src/main.rs
mod install;
mod release;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let script = release::latest_script().await?;
    anyhow::ensure!(install::run(&script)?, "the update failed");
    println!("updated");
    Ok(())
}

//@ src/release.rs
use anyhow::{Context, Result};

const CHANNEL: &str = "https://updates.example.org/stable";

pub async fn latest_script() -> Result<String> {
    let answer = reqwest::get(format!("{CHANNEL}/install.sh")).await.context("no connection")?;
    let text = answer.error_for_status()?.text().await?;
    Ok(text.replace("\r\n", "\n"))
}

//@ src/install.rs
use std::process::Command;

use anyhow::Result;

pub fn run(script: &str) -> Result<bool> {
    let status = Command::new("sh").arg("-e").arg("-c").arg(script).status()?; //~ P105
    Ok(status.success())
}
