use axum::Json;
use axum::extract::Query;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Paging {
    first_page: Option<u32>,
    sort_by: String,
}

#[derive(Serialize)]
struct Pages {
    from: u32,
    sorted: bool,
}

async fn list(Query(paging): Query<Paging>) -> Json<Pages> {
    let from = paging.first_page.unwrap_or(1);
    if from == 0 {
        return Json(Pages { from: 1, sorted: false });
    }
    Json(Pages { from, sorted: !paging.sort_by.is_empty() })
}
