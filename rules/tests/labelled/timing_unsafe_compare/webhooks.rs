use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use constant_time_eq::constant_time_eq;
use hmac::{Hmac, Mac};
use openssl::memcmp;
use ring::hmac as ring_hmac;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

type HmacSha256 = Hmac<Sha256>;

#[derive(Clone)]
pub struct Hooks {
    pub secret: Vec<u8>,
    pub delivery_limit: usize,
    pub api_token: String,
}

pub struct Delivery<'a> {
    pub event: &'a str,
    pub signature: &'a [u8],
    pub body: &'a [u8],
}

//# bad
pub async fn receive(State(hooks): State<Hooks>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Some(signature) = headers.get("x-signature-256").and_then(|v| v.to_str().ok()) else {
        return StatusCode::BAD_REQUEST;
    };
    let Ok(mut mac) = HmacSha256::new_from_slice(&hooks.secret) else {
        return StatusCode::INTERNAL_SERVER_ERROR;
    };
    mac.update(&body);
    let expected = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
    if signature == expected { StatusCode::ACCEPTED } else { StatusCode::FORBIDDEN }
}

//# good
pub async fn receive_event(State(hooks): State<Hooks>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Some(signature) = headers.get("x-signature-256").and_then(|v| hex::decode(v.as_bytes()).ok()) else {
        return StatusCode::BAD_REQUEST;
    };
    let Ok(mut mac) = HmacSha256::new_from_slice(&hooks.secret) else {
        return StatusCode::INTERNAL_SERVER_ERROR;
    };
    mac.update(&body);
    if mac.verify_slice(&signature).is_ok() { StatusCode::ACCEPTED } else { StatusCode::FORBIDDEN }
}

//# bad
pub fn genuine(key: &ring_hmac::Key, delivery: &Delivery<'_>) -> bool {
    let tag = ring_hmac::sign(key, delivery.body);
    tag.as_ref() == delivery.signature
}

//# good
pub fn is_genuine(key: &ring_hmac::Key, delivery: &Delivery<'_>) -> bool {
    if delivery.event == "ping" && delivery.body.is_empty() {
        return false;
    }
    ring_hmac::verify(key, delivery.body, delivery.signature).is_ok()
}

//# bad
pub fn check_parts(secret: &[u8], parts: &[&[u8]], given: &str) -> Result<(), StatusCode> {
    let mut mac = HmacSha256::new_from_slice(secret).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    for part in parts {
        mac.update(part);
    }
    let code = mac.finalize().into_bytes();
    let text = hex::encode(code);
    match text.eq_ignore_ascii_case(given.trim()) {
        true => Ok(()),
        false => Err(StatusCode::UNAUTHORIZED),
    }
}

//# good
/// Both are hashed first, so that their length does not matter.
pub fn same_signature(given: &str, expected: &str) -> bool {
    let left = Sha256::digest(given.as_bytes());
    let right = Sha256::digest(expected.as_bytes());
    left.ct_eq(&right).into()
}

//# good
pub fn compare_signature(signature: &[u8], expected: &[u8]) -> bool {
    signature.len() == expected.len() && memcmp::eq(signature, expected)
}

//# bad
pub fn any_key_matches(keys: &[Vec<u8>], body: &[u8], signature: &[u8]) -> bool {
    keys.iter()
        .filter_map(|key| HmacSha256::new_from_slice(key).ok())
        .map(|mac| mac.chain_update(body).finalize().into_bytes())
        .any(|mac| mac.as_slice() == signature)
}

//# good
pub fn signature_scheme(headers: &HeaderMap) -> Option<&'static str> {
    let signature = headers.get("x-signature")?.to_str().ok()?;
    let (scheme, digest) = signature.split_once('=')?;
    if scheme == "sha256" && digest.len() == 64 {
        return Some("sha256");
    }
    (scheme == "sha512" && digest.len() == 128).then_some("sha512")
}

//# good
/// Two downloads are the same file when their digests are equal; nobody has to guess anything here.
pub fn unchanged(file: &[u8], etag: &str) -> bool {
    let checksum = hex::encode(Sha256::digest(file));
    etag.trim_matches('"') == checksum
}

//# bad
pub fn bearer_is_ours(hooks: &Hooks, headers: &HeaderMap) -> Result<(), StatusCode> {
    let value = headers.get("authorization").ok_or(StatusCode::UNAUTHORIZED)?;
    let token = value.to_str().map_err(|_| StatusCode::BAD_REQUEST)?.trim_start_matches("Bearer ");
    if token != hooks.api_token {
        return Err(StatusCode::UNAUTHORIZED);
    }
    Ok(())
}

//# good
pub fn bearer_is_known(hooks: &Hooks, headers: &HeaderMap) -> Result<(), StatusCode> {
    let value = headers.get("authorization").ok_or(StatusCode::UNAUTHORIZED)?;
    let token = value.to_str().map_err(|_| StatusCode::BAD_REQUEST)?.trim_start_matches("Bearer ");
    if token == "" || !constant_time_eq(token.as_bytes(), hooks.api_token.as_bytes()) {
        return Err(StatusCode::UNAUTHORIZED);
    }
    Ok(())
}
