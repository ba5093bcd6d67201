//! How often a finding is right, over the sources of thirty well-known crates (`rules/precision/crates.txt`) as if every
//! function in them were annotated.
//!
//! `rules/precision/P203.tsv` holds random samples of up to twenty findings of a rule, each of which somebody has read: is the
//! pattern there that the rule's page describes? The last one was drawn when the rule was mended last.
//!
//! `PRECISION=P203 cargo test -p portcullis-rules --test precision -- --nocapture` prints a sample of what nobody has read, with
//! its source; `PRECISION=each` does for all rules, `PRECISION=all` prints how many findings each rule has. `CRATES=more` and
//! `CRATES=registry` widen what is read, `SEED=2` draws another sample, `SIZE=40` a larger one, `SAYS=text` one of the findings
//! whose message has that text. All need the crates in the registry of this machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use portcullis_rules::facts::is_test_code;
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
        let Some((right, read)) = last_sample(rule) else { continue };
        if rule.level == Level::Deny && right * 100 < read * 95 {
            failed.push(format!("{}: {right} of {read}", rule.code));
        }
    }
    assert!(failed.is_empty(), "make these advice, or mend them: {failed:?}");
}

#[test]
fn the_table_says_what_the_verdicts_say() {
    let page = fs::read_to_string(folder().join("README.md")).expect("the page is readable");
    for rule in catalogue::ALL.iter().filter(|rule| rule.reads_tokens()) {
        let row = page.lines().find(|line| line.starts_with(&format!("| {} `{}` |", rule.code, rule.name)));
        let Some((right, read)) = last_sample(rule) else {
            assert_eq!(row, None, "nobody has read a finding of this rule");
            continue;
        };
        let cells: Vec<&str> = row.expect(rule.code).trim_matches('|').split('|').map(str::trim).collect();
        let share = format!("{} %", right * 100 / read);
        assert_eq!(cells[4], format!("{right} of {read}"), "{}", rule.code);
        assert_eq!(cells[6], share, "{}", rule.code);
        assert_eq!(cells[7].starts_with("refuses"), rule.level == Level::Deny, "{}", rule.code);
    }
}

#[test]
fn no_finding_is_counted_twice() {
    for rule in catalogue::ALL.iter().filter(|rule| rule.reads_tokens()) {
        let mut places: Vec<String> = samples(rule).into_iter().flatten().map(|it| it.place).collect();
        places.sort();
        let all = places.len();
        places.dedup();
        assert_eq!(places.len(), all, "{}", rule.code);
    }
}

/// How many of the last sample were right, and how many were read.
fn last_sample(rule: &Rule) -> Option<(usize, usize)> {
    let last = samples(rule).pop()?;
    Some((last.iter().filter(|verdict| verdict.is_right).count(), last.len()))
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
    let seed = std::env::var("SEED").unwrap_or_default();
    let says = std::env::var("SAYS").unwrap_or_default();
    let size = std::env::var("SIZE").ok().and_then(|size| size.parse().ok()).unwrap_or(SAMPLE);
    for rule in catalogue::ALL.iter().filter(|rule| rule.reads_tokens()) {
        let all = found.get(rule.code).map(Vec::as_slice).unwrap_or_default();
        // Of a rule that refuses and advises, what it refuses is judged.
        let (advice, refused): (Vec<Found>, Vec<Found>) =
            all.iter().cloned().partition(|(_, message, _)| message.starts_with(ADVICE));
        let findings = if rule.level == Level::Deny && !refused.is_empty() { &refused } else { &advice };
        if wanted == "all" {
            println!("{}\t{}\t{} refused\t{} advised", rule.code, rule.name, refused.len(), advice.len());
        } else if wanted.split(',').any(|code| code == rule.code || code == "each") {
            println!("# {}", rule.code);
            let read: Vec<Verdict> = samples(rule).into_iter().flatten().collect();
            let unread = findings.iter().filter(|(place, message, _)| {
                read.iter().all(|it| it.place != *place) && message.contains(&says)
            });
            for (place, message, source) in sample(unread.cloned().collect(), &seed).into_iter().take(size) {
                println!("{place}\t?\t{message}\n{source}");
            }
        }
    }
}

