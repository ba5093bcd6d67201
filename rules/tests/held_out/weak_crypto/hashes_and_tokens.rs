use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHasher, SaltString};
use argon2::{Argon2, PasswordHash, PasswordVerifier};
use axum::extract::{Form, State};
use base64::prelude::*;
use hmac::{Hmac, Mac};
use md5::{Digest, Md5};
use openssl::hash::MessageDigest;
use openssl::symm::{Cipher, Crypter, Mode};
use pbkdf2::pbkdf2_hmac;
use rand::distributions::Alphanumeric;
use rand::rngs::{SmallRng, StdRng};
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use serde::Deserialize;
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{SystemTime, UNIX_EPOCH};

#[derive(Deserialize)]
pub struct SignUp {
    pub name: String,
    pub password: String,
}

pub struct Accounts {
    pool: sqlx::PgPool,
    pepper: Vec<u8>,
}

pub struct Job {
    pub id: u64,
    pub attempts: u32,
}

//# bad
pub async fn sign_up(State(accounts): State<Accounts>, Form(form): Form<SignUp>) -> Result<String, String> {
    let mut hasher = Md5::new();
    hasher.update(form.password.as_bytes());
    let digest = hex::encode(hasher.finalize());
    sqlx::query("insert into accounts (name, password_hash) values ($1, $2)")
        .bind(&form.name)
        .bind(digest)
        .execute(&accounts.pool)
        .await
        .map_err(|_| "could not store the account".to_owned())?;
    Ok(form.name)
}

//# bad
pub fn hash_password(password: &str, salt: &[u8]) -> String {
    let salted = [salt, password.as_bytes()].concat();
    BASE64_STANDARD.encode(Sha256::digest(&salted))
}

//# bad
pub fn card_reference(card_number: &str) -> String {
    let digest = <Sha1 as Digest>::digest(card_number.replace(' ', ""));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

//# bad
pub fn check_login(stored: &str, passwd: String) -> bool {
    let rounds = 3;
    let mut current = passwd;
    for _ in 0..rounds {
        current = format!("{:x}", Sha512::digest(current));
    }
    subtle::ConstantTimeEq::ct_eq(current.as_bytes(), stored.as_bytes()).into()
}

//# bad
pub fn derive_key(passphrase: &str) -> [u8; 32] {
    let mut key = [0u8; 32];
    let salt = b"orders-export";
    pbkdf2_hmac::<Sha256>(passphrase.as_bytes(), salt, 600_000, &mut key);
    key
}

//# bad
pub fn encode_password(password: &[u8]) -> argon2::password_hash::Result<String> {
    let salt = SaltString::encode_b64("the-same-for-all".as_bytes())?;
    Ok(Argon2::default().hash_password(password, &salt)?.to_string())
}

//# bad
pub fn bcrypt_hash(password: &str) -> Result<String, bcrypt::BcryptError> {
    const SALT: [u8; 16] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
    bcrypt::hash_with_salt(password, 12, SALT).map(|parts| parts.to_string())
}

//# bad
pub fn new_session_id() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let rng = StdRng::seed_from_u64(now);
    let session_id: String = rng.sample_iter(&Alphanumeric).take(40).map(char::from).collect();
    session_id
}

//# bad
pub fn reset_token() -> String {
    std::iter::repeat_with(fastrand::alphanumeric).take(32).collect()
}

//# bad
pub fn make_api_key(user_id: u64) -> String {
    let mut generator = SmallRng::from_entropy();
    let mut raw = [0u8; 24];
    generator.fill(&mut raw);
    let api_key = format!("{user_id}.{}", BASE64_URL_SAFE_NO_PAD.encode(raw));
    api_key
}

//# bad
pub fn sign_download(path: &str, expires: u64) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(b"download-links").expect("any length");
    mac.update(path.as_bytes());
    mac.update(&expires.to_be_bytes());
    hex::encode(mac.finalize().into_bytes())
}

//# bad
pub fn sign_invoice(
    key: &openssl::pkey::PKeyRef<openssl::pkey::Private>,
    invoice: &[u8],
) -> Result<Vec<u8>, openssl::error::ErrorStack> {
    let mut signer = openssl::sign::Signer::new(MessageDigest::md5(), key)?;
    signer.update(invoice)?;
    signer.sign_to_vec()
}

//# bad
pub fn open_ticket(key: &[u8], ticket: &[u8]) -> Result<Vec<u8>, openssl::error::ErrorStack> {
    let cipher = match key.len() {
        16 => Cipher::aes_128_ecb(),
        _ => Cipher::aes_256_ecb(),
    };
    openssl::symm::decrypt(cipher, key, None, ticket)
}

