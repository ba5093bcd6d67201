//! Exceptions hold for what comes from other files, and count as used.

use portcullis_rules::files::Exception;

use crate::{READ, Sources, found, handler};

const MAIN: &str = "mod store;\nmod web;\n";

fn crate_of(store: &str, call: &str) -> Sources {
    Sources::of(&[("src/main.rs", MAIN), ("src/store.rs", store), ("src/web.rs", &handler(call))])
}

fn lifted(exceptions: &[Exception]) -> Vec<usize> {
    exceptions.iter().map(|exception| exception.lifts.len()).collect()
}

#[test]
fn a_comment_lifts_what_another_file_brings_and_counts_as_used() {
    let store = "pub fn read(name: &str) -> Option<String> {\n    \
        // portcullis: allow(path_from_input, reason = \"the names are those of a closed set\")\n    \
        std::fs::read_to_string(format!(\"/srv/{name}\")).ok()\n}\n";
    let outcome = crate_of(store, "crate::store::read(&name)").check();
    assert!(outcome.reports.is_empty(), "{:?}", outcome.reports);
    assert_eq!(lifted(&outcome.exceptions), [1]);
}

#[test]
fn an_attribute_lifts_what_another_file_brings_and_counts_as_used() {
    let store = format!(
        "#[portcullis::exception(path_from_input, reason = \"the names are those of a closed set\")]\n{READ}"
    );
    let outcome = crate_of(&store, "crate::store::read(&name)").check();
    assert!(outcome.reports.is_empty(), "{:?}", outcome.reports);
    assert_eq!(lifted(&outcome.exceptions), [1]);
}

#[test]
fn an_exception_for_another_rule_lifts_nothing_of_it() {
    let store = "pub fn read(name: &str) -> Option<String> {\n    \
        // portcullis: allow(sql_from_format, reason = \"the names are those of a closed set\")\n    \
        std::fs::read_to_string(format!(\"/srv/{name}\")).ok()\n}\n";
    let sources = crate_of(store, "crate::store::read(&name)");
    assert_eq!(sources.found(), ["src/store.rs:3 P209"]);
    assert_eq!(lifted(&sources.check().exceptions), [0]);
}

#[test]
fn an_exception_that_another_file_does_not_need_lifts_nothing() {
    let store = "pub fn read(name: &str) -> Option<String> {\n    \
        // portcullis: allow(path_from_input, reason = \"the names are those of a closed set\")\n    \
        std::fs::read_to_string(format!(\"/srv/{name}\")).ok()\n}\n";
    let outcome = crate_of(store, "crate::store::read(\"fixed\")").check();
    assert_eq!(lifted(&outcome.exceptions), [0]);
}

#[test]
fn a_comment_that_is_wrong_is_said_once() {
    let store = format!("// portcullis: allow(path_from_input)\n{READ}");
    let sources = crate_of(&store, "crate::store::read(&name)");
    assert_eq!(sources.found(), ["src/store.rs:1 -", "src/store.rs:3 P209"]);
}

#[test]
fn what_is_found_in_a_file_is_still_found_when_it_is_read_again() {
    let store = format!(
        "{READ}fn key() -> &'static str {{\n    \"no\"\n}}\n{}",
        handler("let rows = db.execute(&format!(\"DELETE FROM notes WHERE name = '{name}'\"), []); None")
    );
    let alone = found(&[("src/main.rs", &store)]);
    assert_eq!(alone, ["src/main.rs:8 P207"]);
    let sources = crate_of(&store, "crate::store::read(&name)");
    assert_eq!(sources.found(), ["src/store.rs:2 P209", "src/store.rs:8 P207"]);
}

#[test]
fn calls_of_tests_make_no_findings_in_a_program() {
    let handler = handler("crate::store::read(&name)");
    for test in [
        format!("#[cfg(test)]\nmod tests {{\n{handler}}}\n"),
        format!("#[cfg(all(test, unix))]\nmod tests {{\n{handler}}}\n"),
        format!("#[cfg(test)]\n{handler}"),
        format!("#[tokio::test]\n{handler}"),
        format!("#![cfg(test)]\n{handler}"),
        format!("struct S;\nimpl S {{\n#[cfg(test)]\n{handler}}}\n"),
        format!("struct S;\n#[cfg(test)]\nimpl S {{\n{handler}}}\n"),
    ] {
        let files = [("src/main.rs", MAIN), ("src/store.rs", READ), ("src/web.rs", &test)];
        assert!(found(&files).is_empty(), "{test}");
    }
}

#[test]
fn a_module_of_tests_in_its_own_file_makes_no_findings_in_a_program() {
    let web = handler("crate::store::read(&name)");
    let main = "mod store;\n#[cfg(test)]\nmod web;\n";
    assert!(found(&[("src/main.rs", main), ("src/store.rs", READ), ("src/web.rs", &web)]).is_empty());
}

#[test]
fn a_file_that_a_program_declares_as_well_is_no_test() {
    let web = handler("crate::store::read(&name)");
    let lib = "#[cfg(test)]\nmod web;\npub mod store;\n";
    let files = [("src/lib.rs", lib), ("src/main.rs", MAIN), ("src/store.rs", READ), ("src/web.rs", &web)];
    assert_eq!(found(&files), ["src/store.rs:2 P209"]);
}
