pub fn may_enter(given: &str, api_key: String) -> bool {
    !given.is_empty() && given == api_key
}
