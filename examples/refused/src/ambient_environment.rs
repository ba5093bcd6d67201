use portcullis::prelude::*;

/// Says which region the shop is in.
#[capability(read)]
fn region() -> Result<String, Internal> {
    Ok(std::env::var("SHOP_REGION")?)
}
