// Axum in layers: a handler, a service in an `Arc`, a repository in a field of it. The order of a list is put into SQL.
//@ Cargo.toml
[package]
name = "tickets"
version = "0.3.1"
edition = "2021"

//@ src/main.rs
mod dto;
mod error;
mod handlers;
mod repositories;
mod services;

use std::sync::Arc;

use axum::routing::get;
use axum::Router;
use sqlx::postgres::PgPoolOptions;

use crate::repositories::ticket_repository::TicketRepository;
use crate::services::ticket_service::TicketService;

#[derive(Clone)]
pub struct AppState {
    pub tickets: Arc<TicketService>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let pool = PgPoolOptions::new().max_connections(8).connect("postgres:///tickets").await?;
    let tickets = Arc::new(TicketService::new(TicketRepository::new(pool)));
    let app = Router::new()
        .route("/tickets", get(handlers::ticket_handlers::list))
        .route("/tickets/{id}", get(handlers::ticket_handlers::show))
        .with_state(AppState { tickets });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app).await?;
    Ok(())
}

//@ src/dto.rs
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
pub struct ListTickets {
    pub project: i64,
    #[serde(default = "default_order")]
    pub order_by: String,
    #[serde(default)]
    pub page: u16,
}

fn default_order() -> String {
    "created_at".to_owned()
}

#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Ticket {
    pub id: i64,
    pub title: String,
    pub state: String,
}

//@ src/error.rs
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error("no such ticket")]
    NotFound,
    #[error("database")]
    Database(#[from] sqlx::Error),
}

pub type AppResult<T> = Result<T, AppError>;

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::Database(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

//@ src/handlers/mod.rs
pub mod ticket_handlers;

//@ src/handlers/ticket_handlers.rs
use axum::extract::{Path, Query, State};
use axum::Json;

use crate::dto::{ListTickets, Ticket};
use crate::error::AppResult;
use crate::AppState;

pub async fn list(State(state): State<AppState>, Query(params): Query<ListTickets>) -> AppResult<Json<Vec<Ticket>>> {
    let tickets = state.tickets.list(params).await?;
    Ok(Json(tickets))
}

pub async fn show(State(state): State<AppState>, Path(id): Path<i64>) -> AppResult<Json<Ticket>> {
    state.tickets.find(id).await.map(Json)
}

//@ src/services/mod.rs
pub mod ticket_service;

//@ src/services/ticket_service.rs
use crate::dto::{ListTickets, Ticket};
use crate::error::{AppError, AppResult};
use crate::repositories::ticket_repository::TicketRepository;

const PAGE_SIZE: i64 = 25;

pub struct TicketService {
    repository: TicketRepository,
}

impl TicketService {
    pub fn new(repository: TicketRepository) -> Self {
        Self { repository }
    }

    pub async fn list(&self, params: ListTickets) -> AppResult<Vec<Ticket>> {
        let offset = i64::from(params.page) * PAGE_SIZE;
        let tickets = self.repository.page(params.project, &params.order_by, PAGE_SIZE, offset).await?;
        Ok(tickets)
    }

    pub async fn find(&self, id: i64) -> AppResult<Ticket> {
        self.repository.by_id(id).await?.ok_or(AppError::NotFound)
    }
}

//@ src/repositories/mod.rs
pub mod ticket_repository;

//@ src/repositories/ticket_repository.rs
use sqlx::PgPool;

use crate::dto::Ticket;

pub struct TicketRepository {
    pool: PgPool,
}

impl TicketRepository {
    pub fn new(pool: PgPool) -> Self {
        Self { pool }
    }

    pub async fn page(&self, project: i64, order: &str, limit: i64, offset: i64) -> Result<Vec<Ticket>, sqlx::Error> {
        let sql = format!(
            "SELECT id, title, state FROM tickets WHERE project_id = $1 ORDER BY {} LIMIT $2 OFFSET $3",
            order
        );
        sqlx::query_as::<_, Ticket>(&sql) //~ P207
            .bind(project)
            .bind(limit)
            .bind(offset)
            .fetch_all(&self.pool)
            .await
    }

    pub async fn by_id(&self, id: i64) -> Result<Option<Ticket>, sqlx::Error> {
        sqlx::query_as("SELECT id, title, state FROM tickets WHERE id = $1").bind(id).fetch_optional(&self.pool).await
    }
}
