use portcullis::prelude::*;

/// Waits for the first of two.
#[capability(read)]
async fn first(#[validate(length(max = 100))] text: String) -> u32 {
    tokio::select! {
        () = tokio::time::sleep(std::time::Duration::from_millis(text.parse().unwrap())) => 0, //~ P203
        number = async { text.parse::<u32>().unwrap() } => { //~ P203
            let doubled = number.checked_mul(2);
            doubled.unwrap() //~ P203
        }
    }
}

fn main() {}
