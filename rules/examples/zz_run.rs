#![allow(missing_docs, clippy::all)]
use std::path::Path;
fn walk(p: &Path, out: &mut Vec<std::path::PathBuf>) {
    if p.is_dir() {
        let mut e: Vec<_> = std::fs::read_dir(p).into_iter().flatten().flatten().map(|e| e.path()).collect();
        e.sort();
        for q in e {
            walk(&q, out);
        }
    } else if p.extension().is_some_and(|e| e == "rs" || e == "template") {
        out.push(p.to_path_buf());
    }
}
fn main() {
    let codes: Vec<String> =
        std::env::var("CODES").unwrap_or_default().split(',').map(str::to_owned).collect();
    let mut files = Vec::new();
    for a in std::env::args().skip(1) {
        walk(Path::new(&a), &mut files);
    }
    for f in files {
        let Ok(text) = std::fs::read_to_string(&f) else { continue };
        let Ok(file) = syn::parse_file(&text) else { continue };
        for x in portcullis_rules::check_file(
            &file,
            &text,
            if std::env::var("EVERY").is_ok() {
                portcullis_rules::Breadth::Everywhere
            } else {
                portcullis_rules::Breadth::Default
            },
        ) {
            let c = x.code().unwrap_or_default();
            if codes.iter().any(|k| k == c) {
                let (l, _) = x.place().line_and_column();
                println!(
                    "{c} {:?} {}:{l} {} || {}",
                    x.level(),
                    f.display(),
                    x.message(),
                    text.lines().nth(l - 1).unwrap_or_default().trim()
                );
            }
        }
    }
}
