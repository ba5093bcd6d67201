use portcullis::prelude::*;
use portcullis::secret::SecretRef;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

/// The key of the shop's service.
struct ShopKey;

/// Signs an order's number.
#[capability(read)]
fn sign(call: &Call, #[grant] key: SecretRef<ShopKey>, number: u32) -> Result<usize, Internal> {
    let signed = key.reveal(call, |bytes| {
        tracing::info!("{bytes:?} signs {number}"); //~ P402
        bytes.len()
    })?;
    let first = key.reveal(call, |bytes| bytes.first().copied())?;
    tracing::info!(?first, "begins"); //~ P402
    Ok(signed)
}

fn main() {}
