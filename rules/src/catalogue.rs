//! The one table of rules. A rule that is not here does not exist; codes are never renumbered or used again.

use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::rule;

/// Every rule, in the order of its code.
pub static ALL: &[Rule] = &[
    Rule {
        code: "P102",
        name: "untyped_output",
        layer: Layer::Model,
        level: Level::Deny,
        kind: Kind::Sound,
        summary: "an output that says nothing of what it holds",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/untyped_output.rs"),
        check: None,
    },
    Rule {
        code: "P103",
        name: "secret_in_prompt",
        layer: Layer::Model,
        level: Level::Deny,
        kind: Kind::Sound,
        summary: "a secret in a prompt",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/secret_in_prompt.rs"),
        check: None,
    },
    Rule {
        code: "P201",
        name: "untyped_input",
        layer: Layer::AgentLogic,
        level: Level::Deny,
        kind: Kind::Sound,
        summary: "an input that says nothing of what it holds",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/untyped_input.rs"),
        check: None,
    },
    Rule {
        code: "P202",
        name: "unbounded_input",
        layer: Layer::AgentLogic,
        level: Level::Deny,
        kind: Kind::Sound,
        summary: "an input field without an upper bound",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/unbounded_input.rs"),
        check: None,
    },
    Rule {
        code: "P203",
        name: "panic_in_body",
        layer: Layer::AgentLogic,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a body that can panic",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/panic_in_body.rs"),
        check: Some(rule::panic_in_body::check),
    },
    Rule {
        code: "P206",
        name: "unsafe_block",
        layer: Layer::AgentLogic,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "unsafe code",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/unsafe_block.rs"),
        check: Some(rule::unsafe_block::check),
    },
    Rule {
        code: "P305",
        name: "hardcoded_secret",
        layer: Layer::Integration,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a credential written into the source",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/hardcoded_secret.rs"),
        check: Some(rule::hardcoded_secret::check),
    },
    Rule {
        code: "P401",
        name: "print_in_body",
        layer: Layer::Monitoring,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "output to the process's own stdout or stderr",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/print_in_body.rs"),
        check: Some(rule::print_in_body::check),
    },
    Rule {
        code: "P501",
        name: "blocking_in_async",
        layer: Layer::Execution,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a blocking call in asynchronous code",
        reach: Reach::Bodies,
        yields_to: &["P601"],
        source: include_str!("rule/blocking_in_async.rs"),
        check: Some(rule::blocking_in_async::check),
    },
    Rule {
        code: "P505",
        name: "detached_task",
        layer: Layer::Execution,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a task or thread that outlives its call",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/detached_task.rs"),
        check: Some(rule::detached_task::check),
    },
    Rule {
        code: "P601",
        name: "ambient_filesystem",
        layer: Layer::Environment,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a file reached without an authority",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/ambient_filesystem.rs"),
        check: Some(rule::ambient_filesystem::check),
    },
    Rule {
        code: "P702",
        name: "wildcard_trust",
        layer: Layer::Orchestration,
        level: Level::Deny,
        kind: Kind::Sound,
        summary: "a policy that trusts identities which nobody named",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/wildcard_trust.rs"),
        check: None,
    },
    Rule {
        code: "P703",
        name: "default_allow",
        layer: Layer::Orchestration,
        level: Level::Deny,
        kind: Kind::Sound,
        summary: "a policy that permits whatever it does not forbid",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/default_allow.rs"),
        check: None,
    },
    Rule {
        code: "P704",
        name: "dead_rule",
        layer: Layer::Orchestration,
        level: Level::Deny,
        kind: Kind::Sound,
        summary: "a rule of a policy that decides nothing",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/dead_rule.rs"),
        check: None,
    },
    Rule {
        code: "P705",
        name: "unknown_name",
        layer: Layer::Orchestration,
        level: Level::Deny,
        kind: Kind::Sound,
        summary: "a policy that speaks of what does not exist",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/unknown_name.rs"),
        check: None,
    },
    Rule {
        code: "P709",
        name: "self_approval",
        layer: Layer::Orchestration,
        level: Level::Deny,
        kind: Kind::Sound,
        summary: "a policy under which somebody approves his own calls",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/self_approval.rs"),
        check: None,
    },
    Rule {
        code: "P711",
        name: "effect_understated",
        layer: Layer::Orchestration,
        level: Level::Deny,
        kind: Kind::Sound,
        summary: "a capability that is granted more than its effect admits",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/effect_understated.rs"),
        check: None,
    },
];

