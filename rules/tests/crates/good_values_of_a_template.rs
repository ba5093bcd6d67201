// The input is a value of a template, which is a constant of the other file.
//@ src/main.rs
mod letters;
mod tools;

use rmcp::{ServiceExt, transport::stdio};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tools::LetterDesk.serve(stdio()).await?.waiting().await?;
    Ok(())
}

//@ src/letters.rs
use handlebars::Handlebars;
use serde::Serialize;
use serde_json::json;

const REMINDER: &str = "Dear {{name}},\n\n{{text}}\n\nThe Shop";

#[derive(Serialize)]
pub struct Recipient {
    pub name: String,
}

pub fn reminder(recipient: &Recipient, text: &str) -> Option<String> {
    let data = json!({ "name": recipient.name, "text": text });
    Handlebars::new().render_template(REMINDER, &data).ok()
}

//@ src/tools.rs
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::letters::{self, Recipient};

#[derive(Deserialize, JsonSchema)]
pub struct ReminderInput {
    pub name: String,
    pub text: String,
}

pub struct LetterDesk;

#[tool_router]
impl LetterDesk {
    #[tool(description = "Writes a reminder to a customer")]
    async fn remind(&self, Parameters(input): Parameters<ReminderInput>) -> String {
        let recipient = Recipient { name: input.name };
        letters::reminder(&recipient, &input.text).unwrap_or_default()
    }
}
