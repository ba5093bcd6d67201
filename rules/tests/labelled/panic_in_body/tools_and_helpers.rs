use std::collections::BTreeMap;
use std::io::{BufRead, stdin};
use std::iter::Peekable;
use std::str::Chars;
use std::sync::Arc;

use anyhow::{bail, ensure};
use portcullis::prelude::*;
use rmcp::tool;
use serde_json::Value;

const LIMIT: usize = 64;

struct Parser<'a> {
    chars: Peekable<Chars<'a>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Metre,
    Foot,
}

struct Tools {
    units: BTreeMap<String, Unit>,
}

impl Parser<'_> {
    fn expect(&mut self, wanted: char) -> Result<(), String> {
        match self.chars.next() {
            Some(c) if c == wanted => Ok(()),
            other => Err(format!("{wanted} is expected, not {other:?}")),
        }
    }

    //# good
    fn pair(&mut self) -> Result<String, String> {
        self.expect('(')?;
        let mut name = String::new();
        while let Some(c) = self.chars.next_if(|c| c.is_alphanumeric()) {
            name.push(c);
        }
        self.expect(')')?;
        Ok(name)
    }

    //# bad
    fn digit(&mut self) -> u32 {
        let c = self.chars.next().unwrap_or('0');
        c.to_digit(10).unwrap()
    }

    //# bad
    fn sign(&mut self) -> i64 {
        match self.chars.next() {
            Some('+') | None => 1,
            Some('-') => -1,
            Some(_) => unreachable!("the lexer lets nothing else through"),
        }
    }

    //# good
    fn sign_or_error(&mut self) -> Result<i64, String> {
        match self.chars.next() {
            Some('+') | None => Ok(1),
            Some('-') => Ok(-1),
            Some(other) => Err(format!("unreachable!() is not the answer to {other}")),
        }
    }
}

impl Tools {
    //# bad
    /// Converts a length.
    #[tool(description = "Convert a length")]
    async fn convert(&self, amount: f64, unit: String) -> f64 {
        let key = unit.trim().to_lowercase();
        let unit = self.units.get(&key).copied();
        let factor = if unit.unwrap() == Unit::Foot { 0.3048 } else { 1.0 };
        amount * factor
    }

    //# good
    /// Converts a length, or says that the unit is unknown.
    #[tool(description = "Convert a length or fail")]
    async fn convert_known(&self, amount: f64, unit: String) -> Result<f64, String> {
        const _: () = assert!(LIMIT > 8);
        let key = unit.trim().to_lowercase();
        match self.units.get(&key) {
            Some(Unit::Foot) => Ok(amount * 0.3048),
            Some(Unit::Metre) => Ok(amount),
            None => Err("unknown unit".to_owned()),
        }
    }

    //# bad
    fn total(&self, body: &str) -> u64 {
        let value: Value = serde_json::from_str(body).unwrap_or_default();
        let items = value["items"].as_array().map(Vec::as_slice).unwrap_or_default();
        items.iter().fold(0, |sum, item| sum + item["price"].as_u64().expect("a price"))
    }

    //# good
    fn total_of_known(&self, body: &str) -> u64 {
        let value: Value = serde_json::from_str(body).unwrap_or_default();
        let items = value["items"].as_array().map(Vec::as_slice).unwrap_or_default();
        items.iter().filter_map(|item| item["price"].as_u64()).fold(0, u64::saturating_add)
    }
}

//# bad
/// Adds the lengths of the parts.
#[capability(read)]
fn add_lengths(parts: Vec<String>, expected: usize) -> Result<usize, Failure> {
    let lengths: Vec<usize> = parts.iter().map(|part| part.trim().len()).collect();
    let sum = lengths.iter().sum::<usize>();
    assert_eq!(lengths.len(), expected, "wrong number of parts");
    Ok(sum)
}

//# good
fn add_all_lengths(parts: &[String], expected: usize) -> anyhow::Result<usize> {
    ensure!(parts.len() == expected, "wrong number of parts");
    if parts.len() > LIMIT {
        bail!("too many parts");
    }
    Ok(parts.iter().map(|part| part.trim().len()).sum())
}

//# bad
fn ask(prompt: &str) -> i32 {
    tracing::info!(prompt, "waiting for a number");
    let mut line = String::new();
    stdin().lock().read_line(&mut line).map(|_| line.trim().parse::<i32>()).unwrap().unwrap_or(0)
}

//# good
fn ask_or_default(prompt: &str) -> i32 {
    tracing::info!(prompt, "waiting for a number");
    let mut line = String::new();
    match stdin().lock().read_line(&mut line) {
        Ok(_) => line.trim().parse().unwrap_or(0),
        Err(_) => 0,
    }
}

//# good
fn give_back(shared: Arc<Vec<u8>>) -> Vec<u8> {
    Arc::try_unwrap(shared).unwrap_or_else(|still_shared| still_shared.to_vec())
}

//# bad
fn strategy(name: &str, fast: bool) -> impl Fn(u32) -> u32 {
    let factor = match (name, fast) {
        ("linear", _) => 1,
        ("double", true) => 2,
        (other, _) => std::panic!("unknown strategy {other}"),
    };
    move |n| n.saturating_mul(factor)
}

//# good
fn caught(work: impl FnOnce() -> u32 + std::panic::UnwindSafe) -> u32 {
    std::panic::catch_unwind(work).unwrap_or(u32::MAX)
}

//# bad
fn failure_text(answer: Result<String, std::num::ParseIntError>) -> String {
    let error = answer.map(|text| text.len()).unwrap_err();
    format!("the answer is not a number: {error}")
}

//# bad
fn rotate(parts: &mut Vec<String>, by: i64) -> usize {
    if by < 0 {
        unimplemented!("rotation to the left");
    }
    if let Some(last) = parts.pop() {
        parts.insert(0, last);
    }
    parts.len()
}
