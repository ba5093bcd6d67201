use std::fmt::Write as _;

use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse, Responder, get, post, web};
use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use poem::handler;
use rocket::response::content::{RawHtml, RawText};
use serde::Deserialize;
use warp::Filter;

#[derive(Deserialize)]
pub struct SearchParams {
    pub q: Option<String>,
    pub page: Option<u32>,
    pub lang: Option<String>,
}

#[derive(Deserialize)]
pub struct Comment {
    pub author: String,
    pub text: String,
}

#[derive(sqlx::FromRow)]
pub struct StoredComment {
    pub id: i64,
    pub author: String,
    pub text: String,
}

#[derive(Template)]
#[template(source = "<h1>{{ author }}</h1><p>{{ text }}</p>", ext = "html")]
struct CommentPage<'a> {
    author: &'a str,
    text: &'a str,
}

//# bad
pub async fn search(Query(params): Query<SearchParams>) -> Html<String> {
    let q = params.q.unwrap_or_default();
    Html(format!("<h1>Results for {q}</h1><p>Nothing was found.</p>"))
}

//# good
pub async fn search_results(Query(params): Query<SearchParams>) -> Html<String> {
    let q = params.q.unwrap_or_default();
    let q = html_escape::encode_text(&q);
    Html(format!("<h1>Results for {q}</h1><p>Nothing was found.</p>"))
}

//# good
pub async fn result_page(Query(params): Query<SearchParams>) -> Html<String> {
    let page = params.page.unwrap_or(1);
    let lang = match params.lang.as_deref() {
        Some("de") => "de",
        Some("fr") => "fr",
        _ => "en",
    };
    Html(format!("<html lang=\"{lang}\"><h1>Page {page}</h1><a href=\"?page={}\">next</a></html>", page + 1))
}

