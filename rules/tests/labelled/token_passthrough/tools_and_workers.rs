use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use awc::Client as ActixClient;
use poem::handler;
use poem::web::Data;
use reqwest::{Client, RequestBuilder};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{CallToolResult, Content, ErrorData};
use rmcp::service::{RequestContext, RoleServer};
use rmcp::tool;
use rocket::request::{FromRequest, Outcome, Request};
use serde::Deserialize;
use tonic::metadata::MetadataValue;
use tonic::{Request as GrpcRequest, Response as GrpcResponse, Status};

use crate::ledger::ledger_client::LedgerClient;
use crate::ledger::{BalanceReply, BalanceRequest};

#[derive(Deserialize, schemars::JsonSchema)]
pub struct Issue {
    pub title: String,
    pub project: String,
}

#[derive(Clone)]
pub struct Tracker {
    client: Client,
    own_token: String,
}

pub struct Bridge {
    channel: tonic::transport::Channel,
    credential: MetadataValue<tonic::metadata::Ascii>,
}

impl Tracker {
    //# bad
    #[tool(description = "Opens an issue")]
    pub async fn open_issue(
        &self,
        Parameters(issue): Parameters<Issue>,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResult, ErrorData> {
        let parts = context.extensions.get::<http::request::Parts>();
        let header = parts.and_then(|p| p.headers.get("authorization")).and_then(|v| v.to_str().ok());
        let token = header.and_then(|h| h.strip_prefix("Bearer ")).unwrap_or_default().to_owned();
        let request = self.client.post(format!("https://tracker.orchard.app/{}/issues", issue.project));
        let answer =
            request.bearer_auth(token).json(&serde_json::json!({ "title": issue.title })).send().await;
        let answer = answer.map_err(|_| ErrorData::internal_error("the tracker does not answer", None))?;
        Ok(CallToolResult::success(vec![Content::text(answer.status().to_string())]))
    }

    //# good
    #[tool(description = "Opens an issue in the name of this service")]
    pub async fn open_issue_as_service(
        &self,
        Parameters(issue): Parameters<Issue>,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResult, ErrorData> {
        let parts = context.extensions.get::<http::request::Parts>();
        if parts.is_none_or(|p| !p.headers.contains_key("authorization")) {
            return Err(ErrorData::invalid_request("no caller", None));
        }
        let request = self.client.post(format!("https://tracker.orchard.app/{}/issues", issue.project));
        let request = request.bearer_auth(&self.own_token).json(&serde_json::json!({ "title": issue.title }));
        let answer = request
            .send()
            .await
            .map_err(|_| ErrorData::internal_error("the tracker does not answer", None))?;
        Ok(CallToolResult::success(vec![Content::text(answer.status().to_string())]))
    }
}

//# bad
pub async fn avatar(request: HttpRequest, client: web::Data<ActixClient>) -> HttpResponse {
    let Some(value) = request.headers().get(header::AUTHORIZATION) else {
        return HttpResponse::Unauthorized().finish();
    };
    let upstream =
        client.get("https://pictures.orchard.app/me").insert_header((header::AUTHORIZATION, value.clone()));
    match upstream.send().await {
        Ok(mut answer) => HttpResponse::Ok().body(answer.body().await.unwrap_or_default()),
        Err(_) => HttpResponse::BadGateway().finish(),
    }
}

//# good
pub async fn picture(
    request: HttpRequest,
    client: web::Data<ActixClient>,
    own: web::Data<String>,
) -> HttpResponse {
    let mut upstream = client.get("https://pictures.orchard.app/me").bearer_auth(own.as_str());
    if let Some(known) = request.headers().get(header::IF_NONE_MATCH) {
        upstream = upstream.insert_header((header::IF_NONE_MATCH, known.clone()));
    }
    match upstream.send().await {
        Ok(mut answer) => HttpResponse::Ok().body(answer.body().await.unwrap_or_default()),
        Err(_) => HttpResponse::BadGateway().finish(),
    }
}

impl Bridge {
    //# bad
    pub async fn balance(
        &self,
        request: GrpcRequest<BalanceRequest>,
    ) -> Result<GrpcResponse<BalanceReply>, Status> {
        let bearer = request.metadata().get("authorization").cloned();
        let mut outgoing = GrpcRequest::new(request.into_inner());
        if let Some(bearer) = bearer {
            outgoing.metadata_mut().insert("authorization", bearer);
        }
        LedgerClient::new(self.channel.clone()).balance(outgoing).await
    }

    //# good
    pub async fn balance_as_bridge(
        &self,
        request: GrpcRequest<BalanceRequest>,
    ) -> Result<GrpcResponse<BalanceReply>, Status> {
        request.metadata().get("authorization").ok_or_else(|| Status::unauthenticated("no caller"))?;
        let mut outgoing = GrpcRequest::new(request.into_inner());
        outgoing.metadata_mut().insert("authorization", self.credential.clone());
        LedgerClient::new(self.channel.clone()).balance(outgoing).await
    }
}

//# bad
#[handler]
pub async fn search(request: &poem::Request, client: Data<&Client>) -> poem::Result<String> {
    let token = request.header("x-api-key").unwrap_or_default();
    let term = request.uri().query().unwrap_or_default();
    let upstream = client.get(format!("https://search.orchard.app/?{term}")).header("x-api-key", token);
    let answer = upstream.send().await.map_err(poem::error::BadGateway)?;
    answer.text().await.map_err(poem::error::BadGateway)
}

//# bad
pub async fn notify_all(
    request: HttpRequest,
    client: web::Data<Client>,
    hooks: web::Json<Vec<String>>,
) -> HttpResponse {
    let credential = request
        .headers()
        .get("cookie")
        .and_then(|v| v.to_str().ok())
        .and_then(|all| all.split("; ").find_map(|pair| pair.strip_prefix("session=")))
        .map(str::to_owned);
    let attach = |builder: RequestBuilder| match &credential {
        Some(session) => builder.header("cookie", format!("session={session}")),
        None => builder,
    };
    for hook in hooks.iter() {
        if attach(client.post(hook)).send().await.is_err() {
            return HttpResponse::BadGateway().finish();
        }
    }
    HttpResponse::NoContent().finish()
}

pub struct Caller(pub String);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Caller {
    type Error = ();

    //# good
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let token = request.headers().get_one("authorization").and_then(|v| v.strip_prefix("Bearer "));
        match (token, request.rocket().state::<crate::Verifier>()) {
            (Some(token), Some(verifier)) => match verifier.subject(token) {
                Some(subject) => Outcome::Success(Caller(subject)),
                None => Outcome::Error((rocket::http::Status::Unauthorized, ())),
            },
            _ => Outcome::Forward(rocket::http::Status::Unauthorized),
        }
    }
}

//# bad
pub async fn warm(request: HttpRequest, client: web::Data<Client>) -> Result<HttpResponse, actix_web::Error> {
    let mut headers = reqwest::header::HeaderMap::new();
    let caller = (
        request.headers().get("authorization").map(|v| v.as_bytes().to_vec()),
        request.peer_addr().map(|a| a.ip()),
    );
    let (Some(bytes), Some(peer)) = caller else { return Ok(HttpResponse::Unauthorized().finish()) };
    let value =
        reqwest::header::HeaderValue::from_bytes(&bytes).map_err(actix_web::error::ErrorBadRequest)?;
    tracing::info!(%peer, "warming the cache");
    headers.append(reqwest::header::AUTHORIZATION, value);
    let answer = client.get("https://cache.orchard.app/warm").headers(headers).send().await;
    Ok(HttpResponse::Ok().body(answer.map_err(actix_web::error::ErrorBadGateway)?.status().to_string()))
}
