use std::net::SocketAddr;

use actix_web::{HttpRequest, HttpResponse, post, web};
use axum::extract::{ConnectInfo, Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::{Form, Json};
use portcullis::{capability, data};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, tool, tool_router};
use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tracing::{Level, Span, debug, error, event, info, info_span, instrument, trace, warn};
use uuid::Uuid;

#[derive(Deserialize)]
pub struct LoginForm {
    pub user: String,
    pub remember: bool,
}

#[derive(Deserialize, schemars::JsonSchema)]
pub struct NoteInput {
    pub title: String,
    pub stars: u8,
}

#[derive(Deserialize)]
pub struct OrderParams {
    pub customer: String,
    pub coupon: Option<String>,
    pub items: Vec<String>,
    pub total: u64,
}

#[derive(Deserialize, Clone, Copy, Debug)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    Mail,
    Phone,
}

impl std::fmt::Display for Channel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Channel::Mail => "mail",
            Channel::Phone => "phone",
        })
    }
}

#[data]
pub struct Question {
    #[validate(length(max = 100))]
    pub subject: String,
    pub number: u32,
}

//# bad
pub async fn login(Form(form): Form<LoginForm>) -> StatusCode {
    info!("login attempt of {}", form.user);
    if form.remember { StatusCode::ACCEPTED } else { StatusCode::OK }
}

//# good
pub async fn login_with_fields(Form(form): Form<LoginForm>) -> StatusCode {
    info!(user = %form.user, remember = form.remember, "login attempt");
    if form.remember { StatusCode::ACCEPTED } else { StatusCode::OK }
}

//# bad
pub async fn order(Query(params): Query<OrderParams>) -> StatusCode {
    let OrderParams { customer, coupon, total, .. } = params;
    if let Some(code) = coupon.filter(|c| c.len() < 20) {
        debug!(total, "coupon {code} of {customer} accepted");
    }
    StatusCode::CREATED
}

//# good
pub async fn order_fields(Query(params): Query<OrderParams>) -> StatusCode {
    let OrderParams { customer, coupon, total, items } = params;
    debug!(%customer, coupon = coupon.as_deref(), items = ?items, "an order over {total} cents");
    StatusCode::CREATED
}

//# good
pub async fn order_counts(Json(params): Json<OrderParams>) -> StatusCode {
    info!("order with {} items, total {}", params.items.len(), params.total);
    StatusCode::CREATED
}

//# bad
pub async fn order_summary(Json(params): Json<OrderParams>) -> StatusCode {
    let mut summary = String::from("items:");
    for item in params.items.iter().take(10) {
        summary.push(' ');
        summary.push_str(item);
    }
    info!("{summary}");
    StatusCode::CREATED
}

//# good
pub async fn show(Path(id): Path<String>) -> Result<String, StatusCode> {
    let Ok(id) = id.parse::<Uuid>() else {
        warn!("an id that is no UUID was refused");
        return Err(StatusCode::BAD_REQUEST);
    };
    info!("showing document {id}");
    Ok(id.to_string())
}

//# bad
pub async fn show_document(Path(id): Path<String>) -> Result<String, StatusCode> {
    id.parse::<Uuid>().map(|id| id.to_string()).map_err(|_| {
        warn!("refused document id {}", id.trim());
        StatusCode::BAD_REQUEST
    })
}

//# bad
#[post("/agents")]
async fn register(req: HttpRequest, body: String) -> HttpResponse {
    let agent = req
        .headers()
        .get("user-agent")
        .and_then(|h| h.to_str().ok())
        .map(str::to_owned)
        .unwrap_or_else(|| "none".into());
    let line = format!("registration by {agent}, {} bytes", body.len());
    event!(Level::INFO, "{}", line);
    HttpResponse::Ok().finish()
}

//# good
#[post("/agents/sized")]
async fn register_sized(req: HttpRequest, body: web::Bytes) -> HttpResponse {
    let agent = req.headers().get("user-agent").and_then(|h| h.to_str().ok()).unwrap_or("none");
    event!(Level::INFO, agent, bytes = body.len(), "registration");
    HttpResponse::Ok().body(format!("welcome, {agent}"))
}