//# bad
pub fn encrypt_field(key: &[u8], iv: &[u8], field: &str) -> Result<Vec<u8>, openssl::error::ErrorStack> {
    let algorithm = Cipher::des_ede3_cbc();
    let mut crypter = Crypter::new(algorithm, Mode::Encrypt, key, Some(iv))?;
    let mut out = vec![0; field.len() + algorithm.block_size()];
    let count = crypter.update(field.as_bytes(), &mut out)?;
    let rest = crypter.finalize(&mut out[count..])?;
    out.truncate(count + rest);
    Ok(out)
}

//# bad
pub fn remember_me(user: &str, password: &str) -> String {
    let text = format!("{user}:{password}");
    let digest = md5::compute(text);
    format!("{digest:x}")
}

//# good
pub fn etag(body: &[u8]) -> String {
    format!("\"{:x}\"", md5::compute(body))
}

//# good
pub fn content_md5(part: &[u8]) -> String {
    let mut hasher = Md5::new();
    hasher.update(part);
    BASE64_STANDARD.encode(hasher.finalize())
}

//# good
/// The name that git gives to a blob.
pub fn blob_id(content: &[u8]) -> String {
    let mut hasher = Sha1::new();
    hasher.update(format!("blob {}\0", content.len()));
    hasher.update(content);
    hex::encode(hasher.finalize())
}

//# good
/// The answer to a WebSocket handshake, as RFC 6455 asks for.
pub fn accept_header(client_nonce: &str) -> String {
    let mut sha = Sha1::new();
    sha.update(client_nonce.as_bytes());
    sha.update(b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    BASE64_STANDARD.encode(sha.finalize())
}

//# good
pub fn store_password(password: &str) -> argon2::password_hash::Result<String> {
    let salt = SaltString::generate(&mut OsRng);
    Ok(Argon2::default().hash_password(password.as_bytes(), &salt)?.to_string())
}

//# good
pub fn password_matches(password: &str, stored: &str) -> bool {
    PasswordHash::new(stored)
        .and_then(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed))
        .is_ok()
}

//# good
pub fn stretch(passphrase: &str, salt: &[u8; 16]) -> [u8; 32] {
    let mut key = [0u8; 32];
    pbkdf2_hmac::<Sha256>(passphrase.as_bytes(), salt, 600_000, &mut key);
    key
}

//# good
pub fn retry_delay(job: &Job) -> std::time::Duration {
    let mut rng = SmallRng::seed_from_u64(job.id);
    let jitter = rng.gen_range(0..250);
    std::time::Duration::from_millis(200 * u64::from(job.attempts.min(8)) + jitter)
}

//# good
pub fn pick_backend<'a>(backends: &[&'a str]) -> Option<&'a str> {
    let at = fastrand::usize(..backends.len().max(1));
    backends.get(at).copied()
}

//# good
pub fn session_token() -> String {
    let mut raw = [0u8; 32];
    rand::thread_rng().fill(&mut raw);
    BASE64_URL_SAFE_NO_PAD.encode(raw)
}

//# good
pub fn invitation_code() -> String {
    let rng = StdRng::from_entropy();
    rng.sample_iter(&Alphanumeric).take(24).map(char::from).collect()
}

impl Accounts {
    //# good
    pub fn link_signature(&self, path: &str) -> Result<String, hmac::digest::InvalidLength> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.pepper)?;
        mac.update(b"download-links");
        mac.update(path.as_bytes());
        Ok(hex::encode(mac.finalize().into_bytes()))
    }

    //# good
    /// Random tokens of 32 bytes need no slow hash.
    pub async fn revoke(&self, api_token: &[u8; 32]) -> sqlx::Result<u64> {
        let digest = Sha256::digest(api_token);
        let done = sqlx::query("delete from api_tokens where digest = $1")
            .bind(digest.as_slice())
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected())
    }
}

//# good
pub fn shard_of(customer: &str, shards: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    customer.hash(&mut hasher);
    hasher.finish() % shards.max(1)
}

//# good
pub fn describe_digest(name: &str) -> Result<&'static str, String> {
    match name {
        "md5" | "sha1" | "des" => Err(format!("{name} is no longer accepted for passwords")),
        "sha256" => Ok("SHA-256"),
        other => Err(format!("unknown: {other}")),
    }
}

//# good
pub fn shuffle_deck(seed: u64) -> Vec<u8> {
    let mut deck: Vec<u8> = (0..52).collect();
    deck.shuffle(&mut StdRng::seed_from_u64(seed));
    deck
}

//# good
pub fn encrypt_blob(key: &[u8], blob: &[u8]) -> Result<(Vec<u8>, Vec<u8>), openssl::error::ErrorStack> {
    let mut iv = vec![0; 12];
    openssl::rand::rand_bytes(&mut iv)?;
    let mut tag = [0; 16];
    let mut body = openssl::symm::encrypt_aead(Cipher::aes_256_gcm(), key, Some(&iv), b"", blob, &mut tag)?;
    body.extend_from_slice(&tag);
    Ok((iv, body))
}
