// What rules/src/flow/sinks.rs follows, and what it does not.

fn f() { let script = reqwest::blocking::get(url).text(); Command::new("sh").arg("-c").arg(script); Process::new("sh").arg(script); } //~ P301 P602 P105
async fn f(Json(name): Json<String>) { duct::cmd("sh", vec!["x.sh", &name]); duct::cmd("sh", vec!["-c", &name]); } //~ P602 P602 P208
async fn f(Json(name): Json<String>) { duct::cmd("sh", vec!["eval", &name]); } //~ P602 P208
async fn f(Json(s): Json<String>) { Command::new("bash").arg("-").arg(s); } //~ P602
async fn f(Json(s): Json<String>) { Command::new("sh").arg(&s); } //~ P602 P208
async fn f(Json(url): Json<String>) { client.request(url); client.request(Method::GET, url); client.request(request); } //~ P210
async fn f(Json(s): Json<String>) { doc! { "$where": s }; } //~ P105
async fn f(Json(s): Json<String>) { std::fs::write("report.html", s); } //~ P601
async fn f(Json(s): Json<String>) { hyper::Response::new(s); }
async fn f(Json(s): Json<String>) { hyper::Response::new(format!("<p>{s}</p>")); } //~ P214
#[derive(Deserialize)] struct Article { text: String } async fn f(Json(article): Json<Article>) { let mut tera = Tera::default(); tera.autoescape_on(vec![]); tera.render("a.html", &article); } //~ P214
fn f() { let client = reqwest::blocking::Client::new(); let lines = std::io::stdin(); lines.filter_map(|line| client.post("html").body(line)) } //~ P301 P214
