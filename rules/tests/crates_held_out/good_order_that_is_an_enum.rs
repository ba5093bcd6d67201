// Axum in layers, and an order put into SQL: the order is an enum whose method gives the name of a column.
//@ src/main.rs
mod dto;
mod handlers;
mod repositories;
mod services;

use std::sync::Arc;

use axum::routing::get;
use axum::Router;

use crate::repositories::TicketRepository;
use crate::services::TicketService;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let pool = sqlx::PgPool::connect("postgres:///tickets").await?;
    let tickets = Arc::new(TicketService::new(TicketRepository::new(pool)));
    let app = Router::new().route("/tickets", get(handlers::list)).with_state(tickets);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:3000").await?, app).await?;
    Ok(())
}

//@ src/dto.rs
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
pub struct ListTickets {
    pub project: i64,
    #[serde(default)]
    pub order_by: Order,
    #[serde(default)]
    pub descending: bool,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    #[default]
    Newest,
    Title,
    State,
}

impl Order {
    pub fn column(self) -> &'static str {
        match self {
            Order::Newest => "created_at",
            Order::Title => "title",
            Order::State => "state",
        }
    }
}

#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Ticket {
    pub id: i64,
    pub title: String,
}

//@ src/handlers.rs
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::Json;

use crate::dto::{ListTickets, Ticket};
use crate::services::TicketService;

pub async fn list(
    State(tickets): State<Arc<TicketService>>,
    Query(params): Query<ListTickets>,
) -> Result<Json<Vec<Ticket>>, StatusCode> {
    tickets.list(params).await.map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//@ src/services.rs
use crate::dto::{ListTickets, Ticket};
use crate::repositories::TicketRepository;

pub struct TicketService {
    repository: TicketRepository,
}

impl TicketService {
    pub fn new(repository: TicketRepository) -> Self {
        Self { repository }
    }

    pub async fn list(&self, params: ListTickets) -> Result<Vec<Ticket>, sqlx::Error> {
        self.repository.ordered(params.project, params.order_by.column(), params.descending).await
    }
}

//@ src/repositories.rs
use sqlx::PgPool;

use crate::dto::Ticket;

pub struct TicketRepository {
    pool: PgPool,
}

impl TicketRepository {
    pub fn new(pool: PgPool) -> Self {
        Self { pool }
    }

    pub async fn ordered(&self, project: i64, column: &str, descending: bool) -> Result<Vec<Ticket>, sqlx::Error> {
        let direction = if descending { "DESC" } else { "ASC" };
        let sql = format!("SELECT id, title FROM tickets WHERE project_id = $1 ORDER BY {column} {direction}");
        sqlx::query_as::<_, Ticket>(&sql).bind(project).fetch_all(&self.pool).await
    }
}
