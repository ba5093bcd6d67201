use std::collections::HashMap;
use std::sync::LazyLock;

use actix_web::{HttpResponse, post, web};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::{Form, Json};
use handlebars::Handlebars;
use minijinja::{Environment, context};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, tool, tool_router};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tera::{Context, Tera};

static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| Tera::new("templates/**/*").unwrap_or_default());

#[derive(Deserialize, Serialize, Clone, schemars::JsonSchema)]
pub struct Letter {
    pub subject: String,
    pub greeting: String,
    pub body: String,
    pub fields: HashMap<String, String>,
}

#[derive(Deserialize)]
pub struct Greeting {
    pub name: String,
    pub style: Option<String>,
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct LetterPage<'a> {
    subject: &'a str,
    body: &'a str,
}

#[derive(Clone)]
pub struct Mailer {
    pub engine: Environment<'static>,
    pub pool: sqlx::PgPool,
}

//# bad
pub async fn preview(Json(letter): Json<Letter>) -> Result<String, StatusCode> {
    let mut context = Context::new();
    for (key, value) in &letter.fields {
        context.insert(key, value);
    }
    Tera::one_off(&letter.body, &context, true).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)
}

//# good
pub async fn preview_letter(Json(letter): Json<Letter>) -> Result<String, StatusCode> {
    let mut context = Context::new();
    context.insert("subject", &letter.subject);
    context.insert("body", &letter.body);
    let source = "Subject: {{ subject }}\n\n{{ body }}\n";
    Tera::one_off(source, &context, true).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# bad
pub async fn hello(Query(greeting): Query<Greeting>) -> Result<String, StatusCode> {
    let source = format!("<h1>Hello {}!</h1><p>It is {{{{ now }}}}.</p>", greeting.name);
    let mut tera = Tera::default();
    tera.add_raw_template("hello.html", &source).map_err(|_| StatusCode::BAD_REQUEST)?;
    let mut context = Context::new();
    context.insert("now", &chrono::Utc::now().to_rfc3339());
    tera.render("hello.html", &context).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# good
pub async fn hello_named(Query(greeting): Query<Greeting>) -> Result<String, StatusCode> {
    let template = match greeting.style.as_deref() {
        Some("formal") => "hello_formal.html",
        Some("short") => "hello_short.html",
        _ => "hello.html",
    };
    let mut context = Context::new();
    context.insert("name", &greeting.name);
    TEMPLATES.render(template, &context).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# bad
#[post("/render")]
async fn render(letter: web::Json<Letter>) -> actix_web::Result<HttpResponse> {
    let letter = letter.into_inner();
    let mut text = String::with_capacity(letter.body.len() + 64);
    text.push_str(&letter.greeting);
    text.push_str(" {{customer}},\n\n");
    text.push_str(&letter.body);
    let engine = Handlebars::new();
    let page = engine
        .render_template(&text, &json!({ "customer": letter.fields.get("customer") }))
        .map_err(actix_web::error::ErrorBadRequest)?;
    Ok(HttpResponse::Ok().body(page))
}

//# good
#[post("/render-letter")]
async fn render_letter(letter: web::Json<Letter>) -> actix_web::Result<HttpResponse> {
    let mut engine = Handlebars::new();
    engine.set_strict_mode(true);
    engine
        .register_template_string("letter", include_str!("letter.hbs"))
        .map_err(actix_web::error::ErrorInternalServerError)?;
    let page = engine.render("letter", &*letter).map_err(actix_web::error::ErrorBadRequest)?;
    Ok(HttpResponse::Ok().body(page))
}

//# bad
pub async fn saved_letter(State(mailer): State<Mailer>, Path(id): Path<i64>) -> Result<String, StatusCode> {
    let stored: String = sqlx::query_scalar("SELECT source FROM user_templates WHERE id = $1")
        .bind(id)
        .fetch_one(&mailer.pool)
        .await
        .map_err(|_| StatusCode::NOT_FOUND)?;
    let mut engine = Environment::new();
    engine.add_template_owned("saved", stored).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)?;
    let template = engine.get_template("saved").map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    template.render(context! { id => id }).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# good
pub async fn saved_text(State(mailer): State<Mailer>, Path(id): Path<i64>) -> Result<String, StatusCode> {
    let stored: String = sqlx::query_scalar("SELECT body FROM letters WHERE id = $1")
        .bind(id)
        .fetch_one(&mailer.pool)
        .await
        .map_err(|_| StatusCode::NOT_FOUND)?;
    let template = mailer.engine.get_template("letter.txt").map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    template.render(context! { body => stored, id }).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# good
pub async fn printed(Form(letter): Form<Letter>) -> Result<String, StatusCode> {
    let page = LetterPage { subject: letter.subject.trim(), body: &letter.body };
    page.render().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

#[tool_router]
impl Mailer {
    //# bad
    #[tool(description = "Renders a message for every recipient")]
    async fn merge(&self, Parameters(letter): Parameters<Letter>) -> Result<String, McpError> {
        let Letter { subject, greeting, body, fields } = letter;
        let whole = [subject, greeting, body].join("\n\n");
        self.engine
            .render_str(whole.as_str(), fields)
            .map_err(|_| McpError::invalid_params("the text is no template", None))
    }

    //# good
    #[tool(description = "Renders the standard message")]
    async fn standard(&self, Parameters(letter): Parameters<Letter>) -> Result<String, McpError> {
        const SOURCE: &str = "{{ greeting }},\n\n{{ body }}";
        self.engine
            .render_str(SOURCE, context! { greeting => letter.greeting, body => letter.body })
            .map_err(|_| McpError::internal_error("the message cannot be built", None))
    }
}

//# bad
pub fn report_from_file(path: &std::path::Path, rows: &[u64]) -> anyhow::Result<String> {
    let source = std::fs::read_to_string(path)?;
    let (_front_matter, source) = source.split_once("---\n").unwrap_or(("", &source));
    let template = liquid::ParserBuilder::with_stdlib().build()?.parse(source)?;
    let globals = liquid::object!({ "rows": rows });
    Ok(template.render(&globals)?)
}

//# good
pub fn report(title: &str, rows: &[u64]) -> anyhow::Result<String> {
    let source = "# {{ title }}\n{% for row in rows %}* {{ row }}\n{% endfor %}";
    let template = liquid::ParserBuilder::with_stdlib().build()?.parse(source)?;
    let globals = liquid::object!({ "title": title, "rows": rows });
    Ok(template.render(&globals)?)
}

//# bad
pub fn notify(pattern: Option<String>, user: &str, amount: u32) -> anyhow::Result<String> {
    let mut vars = HashMap::new();
    vars.insert("user".to_string(), user.to_string());
    vars.insert("amount".to_string(), amount.to_string());
    let pattern = pattern.unwrap_or_else(|| "{user} paid {amount}".to_owned());
    Ok(strfmt::strfmt(&pattern, &vars)?)
}

//# good
pub fn notify_fixed(pattern: Option<String>, user: &str, amount: u32) -> anyhow::Result<String> {
    tracing::debug!(?pattern, "own patterns are not supported");
    let pattern = if amount == 0 { "{user} paid nothing" } else { "{user} paid {amount}" };
    let vars =
        HashMap::from([("user".to_string(), user.to_string()), ("amount".to_string(), amount.to_string())]);
    Ok(strfmt::strfmt(pattern, &vars)?)
}

/// A form letter of our own: it knows one hole and no language.
pub struct Letterhead {
    text: &'static str,
}

impl Letterhead {
    pub fn render_str(&self, name: &str, place: &str) -> String {
        self.text.replace("%name%", name).replace("%place%", place)
    }
}

//# good
pub fn address(head: &Letterhead, letter: &Letter) -> String {
    let place = format!("{{{{ {} }}}}", letter.subject);
    head.render_str(&letter.greeting, &place)
}
