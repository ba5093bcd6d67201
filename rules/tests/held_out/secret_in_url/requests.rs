use axum::extract::{Query, State};
use axum::response::Redirect;
use reqwest::{Client, Url};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::env;
use std::fmt::Write as _;

#[derive(Serialize)]
pub struct Lookup<'a> {
    pub q: &'a str,
    pub api_key: &'a str,
}

#[derive(Serialize)]
pub struct Listing<'a> {
    pub page_token: &'a str,
    pub max_tokens: u32,
}

#[derive(Deserialize)]
pub struct Login {
    pub user: String,
    pub password: String,
}

#[derive(Clone)]
pub struct Weather {
    http: Client,
    base: Url,
    api_key: String,
    token: SecretString,
}

//# bad
pub async fn forecast(client: &Client, city: &str, api_key: &str) -> reqwest::Result<String> {
    let url = format!("https://api.weather.example.com/v1/forecast?city={city}&appid={api_key}");
    client.get(url).send().await?.text().await
}

//# bad
pub fn forecast_from_tool(city: &str) -> anyhow::Result<String> {
    let key = env::var("WEATHER_API_KEY")?;
    let mut url = String::from("https://api.weather.example.com/v1/forecast?city=");
    url.push_str(city);
    url.push_str("&key=");
    url.push_str(&key);
    Ok(reqwest::blocking::get(&url)?.text()?)
}

//# bad
pub async fn send_message(client: &Client, bot_token: &str, chat: i64, text: &str) -> reqwest::Result<()> {
    let url = format!("https://chat.example.com/bot{bot_token}/sendMessage");
    client.post(&url).json(&serde_json::json!({ "chat_id": chat, "text": text })).send().await?;
    Ok(())
}

//# bad
pub async fn log_in_elsewhere(client: Client, login: Login) -> reqwest::Result<String> {
    let Login { user, password } = login;
    let request =
        client.get("https://legacy.example.com/login").query(&[("user", user), ("password", password)]);
    request.send().await?.text().await
}

impl Weather {
    //# bad
    pub async fn current(&self, city: &str) -> anyhow::Result<String> {
        let mut url = self.base.join("current")?;
        url.query_pairs_mut()
            .append_pair("city", city)
            .append_pair("access_token", self.token.expose_secret());
        Ok(self.http.get(url).send().await?.text().await?)
    }

    //# bad
    pub async fn search(&self, q: &str) -> reqwest::Result<String> {
        let lookup = Lookup { q, api_key: &self.api_key };
        self.http.get(self.base.clone()).query(&lookup).send().await?.text().await
    }

    //# bad
    pub async fn stations(&self) -> anyhow::Result<Vec<String>> {
        let mut found = Vec::new();
        for region in ["north", "south"] {
            let mut path = format!("stations/{region}");
            write!(path, "?apikey={}", self.api_key)?;
            let text = self.http.get(self.base.join(&path)?).send().await?.text().await?;
            found.extend(text.lines().map(str::to_owned));
        }
        Ok(found)
    }

    //# good
    pub async fn current_with_header(&self, city: &str) -> anyhow::Result<String> {
        let mut url = self.base.join("current")?;
        url.query_pairs_mut().append_pair("city", city);
        Ok(self.http.get(url).bearer_auth(self.token.expose_secret()).send().await?.text().await?)
    }

    //# good
    pub async fn search_with_header(&self, q: &str) -> reqwest::Result<String> {
        let request = self.http.get(self.base.clone()).query(&[("q", q)]);
        request.header("x-api-key", &self.api_key).send().await?.text().await
    }

    //# good
    pub async fn list(&self, page_token: &str) -> reqwest::Result<String> {
        let listing = Listing { page_token, max_tokens: 100 };
        let request = self.http.get(self.base.clone()).query(&listing);
        request.bearer_auth(self.token.expose_secret()).send().await?.text().await
    }
}

//# bad
pub async fn after_login(State(weather): State<Weather>, Query(login): Query<Login>) -> Redirect {
    let session_token = uuid::Uuid::new_v4().to_string();
    tracing::info!(user = %login.user, base = %weather.base, "logged in");
    Redirect::to(&format!("/home?session_token={session_token}"))
}

//# bad
pub fn call(path: &str, secret: &str) -> Result<String, Box<ureq::Error>> {
    let url = "https://stock.example.com/".to_owned() + path;
    let response = ureq::get(&url).query("client_secret", secret).call().map_err(Box::new)?;
    Ok(response.into_string().unwrap_or_default())
}

//# bad
pub async fn open_socket(host: &str, access_token: &str) -> anyhow::Result<()> {
    let address = format!("wss://{}/stream?{}", host, ["access_token", access_token].join("="));
    let (_stream, answer) = tokio_tungstenite::connect_async(address).await?;
    tracing::debug!(status = %answer.status(), "connected");
    Ok(())
}

//# bad
pub fn request_uri(user_id: u64, password: String) -> Result<hyper::Uri, hyper::http::uri::InvalidUri> {
    let encoded = urlencoding::encode(&password);
    let query = format!("id={user_id}&pwd={encoded}");
    format!("https://legacy.example.com/check?{query}").parse()
}

