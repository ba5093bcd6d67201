//! Judges code in process, by code and line: every case of `ui-tests`, and bodies that stand beside their promises.

use std::fs;

use portcullis_rules::{Finding, Level, catalogue};

mod amounts;
mod body;
mod calls;
#[path = "../cases/mod.rs"]
mod cases;
mod credentials;
mod crypto;
mod execution;
mod facts;
mod file;
mod flow;
mod injection;
mod labelled;
mod languages;
mod libraries;
mod lines;
mod macros;
mod names;
mod ordinary;
mod secrets;

#[test]
fn what_is_marked_is_refused_and_nothing_else() {
    let mut wrong = Vec::new();
    for kind in ["fail", "advice"] {
        for case in cases::all(kind) {
            let (expected, found) = (marked(&case.source), verdicts(&found(kind, &case)));
            if expected != found {
                wrong.push(format!("{}\n  expected {expected:?}\n  found    {found:?}", case.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn expected_output(case: &cases::Case) -> String {
    let name = case.path.to_string_lossy().replace(".rs", ".stderr");
    let text = fs::read_to_string(&name).expect("the expected output is readable");
    if name.ends_with(".template") { cases::credentials::fill(&text) } else { text }
}

/// What is advice does not stop the compiler: these cases compile.
/// The words, and the first letter that is underlined.
#[test]
fn what_is_refused_is_said_as_the_expected_output_has_it() {
    for case in cases::all("fail") {
        let expected = expected_output(&case);
        for finding in cases::findings(&case.source) {
            let said = format!("error: {}\n", finding.message());
            assert!(expected.contains(&said), "{}: {said}", case.path.display());
            let help = finding.help_text().unwrap_or_default();
            assert!(help.lines().all(|line| expected.contains(line)), "{}: {help}", case.path.display());
            let (line, column) = finding.place().line_and_column();
            let place = format!("rs:{line}:{}\n", column + 1);
            assert!(expected.contains(&place), "{}: {place}", case.path.display());
        }
    }
}

#[test]
fn what_is_advised_is_not_refused() {
    for case in cases::all("advice") {
        let found = cases::advice(case.rule, &case.source);
        assert!(found.iter().all(|finding| finding.level() == Level::Advice), "{}", case.path.display());
        assert!(cases::findings(&case.source).is_empty(), "{}", case.path.display());
    }
}

#[test]
fn look_alikes_are_not_refused() {
    nothing_is_found_in("pass");
}

#[test]
fn known_evasions_get_past() {
    nothing_is_found_in("evasion");
}

fn nothing_is_found_in(kind: &str) {
    for case in cases::all(kind) {
        let found = verdicts(&found(kind, &case));
        assert!(found.is_empty(), "{}: {found:?}", case.path.display());
    }
}

/// A rule that advises is asked for its advice, too, on what must have it and on what must not.
fn found(kind: &str, case: &cases::Case) -> Vec<Finding> {
    if matches!(kind, "advice" | "pass") && cases::has_advice(case.rule) {
        return cases::advice(case.rule, &case.source);
    }
    cases::of_rule(case.rule, &case.source)
}

#[test]
fn a_case_that_must_fail_says_where() {
    for case in cases::all("fail").into_iter().chain(cases::all("advice")) {
        let marker = format!("//~ {}", case.rule.code);
        assert!(case.source.contains(&marker), "{} has no {marker}", case.path.display());
    }
}

/// A code and the line that it is found on.
type Verdict = (String, usize);

/// What the markers `//~ P203` of a source say, without the rules that types keep.
fn marked(source: &str) -> Vec<Verdict> {
    let mut marked = Vec::new();
    for (index, line) in source.lines().enumerate() {
        let Some((_, codes)) = line.split_once("//~") else { continue };
        for code in codes.split_whitespace() {
            let rule = catalogue::find(code).unwrap_or_else(|| panic!("{code} is no rule"));
            if rule.reads_tokens() {
                marked.push((code.to_owned(), index + 1));
            }
        }
    }
    marked
}

/// The code and line of each finding.
fn verdicts(findings: &[Finding]) -> Vec<Verdict> {
    let verdict = |finding: &Finding| {
        let (line, _) = finding.place().line_and_column();
        (finding.code().expect("a rule has a code").to_owned(), line)
    };
    findings.iter().map(verdict).collect()
}
