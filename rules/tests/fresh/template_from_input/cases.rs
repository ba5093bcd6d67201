//! Templates, scripts, patterns and expressions: from a caller, and fixed.

use std::collections::HashMap;
use std::env;
use std::fs;
use std::io::{self, Read};

use actix_web::{HttpResponse, web};
use axum::extract::{Path, Query, State};
use axum::response::Html;
use axum::{Form, Json};
use fancy_regex::Regex as FancyRegex;
use handlebars::Handlebars;
use ldap3::{LdapConn, Scope, SearchEntry, ldap_escape};
use minijinja::{Environment, context};
use mlua::Lua;
use regex::{Regex, RegexBuilder};
use rhai::{AST, Engine, Scope as RhaiScope};
use serde::Deserialize;
use serde_json::json;
use tera::{Context, Tera};

#[derive(Deserialize)]
struct Greeting {
    template: String,
    name: String,
}

#[derive(Deserialize)]
struct Filter {
    expression: String,
    limit: usize,
}

//# bad
async fn one_off(Form(form): Form<Greeting>) -> Result<Html<String>, String> {
    let mut context = Context::new();
    context.insert("name", &form.name);
    Tera::one_off(&form.template, &context, true).map(Html).map_err(|error| error.to_string())
}

//# bad
fn name_inside_template(handlebars: &Handlebars<'_>, name: &str) -> Result<String, handlebars::RenderError> {
    let source = format!("<p>Dear {name},</p>{{{{> footer}}}}");
    handlebars.render_template(&source, &json!({}))
}

//# bad
async fn minijinja_body(body: String) -> HttpResponse {
    let env = Environment::new();
    match env.render_str(&body, context! { site => "Orchard" }) {
        Ok(page) => HttpResponse::Ok().body(page),
        Err(_) => HttpResponse::BadRequest().finish(),
    }
}

//# bad
fn rhai_argument() -> Result<i64, Box<rhai::EvalAltResult>> {
    let expression = env::args().nth(1).unwrap_or_else(|| "1 + 1".to_owned());
    Engine::new().eval::<i64>(&expression)
}

//# bad
fn lua_from_stdin() -> anyhow::Result<()> {
    let mut script = String::new();
    io::stdin().read_to_string(&mut script)?;
    let lua = Lua::new();
    lua.load(script.trim()).exec()?;
    Ok(())
}

//# bad
fn ldap_login(ldap: &mut LdapConn, user: &str) -> ldap3::result::Result<Option<SearchEntry>> {
    let filter = "(&(objectClass=person)(uid=".to_owned() + user + "))";
    let (entries, _) =
        ldap.search("ou=people,dc=example,dc=org", Scope::Subtree, &filter, vec!["cn"])?.success()?;
    Ok(entries.into_iter().next().map(SearchEntry::construct))
}

//# bad
async fn backtracking(Query(filter): Query<Filter>, State(lines): State<Vec<String>>) -> Json<Vec<String>> {
    let Ok(pattern) = FancyRegex::new(&filter.expression) else { return Json(Vec::new()) };
    let found = lines.into_iter().filter(|line| pattern.is_match(line).unwrap_or(false)).take(filter.limit);
    Json(found.collect())
}

//# bad
fn xpath_over_users(
    document: &sxd_document::dom::Document<'_>,
    login: &str,
) -> Result<String, sxd_xpath::Error> {
    let expression = format!("//user[login/text()='{login}']/home/text()");
    Ok(sxd_xpath::evaluate_xpath(document, &expression)?.string())
}

//# bad
fn registered_from_map(
    texts: HashMap<String, String>,
) -> Result<Handlebars<'static>, handlebars::TemplateError> {
    let mut registry = Handlebars::new();
    for (name, text) in &texts {
        let text = text.trim();
        registry.register_template_string(name, text)?;
    }
    Ok(registry)
}

//# bad
fn compiled_rule(engine: &Engine, filter: Filter) -> Result<(AST, usize), rhai::ParseError> {
    let Filter { expression, limit } = filter;
    let mut source = String::from("fn keep(row) { ");
    source.push_str(&expression);
    source.push_str(" }");
    let tree = engine.compile(&source)?;
    Ok((tree, limit))
}

