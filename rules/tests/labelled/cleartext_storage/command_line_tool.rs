use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Profile {
    server: String,
    access_token: String,
}

#[derive(Serialize, Deserialize)]
pub struct Preferences {
    server: String,
    token_lifetime: u64,
    ask_password: bool,
}

//# bad
pub fn log_in(folder: &Path, server: &str) -> Result<()> {
    let password = rpassword::prompt_password("Password: ")?;
    let line = [server, &password].join(" ");
    let mut file = OpenOptions::new().create(true).append(true).mode(0o600).open(folder.join("logins"))?;
    writeln!(file, "{line}").context("not stored")
}

//# bad
pub fn save_profile(folder: &Path, server: String, access_token: String) -> Result<PathBuf> {
    let profile = Profile { server, access_token };
    let path = folder.join("profile.toml");
    let text = toml::to_string_pretty(&profile)?;
    fs::write(&path, text)?;
    Ok(path)
}

//# bad
pub fn export_people(people: &BTreeMap<u32, (String, String)>, out: &Path) -> Result<usize> {
    let mut writer = csv::Writer::from_path(out)?;
    writer.write_record(["number", "ssn", "date_of_birth"])?;
    for (number, (ssn, date_of_birth)) in people {
        writer.write_record([&number.to_string(), ssn, date_of_birth])?;
    }
    writer.flush()?;
    Ok(people.len())
}

//# bad
pub fn cache_login(database: &rusqlite::Connection, client_id: &str, client_secret: &str) -> Result<()> {
    let mut statement = database.prepare("INSERT OR REPLACE INTO logins VALUES (?1, ?2)")?;
    let row = rusqlite::params![client_id, client_secret];
    statement.execute(row)?;
    Ok(())
}

//# bad
pub fn write_environment(path: &Path) -> Result<()> {
    let mut writer = BufWriter::new(File::create(path)?);
    for name in ["DB_HOST", "DB_PASSWORD", "MAIL_API_KEY"] {
        if let Ok(value) = std::env::var(name) {
            writeln!(writer, "export {name}={value}")?;
        }
    }
    Ok(writer.flush()?)
}

//# good
pub fn remember(server: &str) -> Result<()> {
    let password = rpassword::prompt_password("Password: ")?;
    let entry = keyring::Entry::new("orders", server)?;
    entry.set_password(&password).context("the keyring did not take it")
}

//# good
pub fn save_preferences(folder: &Path, server: String) -> Result<PathBuf> {
    let preferences = Preferences { server, token_lifetime: 3600, ask_password: true };
    let path = folder.join("preferences.toml");
    fs::write(&path, toml::to_string_pretty(&preferences)?)?;
    Ok(path)
}

//# good
pub fn save_sealed(folder: &Path, access_token: &str, passphrase: SecretString) -> Result<()> {
    let recipient = age::scrypt::Recipient::new(passphrase);
    let sealed = age::encrypt(&recipient, access_token.as_bytes())?;
    fs::write(folder.join("token.age"), sealed)?;
    Ok(())
}

//# good
pub fn write_template(path: &Path) -> Result<()> {
    let mut writer = BufWriter::new(File::create(path)?);
    for name in ["DB_HOST", "DB_PASSWORD", "MAIL_API_KEY"] {
        writeln!(writer, "export {name}=")?;
    }
    writeln!(writer, "# The password and the key are in the vault.")?;
    Ok(writer.flush()?)
}

//# good
pub fn count_people(people: &BTreeMap<u32, (String, String)>, out: &Path) -> Result<usize> {
    let mut years: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, date_of_birth) in people.values() {
        *years.entry(date_of_birth.get(..4).unwrap_or("unknown")).or_default() += 1;
    }
    fs::write(out, serde_json::to_vec(&years.len())?)?;
    Ok(years.len())
}

//# good
pub fn read_token(folder: &Path) -> Result<SecretString> {
    let token = fs::read_to_string(folder.join("token"))?;
    let marker = folder.join("token.read");
    fs::write(marker, token.len().to_string())?;
    Ok(SecretString::from(token))
}
