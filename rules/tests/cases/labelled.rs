//! Functions that are labelled bad or good for a rule, and what the rule says of them.

use std::fs;
use std::path::{Path, PathBuf};

use portcullis_rules::facts::Facts;
use portcullis_rules::{Breadth, Diagnostics, Exceptions, Finding, Rule, catalogue, check_facts, check_file};

/// A labelled function, and whether the rule found something in it.
pub struct Labelled {
    pub name: String,
    /// The file and the line.
    pub place: String,
    pub is_bad: bool,
    pub is_found: bool,
}

/// The functions that are labelled for a rule in a set. `fill` puts credentials into templates.
pub fn functions(rule: &Rule, set: &str, fill: fn(&str) -> String) -> Vec<Labelled> {
    let mut functions = Vec::new();
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(set).join(rule.name)) {
        let text = fs::read_to_string(&path).unwrap();
        let is_template = path.extension().is_some_and(|it| it == "template");
        let source = if is_template { fill(&text) } else { text };
        judge(rule, &path, &source, &mut functions);
    }
    functions
}

fn judge(rule: &Rule, path: &Path, source: &str, out: &mut Vec<Labelled>) {
    let file = syn::parse_file(source).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut all = check_file(&file, source, Breadth::Everywhere);
    all.extend(where_another_speaks(rule, &file));
    let found: Vec<usize> = all
        .iter()
        .filter(|finding| finding.code() == Some(rule.code))
        .map(|finding| finding.place().line_and_column().0)
        .collect();
    let lines: Vec<&str> = source.lines().collect();
    for (is_bad, first, last) in labels(&lines) {
        let is_found = found.iter().any(|line| (first..=last).contains(line));
        let (name, place) = (name(&lines[first..last]), format!("{}:{first}", path.display()));
        out.push(Labelled { name, place, is_bad, is_found });
    }
}

/// What a rule finds where another one is heard instead.
fn where_another_speaks(rule: &Rule, file: &syn::File) -> Vec<Finding> {
    let mut others = Exceptions::none();
    rule.yields_to.iter().filter_map(|code| catalogue::find(code)).for_each(|other| others.allow(other));
    let mut out = Diagnostics::new();
    if !rule.yields_to.is_empty() {
        check_facts(&mut Facts::of_file(file), &others, &mut out);
    }
    out.into_findings()
}

/// Each label with the first and the last line of its item, which ends where its indentation does.
fn labels(lines: &[&str]) -> Vec<(bool, usize, usize)> {
    let mut labels = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let is_bad = match line.trim() {
            "//# bad" => true,
            "//# good" => false,
            _ => continue,
        };
        let end = format!("{}}}", " ".repeat(line.len() - line.trim_start().len()));
        let last =
            lines.iter().skip(index).position(|line| *line == end).map_or(lines.len(), |at| index + at + 1);
        labels.push((is_bad, index + 1, last));
    }
    labels
}

/// The name of the first function in these lines, or the first line.
fn name(lines: &[&str]) -> String {
    let named = lines.iter().find_map(|line| line.split_once("fn ")).map(|(_, name)| name);
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    named.unwrap_or(lines[0]).split(|c| !is_part(c)).next().unwrap_or_default().to_owned()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}
