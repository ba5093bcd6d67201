use std::collections::HashMap;
use std::io::{self, BufRead};
use std::net::{IpAddr, SocketAddr};

use anyhow::{Context, Result, anyhow, bail, ensure};
use hyper::Request;
use hyper_util::client::legacy::Client as HyperClient;
use hyper_util::client::legacy::connect::HttpConnector;
use portcullis::{PublicUrl, PublicWeb, capability, data};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpStream;
use url::Url;

#[derive(Deserialize, JsonSchema)]
pub struct FetchInput {
    pub url: String,
    pub headers: HashMap<String, String>,
}

#[derive(Deserialize)]
pub struct Endpoint {
    pub scheme: Option<String>,
    pub host: String,
    pub port: u16,
    pub path: String,
}

#[data]
pub struct PageQuestion {
    pub address: PublicUrl,
    #[validate(length(max = 80))]
    pub site: String,
}

pub struct Browser {
    client: reqwest::Client,
}

const SEARCH: &str = "https://search.example/api";

fn failed<E>(_: E) -> McpError {
    McpError::internal_error("the page cannot be fetched", None)
}

#[tool_router]
impl Browser {
    //# bad
    #[tool(description = "Fetches a page and returns its text")]
    async fn fetch(&self, Parameters(input): Parameters<FetchInput>) -> Result<String, McpError> {
        let mut request = self.client.get(&input.url);
        for (name, value) in &input.headers {
            request = request.header(name, value);
        }
        request.send().await.map_err(failed)?.text().await.map_err(failed)
    }

    //# good
    #[tool(description = "Searches the web")]
    async fn search(&self, Parameters(input): Parameters<FetchInput>) -> Result<String, McpError> {
        let query = format!("{SEARCH}?q={}", urlencoding::encode(&input.url));
        self.client.get(query).send().await.map_err(failed)?.text().await.map_err(failed)
    }

    //# bad
    #[tool(description = "Checks that every link answers")]
    async fn check_links(&self, Parameters(input): Parameters<FetchInput>) -> Result<String, McpError> {
        let links = input.url.split(',').map(|l| l.trim().to_owned()).collect::<Vec<_>>();
        let checks = links.iter().map(|link| self.client.head(link).send());
        let answers = futures::future::join_all(checks).await;
        Ok(format!("{} of {} answer", answers.iter().filter(|a| a.is_ok()).count(), links.len()))
    }

    //# good
    #[tool(description = "Says which site a link belongs to")]
    async fn site_of(&self, Parameters(input): Parameters<FetchInput>) -> Result<String, McpError> {
        let url = Url::parse(&input.url).map_err(failed)?;
        let host = url.host_str().unwrap_or("none");
        Ok(format!("the link {url} belongs to {host}"))
    }
}

//# bad
#[capability(read)]
pub async fn site_title(question: PageQuestion, web: &reqwest::Client) -> Result<String, reqwest::Error> {
    let address = "https://".to_string() + &question.site + "/";
    let page = web.get(address).send().await?.text().await?;
    Ok(page.lines().next().unwrap_or_default().to_owned())
}

//# good
#[capability(read)]
pub async fn page_title(question: PageQuestion, web: PublicWeb) -> Result<String, portcullis::Failure> {
    let page = web.get(&question.address).await?;
    let first = page.text()?.lines().next().unwrap_or_default().to_owned();
    Ok(format!("{}: {first}", question.site))
}

//# bad
pub async fn probe(endpoint: Endpoint) -> Result<u16> {
    let scheme = endpoint.scheme.as_deref().unwrap_or("https");
    let client: HyperClient<HttpConnector, String> =
        HyperClient::builder(hyper_util::rt::TokioExecutor::new()).build_http();
    let uri = hyper::Uri::builder()
        .scheme(scheme)
        .authority(format!("{}:{}", endpoint.host, endpoint.port))
        .path_and_query(endpoint.path)
        .build()?;
    let request = Request::builder().uri(uri).body(String::new())?;
    Ok(client.request(request).await?.status().as_u16())
}

//# good
pub async fn probe_local(endpoint: Endpoint) -> Result<u16> {
    let client: HyperClient<HttpConnector, String> =
        HyperClient::builder(hyper_util::rt::TokioExecutor::new()).build_http();
    let uri = hyper::Uri::builder()
        .scheme("https")
        .authority("status.example")
        .path_and_query(format!("/{}", endpoint.path.trim_start_matches('/')))
        .build()?;
    let request = Request::get(uri).body(String::new())?;
    Ok(client.request(request).await?.status().as_u16())
}

//# bad
pub fn download_from_args() -> Result<()> {
    let host = std::env::args().nth(1).ok_or_else(|| anyhow!("usage: fetch HOST"))?;
    let text = ureq::get(&format!("https://{host}/robots.txt")).call()?.into_string()?;
    print!("{text}");
    Ok(())
}

//# good
pub fn package_info() -> Result<()> {
    let name = std::env::args().nth(1).ok_or_else(|| anyhow!("usage: info PACKAGE"))?;
    let text = ureq::get(&format!("https://packages.example/api/{name}/info.json")).call()?.into_string()?;
    print!("{text}");
    Ok(())
}

