use portcullis::prelude::*;
use std::time::Duration;

/// No whole numbers of the caller's, or no amounts.
#[capability(read)]
fn look_alikes(price: f64, count: f32, #[validate(length(max = 20))] amount: String, number: u64) -> u64 {
    let gross = price * 1.19 + f64::from(count);
    let text = amount.clone() + " Euro";
    let label = "amount: ".to_owned() + &number.to_string();
    let wait = Duration::from_millis(200) + Duration::from_secs(number % 60);
    let (mut total, cost) = (0_u64, 490 * 2);
    for character in amount.chars() {
        total += u64::from(character.is_ascii_digit());
    }
    let length = amount.len() + 2;
    (gross > 10.0) as u64 ^ text.len() as u64 ^ label.len() as u64 ^ wait.as_secs() ^ total ^ cost ^ length as u64
}

fn main() {}
