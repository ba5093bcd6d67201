use rmcp::tool;

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Range {
    from: u32,
    to: u32,
}

#[derive(Clone)]
pub struct Counter;

#[tool(tool_box)]
impl Counter {
    #[tool(name = "Count Up!", description = "Counts up.")]
    fn count_up(&self, #[tool(aggr)] Range { from, to }: Range) -> u32 {
        to.saturating_sub(from)
    }

    #[tool(description = "Says a word.")]
    fn say(
        &self,
        #[tool(param)]
        #[schemars(description = "the word")]
        word: String,
        #[tool(param)] times: Option<u8>,
    ) -> String {
        format!("{word} {}", times.unwrap_or(1))
    }
}
