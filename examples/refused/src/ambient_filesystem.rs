use portcullis::prelude::*;

/// Reads the terms of sale.
#[capability(read)]
fn terms() -> Result<String, Internal> {
    Ok(std::fs::read_to_string("/srv/shop/terms.txt")?)
}
