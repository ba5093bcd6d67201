//! Findings whose parts stand in several files: where the input comes from is said beside where it does harm.

use super::folder::Folder;

/// A handler in one file gives the input to a function in another, which runs it.
pub(super) fn folder() -> Folder {
    Folder::with(&[
        ("main.rs", "mod jobs;\nmod web;\nfn main() {}\n"),
        (
            "web.rs",
            "use axum::extract::Path;\n\npub async fn start(Path(name): Path<String>) -> &'static str {\n    \
             crate::jobs::start(&name);\n    \"started\"\n}\n",
        ),
        (
            "jobs.rs",
            "use std::process::Command;\n\npub fn start(name: &str) {\n    \
             let _ = Command::new(\"sh\").arg(\"-c\").arg(format!(\"systemctl start {name}\")).status();\n}\n",
        ),
    ])
}

#[test]
fn the_call_that_it_comes_from_is_named_in_every_format() {
    let folder = folder();
    let text = folder.check(&["."]);
    assert!(text.stdout().contains("--> jobs.rs:4:"), "{}", text.stdout());
    assert!(text.stdout().contains("= note: it comes from the call in web.rs:4"), "{}", text.stdout());

    let json = folder.check(&["--format", "json"]).json();
    assert_eq!((&json["from_file"], &json["from_line"]), (&"web.rs".into(), &4.into()));

    let sarif = folder.check(&["--format", "sarif"]).json();
    let related = &sarif["runs"][0]["results"][0]["relatedLocations"][0]["physicalLocation"];
    assert_eq!(related["artifactLocation"]["uri"], "web.rs");
    assert_eq!(related["region"]["startLine"], 4);
}

#[test]
fn a_file_that_is_checked_alone_is_judged_by_itself() {
    let folder = folder();
    assert!(folder.check(&["jobs.rs"]).stdout().is_empty());
}

#[test]
fn a_known_finding_stays_known_when_its_caller_changes() {
    let folder = folder();
    folder.check(&[".", "--write-baseline", "portcullis.baseline"]);
    let moved = "use axum::extract::Path;\n\n\n// Moved.\npub async fn begin(Path(unit): Path<String>) {\n    \
                 crate::jobs::start(&unit);\n}\n";
    folder.write("web.rs", moved.as_bytes());
    let checked = folder.check(&[".", "--baseline", "portcullis.baseline"]);
    assert!(checked.stdout().is_empty(), "{}", checked.stdout());
}
