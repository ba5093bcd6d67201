// Functions of three files that call each other, with nothing dangerous at any end.
//@ src/main.rs
mod brackets;
mod handlers;
mod numbers;
mod terms;

use axum::Router;
use axum::routing::post;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/sum", post(handlers::sum));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await
}

//@ src/handlers.rs
use axum::http::StatusCode;

use crate::terms;

pub async fn sum(text: String) -> Result<String, StatusCode> {
    let (sum, rest) = terms::sum(&text, 20).ok_or(StatusCode::BAD_REQUEST)?;
    if rest.is_empty() { Ok(sum.to_string()) } else { Err(StatusCode::BAD_REQUEST) }
}

//@ src/terms.rs
use crate::brackets;

pub fn sum(text: &str, depth: u8) -> Option<(i64, &str)> {
    let (first, rest) = brackets::value(text, depth.checked_sub(1)?)?;
    match rest.strip_prefix('+') {
        Some(rest) => {
            let (others, rest) = sum(rest, depth.checked_sub(1)?)?;
            Some((first.checked_add(others)?, rest))
        }
        None => Some((first, rest)),
    }
}

//@ src/brackets.rs
use crate::{numbers, terms};

pub fn value(text: &str, depth: u8) -> Option<(i64, &str)> {
    match text.strip_prefix('(') {
        Some(inner) => {
            let (sum, rest) = terms::sum(inner, depth)?;
            Some((sum, rest.strip_prefix(')')?))
        }
        None => numbers::first(text),
    }
}

//@ src/numbers.rs
pub fn first(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    Some((digits.parse().ok()?, rest))
}
