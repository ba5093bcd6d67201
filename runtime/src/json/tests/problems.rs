//! A refusal says where and why, so that its reader can mend the document.

use super::*;

fn text<T: serde::de::DeserializeOwned + std::fmt::Debug>(document: &str) -> String {
    refused::<T>(document).to_string()
}

#[test]
fn a_path_leads_to_the_fault() {
    let line = |line: &str| format!(r#"{{"id":1,"lines":[{{"sku":"x","price":1}},{line}]}}"#);
    assert_eq!(fault::<Order>(&line(r#"{"sku":1,"price":1}"#)), at("/lines/1/sku", "wrong_type"));
    assert_eq!(fault::<Order>(&line(r#"{"a/b~c":1,"price":1}"#)), at("/lines/1/a~1b~0c", "wrong_type"));
    assert_eq!(fault::<Order>(&line(r#"{"sku":"x"}"#)), at("/lines/1", "missing_field"));
    assert_eq!(fault::<Order>(&line(r#"{"sku":"x","cost":1}"#)), at("/lines/1/*", "unknown_field"));
    assert_eq!(fault::<Order>(r#"{"id":1,"labels":{"a":1,"b":300}}"#), at("/labels/*", "wrong_value"));
    assert_eq!(fault::<Order>(r#"{"id":-1}"#), at("/id", "wrong_value"));
    assert_eq!(fault::<Order>(r#"{"id":null}"#), at("/id", "wrong_type"));
    assert_eq!(fault::<Order>(r#"{"id":1,"note":7}"#), at("/note", "wrong_type"));
    assert_eq!(fault::<Order>("7"), at("", "wrong_type"));
    assert_eq!(fault::<Vec<Vec<u8>>>("[[],[1,256]]"), at("/1/1", "wrong_value"));
}

#[test]
fn a_path_leads_through_enums() {
    let external = |text: &str| format!(r#"{{"external":["Unit",{text}]}}"#);
    assert_eq!(
        fault::<Tags>(&external(r#"{"Struct":{"width":true}}"#)),
        at("/external/1/Struct/width", "wrong_type")
    );
    assert_eq!(
        fault::<Tags>(&external(r#"{"Newtype":{"width":256}}"#)),
        at("/external/1/Newtype/width", "wrong_value")
    );
    assert_eq!(fault::<Tags>(&external(r#"{"Tuple":[1]}"#)), at("/external/1/Tuple", "wrong_length"));
    assert_eq!(fault::<Tags>(&external(r#"{"Square":1}"#)), at("/external/1", "unknown_variant"));
    assert_eq!(fault::<Tags>(&external(r#""Square""#)), at("/external/1", "unknown_variant"));
    assert_eq!(fault::<Tags>(&external("{}")), at("/external/1", "wrong_length"));
    assert_eq!(fault::<Tags>(&external(r#""Struct""#)), at("/external/1", "wrong_type"));
    let adjacent = |text: &str| format!(r#"{{"adjacent":[{text}]}}"#);
    assert_eq!(
        fault::<Tags>(&adjacent(r#"{"kind":"Newtype","of":{"width":-1}}"#)),
        at("/adjacent/0/of/width", "wrong_value")
    );
    // Of this one, serde tells a deserializer no field.
    assert_eq!(
        fault::<Tags>(&adjacent(r#"{"kind":"Struct","of":{"width":-1}}"#)),
        at("/adjacent/0/of/*", "wrong_value")
    );
    assert_eq!(fault::<Tags>(&adjacent(r#"{"kind":"Square"}"#)), at("/adjacent/0/kind", "unknown_variant"));
    assert_eq!(fault::<Tags>(&adjacent(r#"{"kind":"Newtype"}"#)), at("/adjacent/0", "missing_field"));
}

#[test]
fn the_tag_is_named_in_a_path_and_what_is_held_back_is_not() {
    let internal = |text: &str| refused::<Tags>(&format!(r#"{{"internal":[{text}]}}"#));
    let unknown = internal(r#"{"width":1,"kind":"Square"}"#);
    assert_eq!((unknown.path.as_str(), unknown.or_below), ("/internal/0/kind", false));
    let wrong_tag = internal(r#"{"kind":[]}"#);
    assert_eq!((wrong_tag.path.as_str(), wrong_tag.or_below), ("/internal/0/kind", false));
    let missing = internal(r#"{"width":1}"#);
    assert_eq!((missing.path.as_str(), missing.or_below), ("/internal/0", false));
    let held_back = internal(r#"{"kind":"Struct","width":"wide"}"#);
    assert_eq!((held_back.path.as_str(), held_back.or_below), ("/internal/0", true));
    assert_eq!(
        held_back.to_string(),
        "at /internal/0 or below it: expected an integer from 0 to 255, found a string"
    );
}

#[test]
fn a_fault_of_the_document_has_a_path_too() {
    assert_eq!(fault::<Order>(r#"{"id":1,"id":2}"#), at("/id", "repeated_key"));
    assert_eq!(fault::<Order>(r#"{"id":1,"labels":{"a":1,"\u0061":2}}"#), at("/labels/*", "repeated_key"));
    assert_eq!(fault::<Order>(r#"{"id":1,"note":"\ud800"}"#), at("/note", "lone_surrogate"));
    assert_eq!(
        fault::<Order>(r#"{"lines":[{"sku":"x","price":1e999}]}"#),
        at("/lines/0/price", "number_out_of_range")
    );
    assert_eq!(fault::<Order>(r#"{"id":1,"note":nul}"#), at("/note", "not_json"));
    assert_eq!(fault::<Order>(r#"{"id":1,"lines":[{"sku":"x","price":1},"#), at("/lines/1", "not_json"));
    assert_eq!(fault::<Order>(r#"{"id":1} {"id":2}"#), at("", "trailing_data"));
}

#[test]
fn a_place_in_the_text_is_told_in_lines_and_characters() {
    let place = |document: &str| refused::<serde_json::Value>(document).problem;
    assert_eq!(place("[1,\n 2,\r\n  é x]"), Problem::NotJson { line: 3, column: 3 });
    assert_eq!(place("[\"é\u{1}\"]"), Problem::NotJson { line: 1, column: 4 });
    assert_eq!(place("[1,"), Problem::NotJson { line: 1, column: 4 });
    assert_eq!(place("{}\n\n{}"), Problem::TrailingData { line: 3, column: 1 });
    assert_eq!(decode::<u8>(b"\"ab\xff").expect_err("not UTF-8").problem, Problem::NotUtf8 { offset: 3 });
}

#[test]
fn a_text_speaks_of_json_and_not_of_rust() {
    assert_eq!(
        text::<Order>(r#"{"id":"x"}"#),
        "at /id: expected an integer from 0 to 4294967295, found a string"
    );
    assert_eq!(text::<Order>("[1]"), "expected an object, found an array");
    assert_eq!(
        text::<Order>(r#"{"id":1.5}"#),
        concat!(
            "at /id: expected an integer from 0 to 4294967295, ",
            "found a number with a fraction or an exponent"
        )
    );
    assert_eq!(text::<Order>("{}"), "the field `id` is missing");
    assert_eq!(text::<Size>(r#"{"x":1}"#), "at /*: a field that is not known; known: `width`, `height`");
    assert_eq!(
        text::<External>("\"x\""),
        "a variant that is not known; known: `Unit`, `Newtype`, `Tuple`, `Struct`"
    );
    assert_eq!(text::<External>("1"), "expected `Unit`, `Newtype`, `Tuple` or `Struct`, found an integer");
    assert_eq!(text::<Point>("[1]"), "expected an array with 2 elements, found another length");
    assert_eq!(text::<char>("\"ab\""), "expected a string of one character");
    assert_eq!(text::<std::net::Ipv4Addr>("\"::1\""), "a value that is not accepted");
    assert_eq!(text::<(u8, u8)>("[1]"), "expected an array of length 2, found another length");
    assert_eq!(text::<Order>(" "), "the document is empty");
}

#[test]
fn keys_that_must_be_numbers_are_read_as_such() {
    type ByNumber = BTreeMap<u8, u8>;
    assert_eq!(decode::<ByNumber>(br#"{"7":1}"#), Ok(BTreeMap::from([(7, 1)])));
    for key in ["256", "-1", "01", "x", "", "1 ", "1.0"] {
        let malformed = refused::<ByNumber>(&format!(r#"{{"{key}":1}}"#));
        assert_eq!(malformed.path, "/*", "{key}");
    }
    assert_eq!(fault::<BTreeMap<bool, u8>>(r#"{"no":1}"#), at("/*", "wrong_type"));
}