//# bad
pub async fn exchange(client: &Client, client_id: &str, client_secret: &str) -> anyhow::Result<String> {
    let pairs =
        [("grant_type", "client_credentials"), ("client_id", client_id), ("client_secret", client_secret)];
    let query = serde_urlencoded::to_string(pairs)?;
    let mut url = Url::parse("https://login.example.com/oauth2/token")?;
    url.set_query(Some(&query));
    Ok(client.post(url).send().await?.text().await?)
}

//# bad
pub fn with_params(credit_card: &str) -> Result<Url, url::ParseError> {
    let base = "https://pay.example.com/check";
    Url::parse_with_params(base, &[("currency", "EUR"), ("credit_card", credit_card)])
}

//# bad
pub async fn revoke(client: &Client, refresh_token: Option<String>) -> reqwest::Result<bool> {
    let Some(token) = refresh_token.as_deref().map(str::trim) else {
        return Ok(false);
    };
    let address = match token.len() {
        0 => "https://login.example.com/revoke".to_owned(),
        _ => "https://login.example.com/revoke?token=".to_owned() + token,
    };
    Ok(client.delete(address).send().await?.status().is_success())
}

//# bad
pub async fn actix_call(client: &awc::Client) -> Result<usize, Box<dyn std::error::Error>> {
    let api_token = env::var("STOCK_API_TOKEN")?;
    let request = client.get("https://stock.example.com/items").query(&[("api_token", &api_token)])?;
    let body = request.send().await?.body().await?;
    Ok(body.len())
}

//# good
pub async fn forecast_by_header(client: &Client, city: &str, api_key: &str) -> reqwest::Result<String> {
    let url = format!("https://api.weather.example.com/v1/forecast?city={city}");
    client.get(url).header("x-api-key", api_key).send().await?.text().await
}

//# good
pub async fn log_in(client: Client, login: Login) -> reqwest::Result<String> {
    let form = [("user", login.user), ("password", login.password)];
    client.post("https://accounts.example.com/login").form(&form).send().await?.text().await
}

//# good
pub async fn next_page(client: &Client, next_page_token: &str) -> reqwest::Result<String> {
    let url = format!("https://api.example.com/v1/orders?page_token={next_page_token}&page_size=50");
    client.get(url).send().await?.text().await
}

//# good
pub async fn fetch_object(client: &Client, bucket: &str, key: &str) -> reqwest::Result<Vec<u8>> {
    let url = format!("https://{bucket}.storage.example.com/{key}");
    Ok(client.get(url).send().await?.bytes().await?.to_vec())
}

//# good
pub async fn read_secret(client: &Client, secret_name: &str, token: &str) -> reqwest::Result<String> {
    let url = format!("https://vault.example.com/v1/secret/data/{secret_name}");
    client.get(url).header("x-vault-token", token).send().await?.text().await
}

//# good
pub async fn password_page(user_id: u64, password: &str) -> Redirect {
    if password.len() < 12 {
        return Redirect::to("/account/password?error=too-short");
    }
    Redirect::to(&format!("/account/{user_id}/password-changed"))
}

//# good
pub fn query_by_keyword(keyword: &str) -> Result<String, Box<ureq::Error>> {
    let response = ureq::get("https://stock.example.com/search").query("key", "name").query("value", keyword);
    Ok(response.call().map_err(Box::new)?.into_string().unwrap_or_default())
}

//# good
pub fn call_with_basic(path: &str, user: &str, password: &str) -> Result<u16, Box<ureq::Error>> {
    use base64::prelude::*;
    let url = format!("https://stock.example.com/{path}");
    let basic = BASE64_STANDARD.encode([user, password].join(":"));
    let response =
        ureq::get(&url).set("Authorization", &format!("Basic {basic}")).call().map_err(Box::new)?;
    Ok(response.status())
}

//# good
pub async fn connect_socket(host: &str, access_token: &str) -> anyhow::Result<()> {
    use tokio_tungstenite::tungstenite::client::IntoClientRequest;
    let mut request = format!("wss://{host}/stream").into_client_request()?;
    request.headers_mut().insert("x-access-token", access_token.parse()?);
    tokio_tungstenite::connect_async(request).await?;
    Ok(())
}

//# good
pub async fn public_key(client: &Client, public_key: &str) -> reqwest::Result<bool> {
    let url = Url::parse_with_params("https://keys.example.com/lookup", &[("public_key", public_key)]);
    let Ok(url) = url else { return Ok(false) };
    Ok(client.get(url).send().await?.status().is_success())
}

//# good
pub async fn token_info(client: &Client, token_id: uuid::Uuid, token: &str) -> reqwest::Result<String> {
    client
        .get(format!("https://login.example.com/tokens/{token_id}"))
        .bearer_auth(token)
        .send()
        .await?
        .text()
        .await
}

//# good
pub fn authorize_url(client_id: &str, state: &str) -> String {
    let response_type = "code";
    let token_type = "bearer";
    format!(
        "https://login.example.com/authorize?client_id={client_id}&state={state}&response_type={response_type}&token_type={token_type}"
    )
}

//# good
pub fn tokens_of(text: &str) -> Result<Url, url::ParseError> {
    let token = text.split_whitespace().next().map_or(0, str::len);
    Url::parse(&format!("https://count.example.com/?longest={token}"))
}
