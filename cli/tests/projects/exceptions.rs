//! `--exceptions`: every exception in force, with its reason, and whether it lifts anything.

use crate::folder::Folder;

#[test]
fn every_exception_in_force_is_listed_with_its_reason() {
    let folder = Folder::with(&[
        (
            "a.rs",
            "fn f() {\n    // portcullis: allow(panic_in_body, reason = \"the list is never empty\")\n    a.unwrap();\n\
             \x20   #[exception(P203, unsafe_block, reason = \"the length was checked\")]\n    let b = c.unwrap();\n}\n",
        ),
        (
            "b.rs",
            "#[capability(read, allow(panic_in_body, reason = \"both have been looked up\"))]\nfn f() {\n    a.unwrap();\n\
             \x20   b.unwrap();\n}\n",
        ),
    ]);
    let checked = folder.check(&["--exceptions"]);
    assert_eq!(checked.status(), Some(0));
    assert_eq!(
        checked.stdout(),
        "P203 panic_in_body a.rs:2:5\n  reason: the list is never empty\n  lifts line 3\n\n\
         P203 panic_in_body a.rs:4:5\n  reason: the length was checked\n  lifts line 5\n\n\
         P206 unsafe_block a.rs:4:5\n  reason: the length was checked\n  lifts nothing: take it away\n\n\
         P203 panic_in_body b.rs:1:20\n  reason: both have been looked up\n  lifts lines 3, 4\n\n\
         4 exceptions in force; 1 lifts nothing\n"
    );
}

#[test]
fn what_is_no_exception_is_not_listed() {
    let folder = Folder::with(&[
        (
            "a.rs",
            "// portcullis: allow(panic_in_body)\nfn f() { a.unwrap(); }\n#[exception(P203)] fn g() { a.unwrap(); }\n",
        ),
        (
            "b.rs",
            "#[cfg(test)] mod tests {\n#[exception(P203, reason = \"the list is never empty\")] fn f() { a.unwrap(); }\n}\n",
        ),
    ]);
    assert_eq!(folder.check(&["--exceptions"]).stdout(), "0 exceptions in force\n");
}

#[test]
fn of_two_that_lift_the_same_one_lifts_nothing() {
    let attribute = "#[exception(P203, reason = \"the list is never empty\")]";
    let folder =
        Folder::with(&[("a.rs", &format!("{attribute}\nfn f() {{\n{attribute}\nlet a = b.unwrap();\n}}\n"))]);
    let listed = folder.check(&["--exceptions"]).stdout();
    assert!(listed.ends_with("2 exceptions in force; 1 lifts nothing\n"), "{listed}");
    assert_eq!(folder.check(&["--everywhere"]).status(), Some(0));
}

#[test]
fn a_file_that_cannot_be_read_is_said() {
    let folder = Folder::with(&[("a.rs", "fn f( {")]);
    let checked = folder.check(&["--exceptions"]);
    assert_eq!(checked.status(), Some(2));
    assert!(checked.stderr().starts_with("error: a.rs: line 1, column 7"), "{}", checked.stderr());
}
