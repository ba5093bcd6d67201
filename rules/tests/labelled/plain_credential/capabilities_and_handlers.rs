use actix_web::{HttpRequest, HttpResponse, web};
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use portcullis::prelude::*;
use portcullis::secret::SecretRef;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{tool, tool_router};
use secrecy::SecretString;

struct ShopKey;

pub struct Forge {
    client: reqwest::Client,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
pub struct Issue {
    repository: String,
    title: String,
}

#[derive(serde::Deserialize)]
pub struct SignIn {
    account: String,
    password: SecretString,
}

#[tool_router]
impl Forge {
    //# bad
    #[tool(description = "Opens an issue")]
    async fn open_issue(&self, Parameters(issue): Parameters<Issue>) -> Result<String, String> {
        let forge_token: String = std::fs::read_to_string("/run/secrets/forge").map_err(|_| "no token")?;
        let request = self.client.post(format!("https://forge.internal/{}", issue.repository));
        let sent = request.bearer_auth(forge_token.trim()).body(issue.title).send().await;
        sent.map(|_| "opened".to_string()).map_err(|_| "the forge is unavailable".to_string())
    }

    //# good
    #[tool(description = "Counts the words of a title")]
    async fn count_words(&self, Parameters(issue): Parameters<Issue>) -> String {
        let tokens: Vec<String> = issue.title.split(' ').map(str::to_lowercase).collect();
        let longest_token: Option<String> = tokens.iter().max_by_key(|word| word.len()).cloned();
        format!("{} words, the longest is {}", tokens.len(), longest_token.unwrap_or_default())
    }
}

//# bad
/// Reads a mailbox.
#[capability(read)]
fn read_mailbox(
    #[validate(length(max = 80))] account: String,
    #[validate(length(max = 80))] password: String,
) -> usize {
    crate::mail::read(&account, &password)
}

//# bad
/// Asks the shop for its stock.
#[capability(read)]
fn stock(call: &Call, #[grant] key: SecretRef<ShopKey>, article: u32) -> Result<u32, Internal> {
    let secret: String = key.reveal(call, |bytes| String::from_utf8_lossy(bytes).into_owned())?;
    Ok(crate::shop::stock(article, &secret)?)
}

//# bad
/// Registers a webhook.
#[capability(write)]
fn register_hook(#[validate(length(max = 200))] url: String, webhook_secret: Option<String>) -> bool {
    match webhook_secret {
        Some(text) => crate::hooks::register(&url, text.as_bytes()),
        None => crate::hooks::register(&url, &[]),
    }
}

//# bad
pub async fn proxy(State(client): State<reqwest::Client>, headers: HeaderMap) -> Result<String, StatusCode> {
    let mut refresh_token = String::new();
    for part in headers.get("cookie").and_then(|v| v.to_str().ok()).unwrap_or_default().split("; ") {
        if let Some(value) = part.strip_prefix("refresh=") {
            refresh_token = value.to_string();
        }
    }
    let request = client.post("https://login.internal/refresh").body(refresh_token);
    request
        .send()
        .await
        .map_err(|_| StatusCode::BAD_GATEWAY)?
        .text()
        .await
        .map_err(|_| StatusCode::BAD_GATEWAY)
}

//# bad
pub async fn rotate(request: HttpRequest, body: web::Bytes) -> HttpResponse {
    struct Rotation {
        account: String,
        new_credentials: Vec<u8>,
    }
    let account = request.match_info().query("account").to_owned();
    let rotation = Rotation { account, new_credentials: body.to_vec() };
    crate::accounts::rotate(&rotation.account, &rotation.new_credentials);
    HttpResponse::NoContent().finish()
}

//# good
/// Says whether the shop has an article.
#[capability(read)]
fn in_stock(call: &Call, #[grant] key: SecretRef<ShopKey>, article: u32) -> Result<bool, Internal> {
    let known = key.reveal(call, |bytes| crate::shop::knows(bytes, article))?;
    Ok(known)
}

//# good
/// Cuts a text so that it fits a model.
#[capability(read)]
fn fit(
    #[validate(length(max = 9000))] text: String,
    /// What stands between two tokens.
    #[validate(length(max = 3))]
    token_separator: String,
    max_tokens: u32,
) -> String {
    let token_count = text.split(&token_separator).count();
    crate::model::cut(&text, token_count.min(max_tokens as usize))
}

//# good
pub async fn sign_in(State(pool): State<sqlx::PgPool>, Form(form): Form<SignIn>) -> StatusCode {
    let SignIn { account, password } = form;
    match crate::accounts::check(&pool, &account, password).await {
        true => StatusCode::OK,
        false => StatusCode::UNAUTHORIZED,
    }
}

//# good
pub async fn forget(State(pool): State<sqlx::PgPool>, Form(account): Form<String>) -> StatusCode {
    struct Reset {
        password_reset_at: chrono::DateTime<chrono::Utc>,
        token_digest: [u8; 32],
        secret_questions: u8,
    }
    let (token, token_digest) = crate::reset::make();
    let reset = Reset { password_reset_at: chrono::Utc::now(), token_digest, secret_questions: 2 };
    crate::reset::store(&pool, &account, reset.token_digest, reset.password_reset_at, reset.secret_questions)
        .await;
    crate::reset::send(&account, token).await;
    StatusCode::ACCEPTED
}
