use portcullis::prelude::*;

/// Its only error is one in the body.
#[capability(read)]
fn first(#[validate(length(max = 5))] numbers: Vec<u32>) -> u32 {
    let mut numbers = numbers;
    numbers.dedup();
    let unused = 1;
    numbers.first().copied().unwrap() //~ P203
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let gate = Gate::builder()
        .capability(first)
        .authorizer(Permits::none().permit(Caller::local(), first))
        .ledger(Memory::new())
        .build()?;
    let _: u32 = gate.call(first, &Caller::local(), (vec![1],)).await?;
    Ok(())
}

fn main() {}
