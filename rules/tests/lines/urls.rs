// An empty text in front of a URL chooses no host.

async fn f(Json(url): Json<String>) { reqwest::get("".to_owned() + &url).await; } //~ P301 P210
async fn f(Json(url): Json<String>) { reqwest::get(format!("{}{url}", "")).await; } //~ P301 P210
