//! JSON web tokens that are read: with and without a check of signature, algorithm and audience.

use std::collections::{HashMap, HashSet};

use actix_web::{HttpRequest, HttpResponse};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, TokenData, Validation, decode, decode_header, encode,
};
use jwt_simple::prelude::*;
use serde::{Deserialize as SerdeDeserialize, Serialize as SerdeSerialize};
use sha2::Sha256;

#[derive(SerdeDeserialize, SerdeSerialize, Clone)]
struct Claims {
    sub: String,
    aud: String,
    exp: u64,
}

struct Keys {
    by_id: HashMap<String, DecodingKey>,
    issuer: String,
}

//# bad
fn signature_switched_off(token: &str) -> jsonwebtoken::errors::Result<Claims> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_audience(&["orders"]);
    validation.insecure_disable_signature_validation();
    Ok(decode::<Claims>(token, &DecodingKey::from_secret(&[]), &validation)?.claims)
}

//# bad
fn older_crate(token: &str) -> Option<String> {
    let data = jsonwebtoken::dangerous_insecure_decode::<Claims>(token).ok()?;
    Some(data.claims.sub)
}

//# bad
async fn algorithm_of_the_header(
    headers: HeaderMap,
    State(key): State<DecodingKey>,
) -> Result<String, StatusCode> {
    let value =
        headers.get("authorization").and_then(|it| it.to_str().ok()).ok_or(StatusCode::UNAUTHORIZED)?;
    let token = value.trim_start_matches("Bearer ");
    let header = decode_header(token).map_err(|_| StatusCode::UNAUTHORIZED)?;
    let mut validation = Validation::new(header.alg);
    validation.set_audience(&["orders"]);
    let data = decode::<Claims>(token, &key, &validation).map_err(|_| StatusCode::UNAUTHORIZED)?;
    Ok(data.claims.sub)
}

//# bad
fn any_audience(token: &str, key: &DecodingKey) -> jsonwebtoken::errors::Result<TokenData<Claims>> {
    let mut validation = Validation::new(Algorithm::RS256);
    validation.validate_aud = false;
    validation.set_issuer(&["https://id.example.com"]);
    decode(token, key, &validation)
}

//# bad
fn payload_by_hand(token: &str) -> anyhow::Result<Claims> {
    let payload = token.split('.').nth(1).ok_or_else(|| anyhow::anyhow!("no payload"))?;
    let bytes = URL_SAFE_NO_PAD.decode(payload)?;
    Ok(serde_json::from_slice(&bytes)?)
}

//# bad
fn parsed_without_verifying(token: &str) -> Result<String, jwt::Error> {
    let token: jwt::Token<jwt::Header, Claims, _> = jwt::Token::parse_unverified(token)?;
    Ok(token.claims().sub.clone())
}

//# bad
fn unsecured(token: &[u8]) -> Result<Option<String>, josekit::JoseError> {
    let (payload, _header) = josekit::jwt::decode_unsecured(token)?;
    Ok(payload.subject().map(str::to_owned))
}

//# bad
fn default_validation(token: &str, secret: &[u8]) -> Option<Claims> {
    let key = DecodingKey::from_secret(secret);
    let data = decode::<Claims>(token, &key, &Validation::default()).ok()?;
    Some(data.claims)
}

//# bad
fn newer_crate(token: &str) -> jsonwebtoken::errors::Result<u64> {
    use jsonwebtoken::dangerous::insecure_decode;
    let claims = insecure_decode::<Claims>(token)?.claims;
    Ok(claims.exp)
}

//# bad
fn list_with_the_token_s_own(token: &str, keys: &Keys) -> anyhow::Result<Claims> {
    let header = decode_header(token)?;
    let id = header.kid.as_deref().unwrap_or("default");
    let key = keys.by_id.get(id).ok_or_else(|| anyhow::anyhow!("unknown key"))?;
    let asked = header.alg;
    let mut validation = Validation::default();
    validation.algorithms = vec![asked];
    validation.set_audience(&["orders"]);
    validation.set_issuer(&[&keys.issuer]);
    Ok(decode::<Claims>(token, key, &validation)?.claims)
}

//# bad
fn built_in_a_block(token: &str, key: &DecodingKey, debug: bool) -> Option<String> {
    let validation = {
        let mut options = Validation::new(Algorithm::EdDSA);
        options.set_audience(&["reports"]);
        if debug {
            options.insecure_disable_signature_validation();
        }
        options
    };
    decode::<Claims>(token, key, &validation).ok().map(|data| data.claims.sub)
}

