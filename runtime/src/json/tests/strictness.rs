//! What JSON does not allow, or what two readers would read in two ways, is refused; and no document takes long.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::*;
use crate::json::MAX_DEPTH;

fn code(bytes: &[u8]) -> &'static str {
    decode::<Value>(bytes).expect_err("a refusal").problem.code()
}

#[test]
fn a_repeated_key_is_refused_however_it_is_written() {
    for document in [
        r#"{"a":1,"a":1}"#,
        r#"{"a":1,"\u0061":1}"#,
        r#"{"\u0061":1,"a":1}"#,
        r#"{"\u0061":1,"\u0061":1}"#,
        r#"{"":1,"":1}"#,
        r#"{"/":1,"\/":1}"#,
        r#"{"é":1,"\u00e9":1}"#,
        r#"{"\uD834\uDD1E":1,"𝄞":1}"#,
        r#"{"\ud834\udd1e":1,"\uD834\uDD1E":1}"#,
        r#"{"a\nb":1,"a\u000Ab":1}"#,
        r#"{"\"":1,"\u0022":1}"#,
        r#"[{"b":{"a":[],"c":{},"a":{}}}]"#,
        r#"{"a":{"a":1},"b":{"a":1},"a":2}"#,
    ] {
        assert_eq!(code(document.as_bytes()), "repeated_key", "{document}");
    }
}

#[test]
fn the_same_key_in_different_objects_is_no_repetition() {
    for document in [
        r#"{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}"#,
        r#"[{"\u0061":1},{"a":1}]"#,
        r#"{"\u0061":{"a":1,"b":{"\u0061":1}},"b":{"a":1}}"#,
        r#"{"a":1,"A":1,"a ":1," a":1,"\u0000":1,"":1}"#,
    ] {
        assert!(decode::<Value>(document.as_bytes()).is_ok(), "{document}");
    }
}