/// An unsafe pattern that does not compile, with a code such as `P305`.
#[derive(Debug)]
pub struct Rule {
    /// `P` and three digits; the first is the layer.
    pub code: &'static str,
    /// The bad pattern's name, which reads well after "allow".
    pub name: &'static str,
    /// Where in an agent system the pattern does its harm.
    pub layer: Layer,
    /// What its findings do unless they say otherwise.
    pub level: Level,
    /// How far one may rely on it.
    pub kind: Kind,
    /// Which code it is about when a whole crate is checked.
    pub reach: Reach,
    /// What it refuses, in half a line.
    pub summary: &'static str,
    /// Codes of the rules that speak instead when both have found the same place.
    pub yields_to: &'static [&'static str],
    pub(crate) source: &'static str,
    /// Finds the pattern. Rules without one are kept by traits of the runtime, or by the language of `policy!`.
    pub(crate) check: Option<Check>,
}

pub(crate) type Check = fn(&Facts, &mut Reporter<'_>);

impl Rule {
    /// What `cargo portcullis explain` prints, in Markdown: the doc comment of the rule's own file.
    pub fn page(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned() + "\n").collect()
    }

    /// Whether a token rule finds it. Otherwise types of the runtime or the language of `policy!` refuse it, which says
    /// more.
    pub fn reads_tokens(&self) -> bool {
        self.check.is_some()
    }
}

/// The seven layers of an agent system, after which the codes are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// 1: what goes to the model and comes from it.
    Model = 1,
    /// 2: the code of the agent's own tools.
    AgentLogic,
    /// 3: other services and their credentials.
    Integration,
    /// 4: what is recorded, and what is not.
    Monitoring,
    /// 5: threads, tasks, memory, time.
    Execution,
    /// 6: files, processes, the machine.
    Environment,
    /// 7: who may do what.
    Orchestration,
}

/// What a finding does. Ordered by weight, the heavier first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The code does not compile.
    Deny,
    /// The code compiles; `cargo portcullis check` mentions it.
    Advice,
}

/// Which code a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The bodies of capabilities, plugins, and entry points of other frameworks: elsewhere the pattern is common and right.
    Bodies,
    /// Any code.
    Anywhere,
}

/// How far one may rely on a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// By types: in safe Rust there is no way round it.
    Sound,
    /// By reading tokens: it catches what people write, and its page lists what gets past.
    Lint,
}

/// The rules that do not apply to one capability, each with a reason that its author wrote down.
///
/// ```
/// use portcullis_rules::{Exceptions, catalogue};
///
/// let rule = catalogue::find("P601").expect("the catalogue has this rule");
/// let mut exceptions = Exceptions::none();
/// exceptions.allow(rule);
/// assert!(exceptions.contains(rule));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Exceptions {
    codes: Vec<&'static str>,
    scoped: Vec<(usize, &'static Rule)>,
}

impl Exceptions {
    /// Every rule applies.
    pub fn none() -> Self {
        Self::default()
    }

    /// Lifts `rule`. That a reason was given is for the caller to see to.
    pub fn allow(&mut self, rule: &'static Rule) {
        self.codes.push(rule.code);
    }

    /// Lifts `rule` for the statements and items that have `#[exception = number]`.
    pub fn allow_in(&mut self, number: usize, rule: &'static Rule) {
        self.scoped.push((number, rule));
    }

    /// The exceptions for single statements and items.
    pub(crate) fn scoped(&self) -> &[(usize, &'static Rule)] {
        &self.scoped
    }

    /// Where `rule` is lifted.
    pub(crate) fn places(&self, rule: &Rule) -> Vec<usize> {
        let places = self.scoped.iter().filter(|(_, lifted)| lifted.code == rule.code);
        places.map(|(number, _)| *number).collect()
    }

    /// Whether `rule` is lifted everywhere.
    pub fn contains(&self, rule: &Rule) -> bool {
        self.codes.contains(&rule.code)
    }
}

/// The rule of this code or this name.
///
/// ```
/// # use portcullis_rules::catalogue;
/// assert_eq!(catalogue::find("P305").map(|rule| rule.name), Some("hardcoded_secret"));
/// assert_eq!(catalogue::find("hardcoded_secret").map(|rule| rule.code), Some("P305"));
/// ```
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.code.eq_ignore_ascii_case(code_or_name) || rule.name == code_or_name)
}

/// The rule that somebody probably meant, if any comes close.
///
/// ```
/// # use portcullis_rules::catalogue;
/// assert_eq!(catalogue::nearest("hardcoded_secrets").map(|rule| rule.code), Some("P305"));
/// assert!(catalogue::nearest("xyzzy").is_none());
/// ```
pub fn nearest(code_or_name: &str) -> Option<&'static Rule> {
    let distance = |rule: &&Rule| {
        let to_name = strsim::damerau_levenshtein(rule.name, code_or_name);
        to_name.min(strsim::damerau_levenshtein(rule.code, code_or_name))
    };
    let allowed = (code_or_name.chars().count() / 3).max(1);
    ALL.iter().min_by_key(distance).filter(|rule| distance(rule) <= allowed)
}
