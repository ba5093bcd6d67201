//! Variations of one fault: sources, ways that a text takes, and what is done with it.

use std::io::{BufRead, Read};

use axum::extract::{Path, Query};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use rusqlite::{Connection as Sqlite, params};
use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, Statement};
use serde::Deserialize;
use sqlx::{AssertSqlSafe, Executor, PgPool, QueryBuilder, Row, SqlitePool};
use tokio::net::TcpStream;

#[derive(Deserialize)]
pub struct Lookup {
    name: String,
    order: Option<String>,
}

#[derive(QueryableByName)]
struct Person {
    #[diesel(sql_type = Text)]
    name: String,
}

diesel::table! {
    people (id) {
        id -> BigInt,
        name -> Text,
    }
}

const PEOPLE: &str = "people";

//# bad
async fn remote_body(pool: &PgPool) -> Result<(), Box<dyn std::error::Error>> {
    let remote_string = reqwest::get("https://names.example.com/next").await?.text().await?;
    let query_1 = remote_string.clone();
    let query_2 = "SELECT * FROM people WHERE firstname='".to_owned() + &remote_string + "'";
    let _ = sqlx::query(AssertSqlSafe(query_1)).execute(pool).await?;
    let _ = pool.execute(AssertSqlSafe(query_2)).await?;
    Ok(())
}

//# good
async fn remote_body_as_number(pool: &PgPool) -> Result<(), Box<dyn std::error::Error>> {
    let remote_string = reqwest::get("https://names.example.com/next").await?.text().await?;
    let remote_number = remote_string.trim().parse::<i32>().unwrap_or(0);
    let query = format!("SELECT * FROM people WHERE id = {remote_number}");
    let _ = sqlx::query(AssertSqlSafe(query)).execute(pool).await?;
    Ok(())
}

//# good
async fn remote_body_bound(pool: &PgPool) -> Result<(), Box<dyn std::error::Error>> {
    let remote_string = reqwest::get("https://names.example.com/next").await?.text().await?;
    let prepared = String::from("SELECT * FROM people WHERE firstname=$1");
    let _ = sqlx::query(AssertSqlSafe(prepared)).bind(remote_string).execute(pool).await?;
    Ok(())
}

//# bad
fn first_argument(connection: &Sqlite) -> rusqlite::Result<usize> {
    let name = std::env::args().nth(1).unwrap_or(String::from("nobody"));
    let statement = format!("DELETE FROM people WHERE name = '{}'", name);
    connection.execute(&statement, [])
}

//# good
fn first_argument_bound(connection: &Sqlite) -> rusqlite::Result<usize> {
    let name = std::env::args().nth(1).unwrap_or(String::from("nobody"));
    let statement = format!("DELETE FROM {} WHERE name = ?1", PEOPLE);
    connection.execute(&statement, params![name])
}

//# bad
fn environment(connection: &mut SqliteConnection) -> QueryResult<Vec<Person>> {
    let Ok(schema) = std::env::var("SCHEMA") else {
        return Ok(vec![]);
    };
    let mut text = String::new();
    text.push_str("SELECT name FROM ");
    text.push_str(&schema);
    text.push_str(".people");
    sql_query(text).load::<Person>(connection)
}

//# good
fn environment_fixed(connection: &mut SqliteConnection) -> QueryResult<Vec<Person>> {
    let schema = match std::env::var("SCHEMA").as_deref() {
        Ok("test") => "test",
        _ => "main",
    };
    let text = format!("SELECT name FROM {schema}.people WHERE name = ?");
    sql_query(text).bind::<Text, _>(schema).load::<Person>(connection)
}

