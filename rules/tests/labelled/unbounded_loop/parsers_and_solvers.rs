use std::collections::{HashMap, HashSet, VecDeque};
use std::io::{BufRead, Read};

use portcullis::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Query {
    seed: u64,
    target: u64,
    words: Vec<String>,
}

struct Lexer<'a> {
    rest: &'a str,
    tokens: Vec<String>,
}

impl<'a> Lexer<'a> {
    //# bad
    fn skip_blanks(&mut self) {
        loop {
            if let Some(rest) = self.rest.strip_prefix(' ') {
                self.rest = rest;
                continue;
            }
            if let Some(rest) = self.rest.strip_prefix('\t') {
                self.rest = rest;
            }
        }
    }

    //# good
    fn skip_newlines(&mut self) {
        loop {
            match self.rest.strip_prefix('\n') {
                Some(rest) => self.rest = rest,
                None => break,
            }
        }
    }

    //# good
    fn read_all(mut self) -> Vec<String> {
        while let Some((head, rest)) = self.rest.split_once(',') {
            self.tokens.push(head.trim().to_owned());
            self.rest = rest;
        }
        self.tokens.push(self.rest.to_owned());
        self.tokens
    }

    //# good
    fn number(&mut self) -> Result<u64, std::num::ParseIntError> {
        let mut sum = 0u64;
        loop {
            let (head, rest) = self.rest.split_once('+').unwrap_or((self.rest, "end"));
            sum = sum.wrapping_add(head.trim().parse::<u64>()?);
            self.rest = rest;
        }
    }
}

//# bad
/// Finds the preimage of a number.
#[capability(read)]
fn search(query: Query) -> Result<u64, Failure> {
    let mut found = 0u64;
    let mut x = query.seed;
    while true {
        x = x.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        if x == query.target {
            found += 1;
        }
    }
    Ok(found)
}

//# good
/// Finds the preimage of a number, in a bounded number of steps.
#[capability(read)]
fn search_bounded(query: Query) -> Result<u64, Failure> {
    let mut x = query.seed;
    for step in 0..1_000_000u64 {
        x = x.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        if x == query.target {
            return Ok(step);
        }
    }
    Ok(0)
}

//# good
#[capability(read)]
fn search_with_checkpoint(call: &Call, query: Query) -> Result<u64, Failure> {
    let mut x = query.seed;
    let mut steps = 0u64;
    loop {
        call.checkpoint();
        steps += u64::from(x != query.target);
        x = x.rotate_left(7) ^ steps;
    }
}

//# bad
fn fixpoint(mut map: HashMap<u32, u32>) -> HashMap<u32, u32> {
    let mut changed = HashSet::new();
    loop {
        for (key, value) in map.clone() {
            if let Some(next) = map.get(&value).copied() {
                map.insert(key, next);
                changed.insert(key);
                // Ends the inner loop only.
                break;
            }
        }
        changed.clear();
    }
}

//# good
fn fixpoint_labelled(mut map: HashMap<u32, u32>) -> HashMap<u32, u32> {
    'rounds: loop {
        for (key, value) in map.clone() {
            if key == value {
                break 'rounds;
            }
            map.insert(key, value.saturating_sub(1).max(key));
        }
        if map.is_empty() {
            break;
        }
    }
    map
}

//# bad
fn shortest(words: &[String]) -> usize {
    let mut best = usize::MAX;
    let mut queue: VecDeque<&String> = words.iter().collect();
    loop {
        let length = queue.front().map(|w| {
            if w.is_empty() {
                return 0;
            }
            w.len()
        });
        best = best.min(length.unwrap_or(best));
        queue.rotate_left(1.min(queue.len()));
    }
}

//# good
fn longest(words: &[String]) -> usize {
    let mut best = 0;
    let mut queue: VecDeque<&String> = words.iter().collect();
    loop {
        let Some(word) = queue.pop_front() else {
            return best;
        };
        best = best.max(word.len());
    }
}

//# bad
fn simulate(query: &Query) -> f64 {
    let mut energy = query.seed as f64;
    let running = true;
    while running {
        energy *= 0.999;
        for word in &query.words {
            energy += word.len() as f64;
        }
    }
    energy
}

//# good
fn cool(query: &Query) -> f64 {
    let mut energy = query.seed as f64;
    let mut running = true;
    let mut rounds = 0;
    while running {
        energy *= 0.9;
        rounds += 1;
        running = energy > 1.0 && rounds < 200;
    }
    energy
}

//# good
fn read_records(mut source: impl BufRead) -> std::io::Result<usize> {
    let mut count = 0;
    let mut line = String::new();
    while source.read_line(&mut line)? > 0 {
        count += 1;
        line.clear();
    }
    let mut rest = [0u8; 8];
    let _ = source.read(&mut rest)?;
    Ok(count)
}
