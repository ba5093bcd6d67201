use portcullis::prelude::*;

#[data]
struct Order {
    number: u32,
}

/// The only error of this file is in the next line.
#[capability(read, timeout = "0s")] //~ refused
pub async fn find(call: &Call, #[validate(length(max = 5))] customer: String, limit: u32) -> Result<Vec<Order>, Internal> {
    call.checkpoint()?;
    Ok(vec![Order { number: limit }])
}

mod elsewhere {
    pub use super::find as search;
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let gate = Gate::builder()
        .capability(find)
        .authorizer(Permits::none().permit(Caller::local(), elsewhere::search))
        .ledger(Memory::new())
        .build()?;
    let orders: Vec<Order> = gate.call(find, &Caller::local(), ("C-1".into(), 5)).await?;
    let _ = portcullis::CapabilityId::of(find).name();
    let _ = (orders.first().map(|order| order.number), orders.len());
    let _ = gate.free_permits(find);
    Ok(())
}

fn main() {}
