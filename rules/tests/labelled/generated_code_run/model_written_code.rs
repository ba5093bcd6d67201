//! Agents whose model writes code, queries and formulas.

use std::process::Stdio;

use anyhow::{Context, Result, anyhow, bail, ensure};
use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_openai::types::CreateChatCompletionRequest;
use boa_engine::{Context as Js, Source};
use mlua::{Lua, LuaOptions, StdLib};
use pyo3::prelude::*;
use rhai::{AST, Engine, Scope};
use rig::agent::Agent;
use rig::completion::Prompt;
use rig::providers::openai::CompletionModel;
use serde::Deserialize;
use sqlx::PgPool;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

#[derive(Deserialize)]
pub struct Answer {
    code: String,
    language: Language,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    Python,
    Rhai,
}

#[derive(Deserialize)]
#[serde(tag = "step", rename_all = "lowercase")]
pub enum Step {
    Add { a: i64, b: i64 },
    Negate { a: i64 },
}

fn code_block(text: &str) -> Option<&str> {
    text.split("```").nth(1)
}

//# bad
pub async fn calculate(agent: &Agent<CompletionModel>, question: &str) -> Result<f64> {
    let script = agent.prompt(question).await?;
    let engine = Engine::new();
    engine.eval::<f64>(&script).map_err(|e| anyhow!("{e}"))
}

