use std::collections::HashMap;
use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process;

use clap::Parser;
use tempfile::NamedTempFile;

#[derive(Parser)]
struct Args {
    input: PathBuf,
    output: PathBuf,
}

struct Register {
    entries: HashMap<String, PathBuf>,
}

impl Register {
    fn exists(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }
}

//# bad
fn read_settings(path: &Path) -> io::Result<String> {
    if !path.exists() {
        return Ok(String::new());
    }
    fs::read_to_string(path)
}

//# good
fn read_settings_or_none(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

//# bad
fn create_output(args: &Args) -> io::Result<File> {
    if args.output.try_exists()? {
        return Err(io::Error::new(ErrorKind::AlreadyExists, "the output exists"));
    }
    File::create(&args.output)
}

//# good
fn create_new_output(args: &Args) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(&args.output)
}

//# bad
fn read_small(args: &Args) -> io::Result<Vec<u8>> {
    let meta = fs::metadata(&args.input)?;
    if meta.len() > 1_000_000 {
        return Err(io::Error::other("too large"));
    }
    let mut bytes = Vec::new();
    File::open(&args.input)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

//# good
fn read_small_part(args: &Args) -> io::Result<Vec<u8>> {
    let file = File::open(&args.input)?;
    if file.metadata()?.len() > 1_000_000 {
        return Err(io::Error::other("too large"));
    }
    let mut bytes = Vec::new();
    file.take(1_000_000).read_to_end(&mut bytes)?;
    Ok(bytes)
}

//# bad
fn scratch_file(text: &str) -> io::Result<PathBuf> {
    let path = env::temp_dir().join(format!("convert-{}.tmp", process::id()));
    let mut file = File::create(&path)?;
    file.write_all(text.as_bytes())?;
    Ok(path)
}

//# good
fn scratch(text: &str) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix("convert-").suffix(".tmp").tempfile()?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}

//# bad
fn write_pid() -> io::Result<()> {
    let number = process::id().to_string();
    fs::write("/tmp/convert.pid", number)
}

//# good
fn show_places(args: &Args) -> String {
    let found = if args.input.exists() { "found" } else { "missing" };
    let temporary = env::temp_dir();
    format!("input {found}, temporary files in {}", temporary.display())
}

//# bad
fn remove_if_plain(folder: &Path, name: &str) -> io::Result<bool> {
    let target = folder.join(name);
    let kind = fs::symlink_metadata(&target)?.file_type();
    if kind.is_symlink() || kind.is_dir() {
        return Ok(false);
    }
    fs::remove_file(target)?;
    Ok(true)
}

//# good
fn total_size(paths: &[PathBuf]) -> u64 {
    paths.iter().filter_map(|path| fs::metadata(path).ok()).map(|meta| meta.len()).sum()
}

//# good
fn add(register: &mut Register, name: &str, path: PathBuf) -> io::Result<bool> {
    if register.exists(name) {
        return Ok(false);
    }
    let text = fs::read_to_string(&path)?;
    register.entries.insert(format!("{name}:{}", text.len()), path);
    Ok(true)
}

//# bad
fn newest(folder: &Path, names: &[String]) -> io::Result<String> {
    let candidates: Vec<PathBuf> = names.iter().map(|n| folder.join(n)).filter(|p| p.is_file()).collect();
    let mut text = String::new();
    if let Some(path) = candidates.last() {
        let mut file = OpenOptions::new().read(true).open(path)?;
        file.read_to_string(&mut text)?;
    }
    Ok(text)
}

//# good
fn first_of(folder: &Path, names: &[String]) -> io::Result<String> {
    let mut text = String::new();
    for name in names {
        match File::open(folder.join(name)) {
            Ok(mut file) => {
                file.read_to_string(&mut text)?;
                break;
            }
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        }
    }
    Ok(text)
}
