use portcullis::prelude::*;

/// Calls itself.
#[capability(read)]
fn count(#[validate(length(max = 1000))] text: String) -> u64 {
    fn words(text: &str) -> u64 {
        match text.split_once(' ') {
            Some((_, rest)) => words(rest).saturating_add(1), //~ P507
            None => 1,
        }
    }
    fn outline(text: &str, depth: usize, out: &mut Vec<usize>) {
        out.push(depth);
        if let Some((_, rest)) = text.split_once('(') {
            outline(rest, depth.wrapping_add(1), out); //~ P507
        }
    }
    fn lines(text: &str) -> u64 {
        text.split_once('\n').map(|(_, rest)| rest).map(lines).unwrap_or(0) //~ P507
    }
    let mut out = Vec::new();
    outline(&text, 0, &mut out);
    words(&text) ^ lines(&text) ^ out.len() as u64
}

fn main() {}
