// A script that a caller sent is run by an engine in another file.
//@ src/main.rs
mod handlers;
mod scripting;

use rocket::{launch, routes};

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/rules", routes![handlers::try_rule])
}

//@ src/handlers.rs
use rocket::post;
use rocket::serde::Deserialize;
use rocket::serde::json::Json;

use crate::scripting::evaluate;

#[derive(Deserialize)]
#[serde(crate = "rocket::serde")]
pub struct Rule {
    pub text: String,
    pub amount: i64,
}

#[post("/try", data = "<rule>")]
pub fn try_rule(rule: Json<Rule>) -> Option<String> {
    let verdict = evaluate(&rule.text, rule.amount)?;
    Some(if verdict { "applies".to_owned() } else { "does not apply".to_owned() })
}

//@ src/scripting.rs
use rhai::{Engine, Scope};

pub fn evaluate(rule: &str, amount: i64) -> Option<bool> {
    let mut engine = Engine::new();
    engine.set_max_operations(10_000);
    let mut scope = Scope::new();
    scope.push("amount", amount);
    engine.eval_with_scope::<bool>(&mut scope, rule).ok() //~ P105
}
