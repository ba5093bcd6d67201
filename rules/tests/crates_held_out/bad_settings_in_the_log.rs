// A program with a module of settings, which derive `Debug`, and a line at the start that shows them all.
//@ src/main.rs
mod config;
mod mailer;

use anyhow::Context;
use clap::Parser;
use tracing::info;

#[derive(Parser)]
struct Arguments {
    #[arg(long, default_value = "mailer.toml")]
    config: std::path::PathBuf,
}

fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().init();
    let arguments = Arguments::parse();
    let settings = config::load(&arguments.config).context("cannot read the settings")?;
    info!("starting with {:?}", settings); //~ P402
    mailer::run(&settings.smtp)
}

//@ src/config.rs
use std::path::Path;

use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub smtp: Smtp,
    #[serde(default)]
    pub dry_run: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Smtp {
    pub host: String,
    pub user: String,
    pub password: String,
}

pub fn load(path: &Path) -> anyhow::Result<Settings> {
    let text = std::fs::read_to_string(path)?;
    Ok(toml::from_str(&text)?)
}

//@ src/mailer.rs
use lettre::transport::smtp::authentication::Credentials;
use lettre::SmtpTransport;

use crate::config::Smtp;

pub fn run(smtp: &Smtp) -> anyhow::Result<()> {
    let credentials = Credentials::new(smtp.user.clone(), smtp.password.clone());
    let transport = SmtpTransport::relay(&smtp.host)?.credentials(credentials).build();
    anyhow::ensure!(transport.test_connection()?, "the relay does not answer");
    Ok(())
}
