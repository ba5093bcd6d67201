//! Variations of one fault: what is kept, in what, and in which form.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;

use aes_gcm::aead::{Aead, AeadCore, KeyInit, OsRng};
use aes_gcm::{Aes256Gcm, Key};
use argon2::password_hash::SaltString;
use argon2::{Argon2, PasswordHasher};
use axum::Json;
use axum::extract::State;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use redis::AsyncCommands;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use sqlx::{PgPool, SqlitePool};

#[derive(Serialize, Deserialize, Clone)]
pub struct Account {
    id: i64,
    locale: String,
    password: String,
    credit_card: String,
    theme: String,
}

//# bad
async fn insert_of_a_password(
    State(pool): State<SqlitePool>,
    Json(account): Json<Account>,
) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO accounts (id, password) VALUES (?, ?)")
        .bind(account.id)
        .bind(account.password)
        .execute(&pool)
        .await?;
    Ok(())
}

//# good
async fn insert_of_a_hash(
    State(pool): State<SqlitePool>,
    Json(account): Json<Account>,
) -> Result<(), anyhow::Error> {
    let salt = SaltString::generate(&mut OsRng);
    let password = Argon2::default()
        .hash_password(account.password.as_bytes(), &salt)
        .map_err(|_| anyhow::anyhow!("not hashed"))?
        .to_string();
    sqlx::query("INSERT INTO accounts (id, password) VALUES (?, ?)")
        .bind(account.id)
        .bind(password)
        .execute(&pool)
        .await?;
    Ok(())
}

//# bad
async fn card_in_the_text(pool: &PgPool, account: &Account) -> sqlx::Result<u64> {
    let card = account.credit_card.trim().to_string();
    let statement = "UPDATE accounts SET credit_card = $1 WHERE id = $2";
    let done = sqlx::query(statement).bind(&card).bind(account.id).execute(pool).await?;
    Ok(done.rows_affected())
}

//# good
async fn end_of_the_card(pool: &PgPool, account: &Account) -> sqlx::Result<u64> {
    let shown = account.credit_card.chars().rev().take(4).collect::<String>();
    let ends_with: String = shown.chars().rev().collect();
    let statement = "UPDATE accounts SET card_ends_with = $1 WHERE id = $2";
    let done = sqlx::query(statement).bind(ends_with).bind(account.id).execute(pool).await?;
    Ok(done.rows_affected())
}

//# bad
fn rusqlite_row(connection: &Connection, user: &str, ssn: &str) -> rusqlite::Result<usize> {
    connection.execute("INSERT INTO people (name, ssn) VALUES (?1, ?2)", params![user, ssn])
}

//# good
fn rusqlite_row_of_settings(connection: &Connection, account: &Account) -> rusqlite::Result<usize> {
    let password_changed = chrono::Utc::now().timestamp();
    connection.execute(
        "INSERT INTO settings (id, theme, password_changed) VALUES (?1, ?2, ?3)",
        params![account.id, account.theme, password_changed],
    )
}

//# bad
fn file_of_a_token(api_token: &str) -> std::io::Result<()> {
    let folder = std::env::temp_dir().join("tool");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("token"), api_token)
}

//# good
fn file_of_a_sealed_token(api_token: &str, key: &Key<Aes256Gcm>) -> std::io::Result<()> {
    let nonce = Aes256Gcm::generate_nonce(&mut OsRng);
    let api_token =
        Aes256Gcm::new(key).encrypt(&nonce, api_token.as_bytes()).map_err(std::io::Error::other)?;
    fs::write("/var/lib/tool/token", [nonce.as_slice(), &api_token].concat())
}

//# bad
fn base64_is_no_cipher(login: &str, password: &str) -> std::io::Result<()> {
    let pair = format!("{login}:{password}");
    let encoded = BASE64_STANDARD.encode(pair);
    let mut file = OpenOptions::new().append(true).create(true).open("/var/lib/tool/logins")?;
    writeln!(file, "basic {encoded}")
}

//# good
fn tokens_of_a_text(text: &str) -> std::io::Result<usize> {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let mut file = OpenOptions::new().append(true).create(true).open("/var/lib/tool/statistics")?;
    writeln!(file, "tokens={}", tokens.len())?;
    Ok(tokens.len())
}

