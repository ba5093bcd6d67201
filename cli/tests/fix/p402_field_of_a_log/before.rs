use tracing::{info, warn};

pub fn sign_in(user: u32, password: &str, api_key: &str) -> usize {
    info!(user, password, "signs in");
    warn!(%api_key, attempts = 3, "the key is old");
    password.len() + api_key.len()
}
