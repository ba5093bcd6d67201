//! Variations of one fault: loggers, levels, forms of the arguments, and what is written.

use std::fmt;

use axum::Json;
use axum::http::HeaderMap;
use log::{Level, debug, error, info, log, trace, warn};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

#[derive(Deserialize, Serialize, Debug, Clone)]
pub struct Login {
    user: String,
    password: String,
    remember: bool,
}

pub struct Masked<'a>(&'a str);

impl fmt::Display for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} characters>", self.0.chars().count())
    }
}

pub struct Vault {
    api_key: SecretString,
    token_budget: u32,
}

//# bad
fn every_level(password: String, user: &str) {
    info!("welcome {user}");
    debug!("the password is {}", password);
    if password.len() < 8 {
        warn!("too short");
    }
}

//# good
fn only_the_user(password: String, user: &str) -> bool {
    info!("welcome {user}");
    debug!("the password is {}", "not written here");
    let long = password.len() >= 8;
    trace!("password of {user} is long enough: {long}");
    long
}

//# bad
fn inline_argument(password: &str) {
    error!("login with {password:>12} failed");
}

//# bad
fn in_front_of_the_text(access_token: &str) {
    info!(target: "auth", access_token = access_token; "a token was refreshed");
}

//# good
fn a_count_of_tokens(prompt_tokens: u32, vault: &Vault) {
    info!(target: "usage", prompt_tokens; "of {} tokens", vault.token_budget);
    let tokens = "a b c".split(' ').count();
    info!("the line has {tokens} tokens");
}

//# bad
fn with_a_level(password: &str, verbose: bool) {
    let level = if verbose { Level::Info } else { Level::Trace };
    log!(level, "connecting as {} with {:?}", "service", password);
}

//# good
fn with_a_mask(password: &str, verbose: bool) {
    let level = if verbose { Level::Info } else { Level::Trace };
    let shown = "*".repeat(8);
    log!(level, "connecting as {} with {} ({})", "service", shown, Masked(password));
}

//# bad
fn text_built_before(login: &Login) {
    let mut text = String::from("login of ");
    text.push_str(&login.user);
    text += " with ";
    text += &login.password;
    warn!("{}", text);
}

//# good
fn text_built_before_without(login: &Login) {
    let text = format!("login of {}, to be remembered: {}", login.user, login.remember);
    warn!("{}", text);
}

//# bad
fn whole_structure(Json(login): Json<Login>) {
    tracing::info!(?login, "a login arrived");
}

//# good
fn parts_of_the_structure(Json(login): Json<Login>) {
    let Login { user, password: _, remember } = login;
    tracing::info!(user, remember, "a login arrived");
}

//# bad
fn revealed(vault: &Vault) {
    let shown = vault.api_key.expose_secret();
    tracing::debug!("key in use: {shown}");
}

//# good
fn not_revealed(vault: &Vault) {
    tracing::debug!("key in use: {:?}", vault.api_key);
    tracing::trace!(budget = vault.token_budget, "budget");
}

//# bad
async fn header(headers: HeaderMap) -> Option<()> {
    let authorization = headers.get("authorization")?.to_str().ok()?;
    let bearer = authorization.strip_prefix("Bearer ")?;
    tracing::event!(tracing::Level::WARN, bearer, "not accepted");
    Some(())
}

//# good
async fn header_that_is_there(headers: HeaderMap) -> Option<()> {
    let authorization = headers.get("authorization").is_some();
    let agent = headers.get("user-agent")?.to_str().ok()?;
    tracing::event!(tracing::Level::WARN, authorization, agent, "not accepted");
    Some(())
}

//# bad
fn environment() -> Option<String> {
    let secret = std::env::var("CLIENT_SECRET").ok()?;
    eprintln!("starting with CLIENT_SECRET={secret}");
    Some(secret)
}

//# good
fn environment_by_name() -> Option<String> {
    const NAME: &str = "CLIENT_SECRET";
    let secret = std::env::var(NAME);
    if secret.is_err() {
        eprintln!("the variable {NAME} is not set; the password file is read");
    }
    secret.ok()
}

//# bad
fn in_an_error(login: &Login) -> anyhow::Result<()> {
    if login.password.contains(' ') {
        anyhow::bail!("password `{}` of {} has a space in it", login.password, login.user);
    }
    Ok(())
}

//# good
fn in_an_error_without(login: &Login) -> anyhow::Result<()> {
    if login.password.contains(' ') {
        anyhow::bail!("the password of {} has a space in it", login.user);
    }
    Ok(())
}

//# bad
fn through_a_closure(logins: &[Login]) {
    let describe = |login: &Login| [login.user.as_str(), login.password.as_str()].join(":");
    logins.iter().map(describe).for_each(|line| info!("imported {line}"));
}

//# bad
fn as_json(login: Login) -> serde_json::Result<()> {
    let copy = login.clone();
    let body = serde_json::to_string(&copy)?;
    debug!("request: {body}");
    Ok(())
}

//# good
fn file_of_a_key(private_key_path: &std::path::Path, key_id: u64) {
    info!("private key {key_id} is at {}", private_key_path.display());
}

//# good
fn digest_of_a_document(document: &[u8], password_policy: &str) -> String {
    let digest = hex::encode(Sha256::digest(document));
    info!("document {digest}; password policy: {password_policy}");
    digest
}
