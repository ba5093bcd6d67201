//! What `#[data]` promises: strict decoding, checks, a bound that holds, and a schema that says the same.

use std::collections::{BTreeMap, BTreeSet};

use portcullis::bound::{Fault, Faults, Path};
use portcullis::prelude::*;
use portcullis::{Bounded, BoundedMap, BoundedString, BoundedVec, Disclose};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn decode<T: DeserializeOwned>(json: Value) -> Result<T, String> {
    let text = json.to_string();
    serde_json::from_value::<T>(json).map_err(|error| error.to_string())?;
    // A text takes another way through serde than a value.
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

fn refused<T: DeserializeOwned>(json: Value) -> bool {
    decode::<T>(json).is_err()
}

fn faults<T: Bounded>(value: &T) -> Vec<Fault> {
    let mut faults = Faults::default();
    value.check(&Path::ROOT, &mut faults);
    faults.listed().to_vec()
}

/// The faults of a decoded value, as `/path rule`.
fn wrong<T: DeserializeOwned + Bounded>(json: Value) -> Vec<String> {
    let value = decode::<T>(json).expect("only what a check says is wrong with it");
    faults(&value).iter().map(|fault| format!("{} {}", fault.path, fault.rule)).collect()
}

fn undisclosed<T: Disclose>(value: &T) -> Vec<String> {
    let mut faults = Faults::default();
    value.verify(&Path::ROOT, &mut faults);
    faults.listed().iter().map(|fault| format!("{} {}", fault.path, fault.rule)).collect()
}

fn input_schema<T: JsonSchema>() -> Value {
    schema::<T>(SchemaSettings::draft2020_12().for_deserialize())
}

fn output_schema<T: JsonSchema>() -> Value {
    schema::<T>(SchemaSettings::draft2020_12().for_serialize())
}

fn schema<T: JsonSchema>(settings: SchemaSettings) -> Value {
    let settings = settings.with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// The value as JSON in which each character is escaped.
fn escaped<T: Serialize>(value: &T) -> String {
    let mut escaped = String::new();
    let mut in_text = false;
    let plain = serde_json::to_string(value).expect("plain data");
    for character in plain.chars() {
        match character {
            '"' => {
                in_text = !in_text;
                escaped.push('"');
            }
            '\\' => panic!("the tests use no escapes"),
            character if in_text => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    escaped.push_str(&format!("\\u{unit:04x}"));
                }
            }
            character => escaped.push(character),
        }
    }
    escaped
}

/// The largest value of its type fits, and the bound is not idle.
fn bounds_exactly<T: Bounded + Serialize + DeserializeOwned>(largest: &T, slack: usize) {
    let json = escaped(largest);
    serde_json::from_str::<T>(&json).expect("it is a value of the type");
    assert_eq!(faults(largest), [], "it is a value that passes");
    let bytes = T::MAX_JSON_BYTES;
    assert!(json.len() <= bytes, "{} bytes of JSON, and a bound of {bytes}:\n{json}", json.len());
    assert!(json.len() + slack >= bytes, "{} bytes of JSON, and a bound of {bytes}:\n{json}", json.len());
}

/// An order.
#[data]
#[derive(Debug, Clone, PartialEq)]
struct Order {
    /// As printed on the invoice.
    #[validate(length(min = 2, max = 4), pattern = "^[A-Z]+$")]
    customer: String,
    #[validate(range(min = 1, max = 50))]
    limit: u32,
    note: Option<BoundedString<3>>,
}

mod structs {
    use super::*;

    #[test]
    fn an_object_with_all_its_fields_is_read_and_written() {
        let order: Order = decode(json!({ "customer": "ACME", "limit": 3, "note": "hi" })).unwrap();
        assert_eq!(order.limit, 3);
        assert_eq!(
            serde_json::to_value(&order).unwrap(),
            json!({ "customer": "ACME", "limit": 3, "note": "hi" })
        );
    }

    #[test]
    fn an_option_may_be_missing_or_null() {
        assert_eq!(decode::<Order>(json!({ "customer": "ACME", "limit": 3 })).unwrap().note, None);
        assert_eq!(
            decode::<Order>(json!({ "customer": "ACME", "limit": 3, "note": null })).unwrap().note,
            None
        );
    }

    #[test]
    fn a_missing_field_is_refused() {
        assert!(refused::<Order>(json!({ "customer": "ACME" })));
    }

    #[test]
    fn an_unknown_field_is_refused() {
        assert!(refused::<Order>(json!({ "customer": "ACME", "limit": 3, "admin": true })));
    }

    #[test]
    fn a_positional_array_is_refused() {
        assert!(refused::<Order>(json!(["ACME", 3, null])));
        assert!(refused::<Vec<Order>>(json!([["ACME", 3, null]])));
    }

    #[test]
    fn the_faults_of_all_fields_are_found_at_once() {
        assert_eq!(
            wrong::<Order>(json!({ "customer": "acmes", "limit": 0, "note": null })),
            ["/customer length", "/customer pattern", "/limit range"]
        );
    }

    #[test]
    fn the_schema_says_what_the_decoder_and_the_checks_say() {
        let expected = json!({
            "title": "Order",
            "description": "An order.",
            "type": "object",
            "properties": {
                "customer": {
                    "description": "As printed on the invoice.",
                    "type": "string", "minLength": 2, "maxLength": 4, "pattern": "^[A-Z]+$",
                },
                "limit": { "type": "integer", "format": "uint32", "minimum": 1, "maximum": 50 },
                "note": { "type": ["string", "null"], "maxLength": 3 },
            },
            "required": ["customer", "limit"],
            "additionalProperties": false,
        });
        assert_eq!(input_schema::<Order>(), expected);
    }

    #[test]
    fn an_answer_always_holds_an_option() {
        assert_eq!(output_schema::<Order>()["required"], json!(["customer", "limit", "note"]));
    }

    #[test]
    fn the_bound_is_what_the_largest_value_takes_when_all_of_it_is_escaped() {
        #[data]
        struct Wide {
            #[validate(length(max = 3))]
            text: String,
            #[validate(length(max = 2))]
            list: Vec<BoundedString<2>>,
            number: i64,
            flag: bool,
        }
        let largest = Wide {
            text: "😀😀😀".into(),
            list: vec![BoundedString::new("😀😀").unwrap(), BoundedString::new("😀😀").unwrap()],
            number: i64::MIN,
            flag: false,
        };
        // A comma after the last field and the last element each.
        bounds_exactly(&largest, 2);
    }

