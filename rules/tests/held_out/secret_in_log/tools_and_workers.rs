use clap::Parser as _;
use rmcp::{handler::server::tool::Parameters, schemars, tool};
use sha2::{Digest, Sha256};
use slog::{Logger, o};
use std::env;
use std::fmt;
use std::fs;
use std::io::{self, BufRead, Write};

#[derive(clap::Parser)]
pub struct Arguments {
    #[arg(long)]
    pub user: String,
    #[arg(long, env = "ORDERS_PASSWORD", hide_env_values = true)]
    pub password: String,
    #[arg(long)]
    pub verbose: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Word(String),
    Number(f64),
    End,
}

pub struct Lexer {
    tokens: Vec<Token>,
    position: usize,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
pub struct Deploy {
    pub service: String,
    pub deploy_key: String,
}

pub struct Credentials {
    user: String,
    password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Credentials").field("user", &self.user).finish_non_exhaustive()
    }
}

pub struct Deployer;

//# bad
pub fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    if arguments.verbose {
        println!("user: {}, password: {}", arguments.user, arguments.password);
    }
    Ok(())
}

//# bad
pub fn read_environment() -> Result<String, env::VarError> {
    let api_key = env::var("PAYMENTS_API_KEY")?;
    eprintln!("using PAYMENTS_API_KEY={api_key}");
    Ok(api_key)
}

//# bad
pub fn load_private_key(path: &str) -> io::Result<String> {
    let private_key = fs::read_to_string(path)?;
    log::debug!("{path}:\n{}", private_key.trim_end());
    Ok(private_key)
}

//# bad
pub fn ask() -> io::Result<String> {
    let mut passphrase = String::new();
    io::stdin().lock().read_line(&mut passphrase)?;
    let passphrase = dbg!(passphrase.trim().to_owned());
    Ok(passphrase)
}

//# bad
pub fn connect(log: &Logger, host: &str, db_password: &str) -> Result<postgres::Client, postgres::Error> {
    let dsn = format!("host={host} user=orders password={db_password}");
    slog::info!(log, "connecting"; o!("dsn" => dsn.clone()));
    postgres::Client::connect(&dsn, postgres::NoTls)
}

impl Deployer {
    //# bad
    #[tool(description = "Deploys a service")]
    pub async fn deploy(&self, Parameters(deploy): Parameters<Deploy>) -> Result<String, String> {
        let Deploy { service, deploy_key } = deploy;
        let parts = [service.as_str(), deploy_key.as_str()];
        tracing::info!("deploying: {}", parts.join(" with "));
        Ok(service)
    }

    //# good
    #[tool(description = "Deploys a service with its key")]
    pub async fn deploy_with_key(&self, Parameters(deploy): Parameters<Deploy>) -> Result<String, String> {
        let fingerprint = hex::encode(Sha256::digest(deploy.deploy_key.as_bytes()));
        tracing::info!(service = %deploy.service, %fingerprint, "deploying");
        Ok(deploy.service)
    }
}

//# bad
pub fn retry_login(user: &str, passwords: &[String]) -> Option<usize> {
    for (attempt, password) in passwords.iter().enumerate() {
        log::warn!("attempt {attempt} of {user}: {password}");
        if password.len() > 8 {
            return Some(attempt);
        }
    }
    None
}

//# bad
pub fn audit(credentials: &Credentials) -> io::Result<()> {
    let mut stderr = io::stderr().lock();
    writeln!(stderr, "logged in: {}:{}", credentials.user, credentials.password)
}

//# bad
pub fn decode_session(cookie: &str) -> Option<String> {
    let session_token = cookie.split(';').find_map(|part| part.trim().strip_prefix("session="));
    session_token.inspect(|found| log::info!("session token {found}")).map(str::to_owned)
}

//# bad
pub async fn worker(mut jobs: tokio::sync::mpsc::Receiver<(String, String)>) {
    while let Some((webhook_secret, body)) = jobs.recv().await {
        let secret = webhook_secret.clone();
        let outcome = hmac_of(secret.as_bytes(), body.as_bytes());
        if outcome.is_empty() {
            tracing::error!(body.bytes = body.len(), secret, "no signature");
        }
    }
}

fn hmac_of(key: &[u8], body: &[u8]) -> Vec<u8> {
    Sha256::digest([key, body].concat()).to_vec()
}

//# bad
pub fn require(password: Option<String>) -> String {
    let password = password.unwrap_or_else(|| "changeme".to_owned());
    if password.len() < 12 {
        log::error!("the password \"{}\" is too short", &password);
    }
    password
}

//# good
pub fn confirm(arguments: &Arguments) {
    let stars = "*".repeat(8);
    println!("user: {}, password: {stars}", arguments.user);
}

//# good
pub fn need_key() -> Result<String, env::VarError> {
    env::var("PAYMENTS_API_KEY").inspect_err(|reason| eprintln!("PAYMENTS_API_KEY: {reason}"))
}

impl Lexer {
    //# good
    pub fn next_token(&mut self) -> Token {
        let token = self.tokens.get(self.position).cloned().unwrap_or(Token::End);
        log::trace!("token {:?} at {}", token, self.position);
        self.position += 1;
        token
    }

    //# good
    pub fn unexpected(&self, token: &Token) -> String {
        log::error!("unexpected token {token:?}");
        format!("unexpected token {token:?} at {}", self.position)
    }
}

//# good
pub fn report_usage(prompt_tokens: u32, completion_tokens: u32) {
    log::info!("tokens: {prompt_tokens} in, {completion_tokens} out");
}

//# good
pub fn show_credentials(credentials: &Credentials) {
    log::debug!("using {credentials:?}");
}

//# good
pub fn open_key(path: &std::path::Path) -> io::Result<Vec<u8>> {
    let private_key = fs::read(path)?;
    log::info!("private key of {} bytes from {}", private_key.len(), path.display());
    Ok(private_key)
}

//# good
pub fn prompt_password(user: &str) -> io::Result<String> {
    print!("Password of {user}: ");
    io::stdout().flush()?;
    rpassword::read_password()
}

//# good
pub fn cache_get<'a>(cache: &'a std::collections::HashMap<String, Vec<u8>>, key: &str) -> Option<&'a [u8]> {
    let hit = cache.get(key);
    log::debug!("key {key}: {}", if hit.is_some() { "hit" } else { "miss" });
    hit.map(Vec::as_slice)
}

//# good
pub fn check_policy(password: &str) -> Result<(), &'static str> {
    let password_min_length = 12;
    if password.len() < password_min_length {
        log::warn!("a password needs {password_min_length} characters");
        return Err("too short");
    }
    Ok(())
}

//# good
pub fn verify_all(secrets: &[(String, String)]) -> usize {
    let mut empty = 0;
    for (secret_name, secret) in secrets {
        if secret.is_empty() {
            empty += 1;
            log::warn!("{secret_name} is empty");
        }
    }
    empty
}

//# good
pub fn import_public_key(public_key: &str) -> bool {
    log::info!("public key {public_key}");
    public_key.starts_with("ssh-ed25519 ")
}
