use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sqlx::PgPool;
use tracing::{debug, error, info, instrument, trace, warn};

#[derive(Clone)]
pub struct App {
    pool: PgPool,
    signing_key: SecretString,
    webhook_secret: SecretString,
}

#[derive(Deserialize)]
pub struct Login {
    account: String,
    password: String,
    remember: bool,
}

#[derive(Deserialize)]
pub struct Paging {
    next_page_token: Option<String>,
    limit: u32,
}

//# bad
pub async fn login(State(app): State<App>, Json(login): Json<Login>) -> StatusCode {
    info!("login of {} with {}", login.account, login.password);
    let row = sqlx::query_scalar::<_, String>("SELECT password_hash FROM accounts WHERE name = $1")
        .bind(&login.account)
        .fetch_optional(&app.pool)
        .await;
    match row {
        Ok(Some(hash)) if crate::hashing::matches(&login.password, &hash) => StatusCode::OK,
        Ok(_) => StatusCode::UNAUTHORIZED,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

//# bad
pub async fn session(headers: HeaderMap, State(app): State<App>) -> Result<Json<u64>, StatusCode> {
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .ok_or(StatusCode::UNAUTHORIZED)?;
    debug!(token, "looking for the session");
    let user = crate::sessions::find(&app.pool, token).await.ok_or(StatusCode::UNAUTHORIZED)?;
    Ok(Json(user))
}

//# bad
pub async fn sign(State(app): State<App>, Path(document): Path<u64>) -> Result<String, StatusCode> {
    let key = app.signing_key.expose_secret();
    let shown = key.trim();
    let detail = format!("document {document} is signed with {shown}");
    trace!(detail = %detail, "signing");
    crate::signing::sign(document, key.as_bytes()).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# bad
pub async fn reset(State(app): State<App>, Json(account): Json<String>) -> StatusCode {
    let reset_token = crate::random::text(32);
    let done = sqlx::query("UPDATE accounts SET reset_digest = $1 WHERE name = $2")
        .bind(crate::hashing::digest(&reset_token))
        .bind(&account)
        .execute(&app.pool)
        .await;
    if let Err(error) = done {
        error!(%error, account, secret = ?reset_token, "the reset was not stored");
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    crate::mail::send_reset(&account, reset_token).await;
    StatusCode::ACCEPTED
}

//# bad
pub async fn webhook(State(app): State<App>, headers: HeaderMap, body: String) -> StatusCode {
    let expected = crate::hashing::mac(app.webhook_secret.expose_secret().as_bytes(), body.as_bytes());
    let given = headers.get("x-signature").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !crate::hashing::equal(&expected, given) {
        tracing::warn!(given, "signature does not fit the secret {}", app.webhook_secret.expose_secret());
        return StatusCode::FORBIDDEN;
    }
    StatusCode::NO_CONTENT
}

//# good
pub async fn sign_in(State(app): State<App>, Json(login): Json<Login>) -> StatusCode {
    info!(account = %login.account, remember = login.remember, "wrong password is answered with 401");
    let row = sqlx::query_scalar::<_, String>("SELECT password_hash FROM accounts WHERE name = $1")
        .bind(&login.account)
        .fetch_optional(&app.pool)
        .await;
    match row {
        Ok(Some(hash)) if crate::hashing::matches(&login.password, &hash) => StatusCode::OK,
        Ok(_) => StatusCode::UNAUTHORIZED,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

//# good
pub async fn authorize(headers: HeaderMap, State(app): State<App>) -> Result<Json<u64>, StatusCode> {
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    debug!(has_token = token.is_some(), "looking for the session");
    let Some(token) = token else {
        warn!("no token in the request");
        return Err(StatusCode::UNAUTHORIZED);
    };
    let user = crate::sessions::find(&app.pool, token).await.ok_or(StatusCode::UNAUTHORIZED)?;
    info!(user, "the token is good");
    Ok(Json(user))
}

//# good
pub async fn pages(
    State(app): State<App>,
    Query(paging): Query<Paging>,
) -> Result<Json<Vec<i64>>, StatusCode> {
    let continued = paging.next_page_token.is_some();
    trace!(continued, limit = paging.limit, "reading a page");
    let after = paging.next_page_token.and_then(|text| text.parse::<i64>().ok()).unwrap_or(0);
    let rows = sqlx::query_scalar("SELECT id FROM orders WHERE id > $1 ORDER BY id LIMIT $2")
        .bind(after)
        .bind(i64::from(paging.limit.min(100)))
        .fetch_all(&app.pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(rows))
}

//# good
#[instrument(skip_all, fields(document))]
pub async fn countersign(State(app): State<App>, Path(document): Path<u64>) -> Result<String, StatusCode> {
    let key = app.signing_key.expose_secret();
    if key.len() < 32 {
        error!(size = key.len(), "the signing key is too short");
        return Err(StatusCode::INTERNAL_SERVER_ERROR);
    }
    crate::signing::sign(document, key.as_bytes()).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# good
pub async fn show_settings(State(app): State<App>) -> StatusCode {
    // `SecretString` shows `[REDACTED]` in its `Debug`.
    info!(key = ?app.signing_key, "settings are loaded");
    StatusCode::OK
}
