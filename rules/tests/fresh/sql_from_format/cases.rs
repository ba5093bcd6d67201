//! Queries whose text comes from a request, a file, a socket or an environment, and queries whose text does not.

use std::collections::HashMap;
use std::env;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;

use axum::Json;
use axum::extract::{Path, Query, State};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Integer, Text};
use mysql::prelude::Queryable;
use rusqlite::{Connection, named_params, params, params_from_iter};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde::Deserialize;
use sqlx::{PgPool, Postgres, QueryBuilder, Row, SqlitePool};
use tokio_postgres::Client;
use uuid::Uuid;

#[derive(Deserialize)]
struct Search {
    term: String,
    order: Option<String>,
    page: u32,
}

#[derive(QueryableByName)]
struct Book {
    #[diesel(sql_type = Integer)]
    id: i32,
    #[diesel(sql_type = Text)]
    title: String,
}

//# bad
fn remote_server_name_to_rusqlite(conn: &Connection) -> rusqlite::Result<usize> {
    let remote = reqwest::blocking::get("https://names.example.org/next").unwrap().text().unwrap_or_default();
    let statement = format!("INSERT INTO people VALUES ('{}')", remote);
    conn.execute(statement.as_str(), [])
}

//# bad
async fn sqlx_environment(pool: &SqlitePool) -> Result<(), sqlx::Error> {
    let owner = env::var("BATCH_OWNER").unwrap_or_else(|_| String::from("nobody"));
    let prefix = String::from("UPDATE batches SET open = 0 WHERE owner = '");
    let text = prefix + &owner + "'";
    sqlx::query(&text).execute(pool).await?;
    Ok(())
}

//# bad
async fn search_books(
    State(pool): State<PgPool>,
    Query(Search { term, order, page }): Query<Search>,
) -> Result<Json<Vec<String>>, sqlx::Error> {
    let mut sql = "SELECT title FROM books WHERE title ILIKE $1".to_string();
    if let Some(column) = order.as_deref() {
        sql.push_str(" ORDER BY ");
        sql.push_str(column);
    }
    let rows = sqlx::query(&sql).bind(format!("%{term}%")).bind(i64::from(page)).fetch_all(&pool).await?;
    Ok(Json(rows.iter().map(|row| row.get("title")).collect()))
}

//# bad
fn diesel_raw(conn: &mut PgConnection, author: &str) -> QueryResult<Vec<Book>> {
    sql_query(format!("SELECT id, title FROM books WHERE author = '{author}'")).load(conn)
}

//# bad
async fn tokio_postgres_tcp(client: &Client, stream: TcpStream) -> Result<u64, tokio_postgres::Error> {
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).expect("a line");
    let account = line.trim_end();
    let mut sql = String::new();
    write!(sql, "DELETE FROM sessions WHERE account = '{account}'").unwrap();
    client.execute(&sql, &[]).await
}

//# bad
fn mysql_in_list(conn: &mut mysql::PooledConn, tags: Vec<String>) -> mysql::Result<Vec<(u64, String)>> {
    let quoted: Vec<String> = tags.iter().map(|tag| format!("'{tag}'")).collect();
    let list = quoted.join(", ");
    conn.query(format!("SELECT id, tag FROM labels WHERE tag IN ({list})"))
}

//# bad
async fn sea_orm_statement(db: &DatabaseConnection, city: String) -> Result<u64, sea_orm::DbErr> {
    let text = ["DELETE FROM shops WHERE city = '", &city, "'"].concat();
    let result = db.execute(Statement::from_string(DbBackend::Postgres, text)).await?;
    Ok(result.rows_affected())
}

//# bad
async fn query_builder_push(pool: &PgPool, filters: HashMap<String, String>) -> Result<i64, sqlx::Error> {
    let mut builder: QueryBuilder<Postgres> = QueryBuilder::new("SELECT count(*) FROM tickets WHERE true");
    for (column, value) in &filters {
        builder.push(" AND ").push(column).push(" = ").push_bind(value);
    }
    builder.build_query_scalar().fetch_one(pool).await
}

//# bad
fn first_argument_names_the_table() -> rusqlite::Result<i64> {
    let table = match env::args().nth(1) {
        Some(name) => name,
        None => "events".into(),
    };
    let conn = Connection::open("/var/lib/counter/data.db")?;
    let sql = "SELECT count(*) FROM {table}".replace("{table}", &table);
    conn.query_row(&sql, [], |row| row.get(0))
}

//# bad
async fn second_order(pool: PgPool) -> anyhow::Result<()> {
    let mut config = String::new();
    std::fs::File::open("retention.txt")?.read_to_string(&mut config)?;
    let clauses = config
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| format!("DELETE FROM logs WHERE {line}"))
        .collect::<Vec<_>>();
    let mut transaction = pool.begin().await?;
    for clause in clauses {
        sqlx::query(&clause).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}

//# bad
async fn quotes_doubled_in_one_place_only(client: &Client, name: &str, role: &str) -> anyhow::Result<()> {
    let name = name.replace('\'', "''");
    let pair = (name, role);
    let statement = format!("CREATE ROLE \"{}\" IN ROLE {}", pair.0, pair.1);
    client.batch_execute(&statement).await?;
    Ok(())
}

