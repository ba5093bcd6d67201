//! The one table of rules. A rule that is not here does not exist; codes are never renumbered or used again.

mod standards;

use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::rule;
pub use standards::Standard;

/// Every rule, in the order of its code.
pub static ALL: &[Rule] = &[
    Rule {
        code: "P101",
        name: "prompt_from_format",
        layer: Layer::Model,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a prompt that is put together like any text",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/prompt_from_format.rs"),
        check: Some(rule::prompt_from_format::check),
    },
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
        code: "P104",
        name: "poisoned_description",
        layer: Layer::Model,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "orders to a model in a description, or hidden characters",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/poisoned_description.rs"),
        check: Some(rule::poisoned_description::check),
    },
    Rule {
        code: "P105",
        name: "generated_code_run",
        layer: Layer::Model,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "text of a model or a caller that runs as code",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/generated_code_run.rs"),
        check: Some(rule::generated_code_run::check),
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
        code: "P204",
        name: "unchecked_index",
        layer: Layer::AgentLogic,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "an index that somebody else chose",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/unchecked_index.rs"),
        check: Some(rule::unchecked_index::check),
    },
    Rule {
        code: "P205",
        name: "lossy_cast",
        layer: Layer::AgentLogic,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "an `as` that cuts off what does not fit",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/lossy_cast.rs"),
        check: Some(rule::lossy_cast::check),
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
        code: "P207",
        name: "sql_from_format",
        layer: Layer::AgentLogic,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "SQL text that is put together from input",
        reach: Reach::Anywhere,
        yields_to: &["P105"],
        source: include_str!("rule/sql_from_format.rs"),
        check: Some(rule::sql_from_format::check),
    },
    Rule {
        code: "P208",
        name: "command_from_input",
        layer: Layer::AgentLogic,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a command or a program that comes from input",
        reach: Reach::Anywhere,
        yields_to: &["P105"],
        source: include_str!("rule/command_from_input.rs"),
        check: Some(rule::command_from_input::check),
    },
    Rule {
        code: "P209",
        name: "path_from_input",
        layer: Layer::AgentLogic,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a path that is made of input",
        reach: Reach::Anywhere,
        yields_to: &["P601"],
        source: include_str!("rule/path_from_input.rs"),
        check: Some(rule::path_from_input::check),
    },
    Rule {
        code: "P210",
        name: "url_from_input",
        layer: Layer::AgentLogic,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a URL whose host comes from input",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/url_from_input.rs"),
        check: Some(rule::url_from_input::check),
    },
    Rule {
        code: "P211",
        name: "template_from_input",
        layer: Layer::AgentLogic,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "input that is read as a pattern, a template or a script",
        reach: Reach::Anywhere,
        yields_to: &["P105"],
        source: include_str!("rule/template_from_input.rs"),
        check: Some(rule::template_from_input::check),
    },
    Rule {
        code: "P212",
        name: "unchecked_amount",
        layer: Layer::AgentLogic,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "arithmetic on amounts that somebody else chose",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/unchecked_amount.rs"),
        check: Some(rule::unchecked_amount::check),
    },
    Rule {
        code: "P213",
        name: "archive_extraction",
        layer: Layer::AgentLogic,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "an archive that says what is written, where and how much",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/archive_extraction.rs"),
        check: Some(rule::archive_extraction::check),
    },
    Rule {
        code: "P214",
        name: "html_from_input",
        layer: Layer::AgentLogic,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "input in HTML without escaping",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/html_from_input.rs"),
        check: Some(rule::html_from_input::check),
    },
    Rule {
        code: "P301",
        name: "ambient_network",
        layer: Layer::Integration,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a connection that is made without an authority",
        reach: Reach::Bodies,
        yields_to: &["P501"],
        source: include_str!("rule/ambient_network.rs"),
        check: Some(rule::ambient_network::check),
    },
    Rule {
        code: "P302",
        name: "certificate_check_disabled",
        layer: Layer::Integration,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "TLS that does not check whom it talks to",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/certificate_check_disabled.rs"),
        check: Some(rule::certificate_check_disabled::check),
    },
    Rule {
        code: "P303",
        name: "plaintext_url",
        layer: Layer::Integration,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "an address without encryption",
        reach: Reach::Anywhere,
        yields_to: &["P305"],
        source: include_str!("rule/plaintext_url.rs"),
        check: Some(rule::plaintext_url::check),
    },
    Rule {
        code: "P304",
        name: "retry_without_backoff",
        layer: Layer::Integration,
        level: Level::Advice,
        kind: Kind::Lint,
        summary: "a loop that tries again and again",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/retry_without_backoff.rs"),
        check: Some(rule::retry_without_backoff::check),
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
        code: "P306",
        name: "secret_in_url",
        layer: Layer::Integration,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a secret in the address of a request",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/secret_in_url.rs"),
        check: Some(rule::secret_in_url::check),
    },
    Rule {
        code: "P307",
        name: "ambient_environment",
        layer: Layer::Integration,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a variable of the process that a body reads",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/ambient_environment.rs"),
        check: Some(rule::ambient_environment::check),
    },
    Rule {
        code: "P308",
        name: "weak_crypto",
        layer: Layer::Integration,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "cryptography that protects nothing",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/weak_crypto.rs"),
        check: Some(rule::weak_crypto::check),
    },
    Rule {
        code: "P309",
        name: "timing_unsafe_compare",
        layer: Layer::Integration,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a secret that is compared with `==`",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/timing_unsafe_compare.rs"),
        check: Some(rule::timing_unsafe_compare::check),
    },
    Rule {
        code: "P310",
        name: "token_passthrough",
        layer: Layer::Integration,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "the caller's own token, sent on",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/token_passthrough.rs"),
        check: Some(rule::token_passthrough::check),
    },
    Rule {
        code: "P311",
        name: "jwt_unchecked",
        layer: Layer::Integration,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a token that is believed without being checked",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/jwt_unchecked.rs"),
        check: Some(rule::jwt_unchecked::check),
    },
    Rule {
        code: "P312",
        name: "open_exposure",
        layer: Layer::Integration,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a service that is open to more than it should",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/open_exposure.rs"),
        check: Some(rule::open_exposure::check),
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
        code: "P402",
        name: "secret_in_log",
        layer: Layer::Monitoring,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a credential in a log",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/secret_in_log.rs"),
        check: Some(rule::secret_in_log::check),
    },
    Rule {
        code: "P403",
        name: "unstructured_log",
        layer: Layer::Monitoring,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "text from outside in the message of a log",
        reach: Reach::Anywhere,
        yields_to: &["P402", "P406"],
        source: include_str!("rule/unstructured_log.rs"),
        check: Some(rule::unstructured_log::check),
    },
    Rule {
        code: "P404",
        name: "error_text_to_caller",
        layer: Layer::Monitoring,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "the text of an error in what the caller gets",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/error_text_to_caller.rs"),
        check: Some(rule::error_text_to_caller::check),
    },
    Rule {
        code: "P405",
        name: "swallowed_error",
        layer: Layer::Monitoring,
        level: Level::Advice,
        kind: Kind::Lint,
        summary: "an error that nobody looks at",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/swallowed_error.rs"),
        check: Some(rule::swallowed_error::check),
    },
    Rule {
        code: "P406",
        name: "personal_data_in_log",
        layer: Layer::Monitoring,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "personal data in a log",
        reach: Reach::Anywhere,
        yields_to: &["P402"],
        source: include_str!("rule/personal_data_in_log.rs"),
        check: Some(rule::personal_data_in_log::check),
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
        code: "P502",
        name: "lock_across_await",
        layer: Layer::Execution,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a lock that is held while others are waited for",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/lock_across_await.rs"),
        check: Some(rule::lock_across_await::check),
    },
    Rule {
        code: "P503",
        name: "unbounded_loop",
        layer: Layer::Execution,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a loop that nothing ends and nothing interrupts",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/unbounded_loop.rs"),
        check: Some(rule::unbounded_loop::check),
    },
    Rule {
        code: "P504",
        name: "unbounded_memory",
        layer: Layer::Execution,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "memory by the measure of whoever asks",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/unbounded_memory.rs"),
        check: Some(rule::unbounded_memory::check),
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
        code: "P506",
        name: "global_state",
        layer: Layer::Execution,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a static that calls change",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/global_state.rs"),
        check: Some(rule::global_state::check),
    },
    Rule {
        code: "P507",
        name: "unbounded_recursion",
        layer: Layer::Execution,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a function that calls itself as deep as the data goes",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/unbounded_recursion.rs"),
        check: Some(rule::unbounded_recursion::check),
    },
    Rule {
        code: "P508",
        name: "process_exit",
        layer: Layer::Execution,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "what ends or changes the whole process",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/process_exit.rs"),
        check: Some(rule::process_exit::check),
    },
    Rule {
        code: "P509",
        name: "leak",
        layer: Layer::Execution,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "memory or a handle that is never freed",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/leak.rs"),
        check: Some(rule::leak::check),
    },
    Rule {
        code: "P510",
        name: "check_then_use",
        layer: Layer::Execution,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a file that is asked about first and used afterwards",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/check_then_use.rs"),
        check: Some(rule::check_then_use::check),
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
        code: "P602",
        name: "ambient_process",
        layer: Layer::Environment,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a program that is started without an authority",
        reach: Reach::Bodies,
        yields_to: &["P208"],
        source: include_str!("rule/ambient_process.rs"),
        check: Some(rule::ambient_process::check),
    },
    Rule {
        code: "P603",
        name: "environment_change",
        layer: Layer::Environment,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "what is set for the whole process",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/environment_change.rs"),
        check: Some(rule::environment_change::check),
    },
    Rule {
        code: "P604",
        name: "plain_credential",
        layer: Layer::Environment,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a credential in a type that shows and keeps it",
        reach: Reach::Anywhere,
        yields_to: &["P308"],
        source: include_str!("rule/plain_credential.rs"),
        check: Some(rule::plain_credential::check),
    },
    Rule {
        code: "P605",
        name: "secret_copied_out",
        layer: Layer::Environment,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a copy of a revealed secret",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/secret_copied_out.rs"),
        check: Some(rule::secret_copied_out::check),
    },
    Rule {
        code: "P606",
        name: "world_readable_file",
        layer: Layer::Environment,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a file that others may read or change",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/world_readable_file.rs"),
        check: Some(rule::world_readable_file::check),
    },
    Rule {
        code: "P607",
        name: "cleartext_storage",
        layer: Layer::Environment,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a credential or personal data stored as it is",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/cleartext_storage.rs"),
        check: Some(rule::cleartext_storage::check),
    },
    Rule {
        code: "P701",
        name: "dynamic_capability",
        layer: Layer::Orchestration,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "a capability whose name is computed from data",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/dynamic_capability.rs"),
        check: Some(rule::dynamic_capability::check),
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
        code: "P706",
        name: "generic_identity",
        layer: Layer::Orchestration,
        level: Level::Advice,
        kind: Kind::Lint,
        summary: "an identity that does not say which role in which environment it is",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/generic_identity.rs"),
        check: Some(rule::generic_identity::check),
    },
    Rule {
        code: "P707",
        name: "broad_grant",
        layer: Layer::Orchestration,
        level: Level::Advice,
        kind: Kind::Lint,
        summary: "one principal with every right",
        reach: Reach::Anywhere,
        yields_to: &[],
        source: include_str!("rule/broad_grant.rs"),
        check: Some(rule::broad_grant::check),
    },
    Rule {
        code: "P708",
        name: "dynamic_loading",
        layer: Layer::Orchestration,
        level: Level::Deny,
        kind: Kind::Lint,
        summary: "code that is loaded when the program runs",
        reach: Reach::Bodies,
        yields_to: &[],
        source: include_str!("rule/dynamic_loading.rs"),
        check: Some(rule::dynamic_loading::check),
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
        reach: Reach::Bodies,
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

    /// What other catalogues call the pattern, with CWE first.
    ///
    /// ```
    /// # use portcullis_rules::catalogue;
    /// let rule = catalogue::find("P305").unwrap();
    /// assert!(rule.standards().iter().any(|entry| entry.id == "CWE-798"));
    /// ```
    pub fn standards(&self) -> Vec<Standard> {
        standards::of_page(&self.page())
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

impl Layer {
    /// What the layer is called in words: `agent logic`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::AgentLogic => "agent logic",
            Self::Integration => "integration",
            Self::Monitoring => "monitoring",
            Self::Execution => "execution",
            Self::Environment => "environment",
            Self::Orchestration => "orchestration",
        }
    }
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
