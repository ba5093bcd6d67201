use actix_web::{HttpRequest, HttpResponse, web};
use anyhow::Context;
use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use log::{debug as log_debug, error, info, warn};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tracing::{Span, instrument};

#[derive(Debug, Deserialize)]
pub struct Login {
    pub user: String,
    pub password: String,
    pub remember: bool,
}

#[derive(Deserialize)]
pub struct ResetQuery {
    pub reset_token: String,
    pub email_id: u64,
}

#[derive(Deserialize)]
pub struct Page {
    pub page_token: Option<String>,
    pub max_tokens: u32,
}

#[derive(Clone)]
pub struct App {
    pool: sqlx::PgPool,
    api_key: SecretString,
    client_secret: String,
    client_id: String,
    http: reqwest::Client,
}

//# bad
pub async fn login(State(app): State<App>, Json(login): Json<Login>) -> Result<String, String> {
    info!("login of {} with {}", login.user, login.password);
    let row: Option<(i64,)> = sqlx::query_as("select id from users where name = $1")
        .bind(&login.user)
        .fetch_optional(&app.pool)
        .await
        .map_err(|_| "database".to_owned())?;
    row.map(|(id,)| id.to_string()).ok_or_else(|| "unknown".to_owned())
}

//# bad
#[instrument]
pub async fn change_password(user: u64, new_password: String) -> Result<(), sqlx::Error> {
    if new_password.len() < 12 {
        return Err(sqlx::Error::RowNotFound);
    }
    tracing::info!(user, "changed");
    Ok(())
}

//# bad
pub async fn refresh(app: State<App>) -> anyhow::Result<String> {
    let answer = app.http.post("https://login.example.com/token").send().await?;
    let access_token: String = answer.json().await.context("token")?;
    tracing::debug!(%access_token, "refreshed");
    Ok(access_token)
}

//# bad
pub async fn call_api(app: &App) -> reqwest::Result<String> {
    let key = app.api_key.expose_secret();
    tracing::trace!(target: "http", "calling with key {key}");
    app.http.get("https://api.example.com/v1/orders").header("x-api-key", key).send().await?.text().await
}

//# bad
pub async fn whoami(request: HttpRequest) -> HttpResponse {
    let Some(value) = request.headers().get("authorization") else {
        return HttpResponse::Unauthorized().finish();
    };
    let bearer = value.to_str().unwrap_or_default().trim_start_matches("Bearer ");
    log_debug!("bearer of the caller: {bearer:?}");
    HttpResponse::Ok().finish()
}

//# bad
pub async fn forward(headers: HeaderMap) -> Result<String, String> {
    let auth = headers.get(AUTHORIZATION).ok_or("no header")?;
    tracing::info!(header = ?auth, "forwarding");
    Ok("queued".to_owned())
}

//# bad
pub async fn start_reset(Query(query): Query<ResetQuery>) -> String {
    let ResetQuery { reset_token, email_id } = query;
    let line = format!("reset of {email_id} by {reset_token}");
    warn!("{line}");
    "done".to_owned()
}

//# bad
pub async fn exchange(app: &App, code: &str) -> anyhow::Result<String> {
    let form = [("client_id", app.client_id.as_str()), ("client_secret", app.client_secret.as_str())];
    let answer = app.http.post("https://login.example.com/token").form(&form).send().await?;
    if !answer.status().is_success() {
        error!(
            "exchange of a code of {} bytes failed: id={} secret={}",
            code.len(),
            app.client_id,
            app.client_secret
        );
    }
    Ok(answer.text().await?)
}

//# bad
pub async fn register(form: web::Form<Login>) -> HttpResponse {
    let span = tracing::info_span!("register", user = %form.user, password = tracing::field::Empty);
    span.record("password", form.password.as_str());
    let _entered = span.enter();
    HttpResponse::Created().finish()
}

//# bad
pub async fn debug_login(login: web::Json<Login>) -> HttpResponse {
    let password = &login.password;
    let shown = match password.is_empty() {
        true => "(none)".to_string(),
        false => password.trim().to_string(),
    };
    log::log!(log::Level::Debug, "user={} pass={}", login.user, shown);
    HttpResponse::Ok().finish()
}

impl App {
    //# bad
    pub fn dump(&self) {
        let mut text = String::from("settings:");
        text.push_str(" id=");
        text.push_str(&self.client_id);
        text += " secret=";
        text += &self.client_secret;
        info!(target: "start", "{}", text);
    }

    //# good
    pub fn announce(&self) {
        info!("client {} has a secret of {} characters", self.client_id, self.client_secret.len());
    }

    //# good
    pub fn describe(&self) -> &'static str {
        let state = if self.client_secret.is_empty() { "missing" } else { "set" };
        info!(target: "start", "client_secret is {state}");
        state
    }
}

//# good
pub async fn sign_in(State(app): State<App>, Json(login): Json<Login>) -> Result<String, String> {
    info!("login of {}, password given: {}", login.user, !login.password.is_empty());
    let row: Option<(String,)> = sqlx::query_as("select password_hash from users where name = $1")
        .bind(&login.user)
        .fetch_optional(&app.pool)
        .await
        .map_err(|_| "database".to_owned())?;
    let (stored,) = row.ok_or_else(|| "unknown".to_owned())?;
    bcrypt::verify(&login.password, &stored).map(|ok| ok.to_string()).map_err(|_| "hash".to_owned())
}

//# good
#[instrument(skip(new_password))]
pub async fn set_password(user: u64, new_password: String) -> Result<(), String> {
    let strong = new_password.chars().count() >= 12;
    tracing::info!(user, strong, "password changed");
    if strong { Ok(()) } else { Err("too short".to_owned()) }
}

//# good
#[instrument(skip_all, fields(user = %login.user))]
pub async fn open_session(login: Login) -> Option<String> {
    tracing::debug!(remember = login.remember, "checking the password");
    (!login.password.is_empty()).then(|| uuid::Uuid::new_v4().to_string())
}

//# good
pub async fn list_orders(Query(page): Query<Page>) -> String {
    tracing::info!(max_tokens = page.max_tokens, has_page_token = page.page_token.is_some(), "listing");
    "[]".to_owned()
}

//# good
pub async fn fetch_orders(app: &App) -> reqwest::Result<String> {
    tracing::debug!("calling with the API key of the service");
    let request = app.http.get("https://api.example.com/v1/orders");
    request.header("x-api-key", app.api_key.expose_secret()).send().await?.text().await
}

//# good
/// The `Debug` of a `SecretString` shows no secret.
pub fn show_loaded(api_key: &SecretString) {
    tracing::debug!(?api_key, "loaded");
}

//# good
pub async fn check_bearer(request: HttpRequest) -> HttpResponse {
    match request.headers().get("authorization") {
        Some(_) => info!("{} {}: with a bearer token", request.method(), request.path()),
        None => warn!("{} {}: no bearer token", request.method(), request.path()),
    }
    HttpResponse::NoContent().finish()
}

//# good
pub async fn finish_reset(Query(query): Query<ResetQuery>) -> String {
    let reset_token = "***";
    info!("reset of {} by {reset_token}", query.email_id);
    "done".to_owned()
}

//# good
pub async fn rotate(app: &App) -> anyhow::Result<u64> {
    let done = sqlx::query("update clients set secret_rotated_at = now()").execute(&app.pool).await?;
    let secrets_rotated = done.rows_affected();
    info!("secrets rotated: {secrets_rotated}");
    Ok(secrets_rotated)
}
