use portcullis::prelude::*;

/// Finds a customer by name.
#[capability(read)]
async fn find_customer(
    #[validate(length(max = 80))] name: String,
    #[grant] shop: Shop,
) -> Result<Vec<u64>, Internal> {
    let sql = format!("SELECT id FROM customers WHERE name = '{name}'");
    Ok(shop.database.query(&sql).await?)
}
