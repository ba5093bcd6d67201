//! Judges every case of `ui-tests` in process, by code and line.

use portcullis_rules::catalogue;

mod cases;

#[test]
fn what_is_marked_is_refused_and_nothing_else() {
    let mut wrong = Vec::new();
    for case in cases::all("fail") {
        let (expected, found) = (cases::marked(&case.source), cases::verdicts(&cases::findings(&case.source)));
        if expected != found {
            wrong.push(format!("{}\n  expected {expected:?}\n  found    {found:?}", case.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn look_alikes_are_not_refused() {
    nothing_is_found_in("pass");
}

#[test]
fn known_evasions_get_past() {
    nothing_is_found_in("evasion");
}

fn nothing_is_found_in(kind: &str) {
    for case in cases::all(kind) {
        let found = cases::verdicts(&cases::findings(&case.source));
        assert!(found.is_empty(), "{}: {found:?}", case.path.display());
    }
}

#[test]
fn a_case_that_must_fail_says_where() {
    for case in cases::all("fail") {
        let rule = catalogue::find(&case.rule).unwrap_or_else(|| panic!("{} is no rule", case.rule));
        let marker = format!("//~ {}", rule.code);
        assert!(case.source.contains(&marker), "{} has no {marker}", case.path.display());
    }
}
