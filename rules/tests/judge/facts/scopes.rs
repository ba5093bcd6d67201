//! What the `use` lines of a file and of its modules make of a name.

use portcullis_rules::facts::What;

use super::all;

fn functions(source: &str) -> Vec<String> {
    all(source, |what| match what {
        What::Function(it) => Some(it.name.to_string()),
        _ => None,
    })
}

#[test]
fn the_imports_of_a_file_are_followed() {
    assert_eq!(functions("use std::fs as disk; fn f() { disk::read(a) }"), ["std::fs::read"]);
    assert_eq!(functions("fn f() { read(a) } use std::fs::read;"), ["std::fs::read"]);
}

#[test]
fn the_imports_of_a_module_count_in_it_alone() {
    assert_eq!(
        functions("mod a { use std::fs::read; fn f() { read(1) } } mod b { fn f() { read(1) } }"),
        ["std::fs::read", "read"]
    );
    assert_eq!(functions("use std::fs; mod a { use mine::fs; fn f() { fs::read(1) } }"), ["mine::fs::read"]);
}

#[test]
fn test_code_of_a_file_is_left_out() {
    assert!(functions("#[cfg(test)] mod tests { fn f() { a::b() } } #[test] fn g() { a::b() }").is_empty());
    assert!(functions("#[tokio::test] async fn f() { a::b() } #[rstest] fn g() { a::b() }").is_empty());
}

#[test]
fn what_a_function_stands_in_is_known_for_each_fact() {
    let facts = super::file("fn f() { a::b() } const C: u8 = d::e();");
    let of = |name: &str| {
        let fact =
            facts.iter().find(|fact| matches!(&fact.what, What::Function(it) if it.name.last() == name));
        facts.function(fact.expect("it is called")).map(|function| function.name.clone())
    };
    assert_eq!((of("b"), of("e")), (Some("f".to_owned()), None));
}
