use clap::Parser;
use minijinja::{Environment, context};
use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, ExitStatus};

#[derive(Parser)]
pub struct Arguments {
    #[arg(long, env = "ORCHARD_SERVER")]
    pub server: String,
    #[arg(long)]
    pub verbose: bool,
}

#[derive(Debug, PartialEq)]
pub enum Shell {
    Bash,
    Fish,
    Other(String),
}

//# bad
pub fn shell() -> Shell {
    match env::var("SHELL").as_deref().map(|path| path.rsplit('/').next().unwrap_or(path)) {
        Ok("bash") => Shell::Bash,
        Ok("fish") => Shell::Fish,
        Ok(other) => Shell::Other(other.to_owned()),
        Err(_) => Shell::Bash,
    }
}

//# good
pub fn shell_of(variables: &BTreeMap<String, String>) -> Shell {
    match variables.get("SHELL").map(|path| path.rsplit('/').next().unwrap_or(path)) {
        Some("bash") | None => Shell::Bash,
        Some("fish") => Shell::Fish,
        Some(other) => Shell::Other(other.to_owned()),
    }
}

//# bad
pub fn snapshot() -> BTreeMap<String, String> {
    let mut kept = BTreeMap::new();
    for (name, value) in env::vars().filter(|(name, _)| name.starts_with("ORCHARD_")) {
        kept.insert(name.trim_start_matches("ORCHARD_").to_lowercase(), value);
    }
    kept
}

//# good
pub fn from_lines(text: &str) -> BTreeMap<String, String> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

//# good
/// Runs the program in an environment that holds nothing but what is given here.
pub fn run_clean(program: &str, variables: &BTreeMap<String, String>) -> std::io::Result<ExitStatus> {
    Command::new(program).env_clear().env("LANG", "C.UTF-8").envs(variables).env_remove("LD_PRELOAD").status()
}

//# good
pub fn render(name: &str, source: &'static str) -> Result<String, minijinja::Error> {
    let mut env = Environment::new();
    env.add_template("letter", source)?;
    env.add_global("server", "orchard");
    env.get_template("letter")?.render(context! { name })
}

//# bad
pub fn configuration_folder() -> Option<PathBuf> {
    let chosen: Option<OsString> = env::var_os("XDG_CONFIG_HOME");
    chosen.map(PathBuf::from).filter(|path| path.is_absolute()).map(|path| path.join("orchard"))
}

//# good
pub fn server_name(arguments: &Arguments) -> &str {
    let rest = arguments.server.trim_start_matches("https://");
    rest.split_once('/').map_or(rest, |(host, _)| host)
}

//# bad
pub fn proxy_setting(scheme: &str) -> Option<String> {
    let lookup = |name: &str| std::env::var(name).or_else(|_| std::env::var(name.to_uppercase())).ok();
    let found = lookup(&format!("{scheme}_proxy"));
    found.or_else(|| lookup("all_proxy")).filter(|value| !value.is_empty())
}

//# good
pub fn usage() -> String {
    let mut text = String::from("usage: orchard [--server ADDRESS]\n\n");
    text.push_str(
        "The address may stand in ORCHARD_SERVER; build.rs reads it by env::var(\"ORCHARD_SERVER\").\n",
    );
    text.push_str(concat!("This is version ", env!("CARGO_PKG_VERSION"), ".\n"));
    text
}

//# bad
pub fn from_dotenv(name: &str) -> anyhow::Result<u16> {
    dotenvy::dotenv().ok();
    let text = dotenvy::var(name)?;
    Ok(text.trim().parse()?)
}

//# good
pub fn program_name(mut arguments: impl Iterator<Item = OsString>) -> String {
    let first = arguments.next().map(PathBuf::from);
    let name =
        first.as_ref().and_then(|path| path.file_stem()).map(|stem| stem.to_string_lossy().into_owned());
    name.unwrap_or_else(|| env!("CARGO_PKG_NAME").to_owned())
}

//# bad
pub fn wants_colour(arguments: &Arguments) -> bool {
    if arguments.verbose {
        return true;
    }
    let term = match env::var("TERM") {
        Ok(term) => term,
        Err(env::VarError::NotPresent) => return false,
        Err(env::VarError::NotUnicode(_)) => String::from("dumb"),
    };
    term != "dumb"
}
