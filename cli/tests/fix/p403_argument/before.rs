use axum::extract::Path;

pub async fn find(Path(customer): Path<String>) -> usize {
    tracing::info!(kind = "search", "{} looking for {}", 1, customer);
    customer.len()
}
