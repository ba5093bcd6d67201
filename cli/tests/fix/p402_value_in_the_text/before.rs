pub fn sign_in(user: u32, password: &str) -> usize {
    tracing::debug!("{user} signs in with {password:?} \u{1f511} {{}}");
    tracing::debug!(r"{user} signs in with {password}");
    password.len()
}
