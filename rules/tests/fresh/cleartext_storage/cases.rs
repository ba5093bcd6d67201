//! Credentials and personal data on their way into files and databases: as they are, or protected.

use std::collections::HashMap;
use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use aes_gcm::aead::{Aead, AeadCore, OsRng};
use aes_gcm::{Aes256Gcm, KeyInit};
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, SaltString};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use mongodb::Collection;
use mongodb::bson::{Document, doc};
use redis::AsyncCommands;
use rusqlite::{Connection, params};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;

#[derive(Deserialize, Serialize)]
struct Registration {
    name: String,
    email: String,
    password: String,
}

#[derive(Serialize)]
struct Session {
    user: u64,
    refresh_token: String,
}

//# bad
fn to_a_file(password: &str) -> io::Result<()> {
    fs::write("/var/lib/orchard/password.txt", password)
}

//# bad
async fn register(
    State(pool): State<PgPool>,
    Json(form): Json<Registration>,
) -> Result<StatusCode, StatusCode> {
    sqlx::query("INSERT INTO accounts (name, password) VALUES ($1, $2)")
        .bind(&form.name)
        .bind(&form.password)
        .execute(&pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(StatusCode::CREATED)
}

//# bad
fn revealed_into_file(secret: &SecretString, path: &Path) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(secret.expose_secret().as_bytes())
}

//# bad
fn sqlite_row(conn: &Connection, user: u64, api_key: &str) -> rusqlite::Result<usize> {
    conn.execute("UPDATE users SET api_key = ?1 WHERE id = ?2", params![api_key, user])
}

//# bad
fn session_file(session: &Session) -> anyhow::Result<()> {
    let text = serde_json::to_string(&session.refresh_token)?;
    let mut file = OpenOptions::new().create(true).append(true).open("sessions.jsonl")?;
    writeln!(file, "{text}")?;
    Ok(())
}

//# bad
async fn into_redis(client: &redis::Client, user: u64, access_token: String) -> redis::RedisResult<()> {
    let mut connection = client.get_multiplexed_async_connection().await?;
    connection.set_ex(format!("token:{user}"), access_token, 3600).await
}

//# bad
async fn document(users: &Collection<Document>, form: Registration) -> mongodb::error::Result<()> {
    let entry = doc! { "name": form.name, "password": form.password };
    users.insert_one(entry).await?;
    Ok(())
}

//# bad
fn card_in_ledger(credit_card_number: &str, amount: u32) -> io::Result<()> {
    let line = format!("{credit_card_number};{amount}\n");
    let mut writer = BufWriter::new(OpenOptions::new().append(true).open("payments.csv")?);
    writer.write_all(line.as_bytes())?;
    writer.flush()
}

//# bad
fn environment_into_config() -> anyhow::Result<()> {
    let client_secret = env::var("CLIENT_SECRET")?;
    let mut config = HashMap::new();
    config.insert("client_secret", client_secret);
    fs::write("config.toml", toml::to_string(&config)?)?;
    Ok(())
}

//# bad
async fn encoded_is_not_encrypted(password: String) -> io::Result<()> {
    use base64::Engine as _;
    let encoded = base64::engine::general_purpose::STANDARD.encode(&password);
    tokio::fs::write("remember-me", encoded).await
}

//# bad
fn key_of_the_host(private_key: &[u8]) -> io::Result<()> {
    let pem = pem::encode(&pem::Pem::new("PRIVATE KEY", private_key.to_vec()));
    let target = Path::new("keys").join("host.pem");
    let mut file = File::create(&target)?;
    file.write_all(pem.as_bytes())?;
    file.sync_all()
}

//# bad
fn people(conn: &mut Connection, rows: Vec<(String, String)>) -> rusqlite::Result<()> {
    let transaction = conn.transaction()?;
    for (name, row) in rows {
        let ssn = row.trim();
        transaction.execute("INSERT INTO people (name, ssn) VALUES (?, ?)", [name.as_str(), ssn])?;
    }
    transaction.commit()
}

