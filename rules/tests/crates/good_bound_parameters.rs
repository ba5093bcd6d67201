// The repository in another file binds what it is given; what it puts into the text are marks.
//@ src/main.rs
mod repo;
mod routes;

use axum::Router;
use axum::routing::{delete, get};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let repo = repo::Customers { pool: sqlx::PgPool::connect("postgres:///shop").await? };
    let app = Router::new()
        .route("/customers/{name}", get(routes::find))
        .route("/customers", delete(routes::remove))
        .with_state(repo);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await?;
    Ok(())
}

//@ src/routes.rs
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::repo::Customers;

pub async fn find(State(repo): State<Customers>, Path(name): Path<String>) -> Result<Json<i64>, StatusCode> {
    repo.find(&name).await.map(Json).map_err(|_| StatusCode::NOT_FOUND)
}

pub async fn remove(State(repo): State<Customers>, Json(names): Json<Vec<String>>) -> StatusCode {
    match repo.remove(&names).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

//@ src/repo.rs
use sqlx::PgPool;

#[derive(Clone)]
pub struct Customers {
    pub pool: PgPool,
}

impl Customers {
    pub async fn find(&self, name: &str) -> sqlx::Result<i64> {
        let query = sqlx::query_scalar("SELECT id FROM customers WHERE name = $1").bind(name);
        query.fetch_one(&self.pool).await
    }

    pub async fn remove(&self, names: &[String]) -> sqlx::Result<()> {
        let marks: Vec<String> = (1..=names.len()).map(|number| format!("${number}")).collect();
        let sql = format!("DELETE FROM customers WHERE name IN ({})", marks.join(", "));
        let query = names.iter().fold(sqlx::query(&sql), |query, name| query.bind(name));
        query.execute(&self.pool).await?;
        Ok(())
    }
}
