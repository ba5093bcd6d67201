// What rules/src/flow/expand.rs follows, and what it does not.

macro_rules! read { ($x:expr,) => { std::fs::read($x) }; } async fn f(Json(name): Json<String>) { read!(name,); read!(name); } //~ P601 P209 P209
