use aes::Aes128;
use aes::cipher::block_padding::{NoPadding, Pkcs7};
use aes::cipher::generic_array::GenericArray;
use aes::cipher::{BlockDecryptMut, BlockEncrypt, BlockEncryptMut, KeyInit, KeyIvInit, StreamCipher};
use aes_gcm::aead::{Aead, AeadCore, OsRng, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use anyhow::{Context, anyhow};
use chacha20poly1305::{ChaCha20Poly1305, XChaCha20Poly1305, XNonce};
use des::{Des, TdesEde3};
use rand::RngCore;
use rc4::Rc4;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, UnboundKey};
use std::collections::HashMap;

type DesCbc = cbc::Encryptor<Des>;
type Aes256Ctr = ctr::Ctr128BE<aes::Aes256>;

pub struct Vault {
    cipher: Aes256Gcm,
    counter: u64,
}

pub struct Record {
    pub id: u64,
    pub body: Vec<u8>,
}

//# bad
pub fn seal_statement(key: &[u8; 8], iv: &[u8; 8], statement: &[u8]) -> Vec<u8> {
    DesCbc::new(key.into(), iv.into()).encrypt_padded_vec_mut::<Pkcs7>(statement)
}

//# bad
pub fn encrypt_pin_block(key: [u8; 24], pin_block: [u8; 8]) -> [u8; 8] {
    let engine = TdesEde3::new(&GenericArray::from(key));
    let mut block = GenericArray::from(pin_block);
    engine.encrypt_block(&mut block);
    block.into()
}

//# bad
pub fn mask_stream(key: &[u8; 16], data: &mut [u8]) {
    let mut rc4 = Rc4::new(key.into());
    rc4.apply_keystream(data);
}

//# bad
pub fn export_customers(key: &[u8], rows: &[Record]) -> anyhow::Result<Vec<Vec<u8>>> {
    rows.iter()
        .map(|row| {
            let encryptor = ecb::Encryptor::<Aes128>::new_from_slice(key).map_err(|e| anyhow!("key: {e}"))?;
            Ok(encryptor.encrypt_padded_vec_mut::<Pkcs7>(&row.body))
        })
        .collect()
}

//# bad
/// Encrypts a padded buffer in place, sixteen bytes at a time.
pub fn encrypt_in_place(key: &[u8; 32], buffer: &mut [u8]) {
    let cipher = aes::Aes256::new(GenericArray::from_slice(key));
    for chunk in buffer.chunks_exact_mut(16) {
        cipher.encrypt_block(GenericArray::from_mut_slice(chunk));
    }
}

//# bad
pub fn wrap_document(key: &Key<Aes256Gcm>, document: &[u8]) -> Result<Vec<u8>, aes_gcm::Error> {
    let cipher = Aes256Gcm::new(key);
    let nonce = Nonce::from_slice(b"unique nonce");
    cipher.encrypt(nonce, document)
}

//# bad
pub fn store_note(vault: &Vault, note: &str, owner: &str) -> anyhow::Result<Vec<u8>> {
    let mut iv = [0u8; 12];
    iv[11] = 1;
    let payload = Payload { msg: note.as_bytes(), aad: owner.as_bytes() };
    vault.cipher.encrypt(Nonce::from_slice(&iv), payload).map_err(|_| anyhow!("could not seal the note"))
}

//# bad
pub fn open_backup(nonce: &[u8; 24], backup: &[u8]) -> anyhow::Result<Vec<u8>> {
    const BACKUP_KEY: [u8; 32] = *b"backup backup backup backup back";
    let cipher = XChaCha20Poly1305::new_from_slice(&BACKUP_KEY)?;
    cipher.decrypt(XNonce::from_slice(nonce), backup).map_err(|_| anyhow!("damaged backup"))
}

//# bad
pub fn seal_with_ring(mut message: Vec<u8>, nonce: [u8; 12]) -> Result<Vec<u8>, ring::error::Unspecified> {
    let material = [0x24u8; 32];
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, material.as_slice())?);
    let nonce = ring::aead::Nonce::assume_unique_for_key(nonce);
    key.seal_in_place_append_tag(nonce, Aad::empty(), &mut message)?;
    Ok(message)
}

//# bad
pub fn seal_many(key: LessSafeKey, messages: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let base = [7u8; ring::aead::NONCE_LEN];
    let mut sealed = Vec::with_capacity(messages.len());
    for mut message in messages {
        let nonce = ring::aead::Nonce::assume_unique_for_key(base);
        if key.seal_in_place_append_tag(nonce, Aad::empty(), &mut message).is_ok() {
            sealed.push(message);
        }
    }
    sealed
}

