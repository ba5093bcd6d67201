use portcullis::prelude::*;

struct ApiKey(String);

#[data(output)]
struct Settings {
    region: String,
    key: ApiKey,
}

fn main() {}
