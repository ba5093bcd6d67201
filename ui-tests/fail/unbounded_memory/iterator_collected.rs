use portcullis::prelude::*;

/// A range is collected, and something that has no end of its own.
#[capability(read)]
fn collected(count: u64, times: usize) -> u64 {
    let list: Vec<u64> = (0..count).map(|number| number / 2).collect(); //~ P504
    let again: String = std::iter::repeat('a').take(times).collect(); //~ P504
    list.len() as u64 + again.len() as u64
}

/// A list that is there already, and what is let through.
#[capability(read)]
fn limited(count: u64, times: usize) -> u64 {
    let list: Vec<u64> = [1, 2, 3].into_iter().take(times).collect();
    let some = (count < 100).then(|| (0..count).collect::<Vec<u64>>());
    let more = Some(times).filter(|times| (1..=80).contains(times)).map(|times| "a".repeat(times));
    (list.len() + some.map_or(0, |some| some.len()) + more.map_or(0, |more| more.len())) as u64
}

fn main() {}
