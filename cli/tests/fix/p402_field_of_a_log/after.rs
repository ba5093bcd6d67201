use tracing::{info, warn};

pub fn sign_in(user: u32, password: &str, api_key: &str) -> usize {
    info!(user, "signs in");
    warn!(attempts = 3, "the key is old");
    password.len() + api_key.len()
}
