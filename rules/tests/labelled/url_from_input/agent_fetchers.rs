//! Tools that fetch from the web for an agent, and capabilities that ask services.

use anyhow::{Context, Result, ensure};
use portcullis::BoundedString;
use portcullis::prelude::*;
use portcullis_http::{Http, HttpError, PublicUrl, PublicWeb, Untrusted, path};
use reqwest::{Method, Url, blocking};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, schemars, tool, tool_router};
use serde::Deserialize;

#[derive(Debug, Deserialize, schemars::JsonSchema)]
pub struct FetchParams {
    /// An address, with or without a scheme.
    pub address: String,
    pub method: Option<String>,
}

#[derive(Debug, Deserialize, schemars::JsonSchema)]
pub struct PackageParams {
    pub name: String,
    pub registry: Option<String>,
}

#[derive(Clone)]
pub struct WebTools {
    http: reqwest::Client,
}

fn failed(error: impl std::fmt::Display) -> McpError {
    McpError::internal_error(error.to_string(), None)
}

#[tool_router]
impl WebTools {
    //# bad
    #[tool(description = "Fetches a page")]
    async fn fetch(&self, Parameters(params): Parameters<FetchParams>) -> Result<String, McpError> {
        let address = if params.address.contains("://") {
            params.address
        } else {
            format!("https://{}", params.address)
        };
        let method = params.method.as_deref().unwrap_or("GET").parse::<Method>().map_err(failed)?;
        let response = self.http.request(method, address).send().await.map_err(failed)?;
        response.text().await.map_err(failed)
    }

    //# bad
    #[tool(description = "Reads the page of a package")]
    async fn package(&self, Parameters(params): Parameters<PackageParams>) -> Result<String, McpError> {
        let registry = params.registry.unwrap_or_else(|| "crates.io".into());
        let mut url = String::from("https://");
        url.push_str(&registry);
        url.push_str("/api/v1/crates/");
        url.push_str("serde");
        tracing::debug!(package = %params.name, "asked");
        let response = self.http.get(url.as_str()).send().await.map_err(failed)?;
        response.text().await.map_err(failed)
    }

    //# good
    #[tool(description = "Reads the page of a package in the one registry")]
    async fn crate_page(&self, Parameters(params): Parameters<PackageParams>) -> Result<String, McpError> {
        let mut url = Url::parse("https://crates.io/api/v1/crates").map_err(failed)?;
        url.path_segments_mut().map_err(|()| failed("no base"))?.push(&params.name);
        let response = self.http.get(url).send().await.map_err(failed)?;
        response.text().await.map_err(failed)
    }

    //# good
    #[tool(description = "Says which host an address has")]
    async fn host_of(&self, Parameters(params): Parameters<FetchParams>) -> Result<String, McpError> {
        let url = Url::parse(&params.address).map_err(failed)?;
        Ok(url.host_str().unwrap_or("none").to_owned())
    }
}

//# bad
/// Reads the status page of a host.
#[capability(read, timeout = "5s")]
async fn status_page(call: &Call, host: BoundedString<200>) -> Result<String, StatusFailure> {
    call.note("what", "status");
    let url = format!("https://{}/status.json", host.as_str());
    let response = reqwest::Client::new().get(&url).send().await?;
    Ok(response.text().await?)
}

//# good
/// Fetches a page of the web.
#[capability(read, timeout = "10s", max_output = "2MiB")]
async fn page(
    call: &Call,
    #[grant] web: PublicWeb,
    url: PublicUrl,
) -> Result<Untrusted<String>, PageFailure> {
    call.note("host", url.host());
    let page = web.get(&url, call).await?.success()?;
    Ok(page.text())
}

struct Stock;

//# good
/// Says how many pieces there are.
#[capability(read, timeout = "2s")]
async fn pieces(
    call: &Call,
    #[grant] stock: Http<Stock>,
    sku: BoundedString<40>,
) -> Result<u64, PageFailure> {
    Ok(stock.get(path!("/stock/{sku}", sku)).json(call).await?)
}

#[failure]
enum StatusFailure {
    #[public("the host does not answer")]
    Http(#[from] reqwest::Error),
}

#[failure]
enum PageFailure {
    #[public("the page cannot be fetched")]
    Web(#[from] HttpError),
}

//# bad
/// Follows the links that the model named in its answer.
pub async fn follow_links(http: &reqwest::Client, answer: &str) -> Vec<String> {
    let links = answer.split_whitespace().filter(|word| word.starts_with("http")).map(str::to_owned);
    let mut pages = Vec::new();
    for link in links.take(5) {
        let Ok(url) = link.parse::<Url>() else { continue };
        if let Ok(response) = http.get(url).send().await {
            pages.push(response.text().await.unwrap_or_default());
        }
    }
    pages
}

//# good
pub async fn read_manual(http: &reqwest::Client, topics: &[String]) -> Result<Vec<String>> {
    let mut pages = Vec::new();
    for topic in topics {
        ensure!(topic.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{topic:?} is no topic");
        let address = format!("https://manual.example.com/topics/{topic}.html");
        pages.push(http.get(address).send().await?.text().await?);
    }
    Ok(pages)
}

//# good
/// The site's own host whatever the model asks for: only the query is the model's.
pub fn ask_index(words: &[String]) -> Result<String> {
    let query = words.join(" ");
    let client = blocking::Client::new();
    let url = Url::parse_with_params("https://index.example.com/find", [("q", query.as_str())])?;
    let response = client.get(url).send().context("https://index.example.com did not answer")?;
    Ok(response.text()?)
}
