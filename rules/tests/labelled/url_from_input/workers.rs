//! Workers and small programs that speak to hosts which somebody else names.

use std::collections::HashMap;
use std::env;

use anyhow::{Result, bail};
use redis::AsyncCommands;
use serde::Deserialize;
use tokio_tungstenite::connect_async;
use ureq as web;

#[derive(Deserialize)]
pub struct Job {
    id: u64,
    reply_to: String,
    payload: serde_json::Value,
}

pub struct Client {
    seen: HashMap<String, String>,
}

impl Client {
    fn get(&self, url: &str) -> Option<&String> {
        self.seen.get(url)
    }

    //# good
    pub fn cached(&self, host: &str) -> Option<&String> {
        self.get(&format!("https://{host}/"))
    }
}

//# bad
pub async fn answer_jobs(
    queue: &mut redis::aio::MultiplexedConnection,
    http: &reqwest::Client,
) -> Result<()> {
    loop {
        let (_, text): (String, String) = queue.blpop("jobs", 0.0).await?;
        let job: Job = serde_json::from_str(&text)?;
        let done = crate::jobs::run(job.id, &job.payload).await;
        let target = job.reply_to;
        http.post(target.as_str()).json(&done).send().await?.error_for_status()?;
    }
}

//# bad
pub fn check_mirrors() -> Result<Vec<u16>> {
    env::args()
        .skip(1)
        .map(|host| {
            let url = format!("https://{host}/health");
            let response = web::get(&url).call()?;
            Ok(response.status().as_u16())
        })
        .collect()
}

//# bad
pub async fn next_pages(http: &reqwest::Client) -> Result<Vec<serde_json::Value>> {
    let mut pages = Vec::new();
    let mut url = "https://api.example.com/items".to_owned();
    for _ in 0..20 {
        let page: serde_json::Value = http.get(&url).send().await?.json().await?;
        let next = page.get("next").and_then(|n| n.as_str()).map(str::to_owned);
        pages.push(page);
        let Some(next) = next else { break };
        url = next;
    }
    Ok(pages)
}

//# bad
pub async fn watch(room: &str, server: Option<&str>) -> Result<()> {
    let server = server.filter(|s| !s.is_empty()).unwrap_or("chat.example.com");
    let scheme = if server.starts_with("localhost") { "ws" } else { "wss" };
    let (mut socket, _) = connect_async(format!("{scheme}://{server}/rooms")).await?;
    crate::chat::follow(&mut socket, room).await
}

//# good
pub async fn listen(room: u32) -> Result<()> {
    let address = format!("wss://chat.example.com/rooms/{room}");
    let (mut socket, _) = connect_async(&address).await?;
    crate::chat::follow(&mut socket, "main").await
}

//# good
pub fn download(version: &str) -> Result<Vec<u8>> {
    let version: semver::Version = version.parse()?;
    let base = "https://releases.example.com";
    let url = format!("{base}/tool-{version}.tar.gz");
    Ok(web::get(&url).call()?.body_mut().read_to_vec()?)
}

//# good
pub async fn deliver(http: &reqwest::Client, job: &Job) -> Result<()> {
    let hooks = HashMap::from([
        ("billing", "https://billing.example.com/hook"),
        ("mail", "https://mail.example.com/in"),
    ]);
    let Some(url) = hooks.get(job.reply_to.as_str()) else { bail!("nobody is called {}", job.reply_to) };
    http.post(*url).json(&job.payload).send().await?.error_for_status()?;
    Ok(())
}

//# good
pub async fn weather(http: &reqwest::Client, city: &str) -> Result<String> {
    let url = "https://weather.example.com/v1/now";
    let label = format!("https of {city}");
    let response = http.get(url).query(&[("city", city)]).header("x-label", label).send().await?;
    Ok(response.text().await?)
}
