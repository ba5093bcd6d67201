use portcullis::prelude::*;
use portcullis::State;

async fn call(gate: &Gate, name: &str) -> Result<usize, Internal> {
    Ok(gate.call_json(name, &Caller::local(), "{}").await?.len())
}

/// It is called elsewhere.
#[capability(read)]
async fn helped(
    #[grant] gate: State<Gate>,
    #[validate(length(max = 40))] name: String,
) -> Result<u32, Internal> {
    Ok(call(&gate, &name).await? as u32)
}

fn main() {}
