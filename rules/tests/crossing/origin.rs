//! From where a finding is said to come.

use crate::{READ, Sources, handler};

const MAIN: &str = "mod store;\nmod web;\n";

#[test]
fn the_call_is_named_with_its_file_and_line() {
    let web = handler("crate::store::read(&name)");
    let sources = Sources::of(&[("src/main.rs", MAIN), ("src/store.rs", READ), ("src/web.rs", &web)]);
    assert_eq!(sources.origins(), ["src/web.rs:2"]);
}

#[test]
fn of_a_helper_of_the_same_file_the_call_is_named_that_leads_to_it() {
    let store = "pub fn harmless(name: &str) -> usize {\n    name.len()\n}\n\
        fn open(name: &str) -> Option<String> {\n    std::fs::read_to_string(format!(\"/srv/{name}\")).ok()\n}\n\
        pub fn read(name: &str) -> Option<String> {\n    open(name)\n}\n";
    let web = handler("crate::store::harmless(&name);\n    crate::store::read(&name)");
    let sources = Sources::of(&[("src/main.rs", MAIN), ("src/store.rs", store), ("src/web.rs", &web)]);
    assert_eq!(sources.found(), ["src/store.rs:5 P209"]);
    assert_eq!(sources.origins(), ["src/web.rs:3"]);
}

#[test]
fn of_several_calls_one_is_named_that_does_harm() {
    let web = "async fn length(Path(name): Path<String>) -> Option<String> {\n    \
        let name = sanitize_filename::sanitize(&name);\n    crate::store::read(&name)\n}\n";
    let later = handler("crate::store::read(&name)");
    let sources = Sources::of(&[
        ("src/main.rs", "mod later;\nmod store;\nmod early;\n"),
        ("src/early.rs", web),
        ("src/store.rs", READ),
        ("src/later.rs", &later),
    ]);
    assert_eq!(sources.found(), ["src/store.rs:2 P209"]);
    assert_eq!(sources.origins(), ["src/later.rs:2"]);
}

#[test]
fn what_is_brought_by_a_call_names_no_call_of_something_else() {
    let store = "pub fn load() -> String {\n    let mut line = String::new();\n    \
        std::io::stdin().read_line(&mut line).ok();\n    line\n}\n";
    let web = "pub fn length(name: &str) -> usize {\n    name.len()\n}\n\
        pub fn run() {\n    let line = crate::store::load();\n    \
        std::process::Command::new(\"sh\").arg(\"-c\").arg(format!(\"ls {line}\")).status().ok();\n}\n";
    let other = handler("crate::web::length(&name); None");
    let sources = Sources::of(&[
        ("src/main.rs", "mod other;\nmod store;\nmod web;\n"),
        ("src/store.rs", store),
        ("src/web.rs", web),
        ("src/other.rs", &other),
    ]);
    assert_eq!(sources.found(), ["src/web.rs:6 P208"]);
    assert!(sources.origins().is_empty(), "{:?}", sources.origins());
}

#[test]
fn what_is_found_without_a_call_names_none() {
    let store = format!(
        "{READ}{}",
        handler("let rows = db.execute(&format!(\"DELETE FROM notes WHERE name = '{name}'\"), []); None")
    );
    let web = handler("crate::store::read(&name)");
    let sources = Sources::of(&[("src/main.rs", MAIN), ("src/store.rs", &store), ("src/web.rs", &web)]);
    assert_eq!(sources.found(), ["src/store.rs:2 P209", "src/store.rs:5 P207"]);
    assert_eq!(sources.origins(), ["src/web.rs:2"]);
}

#[cfg(unix)]
#[test]
fn a_path_with_control_characters_has_no_power_over_a_terminal() {
    let main = "mod store;\n#[path = \"\\u{1b}[2Jweb\\u{202e}.rs\"]\nmod web;\n";
    let web = handler("crate::store::read(&name)");
    let sources =
        Sources::of(&[("src/main.rs", main), ("src/store.rs", READ), ("src/\u{1b}[2Jweb\u{202e}.rs", &web)]);
    let outcome = sources.check();
    let said = outcome.reports[0].origin.as_ref().map(ToString::to_string).unwrap();
    assert!(said.starts_with("it comes from the call in "), "{said:?}");
    assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
}