//# good
async fn register_hashed(
    State(pool): State<PgPool>,
    Json(form): Json<Registration>,
) -> Result<StatusCode, StatusCode> {
    let salt = SaltString::generate(&mut OsRng);
    let password = Argon2::default()
        .hash_password(form.password.as_bytes(), &salt)
        .map_err(|_| StatusCode::BAD_REQUEST)?
        .to_string();
    sqlx::query("INSERT INTO accounts (name, password) VALUES ($1, $2)")
        .bind(form.name)
        .bind(password)
        .execute(&pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(StatusCode::CREATED)
}

//# good
fn encrypted_file(cipher: &Aes256Gcm, password: &str) -> anyhow::Result<()> {
    let nonce = Aes256Gcm::generate_nonce(&mut OsRng);
    let sealed = cipher.encrypt(&nonce, password.as_bytes()).map_err(|_| anyhow::anyhow!("not sealed"))?;
    fs::write("vault.bin", [nonce.as_slice(), &sealed].concat())?;
    Ok(())
}

//# good
fn digest_of_api_key(conn: &Connection, user: u64, api_key: &str) -> rusqlite::Result<usize> {
    use sha2::{Digest, Sha256};
    let digest = hex::encode(Sha256::digest(api_key));
    conn.execute("UPDATE users SET api_key_digest = ?1 WHERE id = ?2", params![digest, user])
}

//# good
fn into_the_keyring(user: &str, password: &str) -> keyring::Result<()> {
    let entry = keyring::Entry::new("orchard", user)?;
    entry.set_password(password)
}

//# good
fn number_of_tokens(tokens: &[String]) -> io::Result<()> {
    let text =
        format!("{} tokens, longest {}", tokens.len(), tokens.iter().map(String::len).max().unwrap_or(0));
    fs::write("statistics.txt", text)
}

//# good
fn password_unlocks_only(conn: &Connection, password: &str, note: &str) -> anyhow::Result<()> {
    anyhow::ensure!(bcrypt::verify(password, &stored(conn)?)?, "wrong password");
    conn.execute("INSERT INTO notes (body) VALUES (?1)", params![note])?;
    Ok(())
}

//# good
async fn session_by_number(client: &redis::Client, session: &Session) -> redis::RedisResult<()> {
    let mut connection = client.get_multiplexed_async_connection().await?;
    connection.set_ex(format!("session:{}", session.user), "open", 900).await
}

//# good
async fn document_without_password(users: &Collection<Document>, form: &Registration) -> anyhow::Result<()> {
    let hash = bcrypt::hash(&form.password, bcrypt::DEFAULT_COST)?;
    users.insert_one(doc! { "name": &form.name, "hash": hash }).await?;
    Ok(())
}

//# good
fn last_four_digits(card_number: &str, amount: u32) -> io::Result<()> {
    let shown = card_number.len().checked_sub(4).and_then(|at| card_number.get(at..)).unwrap_or("????");
    let mut file = OpenOptions::new().append(true).open("payments.csv")?;
    writeln!(file, "**** {shown};{amount}")
}

//# good
fn settings_about_passwords(minimum: usize) -> io::Result<()> {
    let password_policy = format!("minimum-length = {minimum}\nrequire-digit = true\n");
    fs::write("password-policy.toml", password_policy)
}

//# good
fn public_half(public_key: &[u8]) -> io::Result<()> {
    let mut file = File::create("keys/host.pub")?;
    file.write_all(hex::encode(public_key).as_bytes())
}

//# good
fn age_encrypted(secret: &SecretString, recipient: &age::x25519::Recipient) -> anyhow::Result<()> {
    let sealed = age::encrypt(recipient, secret.expose_secret().as_bytes())?;
    fs::write("secret.age", sealed)?;
    Ok(())
}

fn stored(conn: &Connection) -> rusqlite::Result<String> {
    conn.query_row("SELECT hash FROM owner", [], |row| row.get(0))
}
