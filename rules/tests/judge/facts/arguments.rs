//! What is known of the arguments of calls.

use portcullis_rules::facts::{Argument, Known, What};

use super::{body, file};

fn first_known(code: &str) -> Known {
    let found = body(code, |what| match what {
        What::Function(it) if it.name.last() == "f" => it.literals.first().map(|it| it.known.clone()),
        What::Method(it) if it.name == "m" => it.literals.first().map(|it| it.known.clone()),
        What::Macro(it) if it.name.last() == "n" => it.literals.first().map(|it| it.known.clone()),
        _ => None,
    });
    found.into_iter().next().unwrap_or_else(|| panic!("{code} calls nothing"))
}

#[test]
fn literals_and_names_are_known() {
    let text = |text: &str| Known::Text(text.to_owned());
    let path = |path: &str| Known::Path(path.to_owned());
    for (argument, known) in [
        ("\"b\"", text("b")),
        ("&\"b\".to_string()", text("b")),
        ("String::from(\"b\")", text("b")),
        ("b\"b\"", text("b")),
        ("&b\"b\"[..]", text("b")),
        ("true", Known::Bool(true)),
        ("0o666", Known::Int(0o666)),
        ("0x1ff as u32", Known::Int(0x1ff)),
        ("SslVerifyMode::NONE", path("SslVerifyMode::NONE")),
        ("b", path("b")),
        ("&self.b.0", path("self.b.0")),
        ("&[0u8; 16]", Known::List(16)),
        ("[1, 2, 3]", Known::List(3)),
        ("[1, b]", Known::Unknown),
        ("-1", Known::Unknown),
        ("b + 1", Known::Unknown),
        ("b()", Known::Unknown),
    ] {
        for call in [format!("x::f({argument})"), format!("a.m({argument})"), format!("n!({argument})")] {
            assert_eq!(first_known(&call), known, "{call}");
        }
        assert_eq!(first_known(&format!("talk!(say a.m({argument}))")), known, "{argument}");
    }
}

#[test]
fn an_argument_is_underlined_from_its_first_token_to_its_last() {
    for argument in [
        "\"b\"",
        "true",
        "a::B::C",
        "&self.b",
        "b.c(d)",
        "e(f)",
        "&g.h().i",
        "format!(\"{j}\")",
        "k + 1",
        "|l| l",
    ] {
        let source = format!("fn case() {{ x.m(1, {argument}) }}");
        let facts = file(&source);
        let places: Vec<_> = facts
            .iter()
            .filter_map(|fact| match &fact.what {
                What::Method(it) if it.name == "m" => it.literals.get(1).map(|Argument { place, .. }| *place),
                _ => None,
            })
            .collect();
        let (start, end) = (places[0].start.start().column, places[0].end.end().column);
        assert_eq!(&source[start..end], argument);
    }
}

#[test]
fn a_method_knows_whether_it_is_called_on_self() {
    let on_self = |code| {
        body(code, |what| match what {
            What::Method(it) => Some(it.on_self),
            _ => None,
        })
    };
    assert_eq!(on_self("self.a(); self.b.c(); d.e();"), [true, false, false]);
}
