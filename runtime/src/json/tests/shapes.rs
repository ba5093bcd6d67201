//! What a type does not have does not get in, in any of the forms in which serde would take it.

use super::*;

fn taken<T: serde::de::DeserializeOwned + std::fmt::Debug>(text: &str) -> T {
    decode(text.as_bytes()).unwrap_or_else(|malformed| panic!("{text}: {malformed}"))
}

#[test]
fn a_struct_is_an_object_and_never_an_array() {
    assert_eq!(taken::<Size>(r#"{"width":1,"height":2}"#), Size { width: 1, height: 2 });
    assert_eq!(fault::<Size>("[1,2]"), at("", "wrong_type"));
    assert_eq!(fault::<Page<Size>>(r#"{"items":[[1,2]],"next":null}"#), at("/items/0", "wrong_type"));
    assert_eq!(fault::<Page<Size>>(r#"[[],null]"#), at("", "wrong_type"));
    assert_eq!(fault::<Wrapped>("[1,2]"), at("", "wrong_type"));
    assert_eq!(fault::<BTreeMap<String, Option<Box<Size>>>>(r#"{"a":[1,2]}"#), at("/*", "wrong_type"));
}

#[test]
fn a_tuple_is_an_array_and_never_an_object() {
    assert_eq!(taken::<Point>("[1,-2]"), Point(1, -2));
    assert_eq!(fault::<Point>(r#"{"0":1,"1":2}"#), at("", "wrong_type"));
    assert_eq!(fault::<Point>("[1]"), at("", "wrong_length"));
    assert_eq!(fault::<Point>("[1,2,3]"), at("", "wrong_length"));
}

#[test]
fn a_newtype_is_what_is_in_it() {
    assert_eq!(taken::<Meters>("1.5"), Meters(1.5));
    assert_eq!(fault::<Meters>("[1.5]"), at("", "wrong_type"));
    assert_eq!(taken::<Wrapped>(r#"{"width":1,"height":2}"#), Wrapped { size: Size { width: 1, height: 2 } });
}

#[test]
fn a_unit_is_null_also_in_held_back_data() {
    assert_eq!(taken::<Nothing>("null"), Nothing);
    assert_eq!(fault::<Nothing>("[]"), at("", "wrong_type"));
    let held_back = |nothing| format!(r#"{{"kind":"Struct","width":1,"nothing":{nothing}}}"#);
    taken::<Internal>(&held_back("null"));
    for not_null in ["[]", "0", "\"\""] {
        assert_eq!(fault::<Internal>(&held_back(not_null)), at("", "wrong_type"), "{not_null}");
    }
}

#[test]
fn an_unknown_field_is_refused_everywhere() {
    assert_eq!(fault::<Size>(r#"{"width":1,"height":2,"depth":3}"#), at("/*", "unknown_field"));
    assert_eq!(
        fault::<Flat>(r#"{"id":1,"width":1,"height":2,"grams":3,"depth":3}"#),
        at("", "unknown_field")
    );
    for (enum_kind, variant) in [
        ("external", r#"{"Newtype":{"width":1,"height":2,"depth":3}}"#),
        ("external", r#"{"Struct":{"width":1,"height":2,"depth":3}}"#),
        ("external", r#"{"Unit":{"depth":3}}"#),
        ("external", r#"{"Unit":null,"depth":3}"#),
        ("internal", r#"{"kind":"Unit","depth":3}"#),
        ("internal", r#"{"depth":3,"kind":"Unit"}"#),
        ("internal", r#"{"kind":"Newtype","width":1,"height":2,"depth":3}"#),
        ("internal", r#"{"kind":"Struct","width":1,"depth":3}"#),
        ("internal", r#"{"kind":"Struct","width":1,"inner":{"kind":"Unit","depth":3}}"#),
        ("adjacent", r#"{"kind":"Unit","depth":3}"#),
        ("adjacent", r#"{"kind":"Unit","of":null,"depth":3}"#),
        ("adjacent", r#"{"kind":"Newtype","of":{"width":1,"height":2,"depth":3}}"#),
        ("adjacent", r#"{"of":{"width":1,"height":2,"depth":3},"kind":"Struct"}"#),
    ] {
        let text = format!(r#"{{"{enum_kind}":[{variant}]}}"#);
        assert!(decode::<Tags>(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn all_variants_are_taken_in_their_own_form() {
    let tags = taken::<Tags>(
        r#"{"external":["Unit",{"Newtype":{"width":1,"height":2}},{"Tuple":[1,2]},{"Struct":{"height":2,"width":1}}],
            "internal":[{"kind":"Unit"},{"width":1,"kind":"Newtype","height":2},
                        {"kind":"Struct","width":1,"inner":{"kind":"Unit"},"external":{"Tuple":[3,4]}}],
            "adjacent":[{"kind":"Unit"},{"of":{"width":1,"height":2},"kind":"Newtype"},{"kind":"Tuple","of":[1,2]},
                        {"kind":"Struct","of":{"width":1,"height":2}}]}"#,
    );
    let size = || Size { width: 1, height: 2 };
    let external = [
        External::Unit,
        External::Newtype(size()),
        External::Tuple(1, 2),
        External::Struct { width: 1, height: 2 },
    ];
    let inner = Internal::Struct {
        width: 1,
        inner: Some(Box::new(Internal::Unit {})),
        external: Some(External::Tuple(3, 4)),
        nothing: None,
    };
    let adjacent = [
        Adjacent::Unit,
        Adjacent::Newtype(size()),
        Adjacent::Tuple(1, 2),
        Adjacent::Struct { width: 1, height: 2 },
    ];
    assert_eq!(tags.external, external);
    assert_eq!(tags.internal, [Internal::Unit {}, Internal::Newtype(size()), inner]);
    assert_eq!(tags.adjacent, adjacent);
}

#[test]
fn a_variant_with_fields_is_never_an_array() {
    for (enum_kind, variant) in [
        ("external", r#"{"Newtype":[1,2]}"#),
        ("external", r#"{"Struct":[1,2]}"#),
        ("internal", r#"["Unit"]"#),
        ("internal", r#"["Newtype",1,2]"#),
        ("internal", r#"["Struct",1,null,null,null]"#),
        ("internal", r#"{"kind":"Struct","width":1,"inner":["Unit"]}"#),
        ("internal", r#"{"kind":"Struct","width":1,"external":{"Newtype":[1,2]}}"#),
        ("internal", r#"{"kind":"Struct","width":1,"external":{"Struct":[1,2]}}"#),
        ("adjacent", r#"["Unit",null]"#),
        ("adjacent", r#"["Newtype",{"width":1,"height":2}]"#),
        ("adjacent", r#"{"kind":"Newtype","of":[1,2]}"#),
        ("adjacent", r#"{"of":[1,2],"kind":"Newtype"}"#),
        ("adjacent", r#"{"kind":"Struct","of":[1,2]}"#),
        ("adjacent", r#"{"of":[1,2],"kind":"Struct"}"#),
    ] {
        let text = format!(r#"{{"{enum_kind}":[{variant}]}}"#);
        assert_eq!(refused::<Tags>(&text).problem.code(), "wrong_type", "{text}");
    }
}

#[test]
fn a_variant_without_content_is_a_word_and_never_an_object() {
    let external = |variant: &str| format!(r#"{{"external":[{variant}]}}"#);
    taken::<Tags>(&external(r#""Unit""#));
    for content in ["null", "{}", "[]", "0", "\"\""] {
        let variant = external(&format!(r#"{{"Unit":{content}}}"#));
        assert_eq!(fault::<Tags>(&variant), at("/external/0", "wrong_type"), "{content}");
        // In what serde holds back until it knows the tag.
        let held_back =
            format!(r#"{{"internal":[{{"external":{{"Unit":{content}}},"kind":"Struct","width":1}}]}}"#);
        assert_eq!(fault::<Tags>(&held_back), at("/internal/0", "wrong_type"), "{content}");
    }
    let tag = r#"{"internal":[{"kind":{"Unit":null}}]}"#;
    assert!(decode::<Tags>(tag.as_bytes()).is_err(), "{tag}");
    let told = refused::<Tags>(&external(r#"{"Unit":null}"#)).to_string();
    assert_eq!(told, "at /external/0: expected a string, found an object");
}

#[test]
fn a_variant_is_named_and_never_numbered() {
    for text in [
        r#"{"external":[0]}"#,
        r#"{"external":[{"0":null}]}"#,
        r#"{"internal":[{"kind":0}]}"#,
        r#"{"internal":[{"kind":"Struct","width":1,"inner":{"kind":0}}]}"#,
        r#"{"internal":[{"kind":"Struct","width":1,"external":0}]}"#,
        r#"{"adjacent":[{"kind":0}]}"#,
    ] {
        assert!(decode::<Tags>(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn flattened_structs_share_the_fields_among_them() {
    let flat = taken::<Flat>(r#"{"grams":3,"width":1,"id":7,"height":2}"#);
    assert_eq!(flat, Flat { id: 7, size: Size { width: 1, height: 2 }, weight: Weight { grams: 3 } });
    assert_eq!(fault::<Flat>("[7,1,2,3]"), at("", "wrong_type"));
    assert_eq!(fault::<Flat>(r#"{"id":7,"width":1,"grams":3}"#), at("", "missing_field"));
}

#[test]
fn one_field_under_two_of_its_names_is_a_repeated_key() {
    taken::<Line>(r#"{"sku":"x","price":1}"#);
    assert_eq!(fault::<Line>(r#"{"sku":"x","a/b~c":"y","price":1}"#), at("", "repeated_key"));
}

#[test]
fn a_generic_type_that_contains_itself_is_read_to_its_end() {
    let page = taken::<Page<u8>>(r#"{"items":[1],"next":{"items":[2],"next":null}}"#);
    assert_eq!(page.next.map(|next| next.items), Some(vec![2]));
    assert_eq!(fault::<Page<u8>>(r#"{"items":[1],"next":[[2],null]}"#), at("/next", "wrong_type"));
}
