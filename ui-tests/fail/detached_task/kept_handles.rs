use portcullis::State;
use portcullis::prelude::*;

/// The handle has a name.
#[capability(read)]
async fn kept(#[grant] runtime: State<tokio::runtime::Handle>, number: u32) -> Result<u32, Internal> {
    let handle = tokio::runtime::Handle::current();
    let first = handle.spawn(async move { number }); //~ P505
    let second = runtime.spawn(async move { number }); //~ P505
    let builder = std::thread::Builder::new().name("third".into());
    let third = builder.spawn(move || number)?; //~ P505
    Ok(first.await? + second.await? + u32::from(third.is_finished()))
}

fn main() {}