//# bad
pub async fn comments(State(pool): State<sqlx::PgPool>) -> Result<Html<String>, StatusCode> {
    let rows: Vec<StoredComment> = sqlx::query_as("SELECT id, author, text FROM comments ORDER BY id")
        .fetch_all(&pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let items = rows
        .iter()
        .map(|c| format!("<li id=\"c{}\"><b>{}</b>: {}</li>", c.id, c.author, c.text))
        .collect::<String>();
    let mut page = String::from("<!doctype html><ul>");
    page += &items;
    page += "</ul>";
    Ok(Html(page))
}

//# good
pub async fn comments_escaped(State(pool): State<sqlx::PgPool>) -> Result<Html<String>, StatusCode> {
    let rows: Vec<StoredComment> = sqlx::query_as("SELECT id, author, text FROM comments ORDER BY id")
        .fetch_all(&pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let mut page = String::from("<!doctype html><ul>");
    for c in &rows {
        let author = html_escape::encode_safe(&c.author);
        let text = html_escape::encode_safe(&c.text);
        page.push_str(&format!("<li id=\"c{}\"><b>{author}</b>: {text}</li>", c.id));
    }
    page.push_str("</ul>");
    Ok(Html(page))
}

//# bad
#[post("/comments")]
async fn add_comment(comment: web::Form<Comment>) -> impl Responder {
    let Comment { author, text } = comment.into_inner();
    let body = ["<p>Thanks, ", author.trim(), "!</p><blockquote>", &text, "</blockquote>"].concat();
    HttpResponse::Created().content_type("text/html; charset=utf-8").body(body)
}

//# good
#[post("/comments.txt")]
async fn add_comment_plain(comment: web::Form<Comment>) -> impl Responder {
    let Comment { author, text } = comment.into_inner();
    let body = format!("Thanks, <{author}>!\n\n> {text}\n");
    HttpResponse::Created().content_type("text/plain; charset=utf-8").body(body)
}

//# good
#[post("/comments.json")]
async fn add_comment_json(comment: web::Form<Comment>) -> impl Responder {
    let rendered = format!("{} wrote: {}", comment.author, comment.text);
    HttpResponse::Created().json(serde_json::json!({ "rendered": rendered }))
}

//# bad
#[get("/missing/{path:.*}")]
async fn missing(req: HttpRequest) -> HttpResponse {
    let mut body = String::new();
    write!(body, "<title>404</title><p>No page at {}</p>", req.match_info().query("path")).ok();
    HttpResponse::NotFound().insert_header(ContentType::html()).body(body)
}

//# good
#[get("/gone/{path:.*}")]
async fn gone(req: HttpRequest) -> HttpResponse {
    log::info!("a page that is gone was asked for: {} characters", req.match_info().query("path").len());
    let path = "the address";
    let body = format!("<title>410</title><p>The page at {path} is gone.</p>");
    HttpResponse::Gone().insert_header(ContentType::html()).body(body)
}

//# bad
#[rocket::get("/hello/<name>?<title>")]
fn hello(name: &str, title: Option<&str>) -> RawHtml<String> {
    let title = title.map(|t| t.to_uppercase()).unwrap_or_default();
    RawHtml(String::from("<p>Hello ") + &title + " " + name + "</p>")
}

//# good
#[rocket::get("/hello.txt/<name>")]
fn hello_text(name: &str) -> RawText<String> {
    RawText(format!("<p>Hello {name}</p>"))
}

//# bad
pub fn profile_route() -> impl Filter<Extract = impl warp::Reply, Error = warp::Rejection> + Clone {
    warp::path!("profile" / String)
        .map(|name: String| warp::reply::html(format!("<h2>Profile of {}</h2>", name.replace('+', " "))))
}

//# good
pub fn order_route() -> impl Filter<Extract = impl warp::Reply, Error = warp::Rejection> + Clone {
    warp::path!("order" / u64).map(|id: u64| warp::reply::html(format!("<h2>Order {id}</h2>")))
}

//# bad
#[handler]
fn banner(poem::web::Query(params): poem::web::Query<SearchParams>) -> poem::web::Html<String> {
    let text = params.q.as_deref().unwrap_or("Welcome");
    // Only the tag of scripts is taken out, attributes of others still run.
    let text = text.replace("<script>", "").replace("</script>", "");
    poem::web::Html(format!("<div class=\"banner\">{text}</div>"))
}

//# good
#[handler]
fn banner_clean(poem::web::Query(params): poem::web::Query<SearchParams>) -> poem::web::Html<String> {
    let text = params.q.as_deref().unwrap_or("Welcome");
    let text = ammonia::clean(text);
    poem::web::Html(format!("<div class=\"banner\">{text}</div>"))
}

//# good
pub async fn show(Form(comment): Form<Comment>) -> Result<Html<String>, StatusCode> {
    let page = CommentPage { author: &comment.author, text: &comment.text };
    page.render().map(Html).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# bad
pub async fn card(Form(comment): Form<Comment>) -> Markup {
    let text = comment.text.replace('\n', "<br>");
    html! {
        (DOCTYPE)
        h1 { (comment.author) }
        p { (PreEscaped(text)) }
    }
}

//# good
pub async fn card_plain(Form(comment): Form<Comment>) -> Markup {
    html! {
        (DOCTYPE)
        h1 { (comment.author) }
        p title=(comment.author) { (comment.text) }
        (PreEscaped("<!-- end -->"))
    }
}

//# bad
pub async fn whoami(headers: HeaderMap) -> Response {
    let agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or("unknown");
    let body = format!("<html><body>Your browser is <i>{}</i></body></html>", agent);
    ([(header::CONTENT_TYPE, "text/html")], body).into_response()
}

//# good
pub async fn whoami_known(headers: HeaderMap) -> Response {
    let agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or("unknown");
    let family = if agent.contains("Firefox") { "Firefox" } else { "another browser" };
    let body = format!("<html><body>Your browser is <i>{family}</i></body></html>");
    ([(header::CONTENT_TYPE, "text/html")], body).into_response()
}

//# bad
pub async fn raw(request: hyper::Request<Incoming>) -> hyper::http::Result<hyper::Response<Full<Bytes>>> {
    let query = request.uri().query().unwrap_or_default();
    let name = form_urlencoded::parse(query.as_bytes())
        .find_map(|(key, value)| (key == "name").then(|| value.into_owned()))
        .unwrap_or_else(|| "stranger".into());
    let page = format!("<!doctype html><p>Hello, {name}.</p>");
    hyper::Response::builder().header("content-type", "text/html").body(Full::new(Bytes::from(page)))
}

//# good
pub async fn invitation(Path(code): Path<String>) -> Result<Html<String>, StatusCode> {
    if code.is_empty() || !code.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(StatusCode::BAD_REQUEST);
    }
    Ok(Html(format!("<p>Your code is <code>{code}</code>.</p>")))
}
