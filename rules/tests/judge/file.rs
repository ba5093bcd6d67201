//! What `check_file` promises: which code of a file is judged by which rules, and what lifts a rule.

use portcullis_rules::{Breadth, Finding, check_file};

const REASON: &str = "reason = \"the length was checked above\"";

fn findings(source: &str, breadth: Breadth) -> Vec<Finding> {
    let file = syn::parse_file(source).unwrap_or_else(|error| panic!("{error}\n{source}"));
    check_file(&file, source, breadth)
}

/// Code (or message, without a code) and line.
fn found(source: &str, breadth: Breadth) -> Vec<(String, usize)> {
    let verdict = |finding: &Finding| {
        let what = finding.code().unwrap_or_else(|| finding.message()).to_owned();
        (what, finding.place().line_and_column().0)
    };
    findings(source, breadth).iter().map(verdict).collect()
}

fn codes(source: &str, breadth: Breadth) -> Vec<String> {
    found(source, breadth).into_iter().map(|(code, _)| code).collect()
}

/// A credential, put together so that this file holds none.
fn secret() -> String {
    format!("\"AKIA{}\"", "QYLPMN5HHHFPZAM2")
}

#[test]
fn annotated_code_is_judged_by_all_rules_and_other_code_by_some() {
    for (annotation, codes_of_default) in
        [("#[capability(read)]", 2), ("#[tool]", 2), ("#[get(\"/\")]", 2), ("#[inline]", 1)]
    {
        let source = format!("{annotation} fn f() {{ a.unwrap(); b({}); }}", secret());
        assert_eq!(codes(&source, Breadth::Default).len(), codes_of_default, "{annotation}");
        assert_eq!(codes(&source, Breadth::Everywhere), ["P203", "P305"], "{annotation}");
        let annotated = if codes_of_default == 2 { 2 } else { 0 };
        assert_eq!(codes(&source, Breadth::Annotated).len(), annotated, "{annotation}");
    }
}

#[test]
fn a_closure_that_is_a_tool_is_judged_by_all_rules_and_what_it_is_given_is_not_trusted() {
    let body = "{\nlet b = a.unwrap();\nCommand::new(\"sh\").arg(\"-c\").arg(&input.line).output()\n}";
    let input = "use std::process::Command; #[derive(Deserialize)] struct Input { line: String }\n";
    for call in [
        "tower_mcp::ToolBuilder::new(\"run\").description(\"Runs it.\").handler(|input: Input| async move BODY).build()",
        "ToolBuilder::new(\"run\").extractor_handler(state, |State(s): State<S>, Json(input): Json<Input>| async move BODY)",
        "TypedTool::new(\"run\", |input: Input, _extra| Box::pin(async move BODY))",
        "pmcp::TypedSyncTool::new_with_schema(\"run\", schema, |input: Input, extra| BODY)",
    ] {
        for name in ["main", "serve"] {
            let source = format!("{input}fn {name}() {{ {}; }}", call.replace("BODY", body));
            let found = found(&source, Breadth::Default);
            assert!(found.contains(&("P203".to_owned(), 3)), "{source}\n{found:?}");
            assert!(found.contains(&("P208".to_owned(), 4)), "{source}\n{found:?}");
        }
    }
    for call in
        ["Button::new(\"run\").handler(|input: Input| BODY)", "Tool::new(\"run\", |input: Input| BODY)"]
    {
        let source = format!("{input}fn serve() {{ {}; }}", call.replace("BODY", body));
        assert!(codes(&source, Breadth::Default).is_empty(), "{source}");
    }
}

#[test]
fn helpers_inside_what_is_annotated_are_judged_with_it() {
    let source = "#[secure_plugin] mod a { fn b() { c.unwrap(); } } fn d() { e.unwrap(); }";
    assert_eq!(codes(source, Breadth::Default), ["P203"]);
}

#[test]
fn code_outside_of_functions_is_judged_too() {
    let source = format!("const A: &str = {}; static B: &str = {};", secret(), secret());
    assert_eq!(codes(&source, Breadth::Default), ["P305", "P305"]);
}

#[test]
fn test_code_is_left_out() {
    let body = "{ a.unwrap(); }";
    for source in [
        format!("#[cfg(test)] mod tests {{ fn f() {body} }}"),
        format!("#[test] fn f() {body}"),
        format!("#![cfg(test)] fn f() {body}"),
    ] {
        assert!(codes(&source, Breadth::Everywhere).is_empty(), "{source}");
    }
}

#[test]
fn the_imports_of_the_file_are_followed() {
    assert_eq!(codes("use std::fs::read as slurp; fn f() { slurp(a); }", Breadth::Everywhere), ["P601"]);
}

#[test]
fn advice_is_found_as_well() {
    assert_eq!(findings("fn f() { a.expect(\"b\"); }", Breadth::Everywhere).len(), 1);
}

#[test]
fn an_exception_in_an_attribute_lifts_its_rule_where_it_stands() {
    let two = "{ a.unwrap(); } fn g() { b.unwrap(); }";
    for attribute in [
        format!("#[capability(read, allow(panic_in_body, {REASON}))]"),
        format!("#[capability(read, timeout = \"5s\", allow(P203, {REASON}))]"),
        format!("#[exception(panic_in_body, {REASON})]"),
        format!("#[portcullis::exception(p203, {REASON})]"),
        format!("#[exception(print_in_body, panic_in_body, {REASON})]"),
    ] {
        let source = format!("{attribute}\nfn f() {two}");
        assert_eq!(found(&source, Breadth::Everywhere), [("P203".to_owned(), 2)], "{attribute}");
    }
    let statement = format!("fn f() {{\n#[exception(P203, {REASON})]\nlet a = b.unwrap();\nc.unwrap(); }}");
    assert_eq!(found(&statement, Breadth::Everywhere), [("P203".to_owned(), 4)]);
    let plugin = format!("#[secure_plugin(allow(P203, {REASON}))] impl A {{ fn f() {two} }}");
    assert!(codes(&plugin, Breadth::Everywhere).is_empty());
}

