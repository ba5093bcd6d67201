// What somebody signs up with goes to the table as it is: the statement stands in one file, the type in another.
//@ src/main.rs
mod accounts;
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
pub const COUNT_ACCOUNTS: &str = "SELECT count(*) FROM accounts";

//@ src/models.rs
use serde::Deserialize;
use sqlx::SqlitePool;

use crate::queries;

#[derive(Deserialize)]
pub struct NewAccount {
    pub name: String,
    pub password: String,
}

impl NewAccount {
    pub async fn insert(&self, pool: &SqlitePool) -> sqlx::Result<i64> {
        let done = sqlx::query(queries::INSERT_ACCOUNT)
            .bind(&self.name)
            .bind(&self.password) //~ P607
            .execute(pool)
            .await?;
        Ok(done.last_insert_rowid())
    }
}

//@ src/accounts.rs
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json;
use sqlx::SqlitePool;

use crate::models::NewAccount;

pub async fn sign_up(State(pool): State<SqlitePool>, Json(account): Json<NewAccount>) -> Result<Json<i64>, StatusCode> {
    if account.password.len() < 12 {
        return Err(StatusCode::UNPROCESSABLE_ENTITY);
    }
    account.insert(&pool).await.map(Json).map_err(|_| StatusCode::CONFLICT)
}
