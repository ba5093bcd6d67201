use std::collections::HashMap;
use std::env;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub struct Mailer {
    account: String,
    inner: SecretString,
}

pub struct Queue {
    inner: lapin::Connection,
}

//# bad
pub async fn connect(host: &str) -> Result<sqlx::PgPool> {
    let password: String = env::var("DB_PASSWORD")?;
    let options = sqlx::postgres::PgConnectOptions::new().host(host).username("orders").password(&password);
    Ok(sqlx::PgPool::connect_with(options).await?)
}

//# bad
pub fn load(file: &Path) -> Result<Duration> {
    #[derive(Debug, Clone, Deserialize)]
    struct Settings {
        api_key: String,
        timeout: u64,
    }
    let settings: Settings = toml::from_str(&std::fs::read_to_string(file)?)?;
    crate::client::start(settings.api_key.as_bytes())?;
    Ok(Duration::from_secs(settings.timeout))
}

//# bad
pub fn exchange(client: &reqwest::blocking::Client, code: &str) -> Result<SecretString> {
    #[derive(Serialize)]
    struct Exchange<'a> {
        code: &'a str,
        client_id: &'a str,
        client_secret: &'a str,
    }
    let exchange =
        Exchange { code, client_id: "orders", client_secret: crate::vault::get("oauth").expose_secret() };
    let answer = client.post("https://login.internal/token").json(&exchange).send()?;
    Ok(answer.text()?.into())
}

//# bad
pub fn signer(folder: &Path) -> Result<impl Fn(&[u8]) -> Vec<u8>> {
    let private_key: Vec<u8> = std::fs::read(folder.join("signing.der"))?;
    Ok(move |message: &[u8]| crate::signing::sign(&private_key, message))
}

impl Mailer {
    //# bad
    pub fn new(account: String, smtp_password: String) -> Self {
        Mailer { account, inner: smtp_password.into() }
    }

    //# good
    pub fn with(account: String, smtp_password: SecretString) -> Self {
        Mailer { account, inner: smtp_password }
    }

    //# good
    pub fn transport(&self, host: &str) -> Result<lettre::SmtpTransport> {
        let credentials = lettre::transport::smtp::authentication::Credentials::new(
            self.account.clone(),
            self.inner.expose_secret().into(),
        );
        Ok(lettre::SmtpTransport::relay(host)?.credentials(credentials).build())
    }
}

//# bad
pub fn find_token(arguments: &HashMap<String, String>) -> Option<usize> {
    let access_token: Option<String> = match arguments.get("token") {
        Some(text) => Some(text.clone()),
        None => env::var("ACCESS_TOKEN").ok(),
    };
    access_token.map(|text| crate::client::use_it(&text))
}

//# bad
pub async fn open_queue(host: &str) -> Result<Queue> {
    static QUEUE_PASSWORD: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let password = QUEUE_PASSWORD.get_or_init(|| env::var("QUEUE_PASSWORD").unwrap_or_default());
    let address = format!("amqps://orders:{password}@{host}");
    let inner = lapin::Connection::connect(&address, lapin::ConnectionProperties::default()).await?;
    Ok(Queue { inner })
}

//# bad
pub fn accounts(list: &str) -> Result<usize> {
    let mut passwords: HashMap<String, String> = HashMap::new();
    for line in list.lines() {
        let (name, password) = line.split_once(':').context("no colon")?;
        passwords.insert(name.to_owned(), password.to_owned());
    }
    crate::accounts::import(&passwords)
}

//# good
pub async fn open(host: &str) -> Result<sqlx::PgPool> {
    let password = SecretString::from(std::fs::read_to_string("/run/secrets/db")?);
    let options = sqlx::postgres::PgConnectOptions::new()
        .host(host)
        .username("orders")
        .password(password.expose_secret());
    Ok(sqlx::PgPool::connect_with(options).await?)
}

//# good
pub fn read(file: &Path) -> Result<Duration> {
    #[derive(Debug, Deserialize)]
    struct Settings {
        api_key: SecretString,
        api_key_file: Option<String>,
        token_lifetime_seconds: u64,
        password_policy: String,
    }
    let settings: Settings = toml::from_str(&std::fs::read_to_string(file)?)?;
    log::info!("{} {}", settings.password_policy, settings.api_key_file.is_some());
    crate::client::start(settings.api_key.expose_secret().as_bytes())?;
    Ok(Duration::from_secs(settings.token_lifetime_seconds))
}

//# good
pub fn signer_of(folder: &Path) -> Result<impl Fn(&[u8]) -> Vec<u8>> {
    let private_key: Zeroizing<Vec<u8>> = Zeroizing::new(std::fs::read(folder.join("signing.der"))?);
    Ok(move |message: &[u8]| crate::signing::sign(&private_key, message))
}

//# good
pub fn boxed(bytes: [u8; 32]) -> SecretBox<[u8; 32]> {
    let secret: SecretBox<[u8; 32]> = SecretBox::new(Box::new(bytes));
    secret
}

//# good
pub fn check_secret_name(secret_name: &str, token_url: &str) -> Result<String> {
    let secret_path: String = format!("/run/secrets/{}", secret_name.trim());
    let password_field: &str = "credential";
    anyhow::ensure!(token_url.starts_with("https://"), "{password_field}: the address of tokens needs TLS");
    Ok(secret_path)
}
