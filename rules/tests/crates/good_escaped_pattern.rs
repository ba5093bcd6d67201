// The helper that compiles a pattern escapes the word, or bounds what the pattern may cost.
//@ src/main.rs
mod api;
mod patterns;

use poem::listener::TcpListener;
use poem::{Route, Server, get};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Route::new().at("/words", get(api::words)).at("/patterns", get(api::patterns));
    Server::new(TcpListener::bind("127.0.0.1:3000")).run(app).await
}

//@ src/patterns.rs
use regex::{Regex, RegexBuilder};

pub fn of_word(word: &str) -> Option<Regex> {
    let word = regex::escape(word);
    Regex::new(&format!(r"(?i)\b{word}\b")).ok()
}

pub fn of_expert(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).size_limit(1 << 16).build().ok()
}

//@ src/api.rs
use poem::handler;
use poem::web::{Json, Query};
use serde::Deserialize;

use crate::patterns;

const MANUAL: &str = include_str!("../manual.txt");

#[derive(Deserialize)]
pub struct Wanted {
    pub text: String,
}

#[handler]
pub fn words(Query(wanted): Query<Wanted>) -> Json<usize> {
    Json(patterns::of_word(&wanted.text).map_or(0, |word| word.find_iter(MANUAL).count()))
}

#[handler]
pub fn patterns(Query(wanted): Query<Wanted>) -> Json<usize> {
    let pattern = crate::patterns::of_expert(&wanted.text);
    Json(pattern.map_or(0, |pattern| pattern.find_iter(MANUAL).count()))
}
