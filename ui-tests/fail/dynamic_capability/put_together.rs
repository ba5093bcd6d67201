use portcullis::prelude::*;
use portcullis::State;

/// Calls what is put together.
#[capability(read)]
async fn put_together(#[grant] gate: State<Gate>, version: u32) -> Result<u32, Internal> {
    let name = format!("order_status_v{version}");
    let first = gate.call_json(&name, &Caller::local(), "{}").await?; //~ P701
    let caller = Caller::local();
    let list = vec![gate.call_json(&format!("refund_{version}"), &caller, "{}").await]; //~ P701
    Ok((first.len() + list.len()) as u32)
}

fn main() {}
