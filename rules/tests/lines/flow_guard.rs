// What rules/src/flow/guard.rs follows, and what it does not.

async fn f(Json(name): Json<String>) { if KNOWN.contains(&name).await { std::fs::read(name); } if KNOWN.contains(&other)? { std::fs::read(other); } } //~ P601 P601
async fn f(Json(name): Json<String>) { if !KNOWN.contains(&name)? { return; } std::fs::read(name); } //~ P601
async fn f(Json(name): Json<String>) { if -(name == "a") { return; } std::fs::read(name); } //~ P601 P209
async fn f(Json(name): Json<String>) { if differs!(name, "a" | "b") { std::fs::read(name); } } //~ P601 P209
async fn f(Json(name): Json<String>) { if let Some(_) = KNOWN.get(&name) { return; } std::fs::read(name); } //~ P601 P209
async fn f(Json(name): Json<String>) { if let Ok(n) = name.parse::<u32>() { std::fs::read(name); } } //~ P601
async fn f(Json(n): Json<Option<usize>>) { let n = n.filter(|m| *k < 100).unwrap(); Vec::<u8>::with_capacity(n); } //~ P203 P504
async fn f(Json(path): Json<PathBuf>) { if path.parent() != Some(ROOT) { return; } std::fs::read(path); } //~ P601
fn f(headers: HeaderMap) { let token = headers.filter(|t| t.len() == 32); debug!(length = token.domain(), host = ?headers.get("host"), "in use"); } //~ P402
async fn f(Json(url): Json<Url>) { if url.path() == "/a" { reqwest::get(url); } if url.scheme() == "https" { reqwest::get(url); } } //~ P301 P210 P301 P210
async fn f(Json(text): Json<String>) { let parser = Parser::new(&text).filter(|event| event.is_ok()); let mut out = String::new(); push_html(&mut out, parser); Html(out) } //~ P214
async fn f(Json(name): Json<String>) { if KNOWN.iter().all(|known| known != name) { return; } std::fs::read(name); } //~ P601
async fn f(Json(url): Json<Url>) { if url.host_str().map(|host| HOSTS.contains(&host)).unwrap_or(false) { reqwest::get(url); } } //~ P301
async fn f(Json(url): Json<String>) { if url.ends_with(".a.dev") { reqwest::get(url); } } //~ P301 P210
async fn f(Json(url): Json<Url>) { let host = url.host_str(); if host.ends_with(".a.dev") { reqwest::get(url); } } //~ P301
async fn f(request: HttpRequest) { let tail = request.path(); if tail.components().all(|c| matches!(c, Component::Normal(_))) { NamedFile::open(tail); } NamedFile::open(tail) } //~ P209
async fn f(Json(name): Json<String>, Json(other): Json<String>) { if name.eq_ignore_ascii_case(&other) { std::fs::read(name); } } //~ P601 P209
async fn f(Json(name): Json<String>) { if name.eq_ignore_ascii_case("a") { std::fs::read(name); } if name.eq("a") { std::fs::read(name); } } //~ P601 P601
async fn f(Json(name): Json<String>) { if policy.is_allowed(&name) { std::fs::read(name); } } //~ P601
async fn f(Json(name): Json<String>) { if KNOWN.iter().all(|known| known != name) { std::fs::read(name); } } //~ P601 P209
async fn f(Json(url): Json<Url>) { if url.host_str().inspect(|host| HOSTS.contains(&host)).unwrap_or(false) { reqwest::get(url); } if url.host_str().map(known).unwrap_or(false) { reqwest::get(url); } } //~ P301 P210 P301 P210
async fn f(Json(name): Json<String>) { if !KNOWN.iter().any(|known| known == name) { std::fs::read(name); } } //~ P601 P209
async fn f(Json(url): Json<Url>, Json(name): Json<String>) { if url.host_str().is_some_and(|host| KNOWN.contains(&name)) { reqwest::get(url); std::fs::read(name); } } //~ P301 P210 P601
async fn f(Json(name): Json<String>) { if name.contains('/') { return; } std::fs::read(name); } //~ P601 P209
async fn f(Json(name): Json<String>) { if name.contains(char::is_control) { return; } info!("{name}"); }
async fn f(Form(form): Form<Import>) { if form.feed.starts_with("https://a.dev/") { return; } reqwest::get(form.feed); } //~ P301 P210
async fn f(Json(name): Json<String>) { if Path::new(&name).components().any(|c| c == ParentDir) { return; } std::fs::read(name); } //~ P601
async fn f(Json(name): Json<String>) { if !name.chars().all(|c| c.is_ascii_graphic()) { return; } info!("{name}"); }
async fn f(Json(name): Json<String>) { if matches!(name, other) { std::fs::read(name); } } //~ P601 P209
async fn f(Json(name): Json<String>) { if !ok(&name).await { return; } std::fs::read(name); } //~ P601 P209
async fn f(Json(name): Json<String>) { if KNOWN.find(&name).await.is_none() { return; } std::fs::read(name); } //~ P601
async fn f(Json(names): Json<Vec<String>>, Json(name): Json<String>) { if let Some(_) = names.get(&name) { std::fs::read(name); } if names.contains(&name) { std::fs::read(name); } } //~ P601 P209 P601 P209
async fn f(Json(name): Json<String>) { if name.parse().is_err() { return; } std::fs::read(name); } //~ P601 P209
async fn f(Path(id): Path<String>) { shelf::parse_str(&id)?; fs::read(format!("{ROOT}/{id}.bin")); } //~ P601
async fn f(Json(name): Json<String>) { if Shelf::new(&name).components().any(|c| c == ParentDir) { return; } std::fs::read(name); } //~ P601 P209
async fn f(Json(name): Json<String>) { if (name)?.contains("..") { return; } std::fs::read(name); } //~ P601
async fn f(Json(name): Json<String>) { if name.await.contains("..") { return; } std::fs::read(name); } //~ P601
async fn f(Json(name): Json<String>) { if (!name).contains("..") { return; } std::fs::read(name); } //~ P601 P209
