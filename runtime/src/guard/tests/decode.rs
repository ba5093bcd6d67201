//! What a refused document says to its sender: the place, the rule, and what the author declared.

use serde_json::{Value, json};

use super::gate;
use crate::prelude::*;

#[data(input)]
enum Colour {
    Red,
    Green,
}

#[data(input)]
struct Paint {
    colour: Colour,
    layers: u8,
    corner: (u8, u8),
}

/// Paints.
#[capability(read, rate = "1000/s", max_input = "300B")]
fn paint(#[input] paint: Paint) -> u8 {
    paint.layers
        + paint.corner.0
        + paint.corner.1
        + u8::from(matches!(paint.colour, Colour::Red | Colour::Green))
}

/// The one field of the refusal, and its text.
async fn refused(input: &[u8]) -> (Value, String) {
    let (gate, _) = gate(paint);
    let error = gate.call_json("paint", &Caller::local(), input).await.unwrap_err();
    let json = serde_json::to_value(&error).unwrap();
    assert_eq!(json["code"], "malformed_input");
    assert_eq!(json["fields"].as_array().map(Vec::len), Some(1));
    (json["fields"][0].clone(), error.to_string())
}

#[tokio::test]
async fn each_fault_names_its_rule_and_what_was_declared() {
    let good = r#"{"colour": "Red", "layers": 1, "corner": [1, 2]}"#;
    for (from, to, expected) in [
        ("1,", "\"x\",", json!({"path": "/layers", "rule": "wrong_type", "found": "a string"})),
        ("1,", "256,", json!({"path": "/layers", "rule": "wrong_value"})),
        ("[1, 2]", "[1]", json!({"path": "/corner", "rule": "wrong_length"})),
        (
            "\"Red\"",
            "\"Blue\"",
            json!({"path": "/colour", "rule": "unknown_variant", "known": ["Red", "Green"]}),
        ),
        (
            "}",
            ", \"x\": 1}",
            json!({"path": "/*", "rule": "unknown_field", "known": ["colour", "layers", "corner"]}),
        ),
        (r#""layers": 1, "#, "", json!({"path": "", "rule": "missing_field", "field": "layers"})),
        ("}", "", json!({"path": "", "rule": "not_json", "line": 1})),
        ("}", "}\n 7", json!({"path": "", "rule": "trailing_data", "line": 2, "column": 2})),
    ] {
        let (fault, _) = refused(good.replacen(from, to, 1).as_bytes()).await;
        for (key, value) in expected.as_object().unwrap() {
            assert_eq!(&fault[key], value, "{fault} for {to}");
        }
        let declares = matches!(fault["rule"].as_str(), Some("wrong_type" | "wrong_value" | "wrong_length"));
        assert_eq!(fault["expected"].is_string(), declares, "{fault}");
    }
}

type Four<T> = [[[[T; 1]; 1]; 1]; 1];
type ThirtyTwo<T> = Four<Four<Four<Four<Four<Four<Four<Four<T>>>>>>>>;

/// Takes what nobody may send.
#[capability(read)]
fn deep(value: ThirtyTwo<u8>) -> usize {
    value.len()
}

#[tokio::test]
async fn what_is_too_deep_is_told_how_deep_it_may_be() {
    let (gate, _) = gate(deep);
    let input = format!(r#"{{"value": {}1{}}}"#, "[".repeat(32), "]".repeat(32));
    let error = gate.call_json("deep", &Caller::local(), input).await.unwrap_err();
    let json = serde_json::to_value(&error).unwrap();
    assert_eq!((&json["fields"][0]["rule"], &json["fields"][0]["max"]), (&json!("too_deep"), &json!(32)));
}

#[tokio::test]
async fn what_is_not_text_is_named_by_its_place() {
    let (fault, text) = refused(b"{\"colour\": \"\xff\"}").await;
    assert_eq!((&fault["rule"], &fault["offset"]), (&json!("not_utf8"), &json!(12)));
    assert_eq!(text, "not UTF-8 from byte 12 on");
}

#[tokio::test]
async fn the_ledger_knows_rule_and_place_of_what_was_refused() {
    let (gate, ledger) = gate(paint);
    for (input, reason) in [("7", "wrong_type at the root"), (r#"{"layers": []}"#, "wrong_type at /layers")] {
        let error = gate.call_json("paint", &Caller::local(), input).await.unwrap_err();
        let story = super::story(&gate, &ledger, &error).await;
        assert_eq!(story[0].reason.as_deref(), Some(reason));
    }
}
