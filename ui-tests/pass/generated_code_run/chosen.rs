use portcullis::prelude::*;

#[data]
enum Report {
    Orders,
    Customers,
}

struct Engine;

impl Engine {
    fn eval(&self, _script: &str) -> u64 {
        0
    }

    fn eval_with_scope(&self, _scope: &[String], _script: &str) -> u64 {
        0
    }
}

/// The input chooses, and the program runs its own.
#[capability(read)]
fn chosen(report: Report, number: u32, #[validate(length(max = 20))] name: String) -> u64 {
    let engine = Engine;
    let script = match report {
        Report::Orders => "count(orders)",
        Report::Customers => "count(customers)",
    };
    let known = match name.as_str() {
        "tax" => "price * 19",
        _ => "price",
    };
    let sum = format!("40 + {number}");
    let listed = if ["a()", "b()"].contains(&name.as_str()) { engine.eval(&name) } else { 0 };
    engine.eval(script) + engine.eval(known) + engine.eval(&sum) + listed
}

fn main() {}
