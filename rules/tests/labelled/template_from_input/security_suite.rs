//! Variations of one fault: sources, ways that a text takes, and the language that it is read in.

use std::collections::BTreeMap;
use std::io::{BufRead, Read};

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use fancy_regex::Regex as FancyRegex;
use handlebars::Handlebars;
use ldap3::{Ldap, Scope, SearchEntry};
use minijinja::{Environment, context};
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use serde_json::json;
use tera::{Context, Tera};

#[derive(Deserialize)]
pub struct Find {
    username: String,
    text: String,
    template: Option<String>,
}

const GREETING: &str = "Hello {{ name }}";

//# bad
fn first_argument() -> Option<bool> {
    let hay = "a string";
    let variable = std::env::args().nth(1).unwrap_or_default();
    let pattern = format!("foo{variable}bar");
    let regex = Regex::new(&pattern).ok()?;
    Some(regex.is_match(hay))
}

//# good
fn first_argument_escaped() -> Option<bool> {
    let hay = "a string";
    let variable = std::env::args().nth(1).unwrap_or_default();
    let escaped = regex::escape(&variable);
    let pattern = format!("foo{escaped}bar");
    Some(Regex::new(&pattern).ok()?.is_match(hay))
}

//# bad
async fn extractor(Query(find): Query<Find>) -> Result<Json<bool>, StatusCode> {
    let pattern = String::from("^") + &find.username + "=(.*?)$";
    let regex = FancyRegex::new(&pattern).map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(Json(regex.is_match(&find.text).unwrap_or(false)))
}

//# good
async fn extractor_as_haystack(Query(find): Query<Find>) -> Result<Json<bool>, StatusCode> {
    let regex = FancyRegex::new(r"^(?!admin)\w{3,20}$").map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(regex.is_match(&find.username).unwrap_or(false)))
}

//# good
async fn with_limits(Query(find): Query<Find>) -> Result<Json<usize>, StatusCode> {
    let regex = RegexBuilder::new(&find.username)
        .size_limit(1 << 16)
        .dfa_size_limit(1 << 16)
        .build()
        .map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(Json(regex.find_iter(&find.text).count()))
}

//# bad
fn environment() -> Result<String, tera::Error> {
    let template = std::env::var("GREETING").unwrap_or_else(|_| GREETING.to_owned());
    let mut context = Context::new();
    context.insert("name", "Ada");
    Tera::one_off(&template, &context, true)
}

//# good
fn environment_in_the_context() -> Result<String, tera::Error> {
    let name = std::env::var("USER").unwrap_or_default();
    let mut context = Context::new();
    context.insert("name", &name);
    Tera::one_off(GREETING, &context, true)
}

//# bad
async fn handlebars_in_steps(Json(find): Json<Find>) -> Result<String, StatusCode> {
    let registry = Handlebars::new();
    let body = match find.template {
        Some(template) => template,
        None => format!("Dear {}, {{{{ message }}}}", find.username),
    };
    registry
        .render_template(&body, &json!({ "message": "welcome" }))
        .map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)
}

//# good
async fn handlebars_by_name(Json(find): Json<Find>) -> Result<String, StatusCode> {
    let mut registry = Handlebars::new();
    let added = registry.register_template_string("greeting", GREETING);
    added.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let body = format!("{{{{ {} }}}}", find.username);
    let data = json!({ "name": find.username, "message": body });
    registry.render("greeting", &data).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)
}

//# bad
fn standard_input() -> Result<String, minijinja::Error> {
    let mut source = String::new();
    let _ = std::io::stdin().read_to_string(&mut source);
    let mut environment = Environment::new();
    environment.add_template_owned("mail", source)?;
    environment.get_template("mail")?.render(context! { name => "Ada" })
}

//# good
fn standard_input_as_value() -> Result<String, minijinja::Error> {
    let name = std::io::stdin().lock().lines().next().and_then(Result::ok).unwrap_or_default();
    let mut environment = Environment::new();
    environment.add_template("mail", "Hello {{ name }}, here is your mail")?;
    environment.get_template("mail")?.render(context! { name })
}

