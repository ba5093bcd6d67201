use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::Response;
use axum_extra::TypedHeader;
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::Bearer;
use hyper_util::client::legacy::Client as HyperClient;
use hyper_util::client::legacy::connect::HttpConnector;
use reqwest::Client;
use serde::Deserialize;
use serde_json::Value;

#[derive(Clone)]
pub struct Gateway {
    pub client: Client,
    pub forward: HyperClient<HttpConnector, Body>,
    pub orders: String,
    pub own_token: String,
    pub issuer: String,
}

#[derive(Deserialize)]
struct Exchanged {
    access_token: String,
}

#[derive(Deserialize)]
struct Introspected {
    active: bool,
    sub: Option<String>,
}

//# bad
pub async fn order(
    State(gateway): State<Gateway>,
    Path(number): Path<u64>,
    TypedHeader(Authorization(bearer)): TypedHeader<Authorization<Bearer>>,
) -> Result<Json<Value>, StatusCode> {
    let response = gateway
        .client
        .get(format!("{}/orders/{number}", gateway.orders))
        .bearer_auth(bearer.token())
        .send()
        .await
        .map_err(|_| StatusCode::BAD_GATEWAY)?;
    response.json().await.map(Json).map_err(|_| StatusCode::BAD_GATEWAY)
}

//# good
/// The caller's token ends here; the order service sees ours.
pub async fn order_for_caller(
    State(gateway): State<Gateway>,
    Path(number): Path<u64>,
    TypedHeader(Authorization(bearer)): TypedHeader<Authorization<Bearer>>,
) -> Result<Json<Value>, StatusCode> {
    if bearer.token().len() > 4096 {
        return Err(StatusCode::UNAUTHORIZED);
    }
    let request =
        gateway.client.get(format!("{}/orders/{number}", gateway.orders)).bearer_auth(&gateway.own_token);
    let response = request.send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    response.json().await.map(Json).map_err(|_| StatusCode::BAD_GATEWAY)
}

//# bad
pub async fn stock(State(gateway): State<Gateway>, headers: HeaderMap) -> Result<String, StatusCode> {
    let mut request = gateway.client.get("https://stock.orchard.app/v1/levels");
    if let Some(value) = headers.get(AUTHORIZATION) {
        request = request.header(AUTHORIZATION, value.clone());
    }
    let response = request.send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    response.text().await.map_err(|_| StatusCode::BAD_GATEWAY)
}

//# good
pub async fn stock_levels(State(gateway): State<Gateway>, headers: HeaderMap) -> Result<String, StatusCode> {
    if headers.get(AUTHORIZATION).is_none() {
        return Err(StatusCode::UNAUTHORIZED);
    }
    let mut request =
        gateway.client.get("https://stock.orchard.app/v1/levels").bearer_auth(&gateway.own_token);
    for name in ["traceparent", "x-request-id", "accept-language"] {
        if let Some(value) = headers.get(name) {
            request = request.header(name, value);
        }
    }
    let response = request.send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    response.text().await.map_err(|_| StatusCode::BAD_GATEWAY)
}

//# bad
pub async fn proxy(
    State(gateway): State<Gateway>,
    request: Request,
) -> Result<Response<hyper::body::Incoming>, StatusCode> {
    let path = request.uri().path_and_query().map(|p| p.as_str()).unwrap_or("/").to_owned();
    let uri: Uri = format!("{}{path}", gateway.orders).parse().map_err(|_| StatusCode::BAD_REQUEST)?;
    let caller = request.headers().get("authorization").cloned().ok_or(StatusCode::UNAUTHORIZED)?;
    let mut outgoing = Request::new(request.into_body());
    *outgoing.uri_mut() = uri;
    outgoing.headers_mut().insert("authorization", caller);
    gateway.forward.request(outgoing).await.map_err(|_| StatusCode::BAD_GATEWAY)
}

