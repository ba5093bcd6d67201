//! Log lines and printed lines beside credentials: some show them, some do not.

use std::env;
use std::io::{self, Write};

use actix_web::{HttpRequest, HttpResponse, post, web};
use anyhow::Context as _;
use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tracing::{debug, error, info, instrument, warn};

#[derive(Deserialize)]
struct Login {
    user: String,
    password: String,
}

#[derive(Clone)]
struct Settings {
    endpoint: String,
    api_key: String,
    retries: u32,
}

struct Tokenizer {
    tokens: Vec<String>,
}

//# bad
fn plain_argument(password: &str) {
    info!("password: {}", password);
}

//# bad
async fn login(Json(login): Json<Login>) -> StatusCode {
    warn!("login of {} with {} failed", login.user, login.password);
    StatusCode::UNAUTHORIZED
}

//# bad
fn revealed(secret: &SecretString) {
    debug!("connecting with {}", secret.expose_secret());
}

//# bad
fn as_a_field(settings: &Settings) {
    tracing::info!(endpoint = %settings.endpoint, key = %settings.api_key, "client was built");
}

//# bad
fn environment() -> Result<(), env::VarError> {
    let access_token = env::var("ACCESS_TOKEN")?;
    println!("using {access_token}");
    Ok(())
}

//# bad
fn request_header(headers: &HeaderMap) {
    if let Some(value) = headers.get("authorization") {
        log::trace!("authorization: {:?}", value);
    }
}

//# bad
#[post("/token")]
async fn issue(request: HttpRequest, body: web::Form<Login>) -> HttpResponse {
    let Login { user, password } = body.into_inner();
    let line = format!("{user}:{password}");
    log::debug!("{} from {:?}", line, request.peer_addr());
    HttpResponse::Ok().finish()
}

//# bad
fn copied_to_another_name(settings: Settings) {
    let Settings { endpoint, api_key, .. } = settings;
    let shown = api_key.trim().to_owned();
    eprintln!("{endpoint} is called with {shown}");
}

//# bad
fn failure_message(client_secret: &str, status: u16) -> anyhow::Result<()> {
    if status != 200 {
        error!(status, client_secret, "the exchange was refused");
    }
    anyhow::ensure!(status == 200, "refused");
    Ok(())
}

//# bad
fn url_with_userinfo(user: &str, passwd: &str, host: &str) -> String {
    let url = ["postgres://", user, ":", passwd, "@", host].concat();
    log::info!("connecting to {url}");
    url
}

//# bad
fn written_to_stderr(private_key: &[u8]) -> io::Result<()> {
    let encoded = hex::encode(private_key);
    let mut stderr = io::stderr().lock();
    writeln!(stderr, "loaded key {encoded}")
}

//# bad
fn debugged(settings: &Settings) -> u32 {
    let auth_token = dbg!(settings.api_key.clone());
    settings.retries + u32::from(auth_token.is_empty())
}

//# good
fn only_the_length(password: &str) {
    info!("the password has {} characters", password.chars().count());
}

//# good
async fn login_of_user(Json(login): Json<Login>) -> StatusCode {
    let Login { user, password } = login;
    if password.is_empty() {
        warn!(user, "the password is empty");
        return StatusCode::BAD_REQUEST;
    }
    StatusCode::OK
}

//# good
fn hidden_by_its_type(secret: &SecretString) {
    let usable = !secret.expose_secret().is_empty();
    debug!(usable, "connecting");
}

//# good
fn settings_without_key(settings: &Settings) {
    let key = if settings.api_key.is_empty() { "absent" } else { "present" };
    tracing::info!(endpoint = %settings.endpoint, key, retries = settings.retries, "client was built");
}

//# good
fn name_of_variable() -> anyhow::Result<String> {
    let name = "ACCESS_TOKEN";
    let token = env::var(name).with_context(|| format!("{name} is not set"))?;
    println!("read the access token from {name}");
    Ok(token)
}

//# good
fn model_tokens(tokenizer: &Tokenizer, max_tokens: usize) {
    let tokens = tokenizer.tokens.len();
    info!("{tokens} of {max_tokens} tokens are used");
}

//# good
#[instrument(skip(password))]
async fn spanned(user: &str, password: &str) -> bool {
    let matches = argon2_matches(user, password);
    debug!(matches, "password was compared");
    matches
}

//# good
fn masked(api_key: &str) {
    let api_key = "*".repeat(api_key.len().min(8));
    info!("api key: {api_key}");
}

//# good
fn monkey(key: &str, keyboard: &str) {
    info!("the key {key} of keyboard {keyboard} was pressed");
}

//# good
async fn used_but_not_shown(client: &reqwest::Client, settings: &Settings) -> reqwest::Result<u16> {
    let request = client.get(&settings.endpoint).bearer_auth(&settings.api_key);
    let status = request.send().await?.status().as_u16();
    info!(status, endpoint = %settings.endpoint, "called with the api key of the settings");
    Ok(status)
}

//# good
fn password_prompt(out: &mut impl Write, user: &str) -> io::Result<String> {
    write!(out, "Password for {user}: ")?;
    out.flush()?;
    let password = rpassword::read_password()?;
    writeln!(out)?;
    Ok(password)
}

//# good
fn digest_of_parts(lines: &[String]) {
    for (number, line) in lines.iter().enumerate() {
        let (name, _secret) = line.split_once('=').unwrap_or((line.as_str(), ""));
        debug!(number, name, "secret was loaded");
    }
}

fn argon2_matches(user: &str, password: &str) -> bool {
    user.len() != password.len()
}