//# bad
async fn in_a_cache(
    redis: &mut redis::aio::MultiplexedConnection,
    account: Account,
) -> redis::RedisResult<()> {
    let key = format!("account:{}", account.id);
    redis.hset_multiple(key, &[("locale", &account.locale), ("password", &account.password)]).await
}

//# good
async fn settings_in_a_cache(
    redis: &mut redis::aio::MultiplexedConnection,
    account: Account,
) -> redis::RedisResult<()> {
    let key = format!("account:{}", account.id);
    redis.hset_multiple(key, &[("locale", &account.locale), ("theme", &account.theme)]).await
}

//# bad
fn whole_account(account: &Account) -> Result<(), Box<dyn std::error::Error>> {
    let copy = account.clone();
    let json = serde_json::to_vec_pretty(&copy)?;
    fs::write(format!("/var/lib/tool/{}.json", copy.id), json)?;
    Ok(())
}

//# good
fn account_without(account: &Account) -> Result<(), Box<dyn std::error::Error>> {
    let mut copy = account.clone();
    copy.password.clear();
    copy.credit_card = String::new();
    let shown = serde_json::json!({ "id": copy.id, "locale": copy.locale, "theme": copy.theme });
    fs::write(format!("/var/lib/tool/{}.json", copy.id), serde_json::to_vec_pretty(&shown)?)?;
    Ok(())
}

//# bad
async fn in_a_document(
    accounts: mongodb::Collection<mongodb::bson::Document>,
    account: Account,
) -> mongodb::error::Result<()> {
    let Account { id, password, .. } = account;
    let document = mongodb::bson::doc! { "_id": id, "login": { "password": password } };
    accounts.insert_one(document).await.map(drop)
}

//# good
async fn in_a_document_hashed(
    accounts: mongodb::Collection<mongodb::bson::Document>,
    account: Account,
) -> anyhow::Result<()> {
    let Account { id, password, .. } = account;
    let hash = bcrypt::hash(password, bcrypt::DEFAULT_COST)?;
    let document = mongodb::bson::doc! { "_id": id, "login": { "password": hash } };
    accounts.insert_one(document).await?;
    Ok(())
}

//# bad
fn environment_to_a_file() -> std::io::Result<()> {
    let secret = std::env::var("CLIENT_SECRET").unwrap_or_default();
    let lines = ["[client]".to_owned(), format!("secret = \"{}\"", secret.trim())];
    let text = lines.join("\n");
    let mut file = fs::File::create("/etc/tool/client.toml")?;
    file.write_all(text.as_bytes())
}

//# good
fn environment_of_another_kind() -> std::io::Result<()> {
    let secret = std::env::var("CLIENT_SECRET").is_ok();
    let text = ["[client]".to_owned(), format!("has_secret = {secret}")].join("\n");
    let mut file = fs::File::create("/etc/tool/client.toml")?;
    file.write_all(text.as_bytes())
}

//# bad
fn rows_of_a_table(passwords: BTreeMap<String, String>) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_path("/var/lib/tool/export.csv")?;
    for (user, password) in passwords.iter().filter(|(user, _)| !user.is_empty()) {
        writer.write_record([user.as_str(), password.as_str()])?;
    }
    writer.flush()?;
    Ok(())
}

//# good
fn in_the_keyring(user: &str, password: &str) -> keyring::Result<()> {
    let entry = keyring::Entry::new("tool", user)?;
    entry.set_password(password)
}

//# good
async fn compared_only(pool: &PgPool, account: &Account) -> sqlx::Result<bool> {
    let (hash,): (String,) = sqlx::query_as("SELECT password FROM accounts WHERE id = $1")
        .bind(account.id)
        .fetch_one(pool)
        .await?;
    let matches = bcrypt::verify(&account.password, &hash).unwrap_or(false);
    sqlx::query("INSERT INTO attempts (id, matched) VALUES ($1, $2)")
        .bind(account.id)
        .bind(matches)
        .execute(pool)
        .await?;
    Ok(matches)
}
