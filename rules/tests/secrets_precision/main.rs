//! What the search for credentials says of all text files of the crates in a local registry.
//!
//! `precision/secrets.tsv` has every finding with a verdict, for the crates that had one when it was written. With
//! `SECRETS=all` what is found in other crates is printed, to be judged.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use portcullis_rules::files::secrets;

/// Places in crates, with what stands there.
type Places = BTreeMap<String, String>;

struct Verdict {
    title: &'static str,
    is_right: bool,
}

#[test]
fn every_finding_in_the_judged_crates_was_judged() {
    let judged = verdicts();
    let names: BTreeSet<&str> = judged.keys().filter_map(|place| place.split('/').next()).collect();
    let mut read = 0;
    for registry in registries() {
        for name in &names {
            let folder = registry.join(name);
            if !folder.exists() {
                continue;
            }
            read += 1;
            let expected: Places = judged
                .iter()
                .filter(|(place, _)| place.split('/').next() == Some(name))
                .map(|(place, verdict)| (place.clone(), verdict.title.to_owned()))
                .collect();
            assert_eq!(found(&registry, &folder), expected, "{name}");
        }
    }
    println!("{read} of {} crates are in the registry of this machine", names.len());
}

#[test]
fn what_is_found_was_written_to_be_a_credential() {
    let judged = verdicts();
    let wrong: Vec<&String> =
        judged.iter().filter(|(_, verdict)| !verdict.is_right).map(|(place, _)| place).collect();
    assert!(judged.len() >= 50 && wrong.len() * 20 <= judged.len(), "{wrong:?}");
}

#[test]
fn the_page_says_what_the_verdicts_say() {
    let page = include_str!("../../precision/secrets.md");
    let judged = verdicts();
    for (verdict, is_right) in [("true", true), ("false", false)] {
        let count = judged.values().filter(|it| it.is_right == is_right).count();
        assert!(page.contains(&format!("| {verdict} | {count} |")), "{verdict}: {count}");
    }
}

/// Prints what nobody has judged.
#[test]
fn what_is_found_in_other_crates_can_be_printed() {
    if std::env::var_os("SECRETS").is_none() {
        return;
    }
    let judged = verdicts();
    for registry in registries() {
        for (place, title) in found(&registry, &registry) {
            if !judged.contains_key(&place) {
                println!("{place}\t{title}");
            }
        }
    }
}

/// Place, format, verdict and why, with tabs between.
fn verdicts() -> BTreeMap<String, Verdict> {
    let lines = include_str!("../../precision/secrets.tsv").lines().skip(1);
    let verdict = |line: &'static str| {
        let [place, title, verdict, why] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("not four columns: {line}");
        };
        assert!(matches!(verdict, "true" | "false") && !why.is_empty(), "{line}");
        (place.to_owned(), Verdict { title, is_right: verdict == "true" })
    };
    let all: BTreeMap<String, Verdict> = lines.map(verdict).collect();
    assert_eq!(all.len() + 1, include_str!("../../precision/secrets.tsv").lines().count(), "each place once");
    all
}

/// What the command finds in a folder of a registry.
fn found(registry: &Path, folder: &Path) -> Places {
    let search = secrets::search(&[folder.to_owned()]);
    let place = |report: &portcullis_rules::files::Report| {
        let path = report.path.strip_prefix(registry).unwrap_or(&report.path);
        let path = path.to_string_lossy().replace('\\', "/");
        let title = report.message.strip_prefix("this file holds ").unwrap_or(&report.message);
        (format!("{path}:{}", report.start.0), title.to_owned())
    };
    search.outcome.reports.iter().map(place).collect()
}

/// Where cargo keeps the sources of crates: nowhere where there is no registry.
fn registries() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let entries = home.map(|home| std::fs::read_dir(home.join("registry/src"))).into_iter().flatten();
    entries.flatten().flatten().map(|entry| entry.path()).collect()
}
