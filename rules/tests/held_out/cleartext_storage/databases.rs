use aes_gcm::aead::{Aead, AeadCore, OsRng};
use aes_gcm::{Aes256Gcm, Key, KeyInit};
use axum::extract::{Form, State};
use diesel::prelude::*;
use mongodb::bson::doc;
use redis::AsyncCommands;
use rusqlite::{Connection, named_params, params};
use serde::Deserialize;
use sha2::{Digest, Sha256};

mod schema {
    diesel::table! {
        users (id) { id -> Integer, name -> Text, password -> Text, password_hash -> Text, }
    }
}
use schema::users;

#[derive(Deserialize)]
pub struct SignUp {
    pub name: String,
    pub password: String,
}

#[derive(Deserialize)]
pub struct Payment {
    pub order: i64,
    pub credit_card: String,
    pub cvv: String,
}

#[derive(Insertable)]
#[diesel(table_name = users)]
pub struct NewUser<'a> {
    name: &'a str,
    password: &'a str,
}

#[derive(Clone)]
pub struct App {
    pool: sqlx::PgPool,
    key: Key<Aes256Gcm>,
}

//# bad
pub async fn sign_up(State(app): State<App>, Form(form): Form<SignUp>) -> Result<(), String> {
    sqlx::query("insert into users (name, password) values ($1, $2)")
        .bind(&form.name)
        .bind(&form.password)
        .execute(&app.pool)
        .await
        .map_err(|_| "could not store".to_owned())?;
    Ok(())
}

//# bad
pub async fn pay(State(app): State<App>, payment: axum::Json<Payment>) -> Result<(), String> {
    let card = payment.credit_card.replace([' ', '-'], "");
    sqlx::query!(
        "INSERT INTO payments (order_id, card, cvv) VALUES ($1, $2, $3)",
        payment.order,
        card,
        payment.cvv
    )
    .execute(&app.pool)
    .await
    .map(drop)
    .map_err(|_| "could not store".to_owned())
}

//# bad
pub fn add_user(connection: &Connection, name: &str, password: &str) -> rusqlite::Result<usize> {
    connection.execute("INSERT INTO users (name, password) VALUES (?1, ?2)", params![name, password])
}

//# bad
pub fn store_token(connection: &Connection, service: &str, oauth_token: String) -> rusqlite::Result<()> {
    let mut statement =
        connection.prepare("replace into tokens (service, token) values (:service, :token)")?;
    statement.execute(named_params! { ":service": service, ":token": oauth_token })?;
    Ok(())
}

//# bad
pub fn create_user(connection: &mut PgConnection, name: &str, password: &str) -> QueryResult<usize> {
    let user = NewUser { name, password };
    diesel::insert_into(users::table).values(&user).execute(connection)
}

//# bad
pub fn reset(connection: &mut SqliteConnection, id: i32, new_password: String) -> QueryResult<usize> {
    diesel::update(users::table.find(id)).set(users::password.eq(new_password)).execute(connection)
}

//# bad
pub async fn remember(
    cache: &mut redis::aio::MultiplexedConnection,
    user: u64,
    password: &str,
) -> redis::RedisResult<()> {
    let value = format!("{}:{}", user, password);
    cache.set_ex(format!("login:{user}"), value, 3600).await
}

//# bad
pub async fn add_citizen(
    database: &mongodb::Database,
    name: &str,
    passport_number: &str,
) -> mongodb::error::Result<()> {
    let document = doc! { "name": name, "passport": passport_number };
    database.collection("citizens").insert_one(document).await?;
    Ok(())
}

//# bad
pub async fn import(client: &tokio_postgres::Client, path: &str) -> anyhow::Result<u64> {
    let text = tokio::fs::read_to_string(path).await?;
    let mut count = 0;
    for line in text.lines() {
        if let Some((name, ssn)) = line.split_once(',') {
            count += client.execute("insert into people (name, ssn) values ($1, $2)", &[&name, &ssn]).await?;
        }
    }
    Ok(count)
}

//# bad
pub fn put_key(tree: &sled::Db, service: &str, secret_key: &[u8]) -> sled::Result<()> {
    tree.insert(service.as_bytes(), secret_key)?;
    tree.flush().map(drop)
}

