// A trait with one implementation evaluates rules in rhai: the request says which, a table of the program has their text.
//@ src/main.rs
mod discounts;
mod engine;
mod rhai_engine;
mod rules;

use std::sync::Arc;

use axum::routing::post;
use axum::Router;

use crate::engine::SharedEvaluator;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let evaluator: SharedEvaluator = Arc::new(rhai_engine::RhaiEvaluator::new());
    let app = Router::new().route("/discounts", post(discounts::apply)).with_state(evaluator);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:7100").await?, app).await?;
    Ok(())
}

//@ src/engine.rs
use std::sync::Arc;

pub trait Evaluator: Send + Sync {
    fn evaluate(&self, rule: &str, cents: i64) -> Option<i64>;
}

pub type SharedEvaluator = Arc<dyn Evaluator>;

//@ src/rules.rs
use std::collections::BTreeMap;
use std::sync::LazyLock;

static RULES: LazyLock<BTreeMap<&'static str, &'static str>> =
    LazyLock::new(|| BTreeMap::from([("summer", "cents * 9 / 10"), ("staff", "cents / 2")]));

pub fn text(name: &str) -> Option<&'static str> {
    RULES.get(name).copied()
}

//@ src/rhai_engine.rs
use rhai::{Engine, Scope};

use crate::engine::Evaluator;

pub struct RhaiEvaluator {
    engine: Engine,
}

impl RhaiEvaluator {
    pub fn new() -> Self {
        Self { engine: Engine::new() }
    }
}

impl Evaluator for RhaiEvaluator {
    fn evaluate(&self, rule: &str, cents: i64) -> Option<i64> {
        let mut scope = Scope::new();
        scope.push("cents", cents);
        self.engine.eval_with_scope::<i64>(&mut scope, rule).ok()
    }
}

//@ src/discounts.rs
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json;
use serde::Deserialize;

use crate::engine::SharedEvaluator;
use crate::rules;

#[derive(Debug, Deserialize)]
pub struct Apply {
    rule: String,
    cents: i64,
}

pub async fn apply(
    State(evaluator): State<SharedEvaluator>,
    Json(request): Json<Apply>,
) -> Result<Json<i64>, StatusCode> {
    let rule = rules::text(&request.rule).ok_or(StatusCode::NOT_FOUND)?;
    evaluator.evaluate(rule, request.cents).map(Json).ok_or(StatusCode::INTERNAL_SERVER_ERROR)
}
