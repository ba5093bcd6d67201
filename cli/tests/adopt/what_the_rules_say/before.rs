use axum::Json;
use axum::extract::Path;

/// Reads a number.
async fn number(Path(text): Path<String>) -> Json<u64> {
    println!("reads {text}");
    let number = text.parse().unwrap_or_default();
    Json(number)
}
