//! Plugins, playgrounds and consoles: code that comes with a request, a message or from a folder.

use std::collections::HashMap;
use std::path::Path;

use actix_web::{HttpResponse, post, web};
use anyhow::{Result, bail, ensure};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use ed25519_dalek::{Signature, VerifyingKey};
use portcullis::BoundedString;
use portcullis::prelude::*;
use rhai::{Engine as Rhai, Scope};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, schemars, tool, tool_router};
use rusqlite::Connection;
use serde::Deserialize;
use wasmtime::{Engine, Instance, Linker, Module, Store};

static CLOCK: &[u8] = include_bytes!("clock.wasm");

#[derive(Clone)]
pub struct App {
    engine: Engine,
    key: VerifyingKey,
}

#[derive(Deserialize, schemars::JsonSchema)]
pub struct Snippet {
    language: String,
    source: String,
}

#[derive(Deserialize)]
pub struct Signed {
    module: Vec<u8>,
    signature: Vec<u8>,
}

//# bad
pub async fn run_module(State(app): State<App>, body: Bytes) -> Result<String, StatusCode> {
    let module = wasmtime::Module::new(&app.engine, &body).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)?;
    let mut store = Store::new(&app.engine, ());
    let instance = Instance::new(&mut store, &module, &[]).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)?;
    let run = instance
        .get_typed_func::<(), i32>(&mut store, "run")
        .map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)?;
    run.call(&mut store, ()).map(|value| value.to_string()).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)
}

//# bad
#[post("/playground")]
pub async fn playground(snippet: web::Json<Snippet>) -> actix_web::Result<HttpResponse> {
    let Snippet { source, .. } = snippet.into_inner();
    let value = web::block(move || {
        let mut engine = Rhai::new();
        engine.set_max_operations(100_000);
        let source = source.replace("\t", "    ");
        engine.eval::<String>(source.as_str()).map_err(|e| e.to_string())
    })
    .await?;
    Ok(HttpResponse::Ok().json(value))
}

//# bad
pub async fn upload(State(app): State<App>, mut form: Multipart) -> Result<StatusCode, StatusCode> {
    let mut parts = HashMap::new();
    while let Some(field) = form.next_field().await.map_err(|_| StatusCode::BAD_REQUEST)? {
        let name = field.name().unwrap_or("module").to_owned();
        parts.insert(name, field.bytes().await.map_err(|_| StatusCode::BAD_REQUEST)?);
    }
    let wasm = parts.remove("module").ok_or(StatusCode::BAD_REQUEST)?;
    let linker = Linker::<()>::new(&app.engine);
    let module = Module::from_binary(&app.engine, wasm.as_ref()).map_err(|_| StatusCode::BAD_REQUEST)?;
    let mut store = Store::new(&app.engine, ());
    linker.instantiate(&mut store, &module).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)?;
    Ok(StatusCode::CREATED)
}

//# bad
/// Evaluates an expression of the agent.
#[capability(read, timeout = "1s")]
fn evaluate(call: &Call, expression: BoundedString<500>) -> Result<i64, EvaluateFailure> {
    call.note("characters", expression.len());
    let engine = Rhai::new_raw();
    let ast = engine.compile_expression(expression.as_str()).map_err(|_| EvaluateFailure::Faulty)?;
    engine.eval_ast::<i64>(&ast).map_err(|_| EvaluateFailure::Faulty)
}

#[failure]
enum EvaluateFailure {
    #[public("the expression is faulty")]
    Faulty,
}

#[derive(Clone)]
pub struct Console;

#[tool_router]
impl Console {
    //# bad
    #[tool(description = "Runs a snippet")]
    async fn run(&self, Parameters(snippet): Parameters<Snippet>) -> Result<String, McpError> {
        let flag = match snippet.language.as_str() {
            "ruby" | "perl" => "-e",
            "python3" => "-c",
            _ => return Err(McpError::invalid_params("an unknown language", None)),
        };
        let args = [flag, snippet.source.as_str()];
        let output = tokio::process::Command::new("/usr/bin/env")
            .arg(&snippet.language)
            .args(args)
            .output()
            .await
            .map_err(|e| McpError::internal_error(e.to_string(), None))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    //# bad
    #[tool(description = "Asks the notes with SQL")]
    async fn ask(&self, Parameters(snippet): Parameters<Snippet>) -> Result<String, McpError> {
        let failed = |e: rusqlite::Error| McpError::internal_error(e.to_string(), None);
        let db = Connection::open("notes.db").map_err(failed)?;
        let mut statement = db.prepare(&snippet.source).map_err(failed)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).map_err(failed)?;
        Ok(rows.filter_map(Result::ok).collect::<Vec<_>>().join("\n"))
    }

