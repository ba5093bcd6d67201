//! What is taken for injection: where a value comes from, what was done with it, and where it arrives.

use portcullis_rules::{Breadth, Level, check_file};

/// The codes of injection that are found in a whole file, with their level.
fn found(source: &str) -> Vec<(String, Level)> {
    const CODES: [&str; 6] = ["P207", "P208", "P209", "P210", "P211", "P214"];
    let file = syn::parse_file(source).unwrap_or_else(|error| panic!("{error}\n{source}"));
    let findings = check_file(&file, source, Breadth::Everywhere);
    let codes = findings.iter().filter_map(|finding| Some((finding.code()?.to_owned(), finding.level())));
    codes.filter(|(code, _)| CODES.contains(&code.as_str())).collect()
}

#[track_caller]
fn refused(code: &str, source: &str) {
    assert_eq!(found(source), [(code.to_owned(), Level::Deny)], "{source}");
}

#[track_caller]
fn advised(code: &str, source: &str) {
    assert_eq!(found(source), [(code.to_owned(), Level::Advice)], "{source}");
}

#[track_caller]
fn left_alone(source: &str) {
    assert_eq!(found(source), [], "{source}");
}

#[test]
fn a_whole_path_of_the_calling_code_is_its_own_and_a_name_in_a_folder_is_advice() {
    left_alone("fn load(path: &str) { std::fs::read(path); }");
    left_alone("fn load(folder: &str) { std::fs::read(format!(\"{folder}/config.toml\")); }");
    left_alone(
        "fn load(folder: &str) { std::fs::read(std::path::Path::new(folder).join(\"config.toml\")); }",
    );
    advised("P209", "fn load(folder: &Path, name: &str) { std::fs::read(folder.join(name)); }");
    advised("P209", "fn load(name: &str) { std::fs::read(format!(\"notes/{name}\")); }");
    refused("P209", "fn load(folder: &Path, user_path: &str) { std::fs::read(folder.join(user_path)); }");
    refused("P209", "async fn load(Query(path): Query<String>) { std::fs::read(path); }");
    refused("P209", "async fn load(axum::Json(job): axum::Json<Job>) { std::fs::read(job.file); }");
}

#[test]
fn a_path_in_a_request_is_input_and_a_path_of_the_calling_code_is_not() {
    refused(
        "P209",
        "#[derive(Deserialize)] struct Job { file: PathBuf } async fn load(Json(job): Json<Job>) { std::fs::read(job.file); }",
    );
    left_alone("fn load(file: PathBuf) { std::fs::read(file); }");
    left_alone("#[get(\"/<file..>\")] fn load(file: PathBuf) { std::fs::read(file); }");
}

#[test]
fn the_content_of_a_file_is_no_path() {
    left_alone("async fn keep(Json(text): Json<String>) { std::fs::write(\"last\", text); }");
    refused("P209", "async fn copy(Json(name): Json<String>) { std::fs::copy(\"last\", name); }");
}

#[test]
fn the_last_part_of_a_path_leads_nowhere_and_the_name_of_an_upload_may() {
    left_alone(
        "async fn keep(Json(name): Json<String>) { let name = Path::new(&name).file_name().unwrap(); std::fs::read(Path::new(\"a\").join(name)); }",
    );
    refused(
        "P209",
        "async fn keep(mut form: Multipart) { let name = form.next_field().await.file_name(); std::fs::read(Path::new(\"a\").join(name)); }",
    );
    left_alone(
        "async fn keep(Json(name): Json<String>) { for part in Path::new(&name).components() { if let Component::Normal(part) = part { std::fs::read(Path::new(\"a\").join(part)); } } }",
    );
}

#[test]
fn what_lost_its_special_characters_is_left_alone() {
    left_alone(
        "fn load(user_input: &str) { let name: String = user_input.chars().filter(|c| c.is_ascii_alphanumeric()).collect(); std::fs::read(format!(\"a/{name}\")); }",
    );
    refused(
        "P209",
        "fn load(user_input: &str) { let name: String = user_input.chars().filter(|c| !c.is_ascii_digit()).collect(); std::fs::read(format!(\"a/{name}\")); }",
    );
    left_alone("fn load(user_input: &str) { std::fs::read(user_input.replace(['/', '\\\\'], \"_\")); }");
    refused("P209", "fn load(user_input: &str) { std::fs::read(user_input.replace(' ', \"_\")); }");
}

