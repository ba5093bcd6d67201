//! The cases: files of `fail`, `pass` and `evasion`, and what stands in a rule's page.

use std::fs;
use std::path::{Path, PathBuf};

use portcullis_rules::Rule;
use portcullis_ui_tests::credentials;

/// A file of `<kind>/<topic>/`, which is a rule's name or an attribute's.
pub struct Case {
    pub topic: String,
    pub path: PathBuf,
}

impl Case {
    /// The file without its folders and without `.template`: `chat.rs`.
    pub fn file(&self) -> String {
        file_name(&self.path).trim_end_matches(".template").to_owned()
    }

    /// Whether it holds placeholders for credentials.
    pub fn is_template(&self) -> bool {
        self.path.extension().is_some_and(|extension| extension == "template")
    }

    /// The source, with credentials in place of the placeholders.
    pub fn source(&self) -> String {
        let text = read(&self.path);
        if self.is_template() { credentials::fill(&text) } else { text }
    }

    /// Where its expected output is kept: with placeholders as well, if it has any.
    pub fn expected(&self) -> PathBuf {
        let name = file_name(&self.path).replace(".rs", ".stderr");
        self.path.with_file_name(name)
    }
}

/// Every case of one kind, in order.
pub fn all(kind: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for folder in listing(&package().join(kind)) {
        for path in listing(&folder) {
            let name = file_name(&path);
            if name.ends_with(".rs") || name.ends_with(".rs.template") {
                cases.push(Case { topic: file_name(&folder), path });
            }
        }
    }
    assert!(!cases.is_empty(), "there are no cases in {kind}");
    cases
}

/// The example of a rule's page that stands under `text,<kind>`.
pub fn page_example(rule: &Rule, kind: &str) -> String {
    fenced(&rule.page(), &format!("text,{kind}"))
}

/// What a rule's page says that the compiler prints.
pub fn page_output(rule: &Rule) -> String {
    fenced(&rule.page(), "text")
}

fn fenced(page: &str, language: &str) -> String {
    let start = format!("```{language}\n");
    let block = page.split_once(&start).and_then(|(_, rest)| rest.split_once("```"));
    block.unwrap_or_else(|| panic!("a page has no {language} block:\n{page}")).0.to_owned()
}

/// The folder of this package.
pub fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An empty folder below `target`, for files that a test writes.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    }
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    folder
}

/// What stands in a file.
pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Puts text into a file.
pub fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// What is in a folder, in order.
pub fn listing(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// The last part of a path.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
