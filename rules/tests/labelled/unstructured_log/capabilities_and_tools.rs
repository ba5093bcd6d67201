use portcullis::prelude::*;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{tool, tool_router};
use slog::{Logger, o};
use std::str::FromStr;

#[derive(serde::Deserialize, schemars::JsonSchema)]
pub struct Question {
    text: String,
    language: Option<String>,
}

pub struct Helper {
    logger: Logger,
}

#[derive(Debug, Clone, Copy)]
enum Language {
    German,
    English,
}

impl FromStr for Language {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "de" => Ok(Language::German),
            "en" => Ok(Language::English),
            _ => Err(()),
        }
    }
}

#[tool_router]
impl Helper {
    //# bad
    #[tool(description = "Answers a question about the handbook")]
    async fn answer(&self, Parameters(question): Parameters<Question>) -> String {
        let Question { text, language } = question;
        slog::info!(self.logger, "asked in {}: {}", language.unwrap_or_default(), text);
        crate::handbook::answer(&text).await
    }

    //# good
    #[tool(description = "Finds a page of the handbook")]
    async fn page(&self, Parameters(question): Parameters<Question>) -> String {
        slog::info!(self.logger, "asked for a page"; "text" => &question.text);
        crate::handbook::page(&question.text).await
    }

    //# good
    #[tool(description = "Translates a page of the handbook")]
    async fn translated(&self, Parameters(question): Parameters<Question>) -> String {
        let language =
            question.language.as_deref().and_then(|text| text.parse().ok()).unwrap_or(Language::English);
        let logger = self.logger.new(o!("text" => question.text.clone()));
        slog::debug!(logger, "translated into {language:?}");
        crate::handbook::translated(&question.text, language as u8).await
    }
}

//# bad
/// Finds a customer's orders.
#[capability(read)]
fn find_orders(#[validate(length(max = 40))] customer: String, limit: u32) -> usize {
    let customer = customer.replace(' ', "-");
    let shown = &customer;
    tracing::info!(limit, "orders of {shown}");
    crate::orders::of(&customer, limit)
}

//# bad
/// Adds a line to the journal.
#[capability(write)]
fn add_line(#[validate(length(max = 200))] lines: Vec<String>) -> usize {
    lines
        .iter()
        .enumerate()
        .for_each(|(at, line)| tracing::event!(tracing::Level::INFO, "line {at}: {line}"));
    crate::journal::add(&lines)
}

//# good
/// Lists a customer's invoices.
#[capability(read)]
fn invoices(#[validate(length(max = 40))] customer: String, limit: u32) -> usize {
    tracing::info!(%customer, "at most {limit} invoices");
    crate::orders::invoices(&customer, limit)
}

//# good
/// Removes a line from the journal.
#[capability(write)]
fn remove_line(number: u32, #[validate(length(max = 80))] reason: String) -> bool {
    let customer = "the journal's owner";
    tracing::info!(reason, "line {number} is removed by {customer}");
    crate::journal::remove(number, &reason)
}
