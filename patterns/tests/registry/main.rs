//! How often ordinary sources are accused: those of the crates in the local cargo registry.
//!
//! `precision/registry.tsv` has every finding with a verdict, for the crates that had one when it was written.

mod literals;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use literals::{findings, sources};

/// Enough to tell one finding in 10,000 literals from two, and to be read in a test.
const LITERALS: usize = 150_000;

#[test]
fn at_most_one_literal_of_ten_thousand_is_accused() {
    let (mut seen, mut found) = (0, 0);
    // The crates in the order of a fixed shuffle, so that no family of them is all there is.
    let mut crates = crates();
    crates.sort_by_key(|folder| {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
        })
    });
    for file in crates.iter().flat_map(|folder| sources(folder)) {
        let Ok(source) = std::fs::read_to_string(&file) else { continue };
        let (literals, findings) = findings(&source);
        seen += literals;
        found += findings.len();
        for finding in findings {
            let how = if finding.is_inside { "inside of a literal" } else { "by the name of a literal" };
            println!("{}:{} {how}: {} bytes", file.display(), finding.line, finding.range.len());
        }
        if seen >= LITERALS {
            break;
        }
    }
    if seen < 10_000 {
        println!("there are only {seen} literals in the local registry: too few to tell");
        return;
    }
    assert!(found * 10_000 <= seen, "{found} findings in {seen} literals");
}

#[test]
fn every_finding_in_the_judged_crates_was_judged() {
    let judged: BTreeMap<&str, (&str, &str)> = VERDICTS
        .lines()
        .skip(1)
        .map(|line| {
            let [place, format, verdict, why] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("not four columns: {line}");
            };
            assert!(matches!(verdict, "true" | "false") && !why.is_empty(), "{line}");
            (place, (format, verdict))
        })
        .collect();
    let names: BTreeSet<&str> = judged.keys().filter_map(|place| place.split('/').next()).collect();
    for folder in crates() {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !names.contains(name.as_str()) {
            continue;
        }
        let mut here = BTreeMap::new();
        for file in sources(&folder) {
            let source = std::fs::read_to_string(&file).unwrap_or_default();
            let path =
                file.strip_prefix(folder.parent().unwrap_or(&folder)).unwrap_or(&file).display().to_string();
            for finding in findings(&source).1 {
                here.insert(format!("{path}:{}", finding.line), finding.found.format().id());
            }
        }
        let expected: BTreeMap<String, &str> = judged
            .iter()
            .filter(|(place, _)| place.split('/').next() == Some(&name))
            .map(|(place, (format, _))| ((*place).to_owned(), *format))
            .collect();
        assert_eq!(here, expected);
    }
}

const VERDICTS: &str = include_str!("../../precision/registry.tsv");

/// The folders of the crates in the local registry: none where there is no registry.
fn crates() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map_or_else(
        || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cargo"),
        PathBuf::from,
    );
    let folders = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
    };
    let mut crates: Vec<PathBuf> =
        folders(&home.join("registry/src")).iter().flat_map(|index| folders(index)).collect();
    crates.sort();
    crates
}
