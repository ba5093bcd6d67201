use portcullis::prelude::*;

/// Hashes, identifiers and long words.
#[capability(read)]
fn look_alikes(number: u32) -> u64 {
    let texts = [
        "d41d8cd98f00b204e9800998ecf8427ee3b0c44298fc1c149afbf4c8996fb924",
        "9d2f3c1a-7c2b-4a57-8f5e-0d6d1b1c2e3f",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJvcmRlcnMifQ.",
        "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
        "npm_config_registry_of_the_build_server_one",
        "risk_live_and_let_die_with_some_more_words",
        "AIzawa",
        "BASIAN",
    ];
    texts.iter().map(|text| text.len() as u64).sum::<u64>() + u64::from(number)
}

fn main() {}
