use futures::TryStreamExt;
use mongodb::bson::doc;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{CallToolResult, Content};
use rmcp::{ErrorData as McpError, tool};
use schemars::JsonSchema;
use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, Statement};
use serde::Deserialize;
use sqlx::{Executor, PgPool};
use tokio::net::UdpSocket;
use tokio_postgres::Client;
use tokio_postgres::types::ToSql;

#[derive(Deserialize, JsonSchema)]
pub struct TicketQuery {
    pub project: String,
    pub text: String,
    pub limit: u32,
}

pub struct Tickets {
    pool: PgPool,
    client: Client,
}

fn failed(_: sqlx::Error) -> McpError {
    McpError::internal_error("the tickets cannot be read", None)
}

impl Tickets {
    //# bad
    #[tool(description = "Finds tickets of a project")]
    pub async fn find_tickets(
        &self,
        Parameters(TicketQuery { project, text, limit }): Parameters<TicketQuery>,
    ) -> Result<CallToolResult, McpError> {
        let sql = format!(
            r#"SELECT title FROM "tickets_{project}" WHERE to_tsvector(body) @@ to_tsquery('{text}') LIMIT {limit}"#
        );
        let titles: Vec<String> = sqlx::query_scalar(&sql).fetch_all(&self.pool).await.map_err(failed)?;
        Ok(CallToolResult::success(vec![Content::text(titles.join("\n"))]))
    }

    //# good
    #[tool(description = "Searches the tickets of a project")]
    pub async fn search_tickets(
        &self,
        Parameters(query): Parameters<TicketQuery>,
    ) -> Result<CallToolResult, McpError> {
        let titles: Vec<String> = sqlx::query_scalar(
            "SELECT title FROM tickets WHERE project = $1 AND to_tsvector(body) @@ plainto_tsquery($2) LIMIT $3",
        )
        .bind(&query.project)
        .bind(&query.text)
        .bind(i64::from(query.limit.min(50)))
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        let heading = format!("select from {}: {} titles", query.project, titles.len());
        Ok(CallToolResult::success(vec![Content::text(heading), Content::text(titles.join("\n"))]))
    }

    //# bad
    #[tool(description = "Runs a read-only question over the tickets")]
    pub async fn ask(&self, Parameters(question): Parameters<TicketQuery>) -> Result<String, McpError> {
        let select = |condition: &str| format!("SELECT count(*) FROM tickets WHERE {condition}");
        let sql = select(&question.text);
        let n: i64 = sqlx::query_scalar(&sql).fetch_one(&self.pool).await.map_err(failed)?;
        Ok(n.to_string())
    }

    //# bad
    pub async fn tag(&self, id: i64, tags: &[String]) -> Result<u64, tokio_postgres::Error> {
        let array = tags.iter().map(|t| format!("\"{}\"", t)).collect::<Vec<String>>().join(",");
        let sql = format!("UPDATE tickets SET tags = '{{{array}}}' WHERE id = $1");
        self.client.execute(sql.as_str(), &[&id]).await
    }

    //# good
    pub async fn set_tags(&self, id: i64, tags: &[String]) -> Result<u64, tokio_postgres::Error> {
        let lower: Vec<String> = tags.iter().map(|t| t.to_lowercase()).collect();
        self.client.execute("UPDATE tickets SET tags = $2 WHERE id = $1", &[&id, &lower]).await
    }

    //# good
    pub async fn filter(&self, project: Option<String>, author: Option<String>) -> anyhow::Result<usize> {
        let mut sql = "SELECT id FROM tickets WHERE 1 = 1".to_owned();
        let mut args: Vec<&(dyn ToSql + Sync)> = Vec::new();
        if let Some(project) = &project {
            args.push(project);
            sql += &format!(" AND project = ${}", args.len());
        }
        if let Some(author) = &author {
            args.push(author);
            sql += &format!(" AND author = ${}", args.len());
        }
        Ok(self.client.query(&sql, &args).await?.len())
    }

    //# good
    pub async fn listen(&self, channel: &str) -> Result<(), sqlx::Error> {
        let ident = format!("\"{}\"", channel.replace('"', "\"\""));
        let mut conn = self.pool.acquire().await?;
        conn.execute(format!("LISTEN {ident}").as_str()).await?;
        Ok(())
    }
}

