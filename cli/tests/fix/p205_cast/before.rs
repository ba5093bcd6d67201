use axum::extract::Path;

pub async fn pay(Path(cents): Path<i64>) -> anyhow::Result<u64> {
    Ok(cents as u64)
}
