//! Requests with a credential in the address, and with it elsewhere.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;

use actix_web::{HttpResponse, web};
use axum::http::{HeaderMap, header};
use axum::response::Redirect;
use reqwest::{Client, Url};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct TokenRequest<'a> {
    grant_type: &'a str,
    client_secret: &'a str,
}

struct Maps {
    client: Client,
    api_key: String,
}

#[derive(Deserialize)]
struct Credentials {
    user: String,
    password: String,
}

//# bad
async fn forecast(client: &Client, api_key: &str, city: &str) -> reqwest::Result<String> {
    let url = format!("https://api.weather.example/v1/forecast?q={city}&appid={api_key}");
    client.get(url).send().await?.text().await
}

//# bad
async fn pairs(client: &Client, access_token: String) -> reqwest::Result<u16> {
    let request = client.get("https://graph.example.com/me").query(&[("access_token", access_token)]);
    Ok(request.send().await?.status().as_u16())
}

impl Maps {
    //# bad
    async fn geocode(&self, address: &str) -> reqwest::Result<String> {
        let request = self.client.get("https://maps.example.com/geocode").query(&[("address", address)]);
        request.query(&[("key", &self.api_key)]).send().await?.text().await
    }
}

//# bad
fn bot_path(method: &str) -> anyhow::Result<String> {
    let token = env::var("BOT_TOKEN")?;
    let url = "https://bots.example.org/bot".to_string() + &token + "/" + method;
    Ok(ureq::get(&url).call()?.into_string()?)
}

//# bad
fn revealed(key: &SecretString) -> Result<Url, url::ParseError> {
    let mut url = Url::parse("https://search.example.com/query")?;
    url.query_pairs_mut().append_pair("key", key.expose_secret());
    Ok(url)
}

//# bad
fn set_whole_query(secret: &str) -> Result<String, url::ParseError> {
    let mut url = Url::parse("https://files.example.com/private.pdf")?;
    url.set_query(Some(&format!("secret={secret}")));
    Ok(url.to_string())
}

//# bad
async fn login_redirect(form: web::Form<Credentials>) -> HttpResponse {
    let Credentials { user, password } = form.into_inner();
    let target = format!("/session?user={user}&password={password}");
    HttpResponse::SeeOther().insert_header(("location", target)).finish()
}

//# bad
fn pushed(client_secret: &str, code: &str) -> String {
    let mut url = String::from("https://id.example.com/token?code=");
    url.push_str(code);
    url.push_str("&client_secret=");
    url.push_str(client_secret);
    url
}

//# bad
async fn back_to_application(session_token: String) -> Redirect {
    let mut target = String::new();
    write!(target, "https://app.example.com/done?session={session_token}").expect("a string takes all");
    Redirect::to(&target)
}

//# bad
async fn through_a_map(client: &Client, user: &str, password: &str) -> reqwest::Result<String> {
    let parameters = BTreeMap::from([("user", user), ("password", password)]);
    client.post("https://sms.example.com/send").query(&parameters).send().await?.text().await
}

//# bad
fn parsed_with_parameters(token: &str) -> anyhow::Result<Url> {
    let trimmed = token.trim();
    let parameters = [("page", "1"), ("private_token", trimmed)];
    Ok(Url::parse_with_params("https://git.example.com/api/v4/projects", parameters)?)
}

//# bad
async fn socket(api_secret: &str) -> anyhow::Result<()> {
    let encoded = urlencoding::encode(api_secret).into_owned();
    let address = format!("wss://stream.example.com/v2?auth={encoded}");
    tokio_tungstenite::connect_async(address).await?;
    Ok(())
}

//# good
async fn forecast_with_header(client: &Client, api_key: &str, city: &str) -> reqwest::Result<String> {
    let request = client.get("https://api.weather.example/v1/forecast").query(&[("q", city)]);
    request.header("x-api-key", api_key).send().await?.text().await
}

//# good
async fn bearer(client: &Client, access_token: &str, id: u64) -> reqwest::Result<u16> {
    let url = format!("https://graph.example.com/users/{id}");
    Ok(client.get(&url).bearer_auth(access_token).send().await?.status().as_u16())
}

//# good
async fn next_page(client: &Client, page_token: &str) -> reqwest::Result<String> {
    let url = format!("https://api.example.com/items?page_token={page_token}");
    client.get(url).send().await?.text().await
}

//# good
async fn form_body(client: &Client, client_secret: &str) -> reqwest::Result<String> {
    let body = TokenRequest { grant_type: "client_credentials", client_secret };
    client.post("https://id.example.com/token").form(&body).send().await?.text().await
}

//# good
fn page_about_passwords(user: u64) -> String {
    let password_page = format!("https://app.example.com/users/{user}/password?tab=token");
    password_page
}

//# good
async fn basic(client: &Client, credentials: Credentials) -> reqwest::Result<u16> {
    let Credentials { user, password } = credentials;
    let url = format!("https://dav.example.com/{user}/");
    Ok(client.get(url).basic_auth(user, Some(password)).send().await?.status().as_u16())
}

//# good
async fn budget(client: &Client, max_tokens: u32) -> reqwest::Result<String> {
    let request = client.get("https://models.example.com/estimate").query(&[("max_tokens", max_tokens)]);
    request.send().await?.text().await
}

//# good
fn signed(path: &str, secret: &SecretString) -> anyhow::Result<String> {
    use hmac::{Hmac, Mac};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.expose_secret().as_bytes())?;
    mac.update(path.as_bytes());
    let signature = hex::encode(mac.finalize().into_bytes());
    Ok(format!("https://files.example.com{path}?signature={signature}"))
}

//# good
fn header_map(token: &str) -> anyhow::Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    headers.insert(header::AUTHORIZATION, format!("Bearer {token}").parse()?);
    Ok(headers)
}

//# good
async fn challenge(client: &Client, verifier: &str) -> anyhow::Result<Url> {
    use sha2::Digest;
    let challenge = hex::encode(sha2::Sha256::digest(verifier));
    let url = Url::parse_with_params("https://id.example.com/authorize", [("code_challenge", challenge)])?;
    client.head(url.clone()).send().await?;
    Ok(url)
}

//# good
fn list_of_keys(account: &str, key_id: u32) -> String {
    format!("https://console.example.com/accounts/{account}/api-keys/{key_id}?show=secret-names")
}

//# good
async fn websocket_with_header(token: &SecretString) -> anyhow::Result<()> {
    use tokio_tungstenite::tungstenite::client::IntoClientRequest;
    let mut request = "wss://stream.example.com/v2?format=json".into_client_request()?;
    let value = format!("Bearer {}", token.expose_secret());
    request.headers_mut().insert("authorization", value.parse()?);
    tokio_tungstenite::connect_async(request).await?;
    Ok(())
}
