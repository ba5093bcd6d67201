//! The order of files and of threads decides nothing.

use std::fmt::Write as _;

use portcullis_rules::Breadth;
use portcullis_rules::files::{self, Outcome};

use crate::{READ, Sources, handler};

/// Files that call each other in circles, with several ways to each function, and texts that come and go.
fn tangle() -> Sources {
    let sources = Sources::of(&[("src/store.rs", READ)]);
    let mut main = String::from("mod store;\n");
    for number in 0..24 {
        let (next, other) = ((number + 1) % 24, (number * 7 + 3) % 24);
        let _ = writeln!(main, "mod m{number};");
        let mut text = format!(
            "pub fn step(name: &str) -> Option<String> {{\n    crate::m{next}::step(&name.replace('/', \"\"));\n    \
             crate::m{other}::other(name);\n    crate::store::read(name)\n}}\n\
             pub fn other(name: &str) -> Option<String> {{\n    crate::m{next}::other(&name.to_lowercase());\n    \
             let line = format!(\"ls {{name}}\");\n    std::process::Command::new(\"sh\").arg(\"-c\").arg(&line).status().ok()?;\n    \
             None\n}}\n\
             pub fn brought() -> String {{\n    crate::m{next}::brought()\n}}\n"
        );
        if number % 5 == 0 {
            text.push_str(&handler(&format!("crate::m{other}::step(&name); crate::m{next}::other(&name)")));
        }
        sources.write(&format!("src/m{number}.rs"), &text);
    }
    sources.write("src/main.rs", &main);
    sources
}

fn said(outcome: &Outcome) -> Vec<String> {
    outcome.reports.iter().map(|report| format!("{report:?}")).collect()
}

#[test]
fn each_run_says_the_same_whatever_the_order_of_the_paths() {
    let sources = tangle();
    let mut paths = sources.check().checked;
    let first = said(&files::check(&paths, Breadth::Default));
    assert!(first.len() > 20, "{first:#?}");
    for turn in 0..20 {
        let length = paths.len();
        paths.rotate_left(7 % length);
        paths.swap(turn % length, (turn * 5 + 3) % length);
        assert_eq!(said(&files::check(&paths, Breadth::Default)), first, "run {turn}");
    }
}

#[test]
fn a_path_that_is_given_twice_says_nothing_twice() {
    let sources = Sources::of(&[
        ("src/main.rs", "mod store;\nmod web;\n".to_owned()),
        ("src/store.rs", READ.to_owned()),
        ("src/web.rs", handler("crate::store::read(&name)")),
    ]);
    let folder = sources.path("");
    let outcome = files::check(&[folder.clone(), sources.path("src/store.rs"), folder], Breadth::Default);
    assert_eq!(sources.refused(&outcome), ["src/store.rs:2 P209"]);
}

#[test]
fn what_is_found_is_in_the_order_of_files_and_lines() {
    let outcome = tangle().check();
    let places: Vec<_> = outcome.reports.iter().map(|report| (report.path.clone(), report.start)).collect();
    assert!(places.is_sorted(), "{places:#?}");
}

#[test]
fn functions_that_call_each_other_in_a_circle_come_to_an_end() {
    let one = "pub fn down(name: &str, level: u8) -> Option<String> {\n    crate::two::up(name, level)\n}\n";
    let two = "pub fn up(name: &str, level: u8) -> Option<String> {\n    \
        if level == 0 {\n        return std::fs::read_to_string(format!(\"/srv/{name}\")).ok();\n    }\n    \
        crate::one::down(&format!(\"{name}/{level}\"), level - 1)\n}\n";
    let files = [
        ("src/main.rs", "mod one;\nmod two;\nmod web;\n".to_owned()),
        ("src/one.rs", one.to_owned()),
        ("src/two.rs", two.to_owned()),
        ("src/web.rs", handler("crate::one::down(&name, 3)")),
    ];
    assert_eq!(crate::found(&files), ["src/two.rs:3 P209"]);
}

#[test]
fn of_many_ways_to_call_a_function_a_harmful_one_is_not_left_out() {
    let store = "pub fn read(name: &str, _a: &str, _b: &str, _c: &str, _d: &str) -> Option<String> {\n    \
        std::fs::read_to_string(format!(\"/srv/{name}\")).ok()\n}\n";
    // Each of these is harmless, and tells something else.
    let harmless = |number: usize| {
        let argument = |bit: usize| if number >> bit & 1 == 1 { "&other" } else { "\"none\"" };
        let [a, b, c, d] = [0, 1, 2, 3].map(argument);
        format!("crate::store::read(\"fixed\", {a}, {b}, {c}, {d});\n    ")
    };
    let many: String = (1..16).map(harmless).collect();
    let web = |calls: &str| {
        format!(
            "async fn handler(Path((name, other)): Path<(String, String)>) -> Option<String> {{\n    {calls}None\n}}\n"
        )
    };
    let harmful = "crate::store::read(&name, \"none\", \"none\", \"none\", \"none\");\n    ";
    for calls in [format!("{many}{harmful}"), format!("{harmful}{many}")] {
        let files = [
            ("src/main.rs", "mod store;\nmod web;\n".to_owned()),
            ("src/store.rs", store.to_owned()),
            ("src/web.rs", web(&calls)),
        ];
        assert_eq!(crate::found(&files), ["src/store.rs:2 P209"]);
    }
    let files = [
        ("src/main.rs", "mod store;\nmod web;\n".to_owned()),
        ("src/store.rs", store.to_owned()),
        ("src/web.rs", web(&many)),
    ];
    assert!(crate::found(&files).is_empty());
}

#[test]
fn a_way_over_several_files_is_followed() {
    let main =
        (0..6).map(|number| format!("mod m{number};\n")).collect::<String>() + "mod store;\nmod web;\n";
    let mut files = vec![
        ("src/main.rs".to_owned(), main),
        ("src/store.rs".to_owned(), READ.to_owned()),
        ("src/web.rs".to_owned(), handler("crate::m0::step(&name)")),
    ];
    for number in 0..6 {
        let next = if number == 5 { "store::read".to_owned() } else { format!("m{}::step", number + 1) };
        let text = format!("pub fn step(name: &str) -> Option<String> {{\n    crate::{next}(name)\n}}\n");
        files.push((format!("src/m{number}.rs"), text));
    }
    let files: Vec<(&str, String)> = files.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
    assert_eq!(crate::found(&files), ["src/store.rs:2 P209"]);
}