    //# good
    #[tool(description = "Counts the lines of a snippet")]
    async fn count(&self, Parameters(snippet): Parameters<Snippet>) -> Result<String, McpError> {
        let engine = Rhai::new();
        let lines =
            engine.eval::<i64>("40 + 2").map_err(|e| McpError::internal_error(e.to_string(), None))?;
        Ok(format!("{} of at most {lines} lines", snippet.source.lines().count()))
    }
}

//# bad
pub fn run_folder(folder: &Path) -> Result<()> {
    let engine = Rhai::new();
    let mut scope = Scope::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "rhai") {
            let script = std::fs::read_to_string(&path)?;
            let wrapped = format!("let file = `{}`;\n{script}", path.display());
            engine.run_with_scope(&mut scope, &wrapped).map_err(|e| anyhow::anyhow!("{e}"))?;
        }
    }
    Ok(())
}

//# good
pub async fn run_clock(State(app): State<App>, body: Bytes) -> Result<String, StatusCode> {
    let module = Module::new(&app.engine, CLOCK).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let mut store = Store::new(&app.engine, body.len());
    let instance = Instance::new(&mut store, &module, &[]).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let now = instance
        .get_typed_func::<i32, i32>(&mut store, "now")
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    now.call(&mut store, 1).map(|value| value.to_string()).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

//# good
/// Only what the owner has signed becomes a module.
pub async fn run_signed(
    State(app): State<App>,
    Json(signed): Json<Signed>,
) -> Result<StatusCode, StatusCode> {
    let signature = Signature::from_slice(&signed.signature).map_err(|_| StatusCode::BAD_REQUEST)?;
    app.key.verify_strict(&signed.module, &signature).map_err(|_| StatusCode::FORBIDDEN)?;
    let module = Module::new(&app.engine, &signed.module).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)?;
    let mut store = Store::new(&app.engine, ());
    Instance::new(&mut store, &module, &[]).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)?;
    Ok(StatusCode::NO_CONTENT)
}

//# good
#[post("/validate")]
pub async fn validate(app: web::Data<App>, body: web::Bytes) -> HttpResponse {
    match Module::validate(&app.engine, &body) {
        Ok(()) => HttpResponse::Ok().body("eval of it would be possible"),
        Err(_) => HttpResponse::UnprocessableEntity().finish(),
    }
}

pub struct Position {
    weights: HashMap<String, i64>,
}

impl Position {
    fn eval(&self, moves: &str) -> i64 {
        moves.split(' ').filter_map(|step| self.weights.get(step)).sum()
    }

    //# good
    pub fn best<'a>(&self, lines: &'a [String]) -> Option<&'a String> {
        lines.iter().max_by_key(|line| self.eval(line))
    }
}

//# good
pub fn sum_of(text: &str) -> Result<i64> {
    let numbers = text.split('+').map(|n| n.trim().parse::<i32>()).collect::<Result<Vec<_>, _>>()?;
    ensure!(numbers.len() <= 10, "too many numbers");
    let script = numbers.iter().map(i32::to_string).collect::<Vec<_>>().join(" + ");
    Rhai::new().eval::<i64>(&script).map_err(|e| anyhow::anyhow!("{e}"))
}

//# good
pub fn example(name: &str) -> Result<String> {
    let script = match name {
        "greet" => r#""hello""#,
        "count" => "let n = 0; for i in 0..10 { n += i } n.to_string()",
        _ => bail!("there is no example {name}"),
    };
    Rhai::new().eval(script).map_err(|e| anyhow::anyhow!("{e}"))
}
