//! `--baseline`: what was there before is known again, and one more is not.

use std::fs;

use crate::folder::{BAD, Folder, secret};

const FILE: &str = "portcullis.baseline";

fn write(folder: &Folder) -> String {
    let checked = folder.check(&["--everywhere", "--write-baseline", FILE]);
    assert_eq!(checked.status(), Some(0), "{}", checked.stderr());
    assert_eq!(checked.stdout(), "", "what is written down is not printed");
    folder.read(FILE)
}

/// The places of what is new, and what is said.
fn new(folder: &Folder) -> (Vec<String>, String) {
    let checked = folder.check(&["--everywhere", "--baseline", FILE, "--format", "json"]);
    let places = checked.places();
    assert_eq!(checked.status(), Some(i32::from(!places.is_empty())), "{}", checked.stderr());
    (places, checked.stderr())
}

#[test]
fn what_is_in_the_baseline_does_not_fail() {
    let folder = Folder::with(&[("a.rs", BAD), ("b.rs", "fn f() { a.expect(\"b\"); }")]);
    let written = write(&folder);
    assert_eq!(written.lines().filter(|line| !line.starts_with('#')).count(), 2, "{written}");
    assert_eq!(new(&folder), (vec![], String::new()));
    let text = folder.check(&["--everywhere", "--baseline", FILE]);
    assert_eq!(text.stderr(), "checked 2 files: nothing found; 2 known\n");
}

#[test]
fn lines_that_move_are_not_new() {
    let folder = Folder::with(&[("a.rs", "fn f() {\n    a.unwrap();\n}\nfn g() {\n    b.unwrap();\n}\n")]);
    write(&folder);
    for moved in [
        "// A comment.\n\nfn g() {\n    b.unwrap();\n}\n\nfn h() {}\nfn f() {\n    c();\n\ta.unwrap();\n}\n",
        "fn g() { // Words.\n        b.unwrap();\n} fn f() {\r\n    a.unwrap();\r\n}\r\n",
    ] {
        folder.write("a.rs", moved.as_bytes());
        assert_eq!(new(&folder), (vec![], String::new()), "{moved}");
    }
}

#[test]
fn a_second_finding_that_is_equal_is_new() {
    let folder = Folder::with(&[("a.rs", BAD)]);
    write(&folder);
    folder.write("a.rs", b"fn f() {\n    a.unwrap();\n    a.unwrap();\n}\n");
    assert_eq!(new(&folder).0, ["a.rs:3"]);
}

#[test]
fn what_is_elsewhere_or_otherwise_is_new() {
    let folder = Folder::with(&[("a.rs", BAD), ("b.rs", "")]);
    write(&folder);
    for (file, text) in [
        ("b.rs", "fn f() {\n    a.unwrap();\n}\n"),
        ("a.rs", "fn g() {\n    a.unwrap();\n}\n"),
        ("a.rs", "impl A { fn f() {\n    a.unwrap();\n} }\n"),
        ("a.rs", "fn f() {\n    b.unwrap();\n}\n"),
        ("a.rs", "fn f() {\n    a.expect(\"b\");\n}\n"),
    ] {
        folder.write("b.rs", b"");
        folder.write("a.rs", BAD.as_bytes());
        folder.write(file, text.as_bytes());
        assert_eq!(new(&folder).0.len(), 1, "{text}");
    }
}

#[test]
fn another_credential_in_the_place_of_a_known_one_is_new() {
    let text = format!("const KEY: &str = \"{}\";\n", secret());
    let folder = Folder::with(&[("a.rs", &text)]);
    let written = write(&folder);
    assert!(!written.contains(&secret()[..8]));
    folder.write("a.rs", text.replace("ZAM2", "ZAM4").as_bytes());
    assert_eq!(new(&folder).0, ["a.rs:1"]);
}

#[test]
fn what_is_not_there_any_more_is_said_and_goes_when_it_is_written_anew() {
    let twice = "fn f() {\n    a.unwrap();\n    a.unwrap();\n}\n";
    let folder = Folder::with(&[("a.rs", twice), ("b.rs", BAD), ("c.rs", BAD)]);
    write(&folder);
    folder.write("a.rs", b"fn f() {}\n");
    fs::remove_file(folder.path("b.rs")).expect("a file can be removed");
    let (places, said) = new(&folder);
    assert!(places.is_empty());
    assert_eq!(
        said,
        "note: a.rs: P203 was found 2 times less than the baseline says\n\
         note: b.rs: P203 was found once less than the baseline says\n\
         help: `--write-baseline portcullis.baseline` takes out what is not there any more\n"
    );
    let written = write(&folder);
    assert_eq!(written.lines().filter(|line| !line.starts_with('#')).count(), 1, "{written}");
    assert_eq!(new(&folder), (vec![], String::new()));
}

#[test]
fn what_is_not_checked_this_time_stays() {
    let folder = Folder::with(&[("a/a.rs", BAD), ("b/b.rs", BAD), ("b/c.rs", BAD)]);
    let written = write(&folder);
    let checked = folder.check(&["a", "--everywhere", "--baseline", FILE]);
    assert_eq!((checked.status(), checked.stderr().contains("note")), (Some(0), false));
    folder.write("b/c.rs", b"fn f( {");
    let checked = folder.check(&["b", "--everywhere", "--write-baseline", FILE]);
    assert_eq!(checked.status(), Some(2), "a file could not be read");
    assert_eq!(folder.read(FILE), written, "what is said of it is kept");
}

#[test]
fn paths_are_relative_to_the_baseline_and_not_to_where_somebody_stands() {
    let folder = Folder::with(&[("a/my orders 50%.rs", BAD), ("b/c.rs", "")]);
    write(&folder);
    assert!(folder.read(FILE).contains("\na/my%20orders%2050%25.rs P203 "));
    let checked = folder.check_in("b", &["../a", "--everywhere", "--baseline", "../portcullis.baseline"]);
    assert_eq!(checked.status(), Some(0), "{}", checked.stdout());
}

#[test]
fn a_file_that_is_no_baseline_is_an_error_and_is_not_overwritten() {
    let folder = Folder::with(&[("a.rs", BAD), ("notes.md", "# Notes\n")]);
    let written = write(&folder);
    folder.write("torn", written.trim_end().strip_suffix('1').unwrap_or_default().as_bytes());
    folder.write("merged", (written.clone() + "<<<<<<< ours\n").as_bytes());
    let line = written.lines().count();
    for (file, why) in [
        ("missing", "No such file or directory (os error 2)".to_owned()),
        (
            "notes.md",
            "this is no baseline: its first line is not `# portcullis baseline, version 1`".to_owned(),
        ),
        ("torn", format!("line {line} is not as `--write-baseline` writes it")),
        ("merged", format!("line {} is not as `--write-baseline` writes it", line + 1)),
    ] {
        let checked = folder.check(&["--everywhere", "--baseline", file]);
        assert_eq!(checked.status(), Some(2), "{file}");
        assert!(checked.stderr().contains(&format!("error: {file}: {why}\n")), "{}", checked.stderr());
        assert!(checked.stdout().contains("P203"), "what is found is shown");
    }
    assert_eq!(folder.check(&["--everywhere", "--write-baseline", "notes.md"]).status(), Some(2));
    assert_eq!(folder.read("notes.md"), "# Notes\n");
}
