//! How often a finding is right, over the sources of thirty well-known crates (`rules/precision/crates.txt`) as if every
//! function in them were annotated.
//!
//! `rules/precision/P203.tsv` holds a random sample of up to twenty findings of a rule, each of which somebody has read: is the
//! pattern there that the rule's page describes? `PRECISION=P203 cargo test -p portcullis-rules --test precision -- --nocapture`
//! prints that sample with its source; `PRECISION=all` prints how many findings each rule has. Both need the crates in the
//! registry of this machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use portcullis_rules::{Breadth, Level, Rule, catalogue, check_file};

/// What stands before the message of a finding that stops no build.
const ADVICE: &str = "(advice) ";

/// How many findings of a rule are read.
const SAMPLE: usize = 20;

/// Findings that somebody has read.
struct Verdict {
    /// `tokio-1.54.1/src/fs/file.rs:120`
    place: String,
    is_right: bool,
}

#[test]
fn what_a_rule_refuses_is_right_in_95_of_100_cases() {
    let mut failed = Vec::new();
    for rule in catalogue::ALL.iter().filter(|rule| rule.reads_tokens()) {
        let verdicts = verdicts(rule);
        let right = verdicts.iter().filter(|verdict| verdict.is_right).count();
        if rule.level == Level::Deny && right * 100 < verdicts.len() * 95 {
            failed.push(format!("{}: {right} of {}", rule.code, verdicts.len()));
        }
    }
    assert!(failed.is_empty(), "make these advice, or mend them: {failed:?}");
}

#[test]
fn the_table_says_of_each_finding_why_it_is_right_or_wrong() {
    for rule in catalogue::ALL.iter().filter(|rule| rule.reads_tokens()) {
        for verdict in verdicts(rule) {
            let (krate, _) = verdict.place.split_once('/').expect("a crate and a path in it");
            assert!(crates().iter().any(|known| known == krate), "{}: {}", rule.code, verdict.place);
        }
    }
}

/// Prints what is asked for, so that somebody can read it.
#[test]
fn the_sample_can_be_drawn_again() {
    let Ok(wanted) = std::env::var("PRECISION") else { return };
    let found = std::thread::Builder::new()
        .stack_size(256 << 20)
        .spawn(all_findings)
        .expect("a thread starts")
        .join()
        .expect("no file breaks a rule");
    for rule in catalogue::ALL.iter().filter(|rule| rule.reads_tokens()) {
        let all = found.get(rule.code).map(Vec::as_slice).unwrap_or_default();
        // Of a rule that refuses and advises, what it refuses is judged.
        let (advice, refused): (Vec<Found>, Vec<Found>) =
            all.iter().cloned().partition(|(_, message, _)| message.starts_with(ADVICE));
        let findings = if rule.level == Level::Deny { &refused } else { &advice };
        if wanted == "all" {
            println!("{}\t{}\t{} refused\t{} advised", rule.code, rule.name, refused.len(), advice.len());
        } else if wanted == rule.code {
            for (place, message, source) in sample(findings) {
                println!("{place}\t?\t{message}\n{source}");
            }
        }
    }
}

/// `P203.tsv`: place, `true` or `false`, and why, with tabs between.
fn verdicts(rule: &Rule) -> Vec<Verdict> {
    let path = folder().join(format!("{}.tsv", rule.code));
    let table = fs::read_to_string(&path).unwrap_or_default();
    let verdict = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [place, is_right @ ("true" | "false"), why] = fields.as_slice() else {
            panic!("{}: {line:?} is no place, verdict and reason", path.display());
        };
        assert!(!why.trim().is_empty(), "{}: {place} has no reason", path.display());
        Verdict { place: (*place).to_owned(), is_right: *is_right == "true" }
    };
    table.lines().filter(|line| !line.starts_with('#')).map(verdict).collect()
}

/// A finding's place, message and lines of source.
type Found = (String, String, String);

fn all_findings() -> BTreeMap<&'static str, Vec<Found>> {
    let mut all: BTreeMap<&'static str, Vec<Found>> = BTreeMap::new();
    for krate in crates() {
        let Some(root) =
            registries().into_iter().map(|registry| registry.join(&krate)).find(|root| root.exists())
        else {
            println!("note: {krate} is not in the registry of this machine");
            continue;
        };
        for path in sources(&root.join("src")) {
            let Ok(source) = fs::read_to_string(&path) else { continue };
            let Ok(file) = syn::parse_file(&source) else { continue };
            let name = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().into_owned();
            for finding in check_file(&file, &source, Breadth::Everywhere) {
                let Some(code) = finding.code() else { continue };
                let line = finding.place().line_and_column().0;
                let shown =
                    source.lines().skip(line.saturating_sub(6)).take(9).collect::<Vec<_>>().join("\n");
                let level = if finding.level() == Level::Deny { "" } else { ADVICE };
                let found =
                    (format!("{krate}/{name}:{line}"), format!("{level}{}", finding.message()), shown);
                all.entry(code).or_default().push(found);
            }
        }
    }
    all
}

/// The same in every run, and spread over all crates: ordered by a hash of the place.
fn sample(findings: &[Found]) -> Vec<Found> {
    let hash = |text: &str| {
        text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        })
    };
    let mut findings = findings.to_vec();
    findings.sort_by_key(|(place, ..)| hash(place));
    findings.truncate(SAMPLE);
    findings
}

fn crates() -> Vec<String> {
    let list = fs::read_to_string(folder().join("crates.txt")).expect("the list of crates");
    list.lines().map(str::to_owned).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("precision")
}

/// Where cargo keeps the sources of crates.
fn registries() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let entries = home.map(|home| fs::read_dir(home.join("registry/src"))).into_iter().flatten();
    entries.flatten().flatten().map(|entry| entry.path()).collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let mut all = Vec::new();
    for path in entries {
        if path.is_dir() && !is_for_tests(&path) {
            all.extend(sources(&path));
        } else if path.extension().is_some_and(|it| it == "rs") && !is_for_tests(&path) {
            all.push(path);
        }
    }
    all
}

/// What another file declares as `#[cfg(test)] mod tests;`, as far as the name says so: the command leaves it out.
fn is_for_tests(path: &Path) -> bool {
    let name = path.file_stem().unwrap_or_default();
    ["test", "tests", "testing", "test_util", "test_utils"].iter().any(|word| name == *word)
}
