// A type in one file, a method of it in another, and the tool that calls the method in a third.
//@ src/main.rs
mod letters;
mod mailer;
mod tools;

use rmcp::{ServiceExt, transport::stdio};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let desk = tools::LetterDesk { mailer: mailer::Mailer::new("The Shop") };
    desk.serve(stdio()).await?.waiting().await?;
    Ok(())
}

//@ src/mailer.rs
use handlebars::Handlebars;

pub struct Mailer {
    pub(crate) engine: Handlebars<'static>,
    pub(crate) sender: &'static str,
}

impl Mailer {
    pub fn new(sender: &'static str) -> Self {
        Self { engine: Handlebars::new(), sender }
    }
}

//@ src/letters.rs
use serde_json::json;

use crate::mailer::Mailer;

impl Mailer {
    pub fn letter(&self, text: &str, customer: u64) -> Option<String> {
        let data = json!({ "sender": self.sender, "customer": customer });
        self.engine.render_template(text, &data).ok() //~ P211
    }
}

//@ src/tools.rs
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::mailer::Mailer;

#[derive(Deserialize, JsonSchema)]
pub struct LetterInput {
    pub text: String,
    pub customer: u64,
}

pub struct LetterDesk {
    pub mailer: Mailer,
}

#[tool_router]
impl LetterDesk {
    #[tool(description = "Writes a letter to a customer")]
    async fn write(&self, Parameters(input): Parameters<LetterInput>) -> String {
        self.mailer.letter(&input.text, input.customer).unwrap_or_default()
    }
}