//# bad
async fn request_claims(request: HttpRequest) -> HttpResponse {
    let token = request.headers().get("x-token").and_then(|it| it.to_str().ok()).unwrap_or_default();
    let parts: Vec<&str> = token.splitn(3, '.').collect();
    let [_header, body, _signature] = parts[..] else { return HttpResponse::BadRequest().finish() };
    let claims = URL_SAFE_NO_PAD.decode(body).ok().and_then(|it| serde_json::from_slice::<Claims>(&it).ok());
    match claims {
        Some(claims) if claims.sub == "admin" => HttpResponse::Ok().finish(),
        _ => HttpResponse::Forbidden().finish(),
    }
}

//# good
fn all_is_checked(token: &str, key: &DecodingKey) -> jsonwebtoken::errors::Result<Claims> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_audience(&["orders"]);
    validation.set_issuer(&["https://id.example.com"]);
    Ok(decode::<Claims>(token, key, &validation)?.claims)
}

//# good
fn header_for_the_key_only(token: &str, keys: &Keys) -> anyhow::Result<Claims> {
    let header = decode_header(token)?;
    let id = header.kid.ok_or_else(|| anyhow::anyhow!("no key named"))?;
    let key = keys.by_id.get(&id).ok_or_else(|| anyhow::anyhow!("unknown key"))?;
    let mut validation = Validation::new(Algorithm::ES256);
    validation.set_audience(&["orders", "returns"]);
    Ok(decode::<Claims>(token, key, &validation)?.claims)
}

//# good
fn audience_in_the_struct(token: &str, key: &DecodingKey) -> Option<Claims> {
    let mut validation = Validation::new(Algorithm::RS256);
    validation.aud = Some(HashSet::from(["orders".to_string()]));
    validation.leeway = 5;
    decode::<Claims>(token, key, &validation).map(|data| data.claims).ok()
}

//# good
fn several_algorithms(token: &str, key: &DecodingKey) -> jsonwebtoken::errors::Result<TokenData<Claims>> {
    let mut validation = Validation::new(Algorithm::PS256);
    validation.algorithms = vec![Algorithm::PS256, Algorithm::PS384];
    validation.set_audience(&["orders"]);
    validation.set_required_spec_claims(&["exp", "aud", "sub"]);
    decode(token, key, &validation)
}

//# good
fn issued(sub: &str, key: &EncodingKey) -> jsonwebtoken::errors::Result<String> {
    let claims = Claims {
        sub: sub.to_owned(),
        aud: "orders".into(),
        exp: jsonwebtoken::get_current_timestamp() + 300,
    };
    encode(&Header::new(Algorithm::EdDSA), &claims, key)
}

//# good
fn simple_with_audience(token: &str, key: &Ed25519PublicKey) -> Result<Option<String>, jwt_simple::Error> {
    let options = VerificationOptions {
        allowed_audiences: Some(HashSet::from(["orders".to_owned()])),
        ..VerificationOptions::default()
    };
    let claims = key.verify_token::<NoCustomClaims>(token, Some(options))?;
    Ok(claims.subject)
}

//# good
fn key_id(token: &str) -> jsonwebtoken::errors::Result<Option<String>> {
    let header = decode_header(token)?;
    tracing::debug!(algorithm = ?header.alg, "token arrived");
    Ok(header.kid)
}

//# good
fn file_name(name: &str) -> Option<Vec<u8>> {
    let stem = name.split('.').nth(1)?;
    URL_SAFE_NO_PAD.decode(stem).ok()
}

//# good
fn algorithm_is_compared(token: &str, key: &DecodingKey) -> anyhow::Result<Claims> {
    let header = decode_header(token)?;
    anyhow::ensure!(header.alg == Algorithm::RS512, "the algorithm is not accepted");
    let mut validation = Validation::new(Algorithm::RS512);
    validation.set_audience(&["orders"]);
    Ok(decode::<Claims>(token, key, &validation)?.claims)
}

struct Photo {
    pixels: Vec<u8>,
}

struct Quality {
    validate_aud: bool,
}

//# good
fn photo(data: &[u8]) -> Photo {
    let quality = Quality { validate_aud: false };
    let pixels = data.iter().copied().filter(|_| !quality.validate_aud).collect();
    Photo { pixels }
}

//# good
fn verified_by_hmac(token: &str, secret: &[u8]) -> Option<String> {
    let (signed, signature) = token.rsplit_once('.')?;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    Mac::update(&mut mac, signed.as_bytes());
    mac.verify_slice(&URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
    Some(signed.to_owned())
}

//# good
fn validation_of_settings(
    audience: &str,
    token: &str,
    key: &DecodingKey,
) -> jsonwebtoken::errors::Result<String> {
    let validation = {
        let mut it = Validation::new(Algorithm::EdDSA);
        it.set_audience(&[audience]);
        it.validate_nbf = true;
        it
    };
    decode::<Claims>(token, key, &validation).map(|data| data.claims.sub)
}
