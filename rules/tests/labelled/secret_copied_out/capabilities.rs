use std::collections::HashMap;

use hmac::{Hmac, Mac};
use portcullis::prelude::*;
use portcullis::secret::{Credential, Secret, SecretRef};
use sha2::Sha256;

struct ShopKey;

struct MailKey;

//# bad
/// Asks the shop for an article's price.
#[capability(read)]
fn price(call: &Call, #[grant] key: SecretRef<ShopKey>, article: u32) -> Result<u32, Internal> {
    let copy = key.reveal(call, |bytes| bytes.to_vec())?;
    Ok(crate::shop::price(article, &copy)?)
}

//# bad
/// Sends a reminder.
#[capability(write)]
fn remind(call: &Call, #[grant] key: SecretRef<MailKey>, customer: u32) -> Result<bool, Internal> {
    let mut held = Vec::new();
    key.reveal(call, |bytes| held.extend_from_slice(bytes))?;
    Ok(crate::mail::remind(customer, &held)?)
}

//# bad
/// Counts the orders of a day.
#[capability(read)]
fn orders_of_day(call: &Call, #[grant] key: SecretRef<ShopKey>, day: u16) -> Result<usize, Internal> {
    let header = key.reveal(call, |bytes| {
        let text = std::str::from_utf8(bytes).unwrap_or_default().trim();
        String::from(text)
    })?;
    Ok(crate::shop::orders(day, &header)?)
}

//# bad
/// Checks the shop's signature.
#[capability(read)]
fn check(call: &Call, #[grant] key: SecretRef<ShopKey>, order: u64) -> Result<bool, Internal> {
    let text: Result<String, _> =
        key.reveal(call, |secret| std::str::from_utf8(secret).map(str::to_owned))?;
    match text {
        Ok(text) => Ok(crate::shop::signed(order, &text)),
        Err(_) => Ok(false),
    }
}

//# bad
pub fn cache(credentials: &[Credential]) -> HashMap<String, Box<[u8]>> {
    credentials
        .iter()
        .map(|credential| {
            let boxed: Box<[u8]> = credential.reveal(|bytes| bytes.into());
            (credential.name().to_string(), boxed)
        })
        .collect()
}

//# bad
pub fn previous(credential: &Credential) -> Option<String> {
    credential.reveal_previous(|bytes| String::from_utf8_lossy(bytes).into_owned())
}

//# good
/// Signs an order's number.
#[capability(read)]
fn sign(call: &Call, #[grant] key: SecretRef<ShopKey>, order: u64) -> Result<Vec<u8>, Internal> {
    let tag = key.reveal(call, |bytes| {
        let mut mac = Hmac::<Sha256>::new_from_slice(bytes)?;
        mac.update(&order.to_be_bytes());
        Ok::<_, hmac::digest::InvalidLength>(mac.finalize().into_bytes().to_vec())
    })??;
    Ok(tag)
}

//# good
/// Asks the shop for an article's name.
#[capability(read)]
fn name(call: &Call, #[grant] key: SecretRef<ShopKey>, article: u32) -> Result<String, Internal> {
    let found = key.reveal(call, |bytes| crate::shop::name(article, bytes))?;
    Ok(found?.to_string())
}

//# good
/// Says how long the mail's key is.
#[capability(read)]
fn size(call: &Call, #[grant] key: SecretRef<MailKey>) -> Result<String, Internal> {
    Ok(key.reveal(call, |bytes| bytes.len().to_string())?)
}

//# good
pub fn spread(credential: &Credential, workers: usize) -> Vec<Credential> {
    tracing::info!(name = credential.name().to_owned(), workers, "the handle is shared, not the bytes");
    (0..workers).map(|_| credential.clone()).collect()
}

//# good
pub fn matches(secret: &Secret, given: &[u8]) -> bool {
    let given = given.to_vec();
    secret.reveal(|bytes| ring::constant_time::verify_slices_are_equal(bytes, &given).is_ok())
}
