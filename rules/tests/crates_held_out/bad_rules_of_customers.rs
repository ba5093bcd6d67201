// A trait with one implementation evaluates the rules of discounts, which come with the request, in rhai.
//@ src/main.rs
mod discounts;
mod engine;
mod rhai_engine;

use std::sync::Arc;

use axum::routing::post;
use axum::Router;

use crate::engine::SharedEvaluator;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let evaluator: SharedEvaluator = Arc::new(rhai_engine::RhaiEvaluator::new());
    let app = Router::new().route("/discounts/try", post(discounts::try_rule)).with_state(evaluator);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:7100").await?, app).await?;
    Ok(())
}

//@ src/engine.rs
use std::sync::Arc;

pub trait Evaluator: Send + Sync {
    fn evaluate(&self, rule: &str, cents: i64) -> Option<i64>;
}

pub type SharedEvaluator = Arc<dyn Evaluator>;

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
        self.engine.eval_with_scope::<i64>(&mut scope, rule).ok() //~ P105
    }
}

//@ src/discounts.rs
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json;
use serde::Deserialize;

use crate::engine::SharedEvaluator;

#[derive(Debug, Deserialize)]
pub struct TryRule {
    rule: String,
    cents: i64,
}

pub async fn try_rule(
    State(evaluator): State<SharedEvaluator>,
    Json(request): Json<TryRule>,
) -> Result<Json<i64>, StatusCode> {
    evaluator.evaluate(&request.rule, request.cents).map(Json).ok_or(StatusCode::UNPROCESSABLE_ENTITY)
}
