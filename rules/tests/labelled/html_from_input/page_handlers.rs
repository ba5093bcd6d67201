//! Small pages written by hand: axum, actix-web, warp, rocket, poem, hyper.

use std::fmt::Write;

use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, get, post, web};
use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use html_escape::encode_text;
use http_body_util::Full;
use hyper::body::Bytes;
use maud::{Markup, PreEscaped, html};
use rocket::response::content::RawHtml;
use serde::Deserialize;
use sqlx::PgPool;

#[derive(Deserialize)]
pub struct Search {
    q: String,
    page: Option<u32>,
}

#[derive(Deserialize)]
pub struct Comment {
    author: String,
    text: String,
    website: Option<String>,
}

#[derive(Template)]
#[template(path = "comment.html")]
pub struct CommentPage {
    author: String,
    text: String,
}

fn layout(main: Markup) -> Markup {
    html! { html { body { main { (main) } } } }
}

//# bad
pub async fn hello(Path(name): Path<String>) -> Html<String> {
    Html(format!("<h1>Hello, {name}!</h1>"))
}

//# bad
#[get("/search")]
pub async fn search(query: web::Query<Search>) -> HttpResponse {
    let Search { q, page } = query.into_inner();
    let mut body = String::from("<!doctype html><title>Search</title><p>You looked for <em>");
    body.push_str(&q);
    body.push_str("</em>, page ");
    let _ = write!(body, "{}</p>", page.unwrap_or(1));
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(body)
}

//# bad
pub async fn comments(
    State(pool): State<PgPool>,
    Query(search): Query<Search>,
) -> Result<impl IntoResponse, StatusCode> {
    let total: i64 = sqlx::query_scalar("SELECT count(*) FROM comments WHERE body LIKE $1")
        .bind(format!("%{}%", search.q))
        .fetch_one(&pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let heading = ["<h2>", &total.to_string(), " comments for ", search.q.as_str(), "</h2>"].concat();
    Ok(([(header::CONTENT_TYPE, "text/html")], heading))
}

//# bad
#[rocket::get("/profile/<name>")]
pub fn profile(name: &str) -> RawHtml<String> {
    let shown = name.replace('<', "");
    RawHtml("<a title='".to_string() + &shown + "' href='/'>home</a>")
}

//# bad
pub async fn add_comment(Form(comment): Form<Comment>) -> Markup {
    let website = comment.website.unwrap_or_default();
    let author = format!("<a href=\"{website}\">{}</a>", encode_text(&comment.author));
    layout(html! {
        article {
            header { (PreEscaped(author)) }
            p { (comment.text) }
        }
    })
}

//# bad
#[post("/tags")]
pub async fn tags(tags: web::Json<Vec<String>>) -> HttpResponse {
    let items = tags.iter().map(|tag| format!("<li>{}</li>", tag.trim())).collect::<String>();
    let list = format!("<ul>{items}</ul>");
    HttpResponse::Ok().insert_header(ContentType::html()).body(list)
}

//# bad
pub async fn not_found(req: hyper::Request<hyper::body::Incoming>) -> hyper::Response<Full<Bytes>> {
    let wanted = match req.uri().path_and_query() {
        Some(wanted) => {
            percent_encoding::percent_decode_str(wanted.as_str()).decode_utf8_lossy().into_owned()
        }
        None => String::from("/"),
    };
    let page = format!("<html><body><p>There is no <code>{}</code> here.</p></body></html>", wanted);
    hyper::Response::builder()
        .status(404)
        .header("content-type", "text/html")
        .body(Full::new(Bytes::from(page)))
        .expect("the parts are valid")
}

//# bad
#[poem::handler]
pub fn banner(req: &poem::Request) -> poem::web::Html<String> {
    let agent = req.header("user-agent").unwrap_or("browser");
    let device = if let Some((first, _)) = agent.split_once('(') { first } else { agent };
    let mut page = "<div class=banner>".to_owned();
    page += &format!("Best seen with {device}");
    page += "</div>";
    poem::web::Html(page)
}

//# good
pub async fn hello_text(Path(name): Path<String>) -> String {
    format!("<h1>Hello, {name}!</h1> is how it was written in the nineties")
}

//# good
pub async fn greet(Path(name): Path<String>) -> Html<String> {
    let name = html_escape::encode_safe(&name).into_owned();
    Html(format!("<h1>Hello, {name}!</h1>"))
}

//# good
#[get("/find")]
pub async fn find(query: web::Query<Search>) -> HttpResponse {
    let page = query.page.unwrap_or(1);
    let previous = page.saturating_sub(1);
    let body = format!("<nav><a href='?page={previous}'>{previous}</a> <b>{page}</b></nav>");
    HttpResponse::Ok().content_type("text/html").body(body)
}

//# good
pub async fn comment_page(Form(comment): Form<Comment>) -> Result<Html<String>, StatusCode> {
    let page = CommentPage { author: comment.author, text: comment.text };
    page.render().map(Html).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# good
pub async fn thread(Form(comment): Form<Comment>) -> Markup {
    let heading = format!("<{}> wrote", comment.author);
    layout(html! {
        h2 { (heading) }
        p { (comment.text) }
        (PreEscaped("<hr>"))
    })
}

//# good
pub async fn count(headers: HeaderMap) -> Response {
    let language = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or("en");
    let word = if language.starts_with("de") { "Willkommen" } else { "Welcome" };
    Html(format!("<h1>{word}</h1>")).into_response()
}

//# good
/// Sent as JSON, which the page's script sets with `textContent`.
#[post("/echo")]
pub async fn echo(comment: web::Json<Comment>) -> HttpResponse {
    let line = format!("<{}> {}", comment.author, comment.text);
    HttpResponse::Ok().json(serde_json::json!({ "line": line }))
}

//# good
#[rocket::get("/theme/<name>")]
pub fn theme(name: &str) -> Option<RawHtml<String>> {
    let known = ["light", "dark", "sepia"].into_iter().find(|theme| *theme == name)?;
    Some(RawHtml(format!("<link rel=stylesheet href='/themes/{known}.css'>")))
}

//# good
pub async fn invoice(Path(id): Path<uuid::Uuid>) -> Html<String> {
    tracing::info!(%id, "<h1>invoice</h1>");
    Html(format!("<iframe src=\"/invoices/{id}.pdf\"></iframe>"))
}
