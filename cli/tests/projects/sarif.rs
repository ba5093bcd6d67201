//! `--format sarif`: valid by the schema, and what code scanning needs to know an alert again.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::folder::{BAD, Folder, secret};

/// The schema of SARIF 2.1.0, as another crate has it.
fn schema() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let mut packages = metadata["packages"].as_array().into_iter().flatten();
    let package = packages.find(|package| package["name"] == "serde-sarif").expect("it is a dependency");
    let manifest = PathBuf::from(package["manifest_path"].as_str().expect("it has a manifest"));
    let schema =
        std::fs::read(manifest.with_file_name("src").join("schema.json")).expect("it has the schema");
    serde_json::from_slice(&schema).expect("the schema is JSON")
}

fn sarif(folder: &Folder, arguments: &[&str]) -> Value {
    folder.check(&[arguments, &["--everywhere", "--format", "sarif"]].concat()).json()
}

fn results(document: &Value) -> &Vec<Value> {
    document["runs"][0]["results"].as_array().expect("there are results")
}

/// All that a report can hold: findings of both levels, one without a rule, exceptions, known findings, failures, odd names.
fn folder_of_all_kinds() -> Folder {
    let folder = Folder::with(&[
        ("a.rs", BAD),
        ("deep/my orders: 50% é.rs", "fn f() { /* é */ a.expect(\"b\"); }"),
        ("idle.rs", "// portcullis: allow(nothing)\nfn f() {}\n"),
        (
            "lifted.rs",
            "// portcullis: allow(panic_in_body, reason = \"the list is never empty\")\nfn f() { a.unwrap(); }\n",
        ),
        ("known.rs", BAD),
        ("broken.rs", "fn f( {"),
    ]);
    folder.check(&["known.rs", "--everywhere", "--write-baseline", "portcullis.baseline"]);
    folder.write("secret.rs", format!("const KEY: &str = \"{}\";", secret()).as_bytes());
    folder
}

#[test]
fn it_is_valid_by_the_schema() {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.enable_format_assertions();
    compiler.add_resource("sarif.json", schema()).expect("the schema is one");
    let schema = compiler.compile("sarif.json", &mut schemas).expect("the schema is one");
    let folder = folder_of_all_kinds();
    let empty = Folder::with(&[("a.rs", "fn f() {}")]);
    let crossing = super::crossing::folder();
    for document in [
        sarif(&folder, &["."]),
        sarif(&folder, &["--baseline", "portcullis.baseline"]),
        sarif(&empty, &[]),
        sarif(&crossing, &[]),
    ] {
        if let Err(error) = schemas.validate(&document, schema) {
            panic!("{error:#}");
        }
        let typed: serde_sarif::sarif::Sarif =
            serde_json::from_value(document.clone()).expect("it can be read into types");
        assert_eq!(typed.runs[0].results.as_ref().map(Vec::len), Some(results(&document).len()));
    }
    // That the validator would notice.
    let mut document = sarif(&folder, &["."]);
    document["runs"][0]["results"][0]["severity"] = "high".into();
    assert!(schemas.validate(&document, schema).is_err());
}

#[test]
fn a_result_has_its_rule_its_level_and_its_place() {
    let folder = folder_of_all_kinds();
    let document = sarif(&folder, &["a.rs", "deep", "idle.rs"]);
    let run = &document["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("there are rules");
    let place = |result: &Value| {
        let place = &result["locations"][0]["physicalLocation"];
        let region = &place["region"];
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        let index = result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok());
        assert_eq!(index.and_then(|index| rules.get(index)).map(|rule| &rule["id"]), Some(&result["ruleId"]));
        format!(
            "{} {} {}:{}:{}-{}:{}",
            result["ruleId"].as_str().unwrap_or_default(),
            result["level"].as_str().unwrap_or_default(),
            place["artifactLocation"]["uri"].as_str().unwrap_or_default(),
            region["startLine"],
            region["startColumn"],
            region["endLine"],
            region["endColumn"],
        )
    };
    assert_eq!(
        results(&document).iter().map(place).collect::<Vec<_>>(),
        [
            "P203 error a.rs:2:7-2:15",
            "P203 warning deep/my%20orders%3A%2050%25%20%C3%A9.rs:1:20-1:26",
            "exception error idle.rs:1:1-1:30",
        ]
    );
}

