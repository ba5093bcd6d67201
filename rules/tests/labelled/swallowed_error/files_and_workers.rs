use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write as _};
use std::path::Path;
use std::sync::mpsc;
use std::thread;

use anyhow::{Context, Result};

pub struct Journal {
    file: File,
    lines: u64,
}

impl Journal {
    //# bad
    pub fn add(&mut self, line: &str) -> u64 {
        let _ = self.file.write_all(line.as_bytes());
        let _ = self.file.write_all(b"\n");
        self.lines += 1;
        self.lines
    }

    //# bad
    pub fn close(mut self) {
        self.file.flush().ok();
        drop(self.file.sync_all());
    }

    //# good
    pub fn append(&mut self, line: &str) -> io::Result<u64> {
        let mut text = String::with_capacity(line.len() + 8);
        let _ = writeln!(text, "{:06} {line}", self.lines);
        self.file.write_all(text.as_bytes())?;
        self.lines += 1;
        Ok(self.lines)
    }

    //# good
    pub fn finish(mut self) -> io::Result<u64> {
        let Journal { lines, .. } = self;
        let _ = lines.checked_add(1);
        self.file.flush().and_then(|()| self.file.sync_all()).map(|()| lines)
    }
}

//# bad
pub fn store_settings(folder: &Path, settings: &HashMap<String, String>) {
    match serde_json::to_vec(settings) {
        Ok(bytes) => match fs::write(folder.join("settings.json"), bytes) {
            Ok(()) => log::info!("settings are stored"),
            Err(_) => {}
        },
        Err(_) => (),
    }
}

//# bad
pub fn sum_of(path: &Path) -> Result<u64> {
    let mut sum = 0;
    for line in BufReader::new(File::open(path)?).lines() {
        let line = match line {
            Ok(line) => line,
            Err(_) => continue,
        };
        sum += line.trim().parse::<u64>().context("no number")?;
    }
    Ok(sum)
}

//# bad
pub fn rotate(path: &Path) {
    let old = path.with_extension("old");
    if let Err(_) = fs::rename(path, &old) {}
    let _ignored = File::create(path);
}

//# bad
pub fn backup(files: &[&Path], target: &Path) -> usize {
    files
        .iter()
        .filter_map(|file| file.file_name().map(|name| (file, target.join(name))))
        .map(|(from, to)| {
            fs::copy(from, to).ok();
        })
        .count()
}

//# good
pub fn load_settings(folder: &Path) -> Result<HashMap<String, String>> {
    let bytes = match fs::read(folder.join("settings.json")) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(HashMap::new()),
        Err(_) => anyhow::bail!("the settings cannot be read"),
    };
    Ok(serde_json::from_slice(&bytes)?)
}

//# good
pub fn numbers(text: &str) -> Vec<u64> {
    let mut found = Vec::new();
    for word in text.split_whitespace() {
        if let Some(number) = word.parse().ok() {
            found.push(number);
        }
    }
    let first = text.find(':').and_then(|at| text.get(..at)?.parse::<u64>().ok());
    found.extend(first);
    found
}

//# good
pub fn tell_all(listeners: &[mpsc::Sender<String>], news: &str) -> usize {
    for listener in listeners {
        // Who has gone does not want to hear it.
        let _ = listener.send(news.to_owned());
    }
    listeners.len()
}

//# good
pub fn port_of(settings: &mut HashMap<String, String>) -> u16 {
    let port = settings.get("port").and_then(|text| text.parse().ok()).unwrap_or(8080);
    let _ = settings.insert("port".to_owned(), port.to_string());
    let _ = settings.remove("listen");
    port
}

//# good
pub fn clean(folder: &Path, names: &[String]) -> usize {
    let mut failed = 0;
    for name in names {
        if let Err(error) = fs::remove_file(folder.join(name)) {
            log::warn!("{name} stays: {error}");
            failed += 1;
        }
    }
    failed
}

//# good
pub fn table(rows: &[(String, u64)]) -> String {
    let mut out = String::new();
    for (name, count) in rows {
        write!(out, "{name:<20}{count:>8}").ok();
        out.push('\n');
    }
    out
}

//# good
pub fn run_both(left: impl FnOnce() -> u64 + Send + 'static, right: impl FnOnce() -> u64) -> Option<u64> {
    let handle = thread::spawn(left);
    let right = right();
    let left = handle.join().ok()?;
    left.checked_add(right)
}
