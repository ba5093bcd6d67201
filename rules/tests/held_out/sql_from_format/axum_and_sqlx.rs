use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::{Form, Json};
use serde::{Deserialize, Serialize};
use sqlx::{PgPool, Postgres, QueryBuilder, Row, SqlitePool};
use uuid::Uuid;

#[derive(Clone)]
pub struct AppState {
    pub pool: PgPool,
    pub lite: SqlitePool,
}

#[derive(Deserialize)]
pub struct ListParams {
    pub q: Option<String>,
    pub sort: Option<String>,
    pub dir: Option<String>,
    pub page: Option<u32>,
    pub per_page: Option<u32>,
}

#[derive(Deserialize)]
pub struct BulkDelete {
    pub names: Vec<String>,
}

#[derive(Serialize, sqlx::FromRow)]
pub struct Product {
    pub id: i64,
    pub name: String,
    pub price_cents: i64,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub enum SortKey {
    Name,
    Price,
    Created,
}

impl SortKey {
    fn column(self) -> &'static str {
        match self {
            SortKey::Name => "name",
            SortKey::Price => "price_cents",
            SortKey::Created => "created_at",
        }
    }
}

const PRODUCT_COLUMNS: &str = "id, name, price_cents";

//# bad
pub async fn search_products(
    State(state): State<AppState>,
    Query(params): Query<ListParams>,
) -> Result<Json<Vec<Product>>, StatusCode> {
    let needle = params.q.unwrap_or_default();
    let sql = format!("SELECT id, name, price_cents FROM products WHERE name ILIKE '%{needle}%' LIMIT 50");
    let rows = sqlx::query_as::<_, Product>(&sql)
        .fetch_all(&state.pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(rows))
}

//# good
pub async fn search_products_by_name(
    State(state): State<AppState>,
    Query(params): Query<ListParams>,
) -> Result<Json<Vec<Product>>, StatusCode> {
    let pattern = format!("%{}%", params.q.unwrap_or_default());
    let rows = sqlx::query_as::<_, Product>(
        "SELECT id, name, price_cents FROM products WHERE name ILIKE $1 LIMIT 50",
    )
    .bind(pattern)
    .fetch_all(&state.pool)
    .await
    .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(rows))
}

