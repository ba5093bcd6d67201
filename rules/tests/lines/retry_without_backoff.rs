// What `retry_without_backoff` finds, and what it leaves alone.

async fn f() { loop { if let Ok(connection) = Connection::backoff().await {} } }
async fn f() { let mut wait = 1; loop { if send().await.is_ok() { return; } sleep(wait).await; let wait = 1; } }
