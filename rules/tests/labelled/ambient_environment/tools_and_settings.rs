use portcullis::prelude::*;
use rig::tool::Tool;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::tool;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::collections::HashMap;
use std::env as environment;
use std::sync::LazyLock;

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[derive(Clone, Debug, Deserialize)]
pub struct Settings {
    pub region: String,
    pub endpoint: String,
    pub limit: Option<u32>,
    vars: HashMap<String, String>,
}

impl Settings {
    pub fn var(&self, name: &str) -> Option<&str> {
        self.vars.get(name).map(String::as_str)
    }
}

pub mod env {
    /// The variables of a formula, not of a process.
    pub fn var(name: &str, values: &[(String, f64)]) -> Option<f64> {
        values.iter().find(|(n, _)| n == name).map(|(_, v)| *v)
    }
}

#[data]
pub struct Question {
    #[validate(length(max = 400))]
    pub text: String,
}

pub struct Lookup;

//# bad
#[capability(read)]
pub async fn answer(question: Question, model: Http<ModelHost>) -> Result<String, Failure> {
    let key = std::env::var("MODEL_KEY")?;
    let reply = model.post(path!("/answers")).bearer(key).json(&question).send().await?;
    Ok(reply.text().await?)
}

//# good
#[capability(read)]
pub async fn answer_with_grant(
    question: Question,
    model: Http<ModelHost>,
    settings: Config<Settings>,
) -> Result<String, Failure> {
    let limit = settings.limit.unwrap_or(3);
    let reply = model.post(path!("/answers/{}", limit)).json(&question).send().await?;
    Ok(reply.text().await?)
}

//# bad
#[tool(description = "Names the region")]
pub fn region(Parameters(fallback): Parameters<String>) -> String {
    environment::var("REGION").unwrap_or(fallback)
}

//# good
#[tool(description = "Names the region of the settings")]
pub fn region_of(settings: &Settings, Parameters(fallback): Parameters<String>) -> String {
    settings.var("REGION").map(str::to_owned).unwrap_or(fallback)
}

impl Tool for Lookup {
    const NAME: &'static str = "lookup";
    type Error = std::io::Error;
    type Args = HashMap<String, String>;
    type Output = String;

    async fn definition(&self, _prompt: String) -> rig::completion::ToolDefinition {
        let parameters = serde_json::json!({ "type": "object" });
        rig::completion::ToolDefinition {
            name: Self::NAME.into(),
            description: "Looks up".into(),
            parameters,
        }
    }

    //# bad
    async fn call(&self, arguments: Self::Args) -> Result<Self::Output, Self::Error> {
        use std::env::var_os;
        let home = var_os("HOME").map(std::path::PathBuf::from).unwrap_or_default();
        let book = arguments.get("book").map(String::as_str).unwrap_or("notes");
        tracing::debug!(home = %home.display(), "looking");
        Ok(format!("{book} of {}", home.display()))
    }
}

//# good
#[tool(description = "Evaluates a variable of a formula")]
pub fn variable(values: &[(String, f64)], Parameters(name): Parameters<String>) -> Option<f64> {
    env::var(&name, values).filter(|value| value.is_finite())
}

//# good
#[tool(description = "Tells the version")]
pub fn version() -> String {
    let commit = option_env!("BUILD_COMMIT").unwrap_or("unknown");
    format!("{VERSION} ({commit}, {} {})", std::env::consts::OS, std::env::consts::ARCH)
}

//# bad
pub fn signer() -> SecretString {
    let word = env!("SIGNING_SECRET");
    SecretString::from(word)
}

//# good
pub fn authorization(token: &SecretString) -> Result<http::HeaderValue, http::header::InvalidHeaderValue> {
    let mut value = http::HeaderValue::from_str(&format!("Bearer {}", token.expose_secret()))?;
    value.set_sensitive(true);
    Ok(value)
}

//# bad
pub fn endpoints(names: &[String]) -> Vec<String> {
    names
        .iter()
        .map(|name| format!("{}_ENDPOINT", name.to_uppercase()))
        .filter_map(|key| std::env::var(key).ok())
        .filter(|value| value.starts_with("https://"))
        .collect()
}

//# bad
pub fn limit(settings: &Settings) -> u32 {
    static FROM_PROCESS: LazyLock<Option<u32>> =
        LazyLock::new(|| ::std::env::var("QUERY_LIMIT").ok().and_then(|text| text.parse().ok()));
    settings.limit.or(*FROM_PROCESS).unwrap_or(10)
}
