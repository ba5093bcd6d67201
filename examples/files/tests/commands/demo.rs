use std::fs;
use std::path::Path;

use super::{files, stderr, stdout};

fn demo(folder: &Path) -> String {
    let output = files().arg("demo").arg(folder).output().unwrap();
    let shown = stdout(&output);
    assert!(output.status.success(), "{shown}{}", stderr(&output));
    shown
}

#[test]
fn every_call_is_as_expected_and_the_last_line_counts_them() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("README.md"), "# Notes\n\nThe quick brown fox.\n").unwrap();
    fs::create_dir(folder.path().join("below")).unwrap();
    let shown = demo(folder.path());
    for code in [
        "✓ answered",
        "■ input_too_large",
        "■ malformed_input",
        "■ invalid_input",
        "■ not_authorized",
        "■ approval_required",
        "■ approval_invalid",
        "■ deadline_exceeded",
        "■ overloaded",
        "■ panicked",
        "■ failed",
    ] {
        assert!(shown.contains(code), "{code}\n{shown}");
    }
    assert!(shown.contains("README.md") && shown.contains("fox"), "{shown}");
    assert!(
        shown.contains(r#""event":"body.stuck""#) && shown.contains(r#""event":"body.ended_late""#),
        "{shown}"
    );
    assert!(shown.contains("the ledger is whole: ") && shown.contains("its bytes were changed"), "{shown}");
    assert!(shown.trim_end().ends_with("all as expected"), "{shown}");
    assert!(!shown.contains("UNEXPECTED") && !shown.contains('\u{1b}'), "{shown}");
}

#[test]
fn an_empty_folder_stays_empty() {
    let folder = tempfile::tempdir().unwrap();
    let shown = demo(folder.path());
    assert!(shown.contains("nothing: the folder is empty") && shown.contains("so none is read"), "{shown}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn no_line_is_wider_than_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("全角.txt"), "全角文字 word ".repeat(40)).unwrap();
    let output = files().arg("demo").arg(folder.path()).env("COLUMNS", "100").output().unwrap();
    assert!(output.status.success());
    let table = stdout(&output);
    let table = table.split("What else was checked").next().unwrap();
    let rows = table.lines().skip_while(|line| !line.starts_with("──"));
    for line in rows {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 100, "{line}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_in_a_file_can_turn_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "\u{1b}[31mred \u{9b}32m \u{202e}turned words\n").unwrap();
    let shown = demo(folder.path());
    assert!(!shown.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{shown}");
}

#[test]
fn a_folder_that_cannot_be_used_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    for (path, told) in [(folder.path().join("missing"), "there is no folder"), (file, "is not a folder")] {
        let output = files().arg("demo").arg(&path).output().unwrap();
        assert!(!output.status.success() && output.stdout.is_empty());
        let error = stderr(&output);
        assert!(error.contains(told) && error.contains("\nhelp: "), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read_is_told_so() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&closed).is_ok() {
        eprintln!("not tested: this user may read everything");
        return;
    }
    let error = stderr(&files().arg("demo").arg(&closed).output().unwrap());
    assert!(error.contains("may not be read by you"), "{error}");
}
