//! The macros in crates of users, whatever these call things and whatever they forbid.
//!
//! The crates are in `tests/fixtures`, outside the workspace; their sources say what each is about.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::sync::LazyLock;

mod outside;

use outside::{Built, Outside, files_below, repository};

/// Crates that must compile without a word from rustc, warnings included.
const SILENT: [&str; 7] =
    ["plain", "strict", "edition_2021", "renamed", "renamed_at_root", "no_prelude", "own_names"];

/// What rustc has to say of the crate `lints`: the lint, and what it underlines.
const SAID_OF_LINTS: [(&str, &str); 14] = [
    ("dead_code", "lonely"),
    ("dead_code", "Unmade"),
    ("deprecated", "old"),
    ("non_camel_case_types", "badly_named_type"),
    ("non_camel_case_types", "bad_failure"),
    ("non_camel_case_types", "bad_variant"),
    ("non_camel_case_types", "bad_cause"),
    ("non_snake_case", "BadlyNamed"),
    ("non_snake_case", "BadParameter"),
    ("non_snake_case", "BadField"),
    ("unused_mut", "mut constant"),
    ("unused_variables", "unused"),
    ("unused_variables", "unused_variable"),
    ("unused_variables", "unread"),
];

static USERS: LazyLock<Outside> = LazyLock::new(|| fixture("outside", "users", |text| text));

/// All crates but those with `testing`, which would lend that feature to the others.
static COMPILED: LazyLock<Built> = LazyLock::new(|| {
    USERS.build(&["--workspace", "--exclude", "tested", "--exclude", "misattacked", "--lib", "--tests"])
});

/// A copy of a folder of `tests/fixtures`, whose manifests name the crates of this repository where they really are.
fn fixture(folder: &str, name: &str, edit: impl Fn(String) -> String) -> Outside {
    let from = repository().join("tests/fixtures").join(folder);
    let root = format!("{}/", repository().display());
    let files = files_below(&from);
    let outside = Outside::empty(name);
    outside.keep_only(&files);
    for file in files {
        let text = fs::read_to_string(from.join(&file)).unwrap();
        outside.write(&file, &edit(text.replace("../../../", &root)));
    }
    outside
}

#[test]
fn nothing_of_an_expansion_is_held_against_the_user() {
    for name in SILENT {
        let said: Vec<_> = COMPILED.of_target(name).map(|message| &*message.rendered).collect();
        assert!(said.is_empty(), "{name}:\n{}", said.join("\n"));
        let made = COMPILED.executables.iter().any(|(target, _)| target == name);
        assert!(made, "{name} was not compiled:\n{}", COMPILED.report());
    }
}

#[test]
fn what_the_user_wrote_is_judged_as_if_no_macro_stood_there() {
    let said: Vec<_> =
        COMPILED.of_target("lints").map(|message| (&*message.code, &*message.underlined)).collect();
    assert_eq!(BTreeSet::from_iter(said.clone()), BTreeSet::from(SAID_OF_LINTS), "{}", COMPILED.report());
    let of_a_parameter = said.iter().filter(|(_, underlined)| *underlined == "BadParameter").count();
    assert_eq!(of_a_parameter, 2, "once in the library, once in its tests: {said:?}");
}

#[test]
fn a_private_type_in_a_public_capability_is_refused_where_it_stands() {
    let refused = COMPILED.of_target("refused").filter(|message| message.code == "E0446");
    let refused: BTreeSet<_> = refused.map(|message| &*message.underlined).collect();
    let expected = BTreeSet::from(["PrivateInput", "PrivateOutput", "PrivateParameter"]);
    assert_eq!(refused, expected, "{}", COMPILED.report());
}

#[test]
fn without_the_feature_testing_no_name_is_taken() {
    let tests = COMPILED.executables.iter().find(|(target, _)| target == "plain");
    let (_, tests) = tests.unwrap_or_else(|| panic!("{}", COMPILED.report()));
    let ran = Command::new(tests).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success() && said.contains("a_name_of_the_users_own_is_free ... ok"), "{said}");
}

#[test]
fn with_the_feature_testing_a_user_tests_bodies_and_guards() {
    let ran = USERS.cargo(&["test", "--package", "tested"]).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
    let tests = [
        "a_body_is_tested_without_its_guards",
        "a_capability_is_tested_from_outside",
        "a_gate_is_attacked_from_outside",
        "what_must_not_compile_is_held_from_outside",
    ];
    for test in tests {
        assert!(said.contains(test), "{test} was not run:\n{said}");
    }
}

#[test]
fn an_attack_test_of_other_types_is_refused_where_they_stand() {
    let built = USERS.build(&["--package", "misattacked", "--tests"]);
    let refused: Vec<_> = built.of_target("misattacked").collect();
    for (underlined, said) in [
        ("Gate", "an attack does not give a test a `portcullis::Gate`"),
        ("bool", "an attack does not give a test a `bool`"),
        ("Option", "`Option<portcullis::Gate>` cannot be attacked"),
        ("u32", "`u32` cannot be attacked"),
    ] {
        let is_told = |message: &&&outside::Message| {
            let help = ["help: take `fakes: ", "help: return the `Gate`"];
            message.underlined == underlined
                && message.rendered.contains(said)
                && help.iter().any(|help| message.rendered.contains(help))
        };
        assert_eq!(refused.iter().filter(is_told).count(), 1, "{underlined}\n{}", built.report());
    }
    assert_eq!(refused.len(), 4, "{}", built.report());
}

/// A file search, a refund and a web fetch: everything that the README names, in one crate of a user's.
#[test]
fn three_tools_of_a_newcomer_are_built_and_tested() {
    let desk = fixture("desk", "desk", |text| text);
    let ran = desk.cargo(&["test"]).output().unwrap();
    let (said, why) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{said}\n{why}");
    assert!(!why.contains("warning:"), "{why}");
    for test in [
        "a_line_is_found_where_it_stands",
        "nothing_is_paid_where_the_service_is_away",
        "a_small_refund_happens_once_for_a_key",
        "a_large_refund_waits_for_the_supervisor_and_one_too_large_is_refused",
        "a_client_of_the_program_is_shown_all_four_tools",
        "the_surface_is_as_checked_in",
        "the_desk_holds",
    ] {
        assert!(said.contains(&format!("{test} ... ok")), "{test} was not run:\n{said}");
    }
}

const WHY_NOT: &str = "`divide` is compiled with `panic = \"abort\"`, so one panic would end the process";

#[test]
fn a_gate_in_a_program_that_aborts_on_panic_is_not_built() {
    let aborts = fixture("aborts", "aborts", |text| text);
    let ran = aborts.cargo(&["run"]).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(said.contains(WHY_NOT), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
}

/// The flag reaches the last crate alone, so that Portcullis itself is compiled as usual.
#[test]
fn a_flag_that_cargo_does_not_know_of_does_not_deceive_the_gate() {
    let aborts = fixture("aborts", "aborts_by_flag", |text| text.replace("panic = \"abort\"\n", ""));
    let made = aborts.cargo(&["rustc", "--bin", "aborts", "--message-format=json", "--", "-Cpanic=abort"]);
    let built = Built::of(made);
    let (_, program) = built.executables.first().unwrap_or_else(|| panic!("{}", built.report()));
    let said = Command::new(program).output().unwrap().stdout;
    assert!(String::from_utf8_lossy(&said).contains(WHY_NOT), "{}", String::from_utf8_lossy(&said));
}
