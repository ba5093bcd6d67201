// What the expressions, the walk, the patterns, the state and the macros of rules/src/flow follow, and what they do not:
// one line for each mutant that no other line catches.

async fn f(Json(name): Json<String>) { macro_rules! read { ($($a=b)*) => { std::fs::read($a) }; } read!(name); } //~ P601
macro_rules! read { (-a:b, $x:expr) => { std::fs::read($x) }; } async fn f(Json(name): Json<String>) { read!(-a:b, name); } //~ P601
async fn f(Json(name): Json<String>) { shelf_rules! read { ($x:expr) => { std::fs::read($x) } } read!(name); } //~ P601
async fn f(Json(name): Json<String>) { let x = const { std::fs::read(name) }; } //~ P601 P209
async fn f(Json(name): Json<String>) { while ready && let Some(x) = std::fs::read(&name) { g(x); } } //~ P601 P209
async fn f(Json(params): Json<Params>) { if !KNOWN.contains(&params.path) { return; } std::fs::read(params.clone().path); } //~ P601 P209
struct App { count: u64 } fn f(app: &App) { app.count as u32; }
fn f() { let c = Config { password: "abc" }; info!("{}", c.password); }
async fn f(Json(n): Json<u64>) { (!n.min(7)) as u8; } //~ P205?
async fn f(Json(names): Json<Vec<String>>) { for name in &names { if !KNOWN.contains(name) { continue; } std::fs::read(&names); } } //~ P601 P209
async fn f(Json(name): Json<String>) { info!("{}", name.replace(['\n'], "b")); }
fn f() { let mut mode = 0o666; choose(&mut mode); std::fs::set_permissions(p, Permissions::from_mode(mode)); } //~ P601
fn f() { let key = [0u8; 16]; let x = key[0] * n(); a(Key::from_slice(&key)); } //~ P308
fn f() { std::fs::set_permissions(p, Permissions::from_mode(0o666 ^ 0o666)); } //~ P601
async fn f(Json(name): Json<String>) { let mut p = g(); p = name; if !KNOWN.contains(&p) { return; } std::fs::read(name); } //~ P601
async fn f(Json(name): Json<String>) { let open = |path: String| std::fs::read(path); loop { loop { loop { loop { loop { loop { loop { loop { open(name); } } } } } } } } } //~ P601 P503 P503 P503 P503 P503 P503 P503 P503
async fn f(Json(name): Json<String>) { std::fs::read(str::lines(&name)); } //~ P601 P209
fn shell(name: &str) -> Command { Command::new("sh") } async fn f(Json(name): Json<String>) { shell(&name).arg("-c").arg(&name); } //~ P602
fn f(password: &str) { info!("{}", url_encode(password)); } //~ P402
async fn f(Json(names): Json<Vec<String>>) { for name in names.iter().skip_while(|name| KNOWN.contains(name)) { std::fs::read(name); } } //~ P601 P209
fn f(mut stream: TcpStream) { let mut bytes = Vec::new(); let mut some = stream.take(1000); some.read_to_end(&mut bytes); }
fn f() { let password = g(); info!("{}", password.resolve(1)); } //~ P402
async fn f(Json(name): Json<String>) { let shared = RwLock::new(name); std::fs::read(shared.read()); } //~ P601 P209
fn f(mut stream: TcpStream) { let mut buffer = g(); let n = stream.read(&mut buffer); n as u32; } //~ P205?
fn f(password: &str) { info!("{}", codec.encode(out, password)); }
async fn f(Json(pair): Json<(String, u32)>) { let pair = Some(pair).filter(|(name, _)| KNOWN.contains(name)); std::fs::read(pair.0); } //~ P601
fn f(text: &str) { sqlx::query(&text.join()); }
async fn f(Json(p): Json<Map>) { std::fs::read(x.or_else(p.name)); } //~ P601 P209
fn f() { let passwords = g(); info!("{}", passwords.get(0)); }
async fn f(Json(host): Json<String>) { let ip = resolver.lookup_ip(host); reqwest::get(ip); } //~ P301 P210
async fn f(Json(url): Json<Url>) { for a in url.resolve(&format!("{x}"))? { if a.is_loopback() { return; } } client.get(url); } //~ P210
async fn f(Json(name): Json<String>) { let said = is_allowed(&name); let ok = said.parse(); if !ok { return; } std::fs::read(name); } //~ P601 P209
fn f(text: Bytes) { for b in text.bytes() { let n = b.parse(); n as i8; } }
async fn f(Json(rows): Json<Vec<(i64, String)>>) { for (i, (id, name)) in rows.iter().enumerate() { sqlx::query(&format!("SELECT {id}")); } }
fn f(map: Map) { info!("{}", map.get(STANDARD.decode("password"))); }
fn f(text: &str) { sqlx::query(&text.concat(1)); } //~ P207
async fn f(Json(name): Json<String>) { std::fs::read(Text(name).sanitize(1)); } //~ P601
async fn f(Json(name): Json<String>) { let mut engine = Tera::default(); engine.add_raw_template("page", "<p>{{ name | safe }}</p>"); Html(engine.render("page", &name)) } //~ P214
async fn f(Json(p): Json<Map>) { let id = p.get::<i64, String>("id"); sqlx::query(&format!("SELECT {id}")); } //~ P207
async fn f(Json(p): Json<Map>) { let id = p.get::<_>("id"); sqlx::query(&format!("SELECT {id}")); } //~ P207
async fn f(Json(n): Json<u32>) -> HttpResponse { if let Err(e) = g() { log(e.to_string()); } match load(n).map_err(ToString::to_string) { Ok(x) => x, Err(e) => HttpResponse::InternalServerError().body(e) } } //~ P404 P404
async fn f(Json(name): Json<String>) { let open = |path: String| std::fs::read(path); loop { loop { loop { loop { loop { loop { loop { loop { Some(name).map(open); } } } } } } } } } //~ P601 P503 P503 P503 P503 P503 P503 P503 P503
fn f() { a(Key::from_slice(&x.map_or(n(), |_| [0u8; 16]))); }
fn f(mut stream: TcpStream) { let mut buffer = g(); stream.read(&mut buffer); Command::new(buffer); } //~ P602 P208
fn f() { let mut password = "a".to_owned(); change(&mut password); password.push_str("b"); info!("{password}"); }
fn f() { let mut password = Vec::new(); password.push(1); info!("{password:?}"); } //~ P402
fn f() { let mut key = [0u8; 16]; pour(&mut key.split_at_mut(4)); a(Key::from_slice(&key)); }
async fn f(Json(name): Json<String>) { reqwest::get(concat!("https://a.dev/", "x/").to_owned() + &name); } //~ P301
fn f() { info!("{PASSWORD}"); }
async fn f(Json(text): Json<String>) { let s = format!("{text}"); let n = s.parse().unwrap(); Vec::<u8>::with_capacity(n); } //~ P203 P504
async fn f(Json(name): Json<String>) { talk!(run { let p = name; std::fs::read(p); }); } //~ P601 P209
async fn f(Json(name): Json<String>) { talk!(a { 1; }); talk!(a { 1; }); talk!(a { 1; }); talk!(a { 1; }); talk!(a { 1; }); talk!(a { 1; }); talk!(a { 1; }); talk!(a { 1; }); std::fs::read(name); } //~ P601 P209
fn f(map: Map) { info!("{}", map.get(&[b'p', b'a', b's', b's', b'w', b'o', b'r', b'd'])); } //~ P402
async fn f(Json(name): Json<String>) { reqwest::get(["https://a.dev/", &name].join("users")); } //~ P301 P210
async fn f(Json(name): Json<String>) { reqwest::get(("https://a.dev/", &name).concat()); } //~ P301 P210
fn f() { let x = STANDARD.encode("password"); info!("{}", map.get(html_escape::encode_text("password"))); info!("{}", map.get(x)); }
#[derive(Debug)] struct User { password: String } fn f(user: User) { info!("{:?}", user.masked()); } //~ P604?
fn f(x: SecretString) { info!("{}", x.reveal()); } //~ P402
fn f() { let host = if x { "0.0.0.0:80" } else { "127.0.0.1:80" }; TcpListener::bind(host.parse::<SocketAddr>()); } //~ P301 P312
fn f(text: &str) { sqlx::query(&text.replace("x", &other)); }
async fn f(Json(n): Json<u32>) { load(n).map_or_else(|e| HttpResponse::InternalServerError().body(e.to_string()), |x| y); } //~ P404
async fn f(Json(uri): Json<Uri>) { uri.path().and_then(|it| reqwest::get(base_url.join(it))); uri.path().map(|it| reqwest::get(base_url.join(it))); } //~ P301 P210 P301
async fn f(Json(path): Json<PathBuf>) { info!("{}", (path).to_str()); } //~ P403
async fn f(Json(paths): Json<Vec<PathBuf>>) { info!("{}", paths[i].to_str()); } //~ P403
async fn f(Json(name): Json<String>) { let id: Uuid = name.try_into()?; std::fs::read(format!("{id}")); } //~ P601
fn f() { let o = Options::new(); Command::new(o.program); sqlx::query(&format!("SELECT {}", o.table)); } //~ P602
async fn f(Json(name): Json<String>) { std::fs::read(name.chars().filter(|c| c.is_alphabetic()).collect::<String>()); std::fs::read(name.chars().filter(|c| c.is_ascii_digit()).collect::<String>()); } //~ P601 P601
async fn f(Json(name): Json<String>) { Html(name.replace(['<', '>'], "")) }
async fn f(Json(name): Json<String>) { info!("{}", name.chars().filter(|c| c.is_control()).collect::<String>()); } //~ P403
fn f(password: &str) { info!("{}", password.has_digit(1)); info!("{}", password.contains_digit(1)); info!("{}", password.word_count(1)); info!("{}", password.rows_affected(1)); info!("{}", password.block_size(1)); }
async fn f(Json(name): Json<String>) { if !KNOWN.contains(&name) { process::exit(1); } std::fs::read(name); } //~ P508 P601
async fn f(Json(name): Json<String>) { if !KNOWN.contains(&name) { exit(1); } std::fs::read(name); } //~ P601 P209
fn f() { let mut key = [0u8; 16]; pour(key.as_mut_slice()); a(Key::from_slice(&key)); }
fn f() { let mut key = [0u8; 16]; pour((&mut key)); a(Key::from_slice(&key)); }
fn f() { let mut key = [0u8; 16]; pour(&mut key.first()); a(Key::from_slice(&key)); } //~ P308
fn f(password: &str) { info!(user.0 = password); }
fn f(password: &str) { info!(who=&password); } //~ P402
fn f(password: &str) { slog::info!(log, "a"; "b" => ##password); }
fn f(password: &str) { slog::info!(log, "a"; "b" => #?password); } //~ P402
fn f(stream: TcpStream) { let mut s: Wrapped = stream; let mut line = String::new(); s.read_line(&mut line); Command::new(line); } //~ P602 P208
async fn f(Json(n): Json<i64>) { let m: i64 = n.rem_euclid(7); m as u8; }
#[derive(Deserialize)] struct Name(String); async fn f(Json(name): Json<Name>) { let Name(path) = name; std::fs::read(path); } //~ P601 P209
fn f() { let password = "Abcdef"; info!("{password}"); } //~ P402
fn f() { let password = "abcdef"; info!("{password}"); }
fn f() { let password = "a{b}3"; info!("{password}"); }
async fn f(Json(name): Json<String>) { let held = Some(name); if !held.is_some_and(|Wrapper(n)| KNOWN.contains(n)) { return; } std::fs::read(held); } //~ P601
async fn f(Json(name): Json<String>) { let held = Some(name); if !held.is_some_and(|&n| KNOWN.contains(n)) { return; } std::fs::read(held); } //~ P601
async fn f(Json(name): Json<String>) { let held = Some(name); if !held.is_some_and(|(n)| KNOWN.contains(n)) { return; } std::fs::read(held); } //~ P601
async fn f(Json(name): Json<String>) { let held = Some(name); if !held.is_some_and(|Job { n }| KNOWN.contains(n)) { return; } std::fs::read(held); } //~ P601
fn f(total: u64, mut cents: u64) { if cents > total { return; } cents = other(); total - cents; } //~ P212?
fn f(mut total: u64, cents: u64) { if cents > total { return; } total = other(); total - cents; } //~ P212?
async fn f(Json(name): Json<String>) { let mut job = g(); job.name = name; if !KNOWN.contains(&job) { return; } std::fs::read(job.name); } //~ P601
async fn f(Json(params): Json<Params>) { let p = params.name.clone(); if !KNOWN.contains(&params.name) { return; } std::fs::read(params.name); } //~ P601
fn f() { if !KNOWN.contains(&password) { return; } info!("{password}"); } //~ P402
fn f(total: u64, cents: u64, other: u64) { if cents > total { return; } total - other; } //~ P212?
async fn f(Json(name): Json<String>) { let mut p = g(); p.name = name; { p.name = "a"; } std::fs::read(p.name); } //~ P601
fn f(query: &str) { std::fs::read(query); } //~ P601
#[capability(read)] fn f(#[grant] name: String) { reqwest::get(name); sqlx::query(&format!("SELECT {name}")); } //~ P301
async fn f(Json(name): Json<String>) { macro_rules! skip { ($x:expr) => { () }; } macro_rules! read { ($x:expr) => { std::fs::read($x) }; } skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); skip!(name); read!(name); } //~ P601
async fn f(Json(name): Json<String>) { std::fs::read(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(talk!(name))))))))))))))))))))))))); } //~ P601 P209
struct Job { name: String } fn open(job: &Job) { std::fs::read(&job.name); } #[tool] fn f(job: Job) { open(&job); } //~ P601 P209
fn skip(n: &str) { } fn open(n: &str) { std::fs::read(n); } async fn f(Json(name): Json<String>) { skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); skip(&name); open(&name); } //~ P601 P209
fn a(n: &str) { } fn b(n: &str) { } fn c(n: &str) { } fn d(n: &str) { } fn e(n: &str) { } fn g(n: &str) { } fn h(n: &str) { } fn i(n: &str) { } fn j(n: &str) { } fn k(n: &str) { } fn l(n: &str) { } fn m(n: &str) { } fn n(n: &str) { } fn o(n: &str) { } fn p(n: &str) { } fn q(n: &str) { } fn r(n: &str) { } fn s(n: &str) { } fn t(n: &str) { } fn u(n: &str) { } fn v(n: &str) { } fn w(n: &str) { } fn x(n: &str) { } fn y(n: &str) { } fn z(n: &str) { std::fs::read(n); } async fn f(Json(name): Json<String>) { a(&name); b(&name); c(&name); d(&name); e(&name); g(&name); h(&name); i(&name); j(&name); k(&name); l(&name); m(&name); n(&name); o(&name); p(&name); q(&name); r(&name); s(&name); t(&name); u(&name); v(&name); w(&name); x(&name); y(&name); z(&name); } //~ P601
fn open(path: String, params: Params) { if !KNOWN.contains(&params.name) { return; } std::fs::read(path); } async fn f(Json(params): Json<Params>) { open(params.name, g()); } //~ P601 P209
async fn f(Json(name): Json<String>) { macro_rules! skip { ($x:expr) => { () }; } skip!(open(name)); } fn open(path: String) -> String { std::fs::read(&path); path } //~ P601
fn c(n: &str) { } fn d(n: &str) { std::fs::read(n); } fn e(n: &str) { } fn g(n: &str) { } fn h(n: &str) { } async fn f(Json(name): Json<String>) { c(&name); e(&name); g(&name); h(&name); d(&name); } //~ P601 P209
fn b(n: &str) { fn c(text: &str) { std::fs::read(text); } } async fn f(Json(name): Json<String>) { b(&name); let p = name; std::fs::read(p); } //~ P601 P601 P209
fn f() { let key = if x { return; } else { [0, 0] }; a(Key::from_slice(&key)); } //~ P308
fn f() { let key = if x { [0, 0] } else { return; }; a(Key::from_slice(&key)); } //~ P308
async fn f(Json(name): Json<String>) { let open = |path: String| std::fs::read(path); loop { loop { loop { loop { loop { loop { loop { open(name); } } } } } } } } //~ P601 P209 P503 P503 P503 P503 P503 P503 P503
async fn f(auth: Authorization<Bearer>) { client.get(url).bearer_auth(auth.token()); } //~ P310
async fn f(Json(name): Json<String>) { match validate(&name) { true => std::fs::read(name), _ => g() } } //~ P601
mod m { use shelf::fs; async fn f(Json(name): Json<String>) { fs::read(name); } }
async fn f(Json(name): Json<String>) { ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((std::fs::read(name))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))); } //~ P601
async fn f(Json(name): Json<String>) { (((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((std::fs::read(name)))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))); } //~ P601 P209
