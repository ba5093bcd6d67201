//! Which package a path means.

use portcullis_rules::Breadth;
use portcullis_rules::files::{self, Progress, Selection};

use crate::{READ, Sources, found, handler};

fn manifest(name: &str) -> String {
    format!("[package]\nname = \"{name}\"\n\n[dependencies]\nredis = \"1\"\n")
}

/// A library and a program that calls this.
fn program(name: &str, library: &str, call: &str) -> Vec<String> {
    found(&[
        ("Cargo.toml", manifest(name).as_str()),
        ("src/lib.rs", library),
        ("src/main.rs", &handler(call)),
    ])
}

#[test]
fn a_program_calls_the_library_of_its_package() {
    assert_eq!(program("stock-keeper", READ, "stock_keeper::read(&name)"), ["src/lib.rs:2 P209"]);
}

#[test]
fn a_function_of_another_crate_is_none_of_the_library_beside() {
    assert!(program("stock-keeper", READ, "redis::read(&name)").is_empty());
}

#[test]
fn a_library_may_have_another_name_than_its_package() {
    let manifest = "[package]\nname = \"stock-keeper\"\n\n[lib]\nname = \"stock\" # short\n";
    let files =
        [("Cargo.toml", manifest), ("src/lib.rs", READ), ("src/main.rs", &handler("stock::read(&name)"))];
    assert_eq!(found(&files), ["src/lib.rs:2 P209"]);
}

/// A workspace of two packages: `web` calls something of the one in the folder `json`.
fn workspace(name: &str, call: &str) -> Vec<String> {
    found(&[
        ("Cargo.toml", "[workspace]\nmembers = [\"json\", \"web\"]\n"),
        ("json/Cargo.toml", &manifest(name)),
        ("json/src/lib.rs", READ),
        ("web/Cargo.toml", &manifest("web")),
        ("web/src/main.rs", &handler(call)),
    ])
}

#[test]
fn a_package_is_called_by_its_name() {
    assert_eq!(workspace("orders-json", "orders_json::read(&name)"), ["json/src/lib.rs:2 P209"]);
}

#[test]
fn a_crate_whose_name_ends_like_a_folder_is_another_one() {
    assert!(workspace("orders-json", "serde_json::read(&name)").is_empty());
}

#[test]
fn two_programs_of_a_package_are_not_one() {
    let one = "mod store;\nfn main() {}\n";
    let two = format!("fn main() {{}}\n{}", handler("crate::store::read(&name)"));
    let files =
        [("src/bin/one/main.rs", one), ("src/bin/one/store.rs", READ), ("src/bin/two.rs", two.as_str())];
    assert!(found(&files).is_empty());
}

#[test]
fn methods_of_one_name_in_two_packages_are_not_mixed() {
    let store = "pub struct Store;\nimpl Store {\n    pub fn read_note(&self, name: &str) -> Option<String> {\n        \
        std::fs::read_to_string(format!(\"/srv/{name}\")).ok()\n    }\n}\n";
    let web = "pub struct Store;\nasync fn handler(Path(name): Path<String>, store: Store) -> Option<String> {\n    \
        store.read_note(&name)\n}\n";
    assert!(found(&[("one/src/lib.rs", store), ("two/src/lib.rs", web)]).is_empty());
}

#[test]
fn what_tests_and_benches_do_is_no_fault_of_the_library() {
    let call = handler("stock_keeper::read(&name)");
    let files = [
        ("Cargo.toml", manifest("stock-keeper")),
        ("src/lib.rs", READ.to_owned()),
        ("tests/all.rs", format!("mod common;\n{call}")),
        ("tests/common/mod.rs", call.clone()),
        ("benches/speed.rs", call),
    ];
    assert!(found(&files).is_empty());
}

#[test]
fn a_package_that_is_called_tests_is_no_test() {
    let files = [
        ("Cargo.toml", "[workspace]\nmembers = [\"tests\"]\n".to_owned()),
        ("tests/Cargo.toml", manifest("tests")),
        ("tests/src/main.rs", format!("mod store;\n{}", handler("store::read(&name)"))),
        ("tests/src/store.rs", READ.to_owned()),
    ];
    assert_eq!(found(&files), ["tests/src/store.rs:2 P209"]);
}

#[test]
fn a_program_in_a_folder_of_its_own_calls_the_library() {
    let files = [
        ("Cargo.toml", manifest("stock-keeper")),
        ("src/lib.rs", READ.to_owned()),
        ("src/bin/serve/main.rs", handler("stock_keeper::read(&name)")),
        ("examples/one.rs", handler("stock_keeper::read(&name)")),
    ];
    assert_eq!(found(&files), ["src/lib.rs:2 P209"]);
}

#[test]
fn a_module_of_a_package_that_is_declared_under_two_paths_is_checked_once() {
    let sources = Sources::of(&[
        ("orders/Cargo.toml", manifest("orders").as_str()),
        ("orders/src/main.rs", "mod web;\n#[path = \"../../shared/store.rs\"]\nmod store;\nmod inner;\n"),
        ("orders/src/inner/mod.rs", "#[path = \"../../../shared/store.rs\"]\nmod store;\n"),
        ("orders/src/web.rs", &handler("crate::store::read(&name)")),
        ("shared/store.rs", READ),
    ]);
    let mut selection = Selection::default();
    selection.add_package(sources.path("orders"), [sources.path("orders/src/main.rs")], []);
    let outcome = files::check_selection(&selection, Breadth::Default, &Progress::default());
    assert_eq!(sources.refused(&outcome).len(), 1, "{:?}", sources.refused(&outcome));
    assert_eq!(outcome.checked.len(), 4, "{:?}", outcome.checked);
}

#[cfg(unix)]
#[test]
fn a_module_whose_file_is_a_link_is_followed() {
    let sources = Sources::of(&[
        ("src/main.rs", "mod store;\nmod web;\n"),
        ("src/web.rs", &handler("crate::store::read(&name)")),
        ("shared/store.rs", READ),
    ]);
    std::os::unix::fs::symlink("../shared/store.rs", sources.path("src/store.rs")).unwrap();
    assert_eq!(sources.found(), ["shared/store.rs:2 P209"]);
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_a_circle_come_to_an_end() {
    let sources = Sources::of(&[
        ("src/main.rs", "mod store;\nmod web;\n"),
        ("src/web.rs", &handler("crate::store::read(&name)")),
        ("src/store.rs", READ),
    ]);
    std::os::unix::fs::symlink("..", sources.path("src/again")).unwrap();
    std::os::unix::fs::symlink("loop.rs", sources.path("src/loop.rs")).unwrap();
    let outcome = sources.check();
    assert_eq!(sources.refused(&outcome), ["src/store.rs:2 P209"]);
    assert!(!outcome.failures.is_empty());
}
