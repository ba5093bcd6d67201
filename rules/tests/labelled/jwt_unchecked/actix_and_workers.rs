use actix_web::dev::ServiceRequest;
use actix_web::error::ErrorUnauthorized;
use actix_web::{Error, HttpMessage, HttpRequest};
use actix_web_httpauth::extractors::bearer::BearerAuth;
use josekit::jws::{ES256, RS256};
use josekit::jwt::JwtPayloadValidator;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, dangerous_insecure_decode, decode};
use jwt_simple::prelude::{
    Duration, Ed25519PublicKey, EdDSAPublicKeyLike, JWTClaims, NoCustomClaims, Token, VerificationOptions,
};
use serde::Deserialize;
use std::collections::HashSet;

#[derive(Clone, Debug, Deserialize)]
pub struct Identity {
    pub sub: String,
    pub roles: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct Job {
    pub token: String,
    pub algorithm: String,
    pub payload: String,
}

pub struct Rules {
    pub algorithm: Algorithm,
    pub audiences: Vec<String>,
}

/// Counts the checks of a lexer, not of a signature.
#[derive(Default)]
pub struct Lexer {
    checks: u32,
}

impl Lexer {
    pub fn insecure_disable_signature_validation(&mut self) {
        self.checks = 0;
    }
}

//# bad
pub async fn bearer(
    request: ServiceRequest,
    auth: BearerAuth,
) -> Result<ServiceRequest, (Error, ServiceRequest)> {
    match dangerous_insecure_decode::<Identity>(auth.token()) {
        Ok(data) => {
            request.extensions_mut().insert(data.claims);
            Ok(request)
        }
        Err(_) => Err((ErrorUnauthorized("token"), request)),
    }
}

//# good
pub async fn checked_bearer(
    request: ServiceRequest,
    auth: BearerAuth,
) -> Result<ServiceRequest, (Error, ServiceRequest)> {
    let (Some(rules), Some(key)) = (request.app_data::<Rules>(), request.app_data::<DecodingKey>()) else {
        return Err((ErrorUnauthorized("not configured"), request));
    };
    let mut validation = Validation::new(Algorithm::RS512);
    validation.set_audience(&rules.audiences);
    match decode::<Identity>(auth.token(), key, &validation) {
        Ok(data) => {
            request.extensions_mut().insert(data.claims);
            Ok(request)
        }
        Err(_) => Err((ErrorUnauthorized("token"), request)),
    }
}

//# bad
pub fn run_job(job: &Job, key: &DecodingKey) -> anyhow::Result<Identity> {
    let algorithm: Algorithm = jsonwebtoken::decode_header(&job.token).map(|h| h.alg)?;
    let rules = Rules { algorithm, audiences: vec!["jobs".into()] };
    let mut validation = Validation::new(rules.algorithm);
    validation.set_audience(&rules.audiences);
    let data = decode::<Identity>(&job.token, key, &validation)?;
    Ok(data.claims)
}

//# good
pub fn accept_job(job: &Job, key: &DecodingKey, rules: &Rules) -> anyhow::Result<Identity> {
    let mut validation = Validation::new(rules.algorithm);
    validation.set_audience(&rules.audiences);
    let data = decode::<Identity>(&job.token, key, &validation)?;
    tracing::info!(size = job.payload.len(), "job accepted");
    Ok(data.claims)
}

//# bad
pub fn verify_device(key: &Ed25519PublicKey, token: &str) -> Result<String, jwt_simple::Error> {
    let claims: JWTClaims<NoCustomClaims> = key.verify_token::<NoCustomClaims>(token, None)?;
    Ok(claims.subject.unwrap_or_default())
}

//# good
pub fn verify_sensor(key: &Ed25519PublicKey, token: &str) -> Result<String, jwt_simple::Error> {
    let options = VerificationOptions {
        allowed_audiences: Some(HashSet::from(["sensors".to_string()])),
        max_validity: Some(Duration::from_hours(1)),
        ..Default::default()
    };
    let claims = key.verify_token::<NoCustomClaims>(token, Some(options))?;
    Ok(claims.subject.unwrap_or_default())
}

//# good
pub fn choose_key<'a>(keys: &'a [(String, Ed25519PublicKey)], token: &str) -> Option<&'a Ed25519PublicKey> {
    let metadata = Token::decode_metadata(token).ok()?;
    let id = metadata.key_id()?;
    keys.iter().find(|(name, _)| name == id).map(|(_, key)| key)
}

//# bad
pub fn roles(request: &HttpRequest, secret: &[u8]) -> Vec<String> {
    let Some(cookie) = request.cookie("session") else { return Vec::new() };
    let validation = Validation { validate_aud: false, ..Validation::new(Algorithm::HS512) };
    decode::<Identity>(cookie.value(), &DecodingKey::from_secret(secret), &validation)
        .map(|data| data.claims.roles)
        .unwrap_or_default()
}

//# good
pub fn session_roles(request: &HttpRequest, secret: &[u8]) -> Vec<String> {
    let Some(cookie) = request.cookie("session") else { return Vec::new() };
    let audience = Some(HashSet::from(["console".to_owned()]));
    let validation = Validation { aud: audience, ..Validation::new(Algorithm::HS512) };
    decode::<Identity>(cookie.value(), &DecodingKey::from_secret(secret), &validation)
        .map(|data| data.claims.roles)
        .unwrap_or_default()
}

//# bad
pub fn subject(token: &str) -> Result<String, josekit::JoseError> {
    let (payload, _header) = josekit::jwt::decode_unsecured(token)?;
    Ok(payload.subject().unwrap_or("nobody").to_string())
}

//# good
pub fn subject_of(token: &str, pem: &[u8]) -> Result<String, josekit::JoseError> {
    let verifier = ES256.verifier_from_pem(pem)?;
    let (payload, _header) = josekit::jwt::decode_with_verifier(token, &verifier)?;
    let mut validator = JwtPayloadValidator::new();
    validator.set_audience("reports");
    validator.set_base_time(std::time::SystemTime::now());
    validator.validate(&payload)?;
    Ok(payload.subject().unwrap_or("nobody").to_string())
}

//# good
pub fn restart(lexer: &mut Lexer, text: &str) -> usize {
    lexer.insecure_disable_signature_validation();
    text.split_whitespace().filter(|word| !word.contains("dangerous_insecure_decode")).count()
}
