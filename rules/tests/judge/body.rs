//! Bodies of functions, judged where they stand: each line says by a marker `//~ P203` what must be found on it.

use portcullis_rules::{Exceptions, Finding, Level, findings};

use super::{marked, verdicts};

/// Judges the body of an `async fn`.
#[track_caller]
pub fn asynchronous(body: &str) {
    is_judged_as_marked(&function("async fn", body));
}

/// Judges the body of a plain `fn`.
#[track_caller]
pub fn plain(body: &str) {
    is_judged_as_marked(&function("fn", body));
}

/// What is found in the body of a plain `fn`, advice included.
pub fn all_findings(body: &str) -> Vec<Finding> {
    findings_in(&function("fn", body))
}

/// The code that each finding in the body of a plain `fn` points at.
pub fn underlined(body: &str) -> Vec<String> {
    let source = function("fn", body);
    let text_of = |finding: &Finding| {
        let (start, end) = (finding.place().start.start(), finding.place().end.end());
        let line = source.lines().nth(start.line - 1).unwrap_or_default();
        line.chars().skip(start.column).take(end.column - start.column).collect()
    };
    findings_in(&source).iter().map(text_of).collect()
}

fn function(kind: &str, body: &str) -> String {
    format!("{kind} case() {{\n{body}\n}}")
}

#[track_caller]
fn is_judged_as_marked(source: &str) {
    let refused: Vec<Finding> =
        findings_in(source).into_iter().filter(|finding| finding.level() == Level::Deny).collect();
    assert_eq!(verdicts(&refused), marked(source), "found (left), marked (right)\n{source}");
}

fn findings_in(source: &str) -> Vec<Finding> {
    let function: syn::ItemFn = syn::parse_str(source).unwrap_or_else(|error| panic!("{error}\n{source}"));
    findings(&function.sig, &function.block, &Exceptions::none())
}
