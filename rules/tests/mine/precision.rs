use std::fs;
use std::path::Path;

fn walk(folder: &Path, out: &mut Vec<std::path::PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if !path.ends_with("tests") && !path.ends_with("benches") && !path.ends_with("examples") {
                walk(&path, out);
            }
        } else if path.extension().is_some_and(|it| it == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn precision() {
    let Ok(list) = std::env::var("CRATES") else { return };
    let mut files = Vec::new();
    for name in list.split(',') {
        walk(Path::new(name), &mut files);
    }
    let codes = [
        "P502", "P503", "P506", "P508", "P509", "P510", "P602", "P603", "P307", "P701", "P708", "P706",
        "P707", "P501", "P505", "P401",
    ];
    let mut parsed = 0;
    for path in files {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let Ok(file) = syn::parse_file(&text) else { continue };
        parsed += text.lines().count();
        let lines: Vec<&str> = text.lines().collect();
        for finding in portcullis_rules::check_file(&file, &text, portcullis_rules::Breadth::Everywhere) {
            if let Some(code) = finding.code().filter(|code| codes.contains(code)) {
                let (line, _) = finding.place().line_and_column();
                println!(
                    "{code}\t{}:{line}\t{}\t{}",
                    path.display(),
                    lines.get(line - 1).unwrap_or(&"").trim(),
                    finding.message()
                );
            }
        }
    }
    println!("LINES\t{parsed}");
}
