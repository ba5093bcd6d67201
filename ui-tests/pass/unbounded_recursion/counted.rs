use portcullis::prelude::*;

const DEEPEST: usize = 64;

/// Each way of counting.
#[capability(read)]
fn counted(#[validate(length(max = 1000))] text: String) -> u64 {
    fn falls(text: &str, depth: u8) -> u64 {
        match (text.split_once(' '), depth.checked_sub(1)) {
            (Some((_, rest)), Some(depth)) => falls(rest, depth),
            _ => 1,
        }
    }
    fn grows(text: &str, level: usize) -> u64 {
        if level > DEEPEST {
            return 0;
        }
        text.split_once(' ').map_or(1, |(_, rest)| grows(rest, level.saturating_add(1)))
    }
    fn least(text: &str, n: u32) -> u64 {
        if text.is_empty() { 0 } else { least(text, n - 1) }
    }
    fn first(text: &str, fuel: usize) -> u64 {
        if fuel == 0 { 0 } else { second(text, fuel) }
    }
    fn second(text: &str, fuel: usize) -> u64 {
        first(text, fuel / 2)
    }
    falls(&text, 10) ^ grows(&text, 0) ^ least("", 3) ^ first(&text, 8)
}

fn main() {}
