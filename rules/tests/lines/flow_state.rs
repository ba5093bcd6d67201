// What rules/src/flow/state.rs follows, and what it does not.

async fn f(Json(name): Json<String>) { let mut user = g(); user.a = name; user = g(); std::fs::read(user.a); } //~ P601
fn f(password: &str) { let mut user = User::default(); user.password = password; info!("{user:?}"); user.name = "x"; } //~ P402
