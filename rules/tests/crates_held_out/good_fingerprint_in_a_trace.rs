// A newtype keeps a key; the client traces what a method of it gives, which is the beginning of a digest.
//@ src/lib.rs
//! A client of the weather service.
mod auth;
pub mod client;

pub use auth::Access;
pub use client::WeatherClient;

//@ src/auth.rs
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

/// What the service wants to see.
pub struct Access(SecretString);

impl Access {
    pub fn new(text: SecretString) -> Self {
        Self(text)
    }

    pub(crate) fn header(&self) -> String {
        format!("Key {}", self.0.expose_secret())
    }

    /// Tells one key from another in a journal.
    pub(crate) fn mark(&self) -> String {
        let digest = Sha256::digest(self.0.expose_secret().as_bytes());
        digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
    }
}

//@ src/client.rs
use reqwest::header::AUTHORIZATION;
use tracing::trace;

use crate::auth::Access;

pub struct WeatherClient {
    http: reqwest::Client,
    access: Access,
}

impl WeatherClient {
    pub fn new(access: Access) -> Self {
        Self { http: reqwest::Client::new(), access }
    }

    /// Degrees at a station.
    pub async fn temperature(&self, station: u32) -> reqwest::Result<f64> {
        let mark = self.access.mark();
        trace!(station, key = %mark, "asking");
        let request = self.http.get(format!("https://weather.example.org/stations/{station}"));
        request.header(AUTHORIZATION, self.access.header()).send().await?.json().await
    }
}
