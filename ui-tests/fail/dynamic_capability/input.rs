use portcullis::prelude::*;
use portcullis::State;

/// Calls what the caller says.
#[capability(read)]
async fn by_input(
    #[grant] gate: State<Gate>,
    #[validate(length(max = 40))] name: String,
) -> Result<u32, Internal> {
    let first = gate.call_json(&name, &Caller::local(), "{}").await?; //~ P701
    let second = gate.call_json(name.trim(), &Caller::local(), "{}").await?; //~ P701
    let context = portcullis::call::Context::new();
    let third = gate.call_json_with(&name.replace('-', "_"), &Caller::local(), "{}", context).await?; //~ P701
    Ok((first.len() + second.len() + third.len()) as u32)
}

fn main() {}