//# bad
fn standard_input(connection: &Sqlite) -> Result<i64, Box<dyn std::error::Error>> {
    let mut input = String::new();
    std::io::stdin().read_line(&mut input)?;
    let input = input.trim();
    let statement = ["SELECT count(*) FROM people WHERE name LIKE '%", input, "%'"].concat();
    let mut statement = connection.prepare(&statement)?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

//# good
fn standard_input_bound(connection: &Sqlite) -> Result<i64, Box<dyn std::error::Error>> {
    let mut input = String::new();
    std::io::stdin().lock().read_line(&mut input)?;
    let pattern = format!("%{}%", input.trim());
    let mut statement = connection.prepare("SELECT count(*) FROM people WHERE name LIKE ?")?;
    Ok(statement.query_row([pattern], |row| row.get(0))?)
}

//# bad
async fn socket(
    mut stream: TcpStream,
    client: &tokio_postgres::Client,
) -> Result<u64, Box<dyn std::error::Error>> {
    let mut buffer = [0u8; 256];
    let count = tokio::io::AsyncReadExt::read(&mut stream, &mut buffer).await?;
    let name = std::str::from_utf8(&buffer[..count])?;
    let statement = "UPDATE people SET seen = now() WHERE name = '$'".replace('$', name);
    Ok(client.execute(statement.as_str(), &[]).await?)
}

//# good
async fn socket_bound(
    mut stream: std::net::TcpStream,
    client: &tokio_postgres::Client,
) -> Result<u64, Box<dyn std::error::Error>> {
    let mut name = String::new();
    stream.read_to_string(&mut name)?;
    let statement = "UPDATE people SET seen = now() WHERE name = $1";
    Ok(client.execute(statement, &[&name]).await?)
}

//# bad
async fn extractor(pool: &SqlitePool, Query(lookup): Query<Lookup>) -> sqlx::Result<Vec<String>> {
    let order = lookup.order.as_deref().unwrap_or("name");
    let mut builder = QueryBuilder::new("SELECT name FROM people WHERE name = ");
    builder.push_bind(lookup.name.as_str());
    builder.push(" ORDER BY ").push(order);
    let rows = builder.build().fetch_all(pool).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

//# good
async fn extractor_listed(pool: &SqlitePool, Query(lookup): Query<Lookup>) -> sqlx::Result<Vec<String>> {
    let order = ["name", "age"].into_iter().find(|it| lookup.order.as_deref() == Some(*it)).unwrap_or("name");
    let mut builder = QueryBuilder::new("SELECT name FROM people WHERE name = ");
    builder.push_bind(lookup.name.as_str()).push(" ORDER BY ").push(order);
    let rows = builder.build().fetch_all(pool).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

//# bad
async fn statement_of_an_orm(
    database: &DatabaseConnection,
    Path(name): Path<String>,
) -> Result<u64, sea_orm::DbErr> {
    let sql = format!(r#"DELETE FROM "people" WHERE "name" = '{name}'"#);
    let statement = Statement::from_string(DatabaseBackend::Postgres, sql);
    Ok(database.execute(statement).await?.rows_affected())
}

//# good
async fn values_of_an_orm(
    database: &DatabaseConnection,
    Path(name): Path<String>,
) -> Result<u64, sea_orm::DbErr> {
    let sql = r#"DELETE FROM "people" WHERE "name" = $1"#;
    let statement = Statement::from_sql_and_values(DatabaseBackend::Postgres, sql, [name.into()]);
    Ok(database.execute(statement).await?.rows_affected())
}

//# bad
async fn conditionally(pool: &SqlitePool, name: &str, enable: bool) -> sqlx::Result<()> {
    let condition = match name {
        "" => None,
        name => Some(format!(" WHERE name = '{name}'")),
    };
    let sql = if enable { condition.map(|it| "SELECT 1 FROM people".to_string() + &it) } else { None };
    if let Some(sql) = sql {
        let mut stream = sqlx::raw_sql(AssertSqlSafe(sql)).fetch(pool);
        while futures::TryStreamExt::try_next(&mut stream).await?.is_some() {}
    }
    Ok(())
}

//# good
async fn placeholders(pool: &SqlitePool, names: &[String]) -> sqlx::Result<i64> {
    let holes = names.iter().map(|_| "?").collect::<Vec<_>>().join(",");
    let sql = format!("SELECT count(*) FROM people WHERE name IN ({holes})");
    let mut query = sqlx::query_scalar(AssertSqlSafe(sql));
    for name in names {
        query = query.bind(name);
    }
    query.fetch_one(pool).await
}

//# bad
fn mysql_in_a_closure(connection: &mut mysql::PooledConn, names: Vec<String>) -> mysql::Result<Vec<u64>> {
    use mysql::prelude::Queryable;
    let by_name = |name: &String| format!("SELECT id FROM people WHERE name = \"{name}\"");
    let mut ids = Vec::new();
    for statement in names.iter().map(by_name) {
        ids.extend(connection.query::<u64, _>(statement)?);
    }
    Ok(ids)
}

//# good
fn mysql_with_parameters(connection: &mut mysql::PooledConn, names: Vec<String>) -> mysql::Result<()> {
    use mysql::prelude::Queryable;
    let shown = format!("SELECT id FROM people WHERE name IN ({})", names.join(", "));
    log::debug!(statement = shown.as_str(); "about to run something like this");
    connection.exec_batch("DELETE FROM people WHERE name = ?", names.into_iter().map(|name| (name,)))
}

//# bad
fn fragment_of_a_filter(connection: &mut SqliteConnection, wanted: Lookup) -> QueryResult<i64> {
    use diesel::dsl::sql;
    use diesel::sql_types::Bool;
    let condition = String::from("name = '") + wanted.name.as_ref() + "'";
    people::table.filter(sql::<Bool>(&condition)).count().get_result(connection)
}

//# bad
async fn written_in_a_loop(
    client: &tokio_postgres::Client,
    rows: Vec<(String, i64)>,
) -> Result<(), Box<dyn std::error::Error>> {
    use std::fmt::Write;
    let mut batch = String::from("BEGIN;");
    for (name, age) in &rows {
        writeln!(batch, "INSERT INTO people (name, age) VALUES ('{}', {age});", name.trim())?;
    }
    batch += "COMMIT;";
    client.batch_execute(&batch).await?;
    Ok(())
}

//# good
fn typed_filter(connection: &mut SqliteConnection, wanted: Lookup) -> QueryResult<i64> {
    let pattern = format!("{}%", wanted.name);
    people::table.filter(people::name.like(pattern)).count().get_result(connection)
}
