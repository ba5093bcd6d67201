//! Findings as SARIF 2.1.0, which code scanning services read.
//!
//! Nothing of the source is repeated in it: no snippet, no text of a literal, no folder of this machine.

mod severity;

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use portcullis_rules::files::{Exception, Outcome, Report, relative, uri};
use portcullis_rules::{Level, Rule, catalogue};
use serde_json::{Value, json};

/// What is wrong with an exception is of no rule, and all the same a result needs one.
const EXCEPTION: &str = "exception";

/// Writes one document: what was found, what is in the baseline, and what exceptions lift. The last two are suppressed results.
pub(super) fn write(
    outcome: &Outcome,
    known: &[Report],
    has_baseline: bool,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    let root = Root::find();
    let mut results: Vec<Value> = outcome.reports.iter().map(|report| result(report, &root)).collect();
    let new = results.len();
    results.extend(known.iter().map(|report| {
        suppressed(result(report, &root), &json!({ "kind": "external", "status": "accepted" }))
    }));
    if has_baseline {
        for (index, result) in results.iter_mut().enumerate() {
            set(result, "baselineState", json!(if index < new { "new" } else { "unchanged" }));
        }
    }
    results.extend(outcome.exceptions.iter().flat_map(|exception| lifted(exception, &root)));
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Portcullis",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules(),
            }},
            "invocations": [{
                "executionSuccessful": outcome.failures.is_empty(),
                "toolExecutionNotifications": notifications(outcome, &root),
            }],
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "%SRCROOT%": { "description": { "text": "the root of the repository" } } },
            "results": results,
        }],
    });
    serde_json::to_writer(&mut *out, &document)?;
    writeln!(out)
}

fn result(report: &Report, root: &Root) -> Value {
    let text = match &report.help {
        Some(help) => format!("{}\nhelp: {help}", report.message),
        None => report.message.clone(),
    };
    let mut result = json!({
        "ruleId": report.code.unwrap_or(EXCEPTION),
        "ruleIndex": position(report.code),
        "level": level(report.level),
        "message": { "text": text },
        "locations": [{ "physicalLocation": {
            "artifactLocation": root.location(&report.path),
            "region": {
                "startLine": report.start.0,
                "startColumn": report.start.1,
                "endLine": report.end.0,
                "endColumn": report.end.1,
            },
        }}],
        "partialFingerprints": { "portcullis/v1": report.fingerprint.to_string() },
    });
    if let Some(origin) = &report.origin {
        let call = json!([{
            "message": { "text": "the call that it comes from" },
            "physicalLocation": {
                "artifactLocation": root.location(&origin.path),
                "region": { "startLine": origin.line },
            },
        }]);
        set(&mut result, "relatedLocations", call);
    }
    result
}

fn lifted(exception: &Exception, root: &Root) -> impl Iterator<Item = Value> {
    let suppression = json!({ "kind": "inSource", "status": "accepted", "justification": exception.reason });
    exception.lifts.iter().map(move |report| suppressed(result(report, root), &suppression))
}

fn suppressed(mut result: Value, suppression: &Value) -> Value {
    set(&mut result, "suppressions", json!([suppression]));
    result
}

fn set(result: &mut Value, key: &str, value: Value) {
    if let Some(object) = result.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

fn notifications(outcome: &Outcome, root: &Root) -> Vec<Value> {
    let notification = |(path, why): &(PathBuf, String)| {
        json!({
            "level": "error",
            "message": { "text": why },
            "locations": [{ "physicalLocation": { "artifactLocation": root.location(path) } }],
        })
    };
    outcome.failures.iter().map(notification).collect()
}

/// The rules that `check` can report, in the order of their codes, and what stands for none.
fn rules() -> Vec<Value> {
    let exception = json!({
        "id": EXCEPTION,
        "shortDescription": { "text": "an exception that excepts nothing" },
        "help": { "text": "An exception names a rule and says why, or it is none." },
        "defaultConfiguration": { "level": "error" },
        "properties": { "tags": ["security"], "precision": "very-high" },
    });
    reported().map(rule).chain([exception]).collect()
}

fn reported() -> impl Iterator<Item = &'static Rule> {
    catalogue::ALL.iter().filter(|rule| rule.reads_tokens())
}

fn position(code: Option<&str>) -> usize {
    let rule = code.and_then(|code| reported().position(|rule| rule.code == code));
    rule.unwrap_or_else(|| reported().count())
}

fn rule(rule: &Rule) -> Value {
    let page = rule.page();
    let description = first_paragraph(&page);
    let mut tags = vec!["security".to_owned()];
    tags.extend(rule.standards().iter().filter_map(|standard| {
        let number: u32 = standard.id.strip_prefix("CWE-")?.parse().ok()?;
        Some(format!("external/cwe/cwe-{number:03}"))
    }));
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": description },
        "help": {
            "text": format!("{description}\n\nMore: cargo portcullis explain {}", rule.code),
            "markdown": page,
        },
        "defaultConfiguration": { "level": level(rule.level) },
        "properties": {
            "tags": tags,
            "precision": if rule.level == Level::Deny { "high" } else { "medium" },
            "security-severity": severity::of(rule.code),
        },
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Advice => "warning",
    }
}

/// What stands under the title of a page.
fn first_paragraph(page: &str) -> String {
    let lines = page.lines().skip_while(|line| line.is_empty() || line.starts_with('#'));
    lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What paths are relative to: the repository, since services know files by their place in it.
struct Root {
    here: PathBuf,
    root: PathBuf,
}

impl Root {
    fn find() -> Self {
        let here = env::current_dir().unwrap_or_default();
        let root = here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&here);
        Self { root: root.to_owned(), here }
    }

    fn location(&self, path: &Path) -> Value {
        let path = self.here.join(path);
        let relative = relative(&path, &self.root);
        if relative.is_absolute() || relative.starts_with("..") {
            return json!({ "uri": format!("file://{}", uri(&path)) });
        }
        json!({ "uri": uri(&relative), "uriBaseId": "%SRCROOT%" })
    }
}