//# bad
async fn remote_layout(client: &reqwest::Client) -> anyhow::Result<String> {
    let layout = client.get("https://themes.example.com/layout").send().await?.text().await?;
    let mut tera = Tera::default();
    let pieces = [("layout", layout.as_str()), ("empty", "")];
    for (name, piece) in pieces {
        tera.add_raw_template(name, piece)?;
    }
    Ok(tera.render("layout", &Context::new())?)
}

//# bad
fn mail_subject(customer: &str, product: &str) -> anyhow::Result<String> {
    let mut env = Environment::new();
    let parts = vec!["Hello ", customer, ", your {{ product }} is ready"];
    let subject = parts.concat();
    env.add_template_owned("subject", subject)?;
    Ok(env.get_template("subject")?.render(context! { product })?)
}

//# good
async fn file_template(State(tera): State<Tera>, Form(form): Form<Greeting>) -> Result<Html<String>, String> {
    let mut context = Context::new();
    context.insert("name", &form.name);
    context.insert("template", &form.template);
    tera.render("greeting.html", &context).map(Html).map_err(|error| error.to_string())
}

//# good
fn typed_hole(handlebars: &Handlebars<'_>, name: &str) -> Result<String, handlebars::RenderError> {
    handlebars.render_template("<p>Dear {{name}},</p>", &json!({ "name": name }))
}

//# good
async fn which_page(State(tera): State<Tera>, Path(page): Path<String>) -> Html<String> {
    let file = match page.as_str() {
        "about" => "about.html",
        "contact" => "contact.html",
        _ => "missing.html",
    };
    Html(tera.render(file, &Context::new()).unwrap_or_default())
}

//# good
fn values_in_scope(engine: &Engine, amount: i64, customer: String) -> Result<i64, Box<rhai::EvalAltResult>> {
    let mut scope = RhaiScope::new();
    scope.push("amount", amount);
    scope.push("customer", customer);
    engine.eval_with_scope::<i64>(&mut scope, "if customer == \"\" { 0 } else { amount * 2 }")
}

//# good
fn lua_global(value: &str) -> mlua::Result<String> {
    let lua = Lua::new();
    lua.globals().set("value", value)?;
    lua.load("return string.upper(value)").eval()
}

//# good
fn ldap_lookup(ldap: &mut LdapConn, user: &str) -> ldap3::result::Result<usize> {
    let filter = format!("(uid={})", ldap_escape(user));
    let (entries, _) =
        ldap.search("ou=people,dc=example,dc=org", Scope::OneLevel, &filter, vec!["cn"])?.success()?;
    Ok(entries.len())
}

//# good
fn linear_time(filter: &Filter, lines: &[String]) -> Result<Vec<String>, regex::Error> {
    let pattern = RegexBuilder::new(&filter.expression).size_limit(1 << 16).build()?;
    Ok(lines.iter().filter(|line| pattern.is_match(line)).cloned().collect())
}

//# good
fn quoted_in_pattern(word: &str, text: &str) -> Result<usize, fancy_regex::Error> {
    let pattern = FancyRegex::new(&format!(r"(?<!\w){}(?!\w)", fancy_regex::escape(word)))?;
    Ok(pattern.find_iter(text).count())
}

//# good
fn dates_in(text: &str) -> Vec<&str> {
    let pattern = Regex::new(r"\d{4}-\d{2}-\d{2}").expect("a fixed pattern");
    pattern.find_iter(text).map(|found| found.as_str()).collect()
}

//# good
fn built_in_layout(title: &str) -> anyhow::Result<String> {
    let mut tera = Tera::default();
    tera.add_raw_template("layout", include_str!("layout.html"))?;
    let mut context = Context::new();
    context.insert("title", title);
    Ok(tera.render("layout", &context)?)
}

struct Plan {
    steps: Vec<String>,
}

impl Plan {
    fn compile(&mut self, step: &str) -> &mut Self {
        self.steps.push(step.to_lowercase());
        self
    }
}

//# good
fn cooking_plan(plan: &mut Plan, steps: Vec<String>) {
    for step in steps {
        plan.compile(&format!("then {step}"));
    }
}

//# good
async fn preview_as_text(web::Json(greeting): web::Json<Greeting>) -> std::io::Result<HttpResponse> {
    let env = Environment::new();
    let source = fs::metadata("preview.j2").map(|_| "{{ template }} for {{ name }}")?;
    let page = env.render_str(source, context! { template => greeting.template, name => greeting.name });
    Ok(HttpResponse::Ok().content_type("text/plain").body(page.unwrap_or_default()))
}
