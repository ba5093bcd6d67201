use aws_credential_types::Credentials;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretBox, SecretString};

pub struct Client {
    inner: reqwest::Client,
    key: SecretString,
    base: String,
}

pub struct Settings {
    pub key: SecretString,
    pub database: Option<SecretString>,
    pub seed: SecretBox<Vec<u8>>,
}

pub struct Curtain(String);

impl Curtain {
    pub fn reveal(&self) -> &String {
        &self.0
    }
}

impl Client {
    //# bad
    pub async fn orders(&self) -> reqwest::Result<String> {
        let key = self.key.expose_secret().to_string();
        let request = self.inner.get(&self.base);
        let answer = tokio::spawn(request.header("x-api-key", key).send()).await;
        answer.expect("the task ends").and_then(|answer| answer.error_for_status())?.text().await
    }

    //# bad
    pub fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let mut text = "Bearer ".to_owned();
        text.push_str(&self.key.expose_secret().to_owned());
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(AUTHORIZATION, value);
        }
        headers
    }

    //# good
    pub async fn customers(&self) -> reqwest::Result<String> {
        let url = self.base.clone() + "/customers";
        let answer = self.inner.get(url).bearer_auth(self.key.expose_secret()).send().await?;
        answer.error_for_status()?.text().await
    }

    //# good
    pub fn for_region(&self, region: &str) -> Client {
        let base = self.base.replace("eu", region).to_string();
        Client { inner: self.inner.clone(), key: self.key.clone(), base }
    }
}

//# bad
pub fn database_url(settings: &Settings) -> Option<String> {
    settings.database.as_ref().map(|secret| secret.expose_secret().into())
}

//# bad
pub fn seeds(settings: &Settings, count: usize) -> Vec<Vec<u8>> {
    let seed = settings.seed.expose_secret();
    let mut seeds = Vec::with_capacity(count);
    for number in 0..count {
        let mut own = seed.clone();
        own.push(number as u8);
        seeds.push(own);
    }
    seeds
}

//# bad
pub fn parts(settings: &Settings) -> (String, String) {
    let revealed: &str = settings.key.expose_secret();
    match revealed.split_once(':') {
        Some((user, word)) => (user.to_owned(), word.to_owned()),
        None => (String::new(), revealed.to_string()),
    }
}

//# bad
pub fn padded(settings: &Settings) -> [u8; 32] {
    let plain = settings.seed.expose_secret();
    let mut key = [0; 32];
    let used = plain.len().min(32);
    key[..used].copy_from_slice(&plain[..used]);
    key
}

//# bad
pub fn cloud(settings: &Settings, access: &str) -> Credentials {
    let ExposedPair { secret, .. } = ExposedPair { secret: settings.key.expose_secret(), access };
    let kept = String::from(secret);
    crate::journal::remember(&kept);
    Credentials::new(access, kept, None, None, "settings")
}

struct ExposedPair<'a> {
    secret: &'a str,
    access: &'a str,
}

//# good
pub fn fits(settings: &Settings, given: &str) -> bool {
    let given = given.trim().to_owned();
    let expected = settings.key.expose_secret().as_bytes();
    ring::constant_time::verify_slices_are_equal(expected, given.as_bytes()).is_ok()
}

//# good
pub fn kind(settings: &Settings) -> String {
    let kind = match settings.key.expose_secret() {
        text if text.starts_with("test_") => "test",
        text if text.is_empty() => "missing",
        _ => "live",
    };
    kind.to_string()
}

//# good
pub fn uncovered(curtain: &Curtain) -> String {
    let scene = curtain.reveal().clone();
    scene.to_uppercase().to_string()
}

//# good
pub fn derived(settings: &Settings, salt: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    let salt = salt.to_vec();
    argon2::Argon2::default()
        .hash_password_into(settings.seed.expose_secret(), &salt, key.as_mut_slice())
        .expect("the lengths are right");
    key
}

//# good
pub fn describe(settings: &Settings) -> String {
    let secret = "two settings are secret".to_owned();
    let database = settings.database.is_some().to_string();
    [secret, database.clone()].join(": ")
}

//# good
pub fn without_database(settings: &Settings) -> Settings {
    let seed = SecretBox::new(Box::new(vec![0; settings.seed.expose_secret().len()]));
    Settings { key: settings.key.clone(), database: None, seed }
}
