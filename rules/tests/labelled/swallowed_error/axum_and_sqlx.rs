use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use redis::AsyncCommands;
use sqlx::PgPool;
use tokio::sync::{Mutex, broadcast, oneshot};

#[derive(Clone)]
pub struct App {
    pool: PgPool,
    cache: redis::aio::ConnectionManager,
    events: broadcast::Sender<i64>,
    seen: Arc<Mutex<Vec<i64>>>,
}

//# bad
pub async fn pay(State(app): State<App>, Path(id): Path<i64>) -> Result<StatusCode, StatusCode> {
    let mut transaction = app.pool.begin().await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let _ = sqlx::query("UPDATE orders SET state = 'paid' WHERE id = $1")
        .bind(id)
        .execute(&mut *transaction)
        .await;
    transaction.commit().await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(StatusCode::OK)
}

//# bad
pub async fn cancel(State(app): State<App>, Path(id): Path<i64>) -> StatusCode {
    if let Ok(mut transaction) = app.pool.begin().await {
        let deleted =
            sqlx::query("DELETE FROM orders WHERE id = $1").bind(id).execute(&mut *transaction).await;
        if deleted.is_err() {}
        _ = transaction.commit().await;
    }
    StatusCode::NO_CONTENT
}

//# bad
pub async fn remember(State(mut app): State<App>, Path((id, text)): Path<(i64, String)>) -> StatusCode {
    let key = format!("order:{id}");
    app.cache.set_ex::<_, _, ()>(&key, text, 60).await.ok();
    app.seen.lock().await.push(id);
    StatusCode::CREATED
}

//# bad
pub async fn notify(client: reqwest::Client, addresses: Vec<reqwest::Url>) -> usize {
    let mut told = 0;
    for address in addresses {
        let sent = client.post(address).body("changed").send().await.and_then(|r| r.error_for_status());
        match sent {
            Ok(_) => told += 1,
            Err(_problem) => {
                // The next one may be there.
            }
        }
    }
    told
}

//# bad
pub async fn audit(State(app): State<App>, Json(entry): Json<String>) -> StatusCode {
    let written = sqlx::query("INSERT INTO audit (entry) VALUES ($1)").bind(entry).execute(&app.pool).await;
    written.map(|_| ()).unwrap_or(());
    StatusCode::ACCEPTED
}

//# good
pub async fn publish(State(app): State<App>, Path(id): Path<i64>) -> StatusCode {
    // Nobody may be listening.
    let _ = app.events.send(id);
    StatusCode::ACCEPTED
}

//# good
pub async fn settle(State(app): State<App>, Path(id): Path<i64>) -> Result<StatusCode, StatusCode> {
    let done =
        sqlx::query("UPDATE orders SET state = 'settled' WHERE id = $1").bind(id).execute(&app.pool).await;
    match done {
        Ok(result) if result.rows_affected() == 1 => Ok(StatusCode::OK),
        Ok(_) => Err(StatusCode::NOT_FOUND),
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

//# good
pub async fn answer(question: u64, reply: oneshot::Sender<u64>) {
    let doubled = question.saturating_mul(2);
    let _ = reply.send(doubled);
}

//# good
pub async fn forget(State(mut app): State<App>, Path(id): Path<i64>) -> StatusCode {
    let removed: Result<u32, _> = app.cache.del(format!("order:{id}")).await;
    let _guard = app.seen.lock().await;
    if let Err(error) = removed {
        tracing::warn!(id, %error, "the cache still has it");
        return StatusCode::ACCEPTED;
    }
    StatusCode::NO_CONTENT
}