//# bad
pub async fn solve(client: &Client<OpenAIConfig>, request: CreateChatCompletionRequest) -> Result<String> {
    let response = client.chat().create(request).await?;
    let text = response.choices.into_iter().next().and_then(|c| c.message.content).context("no answer")?;
    let code = text.split("```python").nth(1).and_then(|rest| rest.split("```").next()).unwrap_or(&text);
    let output = Command::new("python3").arg("-c").arg(code).output().await?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

//# bad
/// Answers a question of the management from the database.
pub async fn report(agent: &Agent<CompletionModel>, pool: &PgPool, question: &str) -> Result<usize> {
    let answer = agent.prompt(question).await?;
    let query = answer.trim().trim_start_matches("```sql").trim_end_matches("```").to_owned();
    ensure!(query.len() < 4000, "the query is too long");
    let rows = sqlx::query(&query).fetch_all(pool).await?;
    Ok(rows.len())
}

//# bad
/// Tries again with the error until the script runs.
pub async fn until_it_runs(agent: &Agent<CompletionModel>, task: &str) -> Result<String> {
    let lua = Lua::new();
    let mut wish = task.to_owned();
    for _ in 0..3 {
        let reply = agent.prompt(wish.as_str()).await?;
        let Some(chunk) = code_block(&reply) else { continue };
        match lua.load(chunk).set_name("draft").eval::<String>() {
            Ok(value) => return Ok(value),
            Err(error) => wish = error.to_string(),
        }
    }
    bail!("no draft ran")
}

//# bad
pub async fn run_answer(answer: Answer) -> Result<()> {
    let (program, suffix) = match answer.language {
        Language::Python => ("python3", ".py"),
        Language::Rhai => ("rhai-run", ".rhai"),
    };
    let file = tempfile::Builder::new().suffix(suffix).tempfile()?;
    tokio::fs::write(file.path(), &answer.code).await?;
    let status = Command::new(program).arg(file.path()).stdin(Stdio::null()).status().await?;
    ensure!(status.success(), "the code failed");
    Ok(())
}

//# bad
pub async fn pipe_into_node(agent: &Agent<CompletionModel>, wish: &str) -> Result<String> {
    let program = agent.prompt(wish).await?;
    let mut child = Command::new("node").arg("-").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut stdin = child.stdin.take().context("a pipe was asked for")?;
    stdin.write_all(program.as_bytes()).await?;
    drop(stdin);
    let output = child.wait_with_output().await?;
    Ok(String::from_utf8(output.stdout)?)
}

//# bad
pub fn transform(reply: &str, rows: Vec<i64>) -> PyResult<Vec<i64>> {
    let body = reply.lines().map(|line| format!("    {line}\n")).collect::<String>();
    let module = format!("def transform(rows):\n{body}");
    let module = std::ffi::CString::new(module)?;
    Python::with_gil(|py| {
        let module = PyModule::from_code(py, &module, c"draft.py", c"draft")?;
        module.getattr("transform")?.call1((rows,))?.extract()
    })
}

//# good
pub async fn calculate_steps(agent: &Agent<CompletionModel>, question: &str) -> Result<i64> {
    let answer = agent.prompt(question).await?;
    let steps: Vec<Step> = serde_json::from_str(&answer)?;
    steps.iter().try_fold(0_i64, |value, step| match step {
        Step::Add { a, b } => a.checked_add(*b).and_then(|sum| sum.checked_add(value)).context("too large"),
        Step::Negate { a } => a.checked_neg().context("too large"),
    })
}

//# good
pub async fn show_code(agent: &Agent<CompletionModel>, wish: &str) -> Result<String> {
    let answer = agent.prompt(wish).await?;
    let code = code_block(&answer).context("no code in the answer")?;
    syn::parse_file(code).map_err(|e| anyhow!("the draft does not parse: {e}"))?;
    Ok(format!("python3 -c would run:\n{code}"))
}

//# good
/// The script is part of the program; the model's words are a value in it.
pub async fn score(agent: &Agent<CompletionModel>, engine: &Engine, text: &str) -> Result<i64> {
    let words = agent.prompt(text).await?;
    let mut scope = Scope::new();
    scope.push("words", words);
    let script = "words.split(' ').len() * 2";
    engine.eval_with_scope::<i64>(&mut scope, script).map_err(|e| anyhow!("{e}"))
}

//# good
pub async fn named_report(agent: &Agent<CompletionModel>, pool: &PgPool, question: &str) -> Result<i64> {
    let answer = agent.prompt(question).await?;
    let query = match answer.trim().to_lowercase().as_str() {
        "orders" => "SELECT count(*) FROM orders",
        "customers" => "SELECT count(*) FROM customers",
        other => bail!("there is no report {other}"),
    };
    Ok(sqlx::query_scalar(query).fetch_one(pool).await?)
}

//# good
pub async fn remember(agent: &Agent<CompletionModel>, pool: &PgPool, question: &str) -> Result<()> {
    let answer = agent.prompt(question).await?;
    sqlx::query("INSERT INTO answers (question, answer) VALUES ($1, $2)")
        .bind(question)
        .bind(answer)
        .execute(pool)
        .await?;
    Ok(())
}

//# good
pub fn startup_script(name: &str) -> Result<Lua> {
    let lua = Lua::new_with(StdLib::STRING | StdLib::TABLE, LuaOptions::default())?;
    lua.globals().set("name", name)?;
    lua.load(include_str!("startup.lua")).exec()?;
    Ok(lua)
}

//# good
pub fn version_of_engine() -> Result<String> {
    let mut js = Js::default();
    let value = js.eval(Source::from_bytes("1 + 1")).map_err(|e| anyhow!("{e}"))?;
    Ok(value.display().to_string())
}

//# good
pub async fn formatted(answer: &Answer) -> Result<String> {
    let mut child =
        Command::new("rustfmt").arg("--emit=stdout").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut stdin = child.stdin.take().context("a pipe was asked for")?;
    stdin.write_all(answer.code.as_bytes()).await?;
    drop(stdin);
    Ok(String::from_utf8(child.wait_with_output().await?.stdout)?)
}

//# good
pub fn call_rule(engine: &Engine, rules: &AST, name: &str, value: i64) -> Result<bool> {
    ensure!(["discount", "shipping"].contains(&name), "there is no rule {name}");
    engine.call_fn(&mut Scope::new(), rules, name, (value,)).map_err(|e| anyhow!("{e}"))
}
