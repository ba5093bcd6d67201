//! Rust sources, their string literals, and what is found in them.

use std::ops::Range;
use std::path::{Path, PathBuf};

use portcullis_patterns::{Match, find};

/// Each source in a folder, in the order of their names.
pub fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        if entry.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()) {
            files.extend(sources(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            files.push(entry);
        }
    }
    files
}

/// A credential in a literal.
pub struct Finding {
    pub found: Match,
    /// Where it stands in the source.
    pub range: Range<usize>,
    pub line: usize,
    /// Whether the literal alone tells it, or the name beside the literal does.
    pub is_inside: bool,
}

/// How many literals a source has, and each credential in one of them.
pub fn findings(source: &str) -> (usize, Vec<Finding>) {
    let literals = literals(source);
    let mut findings = Vec::new();
    let line = |at: usize| source[..at].matches('\n').count() + 1;
    for literal in &literals {
        for found in find(&source[literal.clone()]) {
            let range = literal.start + found.range().start..literal.start + found.range().end;
            findings.push(Finding { found, line: line(range.start), range, is_inside: true });
        }
    }
    for found in find(source) {
        let range = found.range();
        let literal =
            literals.iter().find(|literal| literal.start <= range.start && range.end <= literal.end);
        if literal.is_some_and(|literal| find(&source[literal.clone()]).next().is_none()) {
            findings.push(Finding { found, line: line(range.start), range, is_inside: false });
        }
    }
    (literals.len(), findings)
}

/// What stands between the quotes of each literal that is text, with its escapes as written.
fn literals(source: &str) -> Vec<Range<usize>> {
    let bytes = source.as_bytes();
    let mut literals = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        match rest {
            [b'/', b'/', ..] => at += source[at..].find('\n').unwrap_or(rest.len()),
            [b'/', b'*', ..] => at += source[at..].find("*/").map_or(rest.len(), |end| end + 2),
            // A character, or a lifetime.
            [b'\'', b'\\', _, others @ ..] => {
                at += others.iter().position(|&byte| byte == b'\'').map_or(1, |end| end + 4);
            }
            [b'\'', ..] => {
                let length = source[at + 1..].chars().next().map_or(0, char::len_utf8);
                at += if rest.get(length + 1) == Some(&b'\'') { length + 2 } else { 1 };
            }
            [b'"', ..] => {
                let start = at + 1;
                let hashes = bytes[..at].iter().rev().take_while(|&&byte| byte == b'#').count();
                let end = if bytes[..at - hashes].last() == Some(&b'r') {
                    let end = format!("\"{}", "#".repeat(hashes));
                    start + source[start..].find(&end).unwrap_or(bytes.len() - start)
                } else {
                    let mut end = start;
                    while end < bytes.len() && bytes[end] != b'"' {
                        end += if bytes[end] == b'\\' { 2 } else { 1 };
                    }
                    end.min(bytes.len())
                };
                if source.is_char_boundary(end) {
                    literals.push(start..end);
                }
                at = end + 1 + hashes;
            }
            _ => at += 1,
        }
    }
    literals
}
