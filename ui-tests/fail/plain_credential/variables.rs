use portcullis::prelude::*;

/// Signs in at another service.
#[capability(read)]
fn variables(#[validate(length(max = 100))] text: String) -> usize {
    let password: String = text.to_uppercase(); //~ P604
    let api_key: Option<Vec<u8>> = Some(text.into_bytes()); //~ P604
    let passwords: std::collections::HashMap<u32, String> = [(1, password)].into(); //~ P604
    passwords.len() + api_key.map_or(0, |key| key.len())
}

fn main() {}
