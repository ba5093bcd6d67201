//! The customers' part of a shop's back office: axum in front, PostgreSQL behind sqlx.

use std::fmt::Write as _;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder, Row};
use tracing::info;
use uuid::Uuid;

const CUSTOMER_COLUMNS: &str = "id, name, city, created_at";

#[derive(Clone)]
pub struct App {
    pool: PgPool,
}

#[derive(Debug, Serialize, FromRow)]
pub struct Customer {
    id: i64,
    name: String,
    city: String,
}

#[derive(Debug, Deserialize)]
pub struct ListParams {
    city: Option<String>,
    sort: Option<String>,
    order: Option<String>,
    limit: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub struct Filter {
    column: String,
    operator: String,
    value: String,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SortKey {
    Name,
    City,
    Created,
}

impl SortKey {
    const fn column(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::City => "city",
            Self::Created => "created_at",
        }
    }
}

fn internal(error: sqlx::Error) -> StatusCode {
    tracing::error!(%error, "database");
    StatusCode::INTERNAL_SERVER_ERROR
}

//# bad
/// Finds customers by a part of their name.
pub async fn find_by_name(
    State(app): State<App>,
    Path(name): Path<String>,
) -> Result<Json<Vec<Customer>>, StatusCode> {
    let sql = format!("SELECT {CUSTOMER_COLUMNS} FROM customers WHERE name ILIKE '%{name}%'");
    let found = sqlx::query_as::<_, Customer>(&sql).fetch_all(&app.pool).await.map_err(internal)?;
    info!(count = found.len(), "customers found");
    Ok(Json(found))
}

//# bad
pub async fn list_customers(
    State(app): State<App>,
    Query(params): Query<ListParams>,
) -> Result<Json<Vec<Customer>>, StatusCode> {
    let mut sql = String::from("SELECT id, name, city FROM customers");
    if params.city.is_some() {
        sql.push_str(" WHERE city = $1");
    }
    let sort = params.sort.unwrap_or_else(|| "name".to_owned());
    let order = params.order.as_deref().unwrap_or("ASC");
    sql.push_str(" ORDER BY ");
    sql.push_str(&sort);
    write!(sql, " {order} LIMIT {}", params.limit.unwrap_or(50).clamp(1, 200)).expect("a String takes it");
    let mut query = sqlx::query_as::<_, Customer>(&sql);
    if let Some(city) = &params.city {
        query = query.bind(city);
    }
    query.fetch_all(&app.pool).await.map(Json).map_err(internal)
}

//# bad
/// The report builder's search: any number of conditions, all of which must hold.
pub async fn search(
    State(app): State<App>,
    Json(filters): Json<Vec<Filter>>,
) -> Result<Json<Vec<Customer>>, StatusCode> {
    let conditions = filters
        .iter()
        .map(|f| {
            let value = f.value.trim();
            [f.column.as_str(), " ", &f.operator, " '", value, "'"].concat()
        })
        .collect::<Vec<_>>();
    let tail =
        if conditions.is_empty() { String::new() } else { " WHERE ".to_owned() + &conditions.join(" AND ") };
    let statement = "SELECT id, name, city FROM customers".to_owned() + &tail;
    let rows = sqlx::query_as(&statement).fetch_all(&app.pool).await.map_err(internal)?;
    Ok(Json(rows))
}

//# bad
pub async fn delete_many(State(app): State<App>, Json(ids): Json<Vec<String>>) -> Result<String, StatusCode> {
    let mut builder: QueryBuilder<Postgres> =
        QueryBuilder::new("DELETE FROM customers WHERE external_id IN (");
    for (i, id) in ids.iter().enumerate() {
        if i > 0 {
            builder.push(", ");
        }
        builder.push(format_args!("'{id}'"));
    }
    builder.push(")");
    let done = builder.build().execute(&app.pool).await.map_err(internal)?;
    Ok(done.rows_affected().to_string())
}

//# good
/// Finds customers by a part of their name, with the wildcards in the bound value.
pub async fn find_by_city(
    State(app): State<App>,
    Path(city): Path<String>,
) -> Result<Json<Vec<Customer>>, StatusCode> {
    let pattern = format!("%{}%", city.trim());
    let found = sqlx::query_as::<_, Customer>("SELECT id, name, city FROM customers WHERE city ILIKE $1")
        .bind(pattern)
        .fetch_all(&app.pool)
        .await
        .map_err(internal)?;
    Ok(Json(found))
}

//# good
pub async fn list_sorted(
    State(app): State<App>,
    Query(params): Query<ListParams>,
) -> Result<Json<Vec<Customer>>, StatusCode> {
    let column = match params.sort.as_deref() {
        None | Some("name") => "name",
        Some("city") => "city",
        Some("created") => "created_at",
        Some(_) => return Err(StatusCode::BAD_REQUEST),
    };
    let direction = if params.order.as_deref() == Some("desc") { "DESC" } else { "ASC" };
    let sql = format!("SELECT {CUSTOMER_COLUMNS} FROM customers ORDER BY {column} {direction} LIMIT $1");
    sqlx::query_as(&sql)
        .bind(params.limit.unwrap_or(50).clamp(1, 200))
        .fetch_all(&app.pool)
        .await
        .map(Json)
        .map_err(internal)
}

//# good
pub async fn search_parts(
    State(app): State<App>,
    Query(params): Query<ListParams>,
) -> Result<Json<Vec<Customer>>, StatusCode> {
    let mut builder = QueryBuilder::<Postgres>::new("SELECT id, name, city FROM customers WHERE TRUE");
    if let Some(city) = params.city {
        builder.push(" AND city = ").push_bind(city);
    }
    builder.push(" ORDER BY name LIMIT ").push_bind(params.limit.unwrap_or(20));
    let rows = builder.build_query_as().fetch_all(&app.pool).await.map_err(internal)?;
    Ok(Json(rows))
}

//# good
pub async fn by_ids(
    State(app): State<App>,
    Json(ids): Json<Vec<Uuid>>,
) -> Result<Json<Vec<Customer>>, StatusCode> {
    let holes = (1..=ids.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let sql = format!("SELECT id, name, city FROM customers WHERE public_id IN ({holes})");
    let mut query = sqlx::query_as::<_, Customer>(&sql);
    for id in ids {
        query = query.bind(id);
    }
    query.fetch_all(&app.pool).await.map(Json).map_err(internal)
}

//# good
pub async fn first_page(pool: &PgPool, key: SortKey) -> Result<Vec<i64>, sqlx::Error> {
    let sql = ["SELECT id FROM customers ORDER BY ", key.column(), " LIMIT 20"].concat();
    let rows = sqlx::query(&sql).fetch_all(pool).await?;
    rows.iter().map(|row| row.try_get("id")).collect()
}

//# good
/// The text that the audit trail keeps, beside a statement that is fixed.
pub async fn rename(
    State(app): State<App>,
    Path((id, name)): Path<(i64, String)>,
) -> Result<StatusCode, StatusCode> {
    let summary = format!("UPDATE customers SET name = '{name}' WHERE id = {id}");
    sqlx::query!("UPDATE customers SET name = $1 WHERE id = $2", name, id)
        .execute(&app.pool)
        .await
        .map_err(internal)?;
    sqlx::query("INSERT INTO audit (at, what) VALUES (now(), $1)")
        .bind(&summary)
        .execute(&app.pool)
        .await
        .map_err(internal)?;
    Ok(StatusCode::NO_CONTENT)
}