/// Objects of every size around those at which keys are kept in another way, with the repetition at every distance.
#[test]
fn a_repeated_key_is_found_in_objects_of_any_size() {
    for size in 1..70 {
        let keys: Vec<String> = (0..size).map(|n| format!(r#""key_{n:02}":{{"key_00":0}}"#)).collect();
        let object = |keys: &[String]| format!(r#"{{"outer_1":0,"outer_2":{{{}}}}}"#, keys.join(","));
        assert!(decode::<Value>(object(&keys).as_bytes()).is_ok(), "{size}");
        for repeated in 0..size {
            let mut keys = keys.clone();
            keys.push(keys[repeated].clone());
            assert_eq!(code(object(&keys).as_bytes()), "repeated_key", "{size} {repeated}");
        }
    }
}

#[test]
fn only_so_many_may_stand_inside_one_another() {
    let arrays = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let objects = |depth: usize| format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth));
    for nested in [arrays(MAX_DEPTH), objects(MAX_DEPTH)] {
        assert!(decode::<Value>(nested.as_bytes()).is_ok());
    }
    for nested in
        [arrays(MAX_DEPTH + 1), objects(MAX_DEPTH + 1), "[".repeat(100_000), r#"{"a":["#.repeat(100_000)]
    {
        let refused = decode::<Value>(nested.as_bytes()).expect_err("too deep");
        assert_eq!(refused.problem, Problem::TooDeep { max: MAX_DEPTH });
    }
}

#[test]
fn half_a_surrogate_pair_is_refused_in_values_and_in_keys() {
    for half in [
        r"\ud800",
        r"\udc00",
        r"\ud800x",
        r"\ud800\n",
        r"\ud800\ud800",
        r"\udc00\ud800",
        r"\ud800A",
        r"\uDBFF\u0041",
    ] {
        for document in [format!(r#"["{half}"]"#), format!(r#"{{"{half}":1}}"#)] {
            assert_eq!(code(document.as_bytes()), "lone_surrogate", "{document}");
        }
    }
    assert_eq!(decode::<String>(br#""\ud83d\ude00\u0000\uffff""#).as_deref(), Ok("\u{1F600}\0\u{FFFF}"));
}

#[test]
fn a_number_that_no_type_holds_is_refused() {
    for number in
        ["1e999", "-1e999", "1E400", "1.8e308", "-1.8e308", "18446744073709551616", "-9223372036854775809"]
    {
        assert_eq!(code(number.as_bytes()), "number_out_of_range", "{number}");
        assert_eq!(fault::<f64>(number), at("", "number_out_of_range"), "{number}");
    }
    let digits = "9".repeat(400);
    for number in [digits.clone(), format!("{digits}.5"), format!("{digits}e-1"), format!("1e{digits}")] {
        assert_eq!(code(number.as_bytes()), "number_out_of_range", "{number}");
    }
}

#[test]
fn a_number_that_some_type_holds_is_taken() {
    for number in [
        "0",
        "-0",
        "-0.0",
        "0e999999999999",
        "1e-999999999999",
        "18446744073709551615",
        "-9223372036854775808",
        "1.7e308",
        "1e308",
        "123.456e-7",
        "1E+2",
        "0.0000000000000000000000000000000000000000000000001",
    ] {
        assert!(decode::<Value>(number.as_bytes()).is_ok(), "{number}");
    }
    let small = format!("{}e-400", "9".repeat(401));
    assert!(decode::<f64>(small.as_bytes()).is_ok());
    assert_eq!(decode::<u64>(b"18446744073709551615"), Ok(u64::MAX));
    assert_eq!(decode::<i64>(b"-9223372036854775808"), Ok(i64::MIN));
}

#[test]
fn what_is_not_json_is_refused() {
    for document in [
        "{,}",
        "[,]",
        "[1,]",
        r#"{"a":1,}"#,
        r#"{"a"}"#,
        r#"{"a":}"#,
        "{1:1}",
        r#"{"a" 1}"#,
        "[1 2]",
        "]",
        "}",
        "[}",
        "{]",
        "tru",
        "nulll",
        "True",
        "NaN",
        "Infinity",
        "-Infinity",
        "+1",
        "01",
        "-01",
        "-",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x1",
        "1_0",
        "'a'",
        r#""a"#,
        r#""\x""#,
        r#""\u12""#,
        r#""\u+123""#,
        r#""\"#,
        "\"\t\"",
        "\"\0\"",
        "\0",
        "//",
        "/**/1",
        "[1]\u{a0}",
        "\u{2028}1",
        "\u{c}1",
        "\u{b}1",
    ] {
        let code = code(document.as_bytes());
        assert!(["not_json", "trailing_data"].contains(&code), "{document:?}: {code}");
    }
}

#[test]
fn there_is_one_document_in_utf8_and_nothing_before_or_after_it() {
    for empty in ["", " ", "\r\n\t "] {
        assert_eq!(code(empty.as_bytes()), "empty");
    }
    assert_eq!(code("\u{feff}{}".as_bytes()), "byte_order_mark");
    for after in ["{}{}", "{} x", "1 2", "{}\0", "[]]", "\"\"\"\""] {
        assert_eq!(code(after.as_bytes()), "trailing_data", "{after}");
    }
    for bytes in [
        &b"\"\xc0\xaf\""[..],
        b"\"\xe0\x80\xaf\"",
        b"\"\xed\xa0\x80\"",
        b"\"\xf4\x90\x80\x80\"",
        b"\"\x80\"",
        b"\xff\xfe{\0}\0",
    ] {
        assert_eq!(code(bytes), "not_utf8", "{bytes:?}");
    }
}

/// With the `raw_value` feature, which any crate in a build can enable, serde_json parses a string behind such a key.
#[test]
fn keys_by_which_serde_json_tells_itself_something_are_reserved() {
    for document in [
        r#"{"$serde_json::private::RawValue":"{\"a\":1,\"a\":2}"}"#,
        r#"[{"\u0024serde_json::private::Number":"1"}]"#,
    ] {
        assert_eq!(code(document.as_bytes()), "reserved_key");
    }
    assert!(decode::<Value>(br#"{"$serde":1,"$ref":"$serde_json::private::RawValue"}"#).is_ok());
}

/// All are about a megabyte, and linear; were one of them quadratic, it would take minutes.
#[test]
fn no_document_takes_long() {
    let object = |count: usize, key: &dyn Fn(usize) -> String| {
        let keys: Vec<String> = (0..count).map(|n| format!("\"{}\":1", key(n))).collect();
        format!("{{{}}}", keys.join(","))
    };
    let many = object(100_000, &|n| format!("{n:x}"));
    let documents = [
        object(100_000, &|n| format!("k{n:07}")),
        // The length and the bytes that are compared first are the same for all of them.
        object(100_000, &|n| format!("aaaa{}aaaa{n:08}aaaaaaaaaaaa", n % 10)),
        object(100_000, &|n| format!("\\u0061{n}")),
        format!(
            "[{}]",
            vec![object(16, &|n| format!("{}{n:02}{}", "a".repeat(500), "a".repeat(500))); 60].join(",")
        ),
        format!("[{}1]", r#"{"\u0061":1},"#.repeat(70_000)),
        format!("{}{many}{}", r#"{"x":"#.repeat(30), "}".repeat(30)),
        "9".repeat(1 << 20),
        format!("0.{}", "9".repeat(1 << 20)),
        format!("{}e-1048576", "9".repeat(1 << 20)),
        format!("\"{}\"", "\\u00e9".repeat(170_000)),
        format!("\"{}\"", "é".repeat(500_000)),
        format!("\"{}", "\\".repeat(1 << 20)),
        format!("[{}", "[],".repeat(350_000)),
        format!("[{}]", "[[[[[[[[]]]]]]]],".repeat(60_000)),
        " ".repeat(1 << 20),
        format!("[1,{}", "\n".repeat(1 << 20)),
    ];
    for document in documents {
        let start = Instant::now();
        let _ = decode::<Value>(document.as_bytes());
        assert!(start.elapsed() < Duration::from_secs(10), "{}", document.get(..40).unwrap_or_default());
    }
}
