//! How a service starts.

use std::collections::HashMap;
use std::env::{self, set_var as put};
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Toml};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Config {
    level: String,
    folder: PathBuf,
    proxy: Option<String>,
}

//# bad
pub fn set_up_logging(config: &Config) {
    if env::var_os("RUST_LOG").is_none() {
        unsafe { env::set_var("RUST_LOG", &config.level) };
    }
    tracing_subscriber::fmt::init();
}

//# good
pub fn set_up_logging_from(config: &Config) {
    let filter = match std::env::var("RUST_LOG") {
        Ok(filter) => filter,
        Err(_) => config.level.clone(),
    };
    tracing_subscriber::fmt().with_env_filter(filter).init();
}

//# bad
pub fn enter(config: &Config) -> std::io::Result<()> {
    let folder = config.folder.canonicalize()?;
    tracing::info!(folder = %folder.display(), "working here");
    env::set_current_dir(folder)
}

//# good
pub fn resolve(config: &Config, name: &str) -> std::io::Result<PathBuf> {
    let here = env::current_dir()?;
    Ok(here.join(&config.folder).join(Path::new(name).file_name().unwrap_or_default()))
}

//# bad
pub fn use_proxy(config: Config) -> Option<String> {
    let proxy = config.proxy?;
    for name in ["HTTP_PROXY", "HTTPS_PROXY"] {
        unsafe { put(name, &proxy) };
    }
    Some(proxy)
}

//# good
pub fn client_with_proxy(config: &Config) -> reqwest::Result<reqwest::Client> {
    let mut builder = reqwest::Client::builder();
    if let Some(proxy) = &config.proxy {
        builder = builder.proxy(reqwest::Proxy::all(proxy)?);
    }
    builder.build()
}

//# bad
pub fn apply(settings: HashMap<String, Option<String>>) {
    settings.into_iter().for_each(|(name, value)| match value {
        Some(value) => unsafe { std::env::set_var(name, value) },
        None => unsafe { std::env::remove_var(name) },
    });
}

//# good
pub fn load() -> figment::error::Result<Config> {
    Figment::new().merge(Toml::file("service.toml")).merge(Env::prefixed("SERVICE_").split("__")).extract()
}

//# bad
pub fn load_dotenv() -> Option<String> {
    // Puts every line of the file into the environment of this process.
    let path = dotenvy::dotenv().ok()?;
    Some(path.display().to_string())
}

//# good
pub fn read_dotenv() -> HashMap<String, String> {
    let Ok(lines) = dotenvy::dotenv_iter() else { return HashMap::new() };
    lines.flatten().filter(|(name, _)| name.starts_with("SERVICE_")).collect()
}
