//! Every rule has a page that says all that a page must say, and its examples are true.

use std::collections::BTreeSet;

use portcullis_rules::{Finding, Kind, Rule, catalogue};

use crate::cases;

const SECTIONS: [&str; 6] = [
    "## Why",
    "## What kind of guarantee",
    "## Refused",
    "## Made safe",
    "## What it cannot see",
    "## Making an exception",
];

#[test]
fn a_page_has_every_section_in_order() {
    for rule in catalogue::ALL {
        let page = rule.page();
        let title = format!("# {}: {}\n", rule.code, rule.name);
        assert!(page.starts_with(&title), "{} does not start with {title:?}", rule.name);
        let positions: Vec<_> = SECTIONS.iter().map(|section| page.find(&format!("\n{section}\n"))).collect();
        assert!(positions.iter().all(Option::is_some), "{}: {SECTIONS:?} are at {positions:?}", rule.name);
        assert!(positions.is_sorted(), "{}: {SECTIONS:?} are at {positions:?}", rule.name);
    }
}

#[test]
fn a_page_names_weakness_risk_and_kind() {
    for rule in catalogue::ALL {
        let page = rule.page();
        let standards = rule.standards();
        for catalogue in ["CWE", "OWASP"] {
            let names_one = standards
                .iter()
                .any(|entry| entry.catalogue.starts_with(catalogue) && !entry.title.is_empty());
            assert!(
                names_one,
                "{} names no entry of {catalogue}'s: `CWE-1 (title)`, `OWASP Agentic Top 10 (2026): ASI08, title`",
                rule.name
            );
        }
        let kind = section(&page, "What kind of guarantee");
        let word = if rule.kind == Kind::Sound { "Sound" } else { "A lint" };
        assert!(kind.starts_with(word), "{} does not start its kind with {word:?}: {kind}", rule.name);
    }
}

#[test]
fn the_refused_example_is_refused_with_the_message_that_is_printed() {
    for rule in token_rules() {
        let page = rule.page();
        let findings = cases::of_rule(rule, &cases::credentials::fill(&fenced(&page, "text,refused")));
        let codes: Vec<_> = findings.iter().filter_map(Finding::code).collect();
        assert_eq!(codes, [rule.code], "{}", rule.name);

        let printed = fenced(&page, "text");
        // Advice is what `cargo portcullis check` prints.
        let word = if cases::only_advises(rule) { "advice" } else { "error" };
        let expected = format!("{word}: {}", findings[0]).replace('\n', "\n       ");
        assert!(printed.starts_with(&expected), "{}: expected\n{expected}\nfound\n{printed}", rule.name);
        let (line, _) = findings[0].place().line_and_column();
        assert!(printed.contains(&format!("\n{line} | ")), "{}: the line is {line}", rule.name);
    }
}

#[test]
fn the_mended_example_is_not_refused() {
    for rule in catalogue::ALL {
        let findings = cases::of_rule(rule, &fenced(&rule.page(), "text,safe"));
        assert!(findings.is_empty(), "{}: {findings:?}", rule.name);
    }
}

#[test]
fn an_example_is_a_whole_file() {
    for rule in catalogue::ALL {
        for fence in ["text,refused", "text,safe"] {
            let example = fenced(&rule.page(), fence);
            assert!(example.contains("use portcullis::prelude::*;\n"), "{}", rule.name);
            assert!(example.contains("\n/// ") && example.contains("\n#[capability("), "{}", rule.name);
        }
    }
}

#[test]
fn the_evasions_of_a_page_are_those_of_its_folder() {
    let kept: BTreeSet<(String, String)> = cases::all("evasion")
        .into_iter()
        .map(|case| {
            let name = case.path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            (case.rule.name.to_owned(), name.trim_end_matches(".template").to_owned())
        })
        .collect();
    let mut named = BTreeSet::new();
    for rule in catalogue::ALL {
        let section = section(&rule.page(), "What it cannot see");
        for line in section.lines().filter_map(|line| line.strip_prefix("- `")) {
            let (file, _) = line.split_once('`').expect("a file's name in backticks");
            named.insert((rule.name.to_owned(), file.to_owned()));
        }
    }
    assert_eq!(named, kept);
}

#[test]
fn a_page_says_how_to_make_an_exception() {
    for rule in catalogue::ALL {
        let section = section(&rule.page(), "Making an exception");
        if rule.kind == Kind::Sound {
            assert!(section.starts_with("There is none"), "{}", rule.name);
            continue;
        }
        let start = format!("allow({}, reason = \"", rule.name);
        let reason = section.split(&start).nth(1).and_then(|rest| rest.split('"').next());
        assert!(reason.is_some_and(|reason| reason.len() >= 15), "{}: {reason:?}", rule.name);
    }
}

#[test]
fn every_rule_has_enough_cases() {
    let count =
        |kind: &str, rule: &Rule| cases::all(kind).iter().filter(|case| case.rule.code == rule.code).count();
    for rule in catalogue::ALL {
        assert!(
            count("fail", rule) + count("advice", rule) >= 3,
            "{} has too few cases that fail",
            rule.name
        );
        assert!(count("pass", rule) >= 2, "{} has too few look-alikes", rule.name);
    }
}

#[test]
fn a_page_is_wide_enough_for_a_terminal_and_no_wider() {
    for rule in catalogue::ALL {
        for line in rule.page().lines() {
            assert!(line.chars().count() <= 120, "{}: {line}", rule.name);
        }
    }
}

#[test]
fn the_guide_lists_every_rule_that_reads_tokens() {
    let chapter = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime/src/guide/_12_what_is_sound.rs");
    let chapter = std::fs::read_to_string(chapter).unwrap();
    for rule in token_rules() {
        let row = format!("//! | {} `{}` | ", rule.code, rule.name);
        assert!(chapter.contains(&row), "the guide has no row for {}: {row}", rule.name);
    }
}

fn token_rules() -> impl Iterator<Item = &'static Rule> {
    catalogue::ALL.iter().filter(|rule| rule.reads_tokens())
}

fn section(page: &str, title: &str) -> String {
    let start = format!("\n## {title}\n\n");
    let rest = page.split(&start).nth(1).unwrap_or_else(|| panic!("no section {title:?}"));
    rest.split("\n## ").next().unwrap_or_default().to_owned()
}

fn fenced(page: &str, language: &str) -> String {
    let start = format!("```{language}\n");
    let rest = page.split(&start).nth(1).unwrap_or_else(|| panic!("no {language} block in\n{page}"));
    rest.split("```").next().unwrap_or_default().to_owned()
}
