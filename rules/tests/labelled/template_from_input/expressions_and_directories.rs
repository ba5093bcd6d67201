//! Where a text becomes a program of some kind: patterns, scripts, XPath, filters of LDAP.

use std::collections::BTreeMap;
use std::io::Read;

use anyhow::{Context, Result, anyhow, ensure};
use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use evalexpr::{ContextWithMutableVariables, HashMapContext, eval_with_context};
use fancy_regex::Regex as Backtracking;
use ldap3::{LdapConn, Scope, SearchEntry, ldap_escape};
use mlua::Lua;
use regex::RegexBuilder;
use rhai::{AST, Engine, Scope as Names};
use serde::Deserialize;
use sxd_xpath::{Factory, Value, evaluate_xpath};

#[derive(Deserialize)]
pub struct Find {
    pattern: String,
    text: String,
}

#[derive(Deserialize)]
pub struct Login {
    user: String,
    department: Option<String>,
}

#[derive(Deserialize)]
pub struct Price {
    formula: String,
    pieces: i64,
}

pub struct Rules {
    ast: AST,
    engine: Engine,
}

//# bad
pub async fn matches(Query(find): Query<Find>) -> Result<Json<bool>, StatusCode> {
    let regex = fancy_regex::Regex::new(&find.pattern).map_err(|_| StatusCode::BAD_REQUEST)?;
    regex.is_match(&find.text).map(Json).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)
}

//# bad
pub fn whole_words(words: &[String], text: &str) -> Result<usize> {
    let alternatives = words.join("|");
    let pattern = format!(r"(?<!\w)(?:{alternatives})(?!\w)");
    let regex = Backtracking::new(&pattern)?;
    Ok(regex.find_iter(text).filter_map(Result::ok).count())
}

//# bad
pub fn member(ldap: &mut LdapConn, login: &Login) -> Result<bool> {
    let mut filter = String::from("(&(objectClass=person)(uid=");
    filter.push_str(&login.user);
    filter.push(')');
    if let Some(department) = &login.department {
        filter += &format!("(ou={department})");
    }
    filter.push(')');
    let (entries, _) =
        ldap.search("ou=people,dc=example", Scope::Subtree, &filter, vec!["uid"])?.success()?;
    Ok(!entries.is_empty())
}

//# bad
pub fn title_of(document: &sxd_document::Package, id: &str) -> Result<String> {
    let document = document.as_document();
    let path = "//book[@id='".to_owned() + id + "']/title";
    match evaluate_xpath(&document, &path)? {
        Value::String(text) => Ok(text),
        other => Ok(other.string()),
    }
}

//# bad
pub async fn price(Json(price): Json<Price>) -> Result<Json<f64>, StatusCode> {
    let mut context = HashMapContext::new();
    let pieces = evalexpr::Value::Int(price.pieces);
    context.set_value("pieces".into(), pieces).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let total = eval_with_context(&price.formula, &context).and_then(|value| value.as_number());
    total.map(Json).map_err(|_| StatusCode::BAD_REQUEST)
}

//# bad
pub fn run_from_stdin(lua: &Lua) -> Result<String> {
    let mut chunk = String::new();
    std::io::stdin().take(1 << 16).read_to_string(&mut chunk)?;
    let wrapped = format!("return (function() {chunk} end)()");
    lua.load(wrapped).eval::<String>().map_err(|e| anyhow!("{e}"))
}

//# bad
/// Evaluates the conditions that are kept with each alert.
pub fn fired(engine: &Engine, alerts: &BTreeMap<String, String>, load: f64) -> Vec<String> {
    let mut names = Names::new();
    names.push("load", load);
    let mut fired = Vec::new();
    for (name, condition) in alerts {
        let script = ["fn check(load) { ", condition.trim_end_matches(';'), " }"].concat();
        let Ok(ast) = engine.compile(&script) else { continue };
        if engine.call_fn::<bool>(&mut names, &ast, "check", (load,)).unwrap_or(false) {
            fired.push(name.clone());
        }
    }
    fired
}

//# good
pub async fn matches_linear(Query(find): Query<Find>) -> Result<Json<bool>, StatusCode> {
    let regex = RegexBuilder::new(&find.pattern)
        .size_limit(1 << 18)
        .dfa_size_limit(1 << 18)
        .build()
        .map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(Json(regex.is_match(&find.text)))
}

//# good
pub fn quoted_words(words: &[String], text: &str) -> Result<usize> {
    let alternatives = words.iter().map(|word| fancy_regex::escape(word).into_owned()).collect::<Vec<_>>();
    let regex = Backtracking::new(&format!(r"(?<!\w)(?:{})(?!\w)", alternatives.join("|")))?;
    Ok(regex.find_iter(text).filter_map(Result::ok).count())
}

//# good
pub fn found(ldap: &mut LdapConn, login: &Login) -> Result<Option<SearchEntry>> {
    let filter = format!("(&(objectClass=person)(uid={}))", ldap_escape(&login.user));
    let (entries, _) =
        ldap.search("ou=people,dc=example", Scope::OneLevel, &filter, vec!["cn"])?.success()?;
    Ok(entries.into_iter().next().map(SearchEntry::construct))
}

//# good
pub fn titles_after(document: &sxd_document::Package, year: &str) -> Result<f64> {
    let year: u16 = year.parse()?;
    let expression = format!("count(//book[@year > {year}])");
    let xpath = Factory::new().build(&expression)?.context("an empty path")?;
    let context = sxd_xpath::Context::new();
    Ok(xpath.evaluate(&context, document.as_document().root())?.number())
}

//# good
pub async fn decide(
    State(rules): State<std::sync::Arc<Rules>>,
    Json(login): Json<Login>,
) -> Result<Json<bool>, StatusCode> {
    let mut names = Names::new();
    names.push("user", login.user);
    let verdict = rules.engine.eval_ast_with_scope::<bool>(&mut names, &rules.ast);
    verdict.map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# good
pub fn calls_lua(lua: &Lua, text: &str) -> mlua::Result<usize> {
    lua.globals().set("text", text)?;
    lua.load("return #text:gsub('%s+', ' ')").set_name("squeeze").eval()
}

//# good
pub fn is_zip_code(text: &str) -> Result<bool> {
    let pattern = r"^(?=\d{5}$)(?!00000)\d+$";
    let regex = Backtracking::new(pattern)?;
    Ok(regex.is_match(text)?)
}

//# good
pub fn net_price(formula: &str, pieces: i64) -> Result<i64> {
    let factor: i64 = formula.strip_prefix("pieces * ").context("only products are known")?.trim().parse()?;
    ensure!((1..=1000).contains(&factor), "{formula} is out of range");
    let value = evalexpr::eval_int(&format!("{} * {factor}", pieces.clamp(0, 10_000)))?;
    Ok(value)
}
