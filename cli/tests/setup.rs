//! What the program says of itself: help with examples, completions that complete, manual pages.

use std::process::{Command, Output};

use tempfile::TempDir;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cargo-portcullis")).args(arguments).output().expect("the binary runs")
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("the output is text")
}

/// Each command, as it is typed.
const COMMANDS: [&[&str]; 9] = [
    &["adopt"],
    &["check"],
    &["completions"],
    &["explain"],
    &["ledger"],
    &["ledger", "resolve"],
    &["ledger", "show"],
    &["ledger", "verify"],
    &["man"],
];

#[test]
fn the_help_of_each_command_shows_examples_of_it() {
    for command in COMMANDS.into_iter().chain([&[][..]]) {
        let help = stdout(&run(&[command, &["--help"]].concat()));
        let typed = ["cargo portcullis", &command.join(" ")].join(" ");
        let example = format!("Examples:\n  {}", typed.trim_end());
        assert!(help.contains(&example), "{command:?}\n{help}");
    }
}

#[test]
fn no_command_is_left_out_of_these_tests() {
    let help = stdout(&run(&["--help"]));
    let listed =
        help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
    let listed = listed.lines().filter_map(|line| line.split_whitespace().next());
    let known: Vec<&str> =
        COMMANDS.iter().filter(|it| it.len() == 1).map(|it| it[0]).chain(["help"]).collect();
    listed.for_each(|name| assert!(known.contains(&name), "{name}"));
}

#[test]
fn bash_completes_commands_and_options() {
    let folder = TempDir::new().expect("a folder can be made");
    let script = folder.path().join("completions.bash");
    std::fs::write(&script, stdout(&run(&["completions", "bash"]))).expect("a file can be written");
    let complete = |words: &[&str]| {
        let last = words.len() - 1;
        let script = format!(
            "source {script:?}; COMP_WORDS=({words}); COMP_CWORD={last}; \
             $(complete -p cargo-portcullis | sed 's/.*-F \\([^ ]*\\).*/\\1/') cargo-portcullis {:?} {:?}; \
             printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            words[last],
            words[last - 1],
            words = words.join(" "),
        );
        let output = Command::new("bash").args(["-c", &script]).output().expect("bash runs");
        stdout(&output).lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(complete(&["cargo-portcullis", "ch"]), ["check"]);
    assert_eq!(complete(&["cargo-portcullis", "check", "--base"]), ["--baseline"]);
    assert_eq!(complete(&["cargo-portcullis", "check", "--format", "s"]), ["sarif"]);
}

#[test]
fn there_are_completions_for_other_shells() {
    for shell in ["elvish", "fish", "powershell", "zsh"] {
        assert!(stdout(&run(&["completions", shell])).contains("write-baseline"), "{shell}");
    }
}

#[test]
fn there_is_a_manual_page_for_each_command() {
    let folder = TempDir::new().expect("a folder can be made");
    let pages = folder.path().join("man1");
    assert!(run(&["man", "--into", pages.to_str().unwrap_or_default()]).status.success());
    for command in COMMANDS {
        let page = pages.join(format!("cargo-portcullis-{}.1", command.join("-")));
        let text =
            std::fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
        assert!(text.contains(".SH NAME") && text.contains("Examples:"), "{}", page.display());
    }
    let first = std::fs::read_to_string(pages.join("cargo-portcullis.1")).unwrap_or_default();
    assert_eq!(first, stdout(&run(&["man"])));
}
