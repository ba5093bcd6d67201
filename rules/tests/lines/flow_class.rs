// What rules/src/flow/class.rs follows, and what it does not.

fn f(letter: Letter) { engine.render_str(letter.greeting); }
struct User { name: String, password: bool } async fn f(Json(x): Json<Map>) { let user: User = x.into(); info!("{}", user.password); let (user): (User) = x; info!("{}", user.password); }
fn show(credentials: T) { debug!("using {credentials:?}"); } //~ P402
#[derive(Clone)] struct User { password: String } fn f(user: User) { info!("{user:?}"); } //~ P604?
#[tool] async fn f(names: [String; 2]) { for name in names { std::fs::read(name); } } //~ P601 P209
#[tool] async fn f(name: &dyn Display) { std::fs::read(name.to_string()); } //~ P601 P209
#[tool] async fn f(name: &mut String) { std::fs::read(name); } #[tool] async fn g(name: &mut Json<String>) { std::fs::read(name.0); } //~ P601 P601 P209
fn f(State(secret): State<SecretString>) { info!("{secret}"); }
#[tool] async fn f<S: Into<String>>(name: m::S, other: T) { std::fs::read(name); } //~ P601
#[tool] async fn f<S>(name: S) where S: Into<String> { std::fs::read(name.into()); } //~ P601 P209
#[tool] async fn f(x: a::b::c::Settings) { std::fs::read(x.file); } //~ P601
#[tool] async fn f(app: Arc<App>, text: Arc<String>) { std::fs::read(app); std::fs::read(text); } //~ P601 P601
#[tool] async fn f(name: Arc<str>, other: Rc<str>) { std::fs::read(name); } //~ P601 P209
#[capability(read)] fn f(page: Page<T>) { number + page.r#gen } struct Page<T> { r#gen: u32 }
fn f(words: impl Iterator<Item = (String, usize)>) { for (word, length) in words { std::iter::repeat_n('x', length); } } //~ P504?
