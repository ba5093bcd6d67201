use portcullis::prelude::*;

const WORDS: [&str; 3] = ["one", "two", "three"];
const HEX: &[u8; 16] = b"0123456789abcdef";

/// The index lies within.
#[capability(read)]
fn checked(number: usize, #[validate(length(max = 100))] text: String, #[validate(length(max = 100))] list: Vec<u64>, byte: u8) -> u64 {
    let word = WORDS[number % WORDS.len()];
    let digit = HEX[usize::from(byte >> 4)];
    let mut sum = 0;
    for index in 0..list.len() {
        sum ^= list[index];
    }
    if let Some(place) = text.find(':') {
        sum ^= text[..place].len() as u64;
    }
    for (place, _) in text.char_indices() {
        sum ^= text[place..].len() as u64;
    }
    let last = &list[..number.min(list.len())];
    if number >= list.len() {
        return 0;
    }
    sum ^ list[number] ^ word.len() as u64 ^ u64::from(digit) ^ last.len() as u64
}

fn main() {}
