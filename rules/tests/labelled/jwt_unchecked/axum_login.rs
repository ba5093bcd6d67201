use axum::Json;
use axum::extract::{FromRequestParts, Query, State};
use axum::http::{HeaderMap, StatusCode, request::Parts};
use axum_extra::TypedHeader;
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::Bearer;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{self as jwt, jwk::JwkSet};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, TokenData, Validation, decode, decode_header, encode,
};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Claims {
    pub sub: String,
    pub aud: String,
    pub exp: u64,
    pub tenant: Option<String>,
}

#[derive(Clone)]
pub struct App {
    pub keys: JwkSet,
    pub decoding: DecodingKey,
    pub encoding: EncodingKey,
    pub audience: String,
}

#[derive(Deserialize)]
pub struct Callback {
    pub id_token: String,
    pub state: String,
}

//# bad
pub async fn who_am_i(
    State(app): State<App>,
    TypedHeader(Authorization(bearer)): TypedHeader<Authorization<Bearer>>,
) -> Result<Json<Claims>, StatusCode> {
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[&app.audience]);
    validation.insecure_disable_signature_validation();
    let data =
        decode::<Claims>(bearer.token(), &app.decoding, &validation).map_err(|_| StatusCode::UNAUTHORIZED)?;
    Ok(Json(data.claims))
}

//# good
pub async fn profile(
    State(app): State<App>,
    TypedHeader(Authorization(bearer)): TypedHeader<Authorization<Bearer>>,
) -> Result<Json<Claims>, StatusCode> {
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[&app.audience]);
    validation.set_required_spec_claims(&["exp", "aud", "sub"]);
    let data =
        decode::<Claims>(bearer.token(), &app.decoding, &validation).map_err(|_| StatusCode::UNAUTHORIZED)?;
    Ok(Json(data.claims))
}

//# bad
pub fn read_claims(token: &str, app: &App) -> jwt::errors::Result<Claims> {
    let header = decode_header(token)?;
    let mut validation = Validation::new(header.alg);
    validation.set_audience(&["ledger"]);
    decode::<Claims>(token, &app.decoding, &validation).map(|data| data.claims)
}

//# good
/// The key is looked up by its id; the algorithm is ours.
pub fn claims_by_key_id(token: &str, app: &App) -> anyhow::Result<Claims> {
    let header = decode_header(token)?;
    let kid = header.kid.ok_or_else(|| anyhow::anyhow!("no key id"))?;
    let jwk = app.keys.find(&kid).ok_or_else(|| anyhow::anyhow!("unknown key"))?;
    let mut validation = Validation::new(Algorithm::ES256);
    validation.set_audience(&["ledger"]);
    Ok(decode::<Claims>(token, &DecodingKey::from_jwk(jwk)?, &validation)?.claims)
}

//# bad
pub async fn callback(
    State(app): State<App>,
    Query(callback): Query<Callback>,
) -> Result<String, StatusCode> {
    let mut checks = Validation::default();
    checks.algorithms = vec![Algorithm::RS256];
    checks.validate_aud = false;
    let TokenData { claims, .. } = jwt::decode::<Claims>(&callback.id_token, &app.decoding, &checks)
        .map_err(|_| StatusCode::FORBIDDEN)?;
    Ok(format!("{}:{}", callback.state, claims.sub))
}

//# good
pub async fn sign_in(State(app): State<App>, Query(callback): Query<Callback>) -> Result<String, StatusCode> {
    let mut checks = Validation::new(Algorithm::RS256);
    checks.aud = Some(HashSet::from([app.audience.clone()]));
    checks.leeway = 20;
    let TokenData { claims, .. } = jwt::decode::<Claims>(&callback.id_token, &app.decoding, &checks)
        .map_err(|_| StatusCode::FORBIDDEN)?;
    Ok(format!("{}:{}", callback.state, claims.sub))
}

//# bad
pub fn tenant_of(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("authorization")?.to_str().ok()?;
    let token = value.strip_prefix("Bearer ")?;
    let payload = token.split('.').nth(1)?;
    let bytes = URL_SAFE_NO_PAD.decode(payload).ok()?;
    let claims: Claims = serde_json::from_slice(&bytes).ok()?;
    claims.tenant
}

//# good
pub fn issue(app: &App, account: &str, now: u64) -> jwt::errors::Result<String> {
    let claims = Claims { sub: account.to_owned(), aud: app.audience.clone(), exp: now + 900, tenant: None };
    let header = Header::new(Algorithm::EdDSA);
    encode(&header, &claims, &app.encoding)
}

impl FromRequestParts<App> for Claims {
    type Rejection = StatusCode;

    //# bad
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let value = parts
            .headers
            .get("authorization")
            .and_then(|v| v.to_str().ok())
            .ok_or(StatusCode::UNAUTHORIZED)?;
        let token = value.trim_start_matches("Bearer ").trim();
        let validation = jwt::Validation::new(jwt::Algorithm::HS256);
        let data = jwt::decode::<Claims>(token, &app.decoding, &validation);
        data.map(|d| d.claims).map_err(|_| StatusCode::UNAUTHORIZED)
    }
}

//# good
/// Only what was agreed with the partner is let through.
pub fn partner_claims(token: &str, key: &DecodingKey) -> anyhow::Result<Claims> {
    let algorithm = match decode_header(token)?.alg {
        Algorithm::ES256 => Algorithm::ES256,
        Algorithm::ES384 => Algorithm::ES384,
        other => anyhow::bail!("{other:?} is not agreed"),
    };
    let mut validation = Validation::new(algorithm);
    validation.set_audience(&["settlement"]);
    validation.set_issuer(&["https://id.partner.test"]);
    Ok(decode::<Claims>(token, key, &validation)?.claims)
}

//# bad
pub fn refresh(app: &App, old: &str, now: u64) -> jwt::errors::Result<String> {
    let validation = {
        let mut v = Validation::new(Algorithm::EdDSA);
        v.validate_exp = false;
        v.set_audience(&[app.audience.as_str()]);
        if cfg!(debug_assertions) || app.keys.keys.is_empty() {
            v.insecure_disable_signature_validation();
        }
        v
    };
    let mut claims = decode::<Claims>(old, &app.decoding, &validation)?.claims;
    claims.exp = now + 900;
    encode(&Header::new(Algorithm::EdDSA), &claims, &app.encoding)
}

//# good
/// For the log: which key signed, nothing about who calls.
pub fn key_id_for_log(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("authorization")?.to_str().ok()?;
    let header = decode_header(value.strip_prefix("Bearer ")?).ok()?;
    tracing::debug!(algorithm = ?header.alg, "token header");
    header.kid
}