    #[test]
    fn a_newtype_is_its_value() {
        #[data]
        #[derive(Debug)]
        struct Code(#[validate(length(min = 1, max = 3))] String);

        assert_eq!(decode::<Code>(json!("ab")).unwrap().0, "ab");
        assert_eq!(wrong::<Code>(json!("")), [" length"]);
        assert_eq!(wrong::<Code>(json!("abcd")), [" length"]);
        assert_eq!(
            input_schema::<Code>(),
            json!({ "title": "Code", "type": "string", "minLength": 1, "maxLength": 3 })
        );
        bounds_exactly(&Code("😀😀😀".into()), 0);
    }

    #[test]
    fn a_tuple_struct_is_a_list_of_its_elements() {
        #[data]
        struct Point(i8, #[validate(range(min = 0, max = 9))] i8);

        assert!(decode::<Point>(json!([1, 2])).is_ok());
        assert!(refused::<Point>(json!([1])));
        assert!(refused::<Point>(json!([1, 2, 3])));
        assert!(refused::<Point>(json!({ "0": 1, "1": 2 })));
        assert_eq!(wrong::<Point>(json!([1, 10])), ["/1 range"]);
        let schema = input_schema::<Point>();
        assert_eq!(schema["prefixItems"][1]["maximum"], 9);
        assert_eq!(
            (&schema["minItems"], &schema["maxItems"], &schema["items"]),
            (&json!(2), &json!(2), &json!(false))
        );
        bounds_exactly(&Point(-128, 9), 4);
    }

    #[test]
    fn a_skipped_element_is_not_in_the_list() {
        #[data]
        struct Cached(u8, #[serde(skip)] Option<String>, u8);

        let cached: Cached = decode(json!([1, 2])).unwrap();
        assert_eq!((cached.0, cached.1, cached.2), (1, None, 2));
        assert!(refused::<Cached>(json!([1, null, 2])));
        assert_eq!(input_schema::<Cached>()["maxItems"], 2);
        assert_eq!(Cached::MAX_JSON_BYTES, 2 + 4 + 4);
    }

    #[test]
    fn a_unit_struct_is_null() {
        #[data]
        struct Nothing;

        assert!(decode::<Nothing>(json!(null)).is_ok());
        assert!(refused::<Nothing>(json!([])));
        assert!(refused::<Nothing>(json!({})));
        assert_eq!(input_schema::<Nothing>(), json!({ "title": "Nothing", "type": "null" }));
        bounds_exactly(&Nothing, 0);
    }

    #[test]
    fn a_struct_without_fields_takes_an_empty_object_only() {
        #[data]
        struct Empty {}

        assert!(decode::<Empty>(json!({})).is_ok());
        assert!(refused::<Empty>(json!({ "a": 1 })));
        assert!(refused::<Empty>(json!([])));
        bounds_exactly(&Empty {}, 0);
    }
}

mod names {
    use super::*;

    #[test]
    fn every_case_of_serde_is_the_same_in_decoder_and_schema() {
        macro_rules! case {
            ($case:literal, $field:literal) => {{
                #[data]
                #[serde(rename_all = $case)]
                struct Renamed {
                    long_field_2: u8,
                }
                assert!(decode::<Renamed>(json!({ $field: 1 })).is_ok(), $case);
                assert_eq!(input_schema::<Renamed>()["required"], json!([$field]), $case);
            }};
        }
        case!("lowercase", "long_field_2");
        case!("UPPERCASE", "LONG_FIELD_2");
        case!("PascalCase", "LongField2");
        case!("camelCase", "longField2");
        case!("snake_case", "long_field_2");
        case!("SCREAMING_SNAKE_CASE", "LONG_FIELD_2");
        case!("kebab-case", "long-field-2");
        case!("SCREAMING-KEBAB-CASE", "LONG-FIELD-2");
    }

    #[test]
    fn every_case_of_serde_is_the_same_for_variants() {
        macro_rules! case {
            ($case:literal, $variant:literal) => {{
                #[data]
                #[serde(rename_all = $case)]
                enum Renamed {
                    LongName,
                }
                assert!(decode::<Renamed>(json!($variant)).is_ok(), $case);
                assert_eq!(input_schema::<Renamed>()["enum"], json!([$variant]), $case);
            }};
        }
        case!("lowercase", "longname");
        case!("UPPERCASE", "LONGNAME");
        case!("PascalCase", "LongName");
        case!("camelCase", "longName");
        case!("snake_case", "long_name");
        case!("SCREAMING_SNAKE_CASE", "LONG_NAME");
        case!("kebab-case", "long-name");
        case!("SCREAMING-KEBAB-CASE", "LONG-NAME");
    }

    #[test]
    fn a_rename_goes_before_the_case_and_the_path_of_a_fault_has_it() {
        #[data]
        #[serde(rename_all = "UPPERCASE")]
        struct Renamed {
            #[serde(rename = "how many")]
            #[validate(range(max = 3))]
            count: u8,
        }
        assert_eq!(wrong::<Renamed>(json!({ "how many": 4 })), ["/how many range"]);
    }

    #[test]
    fn an_alias_is_read_and_the_longest_name_counts() {
        #[data]
        struct Aliased {
            #[serde(alias = "a_much_longer_name")]
            short: u8,
        }
        assert!(decode::<Aliased>(json!({ "a_much_longer_name": 1 })).is_ok());
        assert!(decode::<Aliased>(json!({ "short": 1 })).is_ok());
        assert!(refused::<Aliased>(json!({ "a_much_longer_name": 1, "short": 1 })));
        assert_eq!(Aliased::MAX_JSON_BYTES, 2 + ("a_much_longer_name".len() * 6 + 2) + 1 + 3 + 1);
    }

    #[test]
    fn raw_identifiers_go_by_their_word() {
        #[data]
        struct Raw {
            r#type: u8,
            #[validate(must_match(other = r#type))]
            r#match: u8,
        }
        assert!(decode::<Raw>(json!({ "type": 1, "match": 1 })).is_ok());
        assert_eq!(wrong::<Raw>(json!({ "type": 1, "match": 2 })), ["/match must_match"]);
        assert_eq!(input_schema::<Raw>()["required"], json!(["type", "match"]));
    }

    #[test]
    fn the_name_of_a_generic_type_says_what_it_holds() {
        #[data]
        struct Page<T> {
            #[validate(length(max = 3))]
            items: Vec<T>,
        }
        assert_eq!(Page::<Order>::schema_name(), "Page_of_Order");
        assert_ne!(Page::<Order>::schema_id(), Page::<u8>::schema_id());
    }

    #[test]
    fn two_types_of_one_name_in_one_module_are_not_mixed_up() {
        fn first() -> String {
            #[data]
            struct Local {
                a: u8,
            }
            Local::schema_id().into_owned()
        }
        fn second() -> String {
            #[data]
            struct Local {
                b: u8,
            }
            Local::schema_id().into_owned()
        }
        assert_ne!(first(), second());
    }
}

mod presence {
    use super::*;

    fn seven() -> u8 {
        7
    }

    fn is_zero(number: &u8) -> bool {
        *number == 0
    }

    #[data]
    #[derive(Debug, PartialEq)]
    struct Defaults {
        #[serde(default)]
        zero: u8,
        #[serde(default = "seven")]
        seven: u8,
        #[serde(skip_serializing_if = "is_zero")]
        seldom: u8,
        #[serde(skip_deserializing)]
        only_written: u8,
        #[serde(skip_serializing)]
        only_read: u8,
        #[serde(skip)]
        neither: u8,
    }

    #[test]
    fn a_default_stands_in_for_a_missing_field() {
        let value: Defaults = decode(json!({ "seldom": 1, "only_read": 2 })).unwrap();
        assert_eq!((value.zero, value.seven), (0, 7));
    }

    #[test]
    fn what_is_skipped_cannot_be_sent() {
        assert!(refused::<Defaults>(json!({ "seldom": 1, "only_read": 2, "only_written": 3 })));
        assert!(refused::<Defaults>(json!({ "seldom": 1, "only_read": 2, "neither": 3 })));
    }

    #[test]
    fn the_schemas_of_the_two_directions_differ_where_the_fields_do() {
        let input = input_schema::<Defaults>();
        assert_eq!(input["required"], json!(["seldom", "only_read"]));
        assert_eq!(
            input["properties"].as_object().unwrap().keys().collect::<Vec<_>>(),
            ["only_read", "seldom", "seven", "zero"]
        );
        let output = output_schema::<Defaults>();
        assert_eq!(output["required"], json!(["zero", "seven", "only_written"]));
        assert_eq!(
            output["properties"].as_object().unwrap().keys().collect::<Vec<_>>(),
            ["only_written", "seldom", "seven", "zero"]
        );
    }

    #[test]
    fn a_default_of_the_whole_type_makes_every_field_optional() {
        #[data]
        #[serde(default)]
        #[derive(Default)]
        struct Settings {
            depth: u8,
            width: u8,
        }
        assert!(decode::<Settings>(json!({})).is_ok());
        assert_eq!(input_schema::<Settings>().get("required"), None);
    }

    #[test]
    fn a_required_option_must_be_there() {
        #[data]
        struct Asked {
            #[validate(required)]
            answer: Option<u8>,
        }
        assert_eq!(wrong::<Asked>(json!({})), ["/answer required"]);
        assert_eq!(wrong::<Asked>(json!({ "answer": null })), ["/answer required"]);
        assert_eq!(wrong::<Asked>(json!({ "answer": 1 })), [""; 0]);
        assert_eq!(input_schema::<Asked>()["required"], json!(["answer"]));
    }

    #[test]
    fn an_alias_of_option_is_an_option() {
        type Maybe<T> = Option<T>;
        #[data]
        struct Aliased {
            value: Maybe<u8>,
        }
        assert!(decode::<Aliased>(json!({})).is_ok());
        assert_eq!(input_schema::<Aliased>().get("required"), None);
    }
}

mod words {
    use super::*;

    #[data]
    struct Lengths {
        #[validate(length(equal = 2))]
        equal: String,
        #[validate(length(min = 1, max = 2))]
        list: Vec<u8>,
        #[validate(length(max = 1))]
        map: BTreeMap<BoundedString<2>, u8>,
        #[validate(length(max = 1))]
        set: BTreeSet<u8>,
        #[validate(length(min = 1))]
        bounded: BoundedVec<u8, 2>,
    }

    fn lengths(equal: &str, list: &[u8], map: &Value, set: &[u8], bounded: &[u8]) -> Vec<String> {
        wrong::<Lengths>(json!({ "equal": equal, "list": list, "map": map, "set": set, "bounded": bounded }))
    }

    #[test]
    fn length_is_checked_at_each_bound_and_one_beyond() {
        assert_eq!(lengths("äö", &[1, 2], &json!({ "a": 1 }), &[1], &[1]), [""; 0]);
        assert_eq!(lengths("a", &[1], &json!({}), &[], &[1, 2]), ["/equal length"]);
        assert_eq!(lengths("abc", &[1], &json!({}), &[], &[1]), ["/equal length"]);
        assert_eq!(lengths("ab", &[], &json!({}), &[], &[1]), ["/list length"]);
        assert_eq!(lengths("ab", &[1, 2, 3], &json!({}), &[], &[1]), ["/list length"]);
        assert_eq!(lengths("ab", &[1], &json!({ "a": 1, "b": 2 }), &[], &[1]), ["/map length"]);
        assert_eq!(lengths("ab", &[1], &json!({}), &[1, 2], &[1]), ["/set length"]);
        assert_eq!(lengths("ab", &[1], &json!({}), &[], &[]), ["/bounded length"]);
    }

    #[test]
    fn the_schema_has_the_same_lengths_under_the_keyword_of_the_kind() {
        let schema = input_schema::<Lengths>();
        let property = |name: &str| schema["properties"][name].clone();
        assert_eq!(
            (&property("equal")["minLength"], &property("equal")["maxLength"]),
            (&json!(2), &json!(2))
        );
        assert_eq!((&property("list")["minItems"], &property("list")["maxItems"]), (&json!(1), &json!(2)));
        assert_eq!(property("map")["maxProperties"], 1);
        assert_eq!(property("set")["maxItems"], 1);
        assert_eq!(
            (&property("bounded")["minItems"], &property("bounded")["maxItems"]),
            (&json!(1), &json!(2))
        );
        assert_eq!(property("list").get("maxLength"), None);
    }

    #[test]
    fn a_length_may_be_a_constant() {
        const LONGEST: usize = 3;
        #[data]
        struct Named {
            #[validate(length(min = 1, max = LONGEST))]
            name: String,
        }
        assert_eq!(wrong::<Named>(json!({ "name": "abcd" })), ["/name length"]);
        assert_eq!(wrong::<Named>(json!({ "name": "" })), ["/name length"]);
        assert_eq!(input_schema::<Named>()["properties"]["name"]["maxLength"], 3);
    }

    #[data]
    struct Ranges {
        #[validate(range(min = -3, max = 3))]
        closed: i8,
        #[validate(range(exclusive_min = 0.0, exclusive_max = 1.5))]
        open: f64,
        #[validate(range(min = 10_000_000_000))]
        large: u64,
        #[validate(range(max = 9))]
        maybe: Option<u16>,
    }

    fn ranges(closed: i32, open: f64, large: u64, maybe: Option<u16>) -> Vec<String> {
        wrong::<Ranges>(json!({ "closed": closed, "open": open, "large": large, "maybe": maybe }))
    }

    #[test]
    fn range_is_checked_at_each_bound_and_one_beyond() {
        assert_eq!(ranges(3, 1.49, 10_000_000_000, Some(9)), [""; 0]);
        assert_eq!(ranges(-3, 0.01, u64::MAX, None), [""; 0]);
        assert_eq!(ranges(4, 1.0, u64::MAX, None), ["/closed range"]);
        assert_eq!(ranges(-4, 1.0, u64::MAX, None), ["/closed range"]);
        assert_eq!(ranges(0, 0.0, u64::MAX, None), ["/open range"]);
        assert_eq!(ranges(0, 1.5, u64::MAX, None), ["/open range"]);
        assert_eq!(ranges(0, 1.0, 9_999_999_999, None), ["/large range"]);
        assert_eq!(ranges(0, 1.0, u64::MAX, Some(10)), ["/maybe range"]);
    }

    #[test]
    fn the_schema_has_the_same_ranges() {
        let schema = input_schema::<Ranges>();
        let property = |name: &str| schema["properties"][name].clone();
        assert_eq!((&property("closed")["minimum"], &property("closed")["maximum"]), (&json!(-3), &json!(3)));
        assert_eq!(property("open")["exclusiveMinimum"], 0.0);
        assert_eq!(property("open")["exclusiveMaximum"], 1.5);
        assert_eq!(property("large")["minimum"], 10_000_000_000_u64);
        assert_eq!(property("maybe")["maximum"], 9);
    }

    #[data]
    struct Texts {
        #[validate(length(max = 40), email)]
        email: Option<String>,
        #[validate(length(max = 40), url)]
        url: Option<String>,
        #[validate(length(max = 40), ip)]
        ip: Option<String>,
        #[validate(length(max = 40), ipv4)]
        ipv4: Option<String>,
        #[validate(length(max = 40), ipv6)]
        ipv6: Option<String>,
        #[validate(length(max = 40), pattern = "^[0-9]+$")]
        pattern: Option<String>,
        #[validate(length(max = 40), contains(pattern = "a.b"))]
        contains: Option<String>,
        #[validate(length(max = 40), does_not_contain(pattern = "a.b"))]
        does_not_contain: Option<String>,
        #[validate(length(max = 40), non_control_character)]
        plain: Option<String>,
    }

    #[test]
    fn each_word_of_a_text_refuses_what_it_names_and_nothing_else() {
        let cases = [
            ("email", "ann@example.com", "ann"),
            ("url", "https://example.com/a", "example"),
            ("ip", "::1", "300.1.1.1"),
            ("ipv4", "127.0.0.1", "::1"),
            ("ipv6", "::1", "127.0.0.1"),
            ("pattern", "123", "12a"),
            ("contains", "xa.bx", "axb"),
            ("does_not_contain", "axb", "xa.bx"),
        ];
        for (field, good, bad) in cases {
            assert_eq!(wrong::<Texts>(json!({ field: good })), [""; 0], "{field}");
            assert_eq!(wrong::<Texts>(json!({ field: bad })), [format!("/{field} {field}")]);
        }
        assert!(!wrong::<Texts>(json!({ "plain": "a\u{7}" })).is_empty());
    }

    #[test]
    fn the_schema_has_the_same_words() {
        let schema = input_schema::<Texts>();
        let property = |name: &str, keyword: &str| schema["properties"][name][keyword].clone();
        assert_eq!(property("email", "format"), "email");
        assert_eq!(property("url", "format"), "uri");
        assert_eq!(property("ipv4", "format"), "ipv4");
        assert_eq!(property("ipv6", "format"), "ipv6");
        assert_eq!(property("pattern", "pattern"), "^[0-9]+$");
        assert_eq!(property("contains", "pattern"), r"a\.b");
        assert_eq!(property("does_not_contain", "allOf")[0]["not"]["pattern"], r"a\.b");
    }

    #[test]
    fn two_patterns_are_both_in_the_schema() {
        #[data]
        struct Both {
            #[validate(length(max = 9), pattern = "^a", contains(pattern = "b"))]
            text: String,
        }
        let schema = input_schema::<Both>();
        let text = &schema["properties"]["text"];
        assert_eq!([&text["pattern"], &text["allOf"][0]["pattern"]], ["b", "^a"]);
    }

    #[test]
    fn texts_hold_control_characters_only_where_they_are_allowed() {
        #[data]
        struct Lines {
            #[validate(length(max = 9))]
            line: String,
            #[validate(length(max = 9), allow_control)]
            lines: String,
        }
        assert_eq!(wrong::<Lines>(json!({ "line": "a", "lines": "a\nb" })), [""; 0]);
        assert_eq!(wrong::<Lines>(json!({ "line": "a\n", "lines": "" })), ["/line control_character"]);
        assert_eq!(wrong::<Lines>(json!({ "line": "", "lines": "a\0" })), ["/lines control_character"]);
    }

    #[test]
    fn must_match_compares_two_fields() {
        #[data]
        struct Twice {
            #[validate(length(max = 9))]
            email: String,
            #[validate(length(max = 9), must_match(other = email))]
            again: String,
        }
        assert_eq!(wrong::<Twice>(json!({ "email": "a", "again": "a" })), [""; 0]);
        assert_eq!(wrong::<Twice>(json!({ "email": "a", "again": "b" })), ["/again must_match"]);
    }

    #[test]
    fn a_float_is_finite() {
        #[data]
        struct Measured {
            value: f64,
        }
        assert_eq!(undisclosed(&Measured { value: 1.0 }), [""; 0]);
        let faults = faults(&Measured { value: f64::NAN });
        assert_eq!(faults, [Fault::new("/value", "finite")]);
    }

    #[test]
    fn a_fault_never_holds_the_value() {
        let sent = "zebra-stripes";
        let order = Order { customer: sent.into(), limit: 777, note: None };
        let told = serde_json::to_string(&faults(&order)).unwrap();
        assert!(!told.contains(sent) && !told.contains("777"), "{told}");
    }
}

mod nesting {
    use super::*;

    #[data]
    struct Basket {
        #[validate(length(max = 2))]
        orders: Vec<Order>,
        first: Option<Order>,
        by_name: BoundedMap<BoundedString<3>, Order, 1>,
    }

    fn order(limit: u32) -> Value {
        json!({ "customer": "ACME", "limit": limit })
    }

    #[test]
    fn nested_data_is_checked_by_itself_and_a_fault_says_where() {
        let basket =
            json!({ "orders": [order(1), order(0)], "first": order(51), "by_name": { "a": order(99) } });
        assert_eq!(
            wrong::<Basket>(basket),
            ["/orders/1/limit range", "/first/limit range", "/by_name/*/limit range"]
        );
    }

    #[test]
    fn nested_data_is_as_strict() {
        let mut unknown = order(1);
        unknown["x"] = json!(1);
        assert!(refused::<Basket>(json!({ "orders": [unknown], "by_name": {} })));
        assert!(refused::<Basket>(json!({ "orders": [], "by_name": { "a": ["ACME", 1, null] } })));
    }

    #[data]
    #[derive(Debug)]
    struct Flat {
        id: u8,
        #[serde(flatten)]
        order: Order,
    }

    #[test]
    fn flattened_fields_stand_beside_the_others() {
        let flat: Flat = decode(json!({ "id": 1, "customer": "ACME", "limit": 3 })).unwrap();
        assert_eq!(flat.order.limit, 3);
        assert_eq!(wrong::<Flat>(json!({ "id": 1, "customer": "ACME", "limit": 0 })), ["/limit range"]);
    }

    #[test]
    fn nothing_unknown_gets_in_beside_flattened_fields() {
        assert!(refused::<Flat>(json!({ "id": 1, "customer": "ACME", "limit": 3, "admin": true })));
        assert!(refused::<Flat>(json!({ "id": 1, "customer": "ACME" })));
        assert!(refused::<Flat>(json!({ "id": 1, "order": order(1) })));
    }

    #[test]
    fn the_schema_of_flattened_fields_is_one_object() {
        let schema = input_schema::<Flat>();
        assert_eq!(schema["properties"].as_object().unwrap().len(), 4);
        assert_eq!(schema["required"], json!(["id", "customer", "limit"]));
        assert_eq!(schema["additionalProperties"], false);
    }

    #[test]
    fn the_bound_of_flattened_fields_holds() {
        let order =
            Order {
                customer: "ABCD".into(), limit: 50, note: Some(BoundedString::new("😀😀😀").unwrap())
            };
        let flat = Flat { id: 255, order };
        // The customer may be of the largest characters as far as its length goes, and the limit has ten digits.
        bounds_exactly(&flat, 4 * 6 + 8 + 4);
    }
}

mod enums {
    use super::*;

    #[data]
    #[derive(Debug, PartialEq)]
    enum Plain {
        Red,
        #[serde(alias = "Verde")]
        Green,
    }

    #[data]
    #[derive(Debug, PartialEq)]
    enum External {
        Unit,
        Newtype(Order),
        Pair(u8, #[validate(range(max = 3))] u8),
        Named {
            #[validate(range(max = 3))]
            count: u8,
        },
    }

    #[data]
    #[serde(tag = "kind")]
    #[derive(Debug, PartialEq)]
    enum Internal {
        /// Nothing more.
        Unit,
        Newtype(Order),
        Named {
            #[validate(range(max = 3))]
            count: u8,
        },
    }

    #[data]
    #[serde(tag = "kind", content = "value")]
    #[derive(Debug, PartialEq)]
    enum Adjacent {
        Unit,
        Newtype(Order),
    }

    fn order() -> Value {
        json!({ "customer": "ACME", "limit": 3 })
    }

    fn with(mut object: Value, key: &str, value: Value) -> Value {
        object[key] = value;
        object
    }

    #[test]
    fn plain_variants_are_words() {
        assert_eq!(decode::<Plain>(json!("Green")), Ok(Plain::Green));
        assert_eq!(decode::<Plain>(json!("Verde")), Ok(Plain::Green));
        assert!(refused::<Plain>(json!("Blue")));
        assert!(refused::<Plain>(json!(0)));
        assert!(refused::<Plain>(json!({ "Red": null })));
        assert_eq!(
            input_schema::<Plain>(),
            json!({ "title": "Plain", "type": "string", "enum": ["Red", "Green"] })
        );
    }

    #[test]
    fn external_variants_are_read_by_their_name() {
        assert_eq!(decode::<External>(json!("Unit")), Ok(External::Unit));
        assert!(decode::<External>(json!({ "Newtype": order() })).is_ok());
        assert_eq!(decode::<External>(json!({ "Pair": [1, 2] })), Ok(External::Pair(1, 2)));
        assert_eq!(decode::<External>(json!({ "Named": { "count": 1 } })), Ok(External::Named { count: 1 }));
    }

    #[test]
    fn external_variants_take_nothing_unknown_and_no_positional_array() {
        assert!(refused::<External>(json!({ "Named": [1] })));
        assert!(refused::<External>(json!({ "Named": { "count": 1, "x": 1 } })));
        assert!(refused::<External>(json!({ "Newtype": ["ACME", 3, null] })));
        assert!(refused::<External>(json!({ "Newtype": order(), "Unit": null })));
        assert!(refused::<External>(json!({ "Unit": { "x": 1 } })));
        assert!(refused::<External>(json!({ "Unit": null })));
        assert!(refused::<External>(json!({ "Pair": [1, 2, 3] })));
    }

    #[test]
    fn a_fault_in_an_external_variant_says_where() {
        assert_eq!(wrong::<External>(json!({ "Pair": [9, 9] })), ["/Pair/1 range"]);
        assert_eq!(wrong::<External>(json!({ "Named": { "count": 9 } })), ["/Named/count range"]);
        assert_eq!(
            wrong::<External>(json!({ "Newtype": { "customer": "ACME", "limit": 0 } })),
            ["/Newtype/limit range"]
        );
    }

    #[test]
    fn the_schema_of_external_variants() {
        let schema = input_schema::<External>();
        let forms = schema["oneOf"].as_array().unwrap();
        assert_eq!(forms[0], json!({ "type": "string", "const": "Unit" }));
        assert_eq!(
            forms[3],
            json!({
                "type": "object",
                "properties": {
                    "Named": {
                        "type": "object",
                        "properties": { "count": { "type": "integer", "format": "uint8", "minimum": 0, "maximum": 3 } },
                        "required": ["count"],
                        "additionalProperties": false,
                    },
                },
                "required": ["Named"],
                "additionalProperties": false,
            })
        );
    }

    #[test]
    fn internal_variants_are_read_by_their_tag() {
        assert_eq!(decode::<Internal>(json!({ "kind": "Unit" })), Ok(Internal::Unit));
        assert!(decode::<Internal>(with(order(), "kind", json!("Newtype"))).is_ok());
        assert_eq!(
            decode::<Internal>(json!({ "count": 1, "kind": "Named" })),
            Ok(Internal::Named { count: 1 })
        );
    }

    #[test]
    fn a_tagged_unit_variant_takes_no_further_fields() {
        assert!(refused::<Internal>(json!({ "kind": "Unit", "x": 1 })));
    }

    #[test]
    fn internal_variants_take_nothing_unknown_and_no_positional_array() {
        assert!(refused::<Internal>(json!({ "kind": "Named", "count": 1, "x": 1 })));
        assert!(refused::<Internal>(with(with(order(), "kind", json!("Newtype")), "x", json!(1))));
        assert!(refused::<Internal>(json!(["Named", 1])));
        assert!(refused::<Internal>(json!(["Unit"])));
        assert!(refused::<Internal>(json!({ "count": 1 })));
        assert!(refused::<Internal>(json!({ "kind": 0 })));
    }

    #[test]
    fn internal_variants_are_written_as_they_are_read() {
        for value in [Internal::Unit, Internal::Named { count: 1 }] {
            let json = serde_json::to_value(&value).unwrap();
            assert_eq!(decode::<Internal>(json), Ok(value));
        }
        assert_eq!(serde_json::to_value(Internal::Unit).unwrap(), json!({ "kind": "Unit" }));
    }

    #[test]
    fn the_schema_of_internal_variants_is_one_object_each() {
        let schema = input_schema::<Internal>();
        let forms = schema["oneOf"].as_array().unwrap();
        assert_eq!(
            forms[0],
            json!({
                "description": "Nothing more.",
                "type": "object",
                "properties": { "kind": { "type": "string", "const": "Unit" } },
                "required": ["kind"],
                "additionalProperties": false,
            })
        );
        assert_eq!(forms[1]["required"], json!(["kind", "customer", "limit"]));
        assert_eq!(forms[2]["properties"]["count"]["maximum"], 3);
    }

    #[test]
    fn adjacent_variants_keep_their_content_apart() {
        assert_eq!(decode::<Adjacent>(json!({ "kind": "Unit" })), Ok(Adjacent::Unit));
        assert!(decode::<Adjacent>(json!({ "kind": "Newtype", "value": order() })).is_ok());
        assert!(decode::<Adjacent>(json!({ "value": order(), "kind": "Newtype" })).is_ok());
        assert_eq!(
            wrong::<Adjacent>(json!({ "kind": "Newtype", "value": { "customer": "ACME", "limit": 0 } })),
            ["/value/limit range"]
        );
    }

    #[test]
    fn adjacent_variants_take_nothing_unknown_and_no_positional_array() {
        assert!(refused::<Adjacent>(json!({ "kind": "Unit", "x": 1 })));
        assert!(refused::<Adjacent>(json!({ "kind": "Unit", "value": { "x": 1 } })));
        assert!(refused::<Adjacent>(json!(["Newtype", order()])));
        assert!(refused::<Adjacent>(json!({ "kind": "Newtype", "value": ["ACME", 3, null] })));
        assert!(refused::<Adjacent>(json!({ "value": ["ACME", 3, null], "kind": "Newtype" })));
        assert!(refused::<Adjacent>(json!({ "kind": "Newtype", "value": with(order(), "x", json!(1)) })));
    }

    #[test]
    fn the_bound_of_an_enum_is_its_largest_variant() {
        #[data]
        enum Sized {
            Small,
            Large {
                #[validate(length(max = 2))]
                text: String,
            },
        }
        bounds_exactly(&Sized::Large { text: "😀😀".into() }, 2);
        assert!(escaped(&Sized::Small).len() <= Sized::MAX_JSON_BYTES);
    }

    #[test]
    fn the_bound_of_a_tagged_enum_counts_the_tag() {
        #[data]
        #[serde(tag = "t")]
        enum Tagged {
            Large { number: u8 },
        }
        bounds_exactly(&Tagged::Large { number: 255 }, 1);

        #[data]
        #[serde(tag = "t", content = "c")]
        enum Apart {
            Large(u8),
        }
        bounds_exactly(&Apart::Large(255), 1);
    }

    #[test]
    fn a_variant_may_be_skipped_in_one_direction() {
        #[data]
        #[derive(Debug)]
        enum Partly {
            Both,
            #[serde(skip_deserializing)]
            Answered,
        }
        assert!(refused::<Partly>(json!("Answered")));
        assert_eq!(input_schema::<Partly>()["enum"], json!(["Both"]));
        assert_eq!(output_schema::<Partly>()["enum"], json!(["Both", "Answered"]));
        assert_eq!(serde_json::to_value(Partly::Answered).unwrap(), "Answered");
    }
}

/// serde holds tagged and flattened data back in a buffer of its own, which is less strict than a decoder.
mod buffers {
    use super::*;

    #[data]
    enum Plain {
        Red,
    }

    #[data]
    enum External {
        Unit,
        Named { count: u8 },
        Pair(u8, u8),
    }

    #[data]
    #[serde(tag = "kind")]
    enum Internal {
        Unit,
        Named { count: u8 },
    }

    #[data]
    #[serde(tag = "kind", content = "value")]
    enum Adjacent {
        Unit,
        Newtype(Inner),
    }

    #[data]
    struct Inner {
        count: u8,
    }

    #[data]
    struct Unit;

    #[data]
    struct All {
        plain: Option<Plain>,
        external: Option<External>,
        internal: Option<Internal>,
        adjacent: Option<Adjacent>,
        inner: Option<Inner>,
        unit: Option<Unit>,
        #[validate(length(max = 3))]
        list: Option<Vec<Inner>>,
        map: Option<BoundedMap<BoundedString<3>, Inner, 3>>,
    }

    #[data]
    struct Flattened {
        #[serde(flatten)]
        all: All,
    }

    #[data]
    #[serde(tag = "tag")]
    enum Tagged {
        Newtype(All),
        Named {
            #[serde(flatten)]
            all: All,
        },
    }

    #[data]
    #[serde(tag = "tag", content = "content")]
    enum Apart {
        Newtype(All),
    }

    /// Decodes `all` directly and through every buffer there is.
    fn everywhere(all: &Value) -> Vec<bool> {
        let tagged = |name: &str| {
            let mut tagged = all.clone();
            tagged["tag"] = json!(name);
            tagged
        };
        vec![
            decode::<All>(all.clone()).is_ok(),
            decode::<Flattened>(all.clone()).is_ok(),
            decode::<Tagged>(tagged("Newtype")).is_ok(),
            decode::<Tagged>(tagged("Named")).is_ok(),
            // The content comes first and has to wait for its tag.
            serde_json::from_str::<Apart>(&format!(r#"{{"content": {all}, "tag": "Newtype"}}"#)).is_ok(),
        ]
    }

    #[test]
    fn what_is_right_passes_every_buffer() {
        for good in [
            json!({}),
            json!({ "plain": "Red" }),
            json!({ "external": "Unit" }),
            json!({ "external": { "Named": { "count": 1 } } }),
            json!({ "external": { "Pair": [1, 2] } }),
            json!({ "internal": { "kind": "Unit" } }),
            json!({ "internal": { "kind": "Named", "count": 1 } }),
            json!({ "adjacent": { "kind": "Unit" } }),
            json!({ "adjacent": { "kind": "Newtype", "value": { "count": 1 } } }),
            json!({ "inner": { "count": 1 } }),
            json!({ "list": [{ "count": 1 }] }),
            json!({ "map": { "a": { "count": 1 } } }),
        ] {
            assert_eq!(everywhere(&good), [true; 5], "{good}");
        }
    }

    #[test]
    fn what_is_refused_is_refused_in_every_buffer() {
        for bad in [
            json!({ "x": 1 }),
            json!({ "plain": 0 }),
            json!({ "plain": { "Red": [] } }),
            json!({ "external": 0 }),
            json!({ "external": { "Unit": [] } }),
            json!({ "external": { "Named": [1] } }),
            json!({ "external": { "Named": { "count": 1, "x": 1 } } }),
            json!({ "external": { "Pair": [1, 2, 3] } }),
            json!({ "internal": { "kind": 0 } }),
            json!({ "internal": ["Unit"] }),
            json!({ "internal": { "kind": "Unit", "x": 1 } }),
            json!({ "internal": { "kind": "Named", "count": 1, "x": 1 } }),
            json!({ "adjacent": { "kind": 0 } }),
            json!({ "adjacent": ["Unit"] }),
            json!({ "adjacent": { "kind": "Unit", "x": 1 } }),
            json!({ "adjacent": { "kind": "Unit", "value": { "x": 1 } } }),
            json!({ "adjacent": { "kind": "Unit", "value": [] } }),
            json!({ "adjacent": { "kind": "Newtype", "value": [1] } }),
            json!({ "inner": [1] }),
            json!({ "inner": { "count": 1, "x": 1 } }),
            json!({ "unit": [] }),
            json!({ "list": [[1]] }),
            json!({ "map": { "a": [1] } }),
        ] {
            assert_eq!(everywhere(&bad), [false; 5], "{bad}");
        }
    }
}

mod directions {
    use super::*;

    #[test]
    fn an_output_needs_no_bound_and_keeps_those_that_it_says() {
        #[data(output)]
        struct Report<'a> {
            text: &'a str,
            #[validate(length(max = 2))]
            lines: Vec<String>,
            #[validate(range(max = 100))]
            percent: u8,
        }
        let report = Report { text: "long", lines: vec![String::new(); 3], percent: 101 };
        assert_eq!(undisclosed(&report), ["/lines length", "/percent range"]);
        let report = Report { text: "long", lines: vec!["a\n".into()], percent: 100 };
        assert_eq!(undisclosed(&report), [""; 0]);
        assert_eq!(output_schema::<Report<'_>>()["properties"]["lines"]["maxItems"], 2);
    }

    #[test]
    fn an_output_may_contain_itself() {
        #[data(output)]
        struct Tree {
            #[validate(length(max = 1))]
            name: String,
            children: Vec<Tree>,
        }
        let leaf = Tree { name: "ab".into(), children: Vec::new() };
        assert_eq!(
            undisclosed(&Tree { name: "a".into(), children: vec![leaf] }),
            ["/children/0/name length"]
        );
    }

    #[test]
    fn an_input_is_decoded_and_never_encoded() {
        #[data(input)]
        struct Sent {
            id: u8,
        }
        assert_eq!(decode::<Sent>(json!({ "id": 1 })).unwrap().id, 1);
    }
}

mod generics {
    use super::*;

    #[data]
    #[derive(Debug)]
    struct Page<T> {
        #[validate(length(max = 2))]
        items: Vec<T>,
        next: Option<T>,
    }

    #[test]
    fn a_generic_type_is_as_strict_and_as_bounded_as_what_it_holds() {
        assert!(decode::<Page<Order>>(json!({ "items": [{ "customer": "ACME", "limit": 3 }] })).is_ok());
        assert!(refused::<Page<Order>>(json!({ "items": [], "x": 1 })));
        assert!(refused::<Page<Order>>(json!([[], null])));
        assert_eq!(
            wrong::<Page<Order>>(json!({ "items": [{ "customer": "ACME", "limit": 0 }] })),
            ["/items/0/limit range"]
        );
        bounds_exactly(&Page { items: vec![-128_i8, -128], next: Some(-128) }, 2);
    }

    #[test]
    fn a_constant_parameter_may_be_a_bound() {
        #[data]
        struct Text<const MAX: usize> {
            #[validate(length(max = MAX))]
            text: String,
        }
        assert_eq!(wrong::<Text<2>>(json!({ "text": "abc" })), ["/text length"]);
        assert_eq!(Text::<2>::schema_name(), "Text_of_2");
        assert_eq!(input_schema::<Text<2>>()["properties"]["text"]["maxLength"], 2);
    }

    #[test]
    fn a_where_clause_of_the_users_is_kept() {
        #[data(output)]
        struct Shown<T>
        where
            T: Clone + std::fmt::Debug,
        {
            value: T,
        }
        assert_eq!(serde_json::to_value(Shown { value: 1 }).unwrap(), json!({ "value": 1 }));
    }
}

mod foreign {
    use super::*;

    mod hex {
        use serde::{Deserialize, Deserializer, Serializer};

        pub(super) fn serialize<S: Serializer>(number: &u32, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(&format!("{number:08x}"))
        }

        pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
            let text = String::deserialize(deserializer)?;
            u32::from_str_radix(&text, 16).map_err(serde::de::Error::custom)
        }
    }

    #[data]
    #[derive(Debug, PartialEq)]
    struct Coloured {
        #[serde(with = "hex")]
        #[bound(bytes = 50)]
        #[validate(range(max = 0xffffff))]
        /// In hexadecimal.
        colour: u32,
    }

    #[test]
    fn a_function_that_reads_a_field_comes_with_a_bound_of_the_authors() {
        assert_eq!(decode(json!({ "colour": "00ff00ff" })), Ok(Coloured { colour: 0xff00ff }));
        assert_eq!(wrong::<Coloured>(json!({ "colour": "ff00ff00" })), ["/colour range"]);
        assert_eq!(Coloured::MAX_JSON_BYTES, 2 + (6 * 6 + 2) + 1 + 50 + 1);
    }

    #[test]
    fn the_schema_promises_nothing_that_only_the_function_knows() {
        let schema = input_schema::<Coloured>();
        assert_eq!(schema["properties"]["colour"]["description"], "In hexadecimal.");
        assert_eq!(schema["properties"]["colour"].get("type"), None);
    }
}

mod hygiene {
    #[test]
    fn the_names_of_the_prelude_may_be_the_users() {
        use portcullis::prelude::data;

        #[data]
        struct String {
            value: u8,
        }
        #[data]
        enum Option {
            Some,
            None,
        }
        #[data]
        struct Result {
            vec: Vec,
            string: String,
            option: Option,
        }
        #[data]
        struct Vec {
            at: u8,
            faults: u8,
            generator: u8,
            object: u8,
        }
        #[data]
        struct Box(u8);

        let result: Result = serde_json::from_str(
            r#"{"vec": {"at": 1, "faults": 2, "generator": 3, "object": 4}, "string": {"value": 1}, "option": "Some"}"#,
        )
        .unwrap();
        assert_eq!((result.vec.at, result.vec.faults, result.string.value), (1, 2, 1));
        assert_eq!(Box(1).0, 1);
    }

    #[test]
    fn fields_of_variants_may_have_any_name() {
        use portcullis::Bounded;
        use portcullis::bound::{Faults, Path};
        use portcullis::prelude::data;

        #[data]
        enum Named {
            A {
                #[validate(range(max = 3))]
                at: u8,
                #[validate(range(max = 3))]
                faults: u8,
                #[validate(range(max = 3))]
                value: u8,
            },
        }
        let mut faults = Faults::default();
        Named::A { at: 4, faults: 4, value: 4 }.check(&Path::ROOT, &mut faults);
        assert_eq!(faults.total(), 3);
    }

    #[test]
    fn fields_and_variants_under_a_cfg_exist_or_not_everywhere() {
        use portcullis::Bounded;
        use portcullis::prelude::data;

        #[data]
        struct Fields {
            #[cfg(test)]
            there: u8,
            #[cfg(not(test))]
            gone: Missing,
        }
        #[data]
        #[serde(tag = "kind")]
        enum Variants {
            There {
                #[cfg(not(test))]
                gone: Missing,
                #[cfg(test)]
                there: u8,
            },
            #[cfg(not(test))]
            Gone(Missing),
        }
        assert_eq!(Fields { there: 1 }.there, 1);
        let Variants::There { there } = serde_json::from_str(r#"{"kind": "There", "there": 1}"#).unwrap();
        assert_eq!(there, 1);
        assert_eq!(Variants::MAX_JSON_BYTES, Fields::MAX_JSON_BYTES + (4 * 6 + 2) + (5 * 6 + 2) + 2);
    }

    #[test]
    fn a_macro_may_write_the_type() {
        use portcullis::prelude::data;

        macro_rules! wrapper {
            ($name:ident, $field:ident: $ty:ty, $max:literal, $more:expr) => {
                #[data]
                struct $name {
                    #[validate(length(max = $max))]
                    $field: $ty,
                    #[validate(range(max = $more))]
                    number: u8,
                }
            };
        }
        wrapper!(Wrapper, text: String, 3, 7);
        let wrapper: Wrapper = serde_json::from_str(r#"{"text": "abc", "number": 7}"#).unwrap();
        assert_eq!((wrapper.text.as_str(), wrapper.number), ("abc", 7));
    }
}

#[test]
fn two_types_that_hold_each_other_by_reference_in_an_output_have_a_schema() {
    #[data(output)]
    struct Parent {
        children: Vec<Child>,
    }
    #[data(output)]
    struct Child {
        parents: Vec<Parent>,
    }
    let schema = schemars::schema_for!(Parent).to_value();
    assert_eq!(schema["$defs"]["Child"]["properties"]["parents"]["items"]["$ref"], "#");
    let _ = Child { parents: Vec::new() };
}
