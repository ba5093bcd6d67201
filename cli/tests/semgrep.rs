//! The rules for semgrep in `bench/check/semgrep`, beside which `check` is measured: each has a rule of ours for a counterpart,
//! and both find the same lines. That semgrep finds them is proved by `bench/check/run.py` before it measures.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use portcullis_rules::catalogue::{self, Reach};
use portcullis_rules::{Breadth, files};
use yaml_rust2::YamlLoader;

fn bench(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../bench").join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(bench(path)).expect("it is there")
}

/// The codes in a file of rules for semgrep.
fn codes(file: &str) -> Vec<String> {
    let documents = YamlLoader::load_from_str(&read(&format!("check/semgrep/{file}"))).expect("it is YAML");
    let [document] = &documents[..] else { panic!("{file} is one document") };
    let rules = document["rules"].as_vec().expect("it holds rules");
    rules.iter().map(|rule| rule["id"].as_str().expect("each has an id").to_owned()).collect()
}

#[test]
fn each_rule_for_semgrep_stands_where_check_applies_the_rule_of_that_code() {
    for (file, reach) in [
        ("default.yaml", Reach::Anywhere),
        ("everywhere.yaml", Reach::Bodies),
        ("credentials.yaml", Reach::Anywhere),
    ] {
        for code in codes(file) {
            let rule = catalogue::find(&code).unwrap_or_else(|| panic!("{file}: {code} is no rule"));
            assert_eq!((rule.code, rule.reach), (&*code, reach), "{file}");
        }
    }
    assert_eq!(codes("credentials.yaml"), ["P305"]);
}

#[test]
fn each_rule_for_semgrep_has_a_line_that_check_finds_too() {
    let cases = read("check/semgrep/cases.rs");
    let lines = cases.lines().zip(2..);
    let marked: BTreeSet<(&str, usize)> =
        lines.filter_map(|(line, next)| Some((line.trim().strip_prefix("// ruleid: ")?, next))).collect();

    let path = [bench("check/semgrep/cases.rs")];
    let reports = [Breadth::Default, Breadth::Everywhere].map(|breadth| files::check(&path, breadth).reports);
    let found: BTreeSet<_> = reports.iter().flatten().filter_map(|it| Some((it.code?, it.start.0))).collect();
    assert_eq!(marked.difference(&found).collect::<Vec<_>>(), Vec::<&(&str, usize)>::new());

    let with_case: BTreeSet<&str> = marked.iter().map(|(code, _)| *code).collect();
    let all = ["default.yaml", "everywhere.yaml"].map(codes).concat();
    assert_eq!(with_case, all.iter().map(String::as_str).collect());
}

#[test]
fn the_page_says_what_was_measured_and_with_which_rules() {
    let page = read("results/check.md");
    let requirements = read("check/requirements.txt");
    let version = requirements.lines().find_map(|line| line.strip_prefix("semgrep==")).expect("it is pinned");
    let (default, everywhere) = (codes("default.yaml").len() + 1, codes("everywhere.yaml").len());
    for said in [
        "Made by `python3 bench/check/run.py`; do not edit.".to_owned(),
        format!("semgrep {version},"),
        format!("| default | {default} of "),
        format!("| everywhere | {} of ", default + everywhere),
        "| secrets | 1 of ".to_owned(),
        "| default: `--workspace` | check |".to_owned(),
        "| everywhere: `--workspace --everywhere` | check |".to_owned(),
        "| secrets: `--secrets` | check |".to_owned(),
    ] {
        assert!(page.contains(&said), "{said}");
    }
    for code in all_codes() {
        assert!(page.contains(&format!("{code} ")), "{code}");
    }
}

fn all_codes() -> Vec<String> {
    ["default.yaml", "everywhere.yaml", "credentials.yaml"].map(codes).concat()
}
