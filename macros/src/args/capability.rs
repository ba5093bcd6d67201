//! The arguments of `#[capability(..)]`.

use portcullis_rules::Diagnostics;
use proc_macro2::{Span, TokenStream, TokenTree};
use syn::{Ident, LitStr, Path};

use super::Arguments;
use super::parser::Whole;

/// What a capability may change, as its author says it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    Read,
    Write,
    Destructive,
}

impl Effect {
    pub const ALL: [(Effect, &'static str); 3] =
        [(Effect::Read, "read"), (Effect::Write, "write"), (Effect::Destructive, "destructive")];
}

/// All arguments, as written.
pub struct CapabilityArgs {
    /// `read`, `write` or `destructive`, each with its place.
    pub effects: Vec<(Effect, Span)>,
    /// Some argument was meant to say an effect, and has an error of its own.
    pub effect_is_misspelt: bool,
    /// `name = "…"`: what callers call it; the function's name unless given.
    pub name: Option<LitStr>,
    /// `timeout = "5s"`: how long a caller waits at most.
    pub timeout: Option<LitStr>,
    /// `max_input = "64KiB"`: bytes of JSON that a call may bring; derived from the types unless given.
    pub max_input: Option<LitStr>,
    /// `max_output = "64KiB"`: bytes of JSON that an answer may have.
    pub max_output: Option<LitStr>,
    /// `rate = "30/min"`: calls of one caller.
    pub rate: Option<LitStr>,
    /// `burst = 10`: calls of one caller that may come at once.
    pub burst: Option<Whole>,
    /// `concurrency = 16`: calls that run at the same time.
    pub concurrency: Option<Whole>,
    /// `approval`: somebody else must agree to each call.
    pub approval: Option<Span>,
    /// `idempotent`: calls may carry a key, and happen once for it.
    pub idempotent: Option<Span>,
    /// `retry(attempts = 3, backoff = "100ms..2s")`: how often a failure that may pass is tried again.
    pub retry: Option<Retry>,
    /// `breaker(failures = 5, cooldown = "30s")`: when nobody calls for a while.
    pub breaker: Option<Breaker>,
    /// `allow(rule, reason = "…")`: exceptions to rules.
    pub allow: Vec<Allow>,
    /// `crate = path`: where Portcullis is.
    pub krate: Option<Path>,
}

/// `retry(..)`; a part that is missing or could not be read was told.
pub struct Retry {
    pub span: Span,
    pub attempts: Option<Whole>,
    pub backoff: Option<LitStr>,
}

/// `breaker(..)`; a part that is missing or could not be read was told.
pub struct Breaker {
    pub failures: Option<Whole>,
    pub cooldown: Option<LitStr>,
}

/// `allow(rule, other_rule, reason = "…")`
pub struct Allow {
    pub span: Span,
    pub rules: Vec<Ident>,
    /// `None` as well where it could not be read, which was told.
    pub reason: Option<LitStr>,
    pub has_reason: bool,
}

impl CapabilityArgs {
    /// Reads all of them.
    pub fn parse(tokens: TokenStream, out: &mut Diagnostics) -> Self {
        let names_an_effect = names_an_effect(&tokens);
        Arguments::read("#[capability(..)]", tokens, out, |arguments| {
            let effects: Vec<_> = Effect::ALL
                .into_iter()
                .filter_map(|(effect, word)| Some((effect, arguments.flag(word)?)))
                .collect();
            CapabilityArgs {
                effect_is_misspelt: effects.is_empty() && names_an_effect,
                effects,
                name: arguments.text("name"),
                timeout: arguments.text("timeout"),
                max_input: arguments.text("max_input"),
                max_output: arguments.text("max_output"),
                rate: arguments.text("rate"),
                burst: arguments.written_whole("burst"),
                concurrency: arguments.written_whole("concurrency"),
                approval: arguments.flag("approval"),
                idempotent: arguments.flag("idempotent"),
                retry: arguments.parts(
                    "retry",
                    &["attempts", "backoff"],
                    "retry(attempts = 3, backoff = \"100ms..2s\")",
                    |span, parts| Retry {
                        span,
                        attempts: parts.written_whole("attempts"),
                        backoff: parts.text("backoff"),
                    },
                ),
                breaker: arguments.parts(
                    "breaker",
                    &["failures", "cooldown"],
                    "breaker(failures = 5, cooldown = \"30s\")",
                    |_, parts| Breaker {
                        failures: parts.written_whole("failures"),
                        cooldown: parts.text("cooldown"),
                    },
                ),
                allow: arguments.lists("allow", |span, list| Allow {
                    span,
                    has_reason: list.has("reason"),
                    reason: list.text("reason"),
                    rules: list.flags(),
                }),
                krate: arguments.path("crate"),
            }
        })
    }
}

/// Whether a word or a text among the arguments has the name of an effect in it: `Effect::Read`, `"read"`, `readonly`.
fn names_an_effect(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| {
        let token = match token {
            TokenTree::Group(_) | TokenTree::Punct(_) => return false,
            word => word.to_string().to_lowercase(),
        };
        Effect::ALL.iter().any(|(_, effect)| token.contains(effect))
    })
}
