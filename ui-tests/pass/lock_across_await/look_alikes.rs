use portcullis::prelude::*;
use std::borrow::Borrow;
use std::collections::HashMap;

/// A reference holds no lock.
#[capability(read)]
async fn look_alikes(#[validate(length(max = 40))] text: String, number: u32) -> u32 {
    let mut map = HashMap::from([(number, 1), (7, 2)]);
    let first: &str = text.borrow();
    tokio::task::yield_now().await;
    let length = first.len() as u32;
    let second = map.get(&number).copied();
    tokio::task::yield_now().await;
    if let Some(third) = map.get_mut(&7) {
        tokio::task::yield_now().await;
        *third += 1;
    }
    length + second.unwrap_or(0) + map.len() as u32
}

fn main() {}
