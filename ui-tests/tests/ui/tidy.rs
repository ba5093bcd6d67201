//! The habits of this folder, and of every message that a user reads.

use std::collections::BTreeSet;
use std::path::PathBuf;

use portcullis_rules::catalogue;

use super::cases::{self, Case};
use super::refused;

#[test]
fn every_refused_case_has_its_expected_output() {
    let expected: BTreeSet<PathBuf> = cases::all("fail").iter().map(Case::expected).collect();
    let kept: BTreeSet<PathBuf> = cases::listing(&cases::package().join("fail"))
        .iter()
        .flat_map(|folder| cases::listing(folder))
        .filter(|path| cases::file_name(path).contains(".stderr"))
        .collect();
    assert_eq!(expected, kept);
}

#[test]
fn what_is_no_rule_has_enough_cases_as_well() {
    let topics: BTreeSet<String> =
        ["fail", "pass"].into_iter().flat_map(cases::all).map(|case| case.topic).collect();
    for topic in topics {
        let count = |kind: &str| cases::all(kind).iter().filter(|case| case.topic == topic).count();
        assert!(count("fail") + count("advice") >= 3, "{topic} has too few cases that are refused");
        assert!(count("pass") >= 2, "{topic} has too few look-alikes");
    }
}

/// `//~ refused` or `//~ P203` stands once for each error that begins on a line.
#[test]
fn one_fault_gives_one_error_on_its_own_line() {
    let mut wrong = Vec::new();
    for case in cases::all("fail").iter().filter(|case| is_marked(case)) {
        let mut marked = Vec::new();
        for (index, line) in cases::read(&case.path).lines().enumerate() {
            let marks = line.split_once("//~").map_or(0, |(_, marks)| marks.split_whitespace().count());
            marked.extend(std::iter::repeat_n(index + 1, marks));
        }
        let mut reported: Vec<usize> = messages(case).iter().map(Message::line).collect();
        reported.sort_unstable();
        if marked != reported {
            wrong.push(format!("{}\n  marked   {marked:?}\n  reported {reported:?}", case.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn is_marked(case: &Case) -> bool {
    let must_be = ["capability", "secure_plugin"].contains(&case.topic.as_str())
        || catalogue::find(&case.topic).is_some();
    must_be || cases::read(&case.path).contains("//~")
}

#[test]
fn no_warning_stands_beside_an_error() {
    for case in cases::all("fail") {
        for message in messages(&case) {
            assert!(message.head.starts_with("error"), "{}: {}", case.path.display(), message.head);
        }
    }
}

#[test]
fn a_macro_never_panics_and_no_output_tells_of_this_machine() {
    for case in cases::all("fail") {
        let output = cases::read(&case.expected());
        for line in output.lines().filter(|line| !line.contains("evaluation panicked: ")) {
            assert!(!line.contains("panicked"), "{}: {line}", case.path.display());
            let (_, path) = line.split_once("--> ").or_else(|| line.split_once("::: ")).unwrap_or_default();
            assert!(!path.starts_with('/') && !path.contains(":\\"), "{}: {line}", case.path.display());
        }
    }
}

#[test]
fn a_message_of_ours_is_lower_case_without_a_dot_and_says_what_to_do() {
    for case in cases::all("fail") {
        for message in messages(&case).iter().filter(|message| message.is_ours()) {
            let (text, head) = (message.text(), &message.head);
            let place = case.path.display();
            assert!(!text.starts_with(char::is_uppercase), "{place}: not in lower case: {head}");
            assert!(!text.ends_with('.'), "{place}: ends with a dot: {head}");
            assert!(
                message.lines.iter().any(|line| line.contains("help: ")),
                "{place}: does not help: {head}"
            );
        }
    }
}

#[test]
fn a_message_names_pages_that_exist() {
    for case in cases::all("fail") {
        let output = cases::read(&case.expected());
        for code in output.split("cargo portcullis explain ").skip(1) {
            let code = code.split_whitespace().next().unwrap_or_default();
            assert!(catalogue::find(code).is_some(), "{} names {code}", case.path.display());
        }
    }
}

#[test]
fn no_expected_output_holds_a_part_of_a_credential() {
    for case in cases::all("fail").iter().filter(|case| case.is_template()) {
        let output = cases::read(&case.expected());
        for (name, value) in refused::placeholders(&cases::read(&case.path)) {
            let parts =
                value.as_bytes().windows(12).filter(|part| part.iter().all(u8::is_ascii_alphanumeric));
            for part in parts.map(String::from_utf8_lossy) {
                assert!(!output.contains(&*part), "{} holds a part of {name}", case.path.display());
            }
        }
    }
}

/// One error or warning of an expected output.
struct Message {
    head: String,
    lines: Vec<String>,
}

/// How errors begin that rustc makes of its own accord.
const OF_RUSTC: [&str; 5] = [
    "cannot find attribute",
    "unexpected token",
    "expected `;`",
    "future cannot be sent",
    "lifetime may not",
];

impl Message {
    /// The first line without `error: `.
    fn text(&self) -> &str {
        self.head.split_once(": ").map_or("", |(_, text)| text).trim_start_matches("evaluation panicked: ")
    }

    /// Whether it is worded by Portcullis: a macro's own, an assertion's, or a trait's that says how to help.
    fn is_ours(&self) -> bool {
        match self.head.split_once(": ") {
            Some(("error", text)) => !OF_RUSTC.iter().any(|begin| text.starts_with(begin)),
            Some(("error[E0080]", _)) => true,
            _ => self.lines.iter().any(|line| line.contains("note: help: ")),
        }
    }

    /// The line of the case on which it begins.
    fn line(&self) -> usize {
        let place = self.lines.iter().find_map(|line| Some(line.split_once("--> ")?.1));
        let line = place.and_then(|place| place.rsplit(':').nth(1)).and_then(|line| line.parse().ok());
        line.unwrap_or_else(|| panic!("this message has no place: {}", self.head))
    }
}

fn messages(case: &Case) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    for line in cases::read(&case.expected()).lines() {
        if line.starts_with("error") || line.starts_with("warning") {
            messages.push(Message { head: line.to_owned(), lines: Vec::new() });
        } else if let Some(message) = messages.last_mut() {
            message.lines.push(line.to_owned());
        }
    }
    messages
}
