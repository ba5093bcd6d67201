use rmcp::handler::server::wrapper::Parameters;
use rmcp::{tool, tool_router};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Parameters for weather tool.
#[derive(Serialize, Deserialize, JsonSchema)]
struct GetWeatherRequest {
    /// City of interest.
    city: String,
    /// Dates of interest.
    dates: Vec<u32>,
}

#[derive(Default)]
pub struct Server;

#[tool_router]
impl Server {
    /// This tool is used to get the weather of a city.
    #[tool(name = "get-weather", description = "Get the weather of a city.")]
    async fn get_weather(&self, request: Parameters<GetWeatherRequest>) -> String {
        format!("rain in {} for {} days", request.0.city, request.0.dates.len())
    }

    #[tool]
    fn now(&self) -> &'static str {
        "12:00"
    }
}
