use portcullis::prelude::*;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

/// Says who is looked for, in a field.
#[capability(read)]
fn fields(#[validate(length(max = 100))] customer: String, number: u32) -> usize {
    tracing::info!(%customer, number, "looking for somebody");
    tracing::info!(customer = ?customer, "order {number} of {}", customer.len());
    let line = format!("of {customer}");
    line.len()
}

fn main() {}
