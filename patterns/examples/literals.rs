//! Which string literals of Rust sources hold a credential, or have a credential's name.
//!
//! `cargo run --release -p portcullis-patterns --example literals -- FOLDER…` prints a line for each: crate, file and line,
//! format, and whether it was found inside of the literal or by the name beside it. The credential itself is never printed; `--show` does.

use std::path::{Path, PathBuf};

use portcullis_patterns::find;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let shown = arguments.iter().any(|argument| argument == "--show");
    let mut files = Vec::new();
    for folder in arguments.iter().filter(|argument| !argument.starts_with("--")) {
        collect(Path::new(folder), &mut files);
    }
    let (mut literals, mut found) = (0, 0);
    for path in &files {
        let Ok(source) = std::fs::read_to_string(path) else { continue };
        let ranges = literals_of(&source);
        literals += ranges.len();
        let mut last = usize::MAX;
        for range in &ranges {
            let Some(text) = source.get(range.clone()) else { continue };
            for found_in in find(text) {
                last = range.start;
                found += 1;
                let place = found_in.range();
                print(
                    path,
                    &source,
                    range.start + place.start,
                    found_in.format().id(),
                    "inside",
                    shown.then(|| &text[place]),
                );
            }
        }
        for by_name in find(&source) {
            let place = by_name.range();
            let in_literal = ranges.iter().find(|range| range.start <= place.start && place.end <= range.end);
            if let Some(range) = in_literal
                && range.start != last
                && find(&source[range.clone()]).next().is_none()
            {
                found += 1;
                print(
                    path,
                    &source,
                    place.start,
                    by_name.format().id(),
                    "by name",
                    shown.then(|| &source[place]),
                );
            }
        }
    }
    eprintln!(
        "{} files, {literals} literals, {found} findings: {:.2} in 10,000",
        files.len(),
        found as f64 * 10_000.0 / literals.max(1) as f64
    );
}

fn print(path: &Path, source: &str, at: usize, id: &str, how: &str, text: Option<&str>) {
    let line = source[..at].matches('\n').count() + 1;
    let text = text
        .map(|text| format!("\t{}", text.chars().take(100).collect::<String>().escape_debug()))
        .unwrap_or_default();
    println!("{}:{line}\t{id}\t{how}{text}", path.display());
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    if folder.extension().is_some_and(|extension| extension == "rs") {
        files.push(folder.to_owned());
    }
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for entry in entries {
        let is_link = entry.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
        if !is_link && (entry.is_dir() || entry.extension().is_some_and(|extension| extension == "rs")) {
            collect(&entry, files);
        }
    }
}

/// What stands between the quotes of each literal that is text, with escapes as written.
fn literals_of(source: &str) -> Vec<std::ops::Range<usize>> {
    let bytes = source.as_bytes();
    let mut literals = Vec::new();
    let mut at = 0;
    let begins = |at: usize, mark: &str| source.as_bytes()[at..].starts_with(mark.as_bytes());
    while at < bytes.len() {
        match bytes[at] {
            b'/' if begins(at, "//") => at += source[at..].find('\n').unwrap_or(bytes.len() - at),
            b'/' if begins(at, "/*") => at += source[at..].find("*/").map_or(bytes.len() - at, |end| end + 2),
            b'\'' => {
                // A character, or a lifetime.
                let length = match bytes.get(at + 1) {
                    Some(b'\\') => {
                        bytes[at + 2..].iter().skip(1).position(|&byte| byte == b'\'').map(|end| end + 4)
                    }
                    Some(_) => source[at + 1..]
                        .chars()
                        .next()
                        .map(|c| c.len_utf8() + 1)
                        .filter(|end| bytes.get(at + end) == Some(&b'\''))
                        .map(|end| end + 1),
                    None => None,
                };
                at += length.unwrap_or(1);
            }
            b'"' => {
                let start = at + 1;
                let hashes = bytes[..at].iter().rev().take_while(|&&byte| byte == b'#').count();
                let raw = bytes[..at - hashes].last() == Some(&b'r');
                if raw {
                    let end = format!("\"{}", "#".repeat(hashes));
                    let length = source[start..].find(&end).unwrap_or(bytes.len() - start);
                    literals.push(start..start + length);
                    at = start + length + end.len();
                } else {
                    let mut end = start;
                    while end < bytes.len() && bytes[end] != b'"' {
                        end += if bytes[end] == b'\\' { 2 } else { 1 };
                    }
                    literals.push(start..end.min(bytes.len()));
                    at = end + 1;
                }
            }
            _ => at += 1,
        }
    }
    literals
}
