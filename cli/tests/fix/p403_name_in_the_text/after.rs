use axum::extract::Path;

pub async fn find(Path(customer): Path<String>) -> usize {
    tracing::info!("looking for {customer:?}, {{as}} {customer:>10?}");
    customer.len()
}