//# good
pub async fn contact(Json(channel): Json<Channel>, ConnectInfo(peer): ConnectInfo<SocketAddr>) -> StatusCode {
    info!("{peer} prefers {channel}");
    StatusCode::NO_CONTENT
}

//# bad
pub async fn forwarded(headers: HeaderMap) -> StatusCode {
    match headers.get("x-forwarded-for").map(|v| String::from_utf8_lossy(v.as_bytes())) {
        Some(chain) if chain.contains(',') => {
            tracing::warn!(target: "proxy", "a chain of proxies: {chain}");
            StatusCode::OK
        }
        Some(_) => StatusCode::OK,
        None => StatusCode::BAD_REQUEST,
    }
}

//# good
#[instrument(skip_all, fields(chain))]
pub async fn forwarded_recorded(headers: HeaderMap) -> StatusCode {
    if let Some(chain) = headers.get("x-forwarded-for").and_then(|v| v.to_str().ok()) {
        Span::current().record("chain", chain);
        tracing::warn!(target: "proxy", "a chain of proxies");
    }
    StatusCode::OK
}

pub struct Notes;

#[tool_router]
impl Notes {
    //# bad
    #[tool(description = "Adds a note")]
    async fn add(
        &self,
        Parameters(NoteInput { title, stars }): Parameters<NoteInput>,
    ) -> Result<String, McpError> {
        if title.is_empty() {
            return Err(McpError::invalid_params("no title", None));
        }
        trace!(stars, "added the note {:>10}", title);
        Ok("added".into())
    }

    //# good
    #[tool(description = "Adds a note with stars")]
    async fn star(&self, Parameters(input): Parameters<NoteInput>) -> Result<String, McpError> {
        let span = info_span!("star", title = %input.title);
        let _entered = span.enter();
        trace!("{} stars", input.stars);
        Ok(format!("{} has {} stars", input.title, input.stars))
    }
}

//# bad
#[capability(read)]
pub fn answer(question: Question) -> Result<String, std::fmt::Error> {
    let what = ("question", question.subject.to_lowercase());
    info!(number = question.number, "{} about {}", what.0, what.1);
    Ok(String::new())
}

//# good
#[capability(read)]
pub fn answer_numbered(question: Question) -> Result<String, std::fmt::Error> {
    info!(subject = question.subject, "question {}", question.number);
    Ok(format!("the answer about {}", question.subject))
}

//# bad
pub async fn accept(listener: TcpListener) -> std::io::Result<()> {
    loop {
        let (socket, peer) = listener.accept().await?;
        let mut lines = BufReader::new(socket).lines();
        while let Some(line) = lines.next_line().await? {
            let command = line.split(' ').next().unwrap_or("");
            error!("{peer} sent the unknown command {command}");
        }
    }
}

//# good
pub async fn accept_known(listener: TcpListener) -> std::io::Result<()> {
    loop {
        let (socket, peer) = listener.accept().await?;
        let mut lines = BufReader::new(socket).lines();
        while let Some(line) = lines.next_line().await? {
            let command = match line.trim() {
                "start" => "start",
                "stop" => "stop",
                _ => "something unknown",
            };
            info!("{peer} sent {command}");
        }
    }
}

//# good
pub async fn refuse(Json(form): Json<LoginForm>) -> Result<(), anyhow::Error> {
    if form.user.len() > 64 {
        anyhow::bail!("the name {} is too long", form.user);
    }
    let user = "guest";
    info!("signed in as {user}");
    Ok(())
}

//# bad
pub async fn fetch_motto(client: &reqwest::Client) -> Result<(), reqwest::Error> {
    let motto = client.get("https://mottos.example/today").send().await?.text().await?;
    let shouted = motto.split_whitespace().map(|w| w.to_uppercase()).collect::<Vec<_>>().join(" ");
    info!("today's motto: {}", shouted.as_str());
    Ok(())
}