//# bad
async fn directory(ldap: &mut Ldap, Path(user): Path<String>) -> ldap3::result::Result<usize> {
    let filter = format!("(&(objectClass=person)(uid={user}))");
    let (entries, _) =
        ldap.search("ou=people,dc=example,dc=com", Scope::Subtree, &filter, vec!["cn"]).await?.success()?;
    Ok(entries.into_iter().map(SearchEntry::construct).count())
}

//# good
async fn directory_escaped(ldap: &mut Ldap, Path(user): Path<String>) -> ldap3::result::Result<usize> {
    let user = ldap3::ldap_escape(user);
    let filter = format!("(&(objectClass=person)(uid={user}))");
    let (entries, _) =
        ldap.search("ou=people,dc=example,dc=com", Scope::Subtree, &filter, vec!["cn"]).await?.success()?;
    Ok(entries.len())
}

//# bad
fn xpath(document: &sxd_document::dom::Document<'_>, user: &str) -> Option<String> {
    let expression = "/users/user[@name='".to_string() + user + "']/mail/text()";
    let value = sxd_xpath::evaluate_xpath(document, &expression).ok()?;
    Some(value.string())
}

//# good
fn xpath_with_a_variable(document: &sxd_document::dom::Document<'_>, user: &str) -> Option<String> {
    let factory = sxd_xpath::Factory::new();
    let xpath = factory.build("/users/user[@name=$name]/mail/text()").ok()??;
    let mut context = sxd_xpath::Context::new();
    context.set_variable("name", user);
    Some(xpath.evaluate(&context, document.root()).ok()?.string())
}

//# bad
fn lua_from_a_socket(mut stream: std::net::TcpStream) -> mlua::Result<i64> {
    let mut bytes = Vec::new();
    let _ = stream.by_ref().take(4096).read_to_end(&mut bytes);
    let lua = mlua::Lua::new();
    lua.globals().set("limit", 10)?;
    lua.load(&bytes[..]).eval()
}

//# good
fn lua_with_a_global(mut stream: std::net::TcpStream) -> mlua::Result<i64> {
    let mut text = String::new();
    let _ = stream.by_ref().take(4096).read_to_string(&mut text);
    let lua = mlua::Lua::new();
    lua.globals().set("text", text)?;
    lua.load("return #text").eval()
}

//# bad
async fn http_response(names: BTreeMap<String, u32>) -> Result<i64, Box<dyn std::error::Error>> {
    let formula = reqwest::get("https://formulas.example.com/bonus").await?.text().await?;
    let mut scope = rhai::Scope::new();
    for (name, value) in names {
        scope.push(name, i64::from(value));
    }
    let script = ["let base = 100;", formula.trim()].join("\n");
    Ok(rhai::Engine::new().eval_with_scope::<i64>(&mut scope, &script)?)
}

//# good
async fn strict_arms(Path(kind): Path<String>, Json(find): Json<Find>) -> Result<String, StatusCode> {
    let template = match kind.as_str() {
        "short" => "Hi {{ name }}",
        "long" => "Good day, dear {{ name }}",
        _ => return Err(StatusCode::NOT_FOUND),
    };
    let registry = Handlebars::new();
    registry
        .render_template(template, &json!({ "name": find.username }))
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# bad
fn joined_words(words: &[String]) -> Vec<bool> {
    let alternatives: Vec<_> = words.iter().map(|word| format!("(?:{})", word.trim())).collect();
    match FancyRegex::new(&alternatives.join("|")) {
        Ok(regex) => words.iter().map(|word| regex.is_match(word).unwrap_or_default()).collect(),
        Err(_) => Vec::new(),
    }
}

//# good
fn joined_escaped_words(words: &[String]) -> Vec<bool> {
    let alternatives: Vec<_> = words.iter().map(|word| fancy_regex::escape(word)).collect();
    match FancyRegex::new(&alternatives.join("|")) {
        Ok(regex) => words.iter().map(|word| regex.is_match(word).unwrap_or_default()).collect(),
        Err(_) => Vec::new(),
    }
}
