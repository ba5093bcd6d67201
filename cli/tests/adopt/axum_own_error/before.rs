use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

struct Store(u64);

#[derive(Deserialize)]
struct Change {
    text: String,
    tags: Vec<Tag>,
}

#[derive(Deserialize)]
struct Tag {
    name: String,
}

#[derive(Serialize)]
struct Page {
    id: u64,
    text: String,
}

enum PageError {
    NotFound,
    TooManyTags,
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        Response
    }
}

/// Changes a page.
async fn update_page(
    State(store): State<Store>,
    Path((book, page)): Path<(String, u64)>,
    Json(change): Json<Change>,
) -> Result<Json<Page>, PageError> {
    if change.tags.iter().any(|tag| tag.name.is_empty()) || book.is_empty() {
        return Err(PageError::TooManyTags);
    }
    if page > store.0 {
        Err(PageError::NotFound)
    } else {
        Ok(Json(Page { id: page, text: change.text }))
    }
}
