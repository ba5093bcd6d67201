//! How fast text is searched, and what is found in ordinary sources.
//!
//! `cargo bench -p portcullis-patterns` reads the sources in the local cargo registry, once for speed and once for what is
//! found, and then searches texts that were written to slow it down. `-- FOLDER` reads another folder.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Instant;

use portcullis_patterns::{find, redact};

const RUNS: usize = 5;

fn main() {
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"))
        .map_or_else(registry, PathBuf::from);
    let mut sources = Vec::new();
    collect(&folder, &mut sources);
    let bytes: usize = sources.iter().map(String::len).sum();
    println!("{} files, {:.0} MB of Rust in {}", sources.len(), megabytes(bytes), folder.display());
    if bytes > 0 {
        let found: usize = sources.iter().map(|source| find(source).count()).sum();
        println!("found: {found} credentials");
        rate("find", bytes, || sources.iter().map(|source| find(source).count()).sum());
        rate("redact", bytes, || sources.iter().map(|source| redact(source).len()).sum());
        rate("counting line ends, for comparison", bytes, || {
            sources.iter().map(|source| source.bytes().filter(|&byte| byte == b'\n').count()).sum()
        });
    }
    for part in HOSTILE {
        let text = part.repeat((10 << 20) / part.len());
        rate(&format!("{part:?}, repeated"), text.len(), || find(&text).count());
    }
}

const HOSTILE: &[&str] = &[
    "ghp_",
    "eyJ",
    "eyJ-",
    "eyJhbGciOiJIUzI1NiJ9.",
    "-----BEGIN ",
    "-----BEGIN PRIVATE KEY-----",
    "://",
    "x://a:b@",
    "password=",
    "password: \"",
    "passwordpassword",
    "<key>",
    "Authorization: Bearer ",
    "curl -u ",
    "sk-",
    "1:AA",
    "identified by '",
];

/// The median of some runs, in megabytes a second of one core.
fn rate(what: &str, bytes: usize, mut work: impl FnMut() -> usize) {
    let runs = if what.contains("repeated") { 1 } else { RUNS };
    let mut seconds: Vec<f64> = (0..runs)
        .map(|_| {
            let started = time();
            black_box(work());
            time() - started
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    println!("{what}: {:.0} MB/s", megabytes(bytes) / seconds[runs / 2]);
}

/// Seconds on a processor, where the system tells them, so that a busy machine does not count; on the clock elsewhere.
fn time() -> f64 {
    static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);
    let of_process = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = of_process.and_then(|times| times.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| STARTED.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn registry() -> PathBuf {
    let home = std::env::var_os("CARGO_HOME").map_or_else(
        || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cargo"),
        PathBuf::from,
    );
    home.join("registry/src")
}

/// The sources in a folder.
fn collect(folder: &Path, sources: &mut Vec<String>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for entry in entries {
        if entry.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()) {
            collect(&entry, sources);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            sources.extend(std::fs::read_to_string(&entry));
        }
    }
}
