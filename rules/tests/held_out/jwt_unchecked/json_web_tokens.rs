use anyhow::{Context, anyhow, bail};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use base64::prelude::*;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, TokenData, Validation, decode, decode_header, encode,
};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    pub sub: String,
    pub aud: String,
    pub iss: String,
    pub exp: u64,
    pub role: String,
}

#[derive(Clone)]
pub struct Verifier {
    key: DecodingKey,
    validation: Validation,
    keys: HashMap<String, DecodingKey>,
}

//# bad
pub fn read_claims(token: &str, key: &DecodingKey) -> jsonwebtoken::errors::Result<Claims> {
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&["orders"]);
    validation.insecure_disable_signature_validation();
    decode::<Claims>(token, key, &validation).map(|data| data.claims)
}

//# bad
pub fn subject(token: &str) -> Option<String> {
    let data: TokenData<Claims> = jsonwebtoken::dangerous_insecure_decode(token).ok()?;
    Some(data.claims.sub)
}

//# bad
pub fn role_of(headers: &HeaderMap) -> anyhow::Result<String> {
    use jsonwebtoken::dangerous_insecure_decode_with_validation as read;
    let value = headers.get("authorization").context("no header")?.to_str()?;
    let token = value.strip_prefix("Bearer ").context("no bearer")?;
    let mut validation = Validation::default();
    validation.set_audience(&["orders"]);
    Ok(read::<Claims>(token, &validation)?.claims.role)
}

//# bad
pub fn expiry(token: &str) -> jsonwebtoken::errors::Result<u64> {
    let data = jsonwebtoken::dangerous::insecure_decode::<Claims>(token)?;
    Ok(data.claims.exp)
}

//# bad
pub fn verify_any(token: &str, pem: &[u8]) -> anyhow::Result<Claims> {
    let header = decode_header(token)?;
    let key = match header.alg {
        Algorithm::HS256 | Algorithm::HS384 => DecodingKey::from_secret(pem),
        _ => DecodingKey::from_rsa_pem(pem)?,
    };
    let mut validation = Validation::new(header.alg);
    validation.set_audience(&["orders"]);
    Ok(decode(token, &key, &validation)?.claims)
}

//# bad
pub fn verify_with_list(token: &str, key: &DecodingKey) -> anyhow::Result<TokenData<Claims>> {
    let mut validation = Validation::default();
    validation.aud = Some(HashSet::from(["orders".to_owned()]));
    let named = decode_header(token).map(|header| header.alg)?;
    validation.algorithms = vec![named];
    Ok(decode(token, key, &validation)?)
}

//# bad
pub async fn require_login(
    State(verifier): State<Verifier>,
    mut request: Request,
    next: Next,
) -> Result<Response, StatusCode> {
    let token = request
        .headers()
        .get("authorization")
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .ok_or(StatusCode::UNAUTHORIZED)?;
    let validation = Validation::new(Algorithm::HS256);
    let data = decode::<Claims>(token, &verifier.key, &validation).map_err(|_| StatusCode::UNAUTHORIZED)?;
    request.extensions_mut().insert(data.claims);
    Ok(next.run(request).await)
}

//# bad
pub fn verify_default(token: String, secret: &[u8]) -> Option<Claims> {
    decode(&token, &DecodingKey::from_secret(secret), &Validation::default()).ok().map(|data| data.claims)
}

//# bad
pub fn verify_for_all(token: &str, key: &DecodingKey) -> anyhow::Result<Claims> {
    let validation = {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&["https://login.example.com"]);
        validation.leeway = 30;
        validation.validate_aud = false;
        validation
    };
    let TokenData { claims, .. } = decode::<Claims>(token, key, &validation)?;
    Ok(claims)
}

//# bad
/// The user's number is in the second part.
pub fn user_from_token(token: &str) -> anyhow::Result<String> {
    let payload = token.split('.').nth(1).ok_or_else(|| anyhow!("not a token"))?;
    let json = BASE64_URL_SAFE_NO_PAD.decode(payload)?;
    let claims: Claims = serde_json::from_slice(&json)?;
    if claims.role != "admin" {
        bail!("only for administrators");
    }
    Ok(claims.sub)
}

