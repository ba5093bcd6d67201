//! What `cargo portcullis explain` prints, through the built binary.

use std::process::{Command, Output, Stdio};

use portcullis_rules::catalogue;

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-portcullis"));
    command
        .env_remove("CLICOLOR_FORCE")
        .env_remove("NO_COLOR")
        .args(arguments)
        .output()
        .expect("the binary runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is text")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("the output is text")
}

#[test]
fn every_rule_is_explained_by_code_and_by_name() {
    for rule in catalogue::ALL {
        for key in [rule.code, rule.name] {
            let output = run(&["explain", key]);
            assert!(output.status.success(), "{key}");
            assert_eq!(stdout(&output), rule.page(), "{key}: piped, the page is plain Markdown");
            assert_eq!(stderr(&output), "");
        }
    }
}

#[test]
fn cargo_may_pass_its_own_word_before() {
    let by_cargo = run(&["portcullis", "explain", "P203"]);
    assert!(by_cargo.status.success());
    assert_eq!(by_cargo.stdout, run(&["explain", "P203"]).stdout);
}

#[test]
fn a_code_may_be_written_in_lower_case() {
    assert_eq!(run(&["explain", "p305"]).stdout, run(&["explain", "P305"]).stdout);
}

#[test]
fn an_unknown_rule_is_answered_with_the_nearest_one() {
    let output = run(&["explain", "hardcoded_secrets"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output), "");
    let expected =
        "error: there is no rule called `hardcoded_secrets`\nhelp: did you mean P305 (hardcoded_secret)\n";
    assert_eq!(stderr(&output), expected);
}

#[test]
fn an_unknown_rule_that_is_near_to_none_is_answered_with_the_list() {
    let output = run(&["explain", "xyzzy"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("help: `cargo portcullis explain` lists all rules"));
}

#[test]
fn without_a_rule_all_are_listed() {
    let output = run(&["explain"]);
    assert!(output.status.success());
    assert_eq!(output.stdout, run(&["explain", "--list"]).stdout);
    let list = stdout(&output);
    for rule in catalogue::ALL {
        let line = list.lines().find(|line| line.trim_start().starts_with(rule.code)).unwrap_or_default();
        assert!(line.contains(rule.name) && line.ends_with(rule.summary), "{}: {line:?}", rule.code);
    }
}

#[test]
fn the_list_is_ordered_by_layer_or_by_what_others_call_the_patterns() {
    for (order, heading) in [
        ("layer", "Layer 3: integration"),
        ("cwe", "CWE-798, hard-coded credentials"),
        ("owasp", "OWASP MCP Top 10 (2025): MCP01, token mismanagement and secret exposure"),
    ] {
        let list = stdout(&run(&["explain", "--list", "--by", order]));
        let group = list.split("\n\n").find(|group| group.starts_with(heading)).unwrap_or_default();
        assert!(group.contains("P305"), "{order}: {list}");
        for rule in catalogue::ALL {
            assert!(list.contains(rule.summary), "{order}: {} is in no group", rule.code);
        }
    }
    assert_eq!(run(&["explain", "P305", "--list"]).status.code(), Some(2));
    assert_eq!(run(&["explain", "--by", "colour"]).status.code(), Some(2));
}

#[test]
fn help_shows_an_example() {
    let output = run(&["explain", "--help"]);
    assert!(output.status.success());
    assert!(stdout(&output).contains("cargo portcullis explain P305"));
}

#[test]
fn too_many_words_are_refused() {
    assert_eq!(run(&["explain", "P203", "P305"]).status.code(), Some(2));
    assert_eq!(run(&["exlpain"]).status.code(), Some(2));
}

#[test]
fn colours_are_used_where_they_are_wanted() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-portcullis"));
    let output =
        command.args(["explain", "P203"]).env("CLICOLOR_FORCE", "1").output().expect("the binary runs");
    let page = stdout(&output);
    assert!(page.contains("\u{1b}[1mP203: panic_in_body"), "the title is bold");
    assert!(!page.contains("```"), "fences are for files");
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-portcullis"));
    let mut child = command
        .arg("explain")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the binary ends");
    assert!(output.status.success());
    assert_eq!(stderr(&output), "");
}