//# bad
pub async fn crawl(socket: TcpStream) -> Result<usize> {
    let mut lines = BufReader::new(socket).lines();
    let mut total = 0;
    while let Some(line) = lines.next_line().await? {
        let Some(("GET", address)) = line.split_once(' ') else { continue };
        let page = reqwest::get(address.to_owned()).await?.text().await?;
        total += page.len();
    }
    Ok(total)
}

//# good
pub async fn crawl_ids(socket: TcpStream) -> Result<usize> {
    let mut lines = BufReader::new(socket).lines();
    let mut total = 0;
    while let Some(line) = lines.next_line().await? {
        let id: u64 = line.trim().parse().context("a number a line")?;
        let page = reqwest::get(format!("https://articles.example/{id}")).await?.text().await?;
        total += page.len();
    }
    Ok(total)
}

//# bad
pub async fn follow_next(start: u32) -> Result<Vec<String>> {
    #[derive(Deserialize)]
    struct Page {
        items: Vec<String>,
        next: Option<String>,
    }
    let first = format!("https://catalogue.example/pages/{start}");
    let page: Page = reqwest::get(&first).await?.json().await?;
    let mut items = page.items;
    if let Some(next) = page.next {
        let more: Page = reqwest::get(&next).await?.json().await?;
        items.extend(more.items);
    }
    Ok(items)
}

//# good
pub async fn follow_same_host(start: u32) -> Result<String> {
    let first = format!("https://catalogue.example/pages/{start}");
    let next = reqwest::get(&first).await?.text().await?;
    let next = Url::parse(next.trim())?;
    let ("https", Some("catalogue.example")) = (next.scheme(), next.host_str()) else {
        bail!("the next page lies elsewhere");
    };
    Ok(reqwest::get(next).await?.text().await?)
}

//# bad
pub fn deliver(queue: &std::sync::mpsc::Receiver<Endpoint>) -> Result<()> {
    for Endpoint { host, port, path, .. } in queue.iter() {
        let parts = ["https://", host.as_str(), ":", &port.to_string(), "/", &path];
        let url: String = parts.concat();
        reqwest::blocking::Client::new().put(&url).body("ready").send()?.error_for_status()?;
    }
    Ok(())
}

//# good
pub fn deliver_to_registered(queue: &std::sync::mpsc::Receiver<Endpoint>) -> Result<()> {
    let client = reqwest::blocking::Client::new();
    for endpoint in queue.iter() {
        ensure!(
            ["a.workers.example", "b.workers.example"].iter().any(|h| *h == endpoint.host),
            "unknown worker"
        );
        let url = format!("https://{}/{}", endpoint.host, endpoint.path);
        client.put(url).body("ready").send()?.error_for_status()?;
    }
    Ok(())
}

//# bad
pub fn read_addresses() -> Result<()> {
    let stdin = io::stdin();
    let fetch = |address: &str| -> Result<usize> {
        let body = minreq::get(address).send()?;
        Ok(body.as_bytes().len())
    };
    for line in stdin.lock().lines() {
        let line = line?;
        let address = line.split('#').next().unwrap_or_default().trim();
        println!("{}", fetch(address)?);
    }
    Ok(())
}

pub struct PageCache {
    pages: HashMap<String, String>,
}

impl PageCache {
    pub fn get(&self, address: &str) -> Option<&String> {
        self.pages.get(address)
    }
}

//# good
pub fn cached(client: &PageCache, host: &str, path: &str) -> Option<String> {
    let key = format!("https://{host}/{path}");
    client.get(&key).cloned()
}

//# good
pub async fn ask_mirror(name: &str) -> Result<String> {
    let mirrors =
        HashMap::from([("berlin", "https://de.mirror.example"), ("oslo", "https://no.mirror.example")]);
    let base = mirrors.get(name).copied().context("no such mirror")?;
    let url = Url::parse(base)?.join("index.txt")?;
    Ok(reqwest::get(url).await?.text().await?)
}

//# good
pub async fn report_peer(peer: SocketAddr, comment: &str) -> Result<()> {
    let address: IpAddr = peer.ip();
    let client = reqwest::Client::new();
    let form = [("peer", address.to_string()), ("comment", format!("seen at https://{comment}"))];
    client.post("https://abuse.example/report").form(&form).send().await?.error_for_status()?;
    Ok(())
}

//# bad
pub async fn mirror_of(settings: &HashMap<String, String>) -> Result<String> {
    let mut url = Url::parse("https://default.example/index.txt")?;
    if let Some(host) = settings.get("mirror") {
        url.set_host(Some(host))?;
    }
    Ok(reqwest::get(url).await?.text().await?)
}

//# good
pub async fn page_of(settings: &HashMap<String, String>) -> Result<String> {
    let mut url = Url::parse("https://default.example/")?;
    if let Some(page) = settings.get("page") {
        url.set_path(page);
        url.set_query(Some("format=txt"));
    }
    Ok(reqwest::get(url).await?.text().await?)
}
