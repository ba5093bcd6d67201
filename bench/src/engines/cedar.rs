//! Cedar: one policy for each rule, agents with their roles as parents
//! (<https://docs.cedarpolicy.com/bestpractices/bp-implementing-roles.html>).

use std::fmt::Write;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request, RestrictedExpression,
};
use serde_json::json;

use crate::door::Opened;
use crate::grants::{AGENTS, Grants, ROLES, Subject, roles_of};

/// Policies and entities, parsed.
pub struct Engine {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
}

impl Engine {
    /// These grants as Cedar policies.
    pub fn new(grants: &Grants) -> Opened<Self> {
        let entity = |kind, id: String| json!({ "type": kind, "id": id });
        let role = |role: usize| entity("Role", format!("r{role}"));
        let agents = (0..AGENTS).map(|agent| {
            let parents: Vec<_> = roles_of(agent).map(role).collect();
            json!({ "uid": entity("Agent", format!("a{agent}")), "attrs": {}, "parents": parents })
        });
        let roles = (0..ROLES).map(|at| json!({ "uid": role(at), "attrs": {}, "parents": [] }));
        Ok(Engine {
            authorizer: Authorizer::new(),
            policies: source(grants)?.parse()?,
            entities: Entities::from_json_value(agents.chain(roles).collect(), None)?,
        })
    }

    /// The decision on one request.
    pub fn permits(&self, request: &Request) -> bool {
        let response = self.authorizer.is_authorized(request, &self.policies, &self.entities);
        response.decision() == Decision::Allow
    }
}

/// What is asked.
pub fn request(agent: usize, capability: usize, amount: u32) -> Opened<Request> {
    let amount = RestrictedExpression::new_long(amount.into());
    Ok(Request::new(
        format!("Agent::\"a{agent}\"").parse::<EntityUid>()?,
        format!("Action::\"c{capability}\"").parse()?,
        "Gate::\"orders\"".parse()?,
        Context::from_pairs([("amount".to_owned(), amount)])?,
        None,
    )?)
}

fn source(grants: &Grants) -> Result<String, std::fmt::Error> {
    let mut source = String::new();
    for rule in &grants.rules {
        let effect = if rule.forbids { "forbid" } else { "permit" };
        let principal = match rule.subject {
            Subject::Agent(agent) => format!("== Agent::\"a{agent}\""),
            Subject::Role(role) => format!("in Role::\"r{role}\""),
        };
        let actions: Vec<_> =
            rule.capabilities.iter().map(|number| format!("Action::\"c{number}\"")).collect();
        write!(source, "{effect}(principal {principal}, action in [{}], resource)", actions.join(", "))?;
        if let Some(most) = rule.at_most {
            write!(source, " when {{ context.amount <= {most} }}")?;
        }
        source.push_str(";\n");
    }
    Ok(source)
}