//# good
pub async fn proxy_without_credentials(
    State(gateway): State<Gateway>,
    mut request: Request,
) -> Result<Response<hyper::body::Incoming>, StatusCode> {
    let path = request.uri().path_and_query().map(|p| p.as_str()).unwrap_or("/").to_owned();
    *request.uri_mut() = format!("{}{path}", gateway.orders).parse().map_err(|_| StatusCode::BAD_REQUEST)?;
    request.headers_mut().remove(AUTHORIZATION);
    request.headers_mut().remove(COOKIE);
    let own = HeaderValue::from_str(&format!("Bearer {}", gateway.own_token))
        .map_err(|_| StatusCode::BAD_GATEWAY)?;
    request.headers_mut().insert(AUTHORIZATION, own);
    gateway.forward.request(request).await.map_err(|_| StatusCode::BAD_GATEWAY)
}

//# bad
pub async fn copy_headers(State(gateway): State<Gateway>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let mut outgoing = HeaderMap::new();
    for (name, value) in &headers {
        if matches!(name.as_str(), "authorization" | "accept" | "x-request-id") {
            outgoing.insert(name.clone(), value.clone());
        }
    }
    match gateway.client.post("https://audit.orchard.app/v1").headers(outgoing).body(body).send().await {
        Ok(response) => StatusCode::from_u16(response.status().as_u16()).unwrap_or(StatusCode::BAD_GATEWAY),
        Err(_) => StatusCode::BAD_GATEWAY,
    }
}

//# good
pub async fn copy_some_headers(
    State(gateway): State<Gateway>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let kept: HeaderMap = headers
        .iter()
        .filter(|(name, _)| **name != AUTHORIZATION && **name != COOKIE && name.as_str().starts_with("x-"))
        .map(|(name, value)| (HeaderName::clone(name), value.clone()))
        .collect();
    let request =
        gateway.client.post("https://audit.orchard.app/v1").headers(kept).bearer_auth(&gateway.own_token);
    match request.body(body).send().await {
        Ok(response) => StatusCode::from_u16(response.status().as_u16()).unwrap_or(StatusCode::BAD_GATEWAY),
        Err(_) => StatusCode::BAD_GATEWAY,
    }
}

//# good
/// Trades the caller's token for one that is good for the order service only (RFC 8693).
pub async fn exchange(
    State(gateway): State<Gateway>,
    TypedHeader(Authorization(bearer)): TypedHeader<Authorization<Bearer>>,
) -> Result<Json<Value>, StatusCode> {
    let form = [
        ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
        ("subject_token", bearer.token()),
        ("audience", "orders"),
    ];
    let answer = gateway.client.post(format!("{}/token", gateway.issuer)).form(&form).send().await;
    let exchanged: Exchanged =
        answer.map_err(|_| StatusCode::BAD_GATEWAY)?.json().await.map_err(|_| StatusCode::UNAUTHORIZED)?;
    let orders = gateway.client.get(&gateway.orders).bearer_auth(exchanged.access_token).send().await;
    orders.map_err(|_| StatusCode::BAD_GATEWAY)?.json().await.map(Json).map_err(|_| StatusCode::BAD_GATEWAY)
}

//# good
pub async fn introspect(gateway: &Gateway, headers: &HeaderMap) -> Result<String, StatusCode> {
    let value = headers.get(AUTHORIZATION).and_then(|v| v.to_str().ok()).ok_or(StatusCode::UNAUTHORIZED)?;
    let token = value.strip_prefix("Bearer ").ok_or(StatusCode::UNAUTHORIZED)?;
    let request =
        gateway.client.post(format!("{}/introspect", gateway.issuer)).bearer_auth(&gateway.own_token);
    let answer = request.form(&[("token", token)]).send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    let known: Introspected = answer.json().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    if known.active { known.sub.ok_or(StatusCode::UNAUTHORIZED) } else { Err(StatusCode::UNAUTHORIZED) }
}