//# bad
pub async fn encrypt_upload(path: &std::path::Path, key: [u8; 32]) -> anyhow::Result<()> {
    let plain = tokio::fs::read(path).await.context("upload")?;
    let iv: Vec<u8> = (0..16).collect();
    let mut cipher = Aes256Ctr::new_from_slices(&key, &iv).context("lengths")?;
    let mut body = plain.clone();
    cipher.apply_keystream(&mut body);
    tokio::fs::write(path.with_extension("enc"), body).await?;
    Ok(())
}

//# bad
pub fn legacy_unwrap(key: &[u8], wrapped: &mut [u8]) -> Option<Vec<u8>> {
    use rc2::Rc2;
    let decryptor = cbc::Decryptor::<Rc2>::new_from_slices(key, &wrapped[..8]).ok()?;
    let body = decryptor.decrypt_padded_mut::<Pkcs7>(&mut wrapped[8..]).ok()?;
    Some(body.to_vec())
}

//# good
pub fn wrap_contract(key: &Key<Aes256Gcm>, contract: &[u8]) -> Result<Vec<u8>, aes_gcm::Error> {
    let cipher = Aes256Gcm::new(key);
    let nonce = Aes256Gcm::generate_nonce(&mut OsRng);
    let mut out = nonce.to_vec();
    out.extend(cipher.encrypt(&nonce, contract)?);
    Ok(out)
}

//# good
pub fn seal_message(key: &[u8; 32], message: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut nonce = [0u8; 12];
    OsRng.fill_bytes(&mut nonce);
    let cipher = ChaCha20Poly1305::new(key.into());
    let body = cipher.encrypt(&nonce.into(), message).map_err(|_| anyhow!("seal"))?;
    Ok([nonce.as_slice(), &body].concat())
}

//# good
pub fn open_message(key: &[u8; 32], sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
    let (nonce, body) = sealed.split_at_checked(12).ok_or_else(|| anyhow!("too short"))?;
    let cipher = Aes256Gcm::new(key.into());
    cipher.decrypt(Nonce::from_slice(nonce), body).map_err(|_| anyhow!("damaged"))
}

impl Vault {
    //# good
    /// Each message has its own number.
    pub fn seal_next(&mut self, message: &[u8]) -> anyhow::Result<(u64, Vec<u8>)> {
        self.counter = self.counter.checked_add(1).context("the key is used up")?;
        let mut nonce = [0u8; 12];
        nonce[4..].copy_from_slice(&self.counter.to_be_bytes());
        let sealed = self.cipher.encrypt(Nonce::from_slice(&nonce), message).map_err(|_| anyhow!("seal"))?;
        Ok((self.counter, sealed))
    }
}

//# good
pub fn load_key(path: &std::path::Path) -> anyhow::Result<Aes256Gcm> {
    let text = std::fs::read_to_string(path)?;
    let mut key = [0u8; 32];
    hex::decode_to_slice(text.trim(), &mut key).context("not 64 digits")?;
    Ok(Aes256Gcm::new(&key.into()))
}

//# good
pub fn encrypt_archive(key: &[u8; 32], archive: &mut [u8]) -> anyhow::Result<[u8; 16]> {
    let mut iv = [0u8; 16];
    getrandom::getrandom(&mut iv)?;
    let mut cipher = Aes256Ctr::new(key.into(), &iv.into());
    cipher.apply_keystream(archive);
    Ok(iv)
}

//# good
pub fn decrypt_row(key: &[u8; 16], row: &mut Vec<u8>) -> Option<Vec<u8>> {
    let body = row.split_off(16);
    let decryptor = cbc::Decryptor::<Aes128>::new_from_slices(key, row).ok()?;
    decryptor.decrypt_padded_vec_mut::<Pkcs7>(&body).ok()
}

//# good
/// The European Central Bank's rates of the day.
pub async fn ecb_rates(client: &reqwest::Client) -> reqwest::Result<HashMap<String, f64>> {
    let ecb = client.get("https://rates.example.com/ecb/daily.json").send().await?;
    let des = ecb.error_for_status()?;
    des.json().await
}

//# good
pub fn ring_key(random: &ring::rand::SystemRandom) -> Result<LessSafeKey, ring::error::Unspecified> {
    use ring::rand::SecureRandom;
    let mut material = vec![0; AES_256_GCM.key_len()];
    random.fill(&mut material)?;
    Ok(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &material)?))
}

//# good
pub fn release_name(major: u32, minor: u32, candidate: u8) -> String {
    let rc4 = "rc4";
    match candidate {
        4 => format!("{major}.{minor}.0-{rc4}"),
        other => format!("{major}.{minor}.0-rc{other}"),
    }
}

//# good
pub fn decrypt_blocks(key: &[u8; 16], iv: [u8; 16], blocks: &mut [u8]) -> anyhow::Result<usize> {
    let decryptor = cbc::Decryptor::<Aes128>::new(key.into(), &iv.into());
    let plain = decryptor.decrypt_padded_mut::<NoPadding>(blocks).map_err(|_| anyhow!("padding"))?;
    Ok(plain.len())
}
