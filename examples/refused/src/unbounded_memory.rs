use portcullis::prelude::*;

/// Makes a table of prices.
#[capability(read)]
fn price_table(rows: u32, #[validate(range(max = 100))] price: u32) -> u64 {
    let table = vec![price; rows as usize];
    table.iter().map(|price| u64::from(*price)).sum()
}
