use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Parser;
use log::{debug, info, log_enabled, warn};

#[derive(Parser)]
struct Arguments {
    #[arg(long)]
    server: String,
    #[arg(long, env = "DEPLOY_TOKEN", hide_env_values = true)]
    token: Option<String>,
    #[arg(long)]
    token_file: Option<PathBuf>,
    #[arg(long, default_value_t = 4096)]
    max_tokens: u32,
}

//# bad
fn read_token(arguments: &Arguments) -> Result<String> {
    let token = match (&arguments.token, &arguments.token_file) {
        (Some(token), _) => token.clone(),
        (None, Some(file)) => fs::read_to_string(file).context("no token file")?,
        (None, None) => bail!("give --token or --token-file"),
    };
    debug!("using token {token:?} for {}", arguments.server);
    Ok(token.trim().to_owned())
}

//# bad
fn connect() -> Result<postgres::Client> {
    let user = env::var("DB_USER").unwrap_or_else(|_| "orders".to_owned());
    let password = env::var("DB_PASSWORD").context("DB_PASSWORD is not set")?;
    let connection = ["host=db user=", &user, " password=", &password].concat();
    println!("connecting: {connection}");
    Ok(postgres::Client::connect(&connection, postgres::NoTls)?)
}

//# bad
fn ask_password(prompt: &str) -> Result<String> {
    let entered = rpassword::prompt_password(prompt)?;
    if entered.len() < 12 {
        eprintln!("'{entered}' is too short for a passphrase");
        bail!("too short");
    }
    Ok(entered)
}

//# bad
fn dump_environment() -> Result<()> {
    let secrets = ["API_KEY", "CLIENT_SECRET"]
        .iter()
        .filter_map(|name| env::var(name).ok().map(|value| (*name, value)))
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>()
        .join(", ");
    info!("started with {}", secrets);
    Ok(())
}

//# bad
fn refresh(server: &str, client_id: &str, client_secret: &str) -> Result<String> {
    let answer = ureq::post(server)
        .send_form([("client_id", client_id), ("client_secret", client_secret)])
        .with_context(|| format!("{client_id}:{client_secret} was refused by {server}"))?;
    let access_token: String = answer.into_body().read_to_string()?;
    writeln!(io::stderr(), "got {}", &access_token)?;
    Ok(access_token)
}

//# good
fn find_token(arguments: &Arguments) -> Result<String> {
    if let Some(file) = &arguments.token_file {
        debug!("reading the token from {}", file.display());
        return Ok(fs::read_to_string(file)?.trim().to_owned());
    }
    match env::var("DEPLOY_TOKEN") {
        Ok(token) => Ok(token),
        Err(_) => bail!("the token is missing: set DEPLOY_TOKEN or give --token-file"),
    }
}

//# good
fn report_limits(arguments: &Arguments, text: &str) -> u32 {
    let tokens = text.split_whitespace().count() as u32;
    let tokens_left = arguments.max_tokens.saturating_sub(tokens);
    info!("{tokens} tokens used, {tokens_left} of {} left", arguments.max_tokens);
    tokens_left
}

//# good
fn open_database() -> Result<postgres::Client> {
    let mut settings = postgres::Config::new();
    let host = env::var("DB_HOST").unwrap_or_else(|_| "localhost".to_owned());
    settings.host(&host).user("orders").password(env::var("DB_PASSWORD")?);
    println!("connecting to {host} with the password from DB_PASSWORD");
    Ok(settings.connect(postgres::NoTls)?)
}

//# good
fn describe_sources(names: &[&str]) {
    for name in names {
        let state = if env::var_os(name).is_some() { "set" } else { "missing" };
        println!("{name}: {state}");
    }
    if log_enabled!(log::Level::Debug) {
        debug!("{} credentials are looked for", names.len());
    }
}

//# good
fn parse_line(line: &str) -> Result<Vec<Token>> {
    let mut tokens = Vec::new();
    for word in line.split(' ') {
        let token = match word.parse::<i64>() {
            Ok(number) => Token::Number(number),
            Err(_) if word == "+" => Token::Plus,
            Err(_) => bail!("unknown word"),
        };
        tokens.push(token);
    }
    debug!("{} tokens in the line", tokens.len());
    Ok(tokens)
}

#[derive(Debug, PartialEq)]
enum Token {
    Number(i64),
    Plus,
}

//# good
fn warn_of_age(name: &str, days: u64) {
    let password = "The password of this account";
    if days > 90 {
        warn!("{name}: {days} days old; {}", password.len());
    }
    warn!("change the password every 90 days");
}
