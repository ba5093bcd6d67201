//! # P105: generated_code_run
//!
//! Refuses to run what a model wrote or a caller sent: text that is given to an interpreter (`Engine::eval`, `Lua::load`,
//! `PyModule::from_code`, `Source::from_bytes`), bytes that become a WebAssembly module, a model's answer that goes to a
//! shell or to `python -c`, and SQL that is nothing but the input.
//!
//! What was compared with a list, or whose signature was verified, is left alone.
//!
//! ## Why
//!
//! A model's text is as trustworthy as the worst page that the model has read. Whoever writes into a ticket, a mail or a
//! web site then writes the program that runs with your rights.
//!
//! CWE-94 (code injection), CWE-95 (injection in code that is evaluated). OWASP Agentic Top 10 (2026): ASI05, unexpected
//! code execution. OWASP Top 10 for LLM Applications (2025): LLM05, improper output handling.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! struct Engine;
//!
//! impl Engine {
//!     fn eval(&self, _script: &str) -> i64 {
//!         0
//!     }
//! }
//!
//! /// Calculates.
//! #[capability(read)]
//! fn calculate(#[validate(length(max = 200))] formula: String) -> i64 {
//!     let engine = Engine;
//!     engine.eval(formula.trim())
//! }
//! ```
//!
//! ```text
//! error: `.eval()` runs code that the caller wrote
//!        help: let the input choose among programs of yours (an enum), or load a plugin that somebody signed
//!        see: cargo portcullis explain P105
//!    |
//! 15 |     engine.eval(formula.trim())
//!    |                 ^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! #[data]
//! enum Formula {
//!     Net,
//!     Gross,
//! }
//!
//! /// Calculates.
//! #[capability(read)]
//! fn calculate(formula: Formula, #[validate(range(max = 1000000))] cents: u64) -> u64 {
//!     match formula {
//!         Formula::Net => cents,
//!         Formula::Gross => cents + cents * 19 / 100,
//!     }
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `another_name.rs`: an interpreter under a name that says nothing.
//! - `helper_function.rs`: a function outside the body that runs it.
//! - `written_to_a_file.rs`: code that is written to a file, which is run.
//!
//! Text of a caller's that is given to a shell is P208, and SQL that is put together P207.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(generated_code_run, reason = "rhai without modules, a million operations"))]`. The reason has
//! at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::{Argument, Site, Traits, Use};

const HELP: &str =
    "let the input choose among programs of yours (an enum), or load a plugin that somebody signed";

/// Names of what is a program.
const PROGRAMS: [&str; 6] = ["code", "script", "snippet", "source", "program", "expression"];

/// What a function is called whose very purpose is to run what it is given.
const RUNS: [&str; 6] = ["eval", "exec", "compile", "run", "load", "execute"];

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for (site, danger, argument) in facts.reached(Traits::CODE | Traits::COMMAND | Traits::SQL) {
        let Some(argument) = argument else { continue };
        let by_model = argument.value.could(Traits::MODEL);
        let certain = by_model || site.is_chosen_outside(&argument.value);
        let is_program = match danger {
            Traits::CODE => certain || !facts.function_at(site.place).is_some_and(|it| is_runner(&it.name)),
            Traits::COMMAND => by_model || (certain && is_given_code(site, argument)),
            // What is added to a query is a piece of it: P207 speaks of that.
            _ if matches!(&site.what, Use::Method { name, .. } if name.starts_with("push")) => false,
            _ => by_model || (certain && is_all_of_it(argument)),
        };
        if is_program {
            let who = match (by_model, certain) {
                (true, _) => "a model",
                (_, true) => "the caller",
                _ => "who calls this function",
            };
            let message = format!("`{}` runs code that {who} wrote", site.called());
            report.weigh(certain || danger == Traits::CODE, argument.place, message).help(HELP);
        }
    }
}

/// `.arg("-c").arg(code)`
fn is_given_code(site: &Site, argument: &Argument) -> bool {
    let Use::Method { receiver, .. } = &site.what else { return false };
    let is_flag = |text: Option<&str>| matches!(text, Some("-c" | "-e" | "-r" | "--eval" | "-Command"));
    let flagged = receiver.value.made_by.as_ref().is_some_and(|maker| {
        maker.calls.iter().any(|call| is_flag(call.argument.as_ref().and_then(|it| it.whole_text())))
    });
    // What is put together here is not the caller's as a whole: P208 speaks of that.
    !argument.value.could(Traits::BUILT) && argument.is_named_like(&PROGRAMS)
        || (flagged && argument.is_named_like(&["answer", "reply", "output"]))
}

/// A statement of which no word was written here: parameters would not help.
fn is_all_of_it(sql: &Argument) -> bool {
    let value = &sql.value;
    value.start.as_deref().is_none_or(str::is_empty)
        && !value.could(Traits::LOOKS_LIKE_SQL | Traits::BUILT)
        && !value.could(Traits::LOCAL)
}

fn is_runner(function: &str) -> bool {
    RUNS.contains(&function) || RUNS.iter().take(3).any(|word| function.starts_with(word))
}
