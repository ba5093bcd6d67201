use portcullis::prelude::*;

const FORECAST: &str = "http://api.skyforecast.net/v2";

/// The address is a constant that the body does not show.
#[capability(read)]
fn forecast(number: u32) -> usize {
    FORECAST.len() + number as usize
}

fn main() {}
