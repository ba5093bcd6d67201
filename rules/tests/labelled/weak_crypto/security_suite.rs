//! Variations of one fault: weak hashes, ciphers and generators, and keys that stand in the program.

use aes_gcm::aead::{Aead, AeadCore, KeyInit, OsRng};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use argon2::password_hash::SaltString;
use argon2::{Argon2, PasswordHasher};
use chacha20poly1305::{ChaCha20Poly1305, XChaCha20Poly1305, XNonce};
use cipher::{BlockEncryptMut, KeyIvInit, StreamCipher, block_padding::Pkcs7};
use hmac::{Hmac, Mac};
use md5::{Digest, Md5};
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use sha1::Sha1;
use sha2::Sha256;

pub struct Account {
    name: String,
    password: String,
    card_number: String,
}

//# bad
fn hashed_password(account: &Account) -> Vec<u8> {
    let mut hasher = Md5::new();
    hasher.update(account.name.as_bytes());
    hasher.update(account.password.as_bytes());
    hasher.finalize().to_vec()
}

//# bad
fn hashed_card(account: &Account) -> String {
    let digest = Sha1::digest(&account.card_number);
    hex::encode(digest)
}

//# bad
fn fast_hash_of_a_password(account: &Account) -> String {
    let salted = format!("{}:{}", account.name, account.password);
    let mut hash = Sha256::digest(salted.as_bytes());
    for _ in 0..10 {
        hash = Sha256::digest(hash);
    }
    hex::encode(hash)
}

//# good
fn slow_hash_of_a_password(account: &Account) -> Result<String, argon2::password_hash::Error> {
    let salt = SaltString::generate(&mut OsRng);
    let hash = Argon2::default().hash_password(account.password.as_bytes(), &salt)?;
    Ok(hash.to_string())
}

//# good
fn fast_hash_of_a_document(document: &[u8]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(b"document:");
    hasher.update(document);
    hex::encode(hasher.finalize())
}

//# bad
fn literal_key(message: &[u8]) -> Option<Vec<u8>> {
    let key = Key::<Aes256Gcm>::from_slice(b"thirty-two letters are this long");
    let cipher = Aes256Gcm::new(key);
    let nonce = Aes256Gcm::generate_nonce(&mut OsRng);
    cipher.encrypt(&nonce, message).ok()
}

//# good
fn generated_key(message: &[u8]) -> Option<(Key<Aes256Gcm>, Vec<u8>)> {
    let key = Aes256Gcm::generate_key(&mut OsRng);
    let nonce = Aes256Gcm::generate_nonce(&mut OsRng);
    let sealed = Aes256Gcm::new(&key).encrypt(&nonce, message).ok()?;
    Some((key, sealed))
}

//# bad
fn zero_nonce(key: &[u8; 32], message: &[u8]) -> Option<Vec<u8>> {
    let zeros = [0u8; 12];
    let cipher = ChaCha20Poly1305::new(key.into());
    let nonce = Nonce::from_slice(&zeros);
    cipher.encrypt(nonce, message).ok()
}

//# good
fn filled_nonce(key: &[u8; 32], message: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = [0u8; 12];
    getrandom::fill(&mut bytes).ok()?;
    let cipher = ChaCha20Poly1305::new(key.into());
    cipher.encrypt(Nonce::from_slice(&bytes), message).ok()
}

//# bad
fn constant_initialisation_vector(key: &[u8; 16], message: &[u8]) -> Vec<u8> {
    const START: [u8; 16] = [0x24; 16];
    let encryptor = cbc::Encryptor::<aes::Aes128>::new(key.into(), &START.into());
    encryptor.encrypt_padded_vec_mut::<Pkcs7>(message)
}

//# good
fn derived_initialisation_vector(key: &[u8; 16], message: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut start = [0u8; 16];
    rand::rngs::OsRng.fill(&mut start);
    let encryptor = cbc::Encryptor::<aes::Aes128>::new(key.into(), &start.into());
    (start.to_vec(), encryptor.encrypt_padded_vec_mut::<Pkcs7>(message))
}

//# bad
fn code_book(key: &[u8; 16], message: &[u8]) -> Vec<u8> {
    use ecb::cipher::KeyInit as _;
    ecb::Encryptor::<aes::Aes128>::new(key.into()).encrypt_padded_vec_mut::<Pkcs7>(message)
}

//# bad
fn old_stream(key: &[u8; 16], message: &[u8]) -> Vec<u8> {
    use rc4::KeyInit as _;
    let mut cipher = rc4::Rc4::<rc4::consts::U16>::new(key.into());
    let mut data = message.to_vec();
    cipher.apply_keystream(&mut data);
    data
}

//# bad
fn old_block(key: &[u8; 8], start: &[u8; 8], message: &[u8]) -> Vec<u8> {
    type Old = cbc::Encryptor<des::Des>;
    Old::new(key.into(), start.into()).encrypt_padded_vec_mut::<Pkcs7>(message)
}

//# bad
fn session_token(seed: u64) -> String {
    let mut random = SmallRng::seed_from_u64(seed);
    (0..32).map(|_| char::from(random.random_range(b'a'..=b'z'))).collect()
}

//# good
fn jitter(seed: u64) -> std::time::Duration {
    let mut random = SmallRng::seed_from_u64(seed);
    std::time::Duration::from_millis(random.random_range(10..50))
}

//# good
fn session_token_of_the_system() -> Result<String, getrandom::Error> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes)?;
    Ok(hex::encode(bytes))
}

//# bad
fn key_in_steps(message: &[u8], words: &[&str]) -> Vec<u8> {
    let mut key = [0u8; 32];
    let word = "correct horse battery";
    key[..word.len()].copy_from_slice(word.as_bytes());
    let key = key.as_slice();
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).expect("any length");
    for word in words {
        mac.update(word.as_bytes());
    }
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

//# good
fn key_of_a_file(path: &std::path::Path, message: &[u8]) -> std::io::Result<Vec<u8>> {
    let key = std::fs::read(path)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(std::io::Error::other)?;
    mac.update(b"v1");
    mac.update(message);
    Ok(mac.finalize().into_bytes().to_vec())
}

//# bad
fn nonce_of_a_closure(key: &[u8; 32], messages: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let cipher = XChaCha20Poly1305::new(key.into());
    let nonce = || XNonce::from(*b"a nonce of 24 characters");
    messages.iter().filter_map(|message| cipher.encrypt(&nonce(), message.as_slice()).ok()).collect()
}

//# good
fn nonce_of_each_message(key: &[u8; 32], messages: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let cipher = XChaCha20Poly1305::new(key.into());
    messages
        .iter()
        .filter_map(|message| {
            let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
            let sealed = cipher.encrypt(&nonce, message.as_slice()).ok()?;
            Some([nonce.as_slice(), &sealed].concat())
        })
        .collect()
}

//# good
fn shard_of(customer: &str, shards: u64) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    customer.hash(&mut hasher);
    hasher.finish() % shards.max(1)
}
