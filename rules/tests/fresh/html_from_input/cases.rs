//! Pages with text of a caller in them, escaped and not.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse, Responder, get, web};
use askama::Template;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};
use html_escape::encode_text;
use maud::{Markup, PreEscaped, html};
use rocket::response::content::RawHtml;
use serde::Deserialize;
use sqlx::{PgPool, Row};
use tera::Context;

#[derive(Deserialize)]
struct Comment {
    author: String,
    body: String,
    stars: u8,
}

#[derive(Template)]
#[template(source = "<h1>{{ author }}</h1><p>{{ body }}</p>", ext = "html")]
struct CommentPage<'a> {
    author: &'a str,
    body: &'a str,
}

//# bad
async fn hello(Path(name): Path<String>) -> Html<String> {
    Html(format!("<h1>Hello {name}!</h1>"))
}

//# bad
#[get("/search")]
async fn search(query: web::Query<BTreeMap<String, String>>) -> impl Responder {
    let term = query.get("q").cloned().unwrap_or_default();
    let page = "<p>No results for ".to_string() + &term + "</p>";
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page)
}

//# bad
#[rocket::get("/greet?<name>")]
fn greet(name: &str) -> RawHtml<String> {
    RawHtml(format!("<html><body>Welcome, {}</body></html>", name.trim()))
}

//# bad
fn warp_reply(author: String) -> impl warp::Reply {
    let mut page = String::from("<!doctype html><title>");
    page.push_str(&author);
    page.push_str("</title>");
    warp::reply::html(page)
}

//# bad
async fn comments(Json(comments): Json<Vec<Comment>>) -> Html<String> {
    let items = comments
        .iter()
        .map(|comment| format!("<li class=\"stars-{}\">{}</li>", comment.stars, comment.body))
        .collect::<String>();
    Html(format!("<ul>{items}</ul>"))
}

//# bad
fn maud_raw(comment: &Comment) -> Markup {
    html! {
        article {
            h2 { (comment.author) }
            (PreEscaped(&comment.body))
        }
    }
}

//# bad
async fn not_found(request: HttpRequest) -> HttpResponse {
    let path = request.match_info().query("path");
    let body = format!("<html><body><h1>404</h1><code>{path}</code></body></html>");
    HttpResponse::NotFound().insert_header(ContentType::html()).body(body)
}

//# bad
async fn table(Query(cells): Query<BTreeMap<String, String>>) -> Response {
    let mut page = String::new();
    page += "<table>";
    for (name, value) in cells {
        write!(page, "<tr><th>{name}</th><td>{value}</td></tr>").unwrap();
    }
    page += "</table>";
    ([(CONTENT_TYPE, "text/html")], page).into_response()
}

//# bad
async fn profile(State(pool): State<PgPool>, Path(id): Path<i64>) -> Html<String> {
    let row =
        sqlx::query("SELECT biography FROM people WHERE id = $1").bind(id).fetch_one(&pool).await.unwrap();
    let biography: String = row.get("biography");
    let page = include_str!("profile.html").replace("%BIOGRAPHY%", &biography);
    Html(page)
}

//# bad
async fn attribute(Query(comment): Query<Comment>) -> impl IntoResponse {
    let Comment { author, body, .. } = comment;
    let body = encode_text(&body).into_owned();
    let link = format!("<a href=\"{author}\">home</a>");
    Html([link, body].join("\n<p>"))
}

//# bad
async fn angle_brackets_of_one_kind(body: String) -> Html<String> {
    let body = body.replace("<script>", "");
    let lines: Vec<String> = body.lines().map(|line| ["<p>", line, "</p>"].concat()).collect();
    Html(lines.join("\n"))
}

//# bad
fn poem_page(name: poem::web::Path<String>) -> poem::web::Html<String> {
    let poem::web::Path(name) = name;
    let (open, close) = ("<em>", "</em>");
    let page = match name.is_empty() {
        true => String::from("<em>nobody</em>"),
        false => open.to_owned() + name.as_str() + close,
    };
    poem::web::Html(page)
}

//# good
async fn hello_escaped(Path(name): Path<String>) -> Html<String> {
    let name = encode_text(&name);
    Html(format!("<h1>Hello {name}!</h1>"))
}

//# good
#[get("/search/text")]
async fn search_text(query: web::Query<BTreeMap<String, String>>) -> impl Responder {
    let term = query.get("q").cloned().unwrap_or_default();
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(format!("No results for {term}"))
}

//# good
async fn askama_page(Json(comment): Json<Comment>) -> Html<String> {
    let page = CommentPage { author: &comment.author, body: &comment.body };
    Html(page.render().unwrap_or_else(|_| "<p>no page</p>".into()))
}

//# good
fn maud_escapes(comment: &Comment) -> Markup {
    html! {
        article {
            h2 title=(comment.author) { (comment.author) }
            p { (comment.body) }
            (PreEscaped("<hr>"))
        }
    }
}

//# good
async fn number_in_page(Path(page): Path<u32>) -> Html<String> {
    Html(format!("<a href=\"/list?page={}\">next</a>", page.saturating_add(1)))
}

//# good
async fn as_json(Query(comment): Query<Comment>) -> Json<serde_json::Value> {
    let label = format!("<{}>", comment.author);
    Json(serde_json::json!({ "label": label, "stars": comment.stars }))
}

//# good
async fn cleaned(body: String) -> Html<String> {
    let clean = ammonia::clean(&body);
    Html(format!("<div class=\"comment\">{clean}</div>"))
}

//# good
async fn language(Query(query): Query<BTreeMap<String, String>>) -> Html<String> {
    let greeting = match query.get("lang").map(String::as_str) {
        Some("de") => "Guten Tag",
        Some("fr") => "Bonjour",
        _ => "Hello",
    };
    Html(format!("<h1>{greeting}</h1>"))
}

//# good
async fn tera_page(State(tera): State<tera::Tera>, Json(comment): Json<Comment>) -> Html<String> {
    let mut context = Context::new();
    context.insert("author", &format!("by {}", comment.author));
    context.insert("body", &comment.body);
    Html(tera.render("comment.html", &context).unwrap_or_default())
}

//# good
async fn list_of_escaped(Json(comments): Json<Vec<Comment>>) -> Html<String> {
    let mut page = String::from("<ul>");
    for comment in &comments {
        let text = comment.body.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        page.push_str(&format!("<li>{text}</li>"));
    }
    page.push_str("</ul>");
    Html(page)
}

//# good
fn generic_type_name(outer: &str, inner: &str) -> String {
    format!("{outer}<{inner}>")
}

//# good
async fn counted(body: String) -> HttpResponse {
    let words = body.split_whitespace().count();
    let page = format!("<p>{words} words, {} lines</p>", body.lines().count());
    HttpResponse::Ok().content_type(ContentType::html()).body(page)
}
