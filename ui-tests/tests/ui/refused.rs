//! What must not compile, with the very message that a user reads.
//!
//! Cases that may not be written into the repository, because they hold credentials or stand in a rule's page, are
//! written below `target`; their expected output is kept with placeholders and filled in the same way.

use std::path::{Path, PathBuf};

use portcullis_rules::catalogue;
use portcullis_ui_tests::credentials;

use super::cases::{self, Case};

#[test]
fn what_is_refused_says_what_to_do() {
    let folder = cases::scratch("refused");
    let templates = cases::all("fail").into_iter().filter(Case::is_template);
    let generated: Vec<Generated> = templates
        .map(|case| Generated::of_template(&case, &folder))
        .chain(type_backed().map(|rule| Generated::of_page(rule, &folder)))
        .collect();

    let compiler = trybuild::TestCases::new();
    compiler.compile_fail("fail/*/*.rs");
    for case in &generated {
        compiler.compile_fail(&case.source);
    }
    // It runs here, and panics if a message is not the expected one.
    drop(compiler);

    if std::env::var_os("TRYBUILD").is_some_and(|mode| mode == "overwrite") {
        generated.iter().for_each(Generated::keep);
    }
}

#[test]
fn the_page_of_a_rule_that_types_keep_prints_what_the_compiler_says() {
    for rule in type_backed() {
        let kept = cases::read(&page_expected(rule));
        let said = words(&kept);
        let page = cases::page_output(rule);
        let printed = words(&page);
        // The page leaves out where the file is, and further notes.
        let mut rest = said.iter();
        let missing = printed.iter().find(|word| !rest.any(|said| said == *word));
        assert!(missing.is_none(), "{}: {missing:?} of its page is not in\n{kept}", rule.code);
    }
}

/// The rules whose findings are made by rustc, from types of the runtime.
fn type_backed() -> impl Iterator<Item = &'static portcullis_rules::Rule> {
    catalogue::ALL.iter().filter(|rule| !rule.reads_tokens())
}

fn page_expected(rule: &portcullis_rules::Rule) -> PathBuf {
    cases::package().join("tests/pages").join(format!("{}.stderr", rule.code))
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().filter(|word| *word != "|").collect()
}

/// A case that is written below `target`.
struct Generated {
    source: PathBuf,
    /// Where its expected output is kept.
    kept: PathBuf,
    /// What stands in the kept output, and what in the real one.
    placeholders: Vec<(String, String)>,
}

impl Generated {
    fn of_template(case: &Case, folder: &Path) -> Self {
        let template = cases::read(&case.path);
        Self::new(&case.source(), &folder.join(case.file()), case.expected(), placeholders(&template))
    }

    fn of_page(rule: &portcullis_rules::Rule, folder: &Path) -> Self {
        let source = cases::page_example(rule, "refused") + "\nfn main() {}\n";
        Self::new(&source, &folder.join(format!("{}.rs", rule.code)), page_expected(rule), Vec::new())
    }

    fn new(text: &str, source: &Path, kept: PathBuf, mut placeholders: Vec<(String, String)>) -> Self {
        let folder = source.parent().unwrap_or(source).to_string_lossy().replace('\\', "/");
        placeholders.push(("$DIR".to_owned(), folder));
        cases::write(source, text);
        let generated = Generated { source: source.to_owned(), kept, placeholders };
        if generated.kept.exists() {
            let mut expected = unabridge(&cases::read(&generated.kept), &generated.placeholders);
            for (name, value) in &generated.placeholders {
                expected = expected.replace(name, value);
            }
            cases::write(&generated.output(), &expected);
        }
        generated
    }

    fn output(&self) -> PathBuf {
        self.source.with_extension("stderr")
    }

    /// Keeps the output that was written anew, with its placeholders.
    fn keep(&self) {
        if self.output().exists() {
            let output = cases::read(&self.output());
            let mut kept = output;
            for (name, value) in &self.placeholders {
                kept = abridge(&kept.replace(value, name), name, value);
            }
            cases::write(&self.kept, &kept);
        }
    }
}

/// Of a line that is too long rustc prints the begin and the end. What is left of a credential then becomes
/// `{{name:20...12}}`: its first 20 and its last 12 bytes.
fn abridge(text: &str, placeholder: &str, value: &str) -> String {
    let split = |from: usize, to: usize| {
        let (begin, end) = (value.get(..from)?, value.get(value.len() - to..)?);
        let printed = format!("{begin}...{end}");
        text.contains(&printed).then_some((printed, from, to))
    };
    let lengths = (8..value.len()).rev().flat_map(|from| (8..value.len()).rev().map(move |to| (from, to)));
    match lengths.filter_map(|(from, to)| split(from, to)).next() {
        Some((printed, from, to)) => {
            let name = placeholder.trim_end_matches("}}");
            text.replace(&printed, &format!("{name}:{from}...{to}}}}}"))
        }
        None => text.to_owned(),
    }
}

/// The reverse of [`abridge`].
fn unabridge(text: &str, placeholders: &[(String, String)]) -> String {
    let mut text = text.to_owned();
    for (placeholder, value) in placeholders {
        let start = format!("{}:", placeholder.trim_end_matches("}}"));
        while let Some((from, to)) = text.split_once(&start).and_then(|(_, rest)| {
            let (from, to) = rest.split_once("}}")?.0.split_once("...")?;
            Some((from.parse::<usize>().ok()?, to.parse::<usize>().ok()?))
        }) {
            let printed = format!("{}...{}", &value[..from], &value[value.len() - to..]);
            text = text.replace(&format!("{start}{from}...{to}}}}}"), &printed);
        }
    }
    text
}

/// The placeholders of a template with their credentials, the longest first, since one may be a part of another.
pub fn placeholders(template: &str) -> Vec<(String, String)> {
    let names = template.split("{{").skip(1).filter_map(|part| Some(part.split_once("}}")?.0));
    let mut placeholders: Vec<(String, String)> = names
        .map(|name| format!("{{{{{name}}}}}"))
        .map(|placeholder| (placeholder.clone(), credentials::fill(&placeholder)))
        .filter(|(placeholder, value)| placeholder != value)
        .collect();
    placeholders.sort_by_key(|(_, value)| std::cmp::Reverse(value.len()));
    placeholders
}
