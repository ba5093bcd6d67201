//! Which string literals of Rust sources hold a credential, or have a credential's name.
//!
//! `cargo run --release -p portcullis-patterns --example literals -- FOLDER…` prints a line for each: file and line, format,
//! and whether the literal alone tells it. The credential itself is printed with `--show` only.

#[path = "../tests/registry/literals.rs"]
mod literals;

use std::path::Path;

use literals::{findings, sources};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let shown = arguments.iter().any(|argument| argument == "--show");
    let folders = arguments.iter().filter(|argument| !argument.starts_with("--"));
    let (mut files, mut literals, mut found) = (0, 0, 0);
    for file in folders.flat_map(|folder| sources(Path::new(folder))) {
        let Ok(source) = std::fs::read_to_string(&file) else { continue };
        let (number, findings) = findings(&source);
        files += 1;
        literals += number;
        found += findings.len();
        for finding in findings {
            let how = if finding.is_inside { "inside" } else { "by its name" };
            print!("{}:{}\t{}\t{how}", file.display(), finding.line, finding.found.format().id());
            if shown {
                print!("\t{}", source[finding.range].escape_debug());
            }
            println!();
        }
    }
    let share = found as f64 * 10_000.0 / literals.max(1) as f64;
    eprintln!("{files} files, {literals} literals, {found} findings: {share:.2} in 10,000");
}