#[test]
fn a_program_of_the_calling_code_is_its_own_and_one_from_outside_is_not() {
    left_alone("fn run(program: &str) { Command::new(program).spawn(); }");
    left_alone("fn run() { Command::new(std::env::var(\"RUSTC\").unwrap()).spawn(); }");
    refused("P208", "fn run() { Command::new(std::env::var(\"VIEWER\").unwrap()).spawn(); }");
    refused("P208", "fn run(line: &str) { Command::new(\"sh\").arg(\"-c\").arg(line).spawn(); }");
}

#[test]
fn only_the_script_of_a_shell_is_run() {
    left_alone(
        "fn run(name: &str) { Command::new(\"sh\").args([\"-c\", \"ls \\\"$1\\\"\", \"sh\", name]).spawn(); }",
    );
    refused(
        "P208",
        "fn run(name: &str) { Command::new(\"sh\").args([\"-o\", \"pipefail\", \"-c\", name]).spawn(); }",
    );
    refused("P208", "fn run(name: &str) { Command::new(\"sudo\").args([\"sh\", \"-c\", name]).spawn(); }");
    left_alone("fn run(name: &str) { Command::new(\"sudo\").args([\"ls\", name]).spawn(); }");
    left_alone("fn run(name: &str) { Command::new(\"python3\").args([\"list.py\", name]).spawn(); }");
    refused(
        "P208",
        "fn run(line: &str) { let program = if cfg!(windows) { \"powershell\" } else { \"bash\" }; Command::new(program).arg(\"-c\").arg(line).spawn(); }",
    );
    refused(
        "P208",
        "fn run(line: &str) { let shell = if cfg!(windows) { (\"cmd\", \"/C\") } else { (\"sh\", \"-c\") }; Command::new(shell.0).arg(shell.1).arg(line).spawn(); }",
    );
}

#[test]
fn sql_of_the_calling_code_is_its_own_and_a_piece_is_not() {
    left_alone("fn run(db: &Connection, sql: &str) { db.execute(sql); }");
    left_alone("fn run(db: &Connection, sql: &str) { db.execute(&format!(\"EXPLAIN {sql}\")); }");
    left_alone("fn run(db: &Connection) { db.execute(&std::fs::read_to_string(\"schema.sql\").unwrap()); }");
    refused(
        "P207",
        "fn run(db: &Connection, name: &str) { db.execute(&format!(\"DELETE FROM a WHERE b = '{name}'\")); }",
    );
    refused(
        "P207",
        "fn run(db: &Connection, name: &str) { db.execute(&[\"DELETE FROM a WHERE b = '\", name, \"'\"].concat()); }",
    );
    refused(
        "P207",
        "fn run(client: &Client, names: Vec<String>) { let by = |name: &String| format!(\"SELECT '{name}'\"); for sql in names.iter().map(by) { client.query(&sql); } }",
    );
    left_alone(
        "fn run(http: &Client, name: &str) { http.get(\"https://a.example.org/\").query(&[(\"q\", format!(\"select {name}\"))]); }",
    );
}

#[test]
fn a_host_behind_the_scheme_is_advice_and_a_path_behind_a_host_is_nothing() {
    left_alone("async fn ask(url: &str) { reqwest::get(url).await; }");
    left_alone(
        "async fn ask(base: &str, name: &str) { reqwest::get(format!(\"{base}/users/{name}\")).await; }",
    );
    advised("P210", "async fn ask(host: &str) { reqwest::get(format!(\"https://{host}/\")).await; }");
    advised(
        "P210",
        "async fn ask(host: &str) { let scheme = if cfg!(test) { \"http\" } else { \"https\" }; reqwest::get(format!(\"{scheme}://{host}/\")).await; }",
    );
    left_alone(
        "async fn ask(Query(name): Query<String>) { reqwest::get(format!(\"{BASE}/users/{name}\")).await; }",
    );
    refused("P210", "async fn ask(Query(url): Query<String>) { reqwest::get(&url).await; }");
}