//# bad
/// Lists products in the order that the table header of the page asks for.
pub async fn list_products(
    State(state): State<AppState>,
    Query(params): Query<ListParams>,
) -> Result<Json<Vec<Product>>, StatusCode> {
    let column = params.sort.as_deref().unwrap_or("created_at");
    let direction = match params.dir.as_deref() {
        Some("asc") => "ASC",
        _ => "DESC",
    };
    let mut sql = String::from("SELECT id, name, price_cents FROM products ORDER BY ");
    sql.push_str(column);
    sql.push(' ');
    sql.push_str(direction);
    sqlx::query_as(&sql).fetch_all(&state.pool).await.map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# good
pub async fn list_products_sorted(
    State(state): State<AppState>,
    Query(params): Query<ListParams>,
) -> Result<Json<Vec<Product>>, StatusCode> {
    let column = match params.sort.as_deref() {
        Some("name") => "name",
        Some("price") => "price_cents",
        None | Some("created") => "created_at",
        Some(_) => return Err(StatusCode::BAD_REQUEST),
    };
    let direction = if params.dir.as_deref() == Some("asc") { "ASC" } else { "DESC" };
    let sql = format!("SELECT id, name, price_cents FROM products ORDER BY {column} {direction} LIMIT $1");
    sqlx::query_as(&sql)
        .bind(i64::from(params.per_page.unwrap_or(20).min(100)))
        .fetch_all(&state.pool)
        .await
        .map(Json)
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# good
pub async fn list_by_key(
    State(state): State<AppState>,
    Path(key): Path<SortKey>,
) -> Result<Json<Vec<Product>>, StatusCode> {
    let sql = format!("SELECT {PRODUCT_COLUMNS} FROM products ORDER BY {} LIMIT 100", key.column());
    let products = sqlx::query_as::<_, Product>(&sql)
        .fetch_all(&state.pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(products))
}

//# bad
pub async fn delete_many(
    State(state): State<AppState>,
    Json(body): Json<BulkDelete>,
) -> Result<StatusCode, StatusCode> {
    let quoted = body.names.iter().map(|n| format!("'{n}'")).collect::<Vec<_>>().join(", ");
    let statement = ["DELETE FROM products WHERE name IN (", &quoted, ")"].concat();
    sqlx::query(statement.as_str())
        .execute(&state.pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(StatusCode::NO_CONTENT)
}

//# good
pub async fn delete_named(
    State(state): State<AppState>,
    Json(body): Json<BulkDelete>,
) -> Result<StatusCode, StatusCode> {
    if body.names.is_empty() || body.names.len() > 100 {
        return Err(StatusCode::BAD_REQUEST);
    }
    let marks = (1..=body.names.len()).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ");
    let sql = format!("DELETE FROM products WHERE name IN ({marks})");
    let mut query = sqlx::query(&sql);
    for name in &body.names {
        query = query.bind(name);
    }
    query.execute(&state.pool).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(StatusCode::NO_CONTENT)
}

//# good
pub async fn filter_products(
    State(state): State<AppState>,
    Query(params): Query<ListParams>,
) -> Result<Json<Vec<Product>>, StatusCode> {
    let mut builder: QueryBuilder<Postgres> =
        QueryBuilder::new("SELECT id, name, price_cents FROM products WHERE true");
    if let Some(q) = &params.q {
        builder.push(" AND name ILIKE ").push_bind(format!("%{q}%"));
    }
    builder.push(" LIMIT ").push_bind(i64::from(params.per_page.unwrap_or(20)));
    let rows = builder
        .build_query_as::<Product>()
        .fetch_all(&state.pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(rows))
}

//# bad
pub async fn filter_with_builder(
    State(state): State<AppState>,
    Query(params): Query<ListParams>,
) -> Result<Json<Vec<Product>>, StatusCode> {
    let mut builder: QueryBuilder<Postgres> = QueryBuilder::new("SELECT * FROM products WHERE active");
    if let Some(q) = params.q {
        builder.push(format!(" AND name = '{q}'"));
    }
    builder.push(" ORDER BY id LIMIT ").push_bind(50_i64);
    let rows = builder
        .build_query_as::<Product>()
        .fetch_all(&state.pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(rows))
}

//# good
pub async fn one_product(
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Product>, StatusCode> {
    let id = Uuid::parse_str(&id).map_err(|_| StatusCode::BAD_REQUEST)?;
    let product = sqlx::query_as("SELECT id, name, price_cents FROM products WHERE public_id = $1")
        .bind(id)
        .fetch_optional(&state.pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    product.map(Json).ok_or(StatusCode::NOT_FOUND)
}

//# bad
pub async fn switch_tenant(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Json<i64>, StatusCode> {
    let tenant = headers
        .get("x-tenant")
        .and_then(|v| v.to_str().ok())
        .map(|s| s.trim().to_lowercase())
        .ok_or(StatusCode::BAD_REQUEST)?;
    let mut conn = state.pool.acquire().await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    sqlx::query(&format!("SET search_path TO tenant_{}", tenant))
        .execute(&mut *conn)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM orders")
        .fetch_one(&mut *conn)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(count))
}

//# good
pub async fn tenant_orders(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Json<i64>, StatusCode> {
    const TENANTS: &[&str] = &["north", "south", "overseas"];
    let wanted = headers.get("x-tenant").and_then(|v| v.to_str().ok()).unwrap_or("");
    let tenant = TENANTS.iter().find(|t| **t == wanted).ok_or(StatusCode::FORBIDDEN)?;
    let sql = format!("SELECT count(*) FROM {tenant}.orders");
    let count: i64 = sqlx::query_scalar(&sql)
        .fetch_one(&state.pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(count))
}

#[derive(Deserialize)]
pub struct ProfilePatch {
    pub display_name: Option<String>,
    pub bio: Option<String>,
    pub website: Option<String>,
}

//# bad
pub async fn patch_profile(
    State(state): State<AppState>,
    Path(user_id): Path<i64>,
    Form(patch): Form<ProfilePatch>,
) -> Result<StatusCode, StatusCode> {
    let mut parts = Vec::new();
    let fields = [("display_name", patch.display_name), ("bio", patch.bio), ("website", patch.website)];
    for (column, value) in fields {
        if let Some(value) = value {
            parts.push(format!("{column} = '{}'", value.trim()));
        }
    }
    if parts.is_empty() {
        return Ok(StatusCode::NOT_MODIFIED);
    }
    let assignments = parts.join(", ");
    let update = format!("UPDATE profiles SET {assignments} WHERE user_id = {user_id}");
    let done = sqlx::raw_sql(&update).execute(&state.pool).await;
    done.map(|_| StatusCode::OK).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# good
pub async fn patch_profile_fields(
    State(state): State<AppState>,
    Path(user_id): Path<i64>,
    Form(patch): Form<ProfilePatch>,
) -> Result<StatusCode, StatusCode> {
    let mut columns = Vec::new();
    let mut values = Vec::new();
    for (column, value) in
        [("display_name", patch.display_name), ("bio", patch.bio), ("website", patch.website)]
    {
        if let Some(value) = value {
            values.push(value);
            columns.push(format!("{column} = ${}", values.len() + 1));
        }
    }
    let sql = format!("UPDATE profiles SET {} WHERE user_id = $1", columns.join(", "));
    let mut query = sqlx::query(&sql).bind(user_id);
    for value in values {
        query = query.bind(value);
    }
    query.execute(&state.pool).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(StatusCode::OK)
}

//# good
pub async fn create_product(
    State(state): State<AppState>,
    Json(product): Json<Product>,
) -> Result<String, StatusCode> {
    let row = sqlx::query("INSERT INTO products (name, price_cents) VALUES ($1, $2) RETURNING id")
        .bind(&product.name)
        .bind(product.price_cents)
        .fetch_one(&state.pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let id: i64 = row.get("id");
    Ok(format!("INSERT of {} done, id {id}", product.name))
}

//# bad
pub async fn last_seen(
    State(state): State<AppState>,
    Path(login): Path<String>,
) -> Result<String, StatusCode> {
    // A second-order case: the stored nick was written by its owner.
    let row = sqlx::query("SELECT nick FROM members WHERE login = ?1")
        .bind(&login)
        .fetch_one(&state.lite)
        .await
        .map_err(|_| StatusCode::NOT_FOUND)?;
    let nick: String = row.get(0);
    let sql = "SELECT seen_at FROM visits WHERE nick = '".to_owned() + &nick + "' ORDER BY seen_at DESC";
    let seen: String =
        sqlx::query_scalar(&sql).fetch_one(&state.lite).await.map_err(|_| StatusCode::NOT_FOUND)?;
    Ok(seen)
}