#[test]
fn a_rule_has_help_tags_and_a_severity() {
    let document = sarif(&Folder::with(&[("a.rs", "fn f() {}")]), &[]);
    let rules = document["runs"][0]["tool"]["driver"]["rules"].as_array().expect("there are rules");
    assert!(rules.len() > 50);
    for rule in rules {
        assert!(rule["shortDescription"]["text"].as_str().is_some_and(|text| text.len() < 1024), "{rule}");
        assert!(rule["help"]["text"].as_str().is_some_and(|text| text.len() > 20), "{rule}");
        assert!(rule.get("helpUri").is_none());
        assert_eq!(rule["properties"]["tags"][0], "security");
    }
    let html = rules.iter().find(|rule| rule["id"] == "P214").expect("it is a rule");
    assert_eq!(html["name"], "html_from_input");
    assert_eq!(
        html["properties"]["tags"],
        serde_json::json!(["security", "external/cwe/cwe-079", "external/cwe/cwe-080"])
    );
    assert_eq!(html["properties"]["security-severity"], "6.1");
    assert!(
        html["help"]["markdown"].as_str().is_some_and(|page| page.starts_with("# P214: html_from_input\n"))
    );
}

#[test]
fn a_result_is_known_by_the_same_fingerprint_when_its_lines_move() {
    let fingerprints = |text: &str| -> Vec<String> {
        let document = sarif(&Folder::with(&[("a.rs", text)]), &[]);
        let of = |result: &Value| result["partialFingerprints"]["portcullis/v1"].as_str().map(str::to_owned);
        results(&document).iter().filter_map(of).collect()
    };
    let before = fingerprints("fn f() {\n    a.unwrap();\n    a.unwrap();\n    b.unwrap();\n}\n");
    let after =
        fingerprints("// Words.\nfn f() {\n  if c {\n\tb.unwrap();\n    a.unwrap();\n a.unwrap();\n}}\n");
    assert_eq!(before.len(), 3);
    assert_eq!([&before[2], &before[0], &before[1]], [&after[0], &after[1], &after[2]]);
    assert_ne!(before[0], before[1], "equal ones are counted");
    // They are kept for years: what they are made of does not change.
    assert_eq!(fingerprints(BAD), ["f251c5ff6fe457ff:1"]);
}

#[test]
fn exceptions_and_known_findings_are_suppressed_results() {
    let folder = folder_of_all_kinds();
    let document = sarif(&folder, &["known.rs", "a.rs", "lifted.rs", "--baseline", "portcullis.baseline"]);
    let summary: Vec<_> = results(&document)
        .iter()
        .map(|result| {
            let file = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            let suppression = &result["suppressions"][0];
            [
                file,
                &result["baselineState"],
                &suppression["kind"],
                &suppression["status"],
                &suppression["justification"],
            ]
            .map(|value| value.as_str().unwrap_or("-"))
        })
        .collect();
    assert_eq!(
        summary,
        [
            ["a.rs", "new", "-", "-", "-"],
            ["known.rs", "unchanged", "external", "accepted", "-"],
            ["lifted.rs", "-", "inSource", "accepted", "the list is never empty"],
        ]
    );
}

#[test]
fn what_could_not_be_read_is_a_notification() {
    let folder = folder_of_all_kinds();
    let checked = folder.check(&["broken.rs", "--format", "sarif"]);
    assert_eq!(checked.status(), Some(2));
    let document = checked.json();
    let invocation = &document["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notification = &invocation["toolExecutionNotifications"][0];
    assert_eq!(notification["message"]["text"], "line 1, column 7: brackets or quotes do not match here");
    assert_eq!(notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "broken.rs");
}

#[test]
fn places_are_relative_to_the_repository_and_no_folder_of_this_machine_is_named() {
    let folder = folder_of_all_kinds();
    std::fs::create_dir(folder.path(".git")).expect("a folder can be made");
    let checked = folder.check_in("deep", &["../a.rs", ".", "--everywhere", "--format", "sarif"]);
    let text = checked.stdout();
    assert!(text.contains("\"uri\":\"a.rs\"") && text.contains("\"uri\":\"deep/my%20orders"), "{text}");
    let here = folder.path("").display().to_string();
    assert!(!text.contains(here.trim_end_matches('/')), "{text}");
}

#[test]
fn a_credential_is_not_in_it() {
    let folder = folder_of_all_kinds();
    let checked = folder.check(&["secret.rs", "--format", "sarif"]);
    assert_eq!((checked.status(), checked.stdout().contains(&secret()[4..])), (Some(1), false));
}
