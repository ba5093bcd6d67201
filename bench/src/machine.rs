//! Where the figures were measured, and with which versions.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The processor's name and how many of its threads there are.
pub fn processor() -> String {
    let information = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = information
        .lines()
        .find_map(|line| {
            line.strip_prefix("model name")?.split_once(':').map(|(_, name)| name.trim().to_owned())
        })
        .unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let threads = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{model}, {threads} hardware threads, {}", std::env::consts::OS)
}

/// The compiler's own line.
pub fn compiler() -> String {
    Command::new("rustc")
        .arg("--version")
        .output()
        .ok()
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .map_or_else(|| "rustc, version unknown".to_owned(), |line| line.trim().to_owned())
}

/// How many threads wanted to run, on average over the last minute, before the measurement began.
pub fn load() -> String {
    fs::read_to_string("/proc/loadavg")
        .ok()
        .and_then(|line| line.split(' ').next().map(str::to_owned))
        .unwrap_or_else(|| "unknown".to_owned())
}

/// A package's version, from the workspace's lock file.
pub fn version(package: &str) -> String {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lock = [manifest.join("../Cargo.lock"), manifest.join("Cargo.lock")]
        .iter()
        .find_map(|path| fs::read_to_string(path).ok())
        .unwrap_or_default();
    let name = format!("name = \"{package}\"");
    lock.lines()
        .skip_while(|line| *line != name)
        .nth(1)
        .and_then(|line| line.strip_prefix("version = "))
        .map_or_else(|| "?".to_owned(), |version| version.trim_matches('"').to_owned())
}
