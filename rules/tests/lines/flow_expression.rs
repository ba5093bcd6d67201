// What rules/src/flow/expression.rs follows, and what it does not.

async fn f(Json(name): Json<String>) { let p = &raw const name; std::fs::read(p); } //~ P206 P601 P209
async fn f(Json(name): Json<String>) { let path = loop { break name; }; std::fs::read(path); } //~ P601 P209
async fn f(Json(name): Json<String>) { loop { if name.contains("..") { continue; } std::fs::read(name); } } //~ P503 P601
async fn f(Json(name): Json<String>) { yield std::fs::read(name); } //~ P601 P209
struct App { user: User } struct User { password: bool } fn f(app: &App) { info!("{}", app.clone().user.password); info!("{}", app.user.clone().password); info!("{}", app.user.frob().password); } //~ P402
async fn f(Json(url): Json<Url>) { for address in url.socket_addrs(|| None)? { if address.ip().is_loopback() { return; } } client.get(url); }
fn f() { a(Nonce::from_slice(&[0, 0, 0])); let x = [0, 0, 0]; a(Key::from_slice(&x)); let y = [1, n()]; a(Key::from_slice(&y)); } //~ P308 P308
async fn f(Json(n): Json<u64>, Json(m): Json<u64>) { Vec::<u8>::with_capacity(n % m); } //~ P504
fn f(ticks: u64) { (ticks % x) as u32; } //~ P205?
fn f() { std::fs::set_permissions(p, Permissions::from_mode(0o666 | 0o666)); } //~ P601 P606
fn routes() { router.get("/", |Path(name): Path<String>| { std::fs::read(name); }); warp::path("a").map(|name: String| { std::fs::read(name); }); } //~ P601 P209 P601
struct Tool; impl Tool { #[tool] async fn f(&self, name: String) { Self::open(name); self.open2(name); } fn open(path: String) { std::fs::read(path); } fn open2(&self, path: String) { std::fs::read(path); } } //~ P601 P209 P601 P209
struct Tool; impl Tool { #[tool] async fn f(&self, name: String) { Other::open(name); } fn open(path: String) { std::fs::read(path); } } //~ P601
fn f(api_key: &str) { surf.param("key", api_key); let c = ureq::get(url); c.param("key", api_key); } //~ P306 P301 P306
fn f() { let mut password = String::new(); password.push_str("a"); info!("{password}"); } //~ P402
async fn f(Json(host): Json<String>) { let all = tokio::net::lookup_host((host, 443)).await; for a in all { if a.ip().is_loopback() { return; } } reqwest::get(host); } //~ P301 P301
async fn f(Json(name): Json<String>) { std::fs::read(to_lowercase(&name)); std::fs::read(normalize(&name)); } //~ P601 P209 P601 P209
fn f(password: &str) { info!("{}", Secret::new(password)); info!("{}", SecretString::from(password)); info!("{}", mask(password)); info!("{}", Masked(password)); info!("{}", Shelf::of(password)); }
async fn f(Json(name): Json<String>) { std::fs::read(Kind::from(name)); } //~ P601 P209
async fn f(Json(name): Json<String>) { std::fs::read(Kind::new(name)); } //~ P601
async fn f(Json(n): Json<u64>) { let w = Wrap::new(n); Vec::<u8>::with_capacity(w.0); } //~ P504
fn f(api_key: &str, given: &[u8]) { if Sha256::digest(api_key) == given {} } //~ P309
fn f(password: &str) { let which = MessageDigest::sha256(); openssl::hash::hash(which, password); }
fn f(text: &str) { let at = text.position(); at as u32; } //~ P205?
async fn f(Json(text): Json<String>) { for c in text.chars() { TABLE[c as usize]; c as u8; } for b in text.bytes() { TABLE[b as usize]; TABLE[b]; b as i8; } } //~ P205 P205
async fn f(Json(url): Json<Url>) { let host = url.host_str(1); if !HOSTS.contains(&host) { return; } reqwest::get(url); } //~ P301 P210
async fn f(shelf: Shelf, Json(name): Json<String>) { reqwest::get(format!("https://a.dev{}", name.path())); std::fs::read(name.path()); std::fs::read(shelf.path()); } //~ P301 P210 P601 P209 P601
async fn f(Json(url): Json<String>) { reqwest::get(format!("https://a.dev{}", url.path())); } //~ P301
fn f(mac: Mac) { let mut hasher = Sha256::default(); hasher.update(input); if hasher.finalize_fixed() != output {} }
async fn f(Json(path): Json<PathBuf>) { info!("{}", path.to_str()); info!("{}", file_name.to_str()); } //~ P403
async fn f(Json(p): Json<Map>) { let id = p.get::<u64>("id"); id as u32; } //~ P205
async fn f(db: Db) { let all = Entity::find().all(&db).await; Html(format!("<p>{}</p>", all)) } //~ P214
async fn f(Json(text): Json<String>) { let parser = Parser::new(&text).filter(|event| !matches!(event, Event::Html(_))); let mut out = String::new(); push_html(&mut out, parser); Html(out) }
fn f(text: &str) { let Some(at) = text.find(':') else { return }; at as u32; } //~ P205?
fn f(api_key: &str) { let encoded = domain.encode(api_key); file.write_all(encoded); } //~ P607
async fn f(Json(name): Json<String>) { let w = name.decode("utf8"); std::fs::read(w); } //~ P601 P209
fn f(fields: Vec<Field>) { for (i, field) in fields.iter().enumerate() { i as u32; } } //~ P205?
async fn f(Json(url): Json<String>) { let answer = client.send(url); std::fs::read(answer); let answer = client.call(url); std::fs::read(answer); let x = listener.accept(); std::fs::read(x); let y = client.send(); std::fs::read(y); } //~ P601 P601 P601 P209 P601 P209
fn f(body: Bytes) { let size = body.get_u32(); count * size; size * 4; }
async fn f(Json(n): Json<i64>) { let k = n.min(7); k as u8; } //~ P205?
async fn f(Json(n): Json<i64>) { let m = n.rem_euclid(7); m as u8; }
async fn f(Json(name): Json<String>) { let url = base_url.join(&format!("orders/{name}")); reqwest::get(url); } //~ P301
fn f(password: &str) { info!("{}", password.frob(1)); } //~ P402
fn f(password: &str) { info!("{}", password.frob()); }
fn f(password: &str) { info!("{}", password.to_frob()); } //~ P402
async fn f(Json(name): Json<String>) { Command::new("sh").arg("-c", "a").arg(name); } //~ P602 P208
fn f(password: &str) { let other = db.frob("INSERT INTO users VALUES (?)"); other.bind(password); }
struct Job { count: u32, name: String, on: bool } async fn f(Json(p): Json<Map>) { let job = p.get::<Job>("id"); sqlx::query(&format!("SELECT {}", job.count)); sqlx::query(&format!("SELECT {}", job.name)); } //~ P207
async fn f(Json(p): Json<Map>) { let at = p.get::<Uuid>("id"); sqlx::query(&format!("SELECT {at}")); }
async fn f(Json(name): Json<String>) { let hides = |n: String| "a"; std::fs::read(Some(name).map(other::hides)); } //~ P601 P209
async fn f(Json(name): Json<String>) { std::fs::read(Some(name).map(str::len)); std::fs::read(Some(name).map(html_escape::encode_text)); Html(Some(name).map(html_escape::encode_text)) } //~ P601 P601 P209
async fn f(Json(name): Json<String>) { std::fs::read(x.map_or(name, |n| n)); } //~ P601 P209
async fn f(Json(name): Json<String>) { let x = matches!(name, "a"); std::fs::read(format!("{x}")); let y = stringify!(name); std::fs::read(y); let z = include_str!(name); std::fs::read(z); let w = env!(name); std::fs::read(w); let q = quote!(#name); std::fs::read(q); } //~ P601 P601 P601 P601 P601
fn routes() { shelf::path!("profile" / String).map(|name: String| warp::reply::html(format!("<h2>{}</h2>", name))); }
fn f() { LIST.with(|list| assert!(list.get())); } //~ P203
fn f(password: &str) { assert_eq!(a, b, "no {password}"); } //~ P203 P402
fn f(text: String) { rsx! { div { p { dangerous_inner_html: "{text}" } } } } //~ P214
fn f(text: String) { let parts = text; view! { <section>{ parts.into_iter().map(|p| view! { <inner_html>{ p }</p> }).collect_view() }</section> } }
fn f(message: Message) { o!("$where" => message.sender.clone()); }
fn f() { users.update_one(filter, doc! { "target": password }); }
async fn f(Json(n): Json<u32>) { sqlx::query(&format!("SELECT {n}")); let s = format!("{n}"); Vec::<u8>::with_capacity(s.len()); Vec::<u8>::with_capacity(s.parse::<usize>().unwrap()); } //~ P203
async fn f(Json(name): Json<String>) { talk!((name; std::fs::read(name))); talk!([name; std::fs::read(name)]); } //~ P601 P601 P209
fn f() { let x = 2.55; x.abs() as u8; } //~ P205?
fn f(total: T) { const COUNT: T = 8; (total / COUNT as u128) as u64; }
fn f(name: &str) { let path = [ROOT, name].join("x"); std::fs::read(path); let path = [ROOT, name].join("-"); std::fs::read(path); let path = [ROOT, name].join("a b"); std::fs::read(path); } //~ P601 P209? P601 P209? P601 P209?
fn f(cents: u64) { cents * (100 + VAT_PERCENT); } //~ P212?
fn f(list: Vec<u8>) { let third = list.iter().count(); (third + fourth) as u32; } //~ P205?
fn f(text: &str) { let job = serde_json::from_str::<Job>(text); std::fs::read(job.file); reqwest::get(job.url); } //~ P601 P301
#[derive(Debug)] struct User { password: String } fn f(user: User) { info!(user = ?user, "a"); } //~ P604? P402
async fn f(Json(name): Json<String>) { let y = name.replace_all("a", "b"); std::fs::read(y); } //~ P601
async fn f(Json(name): Json<String>) { sqlx::query(&format!("SELECT '{}'", name.replace("'", "''"))); }
async fn f(Json(name): Json<String>) { std::fs::read(name.replace("/", "_")); } //~ P601
async fn f(Json(url): Json<Url>) { for address in url.socket_addrs(|| None)? { log(address); } client.get(url); } //~ P210
async fn f(Json(name): Json<String>) { let url = base_url.join(&name); reqwest::get(url); let url = base_url.join(&format!("orders/{name}")); reqwest::get(url); let path = base.join(&name); reqwest::get(path); } //~ P301 P210 P301 P301
async fn f(Json(names): Json<Vec<String>>) { let sql = names.iter().fold(String::from("SELECT "), |all, name| all); sqlx::query(&sql); }
fn f(token: &str) { key.verify_token(token, !None); } //~ P311
fn f() { error!(body.bytes = body.secret(), secret, "no signature"); } //~ P402 P402
fn f(db_password: &str) { let dsn = format!("host={host} password={db_password}"); slog::info!(log, "connecting"; "dsn" => dsn); slog::info!(log, "connecting"; o!(x => dsn.clone())); } //~ P402
