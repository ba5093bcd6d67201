use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use std::sync::Arc;

const COLORS: [&str; 6] = ["red", "green", "blue", "cyan", "pink", "gray"];
const HEX: &[u8; 16] = b"0123456789abcdef";

#[derive(Clone)]
struct App {
    rows: Arc<Vec<Vec<String>>>,
}

#[derive(Deserialize)]
struct Cell {
    row: usize,
    column: usize,
}

#[derive(Deserialize)]
struct Span {
    start: usize,
    end: usize,
    text: String,
}

//# bad
async fn cell(State(app): State<App>, Query(cell): Query<Cell>) -> String {
    app.rows[cell.row][cell.column].clone()
}

//# good
async fn cell_or_empty(State(app): State<App>, Query(cell): Query<Cell>) -> String {
    app.rows.get(cell.row).and_then(|row| row.get(cell.column)).cloned().unwrap_or_default()
}

//# bad
async fn excerpt(Json(span): Json<Span>) -> Result<String, StatusCode> {
    if span.start > span.end {
        return Err(StatusCode::BAD_REQUEST);
    }
    // The end is not compared with the text's length.
    let part = &span.text[span.start..span.end];
    Ok(part.trim().to_owned())
}

//# good
async fn excerpt_checked(Json(span): Json<Span>) -> Result<String, StatusCode> {
    let part = span.text.get(span.start..span.end).ok_or(StatusCode::BAD_REQUEST)?;
    Ok(part.trim().to_owned())
}

//# bad
async fn color(Path(number): Path<String>) -> Result<&'static str, StatusCode> {
    let number: usize = number.parse().map_err(|_| StatusCode::BAD_REQUEST)?;
    let index = number.saturating_sub(1);
    Ok(COLORS[index])
}

//# good
async fn color_in_turn(Path(number): Path<usize>) -> &'static str {
    COLORS[number % COLORS.len()]
}

//# good
async fn first_color(Path(warm): Path<bool>) -> &'static str {
    if warm { COLORS[0] } else { COLORS[2] }
}

//# bad
fn initials(names: &[String]) -> String {
    names.iter().map(|name| &name[..1]).collect::<Vec<_>>().join("")
}

//# good
fn all_initials(names: &[String]) -> String {
    names.iter().filter_map(|name| name.chars().next()).collect()
}

//# bad
fn shorten(text: &str, max: usize) -> String {
    let cut = max.saturating_sub(3);
    let mut short = String::new();
    if text.len() > max {
        short.push_str(&text[..cut]);
        short.push_str("...");
    } else {
        short.push_str(text);
    }
    short
}

//# good
fn before_colon(line: &str) -> Option<(&str, &str)> {
    let place = line.find(':')?;
    Some((&line[..place], &line[place + 1..]))
}

//# good
fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().min(1024) * 2);
    for byte in bytes {
        text.push(char::from(HEX[usize::from(byte >> 4)]));
        text.push(char::from(HEX[usize::from(byte & 0x0f)]));
    }
    text
}

//# bad
fn pick(columns: &HashMap<String, usize>, line: &str, wanted: &str) -> Option<String> {
    let fields: Vec<&str> = line.split(';').collect();
    let place = columns.get(wanted)?;
    let field = fields[*place];
    Some(field.trim_matches('"').to_owned())
}

//# good
fn picked(line: &str) -> Option<String> {
    let fields: Vec<&str> = line.split(';').collect();
    let [_, name, .., last] = fields[..] else {
        return None;
    };
    Some(format!("{name} {last}"))
}

//# bad
fn price_of(prices: &HashMap<String, u64>, article: &str) -> u64 {
    let key = article.trim().to_lowercase();
    prices[&key]
}

//# good
fn price_in(body: &Value, article: &str) -> u64 {
    let entry = &body["prices"][article];
    entry["cents"].as_u64().unwrap_or(0)
}

//# good
fn column_sums(rows: &[[u64; 3]]) -> [u64; 3] {
    let mut sums = [0u64; 3];
    for i in 0..sums.len() {
        for row in rows {
            sums[i] = sums[i].saturating_add(row[i]);
        }
    }
    sums
}

//# good
fn nth_word(text: &str, n: usize) -> &str {
    let words: Vec<&str> = text.split_whitespace().collect();
    if n >= words.len() {
        return "";
    }
    words[n]
}
