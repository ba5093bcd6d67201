use age::secrecy::SecretString;
use argon2::password_hash::{PasswordHasher, SaltString, rand_core::OsRng};
use axum::Json;
use base64::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[derive(Serialize, Deserialize)]
pub struct Profile {
    pub host: String,
    pub access_token: String,
}

#[derive(Serialize)]
pub struct Preferences {
    pub theme: String,
    pub tokens_per_page: u32,
}

#[derive(Deserialize)]
pub struct Patient {
    pub id: u64,
    pub ssn: String,
    pub diagnosis: String,
}

pub struct Store {
    folder: PathBuf,
}

//# bad
pub fn save_token(folder: &Path, access_token: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("token"), access_token)
}

//# bad
pub fn remember_login(user: &str, password: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).create(true).open("/var/lib/orders/logins")?;
    writeln!(file, "{user}:{password}")
}

//# bad
pub async fn save_profile(path: &Path, host: String, access_token: String) -> anyhow::Result<()> {
    let profile = Profile { host, access_token };
    let text = toml::to_string_pretty(&profile)?;
    tokio::fs::write(path, text).await?;
    Ok(())
}

//# bad
pub fn keep_api_key(api_key: String) -> io::Result<()> {
    let encoded = BASE64_STANDARD.encode(api_key.as_bytes());
    let mut file = File::create("api-key.b64")?;
    file.write_all(encoded.as_bytes())?;
    file.sync_all()
}

//# bad
pub async fn admit(Json(patient): Json<Patient>) -> Result<(), String> {
    let line = [patient.id.to_string(), patient.ssn, patient.diagnosis].join(";");
    let path = format!("/srv/patients/{}.csv", patient.id);
    tokio::fs::write(path, line).await.map_err(|_| "could not write".to_owned())
}

//# bad
pub fn write_cards(path: &Path, cards: &[(u64, String)]) -> csv::Result<()> {
    let mut writer = csv::Writer::from_path(path)?;
    writer.write_record(["customer", "card_number"])?;
    for (customer, card_number) in cards {
        writer.write_record([customer.to_string().as_str(), card_number])?;
    }
    writer.flush()?;
    Ok(())
}

impl Store {
    //# bad
    pub fn put_secret(&self, name: &str, client_secret: &str) -> anyhow::Result<()> {
        let path = self.folder.join("secrets.json");
        let mut all: BTreeMap<String, String> = serde_json::from_slice(&fs::read(&path)?)?;
        all.insert(name.to_owned(), client_secret.to_owned());
        serde_json::to_writer(BufWriter::new(File::create(path)?), &all)?;
        Ok(())
    }

    //# good
    pub fn put_sealed(
        &self,
        name: &str,
        client_secret: &str,
        passphrase: SecretString,
    ) -> anyhow::Result<()> {
        let encryptor = age::Encryptor::with_user_passphrase(passphrase);
        let mut writer = encryptor.wrap_output(File::create(self.folder.join(name))?)?;
        writer.write_all(client_secret.as_bytes())?;
        writer.finish()?;
        Ok(())
    }

    //# good
    pub fn put_preferences(&self, preferences: &Preferences) -> anyhow::Result<()> {
        let file = File::create(self.folder.join("preferences.json"))?;
        serde_json::to_writer_pretty(file, preferences)?;
        Ok(())
    }
}

//# bad
pub fn netrc(machine: &str, login: &str, password: &str) -> io::Result<()> {
    let mut text = String::new();
    text.push_str("machine ");
    text.push_str(machine);
    text += &format!(" login {login}");
    text += " password ";
    text += password;
    let home = std::env::var("HOME").unwrap_or_default();
    fs::write(format!("{home}/.netrc"), &text)
}

//# bad
pub fn dump_environment(path: &Path) -> anyhow::Result<()> {
    let db_password = std::env::var("ORDERS_DB_PASSWORD")?;
    let mut out = BufWriter::new(File::create(path)?);
    out.write_all(b"[database]\n")?;
    write!(out, "password = \"{}\"\n", db_password.escape_default())?;
    out.flush()?;
    Ok(())
}

//# bad
pub async fn login_and_store(client: &reqwest::Client, path: PathBuf) -> anyhow::Result<()> {
    let answer: serde_json::Value = client.post("https://login.example.com").send().await?.json().await?;
    let Some(refresh_token) = answer["refresh_token"].as_str() else { anyhow::bail!("no token") };
    let mut file = tokio::fs::File::create(path).await?;
    tokio::io::AsyncWriteExt::write_all(&mut file, refresh_token.as_bytes()).await?;
    Ok(())
}

//# good
pub fn save_hash(path: &Path, password: &str) -> anyhow::Result<()> {
    let salt = SaltString::generate(&mut OsRng);
    let hash = argon2::Argon2::default()
        .hash_password(password.as_bytes(), &salt)
        .map_err(|reason| anyhow::anyhow!("hash: {reason}"))?;
    fs::write(path, hash.to_string())?;
    Ok(())
}

//# good
pub fn save_in_keyring(user: &str, password: &str) -> keyring::Result<()> {
    let entry = keyring::Entry::new("orders", user)?;
    entry.set_password(password)
}

//# good
/// The child reads the password from its standard input.
pub fn unlock(volume: &Path, password: &str) -> io::Result<bool> {
    let mut child = Command::new("/usr/bin/unlock-volume").arg(volume).stdin(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(password.as_bytes())?;
    }
    Ok(child.wait()?.success())
}

//# good
pub fn write_lines(path: &Path, tokens: &[proc_macro2::TokenTree]) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for token in tokens {
        writeln!(file, "{token}")?;
    }
    file.flush()
}

//# good
pub fn note_login(user: &str, password: &str) -> io::Result<()> {
    let outcome = if password.is_empty() { "without a password" } else { "with a password" };
    fs::write("/var/lib/orders/last-login", format!("{user} {outcome}\n"))
}

//# good
pub fn read_token(path: &Path) -> io::Result<String> {
    let token = fs::read_to_string(path)?;
    Ok(token.trim().to_owned())
}

//# good
pub fn publish_key(path: &Path, pair: &ed25519_dalek::SigningKey) -> io::Result<()> {
    let public_key = pair.verifying_key();
    fs::write(path, hex::encode(public_key.as_bytes()))
}

//# good
pub fn write_template(path: &Path) -> io::Result<()> {
    let password = "<put the password here>";
    fs::write(path, format!("user = \"orders\"\npassword = \"{password}\"\n"))
}

//# good
pub fn export_receipts(path: &Path, cards: &[(u64, String)]) -> csv::Result<()> {
    let mut writer = csv::Writer::from_path(path)?;
    for (customer, card_number) in cards {
        let last_four = card_number.get(card_number.len().saturating_sub(4)..).unwrap_or_default();
        writer.write_record([customer.to_string().as_str(), last_four])?;
    }
    writer.flush()?;
    Ok(())
}
