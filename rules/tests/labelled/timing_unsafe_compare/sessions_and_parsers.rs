use actix_web::{HttpRequest, HttpResponse, web};
use rmcp::tool;
use rocket::http::Status;
use rocket::request::{FromRequest, Outcome, Request};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use subtle::{Choice, ConstantTimeEq};

#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Word(String),
    Number(f64),
    Comma,
    End,
}

#[derive(Deserialize)]
pub struct ResetForm {
    pub account: i64,
    pub reset_token: String,
    pub password: String,
}

#[derive(Deserialize)]
pub struct PostForm {
    pub csrf: String,
    pub text: String,
}

pub struct Stored {
    pub reset_token: String,
    pub password_hash: [u8; 32],
    pub salt: [u8; 16],
}

pub struct AdminKey;

pub struct Licences {
    pub digests: HashMap<String, [u8; 32]>,
}

//# bad
pub async fn reset(form: web::Json<ResetForm>, accounts: web::Data<HashMap<i64, Stored>>) -> HttpResponse {
    match accounts.get(&form.account) {
        Some(stored) if stored.reset_token == form.reset_token => HttpResponse::Ok().body("changed"),
        Some(_) => HttpResponse::Forbidden().finish(),
        None => HttpResponse::NotFound().finish(),
    }
}

//# good
pub async fn reset_checked(
    form: web::Json<ResetForm>,
    accounts: web::Data<HashMap<i64, Stored>>,
) -> HttpResponse {
    if form.reset_token.is_empty() || form.password == "password" {
        return HttpResponse::BadRequest().finish();
    }
    match accounts.get(&form.account) {
        Some(stored) if bool::from(stored.reset_token.as_bytes().ct_eq(form.reset_token.as_bytes())) => {
            HttpResponse::Ok().body("changed")
        }
        _ => HttpResponse::Forbidden().finish(),
    }
}

//# bad
pub async fn post(request: HttpRequest, form: web::Form<PostForm>) -> HttpResponse {
    let expected = request.cookie("csrf").map(|c| c.value().to_owned());
    let PostForm { csrf, text } = form.into_inner();
    if expected.as_deref() != Some(csrf.as_str()) {
        return HttpResponse::Forbidden().finish();
    }
    HttpResponse::Created().body(text)
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for AdminKey {
    type Error = ();

    //# bad
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let configured = request.rocket().state::<String>().map(String::as_str).unwrap_or_default();
        let api_key = request.headers().get_one("x-api-key");
        match api_key {
            Some(given) if !configured.is_empty() && given.eq(configured) => Outcome::Success(AdminKey),
            _ => Outcome::Error((Status::Unauthorized, ())),
        }
    }
}

impl Stored {
    //# bad
    pub fn password_matches(&self, password: &str) -> bool {
        let mut hasher = Sha256::new();
        hasher.update(self.salt);
        hasher.update(password);
        let computed: [u8; 32] = hasher.finalize().into();
        let mut same = true;
        for (left, right) in computed.iter().zip(self.password_hash.iter()) {
            if left != right {
                same = false;
                break;
            }
        }
        same
    }

    //# good
    pub fn password_agrees(&self, computed: &[u8; 32]) -> bool {
        let mut difference = 0u8;
        for (left, right) in computed.iter().zip(self.password_hash.iter()) {
            difference |= left ^ right;
        }
        Choice::from(u8::from(difference == 0)).into()
    }
}

//# good
pub fn arguments(tokens: &[Token]) -> Vec<String> {
    let mut words = Vec::new();
    for token in tokens {
        if *token == Token::Comma {
            continue;
        }
        if token == &Token::End {
            break;
        }
        words.push(format!("{token:?}"));
    }
    words
}

//# good
pub fn next_is(expected: &Token, tokens: &mut std::iter::Peekable<std::vec::IntoIter<Token>>) -> bool {
    if tokens.peek() == Some(expected) {
        tokens.next();
        return true;
    }
    false
}

//# bad
#[tool(description = "Tells whether a licence is valid")]
pub fn licence_is_valid(licences: &Licences, product: &str, licence_key: &str) -> bool {
    let digest = Sha256::digest(licence_key.as_bytes());
    licences.digests.get(product).is_some_and(|known| known[..] == digest[..])
}

//# good
/// The licence's digest is the key of the table; a public identity of the product is compared.
#[tool(description = "Tells which edition a product has")]
pub fn edition(licences: &Licences, product: &str) -> &'static str {
    let known = licences.digests.contains_key(product);
    if known && product == "orchard-pro" { "professional" } else { "free" }
}

//# bad
pub fn one_time_code(codes: &HashMap<i64, String>, account: i64, code: &str) -> Option<bool> {
    let otp = codes.get(&account)?;
    let given: String = code.chars().filter(char::is_ascii_digit).collect();
    let outcome = (given.len(), given.as_bytes().cmp(otp.as_bytes()));
    Some(outcome == (6, std::cmp::Ordering::Equal))
}

//# good
pub fn token_kind(token_type: &str, scope: &str) -> Result<(), String> {
    if token_type != "bearer" && token_type != "Bearer" {
        return Err(format!("the token type {token_type} is not supported"));
    }
    if scope == "offline" { Ok(()) } else { Err("the scope is too narrow".to_owned()) }
}

//# good
pub fn budget(used_tokens: u32, max_tokens: u32, model: &str) -> Option<u32> {
    if used_tokens == max_tokens {
        return None;
    }
    let factor = if model == "small" { 1 } else { 4 };
    max_tokens.checked_sub(used_tokens)?.checked_div(factor)
}
