use aes_gcm::aead::{Aead, AeadCore, OsRng};
use aes_gcm::{Aes256Gcm, Key, KeyInit};
use argon2::password_hash::SaltString;
use argon2::{Argon2, PasswordHasher};
use axum::extract::{Form, Json, State};
use axum::http::StatusCode;
use diesel::prelude::*;
use mongodb::bson::doc;
use redis::AsyncCommands;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::PgPool;

#[derive(Clone)]
pub struct App {
    pool: PgPool,
    cache: redis::aio::ConnectionManager,
    patients: mongodb::Collection<mongodb::bson::Document>,
    key: Key<Aes256Gcm>,
}

#[derive(Deserialize)]
pub struct Newcomer {
    name: String,
    password: String,
}

#[derive(Deserialize, Serialize)]
pub struct Patient {
    number: i64,
    ssn: String,
    diagnosis: String,
}

//# bad
pub async fn register(State(app): State<App>, Form(newcomer): Form<Newcomer>) -> StatusCode {
    let done = sqlx::query("INSERT INTO accounts (name, password) VALUES ($1, $2)")
        .bind(&newcomer.name)
        .bind(&newcomer.password)
        .execute(&app.pool)
        .await;
    if done.is_ok() { StatusCode::CREATED } else { StatusCode::CONFLICT }
}

//# bad
pub async fn issue(State(mut app): State<App>, Form(newcomer): Form<Newcomer>) -> Result<String, StatusCode> {
    let session_token = crate::random::text(32);
    let entry = format!("session:{}", newcomer.name);
    app.cache
        .set_ex::<_, _, ()>(entry, &session_token, 3600)
        .await
        .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(session_token)
}

//# bad
pub async fn admit(State(app): State<App>, Json(patient): Json<Patient>) -> StatusCode {
    let Patient { number, ssn, diagnosis } = patient;
    let document = doc! { "number": number, "ssn": ssn.trim(), "diagnosis": diagnosis };
    match app.patients.insert_one(document).await {
        Ok(_) => StatusCode::CREATED,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

//# bad
pub fn store_key(connection: &mut PgConnection, owner: i64, key: &str) -> QueryResult<usize> {
    use crate::schema::keys::dsl::{api_key, keys, owner_id};
    let api_secret = key.trim().to_lowercase();
    let values = (owner_id.eq(owner), api_key.eq(api_secret));
    diesel::insert_into(keys).values(values).execute(connection)
}

//# bad
pub async fn link(
    State(app): State<App>,
    Json(answer): Json<serde_json::Value>,
) -> Result<StatusCode, StatusCode> {
    let refresh =
        answer.get("refresh_token").and_then(|value| value.as_str()).ok_or(StatusCode::BAD_REQUEST)?;
    let mut query = sqlx::QueryBuilder::new("UPDATE links SET refresh_token = ");
    query.push_bind(refresh.to_owned()).push(" WHERE active");
    query.build().execute(&app.pool).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(StatusCode::OK)
}

//# bad
pub async fn change(State(app): State<App>, Form(newcomer): Form<Newcomer>) -> StatusCode {
    // Base64 is no encryption.
    let encoded =
        base64::Engine::encode(&base64::engine::general_purpose::STANDARD, newcomer.password.as_bytes());
    let done = sqlx::query("UPDATE accounts SET secret = $1 WHERE name = $2")
        .bind(encoded)
        .bind(newcomer.name)
        .execute(&app.pool)
        .await;
    done.map_or(StatusCode::INTERNAL_SERVER_ERROR, |_| StatusCode::NO_CONTENT)
}

//# good
pub async fn enrol(State(app): State<App>, Form(newcomer): Form<Newcomer>) -> Result<StatusCode, StatusCode> {
    let salt = SaltString::generate(&mut OsRng);
    let password = Argon2::default()
        .hash_password(newcomer.password.as_bytes(), &salt)
        .map_err(|_| StatusCode::BAD_REQUEST)?
        .to_string();
    sqlx::query("INSERT INTO accounts (name, password) VALUES ($1, $2)")
        .bind(&newcomer.name)
        .bind(&password)
        .execute(&app.pool)
        .await
        .map_err(|_| StatusCode::CONFLICT)?;
    Ok(StatusCode::CREATED)
}

//# good
pub async fn open_session(
    State(mut app): State<App>,
    Form(newcomer): Form<Newcomer>,
) -> Result<String, StatusCode> {
    let session_token = crate::random::text(32);
    let digest = hex::encode(Sha256::digest(session_token.as_bytes()));
    app.cache
        .set_ex::<_, _, ()>(digest, &newcomer.name, 3600)
        .await
        .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(session_token)
}

//# good
pub async fn admit_sealed(
    State(app): State<App>,
    Json(patient): Json<Patient>,
) -> Result<StatusCode, StatusCode> {
    let cipher = Aes256Gcm::new(&app.key);
    let nonce = Aes256Gcm::generate_nonce(&mut OsRng);
    let ssn =
        cipher.encrypt(&nonce, patient.ssn.as_bytes()).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let document = doc! { "number": patient.number, "ssn": hex::encode(ssn), "nonce": hex::encode(nonce) };
    app.patients.insert_one(document).await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(StatusCode::CREATED)
}

//# good
pub async fn ask_reset(State(app): State<App>, Json(account): Json<i64>) -> StatusCode {
    let done = sqlx::query("UPDATE accounts SET password_reset_at = now() WHERE id = $1")
        .bind(account)
        .execute(&app.pool)
        .await;
    done.map_or(StatusCode::INTERNAL_SERVER_ERROR, |_| StatusCode::ACCEPTED)
}

//# good
pub async fn check(State(app): State<App>, Form(newcomer): Form<Newcomer>) -> StatusCode {
    let stored: Result<String, _> = sqlx::query_scalar("SELECT password FROM accounts WHERE name = $1")
        .bind(&newcomer.name)
        .fetch_one(&app.pool)
        .await;
    match stored {
        Ok(hash) if crate::hashing::matches(&newcomer.password, &hash) => StatusCode::OK,
        _ => StatusCode::UNAUTHORIZED,
    }
}

//# good
pub fn count_tokens(connection: &mut PgConnection, model: &str, prompt: &str) -> QueryResult<usize> {
    use crate::schema::usage::dsl::{model_name, tokens, usage};
    let used = prompt.split_whitespace().count() as i64;
    diesel::insert_into(usage).values((model_name.eq(model), tokens.eq(used))).execute(connection)
}
