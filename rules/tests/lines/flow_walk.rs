// What rules/src/flow/walk.rs follows, and what it does not.

mod log { macro_rules! info { ($($tokens:tt)*) => { () }; } } fn show(text: str) { tracing::info!("{text}"); } #[capability(read)] fn f(text: String) { show(text); }
macro_rules! read { ($($x:expr);+) => { $(std::fs::read($x));+ }; } async fn f(Json(name): Json<String>) { read!(name); } //~ P601 P209
struct Index {} fn f(index: Index, typed: &str) { let text = format!("select {}", typed.to_lowercase()); index.query(text); } //~ P207
struct App { password: bool } #[capability(read)] fn f(#[grant] app: State<App>) { info!("{}", app.password); }
#[capability(read)] fn f(#[grant] password: SecretString) { info!("{password}"); }
macro_rules! a { ($x:expr) => { a!($x); b!($x) }; } macro_rules! b { ($x:expr) => { std::fs::read($x) }; } async fn f(Json(name): Json<String>) { b!(name); a!(name); } //~ P601 P209 P209
fn zeros(count: usize) { vec![0; count]; } #[tool] fn f(count: usize) { zeros(count, "a"); } //~ P504?
fn read(path: &str) { std::fs::read(path); } #[tool] fn f(names: Vec<String>) { for name in names { read(&name); } read(&names[0]); } //~ P601 P209 P204?
async fn f(Json(name): Json<String>) { #[cfg(test)] let name = "a"; std::fs::read(name); } //~ P601 P209
async fn f(Json(name): Json<String>) { #[cfg(test)] std::fs::read(name); #[cfg(test)] read!(std::fs::read(name)); }
async fn f(Json(name): Json<String>) { #[cfg(test)] const name: &str = "a"; #[cfg(test)] fn g(path: &str) { std::fs::read(path); } std::fs::read(name); } //~ P601 P209
async fn f(Json(name): Json<String>) { validate(&name).log(); std::fs::read(name); } //~ P601 P209
async fn f(Json(name): Json<String>) { check(&name).unwrap(); std::fs::read(name); } //~ P203 P601
async fn f(Json(name): Json<String>) { let good: bool = KNOWN.contains(&name); if !good { return; } std::fs::read(name); } //~ P601 P209
async fn f(Json(name): Json<String>) { let bad = name.contains(".."); if bad { return; } std::fs::read(name); } //~ P601
async fn f(Json(name): Json<String>) { if a && let Some(path) = name && b { std::fs::read(path); } } //~ P601 P209
async fn f(Json(name): Json<String>) { let path = match a { 1 => { return; name } _ => "a" }; std::fs::read(path); } //~ P601
fn f(mut stream: std::net::TcpStream) { let mut bytes = x; stream.read_to_end(bytes); match bytes { Some((program, argument)) => program, }; Command::new(program) } //~ P504? P602
#[capability(read, allow(global_state, reason = "the test is about another rule"))] fn f() { TOTAL.lock().push(1); }
fn f(config: Map) { info!("{}", config["password"]); info!("{}", config["name"]); } //~ P402
async fn f(auth: BearerAuth) { client.get(url).bearer_auth(auth.token()); } //~ P310
async fn f(Json(name): Json<String>) { match KNOWN.get(&name) { Some(_) => std::fs::read(name), None => std::fs::read(name) } } //~ P601 P601 P209
#[tool] fn f(#[validate(pattern = "^[a-z]+$")] name: String) { std::fs::read(name); } //~ P601
trait Reads { fn g(&self, Json(path): Json<String>) { std::fs::read(path); } } //~ P601 P209
