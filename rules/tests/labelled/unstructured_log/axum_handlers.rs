use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use serde::Deserialize;
use tracing::{Span, debug, error, info, info_span, warn};
use uuid::Uuid;

#[derive(Deserialize)]
pub struct Search {
    words: String,
    page: Option<u32>,
    sort: Option<String>,
}

#[derive(Deserialize, Debug)]
pub struct NewOrder {
    customer: String,
    articles: Vec<String>,
    note: Option<String>,
}

#[derive(Clone)]
pub struct App {
    orders: crate::store::Orders,
    region: &'static str,
}

//# bad
pub async fn search(State(app): State<App>, Query(search): Query<Search>) -> Json<Vec<u64>> {
    info!("search for {} in {}", search.words, app.region);
    Json(app.orders.search(&search.words, search.page.unwrap_or(0)).await)
}

//# bad
pub async fn create(State(app): State<App>, Json(order): Json<NewOrder>) -> Result<Json<u64>, StatusCode> {
    let customer = order.customer.trim();
    if customer.is_empty() {
        return Err(StatusCode::BAD_REQUEST);
    }
    let id = app.orders.create(customer, &order.articles).await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    info!(id, "new order of {customer}");
    Ok(Json(id))
}

//# bad
pub async fn agent(headers: HeaderMap) -> StatusCode {
    let agent = match headers.get("user-agent").and_then(|value| value.to_str().ok()) {
        Some(agent) => agent,
        None => "unknown",
    };
    let mut line = String::from("visit by ");
    line.push_str(agent);
    debug!("{line}");
    StatusCode::NO_CONTENT
}

//# bad
pub async fn not_found(uri: Uri) -> StatusCode {
    let query = uri.query().unwrap_or_default();
    warn!("nothing at {}?{query}", uri.path());
    StatusCode::NOT_FOUND
}

//# bad
pub async fn articles(State(app): State<App>, Json(order): Json<NewOrder>) -> StatusCode {
    let listed = order.articles.iter().map(|article| article.to_lowercase()).collect::<Vec<_>>().join(", ");
    let message = format!("{} articles: {listed}", order.articles.len());
    tracing::info!("{}", message);
    app.orders.reserve(&order.articles).await;
    StatusCode::ACCEPTED
}

//# bad
pub async fn delete(State(app): State<App>, Path(name): Path<String>) -> StatusCode {
    if let Err(error) = app.orders.delete(&name).await {
        tracing::error!(%error, "{name:?} is still there");
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    StatusCode::NO_CONTENT
}

//# good
pub async fn find(State(app): State<App>, Query(search): Query<Search>) -> Json<Vec<u64>> {
    info!(words = %search.words, page = ?search.page, "search in {}", app.region);
    Json(app.orders.search(&search.words, search.page.unwrap_or(0)).await)
}

//# good
pub async fn show(State(app): State<App>, Path(id): Path<Uuid>) -> Result<Json<String>, StatusCode> {
    info!("order {id} is shown");
    app.orders.by_id(id).await.map(Json).ok_or(StatusCode::NOT_FOUND)
}

//# good
pub async fn sorted(State(app): State<App>, Query(search): Query<Search>) -> Json<Vec<u64>> {
    let sort = match search.sort.as_deref() {
        Some("price") => "price",
        Some("name") => "name",
        _ => "date",
    };
    debug!("sorted by {sort}");
    Json(app.orders.sorted(sort).await)
}

//# good
pub async fn missing(uri: Uri) -> StatusCode {
    warn!(path = uri.path(), query = ?uri.query(), "nothing is there");
    StatusCode::NOT_FOUND
}

//# good
pub async fn import(State(app): State<App>, Json(orders): Json<Vec<NewOrder>>) -> Result<String, StatusCode> {
    let count = orders.len();
    info!("{count} orders are imported");
    for order in &orders {
        app.orders.create(&order.customer, &order.articles).await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    }
    // Not a log: the caller's own text goes back to the caller.
    Ok(format!("the last one was of {}", orders.last().map_or("nobody", |order| order.customer.as_str())))
}

//# good
pub async fn noted(State(app): State<App>, Path(id): Path<u64>, Json(order): Json<NewOrder>) -> StatusCode {
    let span = info_span!("note", id, note = order.note.as_deref());
    let _entered = span.enter();
    Span::current().record("customer", order.customer.as_str());
    if order.note.is_none() {
        error!("a note without text for order {id}");
        return StatusCode::BAD_REQUEST;
    }
    app.orders.note(id, order.note);
    StatusCode::OK
}
