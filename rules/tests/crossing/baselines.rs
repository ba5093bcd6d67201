//! What comes from other files is known again by its own file.

use portcullis_rules::files::{Baseline, mend::Certainty};

use crate::{READ, Sources, handler};

fn sources() -> Sources {
    Sources::of(&[
        ("src/main.rs", "mod store;\nmod web;\n".to_owned()),
        ("src/store.rs", READ.to_owned()),
        ("src/web.rs", handler("crate::store::read(&name)")),
    ])
}

#[test]
fn a_baseline_knows_it_when_the_file_of_the_call_changes() {
    let sources = sources();
    let file = sources.path("portcullis.baseline");
    Baseline::of(&sources.check(), &file).unwrap().write().unwrap();
    let moved = handler("crate::store::read(&name)").replace("handler", "other");
    sources.write("src/web.rs", &format!("//! Moved.\n\nfn f() {{}}\n{moved}"));
    let mut outcome = sources.check();
    assert_eq!(sources.origins(), ["src/web.rs:5"]);
    let compared = Baseline::read(&file).unwrap().compare(&mut outcome);
    assert_eq!((outcome.reports.len(), compared.known.len(), compared.gone.len()), (0, 1, 0));
}

#[test]
fn a_baseline_says_that_it_is_gone_when_nobody_calls() {
    let sources = sources();
    let file = sources.path("portcullis.baseline");
    Baseline::of(&sources.check(), &file).unwrap().write().unwrap();
    sources.write("src/web.rs", &handler("None"));
    let compared = Baseline::read(&file).unwrap().compare(&mut sources.check());
    assert_eq!((compared.known.len(), compared.gone.len()), (0, 1));
}

#[test]
fn findings_that_are_alike_are_counted_in_the_order_of_the_source() {
    let again = READ.replace("pub fn read", "pub fn read_again");
    let both = format!("{READ}{again}");
    let sources = sources();
    sources.write("src/store.rs", &both);
    sources.write("src/web.rs", &handler("crate::store::read(&name);\n    crate::store::read_again(&name)"));
    let outcome = sources.check();
    let mut fingerprints: Vec<_> = outcome.reports.iter().map(|report| report.fingerprint).collect();
    assert_eq!(fingerprints.len(), 2);
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 2);
}

#[test]
fn a_mend_of_what_another_file_brings_fits_the_text_of_its_own_file() {
    let store = "pub fn fill(count: usize) -> Vec<u8> {\n    Vec::with_capacity(count)\n}\n\
        pub fn run(line: &str) {\n    std::process::Command::new(\"sh\").arg(\"-c\").arg(line).status().ok();\n}\n";
    let sources = sources();
    sources.write("src/store.rs", store);
    sources.write(
        "src/web.rs",
        &handler("crate::store::fill(name.parse().ok()?); crate::store::run(&name); None"),
    );
    let outcome = sources.check();
    assert!(!outcome.reports.is_empty());
    for suggestion in outcome.reports.iter().filter_map(|report| report.suggestion.as_ref()) {
        for edit in &suggestion.edits {
            assert_eq!(store.get(edit.range.clone()), Some(edit.was.as_str()));
        }
        assert!(suggestion.certainty == Certainty::Maybe || !suggestion.edits.is_empty());
    }
}
