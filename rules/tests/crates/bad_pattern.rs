// A backtracking pattern is compiled in another file, from the words of a search.
//@ src/main.rs
mod api;
mod search;

use poem::listener::TcpListener;
use poem::{Route, Server, get};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Route::new().at("/lines", get(api::lines));
    Server::new(TcpListener::bind("127.0.0.1:3000")).run(app).await
}

//@ src/api.rs
use poem::handler;
use poem::web::{Json, Query};
use serde::Deserialize;

use crate::search::Matcher;

#[derive(Deserialize)]
pub struct Wanted {
    pub word: String,
    pub whole: bool,
}

#[handler]
pub fn lines(Query(wanted): Query<Wanted>) -> Json<Vec<usize>> {
    let Some(matcher) = Matcher::new(&wanted.word, wanted.whole) else { return Json(Vec::new()) };
    Json(matcher.lines(include_str!("../manual.txt")))
}

//@ src/search.rs
use fancy_regex::Regex;

pub struct Matcher {
    pattern: Regex,
}

impl Matcher {
    pub fn new(word: &str, whole: bool) -> Option<Self> {
        let text = if whole { format!(r"\b{word}\b") } else { word.to_owned() };
        let pattern = Regex::new(&text).ok()?; //~ P211
        Some(Self { pattern })
    }

    pub fn lines(&self, text: &str) -> Vec<usize> {
        let is_match = |line: &str| self.pattern.is_match(line).unwrap_or(false);
        text.lines().enumerate().filter(|(_, line)| is_match(line)).map(|(number, _)| number + 1).collect()
    }
}
