use rmcp::handler::server::wrapper::Parameters;
use rmcp::{tool, tool_router};

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Words {
    text: String,
    count: usize,
}

pub struct Cutter {}

#[tool_router]
impl Cutter {
    #[tool(description = "Cuts a text.")]
    fn cut(&self, Parameters(Words { text: mut words, count: most }): Parameters<Words>) -> String {
        words.truncate(most);
        words
    }

    fn helper(&self, words: Words) -> usize {
        words.count
    }
}
