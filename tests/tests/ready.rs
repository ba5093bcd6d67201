//! The types of `portcullis::ready` behind a gate: what is refused, with which words, and that a bound is exact.

use std::str::FromStr;

use portcullis::prelude::*;
use portcullis::ready::Uuid;
use portcullis::{Bounded, Code, Currency, Date, Email, Money, Slug, testing};
use schemars::{JsonSchema, schema_for};
use serde::Serialize;
use serde_json::{Value, json};

/// Bills somebody.
#[capability(write)]
fn bill(to: Email, total: Money, due: Date, shop: Slug<8>, id: Uuid, paid_in: Option<Currency>) -> Invoice {
    Invoice { to, total, due, shop, id, paid_in }
}

#[data(output)]
struct Invoice {
    to: Email,
    total: Money,
    due: Date,
    shop: Slug<8>,
    id: Uuid,
    paid_in: Option<Currency>,
}

fn sent() -> Value {
    json!({
        "to": "ada@example.com",
        "total": { "amount": "-12.50", "currency": "EUR" },
        "due": "2024-02-29",
        "shop": "tea-2",
        "id": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "paid_in": "JPY",
    })
}

#[tokio::test]
async fn what_is_right_passes_and_is_written_as_it_was_read() {
    let answer = testing::Gate::new().call_json(bill, sent().to_string()).await.unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&answer).unwrap(), sent());
}

#[tokio::test]
async fn what_is_wrong_is_refused_with_a_reason_and_without_the_value() {
    let gate = testing::Gate::new();
    for (place, value, reason) in [
        ("/to", json!("zebra"), "an e-mail address, not a text without `@`"),
        ("/to", json!("zebr\u{430}@example.com"), "not one with characters beyond ASCII"),
        ("/to", json!("zebra@example.com\n"), "not a text of another form"),
        ("/due", json!("2023-02-29"), "not a day that its month does not have"),
        ("/due", json!("10000-01-01"), "not a text that is not written as 2026-02-28"),
        ("/due", json!("\u{ff12}\u{ff10}26-01-01"), "not a text that is not written as 2026-02-28"),
        ("/due", json!("0000-01-01"), "not a year before 0001"),
        ("/shop", json!("Zebra"), "not a text with something else than lower-case letters"),
        ("/shop", json!("zebra-zebra"), "not a text longer than 8 bytes"),
        (
            "/id",
            json!("{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}"),
            "not a text that is not written as f81d4fae",
        ),
        ("/total", json!({ "amount": "71.5", "currency": "EUR" }), "number of decimals than the 2"),
        ("/total", json!({ "amount": "71.50", "currency": "JPY" }), "number of decimals than the 0"),
        (
            "/total",
            json!({ "amount": "71.50", "currency": "BHD" }),
            "such as 1.250, not one with another number of decimals than the 3",
        ),
        ("/total", json!({ "amount": "-0.00", "currency": "EUR" }), "an exact amount of EUR such as 12.50"),
        ("/paid_in", json!("eur"), "a currency such as EUR"),
    ] {
        let mut sent = sent();
        *sent.pointer_mut(place).unwrap() = value;
        let refused = gate.call_json(bill, sent.to_string()).await.unwrap_err();
        // Without its reference, in which any letters may stand.
        let said = format!("{refused} {refused:?}").replace(&refused.reference().to_string(), "");
        assert_eq!(refused.code(), Code::MalformedInput, "{sent}");
        assert!(said.contains(reason) && said.contains(place), "{said}");
        assert!(!said.contains("zebr") && !said.contains("Zebr") && !said.contains("71"), "{said}");
    }
    for (place, value) in [
        ("/to", json!(["ada@example.com"])),
        ("/due", json!(20_240_229)),
        ("/total", json!("12.50 EUR")),
        ("/total", json!({ "amount": 12.5, "currency": "EUR" })),
        ("/total", json!({ "amount": "12.50", "currency": "EUR", "more": 1 })),
        ("/id", json!([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])),
    ] {
        let mut sent = sent();
        *sent.pointer_mut(place).unwrap() = value;
        assert!(gate.call_json(bill, sent.to_string()).await.is_err(), "{sent}");
    }
}

/// The value as JSON in which each character of a text is escaped.
fn escaped<T: Serialize>(value: &T) -> usize {
    let json = serde_json::to_string(value).unwrap();
    let mut inside = false;
    json.chars()
        .map(|character| match character {
            '"' => {
                inside = !inside;
                1
            }
            _ if inside => 6,
            _ => 1,
        })
        .sum()
}

fn longest<T: FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

#[test]
fn the_longest_value_of_each_needs_as_many_bytes_as_its_bound_says() {
    let label = "a".repeat(61);
    let email: Email = longest(&format!("{}@{label}.{label}.{label}.aaa", "b".repeat(64)));
    assert_eq!(escaped(&email), Email::MAX_JSON_BYTES);
    assert_eq!(escaped(&longest::<Slug<5>>("abcde")), Slug::<5>::MAX_JSON_BYTES);
    assert_eq!(escaped(&longest::<Date>("2026-12-31")), Date::MAX_JSON_BYTES);
    assert_eq!(escaped(&longest::<Currency>("EUR")), Currency::MAX_JSON_BYTES);
    let id: Uuid = longest("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
    assert_eq!(escaped(&id), Uuid::MAX_JSON_BYTES);
    // An object counts a comma for each field, of which the last has none.
    assert_eq!(escaped(&Money::new(i64::MIN, Currency::BHD)) + 1, Money::MAX_JSON_BYTES);
}

#[test]
fn each_schema_says_the_form() {
    fn schema<T: JsonSchema>() -> Value {
        schema_for!(T).to_value()
    }
    assert_eq!(
        (&schema::<Email>()["format"], &schema::<Email>()["maxLength"]),
        (&json!("email"), &json!(254))
    );
    assert_eq!(schema::<Slug<8>>()["maxLength"], json!(8));
    assert_eq!((&schema::<Date>()["format"], &schema::<Uuid>()["format"]), (&json!("date"), &json!("uuid")));
    let money = schema::<Money>();
    assert_eq!(money["additionalProperties"], json!(false));
    assert_eq!(money["required"], json!(["amount", "currency"]));
    assert_eq!(money["properties"]["amount"]["maxLength"], json!(21));
    for schema in [
        schema::<Email>(),
        schema::<Slug>(),
        schema::<Date>(),
        schema::<Uuid>(),
        money["properties"]["amount"].clone(),
    ] {
        let pattern = schema["pattern"].as_str().unwrap();
        assert!(pattern.starts_with('^') && pattern.ends_with('$'), "{pattern}");
    }
}

#[test]
fn the_currencies_are_those_of_iso_4217() {
    use iso_currency::IntoEnumIterator;

    let theirs: Vec<(&str, u8)> = iso_currency::Currency::iter()
        .filter(|currency| !currency.is_fund() && !currency.is_special())
        // Their table holds the bolívar superseded by its digital form; ISO 4217 has both codes.
        .filter(|currency| currency.is_superseded().is_none() || currency.code() == "VES")
        .map(|currency| (currency.code(), currency.exponent().unwrap().try_into().unwrap()))
        .collect();
    let mut theirs = theirs;
    theirs.sort_unstable();
    let ours: Vec<_> =
        Currency::all().iter().map(|currency| (currency.code(), currency.decimals())).collect();
    assert_eq!(ours, theirs);
}
