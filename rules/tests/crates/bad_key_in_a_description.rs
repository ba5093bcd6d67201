// A method in another file puts a key into a text, and the program logs the text.
//@ src/main.rs
mod payments;
mod settings;

use tracing::info;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt::init();
    let settings = settings::Settings::from_env()?;
    info!("starting: {}", settings.describe()); //~ P402
    payments::run(&settings).await?;
    Ok(())
}

//@ src/settings.rs
use std::env;

pub struct Settings {
    pub endpoint: String,
    pub api_key: String,
}

impl Settings {
    pub fn from_env() -> Result<Self, env::VarError> {
        Ok(Self { endpoint: env::var("PAYMENTS_ENDPOINT")?, api_key: env::var("PAYMENTS_API_KEY")? })
    }

    /// For the operator.
    pub fn describe(&self) -> String {
        format!("payments at {} with {}", self.endpoint, self.api_key)
    }
}

//@ src/payments.rs
use crate::settings::Settings;

pub async fn run(settings: &Settings) -> reqwest::Result<()> {
    let client = reqwest::Client::new();
    let request = client.post("https://payments.example.com/v1/sessions").bearer_auth(&settings.api_key);
    request.send().await?.error_for_status()?;
    Ok(())
}
