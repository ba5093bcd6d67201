use actix_web::{HttpRequest, HttpResponse, web};
use hmac::{Hmac, Mac};
use md_5::Md5;
use md5 as checksum;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::sign::Signer;
use pbkdf2::pbkdf2_hmac;
use ring::{digest, hmac as ring_hmac};
use sha1::{Digest, Sha1};
use sha2::{Sha256, Sha512};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

pub struct Article {
    pub id: u64,
    pub body: String,
}

//# bad
pub fn sign_release(key: &PKey<Private>, artifact: &[u8]) -> Result<Vec<u8>, openssl::error::ErrorStack> {
    let mut signer = Signer::new(MessageDigest::sha1(), key)?;
    signer.update(artifact)?;
    signer.sign_to_vec()
}

//# good
pub fn sign_manifest(key: &PKey<Private>, manifest: &[u8]) -> Result<Vec<u8>, openssl::error::ErrorStack> {
    let mut signer = Signer::new(MessageDigest::sha384(), key)?;
    signer.update(manifest)?;
    signer.sign_to_vec()
}

//# good
/// A weak validator for conditional requests.
pub async fn article(
    request: HttpRequest,
    store: web::Data<HashMap<u64, Article>>,
    id: web::Path<u64>,
) -> HttpResponse {
    let Some(article) = store.get(&id.into_inner()) else {
        return HttpResponse::NotFound().finish();
    };
    let etag = format!("W/\"{:x}\"", checksum::compute(&article.body));
    match request.headers().get("if-none-match") {
        Some(known) if known.as_bytes() == etag.as_bytes() => HttpResponse::NotModified().finish(),
        _ => HttpResponse::Ok().insert_header(("etag", etag)).body(article.body.clone()),
    }
}

//# bad
pub fn link_signature(secret: &[u8], path: &str, expires: i64) -> String {
    let mut text = String::from(path);
    text.push_str(&expires.to_string());
    text.push_str(&String::from_utf8_lossy(secret));
    let signature = checksum::compute(text.as_bytes());
    format!("{path}?expires={expires}&signature={signature:x}")
}

//# good
pub fn signed_link(secret: &[u8], path: &str, expires: i64) -> String {
    let key = ring_hmac::Key::new(ring_hmac::HMAC_SHA256, secret);
    let tag = ring_hmac::sign(&key, format!("{path}\n{expires}").as_bytes());
    format!("{path}?expires={expires}&signature={}", hex::encode(tag.as_ref()))
}

//# good
/// The name under which git keeps a blob.
pub fn blob_id(content: &[u8]) -> String {
    let mut hasher = Sha1::new();
    hasher.update(format!("blob {}\0", content.len()));
    hasher.update(content);
    hex::encode(hasher.finalize())
}

//# bad
pub fn certificate_is_pinned(certificate: &[u8], pins: &[Vec<u8>]) -> bool {
    let fingerprint = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, certificate);
    pins.iter().any(|pin| constant_time_eq::constant_time_eq(pin, fingerprint.as_ref()))
}

//# good
pub fn shard_of(customer: &str, shards: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    customer.hash(&mut hasher);
    hasher.finish() % shards.max(1)
}

//# bad
pub fn webhook_tag(secret: &[u8], parts: &[&str]) -> Result<String, hmac::digest::InvalidLength> {
    type Tag = Hmac<Md5>;
    let mut mac = Tag::new_from_slice(secret)?;
    for part in parts {
        mac.update(part.as_bytes());
    }
    Ok(hex::encode(mac.finalize().into_bytes()))
}

//# good
pub fn delivery_tag(secret: &[u8], parts: &[&str]) -> Result<String, hmac::digest::InvalidLength> {
    let mut mac = Hmac::<Sha512>::new_from_slice(secret)?;
    for part in parts {
        mac.update(part.as_bytes());
    }
    Ok(hex::encode(mac.finalize().into_bytes()))
}

//# bad
pub fn key_from_passphrase(passphrase: &str) -> [u8; 32] {
    let mut key = [0u8; 32];
    let salt = b"portal-exports";
    pbkdf2_hmac::<Sha256>(passphrase.as_bytes(), salt, 600_000, &mut key);
    key
}

//# good
pub fn key_for_export(passphrase: &str, salt: &[u8; 16]) -> [u8; 32] {
    let mut key = [0u8; 32];
    pbkdf2_hmac::<Sha256>(passphrase.as_bytes(), salt, 600_000, &mut key);
    key
}

//# good
/// A list of digests may name only algorithms that are still in use.
pub fn refuse_old_digests(list: &[(String, String)]) -> Result<(), String> {
    for (name, algorithm) in list {
        match algorithm.to_ascii_lowercase().as_str() {
            "md5" | "sha1" | "des" | "rc4" => {
                return Err(format!("{name} uses {algorithm}, which is too weak"));
            }
            _ => {}
        }
    }
    Ok(())
}