impl Verifier {
    //# bad
    pub fn peek(&self, token: &str) -> jsonwebtoken::errors::Result<Claims> {
        let mut relaxed = self.validation.clone();
        relaxed.validate_exp = false;
        relaxed.insecure_disable_signature_validation();
        Ok(decode::<Claims>(token, &self.key, &relaxed)?.claims)
    }

    //# good
    pub fn verify(&self, token: &str) -> jsonwebtoken::errors::Result<Claims> {
        decode::<Claims>(token, &self.key, &self.validation).map(|data| data.claims)
    }

    //# good
    /// The header only says which of our keys was used.
    pub fn verify_by_kid(&self, token: &str) -> anyhow::Result<Claims> {
        let kid = decode_header(token)?.kid.context("no kid")?;
        let key = self.keys.get(&kid).context("unknown kid")?;
        let mut validation = Validation::new(Algorithm::RS256);
        validation.set_audience(&["orders"]);
        validation.set_issuer(&["https://login.example.com"]);
        Ok(decode(token, key, &validation)?.claims)
    }

    //# good
    pub fn strict(secret: &[u8], audience: &str) -> Self {
        let mut validation = Validation::new(Algorithm::HS512);
        validation.set_audience(&[audience]);
        validation.set_required_spec_claims(&["exp", "aud", "sub"]);
        Self { key: DecodingKey::from_secret(secret), validation, keys: HashMap::new() }
    }
}

//# good
pub fn verify_listed(token: &str, key: &DecodingKey) -> anyhow::Result<Claims> {
    let header = decode_header(token)?;
    if header.alg != Algorithm::ES256 {
        bail!("only ES256");
    }
    let mut validation = Validation::new(Algorithm::ES256);
    validation.set_audience(&["orders"]);
    Ok(decode::<Claims>(token, key, &validation)?.claims)
}

//# good
pub fn issue(subject: &str, key: &EncodingKey) -> jsonwebtoken::errors::Result<String> {
    let exp = jsonwebtoken::get_current_timestamp() + 900;
    let claims = Claims {
        sub: subject.to_owned(),
        aud: "orders".to_owned(),
        iss: "https://login.example.com".to_owned(),
        exp,
        role: "reader".to_owned(),
    };
    encode(&Header::new(Algorithm::EdDSA), &claims, key)
}

//# good
pub async fn guard(
    State(key): State<DecodingKey>,
    mut request: Request,
    next: Next,
) -> Result<Response, StatusCode> {
    let header = request.headers().get("authorization").ok_or(StatusCode::UNAUTHORIZED)?;
    let text = header.to_str().map_err(|_| StatusCode::BAD_REQUEST)?;
    let (_, token) = text.split_once(' ').ok_or(StatusCode::BAD_REQUEST)?;
    let validation = Validation {
        aud: Some(HashSet::from(["orders".to_owned()])),
        algorithms: vec![Algorithm::RS256, Algorithm::PS256],
        ..Validation::default()
    };
    let data = decode::<Claims>(token, &key, &validation).map_err(|_| StatusCode::UNAUTHORIZED)?;
    request.extensions_mut().insert(data.claims);
    Ok(next.run(request).await)
}

//# good
pub fn verify_with_jwks(token: &str, keys: &JwkSet, validation: &Validation) -> anyhow::Result<Claims> {
    let header = decode_header(token)?;
    let kid = header.kid.as_deref().context("no kid")?;
    let jwk = keys.find(kid).context("unknown key")?;
    Ok(decode::<Claims>(token, &DecodingKey::from_jwk(jwk)?, validation)?.claims)
}

//# good
pub fn explain(function: &str) -> &'static str {
    match function {
        "insecure_disable_signature_validation" => "accepts tokens that anybody wrote",
        "dangerous_insecure_decode" => "reads a token without a key",
        _ => "",
    }
}
