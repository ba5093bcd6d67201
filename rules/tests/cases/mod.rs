//! Reads the cases of `ui-tests` and judges them in process: which codes on which lines.

use std::fs;
use std::path::{Path, PathBuf};

use portcullis_rules::{
    Breadth, Diagnostics, Exceptions, Finding, Level, Rule, catalogue, check_file, check_function,
};

#[path = "../../../ui-tests/src/credentials.rs"]
pub mod credentials;

/// A file of `ui-tests/<kind>/<rule>/`, with its placeholders filled.
pub struct Case {
    pub path: PathBuf,
    pub rule: &'static Rule,
    pub source: String,
}

/// The cases of every rule. Other folders hold cases of the macros, which are not judged here.
pub fn all(kind: &str) -> Vec<Case> {
    let folder = folder(kind);
    let mut cases = Vec::new();
    for rule in catalogue::ALL {
        for path in listing(&folder.join(rule.name)) {
            let name = path.to_string_lossy().into_owned();
            if name.ends_with(".rs") || name.ends_with(".rs.template") {
                let text = fs::read_to_string(&path).expect("the case is readable");
                let source = if name.ends_with(".template") { credentials::fill(&text) } else { text };
                cases.push(Case { path, rule, source });
            }
        }
    }
    assert!(!cases.is_empty(), "no cases in {}", folder.display());
    cases
}

/// The files of a folder; a rule without an evasion has no folder of them.
fn listing(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder is readable").path()).collect();
    paths.sort();
    paths
}

/// What is found in a source that stands for a rule. Where the rule only advises, what it says of the whole file.
pub fn of_rule(rule: &Rule, source: &str) -> Vec<Finding> {
    if only_advises(rule) { advice(rule, source) } else { findings(source) }
}

/// What a rule says of a whole file, advice included.
pub fn advice(rule: &Rule, source: &str) -> Vec<Finding> {
    let file = syn::parse_file(source).unwrap_or_else(|error| panic!("{error}\n{source}"));
    let mut found = check_file(&file, source, Breadth::Everywhere);
    found.retain(|finding| finding.code() == Some(rule.code));
    found
}

/// Whether nothing that a rule finds keeps code from compiling: its cases are in `ui-tests/advice`.
pub fn only_advises(rule: &Rule) -> bool {
    rule.level == Level::Advice && has_advice(rule)
}

/// Whether some of what a rule finds lets code compile.
pub fn has_advice(rule: &Rule) -> bool {
    folder("advice").join(rule.name).exists()
}

fn folder(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui-tests").join(kind)
}

/// What the rules find in the capabilities of a source.
pub fn findings(source: &str) -> Vec<Finding> {
    let file = syn::parse_file(source).unwrap_or_else(|error| panic!("{error}\n{source}"));
    let mut out = Diagnostics::new();
    for item in &file.items {
        if let syn::Item::Fn(function) = item
            && let Some(capability) =
                function.attrs.iter().find(|attribute| attribute.path().is_ident("capability"))
        {
            check_function(&function.sig, &function.block, &exceptions(capability), &mut out);
        }
    }
    out.into_findings()
}

fn exceptions(capability: &syn::Attribute) -> Exceptions {
    let mut exceptions = Exceptions::none();
    let list = syn::punctuated::Punctuated::<syn::Meta, syn::Token![,]>::parse_terminated;
    for argument in capability.parse_args_with(list).expect("the arguments parse") {
        if let syn::Meta::List(allow) = argument
            && allow.path.is_ident("allow")
        {
            for name in allow
                .parse_args_with(list)
                .expect("`allow` parses")
                .iter()
                .filter_map(|it| it.path().get_ident())
            {
                if let Some(rule) = catalogue::find(&name.to_string()) {
                    exceptions.allow(rule);
                }
            }
        }
    }
    exceptions
}
