//! Mails and pages from tera, handlebars, minijinja and liquid.

use std::collections::HashMap;
use std::fs;
use std::sync::{Arc, LazyLock};

use actix_web::{HttpResponse, post, web};
use anyhow::{Context as _, Result, bail};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Html;
use handlebars::Handlebars;
use liquid::ParserBuilder;
use minijinja::{Environment, context};
use serde::{Deserialize, Serialize};
use tera::{Context, Tera};

static PAGES: LazyLock<Tera> =
    LazyLock::new(|| Tera::new("templates/**/*.html").expect("the templates are valid"));

#[derive(Clone)]
pub struct App {
    engine: Arc<Handlebars<'static>>,
}

#[derive(Deserialize, Serialize)]
pub struct Mail {
    to: String,
    subject: String,
    body: String,
}

#[derive(Deserialize)]
pub struct Campaign {
    greeting: Option<String>,
    customers: Vec<Customer>,
}

#[derive(Deserialize, Serialize, Clone)]
pub struct Customer {
    name: String,
    points: u32,
}

//# bad
pub async fn preview(Json(mail): Json<Mail>) -> Result<Html<String>, StatusCode> {
    let context = Context::from_serialize(&mail).map_err(|_| StatusCode::BAD_REQUEST)?;
    Tera::one_off(&mail.body, &context, true).map(Html).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)
}

//# bad
#[post("/campaign")]
pub async fn campaign(campaign: web::Json<Campaign>) -> actix_web::Result<HttpResponse> {
    let greeting = campaign.greeting.as_deref().unwrap_or("Dear {{name}}");
    let source = greeting.to_owned() + ",\n\nyou have {{points}} points.";
    let handlebars = Handlebars::new();
    let letters = campaign
        .customers
        .iter()
        .map(|customer| handlebars.render_template(&source, customer))
        .collect::<Result<Vec<_>, _>>()
        .map_err(actix_web::error::ErrorBadRequest)?;
    Ok(HttpResponse::Ok().json(letters))
}

//# bad
pub fn subject_line(env: &Environment<'_>, mail: &Mail) -> Result<String, minijinja::Error> {
    let prefix = "{{ shop }}: ";
    let template = format!("{prefix}{}", mail.subject.trim());
    env.render_str(&template, context! { shop => "Garden", to => mail.to })
}

//# bad
pub fn register_all(overrides: HashMap<String, String>) -> Result<Tera> {
    let mut tera = Tera::default();
    tera.add_raw_template("base", "<main>{% block main %}{% endblock %}</main>")?;
    for (name, text) in overrides {
        let text = text.replace("\r\n", "\n");
        let extended = ["{% extends \"base\" %}{% block main %}", &text, "{% endblock %}"].join("");
        tera.add_raw_template(&name, &extended)?;
    }
    Ok(tera)
}

//# bad
pub fn render_argument() -> Result<String> {
    let source = std::env::args().nth(1).context("no template was given")?;
    let parser = ParserBuilder::with_stdlib().build()?;
    let template = parser.parse(&source)?;
    Ok(template.render(&liquid::object!({ "version": env!("CARGO_PKG_VERSION") }))?)
}

//# good
pub async fn thanks(
    State(app): State<App>,
    Json(customer): Json<Customer>,
) -> Result<Html<String>, StatusCode> {
    let text = app
        .engine
        .render_template("Thank you, {{name}}: {{points}} points.", &customer)
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Html(text))
}

//# good
/// The page's name picks among the templates that were loaded at the start.
pub async fn page(Path(name): Path<String>) -> Result<Html<String>, StatusCode> {
    let mut context = Context::new();
    context.insert("title", &name);
    let file = match name.as_str() {
        "about" => "about.html",
        "terms" => "terms.html",
        _ => "missing.html",
    };
    PAGES.render(file, &context).map(Html).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# good
pub fn letter(env: &Environment<'_>, mail: &Mail) -> Result<String> {
    let body = format!("{}\n-- \nsent with {{care}}", mail.body);
    let template = env.get_template("letter.txt")?;
    Ok(template.render(context! { body, subject => mail.subject })?)
}

//# good
pub fn receipt(items: &[String], language: &str) -> Result<String> {
    let source = match language {
        "de" => include_str!("receipt.de.hbs"),
        "fr" => include_str!("receipt.fr.hbs"),
        _ => include_str!("receipt.en.hbs"),
    };
    Ok(Handlebars::new().render_template(source, &HashMap::from([("items", items)]))?)
}

//# good
pub fn with_footer(customer: &Customer) -> Result<String> {
    const FOOTER: &str = "You get this because you are {{ name }}.";
    let source = format!("Hello {{{{ name }}}}!\n{FOOTER}");
    let context = Context::from_serialize(customer)?;
    Ok(Tera::one_off(&source, &context, true)?)
}

pub struct Board {
    lines: Vec<String>,
}

impl Board {
    fn render_template(&mut self, text: &str) -> usize {
        self.lines.push(text.to_owned());
        self.lines.len()
    }

    //# good
    pub fn put(&mut self, message: &str) -> Result<usize> {
        if message.len() > 80 {
            bail!("a line has 80 characters at most");
        }
        Ok(self.render_template(message))
    }
}

//# good
pub fn check_template(name: &str, context: &Context) -> Result<usize> {
    let expected = format!("{name}: {{{{ value }}}}");
    fs::write("target/last-template.txt", &expected)?;
    let rendered = Tera::one_off("{{ value }}", context, false)?;
    Ok(rendered.len() + expected.len())
}
