use portcullis::State;
use portcullis::prelude::*;

struct Settings {
    host: String,
}

/// The source does not say which host it is.
#[capability(read)]
fn forecast(#[grant] settings: State<Settings>) -> String {
    format!("http://{}/v2", settings.host)
}

fn main() {}
