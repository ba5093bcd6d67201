pub struct Hooks {
    pub api_key: String,
    pub signature: Vec<u8>,
}

impl Hooks {
    pub fn is_wrong(&self, given: &str) -> bool {
        !bool::from(subtle::ConstantTimeEq::ct_eq(given.as_bytes(), self.api_key.as_bytes())) || given.len() < 3
    }

    pub fn is_ours(&self, api_key: &str) -> bool {
        bool::from(subtle::ConstantTimeEq::ct_eq(self.api_key.as_bytes(), api_key.as_bytes()))
    }
}