//# bad
pub async fn record_measurements(socket: UdpSocket, pool: PgPool) -> anyhow::Result<()> {
    let mut buf = [0u8; 1024];
    loop {
        let (n, peer) = socket.recv_from(&mut buf).await?;
        let text = String::from_utf8_lossy(&buf[..n]);
        let mut fields = text.trim().split(',');
        let (Some(sensor), Some(value)) = (fields.next(), fields.next()) else { continue };
        let insert = format!("INSERT INTO readings VALUES ('{sensor}', {value}, '{}')", peer.ip());
        pool.execute(&*insert).await?;
    }
}

//# good
pub async fn record_numbers(socket: UdpSocket, pool: PgPool) -> anyhow::Result<()> {
    let mut buf = [0u8; 1024];
    loop {
        let (n, _) = socket.recv_from(&mut buf).await?;
        let text = String::from_utf8_lossy(&buf[..n]);
        let Some((sensor, value)) = text.trim().split_once(',') else { continue };
        let (Ok(sensor), Ok(value)) = (sensor.parse::<u32>(), value.parse::<f64>()) else { continue };
        sqlx::query("INSERT INTO readings (sensor, value) VALUES ($1, $2)")
            .bind(i64::from(sensor))
            .bind(value)
            .execute(&pool)
            .await?;
    }
}

//# bad
pub async fn sync_from_upstream(db: &DatabaseConnection, feed: &str) -> anyhow::Result<()> {
    let names: Vec<String> = reqwest::get(feed).await?.error_for_status()?.json().await?;
    for name in names.into_iter().filter(|n| !n.is_empty()) {
        let upsert = format!("INSERT INTO vendors (name) VALUES ('{name}') ON CONFLICT DO NOTHING");
        db.execute(Statement::from_string(DatabaseBackend::Postgres, upsert)).await?;
    }
    Ok(())
}

//# good
pub async fn sync_vendors(db: &DatabaseConnection, feed: &str) -> anyhow::Result<()> {
    let names: Vec<String> = reqwest::get(feed).await?.error_for_status()?.json().await?;
    for name in names {
        let statement = Statement::from_sql_and_values(
            DatabaseBackend::Postgres,
            "INSERT INTO vendors (name) VALUES ($1) ON CONFLICT DO NOTHING",
            [name.into()],
        );
        db.execute(statement).await?;
    }
    Ok(())
}

//# good
pub async fn orders_of(db: mongodb::Database, customer: String) -> mongodb::error::Result<usize> {
    let orders = db.collection::<mongodb::bson::Document>("orders");
    let label = format!("customer {customer}");
    let mut cursor = orders.find(doc! { "customer": &customer, "label": label }).await?;
    let mut n = 0;
    while cursor.try_next().await?.is_some() {
        n += 1;
    }
    Ok(n)
}

//# bad
pub async fn nightly_export(pool: &PgPool) -> anyhow::Result<u64> {
    let wanted = tokio::fs::read_to_string("export/columns.txt").await?;
    let columns = wanted.lines().map(str::trim).filter(|l| !l.starts_with('#')).collect::<Vec<_>>();
    let table = std::env::var("EXPORT_TABLE").unwrap_or_else(|_| "orders".to_string());
    let select = match columns.is_empty() {
        true => format!("TABLE {table}"),
        false => format!("SELECT {} FROM {table}", columns.join(", ")),
    };
    let copied = sqlx::query(&format!("CREATE TABLE export AS {select}")).execute(pool).await?;
    Ok(copied.rows_affected())
}

//# good
pub async fn nightly_counts(pool: &PgPool) -> anyhow::Result<Vec<(String, i64)>> {
    let mut counts = Vec::new();
    for table in ["orders", "customers", "invoices"] {
        let n: i64 = sqlx::query_scalar(&format!("SELECT count(*) FROM {table}")).fetch_one(pool).await?;
        counts.push((table.to_string(), n));
    }
    Ok(counts)
}

//# bad
pub async fn partition_for(client: &Client, month: &str) -> Result<(), tokio_postgres::Error> {
    macro_rules! create {
        ($suffix:expr) => {
            client.simple_query(&format!("CREATE TABLE IF NOT EXISTS events_{} PARTITION OF events", $suffix))
        };
    }
    create!(month).await?;
    Ok(())
}

//# good
pub async fn monthly_partition(client: &Client, year: u16, month: u8) -> anyhow::Result<()> {
    anyhow::ensure!((1..=12).contains(&month), "no such month");
    let sql = format!("CREATE TABLE IF NOT EXISTS events_{year}_{month:02} PARTITION OF events");
    client.batch_execute(&sql).await?;
    Ok(())
}
