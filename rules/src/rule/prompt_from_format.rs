//! # P101: prompt_from_format
//!
//! Refuses a prompt, an instruction or a system message that was put together at run time, by `format!`, `+`,
//! `push_str`, `write!`, `concat`, `join` or `replace`: what is given to `preamble`, `system`, `prompt` and their kin of
//! rig, async-openai, genai and ollama-rs, the `instructions` of an MCP server, and `"system"` in `json!`.
//!
//! Constants and numbers may be put together. A text that is a message of its own is left alone.
//!
//! ## Why
//!
//! To a model all words are alike: what a document says between your instructions is an instruction. Apart from them, as
//! data that is labelled so, it still may persuade, but it no longer speaks with your voice.
//!
//! CWE-1427 (improper neutralization of input used for LLM prompting), CWE-77 (command injection). OWASP Top 10 for LLM
//! Applications (2025): LLM01, prompt injection. OWASP Agentic Top 10 (2026): ASI01, agent goal hijack.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens. That nothing made at run time gets into a `Prompt` is kept by `prompt!`, which is sound. In
//! code that is only checked, text of which nothing is known is advice.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! struct Agent;
//!
//! impl Agent {
//!     async fn prompt(&self, question: &str) -> Result<u64, Internal> {
//!         Ok(question.len() as u64)
//!     }
//! }
//!
//! /// Asks a model what a text is about.
//! #[capability(read)]
//! async fn about(#[validate(length(max = 2000))] text: String) -> Result<u64, Internal> {
//!     let agent = Agent;
//!     agent.prompt(&format!("Say what this is about: {text}")).await
//! }
//! ```
//!
//! ```text
//! error: `.prompt()` is given a prompt that was put together at run time
//!        help: write it with `prompt!("..", data text = text)`: what is data stays apart from the instructions
//!        see: cargo portcullis explain P101
//!    |
//! 15 |     agent.prompt(&format!("Say what this is about: {text}")).await
//!    |           ^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//! use portcullis::{Prompt, prompt};
//!
//! struct Agent;
//!
//! impl Agent {
//!     async fn ask(&self, prompt: &Prompt) -> Result<u64, Internal> {
//!         Ok(prompt.messages().len() as u64)
//!     }
//! }
//!
//! /// Asks a model what a text is about.
//! #[capability(read)]
//! async fn about(#[validate(length(max = 2000))] text: String) -> Result<u64, Internal> {
//!     let agent = Agent;
//!     agent.ask(&prompt!("Say what this is about."; data text = text)).await
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `another_client.rs`: a client whose names say nothing of models.
//! - `helper_function.rs`: a function outside the body that puts the prompt together.
//! - `whole_input.rs`: a prompt that is nothing but the input: nothing was put together.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(prompt_from_format, reason = "the name comes from an enum of ours"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::{Place, Reporter};
use crate::facts::Facts;
use crate::flow::{Argument, Site, Traits, Use};

const HELP: &str =
    "write it with `prompt!(\"..\", data text = text)`: what is data stays apart from the instructions";

/// Methods that take instructions, whatever they are called on.
const INSTRUCTS: [&str; 9] = [
    "preamble",
    "append_preamble",
    "system_prompt",
    "with_system_prompt",
    "system_message",
    "with_system",
    "system_instruction",
    "with_instructions",
    "instructions",
];

/// What a model, or a client of one, is called.
const MODELS: [&str; 10] =
    ["agent", "model", "llm", "assistant", "chat", "ollama", "openai", "claude", "gpt", "completion"];

/// Fields and keys that hold instructions.
const FIELDS: [&str; 6] =
    ["instructions", "system", "system_prompt", "preamble", "system_instruction", "system_message"];

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for site in facts.sites() {
        match &site.what {
            Use::Method { name, receiver, arguments } => {
                if let Some(text) = arguments.first()
                    && takes_prompt(name, receiver)
                {
                    judge(site, text, &format!("`.{name}()`"), site.place, report);
                }
            }
            Use::Function { name, arguments } => {
                let at = match name.last() {
                    "system" | "user" | "from_system" | "from_user" if is_of_message(&name.to_string()) => 0,
                    "new_text" if is_of_message(&name.to_string()) => 1,
                    "new" if name.to_string().ends_with("GenerationRequest::new") => 1,
                    _ => continue,
                };
                if let Some(text) = arguments.get(at) {
                    judge(site, text, &format!("`{name}`"), site.place, report);
                }
            }
            Use::Struct { fields, .. } => {
                let has_role = fields.iter().any(|(name, _)| name == "role");
                for (name, text) in fields {
                    if FIELDS.contains(&name.as_str()) || (has_role && name == "content") {
                        judge(site, text, &format!("the field `{name}`"), text.place, report);
                    }
                }
            }
            Use::Entry { name, value } if FIELDS.contains(&name.as_str()) => {
                judge(site, value, &format!("`\"{name}\"`"), value.place, report);
            }
            _ => {}
        }
    }
}

fn takes_prompt(method: &str, receiver: &Argument) -> bool {
    let of_maker =
        |ends: &dyn Fn(&str) -> bool| receiver.value.made_by.as_ref().is_some_and(|maker| ends(maker.of()));
    match method {
        "prompt" | "chat" | "stream_prompt" | "stream_chat" | "complete" => {
            receiver.is_named_like(&MODELS) || of_maker(&|ty| ty.ends_with("Agent") || ty.ends_with("Model"))
        }
        "content" => of_maker(&|ty| ty.ends_with("MessageArgs")),
        "system" => receiver.is_named_like(&MODELS) || of_maker(&|ty| ty.contains("Chat")),
        _ => INSTRUCTS.contains(&method),
    }
}

/// `ChatMessage::system`, `PromptMessage::new_text`, `ChatRequest::from_system`.
fn is_of_message(path: &str) -> bool {
    path.rsplit("::").nth(1).is_some_and(|ty| ty.ends_with("Message") || ty.ends_with("ChatRequest"))
}

fn judge(site: &Site, text: &Argument, what: &str, place: Place, report: &mut Reporter<'_>) {
    let value = &text.value;
    let is_built = value.could(Traits::BUILT) && !value.is_constant() && value.number.is_none();
    if is_built && !value.could(Traits::SQL | Traits::PROMPT) && value.start.as_deref().is_some_and(is_blank)
    {
        // Two texts of which nothing is known.
        return;
    }
    if is_built {
        let certain = site.annotated || (value.could(Traits::PROMPT) && site.is_chosen_outside(value));
        let message = format!("{what} is given a prompt that was put together at run time");
        report.weigh(certain, place, message).help(HELP);
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
