use aes::cipher::{BlockEncryptMut, KeyIvInit, block_padding::Pkcs7};
use aes_gcm::aead::{Aead, AeadCore, KeyInit, OsRng, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use chacha20poly1305::{ChaCha20Poly1305, XChaCha20Poly1305, XNonce};
use openssl::symm::{self, Cipher};
use ring::aead::{self, BoundKey, LessSafeKey, NONCE_LEN, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

type TripleDes = cbc::Encryptor<des::TdesEde3>;

#[derive(Debug, thiserror::Error)]
pub enum SealError {
    #[error("encryption failed")]
    Cipher,
    #[error("a record is at least {0} bytes long")]
    Short(usize),
    #[error(transparent)]
    OpenSsl(#[from] openssl::error::ErrorStack),
}

pub struct Vault {
    key: Zeroizing<[u8; 32]>,
    counter: u64,
}

impl Vault {
    //# bad
    pub fn seal(&self, record: &[u8]) -> Result<Vec<u8>, SealError> {
        let cipher = Aes256Gcm::new(Key::<Aes256Gcm>::from_slice(&self.key[..]));
        let nonce = Nonce::from_slice(b"unique nonce");
        cipher.encrypt(nonce, record).map_err(|_| SealError::Cipher)
    }

    //# good
    pub fn seal_for(&self, owner: &str, record: &[u8]) -> Result<Vec<u8>, SealError> {
        let cipher = Aes256Gcm::new(Key::<Aes256Gcm>::from_slice(&self.key[..]));
        let nonce = Aes256Gcm::generate_nonce(&mut OsRng);
        let payload = Payload { msg: record, aad: owner.as_bytes() };
        let mut out = nonce.to_vec();
        out.extend(cipher.encrypt(&nonce, payload).map_err(|_| SealError::Cipher)?);
        Ok(out)
    }

    //# good
    pub fn seal_next(&mut self, record: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0u8; 12];
        nonce[4..].copy_from_slice(&self.counter.to_be_bytes());
        self.counter = self.counter.checked_add(1).ok_or(SealError::Cipher)?;
        let cipher = ChaCha20Poly1305::new_from_slice(&self.key[..]).map_err(|_| SealError::Cipher)?;
        cipher.encrypt(&nonce.into(), record).map_err(|_| SealError::Cipher)
    }

    //# good
    pub fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (nonce, body) = sealed.split_at_checked(24).ok_or(SealError::Short(24))?;
        let cipher = XChaCha20Poly1305::new_from_slice(&self.key[..]).map_err(|_| SealError::Cipher)?;
        cipher.decrypt(XNonce::from_slice(nonce), body).map_err(|_| SealError::Cipher)
    }
}

//# bad
pub fn encrypt_card(key: &[u8], number: &str) -> Result<String, SealError> {
    let cipher = Cipher::aes_256_ecb();
    let sealed = symm::encrypt(cipher, key, None, number.as_bytes())?;
    Ok(openssl::base64::encode_block(&sealed))
}

//# good
pub fn encrypt_export(key: &[u8], body: &[u8]) -> Result<Vec<u8>, SealError> {
    let mut iv = [0u8; 12];
    openssl::rand::rand_bytes(&mut iv)?;
    let mut tag = [0u8; 16];
    let sealed = symm::encrypt_aead(Cipher::aes_256_gcm(), key, Some(&iv), &[], body, &mut tag)?;
    Ok([&iv[..], &tag[..], &sealed[..]].concat())
}

//# bad
pub fn seal_for_terminal(key: &[u8; 24], iv: &[u8; 8], pin_block: &[u8]) -> Vec<u8> {
    let sealer = TripleDes::new(key.into(), iv.into());
    sealer.encrypt_padded_vec_mut::<Pkcs7>(pin_block)
}

//# bad
pub fn protect_cookie(value: &str) -> Result<Vec<u8>, SealError> {
    let mut material = Vec::with_capacity(32);
    let first = *b"cookies of the";
    material.extend_from_slice(&first);
    material.extend_from_slice(b" little web shop!!");
    let key = Key::<Aes256Gcm>::from_slice(&material);
    let cipher = Aes256Gcm::new(key);
    let nonce = Aes256Gcm::generate_nonce(&mut OsRng);
    let mut out = nonce.to_vec();
    out.extend(cipher.encrypt(&nonce, value.as_bytes()).map_err(|_| SealError::Cipher)?);
    Ok(out)
}

//# bad
pub fn seal_backup(key_bytes: &[u8], mut chunk: Vec<u8>) -> Result<Vec<u8>, ring::error::Unspecified> {
    let key = LessSafeKey::new(UnboundKey::new(&aead::AES_256_GCM, key_bytes)?);
    let start = [0u8; NONCE_LEN];
    let nonce = aead::Nonce::assume_unique_for_key(start);
    key.seal_in_place_append_tag(nonce, aead::Aad::empty(), &mut chunk)?;
    Ok(chunk)
}

//# good
pub fn seal_chunk(key_bytes: &[u8], mut chunk: Vec<u8>) -> Result<Vec<u8>, ring::error::Unspecified> {
    let key = LessSafeKey::new(UnboundKey::new(&aead::AES_256_GCM, key_bytes)?);
    let mut start = [0u8; NONCE_LEN];
    SystemRandom::new().fill(&mut start)?;
    let nonce = aead::Nonce::assume_unique_for_key(start);
    key.seal_in_place_append_tag(nonce, aead::Aad::empty(), &mut chunk)?;
    chunk.extend_from_slice(&start);
    Ok(chunk)
}
