//! Rego by regorus: the grants are data, and two rules look them up
//! (<https://www.openpolicyagent.org/docs/comparisons/access-control-systems>).

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{CompiledPolicy, Value};
use serde_json::{Map, json};

use crate::door::Opened;
use crate::grants::{AGENTS, Grants, Subject, roles_of};

const ALLOW: &str = "data.gate.allow";

/// The policy, compiled once, with its data.
pub struct Engine {
    engine: regorus::Engine,
    compiled: CompiledPolicy,
    data: Value,
}

/// The policy as a program of regorus' own virtual machine, which is kept from one decision to the next.
pub struct Machine {
    machine: RegoVM,
}

impl Engine {
    /// These grants as data.
    pub fn new(grants: &Grants) -> Opened<Self> {
        let data = Value::from_json_str(&data(grants).to_string())?;
        let mut engine = regorus::Engine::new();
        engine.add_policy("gate.rego".to_owned(), source(grants))?;
        engine.add_data(data.clone())?;
        let compiled = engine.compile_with_entrypoint(&ALLOW.into())?;
        Ok(Engine { engine, compiled, data })
    }

    /// The same for the virtual machine.
    pub fn machine(&self) -> Opened<Machine> {
        let mut machine = RegoVM::new();
        machine.load_program(Compiler::compile_from_policy(&self.compiled, &[ALLOW])?);
        machine.set_data(self.data.clone()).map_err(|error| error.to_string())?;
        Ok(Machine { machine })
    }

    /// The interpreter's decision on one request.
    pub fn permits(&mut self, input: &Value) -> bool {
        self.engine.set_input(input.clone());
        self.engine.eval_rule(ALLOW.to_owned()).is_ok_and(|answer| answer == Value::Bool(true))
    }
}

impl Machine {
    /// The machine's decision on one request.
    pub fn permits(&mut self, input: &Value) -> bool {
        self.machine.set_input(input.clone());
        self.machine.execute().is_ok_and(|answer| answer == Value::Bool(true))
    }
}

/// What is asked.
pub fn input(agent: usize, capability: usize, amount: u32) -> Opened<Value> {
    let input = json!({
        "caller": format!("a{agent}"),
        "capability": format!("c{capability}"),
        "amount": amount,
    });
    Ok(Value::from_json_str(&input.to_string())?)
}

fn source(grants: &Grants) -> String {
    let by_role = grants.rules.iter().any(|rule| matches!(rule.subject, Subject::Role(_)));
    let (subject, each) =
        if by_role { ("role", "some role in data.roles[input.caller]") } else { ("input.caller", "true") };
    let conditional = grants.rules.iter().any(|rule| rule.at_most.is_some());
    let condition = if conditional { "input.amount <= " } else { "" };
    format!(
        "package gate

         default allow := false

         allow if {{
             permitted
             not forbidden
         }}

         permitted if {{
             {each}
             {condition}data.permits[{subject}][input.capability]
         }}

         forbidden if {{
             {each}
             data.forbids[{subject}][input.capability]
         }}
        "
    )
}

/// `permits` and `forbids`: for each subject its capabilities, each with its greatest amount or just `true`.
fn data(grants: &Grants) -> serde_json::Value {
    let (mut permits, mut forbids) = (Map::new(), Map::new());
    for rule in &grants.rules {
        let subject = match rule.subject {
            Subject::Agent(agent) => format!("a{agent}"),
            Subject::Role(role) => format!("r{role}"),
        };
        let subjects = if rule.forbids { &mut forbids } else { &mut permits };
        let capabilities = subjects.entry(subject).or_insert_with(|| json!({}));
        for number in &rule.capabilities {
            capabilities[format!("c{number}")] = rule.at_most.map_or(json!(true), |most| json!(most));
        }
    }
    let of = |agent: usize| roles_of(agent).map(|role| format!("r{role}")).collect::<Vec<_>>();
    let roles: Map<_, _> = (0..AGENTS).map(|agent| (format!("a{agent}"), json!(of(agent)))).collect();
    json!({ "roles": roles, "permits": permits, "forbids": forbids })
}
