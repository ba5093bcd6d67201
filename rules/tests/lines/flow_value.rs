// What rules/src/flow/value.rs follows, and what it does not.

async fn f(Json(n): Json<String>) { let known = User::find().all(&db).await; if !known.contains(&n) { return; } std::fs::read(n); } //~ P601
fn next(x: T) { return x; } fn f(mut x: u32) { next(x) as u8; }
async fn f(Json(n): Json<u32>) { let x = if a { n } else { 5 }; x as u8; let y = if a { 5 } else { n }; y as u8; let z = if a { g() } else { n }; z as u8; } //~ P205 P205
fn f(password: &str) { let encoded = password; let query = format!("id={user}&pwd={encoded}"); }
fn f(token: &str) { let address = "?" + token; let address = "https://a.dev/?" + token; } //~ P306
