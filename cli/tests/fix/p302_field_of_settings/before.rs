#[derive(Default)]
pub struct Settings {
    pub accept_invalid_certs: bool,
    pub tls_insecure: bool,
    pub retries: u8,
}

pub fn settings() -> Settings {
    let mut settings = Settings { accept_invalid_certs: true, retries: 3, ..Settings::default() };
    settings.tls_insecure = true;
    settings
}
