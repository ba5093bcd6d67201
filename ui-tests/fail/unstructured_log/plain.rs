use portcullis::prelude::*;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

/// Looks for a customer.
#[capability(read)]
fn look_for(#[validate(length(max = 100))] customer: String, #[validate(length(max = 100))] city: String) -> usize {
    tracing::info!("looking for {customer}"); //~ P403
    tracing::info!(size = city.len(), "in {}", city.trim()); //~ P403
    customer.len()
}

fn main() {}