/// `P203.tsv`: place, `true` or `false`, and why, with tabs between. A line that begins with `#` begins another sample.
fn samples(rule: &Rule) -> Vec<Vec<Verdict>> {
    let path = folder().join(format!("{}.tsv", rule.code));
    let table = fs::read_to_string(&path).unwrap_or_default();
    let verdict = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [place, is_right @ ("true" | "false"), why] = fields.as_slice() else {
            panic!("{}: {line:?} is no place, verdict and reason", path.display());
        };
        let line = place
            .rsplit_once(':')
            .and_then(|(file, line)| line.parse::<usize>().ok().filter(|_| file.contains('/')));
        assert!(line.is_some(), "{}: {place} is no place", path.display());
        assert!(!why.trim().is_empty(), "{}: {place} has no reason", path.display());
        Verdict { place: (*place).to_owned(), is_right: *is_right == "true" }
    };
    let mut samples = vec![Vec::new()];
    for line in table.lines() {
        match samples.last_mut() {
            Some(sample) if !line.starts_with('#') => sample.push(verdict(line)),
            _ => samples.push(Vec::new()),
        }
    }
    samples.retain(|sample| !sample.is_empty());
    samples
}

/// A finding's place, message and lines of source.
type Found = (String, String, String);

fn all_findings() -> BTreeMap<&'static str, Vec<Found>> {
    let mut all: BTreeMap<&'static str, Vec<Found>> = BTreeMap::new();
    for krate in read_crates() {
        let Some(root) =
            registries().into_iter().map(|registry| registry.join(&krate)).find(|root| root.exists())
        else {
            println!("note: {krate} is not in the registry of this machine");
            continue;
        };
        let parsed = |path: &PathBuf| {
            let source = fs::read_to_string(path).ok()?;
            let file = syn::parse_file(&source).ok()?;
            Some((path.clone(), source, file))
        };
        let files: Vec<_> = sources(&root.join("src")).iter().filter_map(parsed).collect();
        let included: Vec<PathBuf> =
            files.iter().flat_map(|(path, _, file)| included_by_tests(path, &file.items, false)).collect();
        for (path, source, file) in files.iter().filter(|(path, ..)| !included.contains(path)) {
            let name = path.strip_prefix(&root).unwrap_or(path).to_string_lossy().into_owned();
            for finding in check_file(file, source, Breadth::Everywhere) {
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

/// The same in every run with the same seed, and spread over all crates: ordered by a hash of the place.
fn sample(mut findings: Vec<Found>, seed: &str) -> Vec<Found> {
    let hash = |text: &str| {
        seed.bytes().chain(text.bytes()).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        })
    };
    findings.sort_by_key(|(place, ..)| hash(place));
    findings
}

/// The crates that findings are drawn from: the thirty, with `CRATES=more` thirty further, with `CRATES=registry` each
/// crate of this machine's registry in its newest version.
fn read_crates() -> Vec<String> {
    match std::env::var("CRATES").as_deref() {
        Ok("registry") => newest(),
        Ok("more") => listed("crates.txt").into_iter().chain(listed("crates-more.txt")).collect(),
        _ => listed("crates.txt"),
    }
}

fn newest() -> Vec<String> {
    let mut newest: BTreeMap<String, (Vec<u64>, String)> = BTreeMap::new();
    let entries = registries().into_iter().flat_map(|registry| fs::read_dir(registry).into_iter().flatten());
    for krate in entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()) {
        let version = krate.match_indices('-').map(|(at, _)| at).find(|at| {
            krate.get(at + 1..).is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
        });
        let Some((name, version)) = version.map(|at| krate.split_at(at)) else { continue };
        let numbers: Vec<u64> = version.split(['-', '.', '+']).filter_map(|it| it.parse().ok()).collect();
        let kept = newest.entry(name.to_owned()).or_default();
        if *kept < (numbers.clone(), krate.clone()) {
            *kept = (numbers, krate);
        }
    }
    newest.into_values().map(|(_, krate)| krate).collect()
}

fn listed(list: &str) -> Vec<String> {
    let list = fs::read_to_string(folder().join(list)).expect("the list of crates");
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

/// `#[cfg(test)] mod tests { include!("cases.rs"); }`
fn included_by_tests(file: &Path, items: &[syn::Item], in_tests: bool) -> Vec<PathBuf> {
    let folder = file.parent().unwrap_or(file);
    let mut included = Vec::new();
    for item in items {
        match item {
            syn::Item::Mod(item) => {
                let in_tests = in_tests || is_test_code(&item.attrs);
                let items = item.content.as_ref().map(|(_, items)| items.as_slice()).unwrap_or_default();
                included.extend(included_by_tests(file, items, in_tests));
            }
            syn::Item::Macro(item) if in_tests && item.mac.path.is_ident("include") => {
                included.extend(item.mac.parse_body::<syn::LitStr>().map(|path| folder.join(path.value())));
            }
            _ => {}
        }
    }
    included
}

/// What another file declares as `#[cfg(test)] mod tests;`, as far as the name says so: the command leaves it out.
fn is_for_tests(path: &Path) -> bool {
    let name = path.file_stem().unwrap_or_default();
    ["test", "tests", "testing", "test_util", "test_utils"].iter().any(|word| name == *word)
}
