//! Digests, ciphers, keys and generators: outdated or fixed, and current or not for security.

use aes::Aes256;
use aes_gcm::aead::{Aead, AeadCore, KeyInit};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use argon2::password_hash::{PasswordHasher, SaltString};
use argon2::{Argon2, Params};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockEncryptMut, KeyIvInit};
use chacha20poly1305::{ChaCha20Poly1305, XChaCha20Poly1305};
use hmac::{Hmac, Mac};
use md5::{Digest, Md5};
use openssl::hash::MessageDigest;
use openssl::symm::{Cipher, encrypt};
use rand::distr::Alphanumeric;
use rand::rngs::{OsRng, SmallRng, StdRng};
use rand::{Rng, RngCore, SeedableRng};
use sha1::Sha1;
use sha2::{Sha256, Sha512};

//# bad
fn stored_password(password: &str) -> String {
    let mut hasher = Md5::new();
    hasher.update(password.as_bytes());
    hex::encode(hasher.finalize())
}

//# bad
fn document_signature(document: &[u8], key: rsa::RsaPrivateKey) -> Vec<u8> {
    use rsa::signature::{SignatureEncoding, Signer};
    let signer = rsa::pkcs1v15::SigningKey::<Sha1>::new(key);
    signer.sign(document).to_vec()
}

//# bad
fn fast_hash_of_password(user: &str, password: &str) -> [u8; 32] {
    let salted = format!("{user}:{password}");
    Sha256::digest(salted).into()
}

//# bad
fn triple(key: &[u8], iv: &[u8], data: &[u8]) -> Result<Vec<u8>, openssl::error::ErrorStack> {
    encrypt(Cipher::des_ede3_cbc(), key, Some(iv), data)
}

//# bad
fn blocks(key: &[u8; 32], text: &[u8]) -> Vec<u8> {
    let cipher = ecb::Encryptor::<Aes256>::new(key.into());
    cipher.encrypt_padded_vec_mut::<Pkcs7>(text)
}

//# bad
fn stream(key: &[u8], data: &mut [u8]) {
    use rc4::{KeyInit as _, Rc4, StreamCipher, consts::U16};
    let mut cipher = Rc4::<U16>::new_from_slice(key).expect("sixteen bytes");
    cipher.apply_keystream(data);
}

//# bad
fn sealed_with_zeros(key: &Key<Aes256Gcm>, message: &[u8]) -> Result<Vec<u8>, aes_gcm::Error> {
    let nonce = [0_u8; 12];
    Aes256Gcm::new(key).encrypt(Nonce::from_slice(&nonce), message)
}

//# bad
fn cipher_of_the_program() -> XChaCha20Poly1305 {
    let key = b"orchard orchard orchard orchard!";
    XChaCha20Poly1305::new(key.into())
}

//# bad
fn session_token(user: u64) -> String {
    let mut generator = SmallRng::seed_from_u64(user);
    (0..32).map(|_| char::from(generator.sample(Alphanumeric))).collect()
}

//# bad
fn encrypted_settings(key: [u8; 32], plain: &[u8]) -> Vec<u8> {
    let iv = *b"settings-vector1";
    let encryptor = cbc::Encryptor::<Aes256>::new(&key.into(), &iv.into());
    encryptor.encrypt_padded_vec_mut::<Pkcs7>(plain)
}

//# bad
fn password_with_fixed_salt(password: &[u8]) -> Result<[u8; 32], argon2::Error> {
    let mut out = [0; 32];
    let salt = "orchard-website";
    Argon2::default().hash_password_into(password, salt.as_bytes(), &mut out)?;
    Ok(out)
}

//# bad
fn reset_code() -> String {
    let code = fastrand::u32(100_000..1_000_000);
    let reset_token = format!("{code:06}");
    reset_token
}

//# good
fn stored_with_argon(password: &str) -> Result<String, argon2::password_hash::Error> {
    let salt = SaltString::generate(&mut OsRng);
    let hasher = Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, Params::default());
    Ok(hasher.hash_password(password.as_bytes(), &salt)?.to_string())
}

//# good
fn current_signature(document: &[u8], key: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha512>::new_from_slice(key).expect("any length");
    mac.update(document);
    mac.finalize().into_bytes().to_vec()
}

//# good
fn content_address(document: &[u8]) -> String {
    let digest = Sha256::digest(document);
    format!("sha256:{}", hex::encode(digest))
}

//# good
fn sealed(key: &Key<Aes256Gcm>, message: &[u8]) -> Result<(Vec<u8>, Vec<u8>), aes_gcm::Error> {
    let nonce = Aes256Gcm::generate_nonce(&mut OsRng);
    let sealed = Aes256Gcm::new(key).encrypt(&nonce, message)?;
    Ok((nonce.to_vec(), sealed))
}

//# good
fn token_of_the_system() -> String {
    let mut bytes = [0_u8; 32];
    OsRng.fill_bytes(&mut bytes);
    hex::encode(bytes)
}

//# good
fn dice(seed: u64) -> Vec<u8> {
    let mut generator = StdRng::seed_from_u64(seed);
    (0..5).map(|_| generator.random_range(1..=6)).collect()
}

//# good
fn key_from_file(path: &str) -> anyhow::Result<ChaCha20Poly1305> {
    let bytes = std::fs::read(path)?;
    Ok(ChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| anyhow::anyhow!("32 bytes are expected"))?)
}

//# good
fn description_of(name: &str) -> &'static str {
    match name {
        "md5" => "MD5 is broken and is refused",
        "sha1" => "SHA-1 is refused for signatures",
        "des" | "rc4" => "this cipher is refused",
        _ => "accepted",
    }
}

//# good
fn vector_filled_before_use(key: &[u8; 32], plain: &[u8]) -> Vec<u8> {
    let mut iv = [0_u8; 16];
    OsRng.fill_bytes(&mut iv);
    let body = cbc::Encryptor::<Aes256>::new(key.into(), &iv.into()).encrypt_padded_vec_mut::<Pkcs7>(plain);
    [iv.as_slice(), &body].concat()
}

//# good
fn jitter(base: std::time::Duration) -> std::time::Duration {
    base.mul_f64(fastrand::f64().mul_add(0.5, 0.75))
}

//# good
fn openssl_current(data: &[u8]) -> Result<Vec<u8>, openssl::error::ErrorStack> {
    let digest = openssl::hash::hash(MessageDigest::sha3_256(), data)?;
    Ok(digest.to_vec())
}

//# good
fn bucket_of(name: &str, buckets: u64) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish() % buckets.max(1)
}
