// A newtype keeps a key in a `SecretString`; a method of it gives the value of a header, and the client traces that.
//@ src/lib.rs
//! A client of the weather service.
mod auth;
pub mod client;

pub use auth::Access;
pub use client::WeatherClient;

//@ src/auth.rs
use secrecy::{ExposeSecret, SecretString};

/// What the service wants to see.
pub struct Access(SecretString);

impl Access {
    pub fn new(text: SecretString) -> Self {
        Self(text)
    }

    pub(crate) fn header(&self) -> String {
        format!("Key {}", self.0.expose_secret())
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
        let header = self.access.header();
        trace!(station, %header, "asking"); //~ P402
        let request = self.http.get(format!("https://weather.example.org/stations/{station}"));
        request.header(AUTHORIZATION, header).send().await?.json().await
    }
}
