//! Variations of one fault: frameworks, sources, and how a text gets into a page.

use std::fmt::Write;
use std::io::BufRead;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, PreEscaped, html};
use rocket::response::content::RawHtml;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub struct Visit {
    name: String,
    page: u32,
    theme: Option<String>,
}

#[derive(Serialize)]
pub struct Greeting {
    html: String,
}

#[derive(Template)]
#[template(source = "<p>Hello {{ name }}</p>", ext = "html")]
struct Hello<'a> {
    name: &'a str,
}

//# bad
async fn as_a_page(Query(visit): Query<Visit>) -> Html<String> {
    Html(format!("<h1>Hello, {}</h1>", visit.name))
}

//# good
async fn as_a_page_escaped(Query(visit): Query<Visit>) -> Html<String> {
    let name = html_escape::encode_text(&visit.name);
    Html(format!("<h1>Hello, {name}</h1>"))
}

//# good
async fn as_plain_text(Query(visit): Query<Visit>) -> String {
    format!("<h1>Hello, {}</h1>", visit.name)
}

//# bad
async fn in_an_attribute(Query(visit): Query<Visit>) -> Html<String> {
    let theme = visit.theme.unwrap_or_else(|| "light".to_owned());
    let mut page = String::from("<body class=\"");
    page.push_str(&theme);
    page.push_str("\">");
    write!(page, "page {}</body>", visit.page).unwrap_or_default();
    Html(page)
}

//# good
async fn in_an_attribute_listed(Query(visit): Query<Visit>) -> Html<String> {
    let theme = match visit.theme.as_deref() {
        Some("dark") => "dark",
        _ => "light",
    };
    Html(format!("<body class=\"{theme}\">page {}</body>", visit.page))
}

//# bad
async fn with_a_header(Path(name): Path<String>) -> Response {
    let body = ["<html><body><b>", name.as_str(), "</b></body></html>"].concat();
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response()
}

//# good
async fn with_another_header(Path(name): Path<String>) -> Response {
    let body = ["<b>", name.as_str(), "</b>"].concat();
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], body).into_response()
}

//# bad
async fn request_object(request: HttpRequest) -> HttpResponse {
    let query = request.query_string().to_owned();
    let page = "<p>You searched for %</p>".replace('%', &query);
    HttpResponse::Ok().content_type("text/html").body(page)
}

//# good
async fn request_object_as_number(request: HttpRequest) -> HttpResponse {
    let page: u32 = request.match_info().get("page").and_then(|text| text.parse().ok()).unwrap_or(1);
    HttpResponse::Ok().content_type("text/html").body(format!("<p>page {page}</p>"))
}

//# bad
async fn list_of_names(web::Json(names): web::Json<Vec<String>>) -> web::Html {
    let items: String = names.iter().map(|name| format!("<li>{}</li>", name.trim())).collect();
    web::Html::new("<ul>".to_owned() + &items + "</ul>")
}

//# good
async fn list_of_lengths(web::Json(names): web::Json<Vec<String>>) -> web::Html {
    let items: Vec<_> = names.iter().map(|name| format!("<li>{}</li>", name.len())).collect();
    web::Html::new(format!("<ul>{}</ul>", items.join("")))
}

//# bad
#[rocket::get("/hello/<name>")]
fn raw(name: &str) -> RawHtml<String> {
    let greeting =
        if name.is_empty() { String::from("<p>Hello</p>") } else { format!("<p>Hello {name}</p>") };
    RawHtml(greeting)
}

//# good
#[rocket::get("/bye/<name>")]
fn raw_without(name: &str) -> RawHtml<&'static str> {
    tracing::info!(name, "leaves");
    RawHtml("<p>Good bye</p>")
}

//# bad
async fn markup(Query(visit): Query<Visit>) -> Markup {
    let name = visit.name.replace("<script>", "");
    html! {
        h1 { "Hello" }
        p { (PreEscaped(name)) }
    }
}

//# good
async fn markup_escaped(Query(visit): Query<Visit>) -> Markup {
    html! {
        h1 { "Hello" (PreEscaped("&nbsp;")) (visit.name) }
        p.page { (visit.page) }
    }
}

//# good
async fn template(Query(visit): Query<Visit>) -> askama::Result<Html<String>> {
    let hello = Hello { name: &visit.name };
    Ok(Html(hello.render()?))
}

//# bad
async fn http_response(client: reqwest::Client) -> Result<Html<String>, reqwest::Error> {
    let news = client.get("https://news.example.com/today.txt").send().await?.text().await?;
    let (head, rest) = news.split_once('\n').unwrap_or((news.as_str(), ""));
    let page = format!("<article><h2>{head}</h2>{rest}</article>");
    Ok(Html(page))
}

//# good
async fn cleaned(client: reqwest::Client) -> Result<Html<String>, reqwest::Error> {
    let news = client.get("https://news.example.com/today.html").send().await?.text().await?;
    let body = ammonia::clean(&news);
    Ok(Html(format!("<article>{body}</article>")))
}

//# bad
fn standard_input(out: &mut impl std::io::Write) -> std::io::Result<()> {
    writeln!(out, "<table>")?;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let mut row = String::from("<tr><td>");
        row += line.split(';').collect::<Vec<_>>().join("</td><td>").as_str();
        row += "</td></tr>";
        writeln!(out, "{row}")?;
    }
    writeln!(out, "</table>")
}

//# good
fn standard_input_replaced(out: &mut impl std::io::Write) -> std::io::Result<()> {
    for line in std::io::stdin().lock().lines() {
        let line = line?.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        writeln!(out, "<p>{line}</p>")?;
    }
    Ok(())
}

//# bad
async fn marked_as_clean(Json(visit): Json<Visit>) -> Result<Html<String>, minijinja::Error> {
    let mut environment = minijinja::Environment::new();
    environment.add_template("hello.html", "<p>{{ name }}</p>")?;
    let name = minijinja::Value::from_safe_string(visit.name);
    let page = environment.get_template("hello.html")?.render(minijinja::context! { name })?;
    Ok(Html(page))
}

//# bad
async fn inside_a_script(Query(visit): Query<Visit>) -> Html<String> {
    let name = visit.name.as_str();
    let script = format!("<script>greet('{name}', {});</script>", visit.page);
    let page = vec!["<html>".to_string(), script, "</html>".into()];
    Html(page.join("\n"))
}

//# good
async fn as_json(Json(visit): Json<Visit>) -> Json<serde_json::Value> {
    let greeting = Greeting { html: "<p>Hello</p>".into() };
    Json(serde_json::json!({ "greeting": greeting.html, "name": visit.name }))
}
