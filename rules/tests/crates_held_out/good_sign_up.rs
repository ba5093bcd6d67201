// What is stored is made of a digest: the file that knows Argon2 gives it, and the password itself goes nowhere else.
//@ src/main.rs
mod accounts;
mod crypt;
mod models;
mod queries;

use axum::routing::post;
use axum::Router;
use sqlx::sqlite::SqlitePool;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let pool = SqlitePool::connect("sqlite:accounts.db").await?;
    let app = Router::new().route("/accounts", post(accounts::sign_up)).with_state(pool);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:7200").await?, app).await?;
    Ok(())
}

//@ src/queries.rs
pub const INSERT_ACCOUNT: &str = "INSERT INTO accounts (name, password) VALUES (?, ?)";

//@ src/crypt.rs
use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{Error, SaltString};
use argon2::{Argon2, PasswordHasher};

/// A digest that says with which salt it was made.
pub fn seal(text: &str) -> Result<String, Error> {
    let salt = SaltString::generate(&mut OsRng);
    Ok(Argon2::default().hash_password(text.as_bytes(), &salt)?.to_string())
}

//@ src/models.rs
use sqlx::SqlitePool;

use crate::queries;

pub struct Account<'a> {
    pub name: &'a str,
    pub digest: String,
}

impl Account<'_> {
    pub async fn insert(&self, pool: &SqlitePool) -> sqlx::Result<i64> {
        let done = sqlx::query(queries::INSERT_ACCOUNT).bind(self.name).bind(&self.digest).execute(pool).await?;
        Ok(done.last_insert_rowid())
    }
}

//@ src/accounts.rs
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json;
use serde::Deserialize;
use sqlx::SqlitePool;

use crate::crypt;
use crate::models::Account;

#[derive(Deserialize)]
pub struct SignUp {
    name: String,
    password: String,
}

pub async fn sign_up(State(pool): State<SqlitePool>, Json(form): Json<SignUp>) -> Result<Json<i64>, StatusCode> {
    if form.password.len() < 12 {
        return Err(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let digest = crypt::seal(&form.password).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let account = Account { name: &form.name, digest };
    account.insert(&pool).await.map(Json).map_err(|_| StatusCode::CONFLICT)
}
