//! Policies as data, so that each engine gets the very same one in its own form. `build.rs` reads this as well.

use std::fmt::Write;

/// Who may call, and what may be called.
pub const AGENTS: usize = 100;
/// Each agent has one or two of them.
pub const ROLES: usize = 10;
/// What rules are about.
pub const CAPABILITIES: usize = 50;

/// One policy.
pub struct Grants {
    /// In no order; a rule that forbids wins.
    pub rules: Vec<Rule>,
}

/// One permit or one forbid.
pub struct Rule {
    /// Or permits.
    pub forbids: bool,
    /// For whom.
    pub subject: Subject,
    /// On which.
    pub capabilities: Vec<usize>,
    /// The condition: a greatest amount.
    pub at_most: Option<u32>,
}

/// For whom a rule is.
#[derive(Clone, Copy)]
pub enum Subject {
    /// One agent.
    Agent(usize),
    /// All who have this role.
    Role(usize),
}

/// The roles of an agent: one or two.
pub fn roles_of(agent: usize) -> impl Iterator<Item = usize> {
    let (one, other) = (agent % ROLES, agent / ROLES % ROLES);
    [one].into_iter().chain((other != one).then_some(other))
}

impl Grants {
    /// Twelve rules: each role may call 15 capabilities, two may not call one. Conditional ones have an own greatest
    /// amount for each role.
    pub fn of_roles(conditional: bool) -> Self {
        let permit = |role: usize| Rule {
            forbids: false,
            subject: Subject::Role(role),
            capabilities: (0..15).map(|next| (role * 5 + next) % CAPABILITIES).collect(),
            at_most: conditional.then_some((role as u32 + 1) * 100),
        };
        let forbid = |role, capability| Rule {
            forbids: true,
            subject: Subject::Role(role),
            capabilities: vec![capability],
            at_most: None,
        };
        Grants { rules: (0..ROLES).map(permit).chain([forbid(3, 17), forbid(9, 49)]).collect() }
    }

    /// A thousand rules: nine permits and one forbid for each agent.
    pub fn of_agents() -> Self {
        let mut rules = Vec::new();
        for agent in 0..AGENTS {
            let (subject, first) = (Subject::Agent(agent), agent * 7);
            rules.extend((0..9).map(|turn| Rule {
                forbids: false,
                subject,
                capabilities: [first + turn * 5, first + turn * 5 + 1].map(|at| at % CAPABILITIES).into(),
                at_most: None,
            }));
            let capabilities = vec![(first + 1) % CAPABILITIES];
            rules.push(Rule { forbids: true, subject, capabilities, at_most: None });
        }
        Grants { rules }
    }

    /// The answer by the rules' own words; what every engine is held against.
    pub fn permits(&self, agent: usize, capability: usize, amount: u32) -> bool {
        let applies = |rule: &&Rule| {
            let is_for = match rule.subject {
                Subject::Agent(subject) => subject == agent,
                Subject::Role(role) => roles_of(agent).any(|own| own == role),
            };
            is_for
                && rule.capabilities.contains(&capability)
                && rule.at_most.is_none_or(|most| amount <= most)
        };
        let mut applying = self.rules.iter().filter(applies);
        let mut permitted = false;
        applying.all(|rule| {
            permitted = true;
            !rule.forbids
        }) && permitted
    }

    /// As a function `name` that gives a `Policy`.
    pub fn as_portcullis(&self, name: &str) -> Result<String, std::fmt::Error> {
        let mut source = String::new();
        writeln!(source, "fn {name}() -> Policy {{\n    policy! {{\n        trust domain \"example.com\";")?;
        for agent in 0..AGENTS {
            writeln!(source, "        principal a{agent} = {:?};", identity(agent))?;
        }
        if self.rules.iter().any(|rule| matches!(rule.subject, Subject::Role(_))) {
            for role in 0..ROLES {
                let has = |agent: &usize| roles_of(*agent).any(|own| own == role);
                writeln!(source, "        role r{role} = [{}];", list("a", (0..AGENTS).filter(has)))?;
            }
        }
        for rule in &self.rules {
            let effect = if rule.forbids { "forbid" } else { "permit" };
            let subject = match rule.subject {
                Subject::Agent(agent) => format!("a{agent}"),
                Subject::Role(role) => format!("r{role}"),
            };
            let on = list("c", rule.capabilities.iter().copied());
            let when = rule.at_most.map(|most| format!(" when input.amount <= {most}")).unwrap_or_default();
            writeln!(source, "        {effect} {subject} on [{on}]{when};")?;
        }
        source.push_str("    }\n}\n");
        Ok(source)
    }
}

/// The SPIFFE ID of an agent.
pub fn identity(agent: usize) -> String {
    format!("spiffe://example.com/agent/a{agent}/prod")
}

/// Names made of a letter and numbers, with commas.
pub fn list(letter: &str, numbers: impl Iterator<Item = usize>) -> String {
    numbers.map(|number| format!("{letter}{number}")).collect::<Vec<_>>().join(", ")
}