#[test]
fn an_exception_in_an_attribute_without_a_reason_lifts_nothing() {
    for attribute in [
        "#[exception(panic_in_body)]",
        "#[exception(panic_in_body, reason = \"too short\")]",
        "#[exception(print_in_body, reason = \"the length was checked above\")]",
        "#[allow(panic_in_body, reason = \"the length was checked above\")]",
        "#[exception = 0]",
    ] {
        assert_eq!(codes(&format!("{attribute} fn f() {{ a.unwrap(); }}"), Breadth::Everywhere), ["P203"]);
    }
}

#[test]
fn a_comment_lifts_its_rule_on_its_line_or_the_next() {
    for source in [
        format!("fn f() {{\n// portcullis: allow(panic_in_body, {REASON})\na.unwrap(); }}"),
        format!("fn f() {{\n// portcullis: allow(P203, {REASON})\na.unwrap(); }}"),
        format!("fn f() {{\n//portcullis:allow( P203 , {REASON} ), as agreed (see the list)\na.unwrap(); }}"),
        format!("fn f() {{\na.unwrap(); // portcullis: allow(panic_in_body, {REASON})\n}}"),
        format!("fn f() {{\n// portcullis: allow(P203, {REASON})\n\n// Words.\n#[cfg(unix)]\na.unwrap(); }}"),
        format!("\u{feff}fn f() {{\r\na.unwrap(); // portcullis: allow(P203, {REASON})\r\n}}"),
        format!("#!/usr/bin/script's\nfn f() {{\na.unwrap(); // portcullis: allow(P203, {REASON})\n}}"),
    ] {
        assert!(
            found(&source, Breadth::Everywhere).is_empty(),
            "{source}: {:?}",
            found(&source, Breadth::Everywhere)
        );
    }
}

#[test]
fn a_comment_lifts_nothing_else() {
    for source in [
        format!("fn f() {{\n// portcullis: allow(P203, {REASON})\na();\nb.unwrap(); }}"),
        format!("fn f() {{\na(); // portcullis: allow(P203, {REASON})\nb.unwrap(); }}"),
        format!("fn f() {{\n// portcullis: allow(P401, {REASON})\na.unwrap(); }}"),
        format!("fn f() {{\na.unwrap(); b(r#\"\n// portcullis: allow(P203, {REASON})\n\"#).unwrap(); }}"),
        format!("/// portcullis: allow(P203, {REASON})\nfn f() {{ a.unwrap(); }}"),
    ] {
        assert!(!found(&source, Breadth::Everywhere).is_empty(), "{source}");
    }
}

#[test]
fn where_one_rule_is_lifted_the_rule_that_yields_to_it_speaks() {
    let source = format!("async fn f() {{\nstd::fs::read(a); // portcullis: allow(P601, {REASON})\n}}");
    assert_eq!(codes(&source, Breadth::Everywhere), ["P501"]);
}

#[test]
fn a_comment_that_says_nothing_good_is_reported() {
    for (comment, message) in [
        ("allow(panics_in_body, reason = \"the length was checked\")", "there is no rule `panics_in_body`"),
        ("allow(panic_in_body)", "an exception needs a reason"),
        ("allow(panic_in_body, reason = \"short\")", "an exception needs a reason"),
        ("allow(reason = \"the length was checked\")", "this exception names no rule"),
        (
            "allow(unbounded_input, reason = \"the length was checked\")",
            "`unbounded_input` has no exceptions",
        ),
        ("alow(panic_in_body, reason = \"the length was checked\")", "this comment lifts no rule"),
    ] {
        let source = format!("fn f() {{\n  // portcullis: {comment}\n  a();\n}}");
        for breadth in [Breadth::Annotated, Breadth::Default, Breadth::Everywhere] {
            assert_eq!(found(&source, breadth), [(message.to_owned(), 2)], "{comment}");
        }
        let place = findings(&source, Breadth::Default)[0].place();
        let (start, end) = (place.start.start(), place.end.end());
        let expected = format!("// portcullis: {comment}").chars().count();
        assert_eq!((start.column, end.line, end.column), (2, 2, 2 + expected));
    }
}

#[test]
fn a_comment_that_only_speaks_of_portcullis_is_left_alone() {
    for comment in
        ["portcullis: the gate", "portcullis: see (above)", "we use portcullis: allow(x)", "portcullis:"]
    {
        assert!(codes(&format!("// {comment}\nfn f() {{}}"), Breadth::Everywhere).is_empty(), "{comment}");
    }
}

#[test]
fn a_comment_in_a_capability_is_reported_and_lifts_nothing() {
    let source =
        format!("#[capability(read)]\nfn f() {{\n// portcullis: allow(P203, {REASON})\na.unwrap();\n}}");
    let found = found(&source, Breadth::Default);
    assert_eq!(found.len(), 2);
    assert!(found[0].0.contains("inside a capability") && found[1].0 == "P203");
}

#[test]
fn what_an_entry_point_is_given_is_not_trusted_in_any_breadth() {
    for source in [
        "async fn f(Json(name): Json<String>) { std::fs::read(name); }",
        "#[get(\"/\")] async fn f(name: String) { std::fs::read(name); }",
    ] {
        for breadth in [Breadth::Default, Breadth::Annotated, Breadth::Everywhere] {
            assert_eq!(codes(source, breadth), ["P601", "P209"], "{source}");
        }
    }
}
