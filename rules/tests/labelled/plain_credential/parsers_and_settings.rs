use std::path::PathBuf;

use anyhow::Result;

#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    text: String,
    at: usize,
}

//# good
pub fn tokenize(source: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, text) in source.split_whitespace().enumerate() {
        let token = Token { text: text.to_owned(), at };
        tokens.push(token);
    }
    tokens
}

//# good
pub fn secret_paths(folder: &std::path::Path) -> Vec<PathBuf> {
    let password_file: PathBuf = folder.join("password");
    let private_key_path: PathBuf = folder.join("key.pem");
    vec![password_file, private_key_path]
}

//# good
pub fn verify(public_key: &[u8], key_id: &str, message: &[u8], signature: &[u8]) -> Result<bool> {
    let public_key: Vec<u8> = public_key.to_vec();
    log::debug!("checking with {key_id}");
    Ok(crate::signing::verify(&public_key, message, signature))
}

//# good
pub fn hash_of(account: &str) -> Option<String> {
    let password_hash: Option<String> = crate::accounts::hash(account);
    password_hash.filter(|hash| hash.starts_with("$argon2id$"))
}