//# bad
pub fn batch(connection: &mut mysql::PooledConn, rows: Vec<SignUp>) -> mysql::Result<()> {
    use mysql::prelude::Queryable;
    connection.exec_batch(
        "insert into users (name, password) values (:name, :password)",
        rows.iter()
            .map(|row| mysql::params! { "name" => &row.name, "password" => row.password.to_lowercase() }),
    )
}

//# bad
pub async fn create_account(app: &App, name: String, password: String) -> sqlx::Result<String> {
    let sql = "insert into users (name, secret) values ($1, $2)";
    let arguments = (name, password);
    sqlx::query(sql).bind(&arguments.0).bind(&arguments.1).execute(&app.pool).await?;
    Ok(hex::encode(Sha256::digest(arguments.1)))
}

//# good
pub async fn register(State(app): State<App>, Form(form): Form<SignUp>) -> Result<(), String> {
    let password = bcrypt::hash(&form.password, 12).map_err(|_| "could not hash".to_owned())?;
    sqlx::query("insert into users (name, password) values ($1, $2)")
        .bind(&form.name)
        .bind(&password)
        .execute(&app.pool)
        .await
        .map_err(|_| "could not store".to_owned())?;
    Ok(())
}

//# good
pub async fn store_card(app: &App, payment: &Payment) -> anyhow::Result<()> {
    let nonce = Aes256Gcm::generate_nonce(&mut OsRng);
    let sealed = Aes256Gcm::new(&app.key)
        .encrypt(&nonce, payment.credit_card.as_bytes())
        .map_err(|_| anyhow::anyhow!("could not seal the card"))?;
    sqlx::query("insert into cards (order_id, nonce, card) values ($1, $2, $3)")
        .bind(payment.order)
        .bind(nonce.to_vec())
        .bind(sealed)
        .execute(&app.pool)
        .await?;
    Ok(())
}

//# good
pub async fn check(app: &App, form: &SignUp) -> anyhow::Result<bool> {
    let row: Option<(String,)> = sqlx::query_as("select password_hash from users where name = $1")
        .bind(&form.name)
        .fetch_optional(&app.pool)
        .await?;
    Ok(row.is_some_and(|(stored,)| bcrypt::verify(&form.password, &stored).unwrap_or(false)))
}

//# good
pub fn store_digest(connection: &Connection, user: i64, api_token: &[u8; 32]) -> rusqlite::Result<usize> {
    let digest = Sha256::digest(api_token);
    connection
        .execute("insert into api_tokens (user, digest) values (?1, ?2)", params![user, digest.as_slice()])
}

//# good
pub fn count_tokens(connection: &Connection, document: &str) -> rusqlite::Result<usize> {
    let token_count = document.split_whitespace().count() as i64;
    connection.execute("insert into documents (token_count) values (?1)", params![token_count])
}

//# good
pub fn set_hash(connection: &mut SqliteConnection, id: i32, password: &str) -> anyhow::Result<usize> {
    let hash = password_auth::generate_hash(password);
    Ok(diesel::update(users::table.find(id)).set(users::password_hash.eq(hash)).execute(connection)?)
}

//# good
pub async fn count_attempt(
    cache: &mut redis::aio::MultiplexedConnection,
    user: u64,
    password: &str,
) -> redis::RedisResult<u32> {
    if password.is_empty() {
        return Ok(0);
    }
    cache.incr(format!("password-attempts:{user}"), 1).await
}

//# good
pub async fn reset_requested(app: &App, name: &str) -> sqlx::Result<u64> {
    let sql = "update users set password_reset_at = now(), password = null where name = $1";
    Ok(sqlx::query(sql).bind(name).execute(&app.pool).await?.rows_affected())
}

//# good
pub async fn keep_in_vault(vault: &vaultrs::client::VaultClient, password: &str) -> anyhow::Result<()> {
    let data = std::collections::HashMap::from([("password", password)]);
    vaultrs::kv2::set(vault, "secret", "orders/database", &data).await?;
    Ok(())
}

//# good
pub async fn add_order(
    database: &mongodb::Database,
    token: &str,
    item: &str,
) -> mongodb::error::Result<bool> {
    if token.len() != 64 {
        return Ok(false);
    }
    database.collection("orders").insert_one(doc! { "item": item, "state": "open" }).await?;
    Ok(true)
}
