use super::{orders, stderr, stdout};

#[test]
fn every_call_is_as_expected_and_nothing_is_left_behind() {
    let temporary = tempfile::tempdir().unwrap();
    let output = orders().arg("demo").env("TMPDIR", temporary.path()).output().unwrap();
    let shown = stdout(&output);
    assert!(output.status.success(), "{shown}{}", stderr(&output));
    for word in [
        "✓ answered",
        "■ failed",
        "■ invalid_input",
        "■ not_authorized",
        "■ approval_required",
        "■ approval_invalid",
        "■ circuit_open",
        "■ deadline_exceeded",
        "■ idempotency_conflict",
        "■ outcome_unknown",
        "secret.rotated",
        "attempts 3",
        "call.resolved",
    ] {
        assert!(shown.contains(word), "{word}\n{shown}");
    }
    assert!(shown.trim_end().ends_with("all as expected"), "{shown}");
    assert!(!shown.contains("UNEXPECTED") && !shown.contains('\u{1b}'), "{shown}");
    assert!(output.stderr.is_empty(), "{}", stderr(&output));
    assert_eq!(std::fs::read_dir(temporary.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn a_temporary_folder_that_is_not_there_is_told_with_what_to_do() {
    let output = orders().arg("demo").env("TMPDIR", "/no/such/folder").output().unwrap();
    assert!(!output.status.success());
    assert!(stderr(&output).contains("help: set TMPDIR"), "{}", stderr(&output));
}
