use portcullis::prelude::*;

/// "AKIA" and more, as numbers.
#[capability(read)]
fn numbers(number: u32) -> String {
    let bytes = [65, 75, 73, 65, 81, 87, 69, 82, 84, 89, 85, 73, 79, 80, 65, 83, 68, 70, 71, 72];
    let text: String = bytes.iter().map(|&byte: &u8| char::from(byte)).collect();
    format!("{text}{number}")
}

fn main() {}
