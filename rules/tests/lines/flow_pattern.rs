// What rules/src/flow/pattern.rs follows, and what it does not.

async fn f(Json(names): Json<Vec<String>>) { let [first, second] = names else { return }; std::fs::read(first); } //~ P601 P209
async fn f(Json(name): Json<Option<String>>) { let (Some(x) | Other(x)) = name; std::fs::read(x); if let (Some(y)) = name { std::fs::read(y); } if let &Some(z) = name { std::fs::read(z); } } //~ P601 P209 P601 P209 P601 P209
async fn f(Json(password): Json<String>) { let password: SecretString = password.into(); info!("{password}"); }
async fn f(Json(pair): Json<Pair>) { let pair: (i64, String) = pair; sqlx::query(&format!("SELECT {}", pair.0)); sqlx::query(&format!("SELECT {}", pair.1)); } //~ P207 P207
async fn f(Json(text): Json<String>) { for c in text.bytes() { let c: u8 = c; let d: u32 = c; let e: i8 = c; d as u8; e as u8; c as i8; } } //~ P205 P205
async fn f(Json(n): Json<u32>) { let n: u32 = n.into(); Vec::<u8>::with_capacity(n); let m: u8 = n.try_into().unwrap(); Vec::<u8>::with_capacity(m); } //~ P504 P203
#[derive(Deserialize)] struct Job { inner: Inner } #[derive(Deserialize)] struct Inner { file: String, count: u32 } async fn f(Json(job): Json<Job>) { std::fs::read(job.inner.file); std::fs::read(format!("{}", job.inner.count)); } //~ P601 P209 P601
async fn f(Json(password): Json<u32>) { info!("{password}"); let token = 5; info!("{token}"); }
async fn f(Json(name): Json<String>) { match name { ADMIN => std::fs::read(name), x @ "a" => std::fs::read(x), other => g() } } //~ P601 P601
async fn f(Json(name): Json<String>) { match name.as_str() { ("a") => std::fs::read(name), &"b" => std::fs::read(name), "c" if x => std::fs::read(name), _ => g() } } //~ P601 P601 P601
async fn f(Json(name): Json<String>) { match (name, kind) { ("a", "b") => std::fs::read(name), _ => g() } } //~ P601 P209
async fn f(Json(name): Json<String>) { match (name, kind) { ("a", x) => std::fs::read(name), (y, "b") => std::fs::read(name), () => std::fs::read(name), _ => g() } } //~ P601 P601 P209 P601 P209
