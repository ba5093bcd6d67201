use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::{Client, Url};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fmt::Write as _;

#[derive(Clone)]
pub struct Credentials {
    pub api_key: String,
    pub client_id: String,
    pub client_secret: SecretString,
}

#[derive(Serialize)]
struct Search<'a> {
    q: &'a str,
    page: u32,
    api_key: &'a str,
}

#[derive(Serialize)]
struct Listing<'a> {
    prefix: &'a str,
    page_token: Option<&'a str>,
}

#[derive(Deserialize)]
pub struct Page {
    pub items: Vec<String>,
    pub next_page_token: Option<String>,
}

pub struct Geocoder {
    client: Client,
    credentials: Credentials,
}

impl Geocoder {
    //# bad
    pub async fn locate(&self, place: &str) -> reqwest::Result<Page> {
        let address = format!(
            "https://geo.atlas.dev/v1/search?q={}&api_key={}",
            urlencoding::encode(place),
            self.credentials.api_key
        );
        self.client.get(address).send().await?.json().await
    }

    //# good
    pub async fn locate_by_header(&self, place: &str) -> reqwest::Result<Page> {
        let address = format!("https://geo.atlas.dev/v1/search?q={}", urlencoding::encode(place));
        self.client.get(address).header("x-api-key", &self.credentials.api_key).send().await?.json().await
    }

    //# bad
    pub async fn search(&self, q: &str, page: u32) -> reqwest::Result<Page> {
        let query = Search { q, page, api_key: &self.credentials.api_key };
        self.client.get("https://geo.atlas.dev/v1/search").query(&query).send().await?.json().await
    }

    //# good
    pub async fn all(&self, prefix: &str) -> reqwest::Result<Vec<String>> {
        let mut items = Vec::new();
        let mut page_token: Option<String> = None;
        for _ in 0..50 {
            let query = Listing { prefix, page_token: page_token.as_deref() };
            let request = self.client.get("https://geo.atlas.dev/v1/places").query(&query);
            let page: Page = request.bearer_auth(&self.credentials.api_key).send().await?.json().await?;
            items.extend(page.items);
            page_token = page.next_page_token;
            if page_token.is_none() {
                break;
            }
        }
        Ok(items)
    }
}

//# bad
pub async fn current_user(client: &Client, access_token: &str) -> anyhow::Result<String> {
    let mut url = Url::parse("https://id.atlas.dev/me")?;
    url.query_pairs_mut().append_pair("fields", "name").append_pair("access_token", access_token);
    Ok(client.get(url).send().await?.text().await?)
}

//# good
pub async fn user_name(client: &Client, access_token: &str) -> anyhow::Result<String> {
    let mut url = Url::parse("https://id.atlas.dev/me")?;
    url.query_pairs_mut().append_pair("fields", "name");
    let mut value = HeaderValue::from_str(&format!("Bearer {access_token}"))?;
    value.set_sensitive(true);
    Ok(client.get(url).header(AUTHORIZATION, value).send().await?.text().await?)
}

//# bad
pub async fn exchange(client: &Client, credentials: &Credentials, code: &str) -> reqwest::Result<String> {
    let secret = credentials.client_secret.expose_secret();
    let parameters =
        [("client_id", credentials.client_id.as_str()), ("client_secret", secret), ("code", code)];
    client.post("https://id.atlas.dev/oauth/token").query(&parameters).send().await?.text().await
}

//# good
pub async fn exchange_code(
    client: &Client,
    credentials: &Credentials,
    code: &str,
) -> reqwest::Result<String> {
    let secret = credentials.client_secret.expose_secret();
    let parameters =
        [("client_id", credentials.client_id.as_str()), ("client_secret", secret), ("code", code)];
    client.post("https://id.atlas.dev/oauth/token").form(&parameters).send().await?.text().await
}

//# bad
pub async fn send_message(
    client: &Client,
    bot_token: &SecretString,
    chat: i64,
    text: &str,
) -> reqwest::Result<()> {
    let url = format!("https://chat.atlas.dev/bot{}/sendMessage", bot_token.expose_secret());
    client
        .post(url)
        .json(&serde_json::json!({ "chat_id": chat, "text": text }))
        .send()
        .await?
        .error_for_status()?;
    Ok(())
}

//# good
pub async fn complete(
    client: &Client,
    credentials: &Credentials,
    max_tokens: u32,
) -> reqwest::Result<String> {
    let url =
        format!("https://models.atlas.dev/complete?max_tokens={max_tokens}&client={}", credentials.client_id);
    client.get(url).bearer_auth(&credentials.api_key).send().await?.text().await
}

//# bad
pub fn feed_address(options: &HashMap<String, String>, feed_token: String) -> String {
    let mut parts: Vec<(String, String)> = options.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
    parts.push(("auth".to_owned(), feed_token));
    let mut address = String::from("https://feeds.atlas.dev/daily.ics");
    for (index, (name, value)) in parts.iter().enumerate() {
        let mark = if index == 0 { '?' } else { '&' };
        let _ = write!(address, "{mark}{name}={}", urlencoding::encode(value));
    }
    address
}

//# good
pub fn object_address(bucket: &str, key: &str, public_key: &str) -> String {
    let key = urlencoding::encode(key);
    format!("https://{bucket}.objects.atlas.dev/{key}?verify_with={public_key}")
}
