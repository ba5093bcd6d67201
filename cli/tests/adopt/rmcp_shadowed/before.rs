use rmcp::handler::server::wrapper::Parameters;
use rmcp::{tool, tool_router};
use serde::Deserialize;

#[derive(Deserialize, schemars::JsonSchema)]
struct Greeting {
    name: String,
    times: u8,
}

struct Greeter;

#[tool_router]
impl Greeter {
    /// Greets somebody.
    #[tool]
    fn greet(&self, Parameters(greeting): Parameters<Greeting>) -> String {
        let name = greeting.name.trim();
        format!("hello {name}, {} times", greeting.times)
    }
}
