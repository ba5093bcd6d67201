// Two functions start a shell: one is given constants, the other one the name that a tool was sent.
//@ src/main.rs
mod backup;
mod nightly;
mod tools;

use rmcp::{ServiceExt, transport::stdio};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    nightly::start();
    tools::Keeper.serve(stdio()).await?.waiting().await?;
    Ok(())
}

//@ src/backup.rs
use std::process::Command;

pub fn of_folder(folder: &str) -> bool {
    let line = format!("tar cz /srv/{folder} > /var/backups/{folder}.tgz");
    Command::new("sh").arg("-c").arg(line).status().is_ok_and(|status| status.success())
}

pub fn of_table(table: &str) -> bool {
    let line = format!("pg_dump -t {table} shop | gzip > /var/backups/{table}.gz");
    Command::new("sh").arg("-c").arg(line).status().is_ok_and(|status| status.success()) //~ P208
}

//@ src/nightly.rs
use std::thread;
use std::time::Duration;

use crate::backup;

const NIGHT: Duration = Duration::from_secs(24 * 60 * 60);

pub fn start() {
    thread::spawn(|| {
        loop {
            let done = ["mail", "notes"].iter().all(|folder| backup::of_folder(folder));
            log::info!("backup: {done}");
            thread::sleep(NIGHT);
        }
    });
}

//@ src/tools.rs
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::backup;

#[derive(Deserialize, JsonSchema)]
pub struct BackupInput {
    pub table: String,
}

pub struct Keeper;

#[tool_router]
impl Keeper {
    #[tool(description = "Saves a table")]
    async fn save(&self, Parameters(input): Parameters<BackupInput>) -> String {
        let done = tokio::task::spawn_blocking(move || backup::of_table(&input.table)).await;
        if done.unwrap_or(false) { "saved".to_owned() } else { "not saved".to_owned() }
    }
}
