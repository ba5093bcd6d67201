// A tool calls `self.tickets.search(..)`: the field's type, and the statement, stand in another file.
//@ src/main.rs
mod repo;
mod tools;

use rmcp::{ServiceExt, transport::stdio};
use sqlx::PgPool;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = PgPool::connect("postgres:///tickets").await?;
    let server = tools::TicketServer::new(repo::Tickets::new(pool));
    server.serve(stdio()).await?.waiting().await?;
    Ok(())
}

//@ src/tools.rs
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::repo::Tickets;

#[derive(Deserialize, JsonSchema)]
pub struct SearchInput {
    pub words: String,
}

pub struct TicketServer {
    tickets: Tickets,
}

#[tool_router]
impl TicketServer {
    pub fn new(tickets: Tickets) -> Self {
        Self { tickets }
    }

    #[tool(description = "Finds tickets by their title")]
    async fn search(&self, Parameters(input): Parameters<SearchInput>) -> Result<String, McpError> {
        let found = self.tickets.search(&input.words).await;
        found.map(|titles| titles.join("\n")).map_err(|_| McpError::internal_error("no tickets", None))
    }
}

//@ src/repo.rs
use sqlx::PgPool;

pub struct Tickets {
    pool: PgPool,
}

impl Tickets {
    pub fn new(pool: PgPool) -> Self {
        Self { pool }
    }

    pub async fn search(&self, words: &str) -> sqlx::Result<Vec<String>> {
        let mut sql = String::from("SELECT title FROM tickets WHERE title ILIKE '%");
        sql.push_str(words);
        sql.push_str("%' LIMIT 20");
        sqlx::query_scalar(&sql).fetch_all(&self.pool).await //~ P207
    }
}
