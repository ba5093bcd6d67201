pub fn may_enter(given: &str, api_key: String) -> bool {
    !given.is_empty() && bool::from(subtle::ConstantTimeEq::ct_eq(given.as_bytes(), api_key.as_bytes()))
}
