pub struct Account {
    pub name: u32,
    pub api_key: String,
}

pub fn sign_in(account: &Account) -> usize {
    tracing::info!(
        "{} signs in with {} today ({})",
        account.name,
        account.api_key.as_str(),
        1,
    );
    account.api_key.len()
}