//# bad
fn prepared_but_concatenated(conn: &Connection, search: Search) -> rusqlite::Result<Vec<String>> {
    let condition =
        if search.term.is_empty() { String::from("1 = 1") } else { format!("body LIKE '%{}%'", search.term) };
    let mut statement = conn.prepare(&format!("SELECT body FROM notes WHERE {condition} LIMIT 20"))?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    rows.collect()
}

//# good
fn remote_name_bound_as_parameter(conn: &Connection) -> rusqlite::Result<usize> {
    let remote = reqwest::blocking::get("https://names.example.org/next").unwrap().text().unwrap_or_default();
    let name = format!("remote:{remote}");
    conn.execute("INSERT INTO people VALUES (?1)", params![name])
}

//# good
async fn sqlx_bind_environment(pool: &SqlitePool) -> Result<(), sqlx::Error> {
    let owner = env::var("BATCH_OWNER").unwrap_or_default();
    sqlx::query("UPDATE batches SET open = 0 WHERE owner = ?").bind(owner).execute(pool).await?;
    Ok(())
}

//# good
async fn sorted_books(pool: &PgPool, search: Search) -> Result<Vec<String>, sqlx::Error> {
    let order = match search.order.as_deref() {
        Some("title") => "title ASC",
        Some("newest") => "published DESC",
        _ => "id",
    };
    let sql = format!("SELECT title FROM books WHERE title ILIKE $1 ORDER BY {order}");
    sqlx::query_scalar(&sql).bind(format!("%{}%", search.term)).fetch_all(pool).await
}

//# good
fn number_parsed_first(conn: &Connection, raw: &str) -> anyhow::Result<String> {
    let id: u64 = raw.trim().parse()?;
    let sql = format!("SELECT name FROM people WHERE id = {id}");
    Ok(conn.query_row(&sql, [], |row| row.get(0))?)
}

//# good
async fn placeholders_for_each_value(pool: &PgPool, tags: &[String]) -> Result<Vec<i64>, sqlx::Error> {
    let marks = (1..=tags.len()).map(|at| format!("${at}")).collect::<Vec<_>>().join(",");
    let sql = format!("SELECT id FROM labels WHERE tag IN ({marks})");
    let mut query = sqlx::query_scalar::<_, i64>(&sql);
    for tag in tags {
        query = query.bind(tag);
    }
    query.fetch_all(pool).await
}

//# good
fn allowed_table(conn: &Connection, table: &str) -> rusqlite::Result<i64> {
    const TABLES: [&str; 3] = ["events", "visits", "errors"];
    if !TABLES.contains(&table) {
        return Err(rusqlite::Error::InvalidQuery);
    }
    conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
}

//# good
fn named_parameters(conn: &Connection, search: &Search) -> rusqlite::Result<usize> {
    let columns = ["term", "page"].join(", ");
    let sql = format!("INSERT INTO searches ({columns}) VALUES (:term, :page)");
    conn.execute(&sql, named_params! { ":term": search.term, ":page": search.page })
}

//# good
async fn schema_from_a_uuid(client: &Client, Path(tenant): Path<Uuid>) -> Result<(), tokio_postgres::Error> {
    let schema = format!("tenant_{}", tenant.simple());
    client.batch_execute(&format!("CREATE SCHEMA IF NOT EXISTS {schema}")).await
}

//# good
fn diesel_bound(conn: &mut PgConnection, author: &str) -> QueryResult<Vec<Book>> {
    let pattern = format!("%{}%", author.to_lowercase());
    sql_query("SELECT id, title FROM books WHERE lower(author) LIKE $1").bind::<Text, _>(pattern).load(conn)
}

//# good
async fn separated_binds(pool: &PgPool, rows: Vec<(String, i32)>) -> Result<u64, sqlx::Error> {
    let mut builder: QueryBuilder<Postgres> = QueryBuilder::new("INSERT INTO stock (sku, amount) ");
    builder.push_values(rows, |mut row, (sku, amount)| {
        row.push_bind(sku).push_bind(amount);
    });
    builder.push(" ON CONFLICT (sku) DO NOTHING");
    Ok(builder.build().execute(pool).await?.rows_affected())
}

struct Menu {
    entries: Vec<String>,
}

impl Menu {
    fn execute(&mut self, label: &str) {
        self.entries.push(label.to_owned());
    }
}

//# good
fn menu_entry(menu: &mut Menu, choice: &str) {
    menu.execute(&format!("Select {choice} from the list and delete it from where it was"));
}

//# good
fn dynamic_conditions(conn: &Connection, search: &Search, owner: Option<String>) -> rusqlite::Result<i64> {
    let mut sql = String::from("SELECT count(*) FROM notes WHERE body LIKE ?");
    let mut values = vec![format!("%{}%", search.term)];
    if let Some(owner) = owner {
        sql += " AND owner = ?";
        values.push(owner);
    }
    conn.query_row(&sql, params_from_iter(values.iter()), |row| row.get(0))
}
