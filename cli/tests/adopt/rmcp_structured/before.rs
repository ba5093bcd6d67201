use rmcp::handler::server::wrapper::{Json, Parameters};
use rmcp::{tool, tool_router};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize, JsonSchema)]
struct Search {
    #[serde(default)]
    tags: Vec<String>,
    limit: Option<u32>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Found {
    /// The titles, best first.
    hits: Vec<Hit>,
    next: Option<u32>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
struct Hit {
    title: String,
    score: f64,
}

struct Index {
    hits: Vec<Hit>,
}

#[tool_router]
impl Index {
    #[tool(description = "Searches the index.")]
    async fn search(&self, Parameters(search): Parameters<Search>) -> Result<Json<Found>, String> {
        let limit = search.limit.unwrap_or(10) as usize;
        if search.tags.is_empty() {
            return Err("say a tag at least".to_owned());
        }
        let matches = |hit: &&Hit| search.tags.iter().any(|tag| hit.title.contains(tag.as_str()));
        let hits: Vec<Hit> = self.hits.iter().filter(matches).take(limit).cloned().collect();
        Ok(Json(Found { next: None, hits }))
    }
}
