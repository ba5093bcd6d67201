use portcullis::prelude::*;
use portcullis::State;

const STATUS: &str = "order_status";

/// The names are fixed.
#[capability(read)]
async fn fixed(
    #[grant] gate: State<Gate>,
    #[validate(length(max = 40))] subject: String,
) -> Result<u32, Internal> {
    let first = gate.call_json("order_status", &Caller::local(), format!("{{\"of\":{subject:?}}}")).await?;
    let second = gate.call_json(STATUS, &Caller::local(), subject.clone()).await?;
    let name = match subject.as_str() {
        "order" => "order_status",
        _ => "parcel_status",
    };
    let third = gate.call_json(name, &Caller::local(), "{}").await?;
    Ok((first.len() + second.len() + third.len()) as u32)
}

fn main() {}