#[test]
fn the_scheme_of_a_url_says_nothing_of_its_host() {
    refused(
        "P210",
        "async fn ask(Query(url): Query<Url>) { if url.scheme() == \"https\" { reqwest::get(url).await; } }",
    );
    left_alone(
        "async fn ask(Query(url): Query<Url>) { if url.host_str() == Some(\"a.example.org\") { reqwest::get(url).await; } }",
    );
    refused(
        "P210",
        "async fn ask(Query(url): Query<Url>) { match url.scheme() { \"https\" => drop(reqwest::get(url).await), _ => {} } }",
    );
    left_alone(
        "async fn ask(Query(url): Query<Url>) { match url.host_str() { Some(\"a.example.org\") => drop(reqwest::get(url).await), _ => {} } }",
    );
    refused(
        "P210",
        "async fn ask(Query(host): Query<String>) { let host: std::net::IpAddr = host.parse()?; reqwest::get(format!(\"http://{host}/\")).await; }",
    );
}

#[test]
fn a_pattern_for_the_linear_engine_is_wanted_on_the_command_line() {
    left_alone("fn grep() { regex::Regex::new(&std::env::args().nth(1).unwrap()); }");
    advised("P211", "fn grep() { regex::Regex::new(&format!(\"^{}$\", std::env::args().nth(1).unwrap())); }");
    refused("P211", "fn grep() { fancy_regex::Regex::new(&std::env::args().nth(1).unwrap()); }");
    refused("P211", "async fn grep(Query(pattern): Query<String>) { regex::Regex::new(&pattern); }");
    refused("P211", "async fn grep(Query(pattern): Query<String>) { RegexBuilder::new(&pattern).build(); }");
    left_alone(
        "async fn grep(Query(pattern): Query<String>) { RegexBuilder::new(&pattern).size_limit(1000).build(); }",
    );
}

#[test]
fn a_tuple_with_a_header_is_a_page_and_another_text_is_not() {
    refused(
        "P214",
        "async fn page(Query(name): Query<String>) -> Response { ([(CONTENT_TYPE, \"text/html\")], name).into_response() }",
    );
    refused(
        "P214",
        "async fn page(Query(name): Query<String>) -> impl IntoResponse { (StatusCode::OK, [(CONTENT_TYPE, \"text/html\")], name) }",
    );
    left_alone(
        "async fn page(Query(name): Query<String>) -> impl IntoResponse { ([(CONTENT_TYPE, \"text/plain\")], format!(\"<b>{name}</b>\")) }",
    );
    left_alone("async fn page(Query(name): Query<String>) -> String { format!(\"<b>{name}</b>\") }");
    advised("P214", "fn page(name: &str) -> String { format!(\"<html><b>{name}</b></html>\") }");
    refused(
        "P214",
        "async fn page(Query(name): Query<String>) -> Html<String> { Html(name.replace('<', \"\")) }",
    );
    left_alone(
        "async fn page(Query(name): Query<String>) -> Html<String> { Html(name.replace('<', \"&lt;\")) }",
    );
}

#[test]
fn what_is_written_to_a_stream_is_judged_at_once_and_to_a_text_later() {
    advised("P214", "fn report(out: &mut impl Write, name: &str) { writeln!(out, \"<td>{name}</td>\"); }");
    left_alone(
        "fn report(name: &str) { let mut out = String::new(); writeln!(out, \"<td>{name}</td>\"); send(out); }",
    );
    refused(
        "P214",
        "fn report(name: &str) -> Html<String> { let mut out = String::new(); writeln!(out, \"<td>{name}</td>\"); Html(out) }",
    );
}

#[test]
fn what_a_stream_sends_is_input_however_it_is_read() {
    refused(
        "P208",
        "fn run(mut stream: std::net::TcpStream) { let mut line = String::new(); stream.read_to_string(&mut line); Command::new(\"sh\").arg(\"-c\").arg(&line).spawn(); }",
    );
    refused(
        "P208",
        "fn run(mut stream: std::net::TcpStream) { let mut line = String::new(); Read::by_ref(&mut stream).take(9).read_to_string(&mut line); Command::new(line).spawn(); }",
    );
    refused(
        "P208",
        "async fn run(mut stream: TcpStream) { let mut line = [0; 9]; AsyncReadExt::read(&mut stream, &mut line).await; Command::new(String::from_utf8_lossy(&line)).spawn(); }",
    );
}

#[test]
fn a_tool_of_another_framework_is_an_entry_by_its_trait() {
    refused(
        "P209",
        "impl Tool for Save { async fn call(&self, args: Self::Args) { std::fs::read(args.path); } }",
    );
    left_alone("impl Save { async fn call(&self, args: Args) { std::fs::read(args.path); } }");
}
