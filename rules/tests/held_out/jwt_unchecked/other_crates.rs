use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use josekit::jws::HS256;
use josekit::jwt as jose;
use jwt::{Header, SignWithKey, Token, Unverified, VerifyWithKey};
use jwt_simple::prelude::*;
use serde_json::Value;
use sha2::Sha256;
use std::collections::{BTreeMap, HashSet as Set};

type Map = BTreeMap<String, String>;

/// What a form allows.
#[derive(Default)]
pub struct Validation {
    required: Vec<&'static str>,
    longest: usize,
}

impl Validation {
    pub fn new(longest: usize) -> Self {
        Self { required: Vec::new(), longest }
    }

    pub fn decode(&self, form: &str) -> Vec<(String, String)> {
        form.split('&')
            .filter_map(|pair| pair.split_once('='))
            .filter(|(name, value)| self.required.contains(name) && value.len() <= self.longest)
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }
}

pub struct Gate {
    hmac: Hmac<Sha256>,
    key: HS256Key,
}

//# bad
pub fn who(token: &str) -> Result<String, jwt::Error> {
    let token: Token<Header, Map, Unverified<'_>> = Token::parse_unverified(token)?;
    let (_, claims) = token.into();
    Ok(claims.get("sub").cloned().unwrap_or_default())
}

//# bad
pub fn claims_of(request: &HttpRequest) -> Option<Value> {
    let cookie = request.cookie("session")?;
    let mut parts = cookie.value().split('.');
    let (Some(_), Some(body), Some(_)) = (parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    let bytes = URL_SAFE_NO_PAD.decode(body).ok()?;
    serde_json::from_slice(&bytes).ok()
}

//# bad
pub fn read_unsecured(token: &str) -> Result<String, josekit::JoseError> {
    let (payload, _header) = jose::decode_unsecured(token)?;
    Ok(payload.subject().unwrap_or("nobody").to_owned())
}

//# bad
pub fn verify_simple(token: &str, key: &HS256Key) -> Result<Option<String>, jwt_simple::Error> {
    let claims = key.verify_token::<NoCustomClaims>(token, None)?;
    Ok(claims.subject)
}

//# bad
pub async fn me(request: HttpRequest) -> HttpResponse {
    let header = request.headers().get("authorization").and_then(|value| value.to_str().ok());
    let claims = header
        .and_then(|text| text.strip_prefix("Bearer "))
        .and_then(|token| jsonwebtoken::dangerous_insecure_decode::<Value>(token).ok())
        .map(|data| data.claims);
    match claims {
        Some(claims) => HttpResponse::Ok().json(claims),
        None => HttpResponse::Unauthorized().finish(),
    }
}

impl Gate {
    //# bad
    pub fn enter(&self, token: &str, production: bool) -> Option<String> {
        let mut rules = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::HS256);
        rules.set_audience(&["gate"]);
        if !production {
            rules.insecure_disable_signature_validation();
        }
        let key = jsonwebtoken::DecodingKey::from_secret(&self.key.to_bytes());
        let data = jsonwebtoken::decode::<Value>(token, &key, &rules).ok()?;
        data.claims["sub"].as_str().map(str::to_owned)
    }

    //# good
    pub fn enter_checked(&self, token: &str) -> Result<Option<String>, jwt_simple::Error> {
        let options = VerificationOptions {
            allowed_audiences: Some(Set::from(["gate".to_owned()])),
            allowed_issuers: Some(Set::from(["https://login.example.com".to_owned()])),
            ..VerificationOptions::default()
        };
        Ok(self.key.verify_token::<NoCustomClaims>(token, Some(options))?.subject)
    }

    //# good
    pub fn hand_out(&self, subject: &str) -> Result<String, jwt_simple::Error> {
        let claims = Claims::create(Duration::from_mins(15)).with_subject(subject).with_audience("gate");
        self.key.authenticate(claims)
    }

    //# good
    pub fn sign_map(&self, claims: Map) -> Result<String, jwt::Error> {
        claims.sign_with_key(&self.hmac)
    }

    //# good
    pub fn verify_map(&self, token: &str) -> Result<Map, String> {
        let claims: Map = token.verify_with_key(&self.hmac).map_err(|_| "signature".to_owned())?;
        if claims.get("aud").map(String::as_str) != Some("gate") {
            return Err("audience".to_owned());
        }
        Ok(claims)
    }
}

//# good
pub fn verify_jose(token: &str, secret: &[u8]) -> Result<String, josekit::JoseError> {
    let verifier = HS256.verifier_from_bytes(secret)?;
    let (payload, _) = jose::decode_with_verifier(token, &verifier)?;
    let mut rules = jose::JwtPayloadValidator::new();
    rules.set_audience("gate");
    rules.set_base_time(std::time::SystemTime::now());
    rules.validate(&payload)?;
    Ok(payload.subject().unwrap_or_default().to_owned())
}

//# good
pub fn read_form(body: &str) -> Vec<(String, String)> {
    let mut validation = Validation::new(64);
    validation.required.push("name");
    validation.decode(body)
}

//# good
pub fn file_extension(name: &str) -> Option<String> {
    let part = name.split('.').nth(1)?;
    Some(part.to_ascii_lowercase())
}

//# good
/// The signature comes first, the payload after it.
pub fn open_by_hand(gate: &Gate, token: &str) -> Option<Value> {
    let (signed, signature) = token.rsplit_once('.')?;
    let mut mac = gate.hmac.clone();
    mac.update(signed.as_bytes());
    mac.verify_slice(&URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
    let payload = URL_SAFE_NO_PAD.decode(signed.split('.').nth(1)?).ok()?;
    let claims: Value = serde_json::from_slice(&payload).ok()?;
    (claims["aud"] == "gate").then_some(claims)
}

//# good
pub async fn pass_on(client: &reqwest::Client, request: HttpRequest) -> HttpResponse {
    let Some(token) = request.headers().get("authorization").and_then(|value| value.to_str().ok()) else {
        return HttpResponse::Unauthorized().finish();
    };
    let answer =
        client.get("https://login.example.com/introspect").header("authorization", token).send().await;
    match answer {
        Ok(answer) if answer.status().is_success() => HttpResponse::NoContent().finish(),
        _ => HttpResponse::Unauthorized().finish(),
    }
}

//# good
pub fn read_cursor(cursor: &str) -> Option<Value> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    serde_json::from_slice(&bytes).ok()
}
